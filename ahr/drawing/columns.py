"""Where boxes stand in their layers: in order, never on each other, edges straight where they can.

After Brandes and Köpf: boxes are chained with the neighbour in the middle of those that pull most,
each chain is one vertical line, and chains are pushed together. That is done from all four corners;
each box takes the mean of the two middle results, which keeps both the order and the lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, final

Pulls = Mapping[int, Sequence[tuple[int, float, float]]]
"""Of each box: a neighbour, how far from its middle this box's should stand, how hard it pulls."""

Layers = Sequence[Sequence[int]]
LANE_PULL: Final = 8.0
"""Between the parts of a long edge: what crosses such a line gives way."""


def placed(
    layers: Layers, widths: Sequence[float], gap: float, above: Pulls, below: Pulls
) -> list[float]:
    """The middle of each box. The layers' order is kept, `gap` is left between boxes."""
    results: list[list[float]] = []
    giving_way = _giving_way(layers, above)
    for is_down in (True, False):
        for is_left in (True, False):
            sign = 1 if is_left else -1
            seen = [layer[::sign] for layer in (layers if is_down else layers[::-1])]
            chains = _Chains(seen, above if is_down else below, giving_way, sign)
            x = [sign * at for at in _pushed(seen, widths, gap, chains)]
            results.append(x)
    return _balanced(results, widths)


def _giving_way(layers: Layers, above: Pulls) -> set[tuple[int, int]]:
    """Edges (upper, lower) that cross the middle part of a long one."""
    found: set[tuple[int, int]] = set()
    for upper, lower in pairwise(layers):
        place = {box: at for at, box in enumerate(upper)}
        lines = [(at, place[each]) for at, box in enumerate(lower)
                 for each, _, pull in above[box] if pull >= LANE_PULL]  # fmt: skip
        for at, box in enumerate(lower):
            for each, _, pull in above[box]:
                if pull < LANE_PULL and any(
                    (at < low and place[each] > high) or (at > low and place[each] < high)
                    for low, high in lines
                ):
                    found.add((each, box))
    return found


@final
class _Chains:
    """Boxes that stand under each other: `root` names a chain, `shift` is where a box stands in its
    chain."""

    def __init__(
        self, layers: Layers, links: Pulls, giving_way: set[tuple[int, int]], sign: int
    ) -> None:
        boxes = [box for layer in layers for box in layer]
        self.root = {box: box for box in boxes}
        self.shift = dict.fromkeys(boxes, 0.0)
        chained: set[int] = set()
        for upper, lower in pairwise(layers):
            place = {box: at for at, box in enumerate(upper)}
            reached = -1
            for box in lower:
                for other, offset in _middle(links[box], place):
                    edges = {(other, box), (box, other)}
                    if other in chained or place[other] <= reached or edges & giving_way:
                        continue
                    chained.add(other)
                    self.root[box] = self.root[other]
                    self.shift[box] = self.shift[other] + sign * offset
                    reached = place[other]
                    break


def _middle(
    pulls: Sequence[tuple[int, float, float]], place: Mapping[int, int]
) -> list[tuple[int, float]]:
    """The one or two in the middle of those that pull hardest: a main line goes before what joins
    it."""
    most = max((pull for _, _, pull in pulls), default=0.0)
    hardest = sorted((place[box], box, offset) for box, offset, pull in pulls if pull == most)
    count = len(hardest)
    return [(box, offset) for _, box, offset in hardest[(count - 1) // 2 : count // 2 + 1]]


def _pushed(layers: Layers, widths: Sequence[float], gap: float, chains: _Chains) -> list[float]:
    """Chains as far to the left as they can stand, then back towards those on their right."""
    root, shift = chains.root, chains.shift
    apart: dict[int, dict[int, float]] = {each: {} for each in root.values()}
    for layer in layers:
        for left, right in pairwise(layer):
            space = (widths[left] + widths[right]) / 2 + gap + shift[left] - shift[right]
            known = apart[root[left]].get(root[right], space)
            apart[root[left]][root[right]] = max(known, space)
    ready = _in_order(apart)
    x = dict.fromkeys(apart, 0.0)
    started: set[int] = set()
    for chain in ready:
        for other, space in apart[chain].items():
            far = x[chain] + space
            x[other] = max(x[other], far) if other in started else far
            started.add(other)
    for chain in reversed(ready):
        if apart[chain]:
            room = min(x[other] - space for other, space in apart[chain].items())
            x[chain] = max(x[chain], room)
    return [x[root[box]] + shift[box] for box in range(len(widths))]


def _in_order(apart: Mapping[int, Mapping[int, float]]) -> list[int]:
    """Chains, those on the left first."""
    waiting = dict.fromkeys(apart, 0)
    for right in apart.values():
        for other in right:
            waiting[other] += 1
    ready = [chain for chain in apart if not waiting[chain]]
    for chain in ready:
        for other in apart[chain]:
            waiting[other] -= 1
            if not waiting[other]:
                ready.append(other)
    return ready


def _balanced(results: Sequence[Sequence[float]], widths: Sequence[float]) -> list[float]:
    """The results laid on the narrowest, and of each box the mean of its two middle places."""
    if not widths:
        return []
    spans = [
        (min(at - wide / 2 for at, wide in zip(x, widths, strict=True)),
         max(at + wide / 2 for at, wide in zip(x, widths, strict=True)))
        for x in results
    ]  # fmt: skip
    left, right = min(spans, key=lambda span: span[1] - span[0])
    moves = [
        left - span[0] if index % 2 == 0 else right - span[1] for index, span in enumerate(spans)
    ]
    middles: list[float] = []
    for box in range(len(widths)):
        places = sorted(x[box] + move for x, move in zip(results, moves, strict=True))
        middles.append((places[1] + places[2]) / 2)
    return middles
