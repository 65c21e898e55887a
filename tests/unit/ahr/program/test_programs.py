"""Graphs as programs: written, read back and run on the VM, they stay what they are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ahr.graph import Graph
from ahr.ops.row import ArrayLike
from ahr.program import from_module, run_program, to_program
from ahr.program.reading import NetworkParts
from ahr.program.writing import all_constants
from ahr.running import reference
from nbc import load
from nbc.errors import ModelError
from tests.unit.ahr.ops.samples import Sample, samples
from tests.unit.ahr.ops.test_differential import graph_of


def _parts(graph: Graph, names: Any) -> NetworkParts:
    inputs = {name: graph.specs[name] for name in graph.inputs}
    return NetworkParts(inputs, graph.parameters, all_constants(graph), names)


@pytest.mark.parametrize("sample", samples(), ids=str)
def test_programs_run_and_are_read_back(sample: Sample) -> None:
    graph, fed, _ = graph_of(sample)
    written = to_program(graph)
    expected = reference.run(graph, {}, fed)
    results = run_program(written, all_constants(graph))(*fed.values())
    _equal(results, expected)
    module = load(written.program.to_bytes()).module
    again = from_module(module, _parts(graph, written.names))
    assert [(each.op, each.attributes) for each in again.nodes] == [
        (each.op, each.attributes) for each in graph.nodes
    ] or any(isinstance(value, Graph) for each in graph.nodes for value in each.attributes.values())
    _equal(reference.run(again, {}, fed), expected)
    rewritten = to_program(again)
    once_more = from_module(rewritten.program.module, _parts(again, rewritten.names))
    assert to_program(once_more).source == rewritten.source


def _equal(results: tuple[ArrayLike, ...], expected: tuple[ArrayLike, ...]) -> None:
    for result, wanted in zip(results, expected, strict=True):
        np.testing.assert_array_equal(result, wanted)


@pytest.mark.parametrize(
    "source",
    [
        "def network(x):\n    return (x,)\nnetwork(1)\n",
        "def network(x):\n    return x\n",
        "def network(x):\n    y = x + 1\n    return (y,)\n",
        "def network(x):\n    y = tensor.relu(open)\n    return (y,)\n",
        "def network(x):\n    y = tensor.relu(x).shape\n    return (y,)\n",
        "def network(x):\n    import os\n    return (x,)\n",
        "def network(x):\n    y = tensor.relu(x, alpha=1)\n    return (y,)\n",
        "def network(x):\n    y = tensor.unheard_of(x)\n    return (y,)\n",
        "def network(x, y):\n    return (x,)\n",
        "x = 3\n",
    ],
)
def test_programs_of_another_form_are_refused(source: str) -> None:
    from ahr.graph import TensorSpec
    from nbc.pipeline import lower_cell

    parts = NetworkParts({"x": TensorSpec("f32", (3,))}, {}, {}, {})
    if source.endswith("network(1)\n"):
        assert from_module(lower_cell(source, "net"), parts).outputs == ("x",)
        return
    with pytest.raises(ModelError, match=r"N600[57]"):
        from_module(lower_cell(source, "net"), parts)
