"""After the stale cells have run, everything is as in a new session that ran from top to bottom."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from noodle_kernel.live.dataflow import Flow
from tests.property.notebooks import LISTS, NUMBERS, Action, Person, action, cell, first


@settings(max_examples=60, deadline=None)
@given(first, st.lists(cell, min_size=1, max_size=6), st.lists(action, max_size=6))
def test_running_stale_cells_is_like_starting_again(
    start: str, cells: list[str], actions: list[Action]
) -> None:
    person = Person()
    for text in [start, *cells]:
        person.add(len(person.cells), text)
        person.run_at(len(person.cells) - 1)
    assert not person.plan()[1], "a notebook that ran from top to bottom is fresh"
    for what, at, text in actions:
        person.act(what, at, text)
    person.run_stale()
    flow, again = person.plan()
    assert not again
    assert shown(person.namespace, flow) == shown(person.fresh(), flow)


def shown(namespace: dict[str, Any], flow: Flow) -> dict[str, Any]:
    """The values of names that pass between cells, or that one cell alone writes. Several cells may
    each have a name of their own that no other reads: it holds what the last run left."""
    names = [name for name in (*NUMBERS, *LISTS) if name in flow.kept]
    same = {
        one + other: namespace[one] is namespace[other]
        for one in LISTS for other in LISTS if one in names and other in names
    }  # fmt: skip
    values = {name: namespace[name] for name in names}
    return {**values, **same, "box": namespace["box"].items if "box" in flow.kept else None}
