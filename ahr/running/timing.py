"""Taking turns: how ways of doing the same thing are timed so that their ratios can be believed.

In each round every one of them runs, in an order that moves on by one; what the machine does
besides then meets all alike. Compare ratios, which are medians over rounds, not single times.
"""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, final

Call = Callable[[], Any]
Progress = Callable[[int, int], None]
"""Told how many rounds are done, and of how many."""

BATCH_S: Final = 1e-3
"""What a batch of calls takes at least: the clock and the loop then cost next to nothing."""

_BATCH_AT_MOST: Final = 10_000
_WARM_AT_MOST_S: Final = 1.0


@final
@dataclass(frozen=True, slots=True)
class Timing:
    """`times_s`: the time of one call, measured once a round, over batches of `calls`. `ratio` is
    the median of its ratios, round by round, to those of the baseline."""

    times_s: tuple[float, ...]
    calls: int = 1
    ratio: float | None = None

    @property
    def rounds(self) -> int:
        return len(self.times_s)

    @property
    def median_s(self) -> float:
        return statistics.median(self.times_s)

    @property
    def spread(self) -> float:
        """The distance between the quartiles, as a share of the median."""
        if len(self.times_s) < 2:
            return 0.0
        low, _, high = statistics.quantiles(self.times_s, n=4)
        return (high - low) / self.median_s


def interleaved(
    calls: Mapping[str, Call], *, rounds: int = 15, warm_up: int = 3, seconds: float = math.inf,
    baseline: str | None = None, stop: Callable[[], bool] = lambda: False,
    progress: Progress = lambda done, rounds: None,
) -> dict[str, Timing]:  # fmt: skip
    """Times all by turns. `warm_up` calls of each, fewer where they take long, are not counted. No
    round begins after `seconds` (of rounds), but one there is; nor once `stop()` is true, which is
    asked before every round and every variant's warm-up: what was measured until then is the
    result, and it is empty where that is not one round. What a call raises, an interrupt too,
    passes through."""
    counts: dict[str, int] = {}
    for name, call in calls.items():
        if stop():
            return {}
        counts[name] = _batch(call, warm_up)
    names = list(calls)
    times_s: dict[str, list[float]] = {name: [] for name in names}
    start_s = time.perf_counter()
    for turn in range(rounds):
        if stop() or (turn and time.perf_counter() - start_s > seconds):
            break
        first = turn % max(len(names), 1)
        for name, time_s in _round(calls, names[first:] + names[:first], counts).items():
            times_s[name].append(time_s)
        progress(turn + 1, rounds)
    based = times_s.get(baseline) if baseline is not None else None
    return {
        name: Timing(tuple(values), counts[name], ratio(values, based) if based else None)
        for name, values in times_s.items() if values
    }  # fmt: skip


def ratio(times_s: Sequence[float], baseline_s: Sequence[float]) -> float:
    """The median of ratios round by round: below 1 is faster than the baseline."""
    return statistics.median(mine / its for mine, its in zip(times_s, baseline_s, strict=True))


def _batch(call: Call, warm_up: int) -> int:
    """Warms a call up; how many of it make a batch."""
    least_s, spent_s = math.inf, 0.0
    for _ in range(max(warm_up, 1)):
        taken_s = _timed(call, 1)
        least_s, spent_s = min(least_s, taken_s), spent_s + taken_s
        if spent_s > _WARM_AT_MOST_S:
            break
    return min(max(math.ceil(BATCH_S / max(least_s, 1e-9)), 1), _BATCH_AT_MOST)


def _round(
    calls: Mapping[str, Call], order: Sequence[str], counts: Mapping[str, int]
) -> dict[str, float]:  # fmt: skip
    with _no_collection():
        return {name: _timed(calls[name], counts[name]) / counts[name] for name in order}


def _timed(call: Call, count: int) -> float:
    start_s = time.perf_counter()
    for _ in range(count):
        call()
    return time.perf_counter() - start_s


@contextmanager
def _no_collection() -> Iterator[None]:
    """The collector of garbage would hit one of them by chance."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
