"""A graph as a class that reads as if a person had written it: the part that targets share.

The same text is what runs and what is exported. Layers own their parameters where the op has a
layer and the parameters are its alone; other parameters are fields of the class. What leads to no
output is left out, and a value takes over the name of the one that it is made of and that nobody
needs any more. `layout` breaks long lines.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, final

import numpy as np

from ahr.dims import shown
from ahr.dtypes import BY_NAME
from ahr.graph import Graph, Node, Parameter
from ahr.ops import lookup
from ahr.ops.row import Call, CannotWrite, Layer, LayerBuilder, SourceBuilder, TensorOp, Use
from ahr.source.blocks import Blocks, with_blocks
from ahr.source.constants import is_inline
from ahr.source.functions import head
from ahr.source.layout import laid_out
from ahr.source.names import Identifiers, class_name
from ahr.source.shortening import shortened
from ahr.source.statements import called_as, statements

WEAK = frozenset(("add", "sub", "mul", "div"))
"""Ops where a number of Python takes the element type of the other operand."""

VARIABLES = tuple("y z u v w p q r s t".split())
"""Names of values that take over nobody's; behind them, values are named after their ops."""

_DEEP = 3
JOINED_AT_MOST = 56
"""Columns of a statement that two are joined to."""


@final
@dataclass(frozen=True, slots=True)
class Target:
    """What differs: the imports by the name that they give, the base class, how a field is made,
    how a constant is written."""

    imports: Mapping[str, str]
    base: str
    method: str
    layer: Callable[[TensorOp], LayerBuilder | None]
    builder: Callable[[TensorOp], SourceBuilder]
    field: Callable[[str, Parameter], str]
    constant: Callable[[np.ndarray[Any, Any]], str]
    block: str
    blocks: str
    """The base class of a block; how `{block}` is made `{count}` times."""
    construct: Callable[[Graph], str] = lambda graph: "super().__init__()"
    reserved: tuple[str, ...] = ()
    """Names that mean something as those of inputs."""
    tensor: str = ""
    """The type of a tensor in annotations."""


@final
@dataclass(frozen=True, slots=True)
class ModuleSource:
    """`keys` says for each parameter and constant of the graph where the module has it (the path of
    fields), and `axes` the order of its axes there; `counters` are keys of whole numbers that the
    module has beside them, which begin as 0."""

    text: str
    class_name: str
    keys: Mapping[str, str]
    axes: Mapping[str, tuple[int, ...]]
    counters: tuple[str, ...] = ()


def module_source(graph: Graph, target: Target) -> ModuleSource:
    """The class of a graph. Raises CannotWrite."""
    name = class_name(graph.name)
    name = f"Net{name}" if name in target.imports else name
    return _Writing(graph, target, name, [name], {}).finish()


