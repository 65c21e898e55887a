"""Floats of 16 bits: every op that takes floats takes these too, and stays close to 32 bits."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from ahr.dtypes import noodle_name, numpy_dtype
from ahr.running import reference
from tests.unit.ahr.ops.samples import Sample, samples
from tests.unit.ahr.ops.test_differential import graph_of

TOLERANCE = {"f16": 0.02, "bf16": 0.15}
STEEP = {"range", "resize", "quantize_linear", "dynamic_quantize_linear"}
"""Ops that jump: what is rounded before leads to other steps."""


def halved(sample: Sample, dtype: str) -> Sample:
    return replace(sample, inputs=tuple(
        np.asarray(each).astype(numpy_dtype(dtype))
        if each is not None and np.asarray(each).dtype == np.float32 else each
        for each in sample.inputs
    ))  # fmt: skip


@pytest.mark.parametrize("dtype", TOLERANCE)
@pytest.mark.parametrize("op", sorted({each.op for each in samples()} - STEEP))
def test_ops_take_half_floats(op: str, dtype: str) -> None:
    for sample in (each for each in samples() if each.op == op):
        graph, fed, _ = graph_of(sample)
        half, half_fed, _ = graph_of(halved(sample, dtype))
        results = reference.run(half, {}, half_fed)
        for name, result, wanted in zip(half.outputs, results, reference.run(graph, {}, fed),
                                        strict=True):  # fmt: skip
            assert half.specs[name].dtype == noodle_name(np.asarray(result).dtype), sample
            if np.asarray(result).dtype.kind not in "iub" and sample.label not in (
                "edges",
                "large",
            ):
                _close(result, wanted, TOLERANCE[dtype], str(sample))


def _close(result: Any, wanted: Any, tolerance: float, what: str) -> None:
    found, exact = (np.asarray(each).astype(np.float64) for each in (result, wanted))
    np.testing.assert_allclose(found, exact, rtol=tolerance, atol=tolerance, err_msg=what)
