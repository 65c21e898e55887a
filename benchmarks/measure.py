"""Taking turns: how every benchmark here compares two ways of doing the same thing.

Both sides run alternately, after a warm-up that is not counted. What is compared is the median; the
spread is the distance between the quartiles, as a share of the median.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import final

Action = Callable[[], object]


@final
@dataclass(frozen=True, slots=True)
class Row:
    """One comparison. `bound` is the ratio (or, where there is no rival, the seconds) aimed at."""

    name: str
    noodle_s: tuple[float, ...]
    rival_s: tuple[float, ...]
    bound: float | None = None

    @property
    def ratio(self) -> float:
        return statistics.median(self.noodle_s) / statistics.median(self.rival_s)

    @property
    def value(self) -> float:
        """What the bound is about."""
        return self.ratio if self.rival_s else statistics.median(self.noodle_s)


def timed(action: Action) -> float:
    start_s = time.perf_counter()
    action()
    return time.perf_counter() - start_s


def by_turns(
    name: str, noodle: Action, rival: Action, *, turns: int, bound: float | None = None
) -> Row:
    """Runs both alternately; who begins alternates as well."""
    noodle_s: list[float] = []
    rival_s: list[float] = []
    noodle()
    rival()
    gc.collect()
    gc.disable()
    try:
        for turn in range(turns):
            sides = [(noodle, noodle_s), (rival, rival_s)]
            for action, times in sides if turn % 2 else reversed(sides):
                times.append(timed(action))
    finally:
        gc.enable()
    return Row(name, tuple(noodle_s), tuple(rival_s), bound)


def spread(times_s: Sequence[float]) -> float:
    low, middle, high = statistics.quantiles(times_s, n=4)
    return (high - low) / middle


def table(title: str, rows: Sequence[Row], rival: str) -> str:
    lines = [title, f"  {'':38} {'Noodle':>10} {rival:>10}  {'ratio':>6}  spread   aim"]
    for row in rows:
        rival_text = readable(row.rival_s) if row.rival_s else "-"
        ratio = f"{row.ratio:6.2f}" if row.rival_s else "     -"
        wide = max(spread(times) for times in (row.noodle_s, row.rival_s) if times)
        lines.append(
            f"  {row.name:38} {readable(row.noodle_s):>10} {rival_text:>10}  {ratio}"
            f"  ±{wide:5.0%}  {aim(row)}"
        )
    return "\n".join(lines)


def aim(row: Row) -> str:
    if row.bound is None:
        return ""
    text = f"≤ {row.bound:.2f}" if row.rival_s else f"≤ {row.bound * 1000:g} ms"
    return f"{text}  {'kept' if row.value <= row.bound else 'MISSED'}"


def readable(times_s: Sequence[float]) -> str:
    median_s = statistics.median(times_s)
    return f"{median_s * 1000:.2f} ms" if median_s < 1 else f"{median_s:.2f} s"
