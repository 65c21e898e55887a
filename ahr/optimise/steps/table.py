"""The table of techniques. Importing this fills it."""

from __future__ import annotations

from typing import Final

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
from ahr.optimise.steps.row import Technique

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
