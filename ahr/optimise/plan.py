"""Which lineages a study tries: stages, each of which knows what the ones before it found.

The space is small, so plain enumeration covers it: what is sensible for the network, in the order
in which a result is likely, and more of what worked. `sampling` draws from it instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final

from ahr.optimise.candidate import Lineage
from ahr.optimise.learning import combined, distilled, pruned
from ahr.optimise.repairing import repaired
from ahr.optimise.sampling import sampled
from ahr.optimise.steps.quantising import has_convolutions, is_quantised
from ahr.optimise.steps.table import step
from ahr.optimise.steps.weights import large_floats
from ahr.running.engines import engine

if TYPE_CHECKING:
    from ahr.optimise.study import Study

Stage = Callable[["Study"], Iterator[Lineage]]
FOLDED: Final = (step("fold"),)
"""What everything else starts from: quantisers want batch norms folded."""


def stages(study: Study) -> tuple[Stage, ...]:
    if study.settings.search == "optuna":
        return (sampled,)
    return (singles, narrower, elsewhere, calibrations, repaired, pruned, distilled, combined,
            leftovers)  # fmt: skip


def singles(study: Study) -> Iterator[Lineage]:
    """Each technique by itself, as people would try it."""
    yield FOLDED
    yield (*FOLDED, step("static", activations="u8"))
    yield (*FOLDED, step("static", activations="s8"))
    yield (*FOLDED, step("dynamic"))
    mixed = any(node.op in ("matmul", "gemm", "linear") for node in study.model.graph.walk())
    if mixed and has_convolutions(study.model):
        yield (*FOLDED, step("dynamic", ops="matmul"))


def narrower(study: Study) -> Iterator[Lineage]:
    """Fewer bits for the same calculations, or for all numbers."""
    for bits in (16, 8, 4):
        yield (*FOLDED, step("weights", bits=bits))
    yield (*FOLDED, step("half", numbers="f16"))
    if study.cpu.has_fast_bf16 and engine("torch")[0].is_installed:
        yield (*FOLDED, step("half", numbers="bf16", engine="torch:bf16"))


def elsewhere(study: Study) -> Iterator[Lineage]:
    """OpenVINO and NNCF, which are tried only where they are installed."""
    is_attentive = any("softmax" in node.op or "attention" in node.op
                       for node in study.model.graph.walk())  # fmt: skip
    nncf = (*FOLDED, step("nncf", transformer=is_attentive))
    plain = step("openvino", engine="openvino")
    yield (*FOLDED, plain)
    if study.cpu.has_fast_bf16:
        yield (*FOLDED, step("openvino", engine="openvino:bf16"))
    yield (*FOLDED, step("static", activations="u8"), plain)
    yield nncf
    yield (*nncf, plain)


def leftovers(study: Study) -> Iterator[Lineage]:
    """What is worth having so far, with the weights that are still in float made smaller too."""
    for each in study.pareto():
        kinds = {taken.kind for taken in each.lineage}
        if kinds <= {"fold"} or kinds & {"weights", "half"} or each.engine != "onnxruntime":
            continue
        if large_floats(each.model):
            yield (*each.lineage, step("weights", bits=8 if is_quantised(each.model) else 4))


def calibrations(study: Study) -> Iterator[Lineage]:
    """Other ways to calibrate, where the plain one loses too much: they take longer."""
    plain = study.tried((*FOLDED, step("static", activations="u8")))
    if plain is None or plain.drop is None or plain.drop <= study.settings.max_drop:
        return
    yield (*FOLDED, step("static", activations="u8", ops="matmul"))
    for calibration in ("entropy", "percentile"):
        yield (*FOLDED, step("static", activations="u8", calibration=calibration))
