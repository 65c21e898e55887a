"""What a network is timed with: samples of the caller, or random inputs that fit.

The batch is the axis that an input begins with, where its length is symbolic.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ahr import dims
from ahr.formats.golden import golden_inputs
from ahr.graph import Graph
from ahr.ops.row import ShapeError
from ahr.running import reference
from nbc.errors import ModelError

if TYPE_CHECKING:
    from ahr.models import Model

Array = np.ndarray[Any, Any]
Inputs = dict[str, Array]
Data = Any
"""An array (a tuple or a mapping by name for several inputs), one sample a row."""

_LENGTHS: Final = (32, 64, 128, 224, 256, 8, 2, 512, 1024)
"""What other symbolic lengths than the batch's are: the first of these that the network takes."""


def batch_axis(graph: Graph) -> str | None:
    """The symbolic length that its first input begins with; None where that is a number."""
    first = _first(graph, graph.inputs[0]) if graph.inputs else None
    return first if isinstance(first, str) and first.isidentifier() else None


def batch_sizes(graph: Graph, wanted: Sequence[int]) -> tuple[int, ...]:
    """The sizes that a network takes: those that are wanted, or its only one. Raises ModelError
    N6010 for what is no size."""
    for each in wanted:
        check_count("a size of batch", each, 1)
    if batch_axis(graph) is not None:
        return tuple(dict.fromkeys(wanted))
    spec = graph.specs[graph.inputs[0]] if graph.inputs else None
    fixed = spec.dims[0] if spec is not None and spec.dims else 1
    return (fixed if isinstance(fixed, int) else 1,)


def check_count(what: str, given: object, least: int) -> None:
    """Raises ModelError N6010."""
    if not isinstance(given, int | np.integer) or isinstance(given, bool) or given < least:
        raise ModelError("N6010", f"{what} is a whole number from {least}, not {given!r:.60}")


def inputs_of(model: Model, data: Data, batch: int) -> Inputs:
    """Inputs by name for a batch of that size; samples are repeated where there are fewer. Without
    data they are random, and of lengths that the reference takes. Raises ModelError N6010 for data
    that do not fit."""
    if data is None:
        return _random(model, batch)
    given = _named(model, data)
    axis = batch_axis(model.graph)
    begins = {name for name in given if axis is not None and _first(model.graph, name) == axis}
    for name in begins:
        if np.ndim(given[name]) == 0 or not len(given[name]):
            raise ModelError("N6010", f"the data for {name} have no samples")
    fed = {name: np.resize(value, (batch, *value.shape[1:])) if name in begins else value
           for name, value in given.items()}  # fmt: skip
    return model.checked_inputs(tuple(fed[name] for name in model.graph.inputs))


def lengths_of(graph: Graph, inputs: Mapping[str, Array]) -> dict[str, int]:
    """What symbolic lengths are for these inputs."""
    return {
        dim: length for name, value in inputs.items()
        for dim, length in zip(graph.specs[name].dims or (), np.shape(value), strict=False)
        if isinstance(dim, str) and dim.isidentifier()
    }  # fmt: skip


def shapes_of(graph: Graph, inputs: Mapping[str, Array]) -> str:
    """ "x f32[8, 64], mask bool[8]"."""
    return ", ".join(
        f"{name} {graph.specs[name].dtype}{dims.shown(np.shape(value))}"
        for name, value in inputs.items()
    )  # fmt: skip


def _first(graph: Graph, name: str) -> Any:
    """The length of a value's first axis."""
    found = graph.specs[name].dims
    return found[0] if found else None


def _named(model: Model, data: Data) -> dict[str, Array]:
    names = model.graph.inputs
    if isinstance(data, Mapping):
        unknown = sorted(map(str, data.keys() ^ set(names)))
        if unknown:
            raise ModelError("N6010", f"the data for {model.name} have other names: "
                             f"{', '.join(unknown)}",
                             hint=f"its inputs are {', '.join(names)}")  # fmt: skip
        return {name: _array(name, data[name]) for name in names}
    values = data if isinstance(data, tuple) else (data,)
    if len(values) != len(names):
        raise ModelError("N6010", f"{model.name} has {len(names)} inputs ({', '.join(names)}), the "
                         f"data {len(values)}", hint="give a tuple of arrays")  # fmt: skip
    return {name: _array(name, value) for name, value in zip(names, values, strict=True)}


def _array(name: str, given: Any) -> Array:
    try:
        return np.asarray(given)
    except (TypeError, ValueError) as error:  # rows of different lengths
        raise ModelError("N6010", f"the data for {name} are no array: {error}") from None


def _random(model: Model, batch: int) -> Inputs:
    """Whether open lengths fit is seen with one sample: the reference is slow."""
    graph, why = model.graph, ""
    if not _is_open(graph):
        return golden_inputs(graph, first=batch)
    for length in _LENGTHS:
        try:
            reference.run(graph, model.parameters, golden_inputs(graph, length=length, first=1))
        except (ShapeError, ValueError, IndexError, TypeError) as error:
            why = why or str(error)
        else:
            return golden_inputs(graph, length=length, first=batch)
    raise ModelError("N6010", f"no random inputs fit {model.name}: {why}",
                     hint="give data to run it with")  # fmt: skip


def _is_open(graph: Graph) -> bool:
    """Whether other lengths than the batch's may differ."""
    known = {batch_axis(graph)}
    return any(dim is None or not set(dims.names(dim)) <= known
               for name in graph.inputs for dim in graph.specs[name].dims or (None,))  # fmt: skip
