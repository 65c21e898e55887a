"""The text work without a kernel: contexts of completion, transformations, pieces of cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import TransformerManager

from noodle_kernel import cells
from noodle_kernel.cells import PythonSource, UnreadableSource
from noodle_kernel.complete.context import Kind, find_context

PROGRAMS = sorted((Path(__file__).parents[1] / "programs").rglob("*.py"))
FRAGMENTS = ("def f(", "a", "b", ": ", "f64[", "n", ", ", "]", ")", " -> ", ".", "'", '"""', "#", "\n",
             "    ", "(", "{", "}", "=", "lambda x", "import ", "%", "!", "1", "é", "\\", ";", "@")  # fmt: skip


@pytest.mark.parametrize(
    ("code", "kind", "prefix"),
    [
        ("pri", "name", "pri"),
        ("a.b[0](x).c", "member", "c"),
        ("'abc'.up", "member", "up"),
        ("(1).re", "member", "re"),
        ("return x.y", "member", "y"),
        ("lambda x: x.", "member", ""),
        ("x[1:y.", "member", ""),
        ("def f(a: f", "annotation", "f"),
        ("def f(a, b: list[f64[n], f", "annotation", "f"),
        ("def f(a) -> f", "annotation", "f"),
        ("x: i", "annotation", "i"),
        ("def f(a: f64[n, m], b: f64[", "dimension", ""),
        ("x: f64[", "dimension", ""),
        ("def f(a, b=", "name", ""),
        ("if x: pr", "name", "pr"),
        ("else: pr", "name", "pr"),
        ("d = {'a': fo", "name", "fo"),
        ("# com", "nothing", ""),
        ("1.", "nothing", ""),
        ("x = 'ab", "ipython", ""),
        ("%ti", "ipython", ""),
        ("from math import s", "ipython", ""),
    ],
)
def test_the_context_is_read_from_the_text(code: str, kind: Kind, prefix: str) -> None:
    context = find_context(code, len(code))
    assert (context.kind, context.prefix) == (kind, prefix)


def test_owner_callee_and_dimensions_are_found() -> None:
    assert find_context("y = a.b[0](x).c", 15).owner == "a.b[0](x)"
    assert find_context("np.zeros((3, 4), dt", 19).callee == "np.zeros"
    assert find_context("def f(a: f64[n, m], b: f64[", 27).known == ("n", "m")


@settings(deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
def test_any_text_has_a_context(code: str) -> None:
    for position in range(len(code) + 1):
        context = find_context(code, position)
        assert code[:position].endswith(context.prefix)


def test_cells_without_magics_are_what_ipython_makes_of_them() -> None:
    for path in PROGRAMS:
        code = path.read_text(encoding="utf-8")
        by_ipython = TransformerManager().transform_cell
        short = cells.transform(code, by_ipython, standard=True)
        assert short.strip("\n") == by_ipython(code).strip("\n"), path


@settings(deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12).map("".join))
def test_the_short_way_changes_nothing(code: str) -> None:
    by_ipython = TransformerManager().transform_cell
    assert cells.transform(code, by_ipython, standard=True) == cells.transform(
        code, by_ipython, standard=False
    ) or not code.strip()  # fmt: skip


@pytest.mark.parametrize(
    ("code", "line"), [("\n\n\nhere", 4), ("\n%%python\nhere", 3), ("%%python\n\nhere", 3),
                       ("%matplotlib inline\nhere", 2), ("  \n\there", 2)],
)  # fmt: skip
def test_lines_stay_where_they_are(code: str, line: int) -> None:
    done = cells.transform(code, TransformerManager().transform_cell, standard=True)
    assert done.split("\n")[line - 1].strip() == "here"


def test_languages_are_told_apart() -> None:
    by_ipython = TransformerManager().transform_cell
    assert isinstance(cells.transform("%%python\nx", by_ipython, standard=True), PythonSource)
    assert not isinstance(cells.transform("%%python3\nx", by_ipython, standard=True), PythonSource)
    assert not isinstance(cells.transform("x", by_ipython, standard=True), PythonSource)
    assert isinstance(cells.readable("\ud800"), UnreadableSource)
    assert cells.readable("é") == "é"


def test_pieces_keep_their_lines() -> None:
    assert cells.pieces("a; b\n\n@c\ndef d():\n    e\nf") == [
        "a; b", "\n\n@c\ndef d():\n    e", "\n\n\n\n\nf"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "name"),
    [("a = 1", "a"), ("a += 1", "a"), ("a: i64 = 1", "a"), ("a = b = 1", None), ("a, b = c", None),
     ("a[0] = 1", None), ("a", None), ("for a in b: pass", None)],
)  # fmt: skip
def test_the_name_assigned_last(code: str, name: str | None) -> None:
    assert cells.assigned_last(code) == name


@pytest.mark.parametrize("code", ["(", "def f(", "x = '''", "if a:", "@d", "f(a,"])
def test_what_may_go_on_is_not_beyond_repair(code: str) -> None:
    assert not cells.is_beyond_repair(code)


@pytest.mark.parametrize("code", ["x = = 1", "def f(:", ")", "x = '", "a\0", "1x"])
def test_what_cannot_go_on_is(code: str) -> None:
    assert cells.is_beyond_repair(code)
