"""Noodle's scalar types as functions: `i32(x)`, `f32(x)`, `f64(x)`; see `nbc.runtime.names`.

Integers are cut towards zero; what does not fit, and NaN, traps. i64, f64 and c128 give Python's
numbers, the others NumPy's scalars.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower import numeric
from nbc.native.lower.casts import Regs, as_dtype, cast
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.text import double
from nbc.native.lower.values import LLVM, Value
from nbc.native.reps import COMPLEX, FLOATS, INTEGERS, SIGNED, ArrayRep, ScalarRep
from nbc.native.traps import CAST_FROM

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_PYTHON = frozenset({"i64", "f64", "c128"})


@lowers_call("i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64", "c64", "c128")
def _scalar_type(lowering: Lowering, arguments: Arguments) -> Value:
    name = arguments.name
    if len(arguments.values) != 1 or arguments.keywords:
        lowering.refuse(f"this call of {name}() has no native form")
    value = arguments.values[0]
    if isinstance(value.rep, ArrayRep):
        return _of_array(lowering, value, name)
    rep = value.rep
    if not isinstance(rep, ScalarRep) or rep.mixed or rep.dtype in COMPLEX and name not in COMPLEX:
        lowering.refuse(f"{name}() of this value has no native form")
    made = ScalarRep(name, weak=name in _PYTHON)
    if name in INTEGERS:
        regs = _to_integer(lowering, value, name)
        known = value.range if name == "i64" and rep.dtype in INTEGERS else None
        return Value(made, regs, range=known)
    if rep.weak and rep.dtype == "i64" and name in ("f32", "c64"):  # rounded twice, as Python does
        value = as_dtype(lowering, value, "f64")
    return Value(made, cast(lowering.text, value.regs, value.dtype, name))


def _of_array(lowering: Lowering, value: Value, name: str) -> Value:
    from nbc.native.lower.arrays.creation import copied  # lazy: arrays build on scalars

    if name in INTEGERS and value.dtype != "bool" and value.dtype != name:
        lowering.refuse(f"{name}() of this array has no native form")
    if value.dtype in COMPLEX and name not in COMPLEX:
        lowering.refuse(f"{name}() of complex elements has no native form")
    return copied(lowering, value, name)


def _to_integer(lowering: Lowering, value: Value, name: str) -> Regs:
    source, out = value.dtype, lowering.text
    if source == "bool":
        return cast(out, value.regs, source, name)
    if source in FLOATS:
        return _of_float(lowering, value, name)
    bits = int(name[1:])
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if name in SIGNED else (0, 2**bits - 1)
    known = value.range
    if known is None or not (low <= known[0] and known[1] <= high):
        _check_integer(lowering, value, name)
    return cast(out, value.regs, source, name)


def _check_integer(lowering: Lowering, value: Value, name: str) -> None:
    """A trap unless the number is the same in the other type."""
    out, source = lowering.text, value.dtype
    wide = cast(out, value.regs, source, "i64")[0]
    narrow = cast(out, value.regs, source, name)
    back = cast(out, narrow, name, "i64")[0]
    changed = out.let(f"icmp ne i64 {back}, {wide}")
    if (source in SIGNED) != (name in SIGNED):
        negative = out.let(f"icmp slt i64 {wide}, 0")
        if "64" in source + name:
            changed = out.let(f"or i1 {changed}, {negative}")
    kind = "u64" if source == "u64" else "i64"
    lowering.trap("CAST", changed, [wide, str(CAST_FROM.index(kind))], text=name)


def _of_float(lowering: Lowering, value: Value, name: str) -> Regs:
    out = lowering.text
    wide = cast(out, value.regs, value.dtype, "f64")
    bits = int(name[1:])
    low = -(2.0 ** (bits - 1)) if name in SIGNED else 0.0
    high = 2.0 ** (bits - 1 if name in SIGNED else bits)
    whole = numeric.intrinsic(lowering, "trunc", "double", wide[0])
    above = out.let(f"fcmp oge double {whole}, {double(low)}")
    below = out.let(f"fcmp olt double {whole}, {double(high)}")
    outside = out.let(f"xor i1 {out.let(f'and i1 {above}, {below}')}, true")
    kind = LLVM[value.dtype]
    width = "i64" if kind == "double" else "i32"
    raw = out.let(f"bitcast {kind} {value.reg} to {width}")
    shown = raw if width == "i64" else out.let(f"zext i32 {raw} to i64")
    lowering.trap("CAST", outside, [shown, str(CAST_FROM.index(value.dtype))], text=name)
    return cast(out, wide, "f64", name)
