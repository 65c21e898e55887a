"""What goes into a model and comes out of it, as JSON's values."""

from __future__ import annotations

from typing import Any

from ahr import Model
from ahr.graph import Graph


def signature(model: Model) -> dict[str, Any]:
    """Inputs and outputs with dtypes and lengths (names where they may differ), parameters."""
    graph = model.graph
    return {
        "name": model.name,
        "inputs": [_spec(graph, name) for name in graph.inputs],
        "outputs": [_spec(graph, name) for name in graph.outputs],
        "parameters": sum(int(each.size) for each in model.parameters.values()),
    }


def _spec(graph: Graph, name: str) -> dict[str, Any]:
    spec = graph.specs[name]
    dims = None if spec.dims is None else [each if isinstance(each, int) else str(each)
                                           for each in spec.dims]  # fmt: skip
    return {"name": name, "dtype": spec.dtype, "shape": dims}
