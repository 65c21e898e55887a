"""A search by optuna: lineages drawn from what techniques can be told, by what was found.

It draws what may be small, fast and within the bound (TPE, several objectives, the drop of the
metric as a constraint); each is measured and judged like any other candidate. What a study tried
before is told first and counts, so that one that was interrupted goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from ahr.optimise.candidate import Candidate, Lineage, Step, key_of
from ahr.optimise.repairing import KINDS, keeping, ops_of
from ahr.optimise.steps.row import Technique
from ahr.optimise.steps.table import TECHNIQUES, step
from nbc.errors import ModelError

if TYPE_CHECKING:
    from ahr.optimise.fragility import Layer
    from ahr.optimise.study import Study

_FOLDED: Final = (step("fold"),)
_NONE: Final = "none"
_REPEATS_AT_MOST: Final = 50
"""Draws in a row that were tried before: then nearly all there is was tried."""

_STUCK: Final = 3
"""Repeats in a row after which the next ones are drawn without regard to what was found."""

_AT_RANDOM: Final = 8
"""Draws before what was found tells where to look."""


def sampled(study: Study) -> Iterator[Lineage]:
    """As many lineages as `trials` says, without those that are drawn again."""
    import optuna  # lazy: heavy

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    if not _kinds(study, first=False):
        return
    drawn = _told(study)
    seed = study.settings.seed + len(drawn)
    guided = optuna.samplers.TPESampler(seed=seed, n_startup_trials=_AT_RANDOM)
    blind = optuna.samplers.RandomSampler(seed=seed)
    search = optuna.create_study(directions=["minimize"] * len(study.settings.objectives),
                                 sampler=guided)  # fmt: skip
    for params in drawn.values():
        search.enqueue_trial(params)
    seen: set[str] = set()
    repeats = 0
    while len(seen) < study.settings.trials and repeats < _REPEATS_AT_MOST:
        search.sampler = guided if repeats < _STUCK else blind
        trial = search.ask()
        lineage = _drawn(study, trial)
        known = key_of(lineage) in seen
        repeats = repeats + 1 if known else 0
        if not known:
            seen.add(key_of(lineage))
            yield lineage
        _tell(study, search, trial, study.tried(lineage))


def _told(study: Study) -> dict[str, dict[str, Any]]:
    """What was drawn for each candidate that there is, by key."""
    found = {each.key: _params(study, each) for each in study.candidates}
    return {key: params for key, params in found.items() if params is not None}


def _tell(study: Study, search: Any, trial: Any, candidate: Candidate | None) -> None:
    from optuna.trial import TrialState  # lazy: heavy

    if candidate is None or candidate.drop is None:
        search.tell(trial, state=TrialState.FAIL)
        return
    trial.set_constraint("drop", candidate.drop - study.settings.max_drop)
    of = {"latency": 1 / candidate.speedup,
          "size": candidate.size_bytes / study.baseline.size_bytes}  # fmt: skip
    search.tell(trial, [of[name] for name in study.settings.objectives])


def _drawn(study: Study, trial: Any) -> Lineage:
    """What comes before folding, if anything does, and how the numbers are made smaller."""
    before = _choose(study, trial, first=True)
    after = _choose(study, trial, first=False)
    lineage = (*before, *_FOLDED, *after)
    if before or not after or after[0].kind not in KINDS:
        return lineage
    layers = _layers(study, lineage)
    count = trial.suggest_int(_kept(lineage), 0, len(layers) // 2)
    return keeping(lineage, layers[:count]) if count else lineage


def _choose(study: Study, trial: Any, *, first: bool) -> Lineage:
    kinds = _kinds(study, first=first)
    kind = trial.suggest_categorical(_slot(first), [_NONE, *kinds]) if kinds else _NONE
    if kind == _NONE:
        return ()
    choices = TECHNIQUES[kind].choices
    chosen = {name: trial.suggest_categorical(f"{kind}.{name}", values)
              for name, values in choices.items()}  # fmt: skip
    return (Step(kind, chosen),)


def _params(study: Study, candidate: Candidate) -> dict[str, Any] | None:
    """What must be drawn to get a candidate; None where it cannot be."""
    made: dict[str, Any] = {}
    steps = [each for each in candidate.lineage if each.kind != "fold"]
    if len(candidate.lineage) - len(steps) != 1:
        return None
    for each in steps:
        technique = TECHNIQUES[each.kind]
        settings = dict(each.settings)
        kept = settings.pop("keep", ())
        if settings.keys() != technique.choices.keys() or _slot(technique.comes_first) in made:
            return None
        made[_slot(technique.comes_first)] = each.kind
        made.update({f"{each.kind}.{name}": value for name, value in settings.items()})
        if kept:
            layers = _layers(study, candidate.lineage)
            counts = (
                count
                for count in range(1, len(layers) // 2 + 1)
                if keeping(candidate.lineage, layers[:count]) == candidate.lineage
            )
            made[_kept(candidate.lineage)] = next(counts, 0)
        elif each.kind in KINDS and len(steps) == 1:
            made[_kept(candidate.lineage)] = 0
    return {_slot(True): _NONE, _slot(False): _NONE, **made}


def _kinds(study: Study, *, first: bool) -> list[str]:
    """Techniques that may be drawn."""
    return [kind for kind, each in TECHNIQUES.items()
            if each.choices and each.comes_first == first and kind in study.settings.techniques
            and not each.missing and not (first and _is_refused(study, each))]  # fmt: skip


def _is_refused(study: Study, technique: Technique) -> bool:
    """Whether the model or the data rule it out however it is told: then drawing it is a waste."""
    said = {name: values[0] for name, values in technique.choices.items()}
    return bool(technique.refuses(study.model, said, study.materials))


def _slot(first: bool) -> str:
    return "before" if first else "numbers"


def _kept(lineage: Lineage) -> str:
    return f"{lineage[-1].kind}.keep of {ops_of(lineage)}"


def _layers(study: Study, lineage: Lineage) -> tuple[Layer, ...]:
    try:
        return study.layers(ops_of(lineage)).layers
    except ModelError:  # the quantiser or the metric does not take single layers
        return ()
