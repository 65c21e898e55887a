"""A graph as a class that reads as if a person had written it: the part that targets share.

The same text is what runs and what is exported. Layers own their parameters where the op has a
layer and the parameters are its alone; other parameters are fields of the class.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, final

import numpy as np

from ahr.graph import Graph, Node, Parameter
from ahr.ops import lookup
from ahr.ops.row import Call, CannotWrite, Layer, LayerBuilder, SourceBuilder, TensorOp, Use
from ahr.source.names import Identifiers, class_name

INLINE_AT_MOST = 16
"""Elements of a constant that is written where it is used."""


@final
@dataclass(frozen=True, slots=True)
class Target:
    """What differs: the imports, the base class, how a field is made, how a constant is written."""

    head: str
    base: str
    method: str
    reserved: tuple[str, ...]
    layer: Callable[[TensorOp], LayerBuilder | None]
    builder: Callable[[TensorOp], SourceBuilder]
    field: Callable[[str, Parameter], str]
    constant: Callable[[np.ndarray[Any, Any]], str]
    construct: Callable[[Graph], str] = lambda graph: "super().__init__()"


@final
@dataclass(frozen=True, slots=True)
class ModuleSource:
    """`keys` says for each parameter and constant of the graph where the module has it (the path of
    fields), and `axes` the order of its axes there."""

    text: str
    class_name: str
    keys: Mapping[str, str]
    axes: Mapping[str, tuple[int, ...]]


def module_source(graph: Graph, target: Target) -> ModuleSource:
    """The class of a graph. Raises CannotWrite."""
    return _Writing(graph, target).finish()


@final
class _Writing:
    def __init__(self, graph: Graph, target: Target) -> None:
        self.graph, self.target = graph, target
        self.users = graph.users()
        self.locals = Identifiers((*target.reserved, "self"))
        self.fields = Identifiers((*target.reserved, target.method, "training"))
        self.keys: dict[str, str] = {}
        self.axes: dict[str, tuple[int, ...]] = {}
        self.setup: list[str] = []
        self.lines: list[str] = []
        for name in graph.inputs:
            self.locals.of(name)

    def finish(self) -> ModuleSource:
        for node in self.graph.nodes:
            self.write(node)
        results = ", ".join(self.operand(name) for name in self.graph.outputs)
        name, target = class_name(self.graph.name), self.target
        name = f"Net{name}" if name in target.reserved else name
        inputs = ", ".join(self.locals.of(each) for each in self.graph.inputs)
        text = "\n".join([
            target.head, "", f"class {name}({target.base}):",
            "    def __init__(self) -> None:", f"        {target.construct(self.graph)}",
            *(f"        {line}" for line in self.setup), "",
            f"    def {target.method}(self, {inputs}):",
            *(f"        {line}" for line in [*self.lines, f"return {results}"]), "",
        ])  # fmt: skip
        return ModuleSource(text, name, self.keys, self.axes)

    def write(self, node: Node) -> None:
        row = lookup(node.op)
        specs = self.graph.specs
        call = Call(
            tuple(specs[name] if name else None for name in node.inputs), node.attributes,
            tuple(self.graph.constants.get(name) for name in node.inputs),
        )  # fmt: skip
        outputs = tuple(specs[name] for name in node.outputs)
        text = self.by_layer(node, row, call, outputs)
        if text is None:
            texts = tuple(self.operand(name) if name else "" for name in node.inputs)
            text = self.target.builder(row)(Use(call, texts, outputs))
        results = ", ".join(self.locals.of(name) for name in node.outputs)
        self.lines.append(f"{results} = {text}")

    def by_layer(
        self, node: Node, row: TensorOp, call: Call, outputs: tuple[Any, ...]
    ) -> str | None:
        """The text, if the parameters can be a layer's own."""
        build = self.target.layer(row)
        if build is None:
            return None
        owned = self.graph.parameters
        data = tuple("" if name in owned or not name else self.operand(name)
                     for name in node.inputs)  # fmt: skip
        layer = build(Use(call, data, outputs))
        if layer is None or not self.owns(node, layer):
            return None
        field = self.fields.of(node.name)
        self.setup.append(f"self.{field} = {layer.make}")
        for index, key in layer.parameters.items():
            self.keys[node.inputs[index]] = f"{field}.{key}"
            if index in layer.axes:
                self.axes[node.inputs[index]] = layer.axes[index]
        return layer.call.format(layer=f"self.{field}")

    def owns(self, node: Node, layer: Layer) -> bool:
        """Whether the layer's parameters are parameters of the graph, of this node alone."""
        tensors = [node.inputs[index] for index in layer.parameters]
        return all(name in self.graph.parameters and len(self.users[name]) == 1 for name in tensors)

    def operand(self, name: str) -> str:
        """The text of a value; a field is made for a parameter or a large constant."""
        if name in self.graph.parameters:
            return self.field(name, self.graph.parameters[name])
        value = self.graph.constants.get(name)
        if value is None:
            return self.locals.of(name)
        if value.size <= INLINE_AT_MOST and value.dtype.kind in "fiub":
            return self.target.constant(value)
        return self.field(name, Parameter(self.graph.specs[name], trainable=False))

    def field(self, name: str, parameter: Parameter) -> str:
        field = self.fields.of(name)
        if name not in self.keys:
            self.keys[name] = field
            dims = parameter.spec.dims
            if dims is None or not all(isinstance(each, int) for each in dims):
                raise CannotWrite(f"the shape of {name} is not known")
            self.setup.append(self.target.field(field, parameter))
        return f"self.{field}"


def written_list(value: np.ndarray[Any, Any]) -> str:
    """An array as a nested list, whose special numbers Python can read."""
    text = repr(value.tolist())
    return text.replace("inf", 'float("inf")').replace("nan", 'float("nan")')
