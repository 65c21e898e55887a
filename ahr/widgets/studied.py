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
    """Raises ModelError N6015 for what is not known."""
    if kind == "time":
        settings = study.settings
        found = profile(study.model, study.feed, batch_size=settings.batch_size,
                        threads=settings.threads)  # fmt: skip
        return heat(study.model, found.times(), "time")
    if kind != "sensitivity":
        raise ModelError("N6015", f"a study knows no {kind!r} of layers",
                         hint=f"it has {' and '.join(KINDS)}")  # fmt: skip
    if not study.sensitivity:
        raise ModelError("N6015", "the study has not measured how sensitive each layer is",
                         hint="it does so where a quantised model loses too much")  # fmt: skip
    return heat(study.model, study.sensitivity, "sensitivity")
