"""What has to run again, and in which order, so that the notebook is as if run from top to bottom.

A cell runs again if it was edited, if what it read has changed, or if it reads from a cell that
runs again. Beside those, the cells whose values are no longer there: a cell that is to read `x` as
it was before another one changed it needs the cell that made it.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Sequence

from nbc import Table
from noodle_kernel.live.dataflow import BEYOND, Because, Flow, Given, flow_of
from noodle_kernel.live.ledger import Known
from noodle_kernel.live.values import is_content

_ROUNDS = 4


def planned(given: Sequence[Given], known: Known, table: Table) -> tuple[Flow, set[int]]:
    """The cells, and the places of all that run again."""
    flow = flow_of(given, known, table)
    again = spread(flow)
    for _ in range(_ROUNDS if again else 0):
        before, first = again, flow
        anew = _calling_anew(first, given, before)
        if not anew:
            break
        flow = flow_of(given, known, table, anew)
        for place in before:
            if not flow.cells[place].because:
                flow.cells[place].because += first.cells[place].because
        again = spread(flow, before)
        if again == before:
            break
    return flow, again


def _calling_anew(flow: Flow, given: Sequence[Given], again: set[int]) -> set[int]:
    """Those that may call other functions when they run again than when they ran."""
    found = set()
    for place in again:
        cell = flow.cells[place]
        for name, source in cell.sources.items():
            effects = given[source].effects
            if effects is None or not effects.touches.holds.get(name):
                continue
            version = cell.run.reads.get(name, (None, None))[0]
            if source in again or version != flow.cells[source].run.writes.get(name):
                found.add(place)
                break
    return found


def spread(flow: Flow, start: Collection[int] = ()) -> set[int]:
    """The places of all cells that run again. Notes in each cell why."""
    readers = _readers(flow)
    again = set(start) | {
        place for place, cell in flow.cells.items()
        if cell.is_edited or any(each.why not in BEYOND for each in cell.because)
    }  # fmt: skip
    while True:
        before = len(again)
        _downstream(flow, readers, again)
        for place, reason in needed(flow, again, readers):
            flow.cells[place].because.append(reason)
            again.add(place)
        if len(again) == before:
            return again


def dependents(flow: Flow, start: int, without: Collection[int]) -> set[int]:
    """The cells that read from the cell, directly or by way of others, but not by way of `without`;
    neither are those among them."""
    readers = _readers(flow)
    found: set[int] = set()
    waiting = [start]
    while waiting:
        for place, _ in readers.get(waiting.pop(), ()):
            if place not in without and place not in found and place != start:
                found.add(place)
                waiting.append(place)
    return found


def closed(flow: Flow, places: set[int]) -> set[int]:
    """These cells, with those that they need."""
    readers = _readers(flow)
    found = set(places)
    while True:
        more = {place for place, _ in needed(flow, found, readers)}
        if not more:
            return found
        found |= more


def needed(
    flow: Flow, again: set[int], readers: dict[int, list[tuple[int, set[str]]]]
) -> list[tuple[int, Because]]:
    """The cells that have to run beside `again`, so that each finds what it is to read, and what is
    left at the end is what the last writer of each name writes."""
    found: dict[int, Because] = {}
    writing = _writing(flow, again)
    for place in sorted(again):
        cell = flow.cells[place]
        for name, source in sorted(cell.sources.items()):
            if source in again or source >= place:
                continue
            is_there = flow.known.versions.get(name) == flow.cells[source].run.writes.get(name)
            if not is_there or any(each < place for each in writing.get(name, ())):
                found.setdefault(source, Because(name, cell.cell, "needed"))
    for name in sorted(flow.kept):
        last = flow.last[name]
        if last not in again and writing.get(name):
            found.setdefault(last, Because(name, flow.cells[writing[name][-1]].cell, "overwritten"))
    for place in list(found):
        objects = {n for n, v in flow.cells[place].run.writes.items() if not is_content(v)}
        for target, names in readers.get(place, ()):
            if names & objects and target not in again:
                reason = Because(min(names & objects), flow.cells[place].cell, "upstream")
                found.setdefault(target, reason)
    return list(found.items())


def in_order(flow: Flow, places: Iterable[int]) -> tuple[list[int], list[list[int]]]:
    """Sources first, else as in the notebook; and the circles, which are run as in the notebook."""
    chosen = set(places)
    waits = dict.fromkeys(chosen, 0)
    inside = [(a, b) for a, b in flow.edges if a in chosen and b in chosen and a != b]
    after: dict[int, list[int]] = {}
    for source, target in inside:
        waits[target] += 1
        after.setdefault(source, []).append(target)
    ready = [place for place, count in waits.items() if not count]
    heapq.heapify(ready)
    order: list[int] = []
    left = set(chosen)
    while left:
        if not ready:
            ready = [min(left)]
        place = heapq.heappop(ready)
        if place not in left:
            continue
        left.discard(place)
        order.append(place)
        for target in after.get(place, ()):
            waits[target] -= 1
            if not waits[target] and target in left:
                heapq.heappush(ready, target)
    return order, circles(flow)


def circles(flow: Flow) -> list[list[int]]:
    """Sets of cells that all read from each other (Tarjan's, without recursion)."""
    after: dict[int, list[int]] = {}
    for source, target in flow.edges:
        after.setdefault(source, []).append(target)
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    found: list[list[int]] = []
    for start in flow.cells:
        work = [(start, iter(after.get(start, ())))] if start not in number else []
        while work:
            place, targets = work[-1]
            if place not in number:
                number[place] = low[place] = len(number)
                stack.append(place)
                on_stack.add(place)
            deeper = next((t for t in targets if t not in number or t in on_stack), None)
            if deeper is None:
                work.pop()
                _close(place, number, low, stack, on_stack, found)
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[place])
            elif deeper in number:
                low[place] = min(low[place], number[deeper])
            else:
                work.append((deeper, iter(after.get(deeper, ()))))
    return sorted(found)


def _close(
    place: int, number: dict[int, int], low: dict[int, int], stack: list[int],
    on_stack: set[int], found: list[list[int]],
) -> None:  # fmt: skip
    if low[place] != number[place]:
        return
    at = stack.index(place)
    circle = stack[at:]
    del stack[at:]
    on_stack.difference_update(circle)
    if len(circle) > 1:
        found.append(sorted(circle))


def _downstream(
    flow: Flow, readers: dict[int, list[tuple[int, set[str]]]], again: set[int]
) -> None:
    """Adds whatever reads from cells that run again."""
    waiting = sorted(again)
    while waiting:
        place = waiting.pop()
        for target, names in readers.get(place, ()):
            cell, source = flow.cells[target], flow.cells[place].cell
            if not any(each.cell == source for each in cell.because):
                cell.because += [Because(name, source, "upstream") for name in sorted(names)]
            if target not in again:
                again.add(target)
                waiting.append(target)


def _readers(flow: Flow) -> dict[int, list[tuple[int, set[str]]]]:
    found: dict[int, list[tuple[int, set[str]]]] = {}
    for (source, target), names in flow.edges.items():
        found.setdefault(source, []).append((target, names))
    return found


def _writing(flow: Flow, again: set[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for place in sorted(again):
        for name in flow.cells[place].writes:
            found.setdefault(name, []).append(place)
    return found
