"""The types of everything in a cell, known before it runs."""

from __future__ import annotations

import sys
import threading
import warnings

import numpy as np
import pytest

from nbc import Session, SourceError
from nbc.types import display_text

CELL = """def mean(a: f64[n, k]):
    total = a.sum(axis=0)
    for i in range(3):
        total[i] = i
    return total / 2
def unused(b: f64[n], c):
    return b[0]
x = mean(grid)
names = [str(q) for q in x]
"""


def _types(cell: str) -> dict[str, str]:
    """By the text at each place."""
    seen = Session({"grid": np.zeros((3, 4))}).look(cell)
    lines = cell.split("\n")
    return {
        lines[line - 1][start:end]: display_text(kind)
        for (line, start, last, end), kind in seen.places.items() if line == last
    }  # fmt: skip


def test_every_expression_and_target_has_its_type() -> None:
    types = _types(CELL)
    assert types["total"] == types["x"] == types["mean(grid)"] == "f64[4]"
    assert (types["a"], types["i"], types["q"]) == ("f64[3, 4]", "i64", "f64")
    assert types["b[0]"] == "f64", "a function that is not called has what it declares"
    assert types["names"] == "list[str]"


def test_variables_and_returns_are_known_by_function() -> None:
    seen = Session({"grid": np.zeros((3, 4))}).look(CELL)
    index = next(i for i, each in enumerate(seen.module.functions) if each.name == "mean")
    shown = {name: display_text(kind) for name, kind in seen.variables[index].items()}
    assert shown == {"a": "f64[3, 4]", "total": "f64[4]", "i": "i64"}
    assert display_text(seen.returns[index]) == "f64[4]"
    assert display_text(seen.types["x"]) == "f64[4]"


def test_a_cell_that_would_raise_is_looked_at_all_the_same() -> None:
    types = _types("a = 'x' + 1\nb = a, 2.0\nc = undefined\nd = 3")
    assert (types["b"], types["d"]) == ("tuple[object, f64]", "i64")
    with pytest.raises(SourceError):
        Session({}).look("1 +")


def test_looking_leaves_nothing_behind() -> None:
    namespace = {"grid": np.zeros((3, 4))}
    session = Session(namespace)
    before = set(namespace)
    session.look("y = exp(grid)")
    assert set(namespace) == before


def test_problems_leave_the_process_alone_while_a_program_runs() -> None:
    """The recursion limit and the filters of warnings are one for all threads."""
    seen: list[object] = []
    session = Session({})
    limit, filters = sys.getrecursionlimit(), warnings.filters
    done = threading.Event()

    def ask() -> None:
        for source in ("x = 1 is 1", "break", "'a' + 1", "+".join("1" * 3000)):
            seen.append([error.code for _, error in session.problems(source)])
        done.set()

    thread = threading.Thread(target=ask)
    thread.start()
    while not done.is_set():
        assert sys.getrecursionlimit() == limit
        assert warnings.filters is filters
    thread.join()
    assert seen == [[], ["N1001"], ["N2001"], []]
