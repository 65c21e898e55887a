"""IR text in, running code out; errors; the disk cache behind it; what can be asked later."""

from __future__ import annotations

import ctypes
import gc
import os
import platform
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from nbc.errors import InternalError
from nbc.native import llvm
from nbc.native.llvm import machine, passes
from tests.unit.native.llvm.kernels import SQUARE, function, over_array, run_over_arrays


@pytest.mark.parametrize("level", passes.LEVELS)
def test_machine_code_runs(level: str) -> None:
    loaded = llvm.machine_code(SQUARE, ["square"], level=level)
    assert function(loaded.addresses["square"])(12) == 144
    assert not loaded.from_cache


def test_equal_names_do_not_collide() -> None:
    first = llvm.machine_code(SQUARE, ["square"])
    second = llvm.machine_code(SQUARE.replace("mul", "add"), ["square"])
    assert function(first.addresses["square"])(5) == 25
    assert function(second.addresses["square"])(5) == 10


def test_threads_may_compile_at_once() -> None:
    results: list[int] = []

    def compile_one(number: int) -> None:
        llvm.warm_up()
        loaded = llvm.machine_code(SQUARE.replace("%x, %x", f"%x, {number}"), ["square"])
        results.append(function(loaded.addresses["square"])(10))

    threads = [threading.Thread(target=compile_one, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [10 * n for n in range(8)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_forked_child_compiles() -> None:
    llvm.warm_up()
    child = os.fork()
    if child == 0:
        loaded = llvm.machine_code(SQUARE, ["square"])
        os._exit(function(loaded.addresses["square"])(6))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 36


def test_a_syntax_error_names_the_line() -> None:
    wrong = SQUARE.replace("%x, %x", "%x, %nothing")
    with pytest.raises(
        InternalError, match=r"parsing: use of undefined value '%nothing'"
    ) as raised:
        llvm.machine_code(wrong, ["square"])
    assert raised.value.notes == ("line 3 of the IR: %y = mul i64 %x, %nothing",)


def test_ir_that_does_not_verify_is_an_internal_error() -> None:
    wrong = "define i64 @f() {\na:\n  br label %b\nb:\n  %x = phi i64 [ 1, %c ]\n  ret i64 %x\nc:\n  ret i64 0\n}"
    with pytest.raises(InternalError, match="parsing"):
        llvm.machine_code(wrong, ["f"])


def test_a_missing_symbol_is_an_internal_error() -> None:
    wrong = "declare i64 @nowhere()\ndefine i64 @f() {\n  %x = call i64 @nowhere()\n  ret i64 %x\n}"
    with pytest.raises(InternalError, match="linking") as raised:
        llvm.machine_code(wrong, ["f"])
    assert raised.value.notes == ("symbols that nobody defines: nowhere",)


def test_defined_symbols_can_be_called() -> None:
    add_one = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64)(lambda x: x + 1)
    llvm.define_symbol("test_add_one", ctypes.cast(add_one, ctypes.c_void_p).value or 0)
    ir = """
declare i64 @test_add_one(i64)
define i64 @f(i64 %x) {
  %y = call i64 @test_add_one(i64 %x)
  ret i64 %y
}"""
    for _ in range(2):  # compiled, then from the cache
        loaded = llvm.machine_code(ir, ["f"], key=b"symbols")
        assert function(loaded.addresses["f"])(41) == 42
    assert loaded.from_cache


def test_the_cache_gives_code_and_metadata(cache_folder: Path) -> None:
    llvm.machine_code(SQUARE, ["square"], key=b"k", metadata={"places": [1, 2]})
    loaded = llvm.cached(b"k", ["square"])
    assert loaded is not None and loaded.from_cache
    assert loaded.metadata == {"places": [1, 2]}
    assert function(loaded.addresses["square"])(7) == 49
    assert loaded.ir == SQUARE
    assert llvm.cached(b"k", ["square"], level="quick") is None
    assert llvm.cached(b"other", ["square"]) is None


def test_the_text_is_the_key_where_none_is_given() -> None:
    assert not llvm.machine_code(SQUARE, ["square"]).from_cache
    assert llvm.machine_code(SQUARE, ["square"]).from_cache
    assert not llvm.machine_code(SQUARE, ["square"], level="quick").from_cache
    assert not llvm.machine_code(SQUARE + "\n", ["square"]).from_cache


def test_an_entry_that_cannot_be_linked_is_made_anew() -> None:
    llvm.machine_code(SQUARE, ["square"], key=b"k")
    other = SQUARE.replace("@square", "@other")
    assert not llvm.machine_code(other, ["other"], key=b"k").from_cache


def test_dropped_code_is_unmapped() -> None:
    kept = [llvm.machine_code(SQUARE, ["square"]) for _ in range(3)]
    before = mapped(kept[0].addresses["square"])
    address = kept.pop().addresses["square"]
    gc.collect()
    if before is not None:
        assert not mapped(address)


def test_assembly_and_optimised_ir_are_made_on_demand() -> None:
    loaded = llvm.machine_code(over_array("%r = fmul double %x, %y"), ["kernel"])
    assert "kernel:" in loaded.assembly()
    assert "x double>" in loaded.optimised_ir(), "not vectorised"
    a, b = np.arange(100.0), np.arange(100.0) + 1
    assert np.array_equal(run_over_arrays(loaded, a, b), a * b)


@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="x86 assembly")
def test_constants_are_near_the_code() -> None:
    """Small code model: constants are addressed relative to the code."""
    loaded = llvm.machine_code(over_array("%r = fmul double %x, 0x3FB999999999999A"), ["kernel"])
    assert "(%rip)" in loaded.assembly()


def test_one_target_machine_per_width() -> None:
    assert machine.target_machine(2, False) is machine.target_machine(2, False)


def mapped(address: int) -> bool | None:
    """Whether an address is mapped as code; None where the system does not say."""
    maps = Path("/proc/self/maps")
    if not maps.exists():
        return None
    for line in maps.read_text().splitlines():
        span, mode = line.split()[:2]
        start, stop = (int(x, 16) for x in span.split("-"))
        if start <= address < stop:
            return "x" in mode
    return False


def test_modules_may_become_garbage_together_with_their_contexts() -> None:
    """As in the frames of a traceback that is dropped late; in a process of its own, since what
    goes wrong then is a crash."""
    program = """
import gc
from nbc.native.llvm import machine

gc.disable()
for _ in range(50):
    context = machine.new_context()
    ring = [context, machine.parse("define i32 @f() { ret i32 0 }", context)]
    ring.append(ring)
    del context, ring
assert gc.collect() > 50
"""
    subprocess.run([sys.executable, "-c", program], check=True)
