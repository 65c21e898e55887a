"""Real models of Python packages on the VM: equal to ONNX Runtime, and still so written as ONNX.

They run where `make real-models` has fetched the packages; the light models come with onnx.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from ahr.formats.onnx_reading import read_onnx
from ahr.formats.onnx_writing import onnx_bytes
from benchmarks.real_models import ALIKE, MODELS, Real, compare, found, inputs_of, session

IN_PACKAGES = [real for real in MODELS if real.package != "onnx"]


def _file(real: Real) -> Path:
    path = found(real)
    if path is None:
        pytest.skip("its package is not there: make real-models")
    return path


@pytest.mark.parametrize("real", IN_PACKAGES, ids=lambda real: real.name)
def test_real_models_give_what_onnxruntime_gives(real: Real) -> None:
    assert compare(real, _file(real)).difference <= ALIKE


@pytest.mark.parametrize("real", MODELS, ids=lambda real: real.name)
def test_real_models_are_written_as_onnx_again(real: Real) -> None:
    """What was read and written gives in ONNX Runtime what the file itself gives."""
    path = _file(real)
    model = read_onnx(path)
    written = onnx_bytes(model.graph, model.parameters)
    first, again = (session(each) for each in (path, written))
    fed = inputs_of(real, first)
    for result, wanted in zip(again.run(None, fed), first.run(None, fed), strict=True):
        np.testing.assert_allclose(result, wanted, rtol=ALIKE, atol=ALIKE)
