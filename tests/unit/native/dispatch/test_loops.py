"""Loops with native code: what they read, what they leave, and when they are asked about."""

from __future__ import annotations

from typing import Any

import pytest

import nbc
from nbc.native import dispatch
from nbc.native.unit import Place
from nbc.runtime.unset import UNSET
from tests.unit.native.dispatch.standin import StandIn, Trapped, native

__all__ = ["native"]

CELL = "for i in range(n):\n    t += i\n"
FUNCTION = "def f(n, *rest):\n    t = 0\n    for i in range(n):\n        t += i\n    return t\n"


def always(**values: Any) -> nbc.Session:
    return nbc.Session(values, native="always")


def test_a_loop_of_a_cell_stores_its_variables(native: StandIn) -> None:
    native.code["cell.loop"] = lambda n, t: (n - 1, 100 + t)
    session = always(n=5, t=1)
    session.run(CELL)
    assert (session["i"], session["t"]) == (4, 101)
    assert native.units[0].outputs == ("i", "t")
    assert [name for name, _ in native.units[0].inputs] == ["n", "t"]


def test_a_variable_that_was_not_set_is_left_alone(native: StandIn) -> None:
    native.code["cell.loop"] = lambda n, t: (UNSET, t)
    session = always(n=0, t=1)
    session.run(CELL)
    assert "i" not in session and session["t"] == 1


def test_a_name_that_is_not_bound_leaves_the_loop_to_the_vm(native: StandIn) -> None:
    native.code["cell.loop"] = lambda n, t: (0, 0)
    session = always(n=5)
    with pytest.raises(nbc.SourceError):
        session.run(CELL)
    session.run(
        "def g():\n    global t\n    t = 1\nif n > 100: t = 3\ntry:\n    for i in range(n): t += i\nexcept NameError: pass\n"
    )
    assert native.calls == 0


def test_a_loop_in_a_function(native: StandIn) -> None:
    native.code["f.loop"] = lambda n, t: (n - 1, 1000)
    session = always()
    session.run(FUNCTION)
    assert session["f"](5) == 1000
    assert session["f"](6) == 1000
    assert (native.calls, len(native.units)) == (2, 1)


def test_a_refused_loop_runs_on_the_vm(native: StandIn) -> None:
    session = always()
    session.run(FUNCTION)
    assert [session["f"](5) for _ in range(5)] == [10] * 5
    assert len(native.units) == 1


def test_the_loop_inside_has_its_turn_when_the_outer_is_refused(native: StandIn) -> None:
    source = (
        "def f(n, log, *rest):\n    t = 0\n    for k in range(3):\n        log.append(k)\n"
        "        for i in range(n):\n            t += i\n    return t\n"
    )
    # Both loops have one name here: the outer one is told by what it reads.
    native.refuse = lambda unit: "log" in dict(unit.inputs)
    native.code["f.loop"] = lambda n, t: (0, t + 100)
    log: list[int] = []
    session = always()
    session.run(source)
    assert (session["f"](5, log), log) == (300, [0, 1, 2])
    assert [unit.outputs for unit in native.units] == [("k", "i", "t"), ("i", "t")]


def test_a_free_variable_that_is_not_bound_yet(native: StandIn) -> None:
    session = always()
    session.run(
        "def outer():\n    def inner(n):\n        for i in range(n): x.append(i)\n        return n\n"
        "    first = inner(0)\n    x = []\n    return first, inner(2), x\n"
    )
    assert session["outer"]() == (0, 2, [0, 1])


def test_short_loops_stay_until_they_add_up(native: StandIn) -> None:
    native.code["f.loop"] = lambda n, t: (n - 1, -1)
    session = nbc.Session()
    session.run(FUNCTION)
    answers = [session["f"](100) for _ in range(300)]
    assert answers[:100] == [4950] * 100
    assert answers[-1] == -1


def test_long_loops_are_native_at_once(native: StandIn) -> None:
    native.code["f.loop"] = lambda n, t: (n - 1, -1)
    session = nbc.Session()
    session.run(FUNCTION)
    assert session["f"](10_000) == -1


