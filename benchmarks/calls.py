"""What a call from Python costs, in nanoseconds: functions that do next to nothing.

Beside Noodle: numba's dispatcher, builtins of C extensions, and ctypes and cffi (its API mode),
which take the address of an array in each call.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import math
import statistics
import tempfile
import timeit
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy

from benchmarks import sides
from benchmarks.options import Options
from benchmarks.processes import AskError, ask
from benchmarks.sources import cut
from benchmarks.tables import Cell, Column, Table

FILE = Path(__file__).parent / "programs" / "calls.py"
ROUNDS = 11
SAMPLE_S = 2e-3
LIMIT_S = 120.0
SIDES = ("noodle", "numba", "C builtin", "ctypes", "cffi", "CPython")
BOUNDS_NS = {"one_float": 100, "two_floats": 100, "two_arrays": 150}

ARITIES = {"one_float": 1, "two_floats": 2, "one_array": 1, "two_arrays": 2, "three_arrays": 3}
BUILTINS: dict[str, Callable[..., Any]] = {"one_float": math.sqrt, "two_floats": math.hypot}

Call = tuple[str, dict[str, Any]]

C_CODE = """
double one_float(double x) { return x + 1.0; }
double two_floats(double x, double y) { return x * y + 1.0; }
double one_array(double *a) { return a[0]; }
double two_arrays(double *a, double *b) { return a[0] + b[0]; }
double three_arrays(double *a, double *b, double *c) { return a[0] + b[0] + c[0]; }
"""


def new_table() -> Table:
    columns = (*(Column(side, "ns") for side in shown()), Column("aim", "text"))
    return Table("calls", "A call from Python, nanoseconds", columns)


def shown() -> list[str]:
    has_c = {"ctypes": sides.has_gcc(), "cffi": sides.has_gcc()}
    return [side for side in SIDES if sides.is_installed(side) and has_c.get(side, True)]


def fill(table: Table, options: Options) -> None:
    for name in ARITIES:
        if options.wants(name):
            question = {"name": name, "rounds": options.rounds(ROUNDS)}
            try:
                answer = ask("benchmarks.calls:measure", question, limit_s=LIMIT_S, environment={})
            except AskError as error:
                table.note(f"{name}: {error}")
                continue
            times_ns = answer["times_ns"]
            bound = BOUNDS_NS.get(name)
            aim = f"≤ {bound}" if bound else None
            cells: list[Cell] = [*(times_ns.get(side) for side in shown()), aim]
            table.add(name.replace("_", " "), cells)
            for side, reason in answer["reasons"].items():
                table.note(f"{name}, {side}: {reason}")


def measure(name: str, rounds: int) -> dict[str, Any]:
    """Nanoseconds a call by side, and why there are none."""
    count = ARITIES[name]
    values = [numpy.arange(4.0) for _ in range(count)] if "array" in name else [1.5, 2.5][:count]
    reasons: dict[str, str] = {}
    timers: dict[str, timeit.Timer] = {}
    with tempfile.TemporaryDirectory() as folder:
        for side, make in makers(name, count, Path(folder)).items():
            if side not in shown():
                continue
            try:
                call, names = make()
                given = dict(zip("abc", values, strict=False))
                timer = timeit.Timer(call, globals={**names, **given})
                timer.timeit(100)  # so that what is called often is compiled
                timers[side] = timer
            except Exception as error:  # noqa: BLE001  # a side may fail in any way
                reasons[side] = f"{type(error).__name__}: {error}"[:160]
        times = taking_turns(timers, rounds)
    return {"times_ns": times, "reasons": reasons}


def makers(name: str, count: int, folder: Path) -> dict[str, Callable[[], Call]]:
    """For each side, the call as a statement, and the names in it."""
    source = cut(FILE, name)
    letters = "abc"[:count]
    plain = f"f({', '.join(letters)})"
    addresses = f"f({', '.join(f'{letter}.ctypes.data' for letter in letters)})"
    made: dict[str, Callable[[], Call]] = {
        "noodle": lambda: (plain, {"f": sides.noodle(source)}),
        "numba": lambda: (plain, {"f": sides.numba(source)}),
        "ctypes": lambda: (
            addresses if "array" in name else plain, {"f": with_ctypes(name, count, folder)}
        ),
        "cffi": lambda: with_cffi(name, letters, folder),
        "CPython": lambda: (plain, {"f": sides.cpython(source)}),
    }  # fmt: skip
    if name in BUILTINS:
        made["C builtin"] = lambda: (plain, {"f": BUILTINS[name]})
    return made


def with_ctypes(name: str, count: int, folder: Path) -> Callable[..., Any]:
    file = folder / f"{name}.c"
    file.write_text(C_CODE)
    sides.gcc(file, folder, fast=False, returns="float")
    function: Any = getattr(ctypes.CDLL(str(file.with_suffix(".so"))), name)
    function.restype = ctypes.c_double
    function.argtypes = [ctypes.c_void_p if "array" in name else ctypes.c_double] * count
    made: Callable[..., Any] = function
    return made


def with_cffi(name: str, letters: str, folder: Path) -> Call:
    ffi = importlib.import_module("cffi").FFI()
    ffi.cdef("".join(f"{line.split('{')[0].strip()};" for line in C_CODE.strip().splitlines()))
    ffi.set_source("calls_cffi", C_CODE)
    spec = importlib.util.spec_from_file_location("calls_cffi", ffi.compile(tmpdir=str(folder)))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    form = "view('double[]', {})" if "array" in name else "{}"
    call = f"f({', '.join(form.format(letter) for letter in letters)})"
    return call, {"f": getattr(module.lib, name), "view": module.ffi.from_buffer}


def taking_turns(timers: dict[str, timeit.Timer], rounds: int) -> dict[str, float]:
    counts = {side: calls_of(timer) for side, timer in timers.items()}
    times_s: dict[str, list[float]] = {side: [] for side in timers}
    for _ in range(rounds):
        for side, timer in timers.items():
            times_s[side].append(timer.timeit(counts[side]) / counts[side])
    return {side: statistics.median(times) * 1e9 for side, times in times_s.items()}


def calls_of(timer: timeit.Timer) -> int:
    return max(100, int(SAMPLE_S / (timer.timeit(1000) / 1000)))
