"""Functions and loops with real machine code behind them, from source to result."""

from __future__ import annotations

import gc
import math
import pickle
import sys
import threading
import traceback
import weakref
from collections.abc import Callable
from types import BuiltinFunctionType
from typing import Any

import numpy as np
import pytest

import nbc
from nbc.native import dispatch
from nbc.native.dispatch.backend import BACKEND

pytestmark = pytest.mark.skipif(not BACKEND.load(), reason=BACKEND.reason)

SOURCE = """
def add(a, b=2):
    return a + b

def total(n):
    t = 0
    for i in range(n):
        t += i
    return t

def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)

def dot(x, y):
    t = 0.0
    for i in range(len(x)):
        t += x[i] * y[i]
    return t

def quotients(n):
    t = 0
    for i in range(n):
        t += 10 // (5 - i)
    return t

def outer(n):
    return quotients(n) + 1
"""


@pytest.fixture
def session() -> nbc.Session:
    made = nbc.Session(native="always")
    made.run(SOURCE)
    return made


def is_native(function: Callable[..., Any]) -> bool:
    return dispatch.tier(function).tier == "native"


def test_results(session: nbc.Session) -> None:
    assert session["add"](1) == 3
    assert session["add"](1.5, b=2) == 3.5
    assert session["total"](1000) == 499500
    assert session["fib"](20) == 6765
    assert session["dot"](np.arange(4.0), np.ones(8)[::2]) == 6.0
    assert all(is_native(session[name]) for name in ("add", "total", "fib", "dot"))


def test_a_trap_has_the_stack_of_the_vm(session: nbc.Session) -> None:
    plain = nbc.Session(native="never")
    plain.run(SOURCE)
    texts = []
    for each in (session, plain):
        with pytest.raises(ZeroDivisionError) as caught:
            each["outer"](10)
        frames = traceback.extract_tb(caught.value.__traceback__)
        own = [f for f in frames if f.filename.startswith("<noodle")]
        texts.append((str(caught.value), own[-1].name, own[-1].lineno, own[-1].colno))
    assert texts[0] == texts[1]
    assert is_native(session["outer"])


def test_the_renderer_shows_each_call_once(session: nbc.Session) -> None:
    from nbc.render_exception import frames_of

    with pytest.raises(ZeroDivisionError) as caught:
        session["outer"](10)
    frames = frames_of(
        caught.value.__traceback__, lambda name: "cell" if "noodle" in name else None
    )
    assert [(frame.function, frame.start[0]) for frame in frames] == [
        ("outer", 27),
        ("quotients", 23),
    ]


def test_loops_of_a_cell(session: nbc.Session) -> None:
    session.run(
        "import numpy as np\nt = 0.0\nx = np.arange(5000.0)\n"
        "for i in range(len(x)):\n    t += x[i] * 2\n"
    )
    assert (session["t"], session["i"]) == (24995000.0, 4999)


def test_overflow_keeps_the_variables(session: nbc.Session) -> None:
    with pytest.raises(nbc.Trap) as caught:
        session.run("p = 1\nfor k in range(100):\n    p = p * 10\n")
    assert caught.value.code == "N5001"
    assert (session["p"], session["k"]) == (10**18, 18)


def test_one_print_does_not_cost_the_loop_beside_it(
    session: nbc.Session, capsys: pytest.CaptureFixture[str]
) -> None:
    source = (
        "def noisy(n):\n    t = 0\n    for k in range(2):\n        print(k)\n"
        "        for i in range(n):\n            t += i\n    return t\n"
    )
    session.run(source)
    assert session["noisy"](100_000) == 2 * sum(range(100_000))
    assert capsys.readouterr().out == "0\n1\n"
    tiers = {row["line"]: row["tier"] for row in session.explain(source)}
    assert (tiers[4], tiers[6]) == ("vm", "native")