def test_a_debugger_sees_the_loop(native: StandIn) -> None:
    native.code["f.loop"] = lambda n, t: (n - 1, -1)
    session = always()
    session.run(FUNCTION)
    assert session["f"](5) == -1
    dispatch.disable()
    try:
        assert session["f"](5) == 10
    finally:
        dispatch.enable()
    answers = {session["f"](5) for _ in range(200)}
    assert -1 in answers
    assert len(native.units) == 1


def test_a_trap_stores_the_variables_first(native: StandIn) -> None:
    session = always()
    session.run(
        "def f(n, *rest):\n    t = 0\n    try:\n        for i in range(n):\n            t += 1 // (3 - i)\n"
        "    except ZeroDivisionError as error:\n        return t, i, str(error)\n"
    )

    def failing(*values: Any) -> Any:
        raise Trapped("INTEGER_DIVISION", outputs=(3, 42))

    module = native
    module.code["f.loop"] = failing
    found = nbc.functions.FUNCTIONS.lookup(session["f"])
    assert found is not None
    native.places = (Place(*found, (5, 17, 5, 29)),)
    assert session["f"](10) == (42, 3, "integer division or modulo by zero")


def test_a_trap_in_a_cell(native: StandIn) -> None:
    session = always(n=5, t=1)
    program = session.compile(CELL)
    native.places = (Place(program.module, 0, (2, 4, 2, 10)),)

    def failing(*values: Any) -> Any:
        raise Trapped("OVERFLOW", outputs=(3, 42))

    native.code["cell.loop"] = failing
    with pytest.raises(nbc.Trap) as caught:
        session.execute(program)
    assert caught.value.code == "N5001"
    assert (session["i"], session["t"]) == (3, 42)
    trace = caught.value.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    assert trace is not None
    assert (trace.tb_frame.f_code.co_name, trace.tb_lineno) == ("<module>", 2)
    assert trace.tb_frame.f_globals is session.namespace


def test_a_program_in_two_namespaces(native: StandIn) -> None:
    native.code["cell.loop"] = lambda n, t: (n - 1, 100 + t)
    program = nbc.load(nbc.Session({"n": 1, "t": 1}).compile(CELL).to_json())
    one, two = always(n=5, t=1), always(n=7, t=2)
    one.execute(program)
    two.execute(program)
    one.execute(program)
    assert (one["t"], two["t"], one["i"], two["i"]) == (201, 102, 4, 6)


def test_loops_of_methods_and_closures(native: StandIn) -> None:
    native.code |= {"m.loop": lambda s, n: (7, 7), "inner.loop": lambda n, t: (5, t + 50)}
    session = always()
    session.run(
        "class A:\n    def m(self, n):\n        s = 0\n        for i in range(n): s += i\n        return s\n"
        "def outer(n):\n    t = 0\n    def inner():\n        nonlocal t\n"
        "        for i in range(n): t += i\n        return t\n    return inner() + t\n"
    )
    assert session["A"]().m(3) == 7
    assert session["outer"](4) == 100


def test_what_a_called_function_reads_must_not_change_in_the_loop(native: StandIn) -> None:
    native.code["cell.loop"] = lambda n, t: (0, 0)
    native.shared = ("t",)
    session = always(n=5, t=1)
    session.run(CELL)
    assert session["t"] == 11


def test_explain_says_what_became_of_the_loop(native: StandIn) -> None:
    native.code["cell.loop"] = lambda n, t: (n - 1, t)
    session = always(n=5, t=1)
    source = CELL + "t = 1\n"
    before = session.explain(source)
    assert [row["tier"] for row in before] == ["vm"] * 3
    session.run(source)
    after = session.explain(source)
    assert [row["tier"] for row in after] == ["native", "native", "vm"]
    assert after[0]["reason"] == "the loop is native for (int, int)"
    assert after[2]["reason"] == "runs once"
