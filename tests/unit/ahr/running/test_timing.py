"""Taking turns: orders, batches, ratios and stops. What is timed here sleeps or counts."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from ahr.running import timing
from ahr.running.timing import Timing, interleaved


def test_each_round_runs_all_and_who_begins_moves_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "BATCH_S", 0.0)
    seen: list[str] = []
    calls = {name: (lambda name=name: seen.append(name)) for name in "abc"}
    found = interleaved(calls, rounds=4, warm_up=1)
    assert "".join(seen) == "abc" + "abc" + "bca" + "cab" + "abc"
    assert list(found) == ["a", "b", "c"]
    assert all(each.rounds == 4 and each.calls == 1 for each in found.values())


def test_quick_calls_are_timed_in_batches() -> None:
    found = interleaved({"quick": lambda: None, "slow": lambda: time.sleep(0.002)}, rounds=3)
    assert found["slow"].calls == 1
    assert 100 < found["quick"].calls <= 10_000
    assert found["quick"].median_s < 1e-4 < 2e-3 <= found["slow"].median_s


def test_ratios_are_of_rounds() -> None:
    """A machine that slows down between rounds changes no ratio."""
    assert timing.ratio([2.0, 20.0, 200.0], [1.0, 10.0, 100.0]) == 2.0
    found = interleaved(
        {"base": lambda: time.sleep(0.001), "other": lambda: time.sleep(0.003)},
        rounds=3, baseline="base",
    )  # fmt: skip
    assert found["base"].ratio == 1.0
    other = found["other"].ratio
    assert other is not None and other > 1.5
    assert interleaved({"a": int}, rounds=1)["a"].ratio is None


def test_spread_is_of_the_quartiles() -> None:
    assert Timing((1.0, 2.0, 3.0, 4.0, 5.0)).spread == pytest.approx(3 / 3)
    assert Timing((1.0,)).spread == 0.0


def stopping(after: int) -> tuple[Callable[[], bool], list[int]]:
    told: list[int] = []
    return lambda: len(told) >= after, told


def test_it_stops_between_rounds_with_what_it_has() -> None:
    stop, told = stopping(after=2)
    found = interleaved({"a": int, "b": int}, rounds=9, stop=stop,
                        progress=lambda done, rounds: told.append(done))  # fmt: skip
    assert told == [1, 2]
    assert found["a"].rounds == found["b"].rounds == 2


def test_stopped_at_once_it_has_nothing() -> None:
    assert interleaved({"a": pytest.fail}, stop=lambda: True) == {}


def test_seconds_end_it_after_a_round() -> None:
    found = interleaved({"a": lambda: time.sleep(0.01)}, rounds=50, seconds=0.0)
    assert found["a"].rounds == 1


def test_what_is_raised_passes_through_and_collection_goes_on() -> None:
    def interrupted() -> None:
        if not gc.isenabled():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interleaved({"a": interrupted})
    assert gc.isenabled()
