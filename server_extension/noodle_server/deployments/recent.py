"""What a deployment did over the last minutes: requests, errors, how long, in what batches.

A slot for each second, kept for five minutes. Durations are counted in buckets that grow by a
sixteenth of an octave, so that a quantile is off by 5 % at most, whatever the load. Counting is a
few additions; reading adds slots up. Times are given, so nothing here knows a clock.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, final

SECONDS: Final = 300
"""How long is remembered."""

_A_OCTAVE: Final = 16
_QUANTILES: Final = (("p50_us", 0.5), ("p90_us", 0.9), ("p99_us", 0.99))
KINDS: Final = ("total", "queue", "compute")
"""From a request to its answer, in the server; of that, waiting for others; computing."""


@final
@dataclass(slots=True)
class Slot:
    """One second. `at_work` is how many requests there were at once, at most."""

    second: int
    requests: int = 0
    samples: int = 0
    executions: int = 0
    at_work: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    batches: Counter[int] = field(default_factory=Counter)
    durations: tuple[Counter[int], ...] = field(
        default_factory=lambda: tuple(Counter() for _ in KINDS)
    )


@final
class Recent:
    """`now_s` of all calls is on one clock that does not go back."""

    def __init__(self) -> None:
        self._slots: deque[Slot] = deque(maxlen=SECONDS)

    def count_arrival(self, now_s: float, at_work: int) -> None:
        slot = self._slot(now_s)
        slot.at_work = max(slot.at_work, at_work)

    def count_answer(
        self, now_s: float, durations_us: Iterable[float], rows: int, *, is_first: bool
    ) -> None:
        """`durations_us` as `KINDS`; `rows` are the samples of its execution, which is counted for
        the first of its requests."""
        slot = self._slot(now_s)
        slot.requests += 1
        for found, each in zip(slot.durations, durations_us, strict=True):
            found[_bucket(each)] += 1
        if is_first:
            slot.executions += 1
            slot.samples += rows
            slot.batches[_power(rows)] += 1

    def count_error(self, now_s: float, code: str) -> None:
        self._slot(now_s).errors[code] += 1

    def shown(self, now_s: float, window_s: int) -> dict[str, Any]:
        """The last `window_s` seconds and the one that is not over added up, and each that is."""
        end = int(now_s)
        known = {each.second: each for each in self._slots}
        found = [known.get(second) or Slot(second) for second in range(end - window_s, end + 1)]
        errors = sum((each.errors for each in found), Counter[str]())
        batches = sum((each.batches for each in found), Counter[int]())
        requests = sum(each.requests for each in found)
        return {
            "window_s": window_s, "requests": requests,
            "throughput_per_s": requests / (window_s + now_s - end),
            "errors": dict(sorted(errors.items())),
            "executions": sum(each.executions for each in found),
            "samples": sum(each.samples for each in found),
            "latency": {kind: _quantiles(_added(found, at)) for at, kind in enumerate(KINDS)},
            "batch_sizes": [{"at_most": size, "executions": count}
                            for size, count in sorted(batches.items())],
            "seconds": [_second(each, end) for each in found[:-1]],
        }  # fmt: skip

    def _slot(self, now_s: float) -> Slot:
        second = int(now_s)
        if not self._slots or self._slots[-1].second < second:
            self._slots.append(Slot(second))
        return self._slots[-1]


def _second(slot: Slot, end: int) -> dict[str, Any]:
    """`ago_s`: how long ago it ended."""
    total = _quantiles(slot.durations[0])
    return {"ago_s": end - slot.second - 1, "requests": slot.requests,
            "errors": sum(slot.errors.values()), "at_work": slot.at_work,
            "p50_us": total["p50_us"], "p99_us": total["p99_us"]}  # fmt: skip


def _added(slots: Iterable[Slot], at: int) -> Counter[int]:
    made: Counter[int] = Counter()
    for each in slots:
        made.update(each.durations[at])
    return made


def _bucket(us: float) -> int:
    return int(math.log2(max(us, 1.0)) * _A_OCTAVE)


def _middle(bucket: int) -> float:
    return float(2 ** ((bucket + 0.5) / _A_OCTAVE))


def _quantiles(counts: Counter[int]) -> dict[str, float | None]:
    """None where nothing was counted."""
    total = sum(counts.values())
    made: dict[str, float | None] = {name: None for name, _ in _QUANTILES}
    made["max_us"] = round(_middle(max(counts)), 1) if counts else None
    for name, part in _QUANTILES:
        seen = 0
        for bucket in sorted(counts):
            seen += counts[bucket]
            if seen >= part * total:
                made[name] = round(_middle(bucket), 1)
                break
    return made


def _power(rows: int) -> int:
    """The power of two that is not below."""
    return int(1 << (max(rows, 1) - 1).bit_length())
