"""Each tensor op in NumPy, torch, ONNX Runtime and Keras: the same results, the shapes foretold."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ahr.building import GraphBuilder
from ahr.dims import evaluate
from ahr.dtypes import noodle_name
from ahr.formats.onnx_writing import to_onnx
from ahr.graph import Graph, Parameter, TensorSpec
from ahr.ops import rows
from ahr.ops.row import CannotWrite
from ahr.running import reference
from tests.unit.ahr.ops.samples import Sample, samples

ALL = samples()
Values = dict[str, Any]


def graph_of(
    sample: Sample, *, symbolic: bool = False
) -> tuple[Graph, dict[str, Any], dict[str, int]]:
    """A graph of the one op, what to feed it, and the lengths of its symbolic axes."""
    builder, names = GraphBuilder("sample"), []
    fed: dict[str, Any] = {}
    lengths: dict[str, int] = {}
    for index, value in enumerate(sample.inputs):
        if value is None:
            names.append("")
            continue
        array = np.asarray(value)
        if index in sample.constants:
            names.append(builder.constant(array))
            continue
        dims = tuple(f"d{index}_{axis}" for axis in range(array.ndim)) if symbolic else array.shape
        lengths.update(zip((str(each) for each in dims), array.shape, strict=True))
        spec = TensorSpec(noodle_name(array.dtype), dims)
        names.append(builder.input(f"x{index}", spec))
        fed[f"x{index}"] = array
    if not fed:  # Keras has no models without inputs
        fed["unused"] = np.zeros(1, np.float32)
        builder.input("unused", TensorSpec("f32", (1,)))
    return builder.finish(builder.apply(sample.op, names, sample.attributes)), fed, lengths


def _by_torch(graph: Graph, fed: dict[str, Any], weights: Values) -> Any:
    import torch

    from ahr.running.torch_module import torch_module

    with torch.no_grad():
        results = torch_module(graph, weights)(*(torch.from_numpy(each) for each in fed.values()))
    return [each.numpy() for each in (results if isinstance(results, tuple) else (results,))]


def _by_onnxruntime(graph: Graph, fed: dict[str, Any], weights: Values) -> Any:
    import onnxruntime

    model = to_onnx(graph, weights).SerializeToString()
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    return session.run(None, fed)


def _by_keras(graph: Graph, fed: dict[str, Any], weights: Values) -> Any:
    os.environ["KERAS_BACKEND"] = "torch"
    from ahr.running.keras_model import keras_model

    results = keras_model(graph, weights, list(fed.values()))(*fed.values())
    return [each.detach().cpu().numpy() for each in
            (results if isinstance(results, tuple | list) else (results,))]  # fmt: skip


TARGETS: dict[str, Callable[[Graph, Values, Values], Any]] = {
    "torch": _by_torch,
    "onnx": _by_onnxruntime,
    "keras": _by_keras,
}


@pytest.mark.parametrize("sample", ALL, ids=str)
@pytest.mark.parametrize("target", TARGETS)
def test_targets_agree_with_numpy(sample: Sample, target: str) -> None:
    graph, fed, _ = graph_of(sample)
    expected = reference.run(graph, {}, fed)
    if target in sample.cannot:
        with pytest.raises(CannotWrite, match=sample.cannot[target]):
            TARGETS[target](graph, fed, {})
        return
    results = TARGETS[target](graph, fed, {})
    assert len(results) == len(expected)
    for result, wanted in zip(results, expected, strict=True):
        assert np.asarray(result).dtype == np.asarray(wanted).dtype
        atol = 0.0 if sample.exact else sample.tolerance
        np.testing.assert_allclose(result, wanted, rtol=sample.tolerance, atol=atol)


OWNING = [
    sample for sample in ALL if rows()[sample.op].torch_layer or rows()[sample.op].keras_layer
]
"""Samples of ops that layers do, where parameters are the layer's own."""


def _with_parameters(sample: Sample) -> tuple[Graph, dict[str, Any], dict[str, Any]]:
    """All inputs but the first are parameters, or constants where the sample says so."""
    builder, names, weights = GraphBuilder("sample"), [], {}
    for index, value in enumerate(sample.inputs):
        if value is None:
            names.append("")
        elif index in sample.constants:
            names.append(builder.constant(value))
        elif index in sample.data:
            spec = TensorSpec(noodle_name(value.dtype), value.shape)
            names.append(builder.input(f"x{index}", spec))
        else:
            spec = TensorSpec(noodle_name(value.dtype), value.shape)
            names.append(builder.parameter(f"p{index}", Parameter(spec)))
            weights[names[-1]] = value
    graph = builder.finish(builder.apply(sample.op, names, sample.attributes))
    return graph, {f"x{index}": sample.inputs[index] for index in sample.data}, weights


@pytest.mark.parametrize("sample", OWNING, ids=str)
@pytest.mark.parametrize("target", ["torch", "keras"])
def test_layers_agree_with_numpy(sample: Sample, target: str) -> None:
    graph, fed, weights = _with_parameters(sample)
    expected = reference.run(graph, weights, fed)
    if target in sample.cannot:
        with pytest.raises(CannotWrite, match=sample.cannot[target]):
            TARGETS[target](graph, fed, weights)
        return
    for result, wanted in zip(TARGETS[target](graph, fed, weights), expected, strict=True):
        np.testing.assert_allclose(result, wanted, rtol=sample.tolerance, atol=sample.tolerance)


@pytest.mark.parametrize("sample", ALL, ids=str)
def test_shapes_are_foretold(sample: Sample) -> None:
    check_shapes(sample)


def check_shapes(sample: Sample) -> None:
    """Known lengths lead to the results' shapes; symbolic ones to theirs, as far as they go."""
    graph, fed, _ = graph_of(sample)
    results = [np.asarray(each) for each in reference.run(graph, {}, fed)]
    symbolic, _, lengths = graph_of(sample, symbolic=True)
    for name, other, array in zip(graph.outputs, symbolic.outputs, results, strict=True):
        spec, dims = graph.specs[name], symbolic.specs[other].dims
        assert spec.dtype == noodle_name(array.dtype)
        assert spec.dims == array.shape or not sample.foretold
        if dims is not None:
            known = [evaluate(each, lengths) for each in dims]
            assert all(x is None or x == y for x, y in zip(known, array.shape, strict=True))


def test_every_row_has_a_sample() -> None:
    assert {sample.op for sample in ALL} == set(rows())
