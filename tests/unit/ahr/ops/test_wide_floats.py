"""Floats of 64 bits: torch agrees to many more digits, and what is written for ONNX is typed."""

from __future__ import annotations

import numpy as np
import pytest

from ahr.formats.onnx_writing import to_onnx
from ahr.ops.row import CannotWrite
from ahr.running import reference
from tests.unit.ahr.ops.samples import samples
from tests.unit.ahr.ops.test_differential import TARGETS, graph_of
from tests.unit.ahr.ops.test_half_floats import halved

NARROW = {"quantize_linear", "dequantize_linear", "dynamic_quantize_linear", "resize"}
"""Ops whose scales are floats of 32 bits."""


@pytest.mark.parametrize("op", sorted({each.op for each in samples()} - NARROW))
def test_ops_take_doubles(op: str) -> None:
    for sample in (each for each in samples() if each.op == op):
        graph, fed, _ = graph_of(halved(sample, "f64"))
        if "onnx" not in sample.cannot:
            to_onnx(graph, {})
        try:
            results = TARGETS["torch"](graph, fed, {})
        except CannotWrite:
            assert "torch" in sample.cannot
            continue
        for result, wanted in zip(results, reference.run(graph, {}, fed), strict=True):
            assert np.asarray(result).dtype == np.asarray(wanted).dtype, sample
            np.testing.assert_allclose(result, wanted, rtol=1e-7, atol=1e-7, err_msg=str(sample))