@final
class _Writing:
    def __init__(
        self, graph: Graph, target: Target, name: str, classes: list[str],
        inputs: Mapping[str, str],
    ) -> None:  # fmt: skip
        """`classes` are the names of those of the text; `inputs` what inputs are to be called, if
        they are not kept as they are."""
        self.graph, self.target, self.name, self.classes = graph, target, name, classes
        self.users = graph.users()
        self.locals = Identifiers((*target.imports, *target.reserved, "self"))
        self.fields = Identifiers((*target.imports, target.method, "training"))
        self.variables: dict[str, str] = {}
        self.keys: dict[str, str] = {}
        self.axes: dict[str, tuple[int, ...]] = {}
        self.counters: list[str] = []
        self.made = 0
        self.before: list[str] = []
        """The classes of blocks."""
        self.setup: list[str] = []
        self.lines: list[str] = []
        for name in graph.inputs:
            self.locals.of(name, inputs.get(name))
        self.kept = frozenset(graph.inputs) - inputs.keys() if inputs else frozenset()
        self.free = [name for name in VARIABLES if self.locals.of(f"/{name}", name) == name]
        """Names of variables that nobody has (any more), the first to take first."""

    def finish(self) -> ModuleSource:
        title = re.sub(r"[^\w .,:-]", "_", self.graph.name).strip() or "network"
        self.write_all()
        own = self.class_text(f"The network {title}.", self.target.base)
        text = "\n\n\n".join([*self.before, own])
        used = [line for name, line in self.target.imports.items()
                if re.search(rf"\b{name}\b", text)]  # fmt: skip
        head = merged("\n".join(dict.fromkeys(used)))
        return ModuleSource(f"{head}\n\n\n{text}\n", self.name, self.keys, self.axes,
                            tuple(self.counters))  # fmt: skip

    def write_all(self) -> None:
        items = with_blocks(self.graph, live_nodes(self.graph))
        nodes = [each.node if isinstance(each, Blocks) else each for each in items]
        self.last_users = {name: node for node in nodes for name in node.inputs}
        for item in items:
            if isinstance(item, Blocks):
                self.write_blocks(item)
            else:
                self.write(item)

    def class_text(self, title: str, base: str) -> str:
        results = ", ".join(self.operand(name) for name in self.graph.outputs)
        lines = [part for line in joined([*self.lines, f"return {results}"])
                 for part in shortened(line, 8, self.fresh)]  # fmt: skip
        setup = [self.target.construct(self.graph), *self.setup]
        return "\n".join([
            f"class {self.name}({base}):", *self.docstring(title), "",
            "    def __init__(self) -> None:",
            *(line for each in setup for line in laid_out(each, 8)), "",
            *self.signature(),
            *(line for each in lines for line in _laid_out(each, 8)),
        ])  # fmt: skip

    def write_blocks(self, blocks: Blocks) -> None:
        """A class for one of them, a field that has all, and a loop."""
        node, given_on = blocks.node, len(blocks.part.outputs)
        inner = self.block(blocks)
        field = self.fields.of(f"/{inner.name}", "blocks")
        made = self.target.blocks.format(block=inner.name, count=blocks.count)
        self.setup.append(f"self.{field} = {made}")
        for copy, names in enumerate(blocks.own):
            for first, name in zip(blocks.own[0], names, strict=True):
                self.keys[name] = f"{field}.{copy}.{inner.keys[first]}"
                if first in inner.axes:
                    self.axes[name] = inner.axes[first]
            self.counters += [f"{field}.{copy}.{each}" for each in inner.counters]
        variables = [self.loop_variable(name, node) for name in node.inputs[:given_on]]
        others = [self.operand(name) for name in node.inputs[given_on:]]
        one = self.locals.of("/block", "block")
        call = f"{one}({', '.join([*variables, *others])})"
        self.lines += [f"for {one} in self.{field}:", f"    {', '.join(variables)} = {call}"]
        self.free[:0] = [self.local(name) for name in node.inputs[given_on:]
                         if self.ends(name, node)]  # fmt: skip
        for name, variable in zip(node.outputs, variables, strict=True):
            if name in self.last_users or name in self.graph.outputs:
                self.variables[name] = variable
            else:
                self.free.append(variable)

    def block(self, blocks: Blocks) -> _Writing:
        """The class of one block; what it gets from the one before it are x, y, ..."""
        names = zip(blocks.part.inputs, ("x", *VARIABLES)[: len(blocks.part.outputs)], strict=False)
        number = len(self.classes)
        name = next(each for each in (f"Block{number if number > 1 else ''}", f"Block{number}s")
                    if each not in self.classes)  # fmt: skip
        self.classes.append(name)
        inner = _Writing(blocks.part, self.target, name, self.classes, dict(names))
        inner.write_all()
        text = inner.class_text(f"One of {blocks.count} equal blocks.", self.target.block)
        self.before += [*inner.before, text]
        return inner

    def loop_variable(self, name: str, node: Node) -> str:
        """The variable of what one block gives to the next: that of the first value, if it ends
        there, or one of its own."""
        text = self.operand(name)
        if self.ends(name, node):
            return text
        variable = self.free.pop(0) if self.free else self.locals.of(f"/{name}", "given")
        self.lines.append(f"{variable} = {text}")
        return variable

    def docstring(self, title: str) -> list[str]:
        """The title, and what goes in and comes out."""
        graph = self.graph
        inputs = [f"{self.locals.of(name)}: {self.shown(name)}" for name in graph.inputs]
        outputs = ", ".join(map(self.shown, graph.outputs))
        lines = ["    " + line for line in (*inputs, f"Gives {outputs}.")]
        return [f'    """{title}', "", *lines, '    """']

    def shown(self, name: str) -> str:
        spec = self.graph.specs[name]
        return f"{BY_NAME[spec.dtype].numpy}{shown(spec.dims)}"

    def signature(self) -> list[str]:
        kind = f": {self.target.tensor}" if self.target.tensor else ""
        given = ["self", *(f"{self.locals.of(each)}{kind}" for each in self.graph.inputs)]
        many = len(self.graph.outputs) > 1
        result = f"tuple[{kind[2:]}, ...]" if many and kind else kind[2:]
        return head(self.target.method, given, result, 4)

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
            weak = node.op in WEAK and any(self.is_computed(name) for name in node.inputs)
            texts = tuple(self.number(name) if weak else self.operand(name) if name else ""
                          for name in node.inputs)  # fmt: skip
            text = self.target.builder(row)(Use(call, texts, outputs))
        ended = dict.fromkeys(self.local(name) for name in node.inputs if self.ends(name, node))
        self.free[:0] = ended
        results = [self.result(name, node) for name in node.outputs]
        before, text = statements(text, self.fresh, first_only={*results[1:]} == {"_"})
        if before:
            results = results[:1] if {*results[1:]} == {"_"} else results
            before, text = called_as(before, text, ", ".join(results))
        self.lines += before
        if ", ".join(results) != text:
            self.lines.append(f"{', '.join(results)} = {text}")

    def fresh(self, stem: str) -> str:
        """A name that nothing has yet."""
        self.made += 1
        return self.locals.of(f"/{self.made}/{stem}", stem)

    def result(self, name: str, node: Node) -> str:
        """The name of a result: that of an operand that ends here, or one that nobody has."""
        if name not in self.last_users and name not in self.graph.outputs:
            return "_"
        if name not in self.variables:
            self.variables[name] = self.free.pop(0) if self.free else self.locals.of(name)
        return self.variables[name]

    def ends(self, name: str, node: Node) -> bool:
        """Whether a variable is needed no more behind a node."""
        graph = self.graph
        return (bool(name) and name not in graph.parameters and name not in graph.constants
                and name not in graph.outputs and name not in self.kept
                and self.last_users[name] is node)  # fmt: skip

    def local(self, name: str) -> str:
        return self.variables.get(name) or self.locals.of(name)

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
        self.counters += [f"{field}.{each}" for each in layer.counters]
        for index, key in layer.parameters.items():
            self.keys[node.inputs[index]] = f"{field}.{key}"
            if index in layer.axes:
                self.axes[node.inputs[index]] = layer.axes[index]
        return layer.call.format(layer=f"self.{field}")

    def owns(self, node: Node, layer: Layer) -> bool:
        """Whether the layer's parameters are parameters of the graph, of this node alone."""
        tensors = [node.inputs[index] for index in layer.parameters]
        return all(name in self.graph.parameters and len(self.users[name]) == 1 for name in tensors)

    def is_computed(self, name: str) -> bool:
        """Whether a value is no number of the graph's own."""
        return name in self.graph.parameters or name not in self.graph.constants

    def number(self, name: str) -> str:
        """A single number as Python writes it, which takes the element type of the other operand;
        else the operand."""
        value = self.graph.constants.get(name)
        if value is None or value.shape or value.dtype.name not in ("float32", "int64", "int32"):
            return self.operand(name)
        return str(value.item()) if value.dtype.kind == "i" else _shortest(value)

    def operand(self, name: str) -> str:
        """The text of a value; a field is made for a parameter or a large constant."""
        if name in self.graph.parameters:
            return self.field(name, self.graph.parameters[name])
        value = self.graph.constants.get(name)
        if value is None:
            return self.local(name)
        if is_inline(value):
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


