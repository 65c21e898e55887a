"""A graph as a NumPy function that runs without Noodle: `def net(x, weights): ...`.

Parameters and large constants are taken from the mapping `weights` by their names in the graph;
without any, there is no such argument. Functions that NumPy lacks stand in front.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, final

import numpy as np

from ahr.graph import Graph, Node
from ahr.ops.row import Call, CannotWrite, Use
from ahr.source.constants import is_inline, written_list
from ahr.source.functions import head
from ahr.source.layout import laid_out
from ahr.source.names import Identifiers
from ahr.source.numpy_helpers import HELPERS, helper_source
from ahr.source.numpy_sequences import HELPERS as SEQUENCES
from ahr.source.numpy_sequences import TEXTS as SEQUENCE_TEXTS
from ahr.source.numpy_texts import TEXTS as PLAIN_TEXTS
from ahr.source.shortening import shortened

HELPERS.update(SEQUENCES)
TEXTS: Final = {**PLAIN_TEXTS, **SEQUENCE_TEXTS}
"""By the names of rows."""

_WEAK: Final = frozenset(
    "add sub mul div pow max min equal less less_or_equal greater greater_or_equal".split()
)
"""Ops where a number of Python takes the element type of the other operand."""


@final
@dataclass(frozen=True, slots=True)
class NumpySource:
    """`held` are the parameters and constants that the function takes from `weights`."""

    text: str
    function: str
    held: tuple[str, ...]

    def load(self) -> Any:
        """The function, made."""
        namespace: dict[str, Any] = {}
        filename = f"<numpy source of {self.function}>"
        exec(compile(self.text, filename, "exec", dont_inherit=True), namespace)
        return namespace[self.function]


def numpy_source(graph: Graph) -> NumpySource:
    """The function of a graph. Raises CannotWrite."""
    return _Writing(graph).finish()


@final
class _Writing:
    def __init__(self, graph: Graph) -> None:
        self.graph, self.users = graph, graph.users()
        self.names = Identifiers(("np", "math", "sliding_window_view", "weights", *HELPERS))
        self.function = self.names.of(f"{graph.name}/")
        self.held: dict[str, None] = {}
        self.made = 0
        for name in graph.inputs:
            self.names.of(name)

    def finish(self) -> NumpySource:
        graph = self.graph
        lines = [self.line(node) for node in graph.nodes if self.is_used(node)]
        results = ", ".join(self.operand(name) for name in graph.outputs)
        self.held.update({name: None for name in graph.outputs if _held(name) in results})
        lines.append(f"return {results}")
        helpers, imports = helper_source(lines)
        inputs = [self.names.of(each) for each in graph.inputs]
        weights = ["weights"] if self.held else []
        text = "\n".join([
            *([*imports, "", ""] if imports else []), *([helpers, "", ""] if helpers else []),
            *head(self.function, [*inputs, *weights]), *self.said(),
            *(part for line in lines for each in shortened(line, 4, self.fresh)
              for part in laid_out(each, 4)), "",
        ])  # fmt: skip
        return NumpySource(text, self.function, tuple(self.held))

    def fresh(self, stem: str) -> str:
        self.made += 1
        return self.names.of(f"/{self.made}/{stem}", stem)

    def said(self) -> list[str]:
        """What comes in and goes out, as a docstring."""
        specs = self.graph.specs
        inputs = ", ".join(f"{self.names.of(each)}: {specs[each]}" for each in self.graph.inputs)
        outputs = ", ".join(str(specs[each]) for each in self.graph.outputs)
        return [f'    """{inputs} -> {outputs}"""']

    def is_used(self, node: Node) -> bool:
        """Whether anything depends on it: what was computed while tracing is left out."""
        return any(name in self.users or name in self.graph.outputs for name in node.outputs)

    def line(self, node: Node) -> str:
        build = TEXTS.get(node.op)
        if build is None:
            raise CannotWrite(f"NumPy has no short way to say {node.op} ({node.name})")
        specs, constants = self.graph.specs, self.graph.constants
        call = Call(tuple(specs[name] if name else None for name in node.inputs), node.attributes,
                    tuple(constants.get(name) for name in node.inputs))  # fmt: skip
        weak = node.op in _WEAK and any(name not in constants for name in node.inputs)
        texts = tuple(self.operand(name, weak=weak) if name else "" for name in node.inputs)
        text = build(Use(call, texts, tuple(specs[name] for name in node.outputs)))
        self.held.update({name: None for name in node.inputs if name and _held(name) in text})
        needed = {*self.users, *self.graph.outputs}
        outputs = ", ".join(self.names.of(name) if name in needed else "_" for name in node.outputs)
        return f"{outputs} = {text}"

    def operand(self, name: str, *, weak: bool = False) -> str:
        value = self.graph.constants.get(name)
        if value is None and name not in self.graph.parameters:
            return self.names.of(name)
        if value is None or not is_inline(value):
            return _held(name)
        dtype = "bool_" if value.dtype.kind == "b" else value.dtype.name
        if value.ndim == 0:
            text = _number(value)
            return (f"({text})" if text.startswith("-") else text) if weak else (
                f"np.array({text}, np.{dtype})")  # fmt: skip
        return f"np.array({written_list(value)}, np.{dtype})"


def _held(name: str) -> str:
    return f"weights[{name!r}]"


def _number(value: np.ndarray[Any, Any]) -> str:
    """The shortest text that is this number again."""
    if value.dtype.kind == "f" and not np.isfinite(value):
        return f'float("{value.item()}")'
    return str(value[()]) if value.dtype.kind == "f" else repr(value.item())


def run_numpy(graph: Graph, weights: Mapping[str, Any], inputs: Mapping[str, Any]) -> Any:
    """What the source of a graph computes."""
    written = numpy_source(graph)
    held = {name: {**graph.constants, **weights}[name] for name in written.held}
    with np.errstate(all="ignore"):
        return written.load()(*inputs.values(), *([held] if held else []))
