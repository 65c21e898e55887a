"""Places in a text as pages count them: one number, in units of UTF-16.

The compiler counts lines from 1 and columns in UTF-8 bytes; an editor in a browser counts from the
start of the text, and characters outside the basic plane twice.
"""

from __future__ import annotations

from typing import final


@final
class Offsets:
    """Turns the compiler's places in one text into a page's. Places outside are moved inside."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + units(line) + 1)

    def of(self, line: int, column: int) -> int:
        """`line` from 1, `column` in UTF-8 bytes."""
        index = min(max(line, 1), len(self._lines)) - 1
        before = self._lines[index].encode("utf-8", "surrogatepass")[: max(column, 0)]
        return self._starts[index] + units(before.decode("utf-8", "ignore"))

    def line_end(self, line: int) -> int:
        index = min(max(line, 1), len(self._lines)) - 1
        return self._starts[index + 1] - 1


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def from_units(text: str, offset: int) -> int:
    """A page's place as an index of Python's into the text."""
    data = text.encode("utf-16-le", "surrogatepass")[: 2 * max(offset, 0)]
    return len(data.decode("utf-16-le", "ignore"))
