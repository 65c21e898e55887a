"""NumPy source of every op that has one gives what the reference gives; what it cannot say is
refused."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ahr.building import GraphBuilder
from ahr.graph import TensorSpec
from ahr.ops import rows
from ahr.ops.row import CannotWrite
from ahr.running import reference
from ahr.source.numpy_helpers import HELPERS, helper_source
from ahr.source.numpy_source import TEXTS, numpy_source, run_numpy
from tests.unit.ahr.ops.samples import Sample
from tests.unit.ahr.ops.test_differential import graph_of

SAMPLES = [
    sample
    for path in sorted((Path(__file__).parent.parent / "ops").glob("*_samples.py"))
    for sample in importlib.import_module(f"tests.unit.ahr.ops.{path.stem}").SAMPLES
    if sample.op in TEXTS
]

WITHOUT = set(
    "adaptive_average_pool lrn gather_nd one_hot resize quantize_linear "
    "dequantize_linear dynamic_quantize_linear matmul_integer conv_integer if".split()
)
"""Ops that NumPy source cannot say yet."""


@pytest.mark.parametrize("sample", SAMPLES, ids=str)
def test_agrees_with_the_reference(sample: Sample) -> None:
    graph, fed, _ = graph_of(sample)
    expected = reference.run(graph, {}, fed)
    try:
        written = numpy_source(graph)
    except CannotWrite as error:
        pytest.skip(str(error))
    assert "ahr" not in written.text
    result = run_numpy(graph, {}, fed)
    results = result if isinstance(result, tuple) else (result,)
    assert len(results) == len(expected)
    for got, wanted in zip(results, expected, strict=True):
        assert np.asarray(got).dtype == np.asarray(wanted).dtype, written.text
        assert np.shape(got) == np.shape(wanted)
        np.testing.assert_allclose(got, wanted, rtol=sample.tolerance, atol=sample.tolerance)


def test_only_a_few_forms_are_not_written() -> None:
    refused = []
    for sample in SAMPLES:
        try:
            numpy_source(graph_of(sample)[0])
        except CannotWrite:
            refused.append(str(sample))
    assert len(refused) < 0.15 * len(SAMPLES), refused


def test_texts_are_of_rows() -> None:
    assert set(rows()) - set(TEXTS) == WITHOUT


def test_an_op_without_a_text_is_refused_by_name() -> None:
    builder = GraphBuilder("net")
    x = builder.input("x", TensorSpec("f32", (1, 4, 8, 8)))
    graph = builder.finish(builder.apply("lrn", [x]))
    with pytest.raises(CannotWrite, match="lrn"):
        numpy_source(graph)


@pytest.mark.parametrize("name", HELPERS)
def test_helpers_stand_by_themselves(name: str) -> None:
    source, imports = helper_source([f"{name}(x)"])
    namespace: dict[str, Any] = {}
    exec("\n".join([*imports, source]), namespace)
    known = {*namespace, *dir(__builtins__)}
    used = namespace[name].__code__.co_names
    assert callable(namespace[name])
    assert not [each for each in used if each in HELPERS and each not in known]
    assert "type: ignore" not in source
