"""Reads a program of `tests/programs`: its source and the answers in its comments.

The comments are described in `tests/programs/README.md`. Nothing is run here: `tests/engines.py`
runs programs, `tests/test_programs.py` compares.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import final

FOLDER = Path(__file__).parent / "programs"
DIVERGENCES = Path(__file__).parents[1] / "docs" / "divergences"

_EXPECT = re.compile(r"# expect:(?: (.*))?$")
_ERROR = re.compile(r"# expect-error: (N\d{4}) at (\d+):(\d+)(?: (\w+)(?:: (.*))?)?$")
_DIVERGES = re.compile(r"# diverges: (D\d{3})$")


@final
@dataclass(frozen=True, slots=True)
class ExpectedError:
    """`type` and `message` are CPython's; both are empty where only Noodle has an error."""

    code: str
    line: int
    column: int
    type: str
    message: str

    @property
    def is_static(self) -> bool:
        return self.code < "N5000"

    def accepts_message(self, message: str) -> bool:
        if self.message.endswith("..."):
            return message.startswith(self.message[:-3])
        return message == self.message


@final
@dataclass(frozen=True, slots=True)
class ProgramCase:
    name: str
    source: str
    output: tuple[str, ...]
    error: ExpectedError | None
    diverges: str | None


def read_case(path: Path) -> ProgramCase:
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines()
    output = tuple((m[1] or "").rstrip() for m in map(_EXPECT.search, lines) if m)
    errors = [m for m in map(_ERROR.search, lines) if m]
    if len(errors) > 1 or source.count("# expect-error:") != len(errors):
        raise ValueError(f"{path}: an expect-error comment is malformed or there are several")
    first = _DIVERGES.match(lines[0])
    name = path.relative_to(FOLDER).with_suffix("").as_posix()
    error = _expected_error(errors[0]) if errors else None
    return ProgramCase(name, source, output, error, first[1] if first else None)


def read_cases() -> list[ProgramCase]:
    return [read_case(path) for path in sorted(FOLDER.glob("*/*.py"))]


def _expected_error(match: re.Match[str]) -> ExpectedError:
    code, line, column, kind, message = match.groups()
    return ExpectedError(code, int(line), int(column), kind or "", message or "")
