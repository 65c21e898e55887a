"""Calls the functions of a source text on each engine and compares what happened.

The VM defines the language: native code must return the same value of the same type and dtype, or
raise the same exception with the same message at the same place, and leave the same contents in the
arrays that it was given. CPython must agree too, to the line, save where an i64 overflowed (D001). NaNs are equal
whatever their bits; other floats may be some units in the last place apart where a test says so.
"""

from __future__ import annotations

import functools
import math
import warnings
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, final

import numpy as np

import nbc
from nbc.native.dispatch import TierReport, tier
from tests.engines import native_session, place_of

FILENAME = "<native test>"
TIERS: Counter[str] = Counter()
"""Of the functions that were compared."""

Arguments = Callable[[], tuple[Any, ...]]
"""Makes the arguments of a call, anew for each engine, since calls may write to them."""


@final
@dataclass(frozen=True, slots=True)
class Happened:
    """What a call did. `shares`: which arguments the result shares memory with."""

    value: Any
    error: tuple[str, str, int, int] | None
    arguments: tuple[Any, ...]
    shares: tuple[bool, ...] = ()


@final
@dataclass(frozen=True, slots=True)
class Loaded:
    """A source text that has run on an engine."""

    engine: str
    namespace: dict[str, Any]
    session: nbc.Session | None

    def call(self, function: str, arguments: tuple[Any, ...]) -> Happened:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                value = self.namespace[function](*arguments)
            except Exception as error:  # noqa: BLE001 - whatever the program raises
                return Happened(None, described(error), arguments)
        return Happened(value, None, arguments, tuple(_shared(value, a) for a in arguments))


def load(source: str, engine: str, names: Mapping[str, Any] | None = None) -> Loaded:
    """Runs a source text in a fresh namespace with `np`, `math` and `names`."""
    namespace = {"np": np, "math": math, "__name__": "__main__", **(names or {})}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if engine == "cpython":
            exec(compile(source, FILENAME, "exec", 0, True), namespace)
            return Loaded(engine, namespace, None)
        session = session_of(engine, namespace)
        session.run(source, filename=FILENAME)
    return Loaded(engine, namespace, session)


def session_of(engine: str, namespace: dict[str, Any]) -> nbc.Session:
    """Of "vm", "native" (sums keep their order) or "native-3" (they do not)."""
    if engine == "vm":
        return nbc.Session(namespace, optimize=1)
    return native_session(namespace, optimize=3 if engine == "native-3" else 2)


def compare(
    source: str, calls: Sequence[tuple[str, Arguments]], *, ulps: int = 0,
    names: Mapping[str, Any] | None = None,
) -> list[str]:  # fmt: skip
    """Runs the calls one after the other on every engine; what differed, as readable text."""
    vm, native, cpython = (load(source, engine, names) for engine in ("vm", "native", "cpython"))
    found: list[str] = []
    for function, arguments in calls:
        wanted = vm.call(function, arguments())
        column = None
        if not cpython_is_excused(wanted):
            happened = cpython.call(function, arguments())
            column = happened.error and happened.error[3]
            if difference := differs(happened, wanted, ulps, other_column=column):
                found.append(_report(source, function, arguments(), "cpython", difference))
        happened = native.call(function, arguments())
        if difference := differs(happened, wanted, ulps, other_column=column):
            found.append(_report(source, function, arguments(), "native", difference))
        if "compiler failed" in (reason := tier_of(native, function).reason):
            found.append(_report(source, function, arguments(), "native", reason))
    TIERS.update(tier_of(native, function).tier for function in {name for name, _ in calls})
    return found


def mostly_native(share: float) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """For a test of random programs: so many of their functions are native at least. Else a compiler
    that refuses everything would agree with the VM on everything."""

    def checked(test: Callable[[], None]) -> Callable[[], None]:
        @functools.wraps(test)
        def run() -> None:
            TIERS.clear()
            test()
            assert TIERS["native"] >= share * TIERS.total(), TIERS

        return run

    return checked


