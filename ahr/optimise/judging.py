"""Which candidates are kept: those within the bound, not slower, that none is better than.

Everything here is a comparison of measured figures. Differences that are within what measuring
scatters by are none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ahr.optimise.candidate import Candidate

if TYPE_CHECKING:
    from ahr.optimise.study import Study

OBJECTIVES: Final = ("latency", "size")
_LATENCY_ALIKE: Final = 0.03
_SIZE_ALIKE: Final = 0.01
_LATENCY_STEP, _SIZE_STEP = _LATENCY_ALIKE / 2, _SIZE_ALIKE / 2
_SPREAD_AT_MOST: Final = 0.15
"""A larger spread than this says that the machine was busy, not that a model is as fast."""


def judge(study: Study) -> None:
    """Gives each finished candidate its verdict and the reason."""
    tried = [each for each in study.candidates if each.metric is not None and each.latency_s]
    fit = []
    for each in tried:
        each.dominated_by = ""
        each.reason = why_unfit(study, each)
        each.verdict = "rejected" if each.reason else "kept"
        if not each.reason:
            fit.append(each)
    better = 1 if study.settings.metric.higher_is_better else -1
    for each, other in dominated(fit, study.settings.objectives, better):
        each.verdict, each.dominated_by = "rejected", other.key
        each.reason = no_better(each, other, study.settings.objectives)


def why_unfit(study: Study, candidate: Candidate) -> str:
    """Why a candidate is out of the question, or "": all that is wrong with it."""
    if candidate is study.baseline:
        return ""
    found = []
    drop, bound = candidate.drop or 0.0, study.settings.max_drop
    if drop > bound + 1e-12:
        found.append(f"{study.settings.metric.name} {_went(study)} by {drop:.4g} "
                     f"(to {candidate.metric:.4g}), at most {bound:g} is allowed"
                     f"{_because(study.explain('worse', candidate))}")  # fmt: skip
    if "latency" in study.settings.objectives and is_slower(candidate):
        took = f"{candidate.latency_s * 1e3:.3g} ms against {study.baseline.latency_s * 1e3:.3g}"
        found.append(f"slower than the original ({candidate.speedup:.2f} times its speed, {took})"
                     f"{_because(study.explain('slow', candidate))}")  # fmt: skip
    return "; ".join(found)


def is_slower(candidate: Candidate) -> bool:
    """Than the original, by more than measuring scatters."""
    return candidate.speedup < 1 - _alike(candidate)


def _because(reason: str) -> str:
    return f": {reason}" if reason else ""


def no_better(candidate: Candidate, other: Candidate, objectives: Sequence[str]) -> str:
    """Why one is not kept beside another, with both their figures."""
    said = []
    if "latency" in objectives:
        said.append(f"{candidate.latency_s * 1e3:.3g} ms against {other.latency_s * 1e3:.3g}")
    if "size" in objectives:
        said.append(f"{candidate.size_bytes / 1e6:.3g} MB against {other.size_bytes / 1e6:.3g}")
    said.append(f"metric {candidate.metric:.4g} against {other.metric:.4g}")
    return f"no better than {other.name} in anything measured ({', '.join(said)})"


def dominated(
    candidates: Sequence[Candidate], objectives: Sequence[str], better: int
) -> list[tuple[Candidate, Candidate]]:
    """Those that another is no worse than in anything, each with that one. `better` is 1 where a
    higher metric is better, else -1. Of two that are alike the earlier one stays."""
    order = {id(each): place for place, each in enumerate(candidates)}
    ranked = sorted(candidates, key=lambda each: (_rank(each, objectives, better), order[id(each)]))
    kept: list[Candidate] = []
    found = []
    for each in ranked:
        above = next((other for other in kept if better * (other.metric or 0.0)
                      >= better * (each.metric or 0.0) and covers(other, each, objectives)),
                     None)  # fmt: skip
        if above is None:
            kept.append(each)
        else:
            found.append((each, above))
    return found


def _rank(each: Candidate, objectives: Sequence[str], better: int) -> float:
    """The better, the smaller: of two alike in one thing the one that is better in others comes
    first, and alike are those within a step, which is smaller than what `covers` allows."""
    made = -better * (each.metric or 0.0)
    if "latency" in objectives:
        made += round(math.log(each.latency_s) / _LATENCY_STEP) * _LATENCY_STEP
    if "size" in objectives:
        made += round(math.log(max(each.size_bytes, 1)) / _SIZE_STEP) * _SIZE_STEP
    return made


def covers(a: Candidate, b: Candidate, objectives: Sequence[str]) -> bool:
    """Whether `a` is at least as fast and small as `b`, by all that can be told."""
    if "latency" in objectives and a.latency_s > b.latency_s * (1 + _alike(b)):
        return False
    return "size" not in objectives or a.size_bytes <= b.size_bytes * (1 + _SIZE_ALIKE)


def _alike(candidate: Candidate) -> float:
    return max(_LATENCY_ALIKE, min(candidate.spread, _SPREAD_AT_MOST))


def _went(study: Study) -> str:
    return "drops" if study.settings.metric.higher_is_better else "rises"
