"""The numbers that parameters start with: the same ones for the same seed, on every machine."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np

from ahr.dtypes import numpy_dtype
from ahr.graph import Graph, Initial, Parameter
from nbc.errors import ModelError


def initial_weights(graph: Graph, seed: int) -> dict[str, np.ndarray[Any, Any]]:
    """An array for each parameter. A parameter's numbers depend on the seed and its name alone, so
    that a layer that is added changes no other. Raises ModelError N6004 for an unknown shape."""
    return {name: _filled(name, each, seed) for name, each in graph.parameters.items()}


def _filled(name: str, parameter: Parameter, seed: int) -> np.ndarray[Any, Any]:
    dims = parameter.spec.dims
    if dims is None or not all(isinstance(each, int) for each in dims):
        raise ModelError("N6004", f"the shape of parameter {name} is {parameter.spec}: its lengths "
                         "must be numbers", hint="annotate the input's features")  # fmt: skip
    shape = tuple(int(each or 0) for each in dims)
    made = _numbers(
        parameter.initial, shape, np.random.default_rng([seed, zlib.crc32(name.encode())])
    )
    return made.astype(numpy_dtype(parameter.spec.dtype))


def _numbers(
    initial: Initial, shape: tuple[int, ...], random: np.random.Generator
) -> np.ndarray[Any, Any]:
    match initial.kind:
        case "uniform":
            return random.uniform(-initial.value, initial.value, shape)
        case "normal":
            return random.normal(0.0, initial.value, shape)
    return np.full(shape, initial.value)