def tier_of(loaded: Loaded, function: str) -> TierReport:
    """Where a function ran. A bug in the compiler makes it run on the VM and is its reason."""
    return tier(loaded.namespace[function])


def cpython_is_excused(wanted: Happened) -> bool:
    return wanted.error is not None and wanted.error[0] == "OverflowTrap"


def differs(
    found: Happened, wanted: Happened, ulps: int = 0, *, other_column: int | None = None
) -> str:
    """What differs between two calls, or an empty text. `other_column`: of CPython's error, which
    is right as well."""
    left, right = found.error, wanted.error
    if left and right and left[3] == other_column:
        right = (*right[:3], other_column)
    if left != right:
        return f"{found.error or shown(found.value)}, VM {wanted.error or shown(wanted.value)}"
    if not same(found.value, wanted.value, ulps):
        return f"{shown(found.value)}, VM {shown(wanted.value)}"
    if found.shares != wanted.shares:
        return f"shares memory with its arguments: {found.shares}, VM {wanted.shares}"
    for number, (left, right) in enumerate(zip(found.arguments, wanted.arguments, strict=True)):
        for after, meant in zip(_memory(left), _memory(right), strict=True):
            if not same(after, meant, ulps):
                return f"argument {number} is left as {shown(after)}, VM {shown(meant)}"
    return ""


def same(left: Any, right: Any, ulps: int = 0) -> bool:
    """Equal in type, dtype, shape and value."""
    if type(left) is not type(right):
        return False
    if isinstance(left, tuple | list):
        return len(left) == len(right) and all(
            same(a, b, ulps) for a, b in zip(left, right, strict=True)
        )
    if isinstance(left, np.ndarray):
        alike = left.dtype == right.dtype and left.shape == right.shape
        return alike and _equal(np.asarray(left), np.asarray(right), ulps)
    if isinstance(left, float | complex | np.generic):
        return _equal(np.asarray(left), np.asarray(right), ulps)
    return bool(left == right)


def shown(value: Any) -> str:
    if isinstance(value, np.ndarray | np.generic):
        return f"{type(value).__name__} {value.dtype} {value.shape} {value.tolist()}"
    return f"{type(value).__name__} {value!r}"


def _equal(left: Any, right: Any, ulps: int) -> bool:
    if left.dtype.kind == "c":
        room = max(ulps, COMPLEX_ULPS)
        return _equal(left.real, right.real, room) and _equal(left.imag, right.imag, room)
    if left.dtype.kind != "f":
        return bool((left == right).all())
    nan = np.isnan(left) & np.isnan(right)
    if not ulps:
        exact = (left == right) & (np.signbit(left) == np.signbit(right))
        return bool((exact | nan).all())
    with np.errstate(all="ignore"):
        room = ulps * np.spacing(np.maximum(np.abs(left), np.abs(right)))
        near = (left == right) | (np.abs(left - right) <= room)
    return bool((near | nan).all())


def _memory(argument: Any) -> tuple[Any, ...]:
    """An argument, and the array that it is a view of."""
    base = argument.base if isinstance(argument, np.ndarray) else None
    return (argument, base) if isinstance(base, np.ndarray) else (argument,)


def _shared(value: Any, argument: Any) -> bool:
    arrays = isinstance(value, np.ndarray) and isinstance(argument, np.ndarray)
    return arrays and np.may_share_memory(value, argument)


COMPLEX_ULPS = 4
"""NumPy's vector loops for complex numbers round otherwise than its scalar ones."""


def described(error: Exception) -> tuple[str, str, int, int]:
    message = getattr(error, "message", None) or str(error)
    line, column = place_of(error, FILENAME)
    if isinstance(error, UnboundLocalError) or "range() arg 3" in str(error):
        # CPython's moves once it has joined two loads; a range is no call of its own in NBC.
        column = 0
    return type(error).__name__, str(message), line, column


def _report(
    source: str, function: str, arguments: tuple[Any, ...], engine: str, difference: str
) -> str:
    values = "\n".join(f"    {shown(value)}" for value in arguments)
    return f"{source}\n{function} on {engine}, with\n{values}\n  {difference}\n"
