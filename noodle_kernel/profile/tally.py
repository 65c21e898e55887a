"""The sums of a profile: seconds by stack and tier, by line, by thread, and along the time.

One thread adds, others may read copies while it does. All seconds are of the clock: where several
threads compute at once, each gets its part of the time that passed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple, final

from noodle_kernel.profile.frames import Frames, Stack

TIERS: Final = ("native", "vm", "library", "compiler", "waiting")
NATIVE, VM, LIBRARY, COMPILER, WAITING = range(len(TIERS))
_MOST_POINTS: Final = 1200
_MOST_STACKS: Final = 20_000

Line = tuple[str, int]
Seconds = list[float]
"""One number for each of TIERS."""


class Point(NamedTuple):
    """What the process used in a stretch of time that ends at `at_s`."""

    at_s: float
    rss_mb: float
    cores: float
    threads: int


@final
@dataclass(slots=True)
class Tally:
    """`lines`: by file and line, of the innermost place of each file on the stack; `threads`: CPU
    seconds; `samples`: how often stacks were looked at."""

    frames: Frames
    stacks: dict[tuple[str, int, Stack], float] = field(default_factory=dict)
    lines: dict[Line, Seconds] = field(default_factory=dict)
    tiers: Seconds = field(default_factory=lambda: [0.0] * len(TIERS))
    threads: dict[str, float] = field(default_factory=dict)
    points: list[Point] = field(default_factory=list)
    samples: int = 0
    elapsed_s: float = 0.0
    _own: dict[Stack, tuple[Line, ...]] = field(default_factory=dict)
    _between: int = 1
    _pending: list[Point] = field(default_factory=list)

    def add(self, thread: str, tier: int, stack: Stack, seconds: float) -> None:
        if seconds <= 0:
            return
        self.tiers[tier] += seconds
        key = thread, tier, stack
        known = self.stacks.get(key)
        if known is None and len(self.stacks) >= _MOST_STACKS:
            key, known = (thread, tier, stack[-1:]), self.stacks.get((thread, tier, stack[-1:]))
        self.stacks[key] = (known or 0.0) + seconds
        for line in self._lines_of(stack):
            row = self.lines.get(line)
            if row is None:
                row = self.lines[line] = [0.0] * len(TIERS)
            row[tier] += seconds

    def add_point(self, point: Point) -> None:
        """Along the time; over long times neighbours are put together."""
        self._pending.append(point)
        if len(self._pending) < self._between:
            return
        self.points.append(_together(self._pending))
        self._pending.clear()
        if len(self.points) >= _MOST_POINTS:
            self.points = [_together(self.points[i : i + 2]) for i in range(0, _MOST_POINTS, 2)]
            self._between *= 2

    def _lines_of(self, stack: Stack) -> tuple[Line, ...]:
        """The innermost line of each cell on the stack."""
        found = self._own.get(stack)
        if found is None:
            inner: dict[str, int] = {}
            for number in reversed(stack):
                place = self.frames.places[number]
                if place.cell is not None:
                    inner.setdefault(place.file, place.line)
            if len(self._own) > _MOST_STACKS:
                self._own.clear()
            found = self._own[stack] = tuple(inner.items())
        return found


def _together(points: list[Point]) -> Point:
    """The highest memory, the mean of cores."""
    return Point(
        points[-1].at_s,
        max(point.rss_mb for point in points),
        sum(point.cores for point in points) / len(points),
        max(point.threads for point in points),
    )
