"""Stacks as numbers: each place in the code is seen once and then known by its number.

A place is a function with a line. What the kernel, the compiler and `threading` put around a
person's code is left out of stacks. Which files are cells is asked of the kernel (`cell_of`).
"""

from __future__ import annotations

import os
import sys
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType, FrameType
from typing import Final, final

_NOODLE: Final = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_COMPILER: Final = (
    os.path.join(_NOODLE, "nbc") + os.sep,
    os.path.join(_NOODLE, "noodle_kernel", "language.py"),
)
_RUNTIME: Final = tuple(
    os.path.join(_NOODLE, "nbc", *names) + os.sep
    for names in (
        ("runtime",),
        ("vm",),
        ("builtins",),
        ("native", "dispatch"),
        ("native", "support"),
    )
)
_OURS: Final = (*_COMPILER, os.path.join(_NOODLE, "noodle_kernel") + os.sep)
_AROUND: Final = ("threading.py", os.path.join("concurrent", "futures", "thread.py"))
_SHOWN, _HIDDEN, _COMPILES = range(3)
_DEEPEST: Final = 200
"""Frames of one stack that are looked at."""


@final
@dataclass(frozen=True, slots=True)
class Place:
    """`file` as the code names it; `cell`: the number of the cell, None elsewhere; `first_line`:
    where the function begins; `native`: seen in machine code."""

    function: str
    file: str
    line: int
    first_line: int = 0
    cell: int | None = None
    native: bool = False

    @property
    def source(self) -> str:
        """The file as a person knows it."""
        return f"cell {self.cell}" if self.cell is not None else short(self.file)

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells functions apart. Decorators may be their first line, or not."""
        return self.file, self.function, self.first_line if "<lambda>" in self.function else 0


Stack = tuple[int, ...]
"""Numbers of places, outermost first."""


@final
class Frames:
    """The places that were seen."""

    def __init__(self, cell_of: Callable[[str], int | None]) -> None:
        self.places: list[Place] = []
        self._cell_of = cell_of
        self._numbers: dict[Place, int] = {}
        self._known: dict[tuple[CodeType, int], int] = {}
        self._lines: dict[CodeType, tuple[list[int], list[int]]] = {}
        self._kinds: dict[CodeType, int] = {}

    def stack(self, frame: FrameType | None, base: FrameType | None) -> tuple[Stack, bool]:
        """The places of a running thread down to `base`, and whether it compiles."""
        found: list[int] = []
        compiles = False
        deepest = _DEEPEST
        while frame is not None and frame is not base and deepest:
            code = frame.f_code
            kind = self._kinds.get(code)
            if kind is None:
                kind = self._kinds[code] = _kind(code.co_filename)
            if kind == _SHOWN:
                at = code, frame.f_lasti
                number = self._known.get(at)
                found.append(self._see(at) if number is None else number)
            elif kind == _COMPILES and not self._is_in_cell(found):
                compiles = True
                found.clear()
            frame = frame.f_back
            deepest -= 1
        found.reverse()
        return self._from_cell(tuple(found)), compiles

    def number_of(self, place: Place) -> int:
        number = self._numbers.get(place)
        if number is None:
            number = self._numbers[place] = len(self.places)
            self.places.append(place)
        return number

    def native(self, function: str, file: str, line: int, first_line: int) -> int:
        """The number of a place that was seen in machine code."""
        return self.number_of(
            Place(function, file, line, first_line, self._cell_of(file), native=True)
        )

    def _is_in_cell(self, found: list[int]) -> bool:
        return any(self.places[number].cell is not None for number in found)

    def forget_code(self) -> None:
        """Keeps the places and no code alive."""
        self._known.clear()
        self._lines.clear()
        self._kinds.clear()

    def _see(self, at: tuple[CodeType, int]) -> int:
        code, offset = at
        cell = self._cell_of(code.co_filename)
        name = "the cell" if cell is not None and code.co_name == "<module>" else code.co_qualname
        place = Place(name, code.co_filename, self._line(code, offset), code.co_firstlineno, cell)
        number = self._known[at] = self.number_of(place)
        return number

    def _line(self, code: CodeType, offset: int) -> int:
        table = self._lines.get(code)
        if table is None:
            starts, lines, last = [], [], code.co_firstlineno
            for start, _, line in code.co_lines():
                last = last if line is None else line
                starts.append(start)
                lines.append(last)
            table = self._lines[code] = starts, lines
        starts, lines = table
        return lines[max(0, bisect_right(starts, max(0, offset)) - 1)] if lines else 0

    def _from_cell(self, stack: Stack) -> Stack:
        """Without what calls the person's code: IPython, say."""
        for depth, number in enumerate(stack):
            if self.places[number].cell is not None:
                return stack[depth:]
        return stack


def short(file: str) -> str:
    """A file as it would be imported, where it would be."""
    for folder in sorted(filter(None, sys.path), key=len, reverse=True):
        if file.startswith(folder + os.sep):
            return file[len(folder) + 1 :]
    return file


def _kind(file: str) -> int:
    """Whether code in a file is shown, compiles cells, or is around what a person wrote."""
    if file.startswith(_COMPILER) and not file.startswith(_RUNTIME):
        return _COMPILES
    return _HIDDEN if file.startswith(_OURS) or file.endswith(_AROUND) else _SHOWN
