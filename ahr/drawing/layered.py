"""A layered layout: boxes in rows, every edge downwards, after Sugiyama, Tagawa and Toda.

Boxes get rows by their longest way from the top; an edge that passes rows passes a narrow box in
each; `ordering` keeps crossings few and `columns` finds the places. The result is the same for the
same input.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, final

from ahr.drawing.columns import LANE_PULL, Pulls, placed
from ahr.drawing.ordering import ordered

GAP_X: Final = 22.0
GAP_Y: Final = 26.0
_LANE: Final = 4.0
"""The width of an edge that passes a row."""
_PULLS: Final = (3.0, 1.0, LANE_PULL)
"""Of an edge between neighbouring rows, of a long one's ends, of its middle."""

Point = tuple[float, float]


@final
@dataclass(frozen=True, slots=True)
class Edge:
    """From box to box, by index; where it begins and ends, to the right of the boxes' middles."""

    source: int
    target: int
    source_dx: float = 0.0
    target_dx: float = 0.0


@final
@dataclass(frozen=True, slots=True)
class Layout:
    """`places` are the boxes' middles; `routes` lead from the bottom of one box to the top of
    another, as points with straight pieces between the first and second, third and fourth, ..."""

    width: float
    height: float
    places: list[Point]
    routes: list[list[Point]]


def layered(
    sizes: Sequence[tuple[float, float]], edges: Sequence[Edge], *,
    first: Collection[int] = (), last: Collection[int] = (),
) -> Layout:  # fmt: skip
    """Places boxes (width, height). The edges must have no cycle. `first` are kept in the top row,
    where nothing leads to them, and `last` in the bottom row."""
    rows = _rows(len(sizes), edges, frozenset(first), frozenset(last))
    chains, widths = _chains(sizes, edges, rows)
    above, below = _pulls(len(widths), edges, chains)
    layers = ordered(_layers(rows, edges, chains), *(
        {box: [each[0] for each in pulls] for box, pulls in links.items()}
        for links in (above, below)
    ))  # fmt: skip
    x = placed(layers, widths, GAP_X, above, below)
    left = min((at - width / 2 for at, width in zip(x, widths, strict=True)), default=0.0)
    x = [at - left for at in x]
    tops, bottoms = _heights(layers, sizes)
    places = [(x[box], (tops[row] + bottoms[row]) / 2) for box, row in enumerate(rows)]
    routes = [
        _route(edge, chain, rows, x, places, sizes, tops, bottoms)
        for edge, chain in zip(edges, chains, strict=True)
    ]
    width = max((at + wide / 2 for at, wide in zip(x, widths, strict=True)), default=0.0)
    return Layout(width, bottoms[-1] if bottoms else 0.0, places, routes)


def _rows(
    count: int, edges: Sequence[Edge], first: frozenset[int], last: frozenset[int]
) -> list[int]:
    """The row of each box: its longest way from the top; what nothing leads to moves down to where
    it is used."""
    targets: list[list[int]] = [[] for _ in range(count)]
    waiting = [0] * count
    for edge in edges:
        targets[edge.source].append(edge.target)
        waiting[edge.target] += 1
    is_source = [not each for each in waiting]
    rows = [0] * count
    ready = [box for box in range(count) if is_source[box]]
    for box in ready:
        for target in targets[box]:
            rows[target] = max(rows[target], rows[box] + 1)
            waiting[target] -= 1
            if not waiting[target]:
                ready.append(target)
    if len(ready) < count:
        raise ValueError("the edges have a cycle")
    for box in reversed(ready):
        if is_source[box] and box not in first and targets[box]:
            rows[box] = min(rows[target] for target in targets[box]) - 1
    bottom = max(rows, default=0)
    return [bottom if box in last else row for box, row in enumerate(rows)]


def _chains(
    sizes: Sequence[tuple[float, float]], edges: Sequence[Edge], rows: Sequence[int]
) -> tuple[list[list[int]], list[float]]:
    """Of each edge, its boxes from source to target with the narrow ones in the rows between; the
    widths of all boxes."""
    widths = [width for width, _ in sizes]
    chains: list[list[int]] = []
    for edge in edges:
        between = max(0, rows[edge.target] - rows[edge.source] - 1)
        lanes = range(len(widths), len(widths) + between)
        widths += [_LANE] * between
        chains.append([edge.source, *lanes, edge.target])
    return chains, widths


def _pulls(
    count: int, edges: Sequence[Edge], chains: Sequence[Sequence[int]]
) -> tuple[Pulls, Pulls]:
    above: dict[int, list[tuple[int, float, float]]] = {box: [] for box in range(count)}
    below: dict[int, list[tuple[int, float, float]]] = {box: [] for box in range(count)}
    for edge, chain in zip(edges, chains, strict=True):
        for at, (upper, lower) in enumerate(itertools.pairwise(chain)):
            start, end = at == 0, at == len(chain) - 2
            pull = _PULLS[0] if start and end else _PULLS[1] if start or end else _PULLS[2]
            offset = (edge.source_dx if start else 0.0) - (edge.target_dx if end else 0.0)
            above[lower].append((upper, offset, pull))
            below[upper].append((lower, -offset, pull))
    return above, below


def _layers(
    rows: Sequence[int], edges: Sequence[Edge], chains: Sequence[Sequence[int]]
) -> list[list[int]]:
    layers: list[list[int]] = [[] for _ in range(max(rows, default=-1) + 1)]
    for box, row in enumerate(rows):
        layers[row].append(box)
    for edge, chain in zip(edges, chains, strict=True):
        for row, lane in enumerate(chain[1:-1], rows[edge.source] + 1):
            layers[row].append(lane)
    return layers


def _heights(
    layers: Sequence[Sequence[int]], sizes: Sequence[tuple[float, float]]
) -> tuple[list[float], list[float]]:
    """The top and bottom of each row. More room is left where many edges pass."""
    tops: list[float] = []
    bottoms: list[float] = []
    at = 0.0
    for layer in layers:
        tops.append(at)
        at += max((sizes[box][1] for box in layer if box < len(sizes)), default=0.0)
        bottoms.append(at)
        at += GAP_Y + min(24.0, 1.5 * max(0, len(layer) - 2))
    return tops, bottoms


def _route(
    edge: Edge, chain: Sequence[int], rows: Sequence[int], x: Sequence[float],
    places: Sequence[Point], sizes: Sequence[tuple[float, float]], tops: Sequence[float],
    bottoms: Sequence[float],
) -> list[Point]:  # fmt: skip
    start, end = x[edge.source] + edge.source_dx, x[edge.target] + edge.target_dx
    row, last = rows[edge.source], rows[edge.target]
    points = [(start, places[edge.source][1] + sizes[edge.source][1] / 2), (start, bottoms[row])]
    for lane in chain[1:-1]:
        row += 1
        points += [(x[lane], tops[row]), (x[lane], bottoms[row])]
    top = places[edge.target][1] - sizes[edge.target][1] / 2
    return [*points, (end, tops[last]), (end, top)]
