"""A graph as a Noodle model function: layers by name where it has them, else ops of the table.

Reading it back (running the cell) gives the graph again: parameters have the names they had.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, final

import numpy as np

from ahr import names
from ahr.dtypes import BY_NAME
from ahr.graph import Graph, Node, TensorSpec
from ahr.ops import lookup
from ahr.ops.row import CannotWrite
from ahr.program.writing import attribute_of
from ahr.source.constants import written_list
from ahr.source.functions import head
from ahr.source.layout import laid_out
from ahr.source.names import Identifiers
from ahr.source.noodle_layers import CALLS, LAYERS, Owned
from ahr.source.shortening import shortened
from nbc.runtime.names import NAMES

CONSTANT_AT_MOST: Final = 4096
"""Elements of a constant that is written into the text."""

_WEAK: Final = frozenset("add sub mul div pow equal less less_or_equal greater greater_or_equal "
                         "max min".split())  # fmt: skip

_WORDS: Final = frozenset({*NAMES, *names.LAYERS, "model"})
"""What cells have without an import: no value may hide it."""


@final
@dataclass(frozen=True, slots=True)
class NoodleSource:
    """`function` is the name that the model has in the text."""

    text: str
    function: str


def noodle_source(graph: Graph) -> NoodleSource:
    """The model function of a graph. Raises CannotWrite."""
    return _Writing(graph).finish()


@final
class _Writing:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.users = graph.users()
        self.names = Identifiers(("np", "tensor", *_WORDS))
        self.function = self.names.of(f"{graph.name}/")
        self.lines: list[str] = []
        self.made: set[str] = set()
        self.number = 0
        for name in graph.inputs:
            self.names.of(name)

    def finish(self) -> NoodleSource:
        graph = self.graph
        for node in graph.nodes:
            text = self.node(node)
            outputs = ", ".join(self.made_by(node, name) if name else "_" for name in node.outputs)
            self.lines.append(f"{outputs} = {text}")
        results = ", ".join(self.operand(name) for name in graph.outputs)
        self.lines.append(f"return {results}")
        inputs = [f"{self.names.of(each)}: {_annotation(graph.specs[each])}"
                  for each in graph.inputs]  # fmt: skip
        lines = [each for line in self.lines for each in shortened(line, 4, self.fresh)]
        body = "\n".join(part for line in lines for part in laid_out(line, 4))
        imports = ["from ahr import model"]
        imports += ["from ahr.trm import tensor"] if "tensor." in body else []
        imports = [*(["import numpy as np"] if "np." in body else []), *imports]
        text = "\n".join([*imports, "", "", "@model", *head(self.function, inputs), body, ""])
        return NoodleSource(text, self.function)

    def fresh(self, stem: str) -> str:
        self.number += 1
        return self.names.of(f"/{self.number}/{stem}", stem)

    def made_by(self, node: Node, name: str) -> str:
        """A layer's result is called as the layer, others as the op: scopes are left out, since
        reading the text gives none."""
        if name not in self.users and name not in self.graph.outputs:
            return "_"
        stem = node.name if any(each in self.graph.parameters for each in node.inputs) else node.op
        return self.names.of(name, f"{stem}_out" if stem in _WORDS else stem)

    def node(self, node: Node) -> str:
        if any(isinstance(value, Graph) for value in node.attributes.values()):
            raise CannotWrite(f"{node.name} has a graph inside, which a model function has not")
        owned = self.owned(node)
        if owned is not None and node.op in LAYERS:
            text = LAYERS[node.op](owned)
            if text is not None:
                return text
        if node.op in CALLS and not self.owns_any(node):
            weak = node.op in _WEAK and any(not self.is_constant(name) for name in node.inputs)
            texts = [self.operand(name, weak=weak) if name else "" for name in node.inputs]
            text = CALLS[node.op](self.graph, node, texts)
            if text is not None:
                return text
        return self.plain(node)

    def owned(self, node: Node) -> Owned | None:
        """The node as a layer's call, where its parameters are its own and named after it."""
        rest = [name for name in node.inputs[1:] if name]
        parameters = self.graph.parameters
        for name in rest:
            alone = name in parameters and len(self.users[name]) == 1
            if not alone or not name.startswith(f"{node.name}.") or name in self.graph.outputs:
                return None
        if not node.inputs or node.inputs[0] in parameters:
            return None
        found = {name.removeprefix(f"{node.name}."): parameters[name] for name in rest}
        return Owned(self.graph, node, self.operand(node.inputs[0]), found)

    def owns_any(self, node: Node) -> bool:
        return any(name in self.graph.parameters for name in node.inputs) and node.op not in _WEAK

    def plain(self, node: Node) -> str:
        """`tensor.op(...)`."""
        defaults = lookup(node.op).attributes
        given = [self.operand(name) if name else "None" for name in node.inputs]
        given += [
            f"{key}={value!r}" for key, value in node.attributes.items()
            if value != defaults.get(key) or type(value) is not type(defaults.get(key))
        ]  # fmt: skip
        return f"tensor.{attribute_of(node.op)}({', '.join(given)})"

    def is_constant(self, name: str) -> bool:
        return name in self.graph.constants

    def operand(self, name: str, *, weak: bool = False) -> str:
        if name in self.graph.parameters:
            return self.parameter(name)
        value = self.graph.constants.get(name)
        if value is None:
            return self.names.of(name)
        if value.size > CONSTANT_AT_MOST or value.dtype.kind not in "fiub":
            raise CannotWrite(f"the constant {name} has {value.size} elements, too many for text")
        if weak and value.ndim == 0 and np.isfinite(value):
            text = str(value[()])
            return f"({text})" if text.startswith("-") else text
        dtype = "bool_" if value.dtype.kind == "b" else value.dtype.name
        return f"np.array({written_list(value)}, np.{dtype})"

    def parameter(self, name: str) -> str:
        """Made in a line of its own, where it is first used."""
        identifier = self.names.of(name)
        if name not in self.made:
            self.made.add(name)
            each = self.graph.parameters[name]
            initial = (each.initial.kind, each.initial.value)
            said = "" if initial == ("constant", 0.0) else f", {initial!r}"
            said += "" if each.trainable else ", trainable=False"
            kind = _annotation(each.spec)
            self.lines.append(f"{identifier} = tensor.parameter({name!r}, {kind!r}{said})")
        return identifier


def _annotation(spec: TensorSpec) -> str:
    dims = spec.dims
    if spec.dtype not in BY_NAME or dims is None:
        raise CannotWrite("the number of axes of an input is not known")
    for dim in dims:
        if isinstance(dim, str) and not dim.isidentifier():
            raise CannotWrite(f"no annotation can say the length {dim}")
    shown = ", ".join("_" if dim is None else str(dim) for dim in dims)
    return f"{spec.dtype}[{shown or '()'}]"
