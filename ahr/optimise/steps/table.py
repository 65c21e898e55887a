"""The table of techniques. Importing this fills it."""

from __future__ import annotations

from typing import Final

from ahr.models import Model
from ahr.optimise.candidate import Lineage, Step
from ahr.optimise.steps import (
    distilling,
    dynamic,
    folding,
    halves,
    openvino,
    pruning,
    static,
    weights,
)
from ahr.optimise.steps.row import Materials, Technique
from nbc.errors import ModelError

TECHNIQUES: Final[dict[str, Technique]] = {
    each.kind: each
    for each in (
        *folding.ROWS,
        *static.ROWS,
        *dynamic.ROWS,
        *weights.ROWS,
        *halves.ROWS,
        *openvino.ROWS,
        *pruning.ROWS,
        *distilling.ROWS,
    )
}


def said(lineage: Lineage) -> str:
    """A lineage in words; folding, which all of them start with, is not worth one."""
    shown = [each for each in lineage if each.kind != "fold"] or list(lineage)
    return " + ".join(TECHNIQUES[each.kind].says(each.settings) for each in shown) or "original"


def changed(model: Model, step: Step, materials: Materials) -> Model:
    """What a step makes of a model. Raises ModelError N6017 with the reason where it cannot, and
    MemoryError."""
    technique = TECHNIQUES[step.kind]
    try:
        refused = technique.refuses(model, step.settings, materials)
        if refused:
            raise ModelError("N6017", refused)
        return technique.make(model, step.settings, materials)
    except (ModelError, MemoryError, AssertionError):
        raise
    except Exception as error:  # dispatch: libraries that change models
        raise ModelError("N6017", f"{type(error).__name__}: {error}") from error


def engine_of(lineage: Lineage) -> str:
    """What runs the model that a lineage gives."""
    if not lineage:
        return "onnxruntime"
    last = lineage[-1]
    return str(last.settings.get("engine") or TECHNIQUES[last.kind].engine)


def step(kind: str, **settings: object) -> Step:
    """A step of a technique that there is."""
    assert kind in TECHNIQUES, kind
    return Step(kind, settings)
