"""What transpiling gives: text or a file's content, and the function that it runs as."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, final

from ahr.formats.whole import write_whole
from ahr.models import Model


@final
@dataclass(frozen=True, slots=True, eq=False)
class Transpiled:
    """`text` is source, `data` a file's content: one of the two is None. `model` is the network
    where there is one; `notes` say what the reader should know."""

    target: str
    name: str
    text: str | None
    data: bytes | None
    model: Model | None
    notes: tuple[str, ...]
    load: Callable[[], Callable[..., Any]] = field(repr=False)
    """Makes a function of arrays of what was written, by running it on its own."""

    def run(self, *arrays: Any) -> Any:
        """What the written program gives for arrays: an array, or a tuple of arrays."""
        return self.load()(*arrays)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the text or the content; the file is there whole or not at all."""
        content = self.text.encode() if self.text is not None else self.data or b""
        write_whole(Path(path), content)

    def __str__(self) -> str:
        if self.text is not None:
            return self.text
        return f"<{self.target} of {self.name}: {len(self.data or b'')} bytes>"
