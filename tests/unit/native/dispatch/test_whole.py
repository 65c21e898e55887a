"""Functions with native code behind them are still the functions that they were."""

from __future__ import annotations

import inspect
import pickle
import sys
import traceback
from typing import Any

import numpy as np
import pytest

import nbc
from nbc.functions import FUNCTIONS
from nbc.native import dispatch
from nbc.native.dispatch.whole import INSTALLED
from nbc.native.reps import FLOAT, INT, ArrayRep
from nbc.native.unit import Place
from tests.unit.native.dispatch.standin import StandIn, Trapped, native

__all__ = ["native"]

ADD = "def f(a, b=2):\n    '''Adds.'''\n    return a + b\n"


def always(source: str, **values: Any) -> nbc.Session:
    session = nbc.Session(values, native="always")
    session.run(source)
    return session


def test_native_code_answers(native: StandIn) -> None:
    native.code["f"] = lambda a, b: ("native", a, b)
    f = always(ADD)["f"]
    assert f(1) == ("native", 1, 2)
    assert f(1, b=5) == ("native", 1, 5)
    assert f(b=5, a=1) == ("native", 1, 5)
    assert (native.calls, len(native.units)) == (3, 1)


def test_each_kind_of_arguments_is_compiled_once(native: StandIn) -> None:
    native.code["f"] = lambda a, b: (a, b)
    f = always(ADD)["f"]
    for value in (1, 2, 1.5, 2.5, np.zeros(3), np.ones(4), 1):
        f(value)
    kinds = [unit.inputs[0][1] for unit in native.units]
    assert kinds == [INT, FLOAT, ArrayRep("f64", 1, "C", True)]


def test_the_function_looks_as_it_was(native: StandIn) -> None:
    native.code["f"] = lambda a, b: a
    session = always(ADD)
    f = session["f"]
    f(1)
    assert str(inspect.signature(f)) == "(a, b=2)"
    assert (f.__name__, f.__qualname__, f.__doc__) == ("f", "f", "Adds.")
    assert (f.__code__.co_firstlineno, f.__code__.co_filename) == (1, "<noodle cell>")
    found = FUNCTIONS.lookup(f)
    assert found is not None and found[0].functions[found[1]].name == "f"
    f.__defaults__ = (7,)
    native.code["f"] = lambda a, b: b
    assert f(1) == 1  # compiled before


def test_defaults_may_change(native: StandIn) -> None:
    native.code["f"] = lambda a, b: b
    f = always(ADD)["f"]
    f.__defaults__ = (7,)
    assert f(1) == 7


def test_a_refused_function_is_plain_again(native: StandIn) -> None:
    session = always(ADD)
    f = session["f"]
    assert f(1) == 3
    assert dispatch.tier(f).reason == "the function stays on the VM: f has no native form"
    assert f.__code__ in [installed.plain for installed in INSTALLED.values()]


def test_refusals_for_some_arguments_leave_the_others(native: StandIn) -> None:
    native.permanent = False
    session = always(ADD)
    f = session["f"]
    assert f("a", "b") == "ab"
    native.code["f"] = lambda a, b: -1
    assert f("a", "b") == "ab"
    assert f(1, 2) == -1


def test_a_loop_in_a_function_is_worth_it_at_once(native: StandIn) -> None:
    native.code |= {"loopy": lambda n: "native", "plain": lambda n: "native"}
    session = nbc.Session()
    session.run(
        "def loopy(n):\n    t = 0\n    for i in range(n): t += i\n    return t\n"
        "def plain(n): return n + 1\n"
    )
    assert session["loopy"](3) == "native"
    results = [session["plain"](1) for _ in range(60)]
    assert results[:40] == [2] * 40 and results[-1] == "native"


def test_many_elements_are_worth_it_at_once(native: StandIn) -> None:
    native.code["f"] = lambda a: "native"
    session = nbc.Session()
    session.run("def f(a): return a.sum()")
    assert session["f"](np.ones(10)) == 10
    assert session["f"](np.ones(200_000)) == "native"
    session.run("def f(a): return a * 2")
    assert session["f"](np.ones(2)).tolist() == [2, 2]
    assert session["f"](np.ones(200_000)) == "native"


def test_never_means_never(native: StandIn) -> None:
    native.code["f"] = lambda a, b: "native"
    session = nbc.Session(native="never")
    session.run(ADD)
    assert [session["f"](1) for _ in range(100)] == [3] * 100
    with pytest.raises(ValueError, match="native is one of"):
        nbc.Session(native="sometimes")


def test_too_many_kinds_of_arguments(native: StandIn) -> None:
    native.code["f"] = lambda a, b: "native"
    f = always(ADD)["f"]
    answers = [f(np.zeros((2,) * rank)) for rank in range(1, 12)]
    assert answers[0] == "native"
    assert isinstance(answers[-1], np.ndarray)


