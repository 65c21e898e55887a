"""The order of boxes in each layer, so that few edges cross: sweeps by the mean of neighbours.

Each sweep sorts the layers one after the other by where their neighbours stand in the layer
before; the best order of all sweeps is kept. Ties keep their order, so that the same graph always
looks the same.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from typing import Final

_SWEEPS: Final = 12

Layers = list[list[int]]
Links = Mapping[int, Sequence[int]]


def ordered(layers: Layers, above: Links, below: Links) -> Layers:
    """The layers in an order with few crossings. Links name each box's neighbours in the layer
    directly above and below."""
    best, fewest = layers, _crossings(layers, below)
    current = layers
    for sweep in range(_SWEEPS):
        if not fewest:
            break
        current = _swept(current, above if sweep % 2 == 0 else below, down=sweep % 2 == 0)
        count = _crossings(current, below)
        if count < fewest:
            best, fewest = current, count
    return best


def _swept(layers: Layers, links: Links, *, down: bool) -> Layers:
    rows = range(1, len(layers)) if down else range(len(layers) - 2, -1, -1)
    found = [list(layer) for layer in layers]
    for row in rows:
        place = {box: at for at, box in enumerate(found[row - 1 if down else row + 1])}
        own = {box: at for at, box in enumerate(found[row])}
        means = {
            box: sum(place[each] for each in links[box]) / len(links[box])
            if links[box]
            else float(own[box])
            for box in found[row]
        }
        found[row].sort(key=lambda box: means[box])
    return found


def _crossings(layers: Layers, below: Links) -> int:
    """How many pairs of edges between neighbouring layers cross."""
    total = 0
    for upper, lower in itertools.pairwise(layers):
        place = {box: at for at, box in enumerate(lower)}
        seen: list[int] = []
        for box in upper:
            ends = sorted(place[each] for each in below[box])
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total
