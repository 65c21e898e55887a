"""Which cells are out of date: what each cell read, against what the notebook says it reads.

The rule is the notebook from top to bottom: a cell reads a name from the last cell before it that
writes it. A cell is fresh if it ran as it stands and each version it read is the one which that
cell wrote last. Cells that never ran take no part. Where a name is written only further down, that
is the cell it is read from. `planning.py` has what has to run again; here nothing is run or asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, final

from nbc import Effects, Table, link
from noodle_kernel.live.ledger import Known, Run
from noodle_kernel.live.values import GONE, is_content


class Given(NamedTuple):
    """A cell as the page has it; None: its text has a mistake."""

    cell: str
    effects: Effects | None
    text: str


class Because(NamedTuple):
    """`cell`: whose doing it is, None where no cell of the notebook did it. `why`: one of WHY."""

    name: str
    cell: str | None
    why: str


WHY = {
    "changed": "the cell has written another value since",
    "order": "the cell had written it when this one ran, out of the notebook's order",
    "own": "this cell changed it, and read its own result when it ran again",
    "overwritten": "what this cell wrote was overwritten by a cell that comes before it",
    "outside": "it was changed outside of the notebook's cells",
    "upstream": "the cell is itself to be run again",
    "needed": "the cell that needs what this one wrote is to be run again",
    "deleted": "the cell that wrote it was deleted",
    "unwritten": "the cell that wrote it does not any more",
    "failed": "the cell that writes it failed",
    "interrupted": "the cell that writes it was interrupted",
}
"""Why a cell is stale."""

BEYOND = frozenset({"deleted", "unwritten", "failed", "interrupted"})
"""What running the cell again would not mend."""


@final
@dataclass(slots=True)
class Cell:
    """A cell that has run. `sources`: the cell that each name is read from, by its place."""

    place: int
    cell: str
    run: Run
    is_edited: bool
    reads: set[str]
    writes: set[str]
    sources: dict[str, int] = field(default_factory=dict)
    because: list[Because] = field(default_factory=list)


@final
@dataclass(slots=True)
class Flow:
    """The cells that have run, by place. `edges`: (from, to) and the names. `last`: the last writer
    of each name. `kept`: the names that have to be what their last writer left. (What several cells
    write and none reads from another is scratch of each: the variable of a loop, say.) `unrun`:
    reads and writes of the cells that have not run."""

    known: Known
    cells: dict[int, Cell] = field(default_factory=dict)
    edges: dict[tuple[int, int], set[str]] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    unrun: dict[int, tuple[set[str], set[str]]] = field(default_factory=dict)

    def readers(self, place: int) -> Iterator[tuple[int, set[str]]]:
        for (source, target), names in self.edges.items():
            if source == place:
                yield target, names


def flow_of(
    given: Sequence[Given], known: Known, table: Table, again: Collection[int] = ()
) -> Flow:  # fmt: skip
    """`again`: the cells that will run again, which may then call other functions than before."""
    flow = Flow(known)
    table = table.copy()
    seen: set[str] = set()
    for place, row in enumerate(given):
        run = known.runs.get(row.cell) if row.cell not in seen else None
        seen.add(row.cell)
        if run is not None:
            flow.cells[place] = _cell(place, row, run, table, known, again=place in again)
        elif row.effects is not None:
            linked = link(row.effects, table)
            flow.unrun[place] = linked.reads, linked.writes | linked.mutates
        if row.effects is not None and run is not None:
            table.learn(row.effects)
    _connect(flow)
    ids = {cell.cell: place for place, cell in flow.cells.items()}
    for cell in flow.cells.values():
        if not cell.is_edited:
            cell.because += _reasons(flow, cell, ids)
    _overwritten(flow, ids)
    return flow


def _cell(place: int, row: Given, run: Run, table: Table, known: Known, *, again: bool) -> Cell:
    is_edited = row.text != run.text and _differ(row.effects, run.effects)
    reads, writes = run.reads.keys() - run.aliases, set(run.could_write - run.aliases)
    if row.effects is not None and (is_edited or again):
        linked = link(row.effects, table)
        plain = {name for name in linked.mutates if is_content(known.versions.get(name, GONE))}
        if is_edited:
            reads, writes = set(), set()
        reads |= linked.reads
        writes |= linked.writes | (linked.mutates - plain)
    return Cell(place, row.cell, run, is_edited, reads, writes)


def _differ(one: Effects | None, other: Effects | None) -> bool:
    return one is None or other is None or one.fingerprint != other.fingerprint


def _connect(flow: Flow) -> None:
    """Who reads from whom."""
    writers: dict[str, list[int]] = {}
    for place, cell in flow.cells.items():
        for name in cell.writes:
            writers.setdefault(name, []).append(place)
    flow.kept = {name for name, places in writers.items() if len(places) == 1}
    places = {cell.cell: place for place, cell in flow.cells.items()}
    for place, cell in flow.cells.items():
        aliases = _aliases(flow, cell, places)
        cell.reads |= aliases
        cell.writes |= aliases
        for name in cell.reads:
            source = flow.last.get(name)
            if source is None:
                source = _later(cell, name, writers.get(name, []), places)
            if source is not None:
                cell.sources[name] = source
                flow.edges.setdefault((source, place), set()).add(name)
                flow.kept.add(name)
        for name in cell.writes:
            flow.last[name] = place


def _aliases(flow: Flow, cell: Cell, places: dict[str, int]) -> set[str]:
    """The other names of objects that a cell changes, if they were given above it. (Where a cell
    below gave them, and ran before, the notebook's order has no such names yet.)"""
    return {
        name for name in ([] if cell.is_edited else cell.run.aliases)
        if name in flow.last and places.get(cell.run.reads[name][1] or "") == flow.last[name]
    }  # fmt: skip


def _later(cell: Cell, name: str, writers: list[int], places: dict[str, int]) -> int | None:
    """The cell further down that a name comes from; of many, the one that it came from."""
    others = [place for place in writers if place != cell.place]
    came_from = places.get(cell.run.reads.get(name, (None, None))[1] or "")
    return came_from if came_from in others else others[-1] if others else None


def _reasons(flow: Flow, cell: Cell, ids: dict[str, int]) -> Iterator[Because]:
    """Why a cell that is as it ran would read other values now."""
    for name in sorted(cell.reads & cell.run.reads.keys()):
        version, writer = cell.run.reads[name]
        source = cell.sources.get(name)
        if source is None:
            yield from _sourceless(flow, cell, name, ids)
            continue
        maker = flow.cells[source]
        written = maker.run.writes.get(name)
        if written is None and maker.run.outcome != "ok":
            yield Because(name, maker.cell, maker.run.outcome)
        elif written is not None and written != version:
            yield _other_version(cell, maker, name, writer if writer in ids else None)
        elif written is None and not maker.is_edited:
            yield Because(name, maker.cell, "changed")


def _other_version(cell: Cell, maker: Cell, name: str, writer: str | None) -> Because:
    if writer == cell.cell:
        return Because(name, maker.cell, "own")
    if writer not in (None, maker.cell) and maker.run.number < cell.run.number:
        return Because(name, writer, "order")
    return Because(name, maker.cell, "changed")


def _sourceless(flow: Flow, cell: Cell, name: str, ids: dict[str, int]) -> Iterator[Because]:
    """A name that no cell writes."""
    version, writer = cell.run.reads[name]
    now = flow.known.writers.get(name)
    if writer is not None and writer not in ids:
        yield Because(name, None, "deleted")
    elif writer is not None and writer != cell.cell:
        yield Because(name, writer, "unwritten")
    elif writer is None and now is None and flow.known.versions.get(name) != version:
        yield Because(name, None, "outside")


def _overwritten(flow: Flow, ids: dict[str, int]) -> None:
    for name in sorted(flow.kept):
        cell = flow.cells[flow.last[name]]
        written = cell.run.writes.get(name)
        if cell.is_edited or written is None:
            continue
        if flow.known.versions.get(name, GONE) != written:
            writer = flow.known.writers.get(name)
            is_here = writer is not None and writer in ids
            why = "overwritten" if is_here else "outside"
            cell.because.append(Because(name, writer if is_here else None, why))
