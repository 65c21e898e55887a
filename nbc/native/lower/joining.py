"""Joining representations where ways meet, and converting to a joined one.

A join never changes what the program can see: a Python int and a float stay apart. Where a variable
begins as a Python scalar and goes on as another (`s = 0`, then elements are added) the joined
representation is `mixed` and remembers which it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nbc.native.lower.text import double, single
from nbc.native.lower.values import UNKNOWN, Value
from nbc.native.reps import (
    FLOATS,
    SIGNED,
    ArrayRep,
    ListRep,
    PartsRep,
    Rep,
    ScalarRep,
    StaticRep,
    StringRep,
    TupleRep,
)

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_EXACT = 2**53
_WEAK_KINDS = {"i64": "int", "f64": "float", "bool": "bool"}
_LAYOUTS = {frozenset("CI"): "I"}


def join(a: Value, b: Value) -> Value | None:
    """What is known of a value that is `a` or `b`; None where they have no common form."""
    rep = join_reps(a, b)
    if rep is None:
        return None
    if isinstance(rep, TupleRep | PartsRep):
        items = [join(x, y) for x, y in zip(a.items, b.items, strict=True)]
        return Value(rep, items=tuple(item for item in items if item is not None))
    same = a.rep == b.rep and _same_constant(a.constant, b.constant)
    constant = a.constant if same else UNKNOWN
    regs = a.regs if same else ()
    held = "static" if a.held == b.held == "static" else "borrowed"
    return Value(rep, regs, constant, _hull(a.range, b.range), held=held)


def _same_constant(a: Any, b: Any) -> bool:
    """Zeros of different signs are not the same."""
    if isinstance(a, float | complex):
        return type(a) is type(b) and repr(a) == repr(b)
    same: bool = type(a) is type(b) and a == b
    return same


def join_reps(a: Value, b: Value) -> Rep | None:
    x, y = a.rep, b.rep
    if x == y:
        return x
    if isinstance(x, ScalarRep) and isinstance(y, ScalarRep):
        return _join_scalars(a, x, y) or _join_scalars(b, y, x)
    if isinstance(x, ArrayRep) and isinstance(y, ArrayRep):
        if (x.dtype, x.rank) != (y.dtype, y.rank):
            return None
        layout = x.layout if x.layout == y.layout else None
        layout = layout or _LAYOUTS.get(frozenset((x.layout, y.layout)), "A")
        return ArrayRep(x.dtype, x.rank, layout, x.writable and y.writable)
    if isinstance(x, StringRep) and isinstance(y, StringRep):
        return StringRep(0)
    if isinstance(x, ListRep) and isinstance(y, ListRep):
        return _join_lists(x, y)
    if isinstance(x, TupleRep) and isinstance(y, TupleRep) and len(x.items) == len(y.items):
        parts = _join_items(a, b)
        return None if parts is None else TupleRep(parts)
    if isinstance(x, PartsRep) and isinstance(y, PartsRep) and (x.kind, x.key) == (y.kind, y.key):
        parts = _join_items(a, b) if len(x.items) == len(y.items) else None
        return None if parts is None else PartsRep(x.kind, parts, x.key)
    return None


def _join_items(a: Value, b: Value) -> tuple[Rep, ...] | None:
    items = [join_reps(p, q) for p, q in zip(a.items, b.items, strict=True)]
    known = tuple(item for item in items if item is not None)
    return known if len(known) == len(items) else None


def _join_lists(x: ListRep, y: ListRep) -> ListRep | None:
    """A list that is always empty fits any other."""
    if isinstance(x.item, StaticRep) or isinstance(y.item, StaticRep):
        item = y.item if isinstance(x.item, StaticRep) else x.item
    elif x.item == y.item:
        item = x.item
    elif isinstance(x.item, ListRep) and isinstance(y.item, ListRep):
        inner = _join_lists(x.item, y.item)
        if inner is None:
            return None
        item = inner
    else:
        return None
    return ListRep(item, x.argument or y.argument)


def _join_scalars(first: Value, x: ScalarRep, y: ScalarRep) -> ScalarRep | None:
    """`y` mixed with the Python scalar `x`, if its dtype holds `first` exactly."""
    if y.mixed and x == replace(y, mixed=""):
        return y
    if not x.weak or x.mixed:
        return None
    kind = _WEAK_KINDS.get(x.dtype)
    if kind is None or y.mixed not in ("", kind):
        return None
    if y.weak and x.dtype == y.dtype:
        return None
    exact = {
        "int": _int_fits(first, y.dtype),
        "float": y.dtype == "f64" or (y.dtype == "f32" and first.is_constant
                                      and bool(float(first.constant) in (0.0, 1.0, -1.0))),
        "bool": y.dtype == "bool",
    }  # fmt: skip
    return replace(y, mixed=kind) if exact[kind] else None


def _int_fits(value: Value, dtype: str) -> bool:
    if dtype == "i64":
        return True
    if dtype in FLOATS and value.range is not None:
        limit = _EXACT if dtype == "f64" else 2**24
        return -limit <= value.range[0] and value.range[1] <= limit
    if dtype in SIGNED and value.range is not None:
        limit = 2 ** (int(dtype[1:]) - 1)
        return bool(-limit <= value.range[0] and value.range[1] < limit)
    return False


def convert(lowering: Lowering, value: Value, rep: Rep) -> Value:
    """`value` in a representation that it joins into."""
    if value.rep == rep:
        return value
    if isinstance(rep, TupleRep | PartsRep):
        items = zip(value.items, rep.items, strict=True)
        return Value(rep, items=tuple(convert(lowering, item, kind) for item, kind in items))
    if isinstance(rep, ScalarRep):
        assert isinstance(value.rep, ScalarRep)
        if not value.rep.mixed and value.rep == replace(rep, mixed=""):
            return Value(rep, (*value.regs, "false"))
        return Value(rep, (_exactly(lowering, value, rep.dtype), "true"))
    return replace(value, rep=rep, range=None)


def _exactly(lowering: Lowering, value: Value, dtype: str) -> str:
    """A weak scalar's register as `dtype`, which holds it exactly."""
    source = value.dtype
    if source == dtype:
        return value.reg
    if value.is_constant and dtype in FLOATS:
        return double(float(value.constant)) if dtype == "f64" else single(float(value.constant))
    out = lowering.text
    if source == "i64" and dtype in FLOATS:
        return out.let(f"sitofp i64 {value.reg} to {'double' if dtype == 'f64' else 'float'}")
    if source == "i64":
        return out.let(f"trunc i64 {value.reg} to i{dtype[1:]}")
    return out.let(f"fptrunc double {value.reg} to float")


def _hull(a: tuple[int, int] | None, b: tuple[int, int] | None) -> tuple[int, int] | None:
    return None if a is None or b is None else (min(a[0], b[0]), max(a[1], b[1]))
