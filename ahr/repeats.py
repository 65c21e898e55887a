"""Blocks that come several times in a row: found in the order of the nodes, checked by their edges.

Copies of a block are chained: they are built alike, each takes what the one before it made at the
same places, and nothing of copies further back. Names play no part, shapes and settings do.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, final

import numpy as np

SAVED_AT_LEAST: Final = 4
"""Nodes that need not be shown: below that, a group hides more than it says."""
_MAX_PHASES: Final = 64
_MAX_TRIED: Final = 24


@final
@dataclass(frozen=True, slots=True)
class Wiring:
    """Of each node, the nodes that its `inputs` come from (None: from outside all nodes), and
    whether it `is_minor`: not drawn."""

    inputs: Sequence[Sequence[int | None]]
    is_minor: Sequence[bool]


@final
@dataclass(frozen=True, slots=True, order=True)
class Run:
    """`count` copies of `period` items each, from the item `first` on."""

    first: int
    period: int
    count: int


def best_run(tokens: Sequence[int], starts: Sequence[int], wiring: Wiring) -> Run | None:
    """The run that saves most, of items that are alike where their tokens are equal. The item i
    holds the nodes from starts[i] up to starts[i + 1] (there is one more start than items)."""
    found = sorted(_candidates(tokens, starts))
    for _, _, run, slack in found[:_MAX_TRIED]:
        phases = [
            _phase(Run(run.first + shift, run.period, run.count), starts, wiring)
            for shift in range(min(slack, _MAX_PHASES) + 1)
        ]
        fitting = [phase for phase in phases if phase is not None]
        if fitting:
            return min(fitting, key=lambda each: each[:2])[2]
    return None


def _candidates(
    tokens: Sequence[int], starts: Sequence[int]
) -> Iterator[tuple[int, int, Run, int]]:
    """Runs by what they save, largest first when sorted, with the room to shift each. A run that
    does not divide evenly is also offered with one copy less, which may begin better."""
    row = np.asarray(tokens)
    for period in range(1, len(row) // 2 + 1):
        alike = np.concatenate(([False], row[:-period] == row[period:], [False]))
        edges = np.flatnonzero(alike[1:] != alike[:-1])
        for first, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            length = end - first + period
            for count in range(length // period, max(1, length // period - 2), -1):
                block = starts[first + period] - starts[first]
                if block >= 2 and (count - 1) * block >= SAVED_AT_LEAST:
                    run = Run(first, period, count)
                    yield -(count - 1) * block, period, run, length - count * period


def _phase(run: Run, starts: Sequence[int], wiring: Wiring) -> tuple[int, int, Run] | None:
    """How many values go from copy to copy, where the copies are chained; few are better."""
    first, size = starts[run.first], starts[run.first + run.period] - starts[run.first]
    places = [starts[run.first + run.period * copy] for copy in range(run.count + 1)]
    if any(after - before != size for before, after in itertools.pairwise(places)):
        return None
    crossing: set[int] = set()
    for offset in range(size):
        kinds = [
            _sources(wiring.inputs[place + offset], place, first, size) for place in places[:-1]
        ]
        if not _alike(kinds):
            return None
        crossing.update(at for kind, at in kinds[1] if kind == "before")
    if not crossing or not _is_whole(range(places[1], places[2]), wiring):
        return None
    return len(crossing), run.first, run


def _sources(
    inputs: Sequence[int | None], place: int, first: int, size: int
) -> list[tuple[str, int]]:
    """Where inputs come from, said relative to the copy that begins at `place`."""
    found: list[tuple[str, int]] = []
    for node in inputs:
        if node is None or node < first:
            found.append(("outside", 0))
        elif node >= place:
            found.append(("inside", node - place))
        elif node >= place - size:
            found.append(("before", node - place + size))
        else:
            found.append(("far", 0))
    return found


def _alike(kinds: Sequence[list[tuple[str, int]]]) -> bool:
    """The first copy takes from outside what the others take from the copy before them."""
    start, *rest = kinds
    if any(each != rest[0] for each in rest) or any(kind == "far" for kind, _ in rest[0]):
        return False
    return len(start) == len(rest[0]) and all(
        left == right or (left[0] == "outside" and right[0] == "before")
        for left, right in zip(start, rest[0], strict=True)
    )


def _is_whole(nodes: range, wiring: Wiring) -> bool:
    """Whether what is drawn of a block hangs together without what is around it."""
    drawn = [node for node in nodes if not wiring.is_minor[node]]
    part = {node: node for node in drawn}

    def root(node: int) -> int:
        while part[node] != node:
            node = part[node]
        return node

    for node in drawn:
        for source in wiring.inputs[node]:
            if source in part:
                part[root(node)] = root(source)
    return len({root(node) for node in drawn}) == 1
