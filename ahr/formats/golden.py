"""Golden inputs and outputs: what a model file proves by what it computes.

The inputs are small and the same for the same graph. Where lengths are symbolic, those are taken
that the network takes: most that it does not take are found by its shapes, before anything runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from ahr.copying import refitted
from ahr.dims import Dims, evaluate, names
from ahr.dtypes import numpy_dtype
from ahr.graph import Graph, TensorSpec
from ahr.ops.row import ShapeError
from ahr.running import reference
from nbc.errors import ModelError

_LENGTHS: Final = (2, 8, 32, 64, 128, 256, 512, 1024)
"""What symbolic lengths are: the first of these that the network takes."""

_TOLERANCE: Final = 1e-4
_MISFITS = (ShapeError, ValueError, IndexError, TypeError)
"""What a network may raise for lengths that it does not take."""

Inputs = dict[str, np.ndarray[Any, Any]]


def golden_run(graph: Graph, weights: Mapping[str, Any]) -> tuple[Inputs, tuple[Any, ...]]:
    """Inputs that fit, and what they give. Raises ModelError N6012 where none do."""
    why = ""
    for inputs in _tried(graph):
        try:
            _check(graph, inputs)
            return inputs, reference.run(graph, weights, inputs)
        except _MISFITS as error:
            why = why or str(error)
    raise ModelError("N6012", f"{graph.name} cannot be saved: it runs for no length of "
                     f"{_LENGTHS[0]} to {_LENGTHS[-1]}: {why}",
                     hint="give its inputs fixed lengths")  # fmt: skip


def _tried(graph: Graph) -> Iterator[Inputs]:
    """Each length with few samples, then with as many; the same inputs once."""
    seen: set[tuple[tuple[int, ...], ...]] = set()
    for length in _LENGTHS:
        for first in (_LENGTHS[0], length):
            made = golden_inputs(graph, length=length, first=first)
            shapes = tuple(each.shape for each in made.values())
            if shapes not in seen:
                seen.add(shapes)
                yield made


def _check(graph: Graph, inputs: Inputs) -> None:
    """Raises for shapes that certainly do not fit. Of branches only one is taken: it is seen when
    it runs."""
    if not any(isinstance(value, Graph) for node in graph.nodes
               for value in node.attributes.values()):  # fmt: skip
        specs = {name: TensorSpec(graph.specs[name].dtype, inputs[name].shape) for name in inputs}
        refitted(graph, specs)


def agrees(result: np.ndarray[Any, Any], wanted: np.ndarray[Any, Any]) -> bool:
    """Whether an output is the golden one, up to rounding on another machine."""
    if result.shape != wanted.shape or result.dtype != wanted.dtype:
        return False
    if result.dtype.kind not in "fc":
        return bool(np.array_equal(result, wanted))
    finite = wanted[np.isfinite(wanted)]
    scale = float(np.abs(finite).max()) if finite.size else 0.0
    tolerance = _TOLERANCE * max(scale, 1e-6) * (100 if result.dtype.itemsize < 4 else 1)
    return bool(np.allclose(result, wanted, rtol=_TOLERANCE, atol=tolerance, equal_nan=True))


def golden_inputs(
    graph: Graph, seed: int = 0, *, length: int = _LENGTHS[0], first: int = _LENGTHS[0]
) -> dict[str, np.ndarray[Any, Any]]:
    """Inputs that fit a graph, the same for the same graph; `length` is that of symbolic axes,
    `first` of those that some input begins with (the batch, mostly)."""
    leading = {name for each in graph.inputs for name in _names((graph.specs[each].dims or ())[:1])}
    symbols = {name: first if name in leading else length for each in graph.inputs
               for name in _names(graph.specs[each].dims or ())}  # fmt: skip
    random = np.random.default_rng(seed)
    made: Inputs = {}
    for name in graph.inputs:
        spec = graph.specs[name]
        shape = tuple(_length(each, symbols, length) for each in spec.dims or ())
        dtype = numpy_dtype(spec.dtype)
        if dtype.kind == "f":
            made[name] = random.standard_normal(shape).astype(dtype)
        else:
            made[name] = random.integers(0, 2, shape).astype(dtype)
    return made


def _names(dims: Dims) -> set[str]:
    return {name for each in dims for name in names(each)}


def _length(dim: Any, symbols: Mapping[str, int], unknown: int) -> int:
    found = evaluate(dim, symbols)
    return unknown if found is None else found
