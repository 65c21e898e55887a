"""A graph as a Noodle program, readable as text, carried as NBC."""

from __future__ import annotations

import keyword
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, final

import numpy as np

from ahr.graph import Graph, Node
from ahr.ops import lookup
from ahr.source.names import Identifiers
from nbc.pipeline import Program, check_cell, lower_cell

NAMESPACE: Final = "tensor"
"""The global through which programs reach the ops."""

MAIN: Final = "network"
"""The program's function."""


@final
@dataclass(frozen=True, slots=True)
class NetworkProgram:
    """`names` maps parameters and constants of the graph to the globals that hold them."""

    program: Program
    source: str
    names: Mapping[str, str]


def to_program(graph: Graph) -> NetworkProgram:
    """The program of a graph."""
    writing = _Writing(graph)
    source = "\n".join(writing.function(graph, MAIN, 0)) + "\n"
    module = lower_cell(source, graph.name)
    held = {name: writing.names.of(name) for name in (*graph.parameters, *all_constants(graph))}
    return NetworkProgram(check_cell(module, {NAMESPACE: None}, f"<network {graph.name}>"), source,
                          held)  # fmt: skip


def all_constants(graph: Graph) -> dict[str, np.ndarray[Any, Any]]:
    """The constants of a graph and of those inside it."""
    found = dict(graph.constants)
    for node in graph.walk():
        for value in node.attributes.values():
            if isinstance(value, Graph):
                found.update(value.constants)
    return found


def attribute_of(op: str) -> str:
    """How a program spells an op: words of Python get an underscore."""
    return f"{op}_" if keyword.iskeyword(op) else op


@final
class _Writing:
    def __init__(self, graph: Graph) -> None:
        self.names = Identifiers((NAMESPACE, MAIN))
        for name in (*graph.inputs, *graph.parameters, *all_constants(graph)):
            self.names.of(name)

    def function(self, graph: Graph, name: str, depth: int) -> list[str]:
        indent = "    " * depth
        parameters = ", ".join(map(self.names.of, graph.inputs))
        lines = [f"{indent}def {name}({parameters}):"]
        for node in graph.nodes:
            lines.extend(f"{indent}    {line}" for line in self.node(node))
        results = ", ".join(map(self.names.of, graph.outputs))
        comma = "," if len(graph.outputs) == 1 else ""
        return [*lines, f"{indent}    return ({results}{comma})"]

    def node(self, node: Node) -> list[str]:
        """Graphs inside it as functions, then the call."""
        lines: list[str] = []
        defaults = lookup(node.op).attributes
        given = [self.names.of(name) if name else "None" for name in node.inputs]
        for key, value in node.attributes.items():
            if isinstance(value, Graph):
                inner = self.names.of(f"{node.name}/{key}/")
                lines.extend(self.function(value, inner, 0))
                given.append(f"{key}={inner}")
            elif key not in defaults or _differs(value, defaults[key]):
                given.append(f"{key}={_literal(value)}")
        given.append(f"name={node.name!r}")
        results = ", ".join(self.names.of(name) if name else "_" for name in node.outputs)
        return [*lines, f"{results} = {NAMESPACE}.{attribute_of(node.op)}({', '.join(given)})"]


def _differs(value: Any, default: Any) -> bool:
    return value != default or type(value) is not type(default)


def _literal(value: Any) -> str:
    if isinstance(value, tuple):
        return "(" + "".join(f"{_literal(each)}, " for each in value) + ")"
    if isinstance(value, float) and not math.isfinite(value):
        return "1e999" if value > 0 else "-1e999" if value < 0 else "(1e999 - 1e999)"
    return repr(value)
