"""Verdicts on made-up figures: what is kept, what is rejected, and the reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ahr.optimise.candidate import Candidate, Step, key_of
from ahr.optimise.judging import covers, dominated, is_slower, judge
from ahr.optimise.settings import Settings, checked_settings

BOTH = ("latency", "size")


@dataclass
class Study:
    """What judging reads of a study."""

    candidates: list[Candidate]
    settings: Settings
    asked: list[str] = field(default_factory=list)

    @property
    def baseline(self) -> Candidate:
        return self.candidates[0]

    def explain(self, what: str, candidate: Candidate) -> str:
        self.asked.append(what)
        return f"because it is {what}" if candidate.name == "explained" else ""


def candidate(
    name: str, size: int, latency_s: float, metric: float, spread: float = 0.02,
) -> Candidate:  # fmt: skip
    lineage = () if name == "original" else (Step("fold", {"name": name}),)
    return Candidate(
        key_of(lineage),
        name,
        lineage,
        size_bytes=size,
        latency_s=latency_s,
        speedup=1e-3 / latency_s,
        metric=metric,
        drop=0.99 - metric,
        spread=spread,
    )


def judged(*others: Candidate, **settings: Any) -> Study:
    given: dict[str, Any] = {"max_drop": 0.005, **settings}
    study = Study([candidate("original", 1000, 1e-3, 0.99), *others], checked_settings(**given))
    judge(study)  # type: ignore[arg-type]
    return study


def test_what_is_smaller_and_faster_and_as_good_is_kept_alone() -> None:
    study = judged(candidate("better", 250, 5e-4, 0.99))
    original, better = study.candidates
    assert better.verdict == "kept" and not better.reason
    assert original.verdict == "rejected" and original.dominated_by == better.key
    assert original.reason == ("no better than better in anything measured (1 ms against 0.5, "
                               "0.001 MB against 0.00025, metric 0.99 against 0.99)")  # fmt: skip


def test_what_loses_too_much_is_rejected() -> None:
    study = judged(candidate("explained", 250, 5e-4, 0.9))
    assert study.candidates[1].reason == (
        "accuracy drops by 0.09 (to 0.9), at most 0.005 is allowed: because it is worse"
    )
    assert study.baseline.verdict == "kept"


def test_what_is_slower_is_rejected_with_both_times() -> None:
    study = judged(candidate("explained", 250, 1e-2, 0.99))
    assert study.candidates[1].reason == (
        "slower than the original (0.10 times its speed, 10 ms against 1): because it is slow"
    )


def test_all_that_is_wrong_is_said() -> None:
    reason = judged(candidate("both", 250, 1e-2, 0.9)).candidates[1].reason
    assert "accuracy drops by 0.09" in reason and "; slower than the original" in reason


def test_errors_rise_and_small_ones_are_better() -> None:
    base, better = candidate("original", 1000, 1e-3, 0.2), candidate("better", 1000, 1e-3, 0.1)
    worse = candidate("worse", 500, 1e-3, 0.3)
    base.drop, better.drop, worse.drop = 0.0, -0.1, 0.1
    study = Study([base, better, worse], checked_settings(metric="mse", max_drop=0.05))
    judge(study)  # type: ignore[arg-type]
    assert [each.verdict for each in study.candidates] == ["rejected", "kept", "rejected"]
    assert worse.reason.startswith("mse rises by 0.1 (to 0.3)")


def test_speed_does_not_matter_where_only_size_does() -> None:
    study = judged(candidate("slow", 250, 1e-2, 0.99), objectives=["size"])
    assert study.candidates[1].verdict == "kept" and study.baseline.verdict == "rejected"
    assert "ms against" not in study.baseline.reason


@pytest.mark.parametrize(("spread", "slower"), [(0.0, True), (0.1, False), (0.5, False)])
def test_what_scatters_is_not_called_slower(spread: float, slower: bool) -> None:
    """By a tenth; a busy machine says little."""
    assert is_slower(candidate("a", 1, 1e-3 / 0.92, 0.99, spread)) == slower
    assert is_slower(candidate("a", 1, 1e-3 / 0.8, 0.99, spread))


def test_differences_that_measuring_scatters_by_are_none() -> None:
    early, late = candidate("early", 1000, 1e-3, 0.99), candidate("late", 1000, 0.98e-3, 0.99)
    assert covers(early, late, BOTH) and covers(late, early, BOTH)
    assert not covers(early, candidate("faster", 1000, 0.9e-3, 0.99), BOTH)
    assert not covers(early, candidate("smaller", 900, 1e-3, 0.99), BOTH)
    assert len(dominated([early, late], BOTH, 1)) == 1


def test_verdicts_are_given_anew() -> None:
    better = candidate("better", 250, 5e-4, 0.99)
    study = judged(better)
    study.candidates.remove(better)
    judge(study)  # type: ignore[arg-type]
    assert study.baseline.verdict == "kept" and not study.baseline.dominated_by


FIGURES = st.tuples(
    st.integers(100, 130) | st.integers(1, 10_000),
    st.floats(1e-3, 1.2e-3) | st.floats(1e-6, 10),
    st.sampled_from([0.9, 0.95, 0.99]) | st.floats(0, 1),
    st.floats(0, 0.5),
)
OBJECTIVES = st.sampled_from([("latency", "size"), ("latency",), ("size",)])


@given(st.lists(FIGURES, min_size=1, max_size=8), OBJECTIVES, st.sampled_from([1, -1]))
def test_what_is_rejected_is_covered_and_what_is_kept_is_not_beaten(
    figures: list[tuple[int, float, float, float]], objectives: tuple[str, ...], better: int
) -> None:
    tried = [candidate(f"{at}", *each) for at, each in enumerate(figures)]
    found = dominated(tried, objectives, better)
    out = {id(each) for each, _ in found}
    kept = [each for each in tried if id(each) not in out]
    assert kept and len(kept) + len(found) == len(tried)
    for each, other in found:
        assert id(other) not in out and covers(other, each, objectives)
        assert better * (other.metric or 0) >= better * (each.metric or 0)
    for a in kept:
        assert not any(beats(b, a, objectives, better) for b in kept)


def beats(a: Candidate, b: Candidate, objectives: tuple[str, ...], better: int) -> bool:
    """As good in everything, and by more than the tolerance better in something."""
    of = {"latency": lambda each: each.latency_s, "size": lambda each: each.size_bytes}
    pairs = [(of[name](a), of[name](b)) for name in objectives]
    gain = better * ((a.metric or 0) - (b.metric or 0))
    return (gain >= 0 and all(one <= other for one, other in pairs)
            and (gain > 1e-9 or any(one * 1.04 < other for one, other in pairs)))  # fmt: skip
