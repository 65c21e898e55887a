"""The Python side of native code's run-time library: `Dispatcher`, `RegionEntry`, `run_unit`.

The library itself is C (support.h), shipped as the LLVM IR text support.ll and started once per
process. It reads the structs of CPython 3.11, so importing this module elsewhere is an ImportError.
plan.py translates representations for it, declarations.py has its functions for the compiler,
threads.py runs the chunks of parallel loops.
"""

from __future__ import annotations

import builtins
import platform
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Protocol, final

from nbc.errors import InternalError
from nbc.native.reps import Rep, StaticRep
from nbc.native.support import threads
from nbc.native.support.declarations import DECLARATIONS
from nbc.native.support.plan import DTYPES, Plan
from nbc.native.traps import TRAPS
from nbc.native.unit import Compiled
from nbc.runtime.unset import UNSET

__all__ = [
    "DECLARATIONS", "DTYPES", "Dispatcher", "OnTrap", "RegionEntry", "Trap", "run_unit",
    "set_parallel_runner",
]  # fmt: skip

IS_KNOWN_PYTHON: Final = (
    sys.implementation.name == "cpython"
    and sys.version_info[:2] == (3, 11)
    and sys.platform == "linux"
    and platform.machine() == "x86_64"
    and not hasattr(sys, "gettotalrefcount")
)
"""Whether the structs that support.ll reads are those of this process."""

if not IS_KNOWN_PYTHON:
    raise ImportError("native code needs CPython 3.11 on x86-64 Linux")

STORED_TRAPS: Final = (
    "MEMORY", "ZERO_POWER", "POWER_RANGE", "COMPLEX_POWER", "ROUND_RANGE", "COMPLEX_ZERO_POWER",
    "COMPLEX_POWER_RANGE",
)  # fmt: skip
"""In the order of `enum Trap` in state.h."""

MOST_SLOTS: Final = 4096
"""Of a unit's inputs or results: they lie on the stack."""


@final
@dataclass(frozen=True, slots=True)
class Trap:
    """What native code left with. `place` and `trace` number `Compiled.places`; `trace` are those
    of the calls that were left, innermost first, at most 64 of `depth`."""

    kind: int
    place: int
    values: tuple[int, ...]
    trace: tuple[int, ...]
    depth: int


OnTrap = Callable[[Compiled, Trap], Any]
"""For a function: raises (or gives the call's result). For a region: gives the exception."""


class _Native(Protocol):
    """The dispatcher of the C side."""

    def callable(self) -> Callable[..., Any]: ...
    def clear(self) -> None: ...
    def add(
        self, address: int, counts: tuple[int, ...], inputs: bytes, results: bytes,
        objects: tuple[Any, ...],
    ) -> None: ...  # fmt: skip


@final
@dataclass(frozen=True, slots=True)
class Library:
    """What `noodle_start` gives."""

    dispatcher: Callable[[str, Callable[..., Any]], _Native]
    set_main_thread: Callable[[], None]
    set_runner: Callable[[Any, int], None]


