"""Graphs, made one op at a time, with the shape of each result found as it is added.

Whoever makes a graph (traced functions, readers of files, the optimiser) makes it with a
`GraphBuilder`, so that no graph exists whose shapes do not fit. Values that depend on constants and
known shapes alone are computed at once: shapes computed inside a model are then known too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, final

import numpy as np

from ahr.dtypes import noodle_name
from ahr.graph import Attribute, Graph, Node, Parameter, TensorSpec
from ahr.ops import lookup
from ahr.ops.row import ArrayLike, Call
from nbc.errors import Span

_KNOWN_AT_MOST: Final = 4096
"""Elements of a value that is computed while building: enough for shapes, not for weights."""


@final
class GraphBuilder:
    """A graph that grows. Names that are asked for are kept where they are free."""

    def __init__(self, name: str, around: GraphBuilder | None = None) -> None:
        self.name = name
        self.around = around
        """The builder of the graph that this one will stand in."""
        self.inputs: list[str] = []
        self.nodes: list[Node] = []
        self.specs: dict[str, TensorSpec] = {}
        self.parameters: dict[str, Parameter] = {}
        self.constants: dict[str, ArrayLike] = {}
        self.known: dict[str, ArrayLike] = {}
        """Values that nodes make of constants."""
        self._taken: dict[str, int] = {} if around is None else around._taken

    def fresh(self, stem: str) -> str:
        """A name that nothing has yet: the stem itself, or `stem_2`, ..."""
        number = self._taken.get(stem, 0) + 1
        self._taken[stem] = number
        name = stem if number == 1 else f"{stem}_{number}"
        return name if name not in self.specs else self.fresh(stem)

    def input(self, name: str, spec: TensorSpec) -> str:
        self.specs[name] = spec
        self.inputs.append(name)
        return name

    def parameter(self, name: str, parameter: Parameter) -> str:
        name = self.fresh(name)
        self.specs[name] = parameter.spec
        self.parameters[name] = parameter
        return name

    def constant(self, value: Any, stem: str = "constant") -> str:
        """A value that is part of the graph. The array is not copied."""
        array = np.asarray(value)
        name = self.fresh(stem)
        self.specs[name] = TensorSpec(noodle_name(array.dtype), array.shape)
        self.constants[name] = array
        return name

    def nested(self, name: str) -> GraphBuilder:
        """A builder for a graph inside an attribute: it sees the values made here so far, and
        gives no name twice."""
        return GraphBuilder(name, self)

    def spec(self, name: str) -> TensorSpec:
        """What is known of a value, of this graph or one around it. Raises KeyError."""
        if name not in self.specs and self.around is not None:
            self.specs[name] = self.around.spec(name)
            value = self.around.value(name)
            if value is not None:
                self.known[name] = value
        return self.specs[name]

    def value(self, name: str) -> ArrayLike | None:
        """What a value is, where that is known before anything runs."""
        found = self.constants.get(name)
        return self.known.get(name) if found is None else found

    def apply(
        self, op: str, inputs: Sequence[str],
        attributes: Mapping[str, Attribute | Graph] | None = None, *, name: str | None = None,
        outputs: Sequence[str] = (), path: tuple[str, ...] = (), span: Span | None = None,
    ) -> tuple[str, ...]:  # fmt: skip
        """Adds a node; the names of its results. Raises ShapeError, KeyError for an unknown op."""
        row = lookup(op)
        call = Call(
            tuple(self.spec(each) if each else None for each in inputs),
            {**row.attributes, **(attributes or {})},
            tuple(self.value(each) if each else None for each in inputs),
        )
        made = row.shape(call)
        label = name or self.fresh(op)
        plain = [label] if len(made) == 1 else [f"{label}.{i}" for i in range(len(made))]
        results = tuple(outputs) or tuple(self.fresh(each) if each in self.specs else each
                                          for each in plain)  # fmt: skip
        self.specs.update((each, spec) for each, spec in zip(results, made, strict=True) if each)
        self.nodes.append(Node(op, tuple(inputs), results, call.attributes, label, path, span))
        foretold = row.foretold(call) if row.foretold else None
        if foretold is not None:
            self.known[results[0]] = foretold
        else:
            self._compute(row.meaning, call, inputs, results)
        return results

    def finish(self, outputs: Sequence[str]) -> Graph:
        """The graph. What only led to values that are known, or to nothing, is still in it."""
        return Graph(self.name, tuple(self.inputs), tuple(outputs), tuple(self.nodes), self.specs,
                     self.parameters, self.constants)  # fmt: skip

    def _compute(
        self, meaning: Any, call: Call, inputs: Sequence[str], outputs: Sequence[str]
    ) -> None:
        given = [call.constant(index) for index in range(len(inputs))]
        small = all(
            value is not None or not name for value, name in zip(given, inputs, strict=True)
        )
        if not small or sum(each.size for each in given if each is not None) > _KNOWN_AT_MOST:
            return
        if any(isinstance(value, Graph) for value in call.attributes.values()):
            return
        result = meaning(*given, **call.attributes)
        for name, value in zip(outputs, result if isinstance(result, tuple) else (result,),
                               strict=True):  # fmt: skip
            if np.asarray(value).size <= _KNOWN_AT_MOST:
                self.known[name] = np.asarray(value)
