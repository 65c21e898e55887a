"""A neural network as data: what every format is read into and written from.

A graph says what is computed and of which shapes; the numbers are beside it, in a mapping from the
names of `parameters` to arrays (`ahr.models.Model` holds the two together). Values are named once;
nodes stand in an order in which they can run. Nothing here imports more than NumPy.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Literal, final

import numpy as np

from ahr.dims import Dims, shown
from nbc.errors import Span

Attribute = bool | int | float | str | None | tuple[Any, ...]
"""What a node may be told besides tensors: JSON's values, lists as tuples; or a Graph (If)."""


@final
@dataclass(frozen=True, slots=True)
class TensorSpec:
    """What is known of a tensor: `dtype` by Noodle's name (f32, i64, bool; also f16, bf16), and the
    lengths of its axes; `dims` is None where not even their number is known."""

    dtype: str
    dims: Dims | None

    def __str__(self) -> str:
        return self.dtype + shown(self.dims)


@final
@dataclass(frozen=True, slots=True)
class Initial:
    """How a parameter is filled: with a constant `value`, with uniform numbers in [-value, value],
    or with normal ones of that standard deviation."""

    kind: Literal["constant", "uniform", "normal"] = "constant"
    value: float = 0.0


@final
@dataclass(frozen=True, slots=True)
class Parameter:
    """A tensor that is learnt, or, where it is not trainable, kept with the model (a buffer such as
    a running mean)."""

    spec: TensorSpec
    initial: Initial = Initial()
    trainable: bool = True


@final
@dataclass(frozen=True, slots=True)
class Node:
    """One use of a tensor op. An input that is left out is an empty text. `path` names the scopes
    that it stands in, outermost first (for drawing and for the names of parameters)."""

    op: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: Mapping[str, Attribute | Graph] = field(default_factory=dict)
    name: str = ""
    path: tuple[str, ...] = ()
    span: Span | None = None


@final
@dataclass(frozen=True, slots=True)
class Graph:
    """A network. `specs` has every value by name, inputs, parameters and constants too. A value
    that a graph inside an attribute uses without defining it comes from the graph around it."""

    name: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    nodes: tuple[Node, ...]
    specs: Mapping[str, TensorSpec]
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    constants: Mapping[str, np.ndarray[Any, Any]] = field(default_factory=dict)

    def producers(self) -> dict[str, Node]:
        """The node that makes each value."""
        return {output: node for node in self.nodes for output in node.outputs if output}

    def users(self) -> dict[str, list[Node]]:
        """The nodes that use each value, in their order."""
        found: dict[str, list[Node]] = {}
        for node in self.nodes:
            for name in dict.fromkeys(node.inputs):
                found.setdefault(name, []).append(node)
        return found

    def walk(self) -> Iterator[Node]:
        """All nodes, those of graphs inside attributes behind the node that has them."""
        for node in self.nodes:
            yield node
            for value in node.attributes.values():
                if isinstance(value, Graph):
                    yield from value.walk()


@final
class _CallableModule(ModuleType):
    """`ahr.graph` is this module once something has imported it, and a function to its users."""

    def __call__(self, model: Any, **settings: Any) -> dict[str, Any]:
        from ahr.drawing import graph  # lazy: it needs this module

        return graph(model, **settings)


sys.modules[__name__].__class__ = _CallableModule
