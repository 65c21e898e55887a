"""`dependencies`: which cells are out of date and why, who reads from whom, what to run again.

The kernel remembers what ran (`ledger.py`), the page says how the notebook stands; `dataflow.py`
compares, `planning.py` says what to do. Nothing is run, and an answer takes milliseconds.
"""

from __future__ import annotations

import builtins
from collections.abc import Set
from typing import TYPE_CHECKING, Any

from nbc import names_without_import
from nbc.errors import NoodleError
from noodle_kernel.live.dataflow import BEYOND, Cell, Flow, Given
from noodle_kernel.live.params import field
from noodle_kernel.live.planning import closed, dependents, in_order, planned

if TYPE_CHECKING:
    from noodle_kernel.shell import NoodleShell

_MOST_NAMES = 50
_BUILTINS = frozenset(vars(builtins))


def dependencies(shell: NoodleShell, params: dict[str, Any]) -> dict[str, Any]:
    """`params`: `cells` [{id, code}] in the notebook's order; `after`: only what reads from this
    cell is to run (`edited`: the edited ones too). Result: `cells` [{id, reads, writes, state,
    because}], `order` (ids to run, sources first), `edges` [{from, to, names}], `cycles`."""
    given = [_given(shell, row) for row in field(params, "cells", list)]
    known, table = shell.ledger.known()
    flow, again = planned(given, known, table)
    places, cycles = in_order(flow, _asked(flow, again, params))
    everywhere = (_BUILTINS | names_without_import()) - flow.last.keys()
    return {
        "cells": [
            _shown(flow, again, everywhere, place, row.cell) for place, row in enumerate(given)
        ],
        "order": [flow.cells[place].cell for place in places],
        "edges": [
            {"from": flow.cells[a].cell, "to": flow.cells[b].cell, "names": _few(names)}
            for (a, b), names in sorted(flow.edges.items())
        ],
        "cycles": [[flow.cells[place].cell for place in circle] for circle in cycles],
    }


def _given(shell: NoodleShell, row: Any) -> Given:
    cell, code = (row.get("id"), row.get("code")) if isinstance(row, dict) else (None, None)
    if not isinstance(cell, str) or not isinstance(code, str):
        raise NoodleError("N8001", "each of 'cells' has to have 'id' and 'code', both texts")
    return Given(cell, shell.texts.effects(code), code)


def _asked(flow: Flow, again: set[int], params: dict[str, Any]) -> set[int]:
    """The cells that the page wants to run, of those that should."""
    after = params.get("after")
    if after is None:
        return again
    start = next((place for place, cell in flow.cells.items() if cell.cell == after), None)
    if start is None:
        return set()
    left_out = {start}
    if params.get("edited") is not True:
        left_out |= {place for place, cell in flow.cells.items() if cell.is_edited}
    return closed(flow, dependents(flow, start, left_out) & again) - left_out


def _shown(
    flow: Flow, again: set[int], everywhere: Set[str], place: int, cell: str
) -> dict[str, Any]:
    """`everywhere`: what every cell has, and reads without saying so."""
    found = flow.cells.get(place)
    if found is None:
        reads, writes = flow.unrun.get(place, (set(), set()))
        return {"id": cell, "reads": _few(reads - everywhere), "writes": _few(writes),
                "state": "new", "because": []}  # fmt: skip
    return {
        "id": cell, "reads": _few(found.reads - everywhere), "writes": _few(found.writes),
        "state": _state(found, place in again),
        "because": [each._asdict() for each in found.because[:_MOST_NAMES]],
    }  # fmt: skip


def _state(cell: Cell, runs_again: bool) -> str:
    if cell.is_edited:
        return "edited"
    if runs_again:
        return "stale"
    if cell.run.outcome != "ok":
        return "failed"
    return "stale" if any(each.why in BEYOND for each in cell.because) else "fresh"


def _few(names: set[str]) -> list[str]:
    return sorted(names)[:_MOST_NAMES]