def test_threads_may_call_at_once(session: nbc.Session) -> None:
    results: list[int] = []
    threads = [
        threading.Thread(target=lambda: results.append(session["total"](200_000))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [sum(range(200_000))] * 4


def test_by_value_into_another_process(session: nbc.Session) -> None:
    cloudpickle = pytest.importorskip("cloudpickle")
    assert session["add"](1) == 3
    again = pickle.loads(cloudpickle.dumps(session["add"]))
    assert again(1, b=5) == 6


def test_numba_compiles_noodle_functions(session: nbc.Session) -> None:
    numba = pytest.importorskip("numba")
    assert session["dot"](np.ones(3), np.ones(3)) == 3.0
    assert numba.njit(session["dot"])(np.ones(3), np.ones(3)) == 3.0


def test_decorators_of_numba_are_explained_away() -> None:
    pytest.importorskip("numba")
    session = nbc.Session(native="always")
    session.run(
        "import numba\nfrom numba import njit\n@njit(cache=True)\ndef f(x): return x * 2\n"
        "@numba.jit(nopython=True)\ndef g(x): return f(x) + 1\n"
    )
    assert session["g"](20) == 41
    assert type(session["f"]).__name__ == "function" and is_native(session["g"])


def test_a_missing_compiler_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BACKEND, "reason", "native code is not available: no llvmlite")
    session = nbc.Session(native="always")
    session.run("def f(n):\n    t = 0\n    for i in range(n): t += i\n    return t\nx = f(10)\n")
    assert session["x"] == 45
    assert "no llvmlite" in dispatch.tier(session["f"]).reason


def test_numbers_that_grow_beyond_64_bits_are_no_arguments(session: nbc.Session) -> None:
    assert session["add"](2**70, 1) == 2**70 + 1
    assert math.isinf(session["add"](math.inf, 1.0))
    assert sys.getrefcount(session["add"]) < 10


def test_integers_that_the_vm_lets_grow_are_the_vms() -> None:
    source = "import math\ndef f(x): return math.floor(x) + 1\ndef g(j): return (True + j) << 1\n"
    sessions = nbc.Session(native="always"), nbc.Session(native="never")
    for each in sessions:
        each.run(source)
    for name, value in (("f", 1e300), ("g", 2**62), ("f", 2.5), ("g", 3)):
        assert sessions[0][name](value) == sessions[1][name](value)


def test_a_loop_whose_integers_grow_starts_over() -> None:
    source = "d = {'k': 3}\nx = d['k']\nfor i in range(100): x = x * 10\n"
    sessions = nbc.Session(native="always"), nbc.Session(native="never")
    for each in sessions:
        each.run(source)
    assert sessions[0]["x"] == sessions[1]["x"] == 3 * 10**100


def test_a_session_that_is_gone_leaves_nothing() -> None:
    class Mark:
        pass

    session = nbc.Session(native="always")
    session.run(SOURCE + "t = 0\nfor k in range(10): t += k\ntotal(3)\nfib(5)\n")
    session["mark"] = Mark()
    mark = weakref.ref(session["mark"])
    assert session["t"] == 45
    del session
    gc.collect()
    assert mark() is None


def test_what_is_changed_later_does_not_keep_the_vm_from_starting_over() -> None:
    source = (
        "import math\ndef f(x, w):\n    a = math.floor(x)\n    w[0] = 1.0\n    return a\n"
        "def g(x, w):\n    w[0] = 2.0\n    return math.floor(x)\n"
    )
    session = nbc.Session(native="always")
    session.run(source)
    assert session["f"](1e300, np.zeros(1)) == int(1e300)
    changed = np.zeros(1)
    with pytest.raises(nbc.Trap):
        session["g"](1e300, changed)
    assert changed[0] == 2.0


WATCHED = """
def whole(n):
    t = 0
    for i in range(n):
        t += i
    return t

def part(n):
    print(end="")
    t = 0
    for i in range(n):
        t += i
    return t
"""


def test_a_tracer_that_comes_late_sees_every_line_until_it_goes() -> None:
    session = nbc.Session(native="always")
    session.run(WATCHED, filename="<watched>")
    lines: list[int] = []

    def trace(frame: Any, event: str, argument: Any) -> Any:
        if frame.f_code.co_filename == "<watched>" and event == "line":
            lines.append(frame.f_lineno)
        return trace

    def seen(traced: bool) -> list[int]:
        lines.clear()
        before = sys.gettrace()
        if traced:
            sys.settrace(trace)
        try:
            assert [session[name](2) for name in ("whole", "part", "whole")] == [1, 1, 1]
        finally:
            if traced:
                sys.settrace(before)
        return list(lines)

    whole = [3, 4, 5, 4, 5, 4, 6]
    part = [9, 10, 11, 12, 11, 12, 11, 13]
    for _ in range(2):
        seen(traced=False)
        assert seen(traced=True) == [*whole, *part, *whole]
    seen(traced=False)
    asked = [n for n in session["whole"].__code__.co_names if n.startswith("__nbc_whole_")]
    assert [type(session.namespace[n]) for n in asked] == [BuiltinFunctionType], "native again"
