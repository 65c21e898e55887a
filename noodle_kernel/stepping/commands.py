"""How far a command goes: each gives, for where the program stands, a test of whether to stop.

A test is asked before each instruction but the first. Depth is the number of calls in progress.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from nbc import Stepper

Test = Callable[["Place"], bool]


class Place(NamedTuple):
    """Where the next instruction is. `line`: 0 at the end of a function."""

    depth: int
    function: int
    line: int


def place_of(stepper: Stepper) -> Place:
    calls = stepper.calls
    if not calls:
        return Place(0, 0, 0)
    _, function, index = calls[-1]
    inside = index < len(function.instructions)
    line = function.instructions[index].position[0] if inside else 0
    return Place(len(calls), id(function), line)


def _next(start: Place, _: dict[str, Any]) -> Test:
    """One instruction, or to the next line, into calls."""
    return lambda place: True


def _next_line(start: Place, _: dict[str, Any]) -> Test:
    return lambda place: place.line != 0 and place[1:] != start[1:]


def _over(start: Place, _: dict[str, Any]) -> Test:
    """One instruction, the whole of a call."""
    return lambda place: place.depth <= start.depth


def _over_line(start: Place, _: dict[str, Any]) -> Test:
    def is_there(place: Place) -> bool:
        elsewhere = place.depth < start.depth or place.line != start.line
        return place.line != 0 and place.depth <= start.depth and elsewhere

    return is_there


def _out(start: Place, _: dict[str, Any]) -> Test:
    return lambda place: place.depth < start.depth


def _to_line(start: Place, params: dict[str, Any]) -> Test:
    wanted = params["line"]
    return lambda place: place.line == wanted


def _run(start: Place, _: dict[str, Any]) -> Test:
    return lambda place: False


COMMANDS: Final[dict[str, Callable[[Place, dict[str, Any]], Test]]] = {
    "next": _next, "next_line": _next_line, "over": _over, "over_line": _over_line, "out": _out,
    "to_line": _to_line, "run": _run,
}  # fmt: skip