def test_what_the_code_depends_on_may_change(native: StandIn) -> None:
    native.code["f"] = lambda a, b: "native"
    native.statics, native.shared = ("g",), ("k",)
    session = always(ADD, g=len, k=1)
    f = session["f"]
    assert f(1) == f(1) == "native"
    assert len(native.units) == 1
    session["g"] = max
    assert f(1) == "native" and len(native.units) == 2
    session["k"] = 2
    assert f(1) == "native" and len(native.units) == 2
    session["k"] = 2.5
    assert f(1) == "native" and len(native.units) == 3


def test_a_definition_that_runs_again_keeps_what_was_compiled(native: StandIn) -> None:
    native.code["f"] = lambda a, b: "native"
    session = always(ADD)
    session["f"](1)
    session.run(ADD)
    assert session["f"](1) == "native"
    assert len(native.units) == 1


def test_namespaces_do_not_share_code(native: StandIn) -> None:
    native.code["f"] = lambda a, b: "native"
    one, two = always(ADD), always(ADD)
    one["f"](1)
    two["f"](1)
    assert [unit.namespace is one.namespace for unit in native.units] == [True, False]


def test_recursion_is_as_deep_as_ever(native: StandIn) -> None:
    native.permanent = False
    session = always("def down(n):\n    return 0 if n == 0 else 1 + down(n - 1)\n")
    assert session["down"](900) == 900


def test_frames_are_those_of_the_vm(native: StandIn) -> None:
    native.permanent = False
    source = "def inner(x):\n    return 1 // x\ndef outer(x):\n    return inner(x)\n"
    session = always(source)
    with pytest.raises(ZeroDivisionError) as caught:
        session["outer"](0)
    frames = [frame.name for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert frames[1:] == ["outer", "inner"]


def test_a_debugger_sees_every_line(native: StandIn) -> None:
    native.code["f"] = lambda a, b: "native"
    session = always(ADD)
    f = session["f"]
    assert f(1) == "native"
    dispatch.disable()
    try:
        assert f(1) == 3
        session.run(ADD.replace("f(", "later("))
        assert session["later"](1) == 3
    finally:
        dispatch.enable()
    assert f(1) == "native"


def test_a_tracer_sees_every_line(native: StandIn) -> None:
    native.code["f"] = lambda a, b: "native"
    lines: list[int] = []

    def trace(frame: Any, event: str, argument: Any) -> Any:
        if frame.f_code.co_name == "f" and event == "line":
            lines.append(frame.f_lineno)
        return trace

    session = nbc.Session(native="always")
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        session.run(ADD)
        answer = session["f"](1)
    finally:
        sys.settrace(before)
    assert (answer, lines) == (3, [3])


def test_pickled_by_name(native: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    import types

    module = types.ModuleType("a_module_of_noodle")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    native.code["f"] = lambda a, b: "native"
    session = nbc.Session(module.__dict__, native="always")
    session.run(ADD)
    assert pickle.loads(pickle.dumps(session["f"])) is session["f"]


def test_lambdas_with_a_name(native: StandIn) -> None:
    native.code["<lambda>"] = lambda x: "native"
    session = always("g = lambda x: x + 1\nh = sorted([3, 1], key=lambda x: -x)\n")
    assert session["g"](1) == "native"
    assert session["h"] == [3, 1]


def test_traps_become_exceptions(native: StandIn) -> None:
    source = "def f(a, i):\n    b = a\n    return b[i]\n"
    session = always(source)
    found = FUNCTIONS.lookup(session["f"])
    assert found is not None
    native.places = (Place(*found, (3, 11, 3, 15)),)

    def failing(a: Any, i: int) -> None:
        raise Trapped("INDEX", (7, 0, 3, 0, 0, 0))

    native.code["f"] = failing
    with pytest.raises(
        IndexError, match="index 7 is out of bounds for axis 0 with size 3"
    ) as caught:
        session["f"](np.zeros(3), 7)
    last = traceback.extract_tb(caught.value.__traceback__)[-1]
    assert (last.name, last.filename, last.lineno) == ("f", "<noodle cell>", 3)
    assert (last.colno, last.end_colno) == (11, 15)


def test_statistics_count(native: StandIn) -> None:
    native.code["f"] = lambda a, b: "native"
    session = always(ADD)
    session["f"](1)
    counts = dispatch.statistics()
    assert isinstance(counts["compiled"], int) and counts["compiled"] >= 1


def test_tier_of_a_function(native: StandIn) -> None:
    native.code["f"] = lambda a, b: "native"
    f = always(ADD)["f"]
    assert dispatch.tier(f).tier == "vm"
    f(1.5)
    report = dispatch.tier(f)
    assert (report.tier, report.signatures) == ("native", ("(float, int)",))
    assert dispatch.tier(len).tier == "vm"


def test_the_environment_decides_where_a_session_does_not(
    native: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    native.code["f"] = lambda a, b: "native"
    monkeypatch.setenv("NOODLE_NATIVE", "always")
    session = nbc.Session()
    session.run(ADD)
    assert session["f"](1) == "native"
    assert not nbc.Session(native="never").policy.is_on
    assert not nbc.Session(optimize=1).policy.is_on
