"""The call itself: specialisations, globals, traps, regions, references."""

from __future__ import annotations

import builtins
import gc
import sys
import threading
import weakref
from types import BuiltinFunctionType
from typing import Any

import numpy as np
import pytest

from nbc.errors import InternalError
from nbc.native.reps import (
    COMPLEX128,
    FLOAT,
    INT,
    NONE,
    ArrayRep,
    OpaqueRep,
    ScalarRep,
    StaticRep,
    TupleRep,
)
from nbc.native.support.binding import Dispatcher, run_unit
from nbc.runtime.unset import UNSET
from tests.unit.native.support.units import (
    MISSED,
    Trapped,
    copies,
    entry,
    miss,
    raise_it,
    return_it,
    traps,
    unit,
)

FLOATS = ArrayRep("f64", 1, "C")


def constant(value: int, inputs: list[Any], **more: Any) -> Any:
    return unit(f"  store i64 {value}, ptr %out\n  ret i32 0", inputs, INT, **more)


def test_each_call_finds_its_specialisation() -> None:
    call = entry(constant(1, [FLOAT]), constant(2, [INT]), constant(3, [INT, INT]))
    for _ in range(3):
        assert [call(1.0), call(1), call(1, 1), call(2.0)] == [1, 2, 3, 1]
    assert call("a") == (MISSED, "a")


def test_the_newest_that_fits_is_taken() -> None:
    call = entry(constant(1, [FLOAT]), constant(2, [FLOAT]))
    assert call(1.0) == 2


def test_cleared_dispatchers_miss_and_what_runs_ends() -> None:
    dispatcher = Dispatcher("f", miss, raise_it)
    dispatcher.add(constant(1, [FLOAT]), {})
    assert dispatcher.callable(1.0) == 1
    dispatcher.clear()
    assert dispatcher.callable(1.0) == (MISSED, 1.0)

    def clear(compiled: Any, trap: Any) -> Any:
        dispatcher.clear()
        return "cleared"

    dispatcher.add(unit(traps(1), [FLOAT]), {}, on_trap=clear)
    assert dispatcher.callable(1.0) == "cleared"
    assert dispatcher.callable(1.0) == (MISSED, 1.0)


def test_the_callable_is_a_builtin_with_the_name() -> None:
    call = Dispatcher("speed", miss, raise_it).callable
    assert (call.__name__, type(call)) == ("speed", BuiltinFunctionType)
    assert call() == (MISSED,)


def test_what_a_miss_raises_comes_through() -> None:
    def fail(*values: Any) -> Any:
        raise KeyError(values)

    with pytest.raises(KeyError):
        Dispatcher("f", fail, raise_it).callable(1)


# --- globals ---


def test_statics_are_compared_by_identity() -> None:
    here: dict[str, Any] = {"g": len}
    call = entry(constant(1, [], statics={"g": len, "abs": abs}), namespace=here)
    assert call() == 1
    here["other"] = 1
    assert call() == 1
    here["g"] = max
    assert call() == (MISSED,)
    here["g"] = len
    assert call() == 1
    here["abs"] = None
    assert call() == (MISSED,)
    del here["abs"], here["g"]
    assert call() == (MISSED,)


def test_a_changed_builtin_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    call = entry(constant(1, [], statics={"abs": abs}))
    assert call() == 1
    monkeypatch.setattr(builtins, "abs", lambda value: value)
    assert call() == (MISSED,)


def test_shared_globals_are_inputs() -> None:
    here: dict[str, Any] = {"g": 5}
    call = entry(unit(copies(2), [INT], TupleRep((INT, INT)), shared={"g": INT}), namespace=here)
    assert call(1) == (1, 5)
    here["g"] = 6
    assert call(1) == (1, 6)
    here["g"] = 6.0
    assert call(1) == (MISSED, 1)
    here["g"] = 7
    assert call(1) == (1, 7)
    del here["g"]
    assert call(1) == (MISSED, 1)


def test_shared_arrays_are_read_again_and_held() -> None:
    array = np.arange(3.0)
    here: dict[str, Any] = {"g": array}
    call = entry(unit(copies(4), [], FLOATS, shared={"g": FLOATS}), namespace=here)
    before = sys.getrefcount(array)
    found = call()
    assert found is array
    del found
    assert sys.getrefcount(array) == before
    here["g"] = array.reshape(3, 1)
    assert call() == (MISSED,)


def test_static_inputs() -> None:
    dispatcher = Dispatcher("f", miss, raise_it)
    static = unit("  ret i32 0", [StaticRep("builtin", "len"), OpaqueRep()])
    with pytest.raises(InternalError, match="v0"):
        dispatcher.add(static, {})
    dispatcher.add(static, {}, constants={"v0": len})
    assert dispatcher.callable(len, 1) is None
    assert dispatcher.callable(max, 1) == (MISSED, max, 1)


# --- traps ---


