"""Whether engines agree: how far outputs are from those of the reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np

from ahr.bench.cases import Case, Outputs, is_quantised
from ahr.bench.inputs import lengths_of
from ahr.costs import for_lengths, node_costs
from ahr.running import reference
from ahr.running.engines import engine
from nbc.errors import ModelError

REFERENCE: Final = "reference"
_REFERENCE_AT_MOST: Final = 5_000_000_000
"""Multiply-accumulates that the reference is asked for: beyond that the first engine is what others
are compared with."""

_TOLERANCES: Final = {"f32": 1e-3, "f16": 1e-2, "bf16": 5e-2}
_QUANTISED: Final = 5e-2
"""Engines may round what lies between two steps of a quantised network either way."""

_ROUNDINGS: Final = frozenset({"quantize_linear", "dynamic_quantize_linear"})


def compare(cases: Sequence[Case]) -> None:
    """Says of each how far its outputs are from the reference's, or from the first engine's."""
    wanted: dict[str, tuple[str, Outputs]] = {}
    for case in cases:
        if case.run is None:
            continue
        name = case.result.model
        if name not in wanted:
            wanted[name] = _wanted(case)
        against, outputs = wanted[name]
        limit = _QUANTISED if is_quantised(case.model) else 0.0
        limit = max(limit, _TOLERANCES[case.precision or case.row.precisions[0]])
        found = difference(case.outputs, outputs)
        case.result = replace(case.result, difference=found, compared_with=against,
                              differs=not found <= limit)  # fmt: skip
        case.outputs = ()


def _wanted(case: Case) -> tuple[str, Outputs]:
    """What all engines should give for this model, and who says so."""
    graph = case.model.graph
    lengths = lengths_of(graph, case.inputs)
    macs = sum(for_lengths(each.macs, lengths) or 0 for each in node_costs(graph))
    if macs <= _REFERENCE_AT_MOST:
        row, _ = engine(REFERENCE)
        try:
            with row.explaining(case.model.name):
                return REFERENCE, reference.run(graph, case.model.parameters, case.inputs)
        except ModelError:
            pass
    return case.result.engine, case.outputs


def difference(outputs: Outputs, wanted: Outputs) -> float:
    """The largest, as a share of the largest number that is wanted; infinite where shapes or what
    is not finite differ."""
    if len(outputs) != len(wanted):
        return float("inf")
    return max((_apart(*each) for each in zip(outputs, wanted, strict=True)), default=0.0)


def _apart(output: Any, wanted: Any) -> float:
    if isinstance(wanted, list):
        return difference(tuple(output), tuple(wanted))
    got, should = np.asarray(output), np.asarray(wanted)
    if got.shape != should.shape:
        return float("inf")
    if should.dtype.kind not in "fc":
        return float(np.mean(got != should)) if should.size else 0.0
    got, should = got.astype(np.float64), should.astype(np.float64)
    finite = np.isfinite(should)
    if not np.array_equal(got[~finite], should[~finite], equal_nan=True):
        return float("inf")
    if not finite.any():
        return 0.0
    largest = float(np.abs(should[finite]).max()) or 1.0
    apart = float(np.abs(got[finite] - should[finite]).max()) / largest
    return apart if np.isfinite(apart) else float("inf")
