"""The stages of a plan that train: narrower networks, a student, and both in int8.

Each candidate takes a training, so each ratio is chosen by what the ones before it showed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ahr.costs import for_lengths, node_costs
from ahr.optimise.candidate import Candidate, Lineage
from ahr.optimise.steps.table import TECHNIQUES, step
from ahr.optimise.steps.tuning import EPOCHS

if TYPE_CHECKING:
    from ahr.optimise.study import Study

RATIOS: Final = (0.3, 0.5, 0.7, 0.85)
"""Of the channels that go; the parameters that go are about the square of it."""

_TURNS: Final = 3
"""In which as much is pruned as in one turn was too much."""

_CLOSER: Final = 2
"""Ratios between the last that kept the metric and the first that did not."""

_FOLDED: Final = (step("fold"),)
_TRIES: Final = 3
"""Combinations of narrower networks with int8."""


_MACS_AT_MOST: Final = 3e12
"""Of a training that is worth waiting for: some minutes of one core."""

_TRAINED: Final = 3
"""How much more than a run it is to learn from a sample."""


def pruned(study: Study) -> Iterator[Lineage]:
    """More and more of the channels, until the metric is lost; then closer to where it is."""
    good, bad = 0.0, 1.0
    fewer = _fewer_epochs(study)
    for ratio in RATIOS:
        yield (lineage := _prune(ratio, **fewer))
        found = study.tried(lineage)
        if found is None or found.code:
            return
        if not _is_good(study, found):
            yield (lineage := _prune(ratio, _TURNS, **fewer))
            found = study.tried(lineage)
            if found is None or not _is_good(study, found):
                bad = ratio
                break
        good = ratio
    turns = 1 if bad < RATIOS[0] + 0.01 else _TURNS
    for _ in range(_CLOSER if bad < 1.0 else 0):
        middle = round((good + bad) / 2, 3)
        yield (lineage := _prune(middle, turns, **fewer))
        found = study.tried(lineage)
        good, bad = (middle, bad) if found and _is_good(study, found) else (good, middle)


def distilled(study: Study) -> Iterator[Lineage]:
    """The student with its teacher, and without. Where nobody passed one, only those who asked for
    it by name hear of that."""
    is_asked = len(study.settings.techniques) < sum(not each.missing for each in
                                                    TECHNIQUES.values())  # fmt: skip
    if study.settings.student is None and not is_asked:
        return
    what = {} if study.data.train.targets is not None else {"loss": _kind(study)}
    yield (step("distil", **what), *_FOLDED)
    if study.settings.student is not None and study.data.train.targets is not None:
        yield (step("distil", plain=True), *_FOLDED)


def combined(study: Study) -> Iterator[Lineage]:
    """The smallest and the fastest of them in int8, in the way that did best; where that loses too
    much, the next ones, which have something to lose."""
    eight = [
        each
        for each in study.candidates
        if _is_good(study, each)
        and each.lineage[:1] == _FOLDED
        and each.lineage[-1].kind in ("static", "dynamic")
    ]
    narrow = [each for each in study.candidates if _is_good(study, each)
              and each.lineage[0].kind in ("prune", "distil")]  # fmt: skip
    if not eight:
        return
    ways = (min(eight, key=lambda each: each.latency_s), min(eight, key=lambda each:
            each.size_bytes))  # fmt: skip
    for way in ways:
        for each in sorted(narrow, key=lambda each: each.size_bytes)[:_TRIES]:
            yield (lineage := (each.lineage[0], *way.lineage))
            found = study.tried(lineage)
            if found is None or _is_good(study, found):
                break


def _prune(ratio: float, turns: int = 1, **more: int) -> Lineage:
    more |= {} if turns == 1 else {"iterative_steps": turns}
    return (step("prune", ratio=ratio, **more), *_FOLDED)


def _fewer_epochs(study: Study) -> dict[str, int]:
    """How long to train networks that take long for a sample, as a setting; the usual, if empty."""
    each = sum(for_lengths(cost.macs) or 0 for cost in node_costs(study.model.graph))
    whole = each * _TRAINED * max(len(study.data.train), 1)
    if whole * EPOCHS <= _MACS_AT_MOST:
        return {}
    return {"epochs": max(1, int(_MACS_AT_MOST / whole))}


def _is_good(study: Study, each: Candidate) -> bool:
    """Whether it was made and keeps the metric."""
    return bool(each.lineage) and each.drop is not None and each.drop <= study.settings.max_drop


def _kind(study: Study) -> str:
    """What the outputs are, where there are no targets to tell: the metric knows."""
    return "classes" if study.settings.metric.name in ("accuracy", "agreement") else "values"
