"""Taking turns: how every benchmark here compares two ways of doing the same thing.

Both sides run alternately, after a warm-up that is not counted. What is compared is the median; the
spread is the distance between the quartiles, as a share of the median.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, final

from benchmarks.tables import Column, Table

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


def in_rounds(
    sides: Mapping[str, tuple[Callable[[], tuple[Any, ...]], Callable[..., object]]],
    rounds: int,
    *,
    budget_s: float = 10.0,
) -> dict[str, tuple[float, ...]]:
    """Times of each side's function on the arguments that its first part makes, which is not
    counted. A round runs every side once; who begins moves on by one. A side that has used up its
    budget runs no more, so that a slow one cannot hold the others up."""
    names = list(sides)
    times_s: dict[str, list[float]] = {name: [] for name in names}
    gc.collect()
    gc.disable()
    try:
        for turn in range(rounds):
            first = turn % max(len(names), 1)
            for name in names[first:] + names[:first]:
                if sum(times_s[name]) < budget_s:
                    prepare, function = sides[name]
                    arguments = prepare()
                    start_s = time.perf_counter()
                    function(*arguments)
                    times_s[name].append(time.perf_counter() - start_s)
    finally:
        gc.enable()
    return {name: tuple(values) for name, values in times_s.items()}


def settle(
    prepare: Callable[[], tuple[Any, ...]], function: Callable[..., object], *, limit_s: float = 0.3
) -> None:
    """Calls that are not counted, so that a side that compiles what is called often has done so:
    sixty, or as many as fit the time."""
    start_s = time.perf_counter()
    for _ in range(60):
        function(*prepare())
        if time.perf_counter() - start_s > limit_s:
            return


def spread(times_s: Sequence[float]) -> float:
    if len(times_s) < 2:
        return 0.0
    low, middle, high = statistics.quantiles(times_s, n=4)
    return (high - low) / middle


def new_table(name: str, title: str, rival: str) -> Table:
    columns = (
        Column("Noodle ms", "ms"), Column(f"{rival} ms", "ms"), Column("ratio"),
        Column("spread", "%"), Column("aim", "text"), Column("", "text"),
    )  # fmt: skip
    return Table(name, title, columns, label=38)


def add_row(table: Table, row: Row) -> None:
    wide = max(spread(times) for times in (row.noodle_s, row.rival_s) if times)
    rival_ms = statistics.median(row.rival_s) * 1000 if row.rival_s else None
    table.add(
        row.name,
        [
            statistics.median(row.noodle_s) * 1000, rival_ms, row.ratio if row.rival_s else None,
            wide * 100, *aim(row),
        ],
    )  # fmt: skip


def aim(row: Row) -> tuple[str, str]:
    if row.bound is None:
        return "", ""
    text = f"≤ {row.bound:.2f}" if row.rival_s else f"≤ {row.bound * 1000:g} ms"
    return text, "kept" if row.value <= row.bound else "MISSED"
