"""Graphs, made one op at a time, with the shape of each result found as it is added.

Whoever makes a graph (traced functions, readers of files, the optimiser) makes it with a
`GraphBuilder`, so that no graph exists whose shapes do not fit. Values that depend on constants and
known shapes alone are computed at once: shapes computed inside a model are then known too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, final

import numpy as np

from ahr.dims import Dims, size
from ahr.dtypes import noodle_name
from ahr.graph import Attribute, Graph, Node, Parameter, TensorSpec
from ahr.ops import lookup
from ahr.ops.row import ArrayLike, Call
from nbc.errors import Span

_STAYING: Final = ("dequantize_linear",)
"""What is not computed beforehand: engines that calculate in integers look for it."""

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
        self.symbolic: dict[str, Dims] = {}
        """Integers that nodes make of lengths that are no numbers (see `ahr.ops.lengths`)."""
        self._taken: dict[str, int] = {} if around is None else around._taken

    def fresh(self, stem: str) -> str:
        """A name that nothing has yet: the stem itself, or `stem_2`, ..."""
        number = self._taken.get(stem, 0) + 1
        self._taken[stem] = number
        name = stem if number == 1 else f"{stem}_{number}"
        if name in self.specs or (number > 1 and name in self._taken):
            return self.fresh(stem)
        self._taken.setdefault(name, 1)
        return name

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
            elif name in self.around.symbolic:
                self.symbolic[name] = self.around.symbolic[name]
        return self.specs[name]

    def value(self, name: str) -> ArrayLike | None:
        """What a value is, where that is known before anything runs."""
        found = self.constants.get(name)
        return self.known.get(name) if found is None else found

    def call(
        self, op: str, inputs: Sequence[str],
        attributes: Mapping[str, Attribute | Graph] | None = None,
    ) -> Call:  # fmt: skip
        """What a row's rules are given. Raises KeyError."""
        return Call(
            tuple(self.spec(each) if each else None for each in inputs),
            {**lookup(op).attributes, **(attributes or {})},
            tuple(self.value(each) if each else None for each in inputs),
            tuple(self.symbolic.get(each) for each in inputs),
        )

    def apply(
        self, op: str, inputs: Sequence[str],
        attributes: Mapping[str, Attribute | Graph] | None = None, *, name: str | None = None,
        outputs: Sequence[str] = (), path: tuple[str, ...] = (), span: Span | None = None,
    ) -> tuple[str, ...]:  # fmt: skip
        """Adds a node; the names of its results. Raises ShapeError, KeyError for an unknown op."""
        row, call = lookup(op), self.call(op, inputs, attributes)
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
        elif op not in _STAYING:
            self._compute(row.meaning, call, dict(zip(results, made, strict=True)))
        found = row.lengths(call) if row.lengths and results[0] not in self.known else None
        if found is not None:
            self.symbolic[results[0]] = found
        return results

    def finish(self, outputs: Sequence[str]) -> Graph:
        """The graph. What only led to values that are known, or to nothing, is still in it."""
        return Graph(self.name, tuple(self.inputs), tuple(outputs), tuple(self.nodes), self.specs,
                     self.parameters, self.constants)  # fmt: skip

    def _compute(self, meaning: Any, call: Call, results: Mapping[str, TensorSpec]) -> None:
        given = [call.constant(index) for index in range(len(call.inputs))]
        pairs = zip(given, call.inputs, strict=True)
        if any(value is None and spec is not None for value, spec in pairs):
            return
        if sum(each.size for each in given if each is not None) > _KNOWN_AT_MOST:
            return
        sizes = [size(spec.dims) for spec in results.values() if spec.dims is not None]
        if any(isinstance(each, int) and each > _KNOWN_AT_MOST for each in sizes):
            return  # a few numbers can say a large tensor
        if any(isinstance(value, Graph) for value in call.attributes.values()):
            return
        with np.errstate(all="ignore"):
            result = meaning(*given, **call.attributes)
        values = result if isinstance(result, tuple) else (result,)
        for name, value in zip(results, values, strict=True):
            if np.asarray(value).size <= _KNOWN_AT_MOST:
                self.known[name] = np.asarray(value)