@final
class Dispatcher:
    """`callable` is a builtin for positional arguments: it calls the newest specialisation that
    they fit, and `miss(*arguments)` when there is none. For a region its result is a tuple: each
    output (UNSET where the variable has no value), and last the exception that ended it, or None.
    """

    __slots__ = ("_native", "_on_trap", "callable")

    def __init__(self, name: str, miss: Callable[..., Any], on_trap: OnTrap | None = None) -> None:
        self._native = library().dispatcher(name, miss)
        self._on_trap = on_trap
        self.callable: Callable[..., Any] = self._native.callable()

    def add(
        self, compiled: Compiled, namespace: dict[str, Any], *, on_trap: OnTrap | None = None,
        constants: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """One more specialisation, tried first. `namespace`: where its globals are, the builtins
        behind them. `constants`: the objects of inputs that are static, by name."""
        handler = on_trap or self._on_trap
        if handler is None:
            raise InternalError("N9001", "a dispatcher needs a handler of traps")
        unit = compiled.unit
        inputs = _input_plan(compiled, constants or {})
        results = _result_plan(compiled)
        counts = (
            len(unit.inputs), len(unit.shared), len(unit.statics), inputs.slots, results.slots,
            inputs.buffers, int(unit.region is not None),
        )  # fmt: skip
        names = (*(name for name, _ in unit.shared), *unit.statics)
        objects = (
            compiled, handler, namespace, _builtins_of(namespace), tuple(map(sys.intern, names)),
            tuple(unit.statics.values()), tuple(inputs.constants),
        )  # fmt: skip
        self._native.add(compiled.address, counts, inputs.packed, results.packed, objects)

    def clear(self) -> None:
        """Forgets all specialisations; calls that run end as they would have."""
        self._native.clear()


RegionEntry = Dispatcher
"""What is added decides whether the results are a function's or a region's."""


def run_unit(
    compiled: Compiled, values: Sequence[Any], namespace: dict[str, Any] | None = None,
    *, on_trap: OnTrap | None = None,
) -> Any:  # fmt: skip
    """Calls a unit without a Python function around it. TypeError where the values do not fit."""
    dispatcher = Dispatcher("unit", _no_fit, on_trap or _raise_trap)
    dispatcher.add(compiled, {} if namespace is None else namespace)
    return dispatcher.callable(*values)


def set_parallel_runner(run: threads.Runner, workers: int) -> None:
    """`run` starts the work of a parallel loop (see threads.py); with one worker loops run in the
    calling thread and it is not called."""
    library().set_runner(run, workers)


def library() -> Library:
    """The library of this process: compiled or taken from the cache, linked, started."""
    with _STARTING:
        return _started()


_STARTING: Final = threading.Lock()


@cache
def _started() -> Library:
    import ctypes  # lazy: only the first use needs it

    from numpy._core import _multiarray_umath  # lazy: NumPy, which not every program needs

    from nbc.native.llvm import support_address  # lazy: brings llvmlite

    start = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.py_object)(support_address("noodle_start"))
    types = (bool, int, float, complex, str, tuple, list, dict)
    objects = (None, True, False, UNSET, Trap, KeyboardInterrupt, SystemError)
    numbers = tuple(TRAPS[name].number for name in STORED_TRAPS)
    main = threading.main_thread().ident
    made = Library(*start((types, objects, numbers, main, _multiarray_umath._ARRAY_API)))
    threads.start(made.set_runner, made.set_main_thread)
    return made


def _input_plan(compiled: Compiled, constants: Mapping[str, Any]) -> Plan:
    plan = Plan()
    for name, rep in (*compiled.unit.inputs, *compiled.unit.shared):
        plan.add(rep, _constant(name, rep, constants))
    return _checked(plan)


def _constant(name: str, rep: Rep, constants: Mapping[str, Any]) -> Any:
    if not isinstance(rep, StaticRep):
        return None
    if name not in constants:
        raise InternalError("N9001", f"no object was given for the static input {name!r}")
    return constants[name]


def _result_plan(compiled: Compiled) -> Plan:
    plan = Plan()
    if compiled.unit.region is None:
        plan.add(compiled.result)
    else:
        plan.add_outputs(rep for _, rep in compiled.outputs)
    return _checked(plan)


def _checked(plan: Plan) -> Plan:
    if plan.slots > MOST_SLOTS:
        raise InternalError("N9001", f"a unit passes {plan.slots} slots, more than {MOST_SLOTS}")
    return plan


def _builtins_of(namespace: Mapping[str, Any]) -> dict[str, Any]:
    found = namespace.get("__builtins__", builtins)
    return found if isinstance(found, dict) else vars(found)


def _no_fit(*values: Any) -> Any:
    raise TypeError(f"the values do not fit the unit: {values}")


def _raise_trap(compiled: Compiled, trap: Trap) -> Any:
    raise InternalError("N9001", f"native code ended with a trap: {trap}")
