"""A study as plain data, for pictures: JSON's values, and nothing that is not finite.

`about` hardly changes while a study runs, `candidates` when one was finished, `now` all the time.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from ahr.optimise.candidate import Candidate, Step
from ahr.optimise.steps.table import TECHNIQUES

if TYPE_CHECKING:
    from ahr.optimise.study import Study

Json = dict[str, Any]

_BOUNDS_SHOWN: Final = 3.0
"""Metrics are told apart by colour down to so many times the allowed drop; worse ones look alike,
for one that is hopeless would make all others look the same."""


def about(study: Study) -> Json:
    """What is looked for."""
    settings, metric = study.settings, study.settings.metric
    return {
        "name": study.model.name, "metric": metric.name,
        "higher_is_better": metric.higher_is_better, "max_drop": finite(settings.max_drop),
        "objectives": list(settings.objectives),
    }  # fmt: skip


def now(study: Study) -> Json:
    """How far it is."""
    text, part = study.now
    is_running = study.state == "running"
    return {"state": study.state, "text": text if is_running else "",
            "part": round(min(max(part, 0.0), 1.0), 3) if is_running else 0.0,
            "line": study.last_line()}  # fmt: skip


def candidates(study: Study) -> list[Json]:
    """All that were tried, in that order."""
    tried = list(study.candidates)
    names = {each.key: each.name for each in tried}
    shades = _shades(study, tried)
    return [
        {**_figures(each), "shade": shades.get(each.key),
         "better": names.get(each.dominated_by, "")}
        for each in tried
    ]  # fmt: skip


def step_in_words(step: Step) -> str:
    technique = TECHNIQUES.get(step.kind)
    return step.kind if technique is None else technique.says(step.settings)


def finite(value: float | None) -> float | None:
    """JSON has no infinities."""
    return None if value is None or not math.isfinite(value) else float(value)


def _figures(each: Candidate) -> Json:
    is_measured = each.latency_s > 0
    return {
        "key": each.key, "name": each.name, "verdict": each.verdict, "reason": each.reason,
        "engine": each.engine, "is_original": not each.lineage, "is_made": each.is_made,
        "latency": finite(each.latency_s) if is_measured else None,
        "spread": finite(each.spread), "speedup": finite(each.speedup) if is_measured else None,
        "size": each.size_bytes or None, "parameters": each.parameters or None,
        "metric": finite(each.metric), "drop": finite(each.drop), "seconds": finite(each.seconds),
        "lineage": [
            {"kind": step.kind, "text": step_in_words(step),
             "settings": ", ".join(f"{name}={value}" for name, value in step.settings.items())}
            for step in each.lineage
        ],
    }  # fmt: skip


def _shades(study: Study, tried: list[Candidate]) -> dict[str, float]:
    """For each metric a number from 0 (the worst, or anything worse) to 1 (the best)."""
    sign = 1.0 if study.settings.metric.higher_is_better else -1.0
    scores = {each.key: sign * value for each in tried
              if (value := finite(each.metric)) is not None}  # fmt: skip
    if not scores:
        return {}
    best, worst = max(scores.values()), min(scores.values())
    first = next(iter(scores.values()))
    if study.settings.max_drop > 0:
        worst = max(worst, min(first, best) - _BOUNDS_SHOWN * study.settings.max_drop)
    span = best - worst
    return {
        key: 1.0 if span <= 0 else round(max(0.0, (score - worst) / span), 4)
        for key, score in scores.items()
    }
