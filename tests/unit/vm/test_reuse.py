"""Functions whose content did not change keep their code, wherever they move to."""

from __future__ import annotations

import traceback

import nbc
from nbc.vm.reuse import CODE_CACHE

FUNCTION = "def reused_{n}(a):\n    def inner(b):\n        return a / b\n    return inner(0)\n"


def compile_counts(session: nbc.Session, source: str, filename: str) -> tuple[int, int]:
    hits, misses = CODE_CACHE.hits, CODE_CACHE.misses
    session.run(source, filename=filename)
    return CODE_CACHE.hits - hits, CODE_CACHE.misses - misses


def test_unchanged_function_in_a_changed_cell_is_not_compiled_again() -> None:
    session = nbc.Session()
    source = FUNCTION.format(n=1)
    assert compile_counts(session, source, "<one>") == (0, 1)
    assert compile_counts(session, "y = 1\n\n" + source, "<two>") == (1, 0)
    assert compile_counts(session, source.replace("0", "7"), "<three>") == (0, 1)


def test_reused_function_has_its_new_place() -> None:
    session = nbc.Session()
    source = FUNCTION.format(n=2)
    session.run(source, filename="<one>")
    session.run("\n\n\n" + source, filename="<two>")
    try:
        session["reused_2"](1)
    except ZeroDivisionError as error:
        frames = traceback.extract_tb(error.__traceback__)[1:]
    assert [(frame.filename, frame.lineno) for frame in frames] == [("<two>", 7), ("<two>", 6)]
    assert frames[-1].colno == 15


def test_callers_see_a_redefined_function() -> None:
    session = nbc.Session()
    session.run("def one(): return 1\ndef two(): return one() + one()")
    session.run("def one(): return 21")
    assert session.run("two()") == 42


def test_same_cell_is_lowered_once() -> None:
    session = nbc.Session()
    first = session.compile("x = 1")
    assert session.compile("x = 1").module is first.module
