"""The reference: every op as NumPy says it. Slow and plain; the others are compared with it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from ahr.graph import Graph, Node
from ahr.ops import lookup

Values = dict[str, Any]


def run(
    graph: Graph, weights: Mapping[str, Any], inputs: Mapping[str, Any],
    around: Mapping[str, Any] | None = None,
) -> tuple[Any, ...]:  # fmt: skip
    """The outputs of a graph. `around` has the values of the graph that this one stands in."""
    values: Values = {**(around or {}), **graph.constants, **weights, **inputs}
    for node in graph.nodes:
        values.update(zip(node.outputs, results_of(node, values), strict=True))
    return tuple(values[name] for name in graph.outputs)


def results_of(node: Node, values: Values) -> tuple[Any, ...]:
    """What one node gives; `values` has what it may use, by name."""
    row = lookup(node.op)
    given = [values[name] if name else None for name in node.inputs]
    attributes = {
        name: partial(run, each, {}, {}, values) if isinstance(each, Graph) else each
        for name, each in node.attributes.items()
    }
    with np.errstate(all="ignore"):
        result = row.meaning(*given, **attributes)
    return result if isinstance(result, tuple) else (result,)
