"""What the ledger of runs knows: which values are others, and who wrote them."""

from __future__ import annotations

import math
from typing import Any

import pytest

from nbc import Effects, SourceError, effects_of
from noodle_kernel.live.ledger import Ledger, Run
from noodle_kernel.live.values import can_change, is_content, is_used_up, mark


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        (1, 1, True), (1, True, False), (1, 1.0, False), (0.0, -0.0, False), ("a", "a", True),
        (math.nan, float("nan"), True), ((1, "a"), (1, "a"), True), ((1,), (True,), False),
        ([1], [1], False), (([],), ([],), False), (1 << 999, 1 << 999, False),
        ("a" * 300, "b" + "a" * 299, False), (math, math, True),
    ],
)  # fmt: skip
def test_marks_tell_values_apart(one: Any, other: Any, are_same: bool) -> None:
    assert (mark(one) == mark(other)) is are_same


def test_functions_are_what_they_do() -> None:
    spaces: list[dict[str, Any]] = [{} for _ in range(3)]
    texts = ["def f(a=1): return a + 1", "\n\ndef f(a=1): return a + 1", "def f(a=2): return a + 1"]
    for text, space in zip(texts, spaces, strict=True):
        exec(text, space)
    one, same, other = (mark(space["f"]) for space in spaces)
    assert one == same != other
    kept = [1]
    assert not is_content(mark(lambda: kept))
    assert [can_change(value) for value in (1, "a", (1,), math, [1], {}, object())] == [
        False, False, False, False, True, True, True
    ]  # fmt: skip
    assert is_used_up(iter([1]))
    assert not is_used_up([1])


class Session:
    def __init__(self) -> None:
        self.space: dict[str, Any] = {"__name__": "__main__"}
        self.ledger = Ledger(self.space, self.effects, lambda name, _: name == "ours")

    def effects(self, text: str) -> Effects | None:
        try:
            return effects_of(text)
        except SourceError:
            return None

    def run(self, cell: str | None, text: str, outcome: str = "ok") -> Run | None:
        started = self.ledger.begin(cell, text)
        exec(text, self.space)
        self.ledger.end(started, outcome)
        return self.ledger.known()[0].runs.get(cell or "")


def test_versions_change_with_values() -> None:
    session = Session()
    first = session.run("a", "x = 1\nxs = [1]")
    again = session.run("a", "x = 1\nxs = [1]")
    assert first and again
    assert first.writes["x"] == again.writes["x"]
    assert first.writes["xs"] != again.writes["xs"]
    reader = session.run("b", "y = x + len(xs)")
    assert reader and reader.reads["xs"] == (again.writes["xs"], "a")
    session.run("c", "xs.append(2)")
    known = session.ledger.known()[0]
    assert (known.writers["xs"], known.writers["x"]) == ("c", "a")


def test_other_names_of_an_object_change_too() -> None:
    session = Session()
    session.run("a", "xs = [1]\nys = xs\nzs = [1]")
    run = session.run("b", "xs.append(1)")
    assert run and run.writes.keys() == {"xs", "ys"}
    assert run.aliases == {"ys"}


def test_what_no_compiler_foresees() -> None:
    session = Session()
    run = session.run("a", "exec('x = 1')\nours = 1\n_ = In = 2")
    assert run and run.writes.keys() == {"x"}
    session.space["x"] = 5  # behind every cell's back
    session.run(None, "y = 1")
    known = session.ledger.known()[0]
    assert (known.writers["x"], known.writers["y"]) == (None, None)
    it = session.run("b", "it = iter([1, 2])") and session.run("c", "list(it)")
    assert it and it.writes.keys() == {"it"}


def test_a_cell_that_fails_has_written_what_is_there() -> None:
    session = Session()
    run = session.run("a", "x = 1\nif x > 1: y = 2", "failed")
    assert run and run.writes.keys() == {"x"}
    assert run.could_write == {"x", "y"}


def test_a_mistake_of_ours_loses_one_run_alone() -> None:
    session = Session()
    session.run("a", "x = 1")
    session.effects = lambda _: 1 / 0  # type: ignore[assignment, method-assign, return-value]
    session.ledger._effects = session.effects
    assert session.run("b", "y = 1") is None
    assert session.ledger.known()[0].runs.keys() == {"a"}