def test_a_trap_reaches_the_handler() -> None:
    compiled = unit(traps(11, 2, [1, -2, 3, 4, 5, 6]), [FLOAT])
    with pytest.raises(Trapped) as caught:
        entry(compiled)(1.0)
    trap = caught.value.trap
    assert caught.value.compiled is compiled
    assert (trap.kind, trap.place, trap.values) == (11, 2, (1, -2, 3, 4, 5, 6))
    assert (trap.trace, trap.depth) == ((), 0)


@pytest.mark.parametrize("depth", [1, 64, 1000])
def test_the_trace_is_the_innermost_calls(depth: int) -> None:
    body = f"  %d = getelementptr i64, ptr %ctx, i64 13\n  store i64 {depth}, ptr %d\n"
    for number in range(min(depth, 64)):
        body += f"  %e{number} = getelementptr i64, ptr %ctx, i64 {16 + number}\n"
        body += f"  store i64 {number * 3}, ptr %e{number}\n"
    with pytest.raises(Trapped) as caught:
        entry(unit(body + traps(1), []))()
    trap = caught.value.trap
    assert trap.depth == depth and trap.trace == tuple(range(0, 3 * min(depth, 64), 3))


def test_references_stay_right_after_misses_and_traps() -> None:
    array, text = np.arange(3.0), "".join(["some ", "text"])
    before = sys.getrefcount(array), sys.getrefcount(text)
    call = entry(unit(traps(1), [FLOATS, OpaqueRep()]))
    for _ in range(5):
        with pytest.raises(Trapped):
            call(array, text)
        call(text, array)
    assert (sys.getrefcount(array), sys.getrefcount(text)) == before


def test_native_code_that_says_nonsense_is_a_system_error() -> None:
    with pytest.raises(SystemError):
        entry(unit("  ret i32 2", []))()


# --- regions ---

SET_FIRST = """
  store i64 1, ptr %out
  %v = getelementptr i64, ptr %out, i64 1
  store double 2.5, ptr %v
"""


def test_a_region_gives_its_variables_and_no_error() -> None:
    region = unit(SET_FIRST + "  ret i32 0", [INT], outputs=[FLOAT, INT])
    assert entry(region)(1) == (2.5, UNSET, None)
    assert entry(region)("a") == (MISSED, "a")
    assert entry(unit("  ret i32 0", [], outputs=[]))() == (None,)


def test_a_region_gives_its_variables_after_a_trap() -> None:
    region = unit(SET_FIRST + traps(3), [], outputs=[FLOAT, TupleRep((INT, COMPLEX128)), NONE])
    value, *unset, error = entry(region)()
    assert value == 2.5 and unset == [UNSET, UNSET]
    assert isinstance(error, Trapped) and error.trap.kind == 3


def test_what_a_handler_of_a_region_raises_is_raised() -> None:
    dispatcher = Dispatcher("f", miss, raise_it)
    dispatcher.add(unit(traps(3), [], outputs=[INT]), {})
    with pytest.raises(Trapped):
        dispatcher.callable()


def test_outputs_follow_ones_that_are_unset() -> None:
    pair = TupleRep((INT, ScalarRep("f64", weak=False, mixed="int")))
    body = "  %f = getelementptr i64, ptr %out, i64 4\n  store i64 1, ptr %f\n"
    body += "  %v = getelementptr i64, ptr %out, i64 5\n  store i64 9, ptr %v\n  ret i32 0"
    region = unit(body, [], outputs=[pair, INT])
    assert entry(region)() == (UNSET, 9, None)


# --- lifetime ---


def test_cycles_through_a_dispatcher_are_collected() -> None:
    class Owner:
        call: Any = None

        def miss(self, *values: Any) -> Any:
            return self

    owner = Owner()
    here: dict[str, Any] = {"owner": owner}
    dispatcher = Dispatcher("f", owner.miss, return_it)
    dispatcher.add(constant(1, [], statics={"owner": owner}), here)
    owner.call = dispatcher.callable
    alive = weakref.ref(owner)
    assert owner.call() == 1
    del owner, here, dispatcher
    gc.collect()
    assert alive() is None


def test_many_threads_call_at_once() -> None:
    call = entry(unit(copies(1), [FLOAT], FLOAT), unit(copies(1), [INT], INT))
    wrong: list[Any] = []

    def work(base: int) -> None:
        for number in range(base, base + 3000):
            if call(number) != number or call(number + 0.5) != number + 0.5:
                wrong.append(number)

    threads = [threading.Thread(target=work, args=(1000 * n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_run_unit() -> None:
    assert run_unit(unit(copies(1), [FLOAT], FLOAT), [2.5]) == 2.5
    with pytest.raises(TypeError, match="do not fit"):
        run_unit(unit(copies(1), [FLOAT], FLOAT), [2])
    with pytest.raises(InternalError, match="kind=4"):
        run_unit(unit(traps(4), []), [])
