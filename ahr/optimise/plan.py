"""Which lineages a study tries: stages, each of which knows what the ones before it found.

The space is small, so plain enumeration covers it: what is sensible for the network, in the order
in which a result is likely, and more of what worked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from ahr.optimise.candidate import Lineage
from ahr.optimise.repairing import repaired
from ahr.optimise.steps.quantising import has_convolutions
from ahr.optimise.steps.table import step

if TYPE_CHECKING:
    from ahr.optimise.study import Study

Stage = Callable[["Study"], Iterator[Lineage]]
FOLDED: Final = (step("fold"),)
"""What everything else starts from: quantisers want batch norms folded."""


def stages(study: Study) -> tuple[Stage, ...]:
    return (singles, calibrations, repaired)


def singles(study: Study) -> Iterator[Lineage]:
    """Each technique by itself, as people would try it."""
    yield FOLDED
    yield (*FOLDED, step("static", activations="u8"))
    yield (*FOLDED, step("static", activations="s8"))
    yield (*FOLDED, step("dynamic"))
    mixed = any(node.op in ("matmul", "gemm", "linear") for node in study.model.graph.walk())
    if mixed and has_convolutions(study.model):
        yield (*FOLDED, step("dynamic", ops="matmul"))


def calibrations(study: Study) -> Iterator[Lineage]:
    """Other ways to calibrate, where the plain one loses too much: they take longer."""
    plain = study.tried((*FOLDED, step("static", activations="u8")))
    if plain is None or plain.drop is None or plain.drop <= study.settings.max_drop:
        return
    yield (*FOLDED, step("static", activations="u8", ops="matmul"))
    for calibration in ("entropy", "percentile"):
        yield (*FOLDED, step("static", activations="u8", calibration=calibration))
