"""Blocks that come several times in a row, as parts of a source text: a class that is made n times.

Where `ahr.repeats` finds copies of a block, they are one part here if each needs only what the one
before it gives and what is the same for all; what is behind them needs only what the last one gives
on. Parameters are each copy's own; what several share is given to them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, final

from ahr.graph import Graph, Node
from ahr.repeats import Run, Wiring, best_run
from ahr.source.constants import is_inline

SAVED_AT_LEAST: Final = 6
"""Nodes that need not be written: a class for fewer makes the text longer."""
SHORTEST: Final = 3
_TRIED: Final = 8

Place = tuple[int, int]
"""Of a value in its copy: which node makes it, and as which of its results."""
_Form = list[tuple[tuple[Any, ...], ...]]


@final
@dataclass(frozen=True, slots=True)
class Blocks:
    """`count` copies. `part` is the first as a graph: its first inputs are what the copies give on,
    its outputs are those values, the other inputs are the same for all. `node` stands for all
    copies in the graph around; `own` has the tensors of each copy, in one order."""

    count: int
    part: Graph
    node: Node
    own: tuple[tuple[str, ...], ...]


def with_blocks(graph: Graph, nodes: Sequence[Node]) -> list[Node | Blocks]:
    """The nodes in their order, repeated ones as blocks."""
    return _Finding(graph, nodes).items(list(nodes))


@final
class _Finding:
    def __init__(self, graph: Graph, nodes: Sequence[Node]) -> None:
        self.graph = graph
        self.users: dict[str, list[int]] = {}
        for node in nodes:
            for name in node.inputs:
                self.users.setdefault(name, []).append(id(node))
        self.known: dict[object, int] = {}

    def items(self, nodes: list[Node]) -> list[Node | Blocks]:
        tokens = [self.token(node) for node in nodes]
        wiring = self.wiring(nodes)
        for attempt in range(_TRIED):
            run = best_run(tokens, range(len(nodes) + 1), wiring) if len(nodes) > 1 else None
            if run is None:
                break
            for tried in _variants(run):
                made = self.blocks(nodes, tried)
                if made is not None:
                    end = tried.first + tried.period * tried.count
                    return [*self.items(nodes[: tried.first]), made, *self.items(nodes[end:])]
            tokens[run.first + run.period] = -1 - attempt  # that run is none: look for others
        return list(nodes)

    def token(self, node: Node) -> int:
        """Equal for nodes that are written alike."""
        specs = self.graph.specs
        if any(isinstance(value, Graph) for value in node.attributes.values()):
            return self.known.setdefault(id(node), len(self.known))
        form = (
            node.op, repr(sorted(node.attributes.items())),
            tuple(str(specs[name]) if name else "" for name in node.inputs),
            tuple(str(specs[name]) if name else "" for name in node.outputs),
            tuple(self.kind(name) for name in node.inputs),
        )  # fmt: skip
        return self.known.setdefault(form, len(self.known))

    def kind(self, name: str) -> object:
        """A value, a parameter, or a constant of those numbers."""
        if name in self.graph.parameters:
            return self.graph.parameters[name].trainable
        value = self.graph.constants.get(name)
        if value is None:
            return None
        data = repr(value.tolist()).encode() if value.dtype.kind == "O" else value.tobytes()
        return hashlib.sha256(data).hexdigest()

    def wiring(self, nodes: Sequence[Node]) -> Wiring:
        made_by = {name: at for at, node in enumerate(nodes) for name in node.outputs}
        inputs = [[made_by.get(name) for name in node.inputs if name] for node in nodes]
        return Wiring(inputs, [False] * len(nodes))

    def blocks(self, nodes: Sequence[Node], run: Run) -> Blocks | None:
        """The copies as blocks, if they are that."""
        if run.period < SHORTEST or (run.count - 1) * run.period < SAVED_AT_LEAST:
            return None
        starts = [run.first + run.period * copy for copy in range(run.count)]
        copies = [list(nodes[start : start + run.period]) for start in starts]
        places = [_places(copy) for copy in copies]
        own: list[dict[str, None]] = [{} for _ in copies]
        forms = [
            self.form(copy, places[at], places[at - 1] if at else {}, own[at])
            for at, copy in enumerate(copies)
        ]
        given = _given(forms)
        if given is None or not self.stays_inside(copies, places, given):
            return None
        passed = [place for _, place in sorted((name, place) for place, name in given.items())]
        names = [{place: name for name, place in each.items()} for each in places]
        first, last = ([names[at][place] for place in passed] for at in (0, -1))
        begun = [given[place] for place in passed]
        shared = _shared(forms[1])
        if len({*begun, *shared}) < len(begun) + len(shared):
            return None
        part = self.part(copies[0], [*begun, *shared], first, own[0])
        node = Node("blocks", (*begun, *shared), tuple(last))
        return Blocks(run.count, part, node, tuple(map(tuple, own)))

    def form(
        self, copy: Sequence[Node], places: Mapping[str, Place], before: Mapping[str, Place],
        own: dict[str, None],
    ) -> _Form:  # fmt: skip
        """Where the inputs of each node come from, seen from inside; `own` is filled."""
        inside = {id(node) for node in copy}

        def source(name: str) -> tuple[Any, ...]:
            if name in places:
                return ("inside", places[name])
            if name in before:
                return ("before", before[name])
            constant = self.graph.constants.get(name)
            if constant is not None and is_inline(constant):
                return ("constant",)  # its numbers are in the token
            if not name or (constant is None and name not in self.graph.parameters):
                return ("outside", name)
            if not inside.issuperset(self.users[name]) or name in self.graph.outputs:
                return ("outside", name)
            own[name] = None
            return ("own", list(own).index(name))

        return [tuple(map(source, node.inputs)) for node in copy]

    def stays_inside(
        self, copies: Sequence[Sequence[Node]], places: Sequence[Mapping[str, Place]],
        given: Mapping[Place, str],
    ) -> bool:  # fmt: skip
        """Whether nothing else is used outside of its copy than what is given on."""
        for at, made in enumerate(places):
            is_last = at == len(copies) - 1
            near = {id(node) for copy in copies[at : at + 2] for node in copy}
            for name, place in made.items():
                if is_last and place in given:
                    continue
                if name in self.graph.outputs or not near.issuperset(self.users.get(name, ())):
                    return False
        return True

    def part(
        self, nodes: Sequence[Node], inputs: list[str], outputs: list[str], own: Mapping[str, None]
    ) -> Graph:
        graph = self.graph
        used = {name for node in nodes for name in node.inputs}
        constants = {
            name: graph.constants[name] for name in graph.constants
            if name in used and name not in inputs
        }  # fmt: skip
        parameters = {name: graph.parameters[name] for name in own if name in graph.parameters}
        return Graph("block", tuple(inputs), tuple(outputs), tuple(_renamed(nodes)), graph.specs,
                     parameters, constants)  # fmt: skip


def _variants(run: Run) -> Iterator[Run]:
    """The run, and shorter ones inside it, which may begin or end better."""
    yield run
    for shift in range(run.period):
        if run.count > 2:
            yield Run(run.first + shift, run.period, run.count - 1)
    if run.count > 2:
        yield Run(run.first + run.period, run.period, run.count - 1)


def _places(nodes: Sequence[Node]) -> dict[str, Place]:
    return {
        name: (at, index)
        for at, node in enumerate(nodes) for index, name in enumerate(node.outputs) if name
    }  # fmt: skip


def _given(forms: Sequence[_Form]) -> dict[Place, str] | None:
    """What each copy takes from the one before it, and what the first takes instead; None where
    the copies differ in more."""
    first, second, *others = forms
    if any(other != second for other in others):
        return None
    found: dict[Place, str] = {}
    for left, right in zip(first, second, strict=True):
        for one, other in zip(left, right, strict=True):
            if other[0] == "before" and one[0] == "outside" and one[1]:
                if found.setdefault(other[1], one[1]) != one[1]:
                    return None
            elif one != other:
                return None
    return found or None


def _shared(form: _Form) -> list[str]:
    """The names of what is the same for all copies."""
    sources = (source for row in form for source in row)
    return list(dict.fromkeys(each[1] for each in sources if each[0] == "outside" and each[1]))


def _renamed(nodes: Sequence[Node]) -> Iterator[Node]:
    """Without the scope that all are in, and without numbers."""
    parts = [re.split(r"[./]", node.name) for node in nodes]
    depth = 0
    while all(len(each) > depth + 1 and each[depth] == parts[0][depth] for each in parts):
        depth += 1
    taken: dict[str, int] = {}
    for node, each in zip(nodes, parts, strict=True):
        stem = re.sub(r"_\d+$", "", "_".join(each[depth:])) or node.op
        taken[stem] = taken.get(stem, 0) + 1
        yield replace(node, name=stem if taken[stem] == 1 else f"{stem}_{taken[stem]}")
