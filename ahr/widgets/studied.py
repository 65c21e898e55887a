"""Numbers that a study has of each node of its original model, as heat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ahr.bench.profiling import profile
from ahr.widgets.heat import Heat, heat
from nbc.errors import ModelError

if TYPE_CHECKING:
    from ahr.optimise.study import Study

KINDS: Final = ("time", "sensitivity")


def heat_of(study: Study, kind: str) -> Heat:
    """The sensitivity is measured where the study has not; where no layer alone makes the metric
    worse, it is the error of the outputs. Raises ModelError N6015 for what is not known."""
    if kind == "time":
        settings = study.settings
        found = profile(study.model, study.feed, batch_size=settings.batch_size,
                        threads=settings.threads)  # fmt: skip
        return heat(study.model, found.times(), "time")
    if kind != "sensitivity":
        raise ModelError("N6015", f"a study knows no {kind!r} of layers",
                         hint=f"it has {' and '.join(KINDS)}")  # fmt: skip
    drops = study.sensitivity or study.layers().drops
    if any(drop > 0 for drop in drops.values()) or not study.fragile:
        return heat(study.model, drops, "sensitivity")
    fragile = next(iter(study.fragile.values()))
    return heat(study.model, fragile.noise, "sensitivity: error of the outputs", is_summed=False)