def live_nodes(graph: Graph) -> list[Node]:
    """The nodes that outputs need, in their order."""
    needed = set(graph.outputs)
    found: list[Node] = []
    for node in reversed(graph.nodes):
        if needed.intersection(node.outputs):
            needed.update(node.inputs)
            found.append(node)
    return found[::-1]


def merged(head: str) -> str:
    """Imports from one package on one line."""
    lines, names = [], []
    for line in head.splitlines():
        if line.startswith("from keras import "):
            names.append(line.removeprefix("from keras import "))
        else:
            lines.append(line)
    return "\n".join([*lines, *([f"from keras import {', '.join(names)}"] if names else [])])


def _laid_out(line: str, indent: int) -> list[str]:
    """A statement, the head of a loop or a statement in one."""
    if not line:
        return [""]
    if line.startswith(("for ", "def ")):
        return [" " * indent + line]
    statement = line.lstrip()
    return laid_out(statement, indent + len(line) - len(statement))


def joined(lines: list[str]) -> list[str]:
    """With what is used at once, as the first argument of a call, written there; and what is
    returned at the end."""
    found: list[str] = []
    for line in lines:
        name, _, value = found[-1].partition(" = ") if found else ("", "", "")
        if name and line == f"return {name}":
            found[-1] = f"return {value}"
        elif name and (made := _nested(name, value, line)) is not None:
            found[-1] = made
        else:
            found.append(line)
    return found


def _nested(name: str, value: str, line: str) -> str | None:
    """`y = f(y, 2)` behind `y = g(x)` is `y = f(g(x), 2)`, if that is short enough to read."""
    own, _, text = line.partition(" = ")
    before, _, after = text.partition("(")
    rest = after.removeprefix(name)
    if own != name or rest == after or rest[:1] not in (",", ")"):
        return None
    made = f"{own} = {before}({value}{rest}"
    again = re.search(rf"\b{name}\b", before + rest)
    readable = len(made) <= JOINED_AT_MOST and value.count("(") < _DEEP
    return made if readable and not again and isinstance(_expression(value), ast.Call) else None


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _shortest(value: np.ndarray[Any, Any]) -> str:
    """The shortest decimal that is this number in 32 bits."""
    number = np.float32(value)
    if not np.isfinite(number):
        return f'float("{number}")'
    if 1e-4 <= abs(number) < 1e6:
        return np.format_float_positional(number, trim="0")
    return repr(float(str(number)))
