"""What a study does: the original, then every lineage of the plan, then all that may win in turns.

It can be stopped at any moment; what was finished by then is judged and kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ahr.optimise.candidate import Lineage, State
from ahr.optimise.judging import judge
from ahr.optimise.plan import stages
from ahr.optimise.trying import measure_again, race, try_lineage
from nbc.errors import ModelError

if TYPE_CHECKING:
    from ahr.optimise.study import Study


def search(study: Study) -> None:
    """Runs a study to its end. Raises ModelError where the original itself cannot be run and
    scored, and KeyboardInterrupt where it was interrupted other than by `Study.cancel`."""
    study.state = "running"
    ended: State = "failed"
    try:
        _original(study)
        for stage in stages(study):
            for lineage in stage(study):
                _one(study, lineage)
        race(study, study.settings.rounds)
        ended = "done"
    except KeyboardInterrupt:
        ended = "cancelled" if study.is_cancelled() else "interrupted"
        if ended == "interrupted":
            raise KeyboardInterrupt(f"{len(study.candidates)} candidates are kept in the study") \
                from None  # fmt: skip
    finally:
        study.state = ended
        study.made.clear()
        judge(study)
        study.changed(at_once=True)


def _original(study: Study) -> None:
    if study.tried(()) is not None:
        study.renew_baseline()
        if study.is_elsewhere:
            _again(study)
        return
    original = try_lineage(study, ())
    if original.code:
        raise ModelError(
            original.code,
            f"{study.model.name} itself: {original.reason}",
            hint="a study needs a model that runs and a metric that scores it",
        )
    study.add(original)
    study.changed(at_once=True)


def _again(study: Study) -> None:
    """Measures on this processor what was made on another one. Raises ModelError where the
    original cannot be."""
    for each in study.candidates:
        measure_again(study, each)
        if each is study.baseline and each.code:
            raise ModelError(each.code, f"{study.model.name} itself: {each.reason}")
    study.fragile.clear()
    study.measured_on = study.cpu


def _one(study: Study, lineage: Lineage) -> None:
    """Tries a lineage, unless it was tried before."""
    study.refuse_if_cancelled()
    if any(each.kind not in study.settings.techniques for each in lineage):
        return
    if study.tried(lineage) is None:
        study.add(try_lineage(study, lineage))
        judge(study)
        study.changed(at_once=True)
