"""Where the points of a study stand: axes, ticks, the front, labels. Numbers only, no drawing.

The same as labextension/src/study/chart.ts, which the live picture needs without a kernel.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, final

Json = dict[str, Any]

FIELDS: Final = ("latency", "size", "metric")
_UNITS: Final = {
    "latency": ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")),
    "size": ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1.0, "B")),
    "metric": ((1.0, ""),),
}
_MARGIN: Final = 0.08
_LOGARITHMIC_FROM: Final = 12.0
"""The ratio of the largest to the smallest value."""


@final
@dataclass(frozen=True, slots=True)
class Axis:
    """`low` and `high` are the ends; places go from 0 to 1 between them."""

    title: str
    low: float
    high: float
    is_log: bool
    ticks: tuple[tuple[float, str], ...]

    def place(self, value: float) -> float:
        if self.is_log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


def axis(field: str, name: str, values: Sequence[float]) -> Axis:
    """The axis of a field. name: what it is called."""
    least, most = min(values, default=0.0), max(values, default=1.0)
    scale, unit = unit_of(field, most)
    is_log = field != "metric" and least > 0 and most / least >= _LOGARITHMIC_FROM
    low, high = _ends(field, least, most, is_log)
    marks = _log_marks(low / scale, high / scale) if is_log else _marks(low / scale, high / scale)
    title = f"{name} ({unit})" if unit else name
    made = Axis(title, low, high, is_log, ())
    ticks = tuple((made.place(mark * scale), text) for mark, text in marks)
    return Axis(title, low, high, is_log, ticks)


def unit_of(field: str, most: float) -> tuple[float, str]:
    """The unit that a number is read best in, as its size and its name."""
    units = _UNITS[field]
    return next((each for each in units if most >= each[0] * (1 - 1e-9)), units[-1])


def in_unit(field: str, value: float | None) -> str:
    """A figure for people: three digits that count, and the unit."""
    if value is None:
        return "–"
    if field == "metric":
        return f"{float(f'{value:.4g}'):g}"
    scale, unit = unit_of(field, value)
    return f"{float(f'{value / scale:.3g}'):g} {unit}"


def front(candidates: Sequence[Json], x: str, y: str, *, higher_is_better: bool) -> list[Json]:
    """Of the kept ones, those that none is better than in both, along x."""
    kept = [each for each in candidates if each["verdict"] == "kept"
            and each[x] is not None and each[y] is not None]  # fmt: skip
    signs = {field: -1 if field == "metric" and higher_is_better else 1 for field in FIELDS}
    found: list[Json] = []
    for each in sorted(kept, key=lambda each: (signs[x] * each[x], signs[y] * each[y])):
        if not found or signs[y] * each[y] < signs[y] * found[-1][y]:
            found.append(each)
    return found


def stairs(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The line of a front: what lies beyond it is covered by a point of it."""
    made = list(points[:1])
    for (_, last_y), (x, y) in pairwise(points):
        made += [(x, last_y), (x, y)]
    return made


def _ends(field: str, least: float, most: float, is_log: bool) -> tuple[float, float]:
    if is_log:
        factor = (most / least) ** _MARGIN
        return least / factor, most * factor
    span = most - least
    room = span * _MARGIN if span > 0 else abs(most) * 0.1 or 1.0
    low = least - room
    return (max(low, 0.0) if field != "metric" and least > 0 else low), most + room


def _marks(low: float, high: float) -> list[tuple[float, str]]:
    raw = (high - low) / 8
    power = math.floor(math.log10(raw))
    step = next(each for each in (1, 2, 5, 10) if each * 10.0**power >= raw * (1 - 1e-9))
    size = step * 10.0**power
    digits = max(0, -math.floor(math.log10(size) + 1e-9))
    first, last = math.ceil(low / size - 1e-9), math.floor(high / size + 1e-9)
    return [(at * size, f"{at * size:.{digits}f}") for at in range(first, last + 1)]


def _log_marks(low: float, high: float) -> list[tuple[float, str]]:
    heads = (1, 2, 5) if high / low < 400 else (1,)
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    marks = [head * 10.0**power for power in powers for head in heads]
    return [(mark, f"{float(f'{mark:.3g}'):g}") for mark in marks
            if low * (1 - 1e-9) <= mark <= high * (1 + 1e-9)]  # fmt: skip
