"""The Pygments lexer of Noodle: what nbconvert, docs and terminals colour code with.

Noodle's syntax is Python's, so this is Python's lexer with Noodle's type names added.
It imports nothing but Pygments: pages that show code need not load the kernel.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from pygments.lexers.python import PythonLexer
from pygments.token import Keyword, Name

TYPE_NAMES = frozenset(
    "i8 i16 i32 i64 u8 u16 u32 u64 f16 f32 f64 c64 c128 bigint".split()
)  # fmt: skip


class NoodleLexer(PythonLexer):  # type: ignore[misc]
    """Python's tokens; Noodle's scalar types are marked as types."""

    name = "Noodle"
    aliases: ClassVar[list[str]] = ["noodle"]
    filenames: ClassVar[list[str]] = ["*.noodle"]
    mimetypes: ClassVar[list[str]] = ["text/x-noodle"]
    url = None
    version_added = None

    def get_tokens_unprocessed(self, text: str, stack: Any = ("root",)) -> Iterator[Any]:
        for index, token, value in super().get_tokens_unprocessed(text, stack):
            if token is Name and value in TYPE_NAMES:
                yield index, Keyword.Type, value
            else:
                yield index, token, value

    def analyse_text(text: str) -> float:  # Pygments makes it static
        """Never guessed: Noodle looks like Python, which should win where nothing else is said."""
        return 0.0
