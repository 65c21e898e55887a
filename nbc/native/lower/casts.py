"""Conversions of numbers between dtypes, as NumPy's `astype` does them, and Python's that trap.

Registers in, registers out. A float outside an integer's range gives what the processor's
conversion gives NumPy, defined here without LLVM's poison.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower.text import Text, double, single
from nbc.native.lower.values import LLVM, Value
from nbc.native.reps import COMPLEX, FLOATS, INTEGERS, SIGNED, UNSIGNED, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

Regs = tuple[str, ...]


def literal(value: complex, dtype: str) -> Regs:
    """A constant's registers."""
    if dtype == "bool":
        return ("true" if value else "false",)
    if dtype in INTEGERS:
        assert isinstance(value, int | float)
        return (str(int(value)),)
    write = double if dtype in ("f64", "c128") else single
    if dtype in COMPLEX:
        number = complex(value)
        return write(number.real), write(number.imag)
    assert isinstance(value, int | float)
    return (write(float(value)),)


def cast(out: Text, regs: Regs, source: str, target: str) -> Regs:
    """Registers of dtype `source` as `target`."""
    if source == target:
        return regs
    if target == "bool":
        return (truth(out, regs, source),)
    if source in COMPLEX:
        part = "f64" if source == "c128" else "f32"
        if target in COMPLEX:
            other = "f64" if target == "c128" else "f32"
            return tuple(cast(out, (reg,), part, other)[0] for reg in regs)
        return cast(out, regs[:1], part, target)
    if target in COMPLEX:
        part = "f64" if target == "c128" else "f32"
        return cast(out, regs, source, part)[0], literal(0.0, part)[0]
    return (_real(out, regs[0], source, target),)


def truth(out: Text, regs: Regs, dtype: str) -> str:
    """Whether a number is not zero, as i1."""
    if dtype == "bool":
        return regs[0]
    kind = LLVM[dtype]
    if dtype in INTEGERS:
        return out.let(f"icmp ne {kind} {regs[0]}, 0")
    tests = [out.let(f"fcmp une {kind} {reg}, 0.0") for reg in regs]
    return tests[0] if len(tests) == 1 else out.let(f"or i1 {tests[0]}, {tests[1]}")


def _real(out: Text, reg: str, source: str, target: str) -> str:
    a, b = LLVM[source], LLVM[target]
    if target in FLOATS:
        if source in FLOATS:
            return out.let(f"{'fpext' if target == 'f64' else 'fptrunc'} {a} {reg} to {b}")
        operation = "sitofp" if source in SIGNED else "uitofp"
        return out.let(f"{operation} {a} {reg} to {b}")
    if source in FLOATS:
        return _to_integer(out, reg, a, target)
    if a == b:
        return reg
    width_a, width_b = int(a[1:]), int(b[1:])
    if width_a > width_b:
        return out.let(f"trunc {a} {reg} to {b}")
    return out.let(f"{'sext' if source in SIGNED else 'zext'} {a} {reg} to {b}")


def _to_integer(out: Text, reg: str, kind: str, target: str) -> str:
    """Narrow integers go through i32 or i64, as compilers for x86 do it."""
    bits = int(target[1:])
    wide = 32 if bits < 32 else 64 if bits == 64 or target == "u32" else 32
    if target == "u64":
        return _to_u64(out, reg, kind)
    made = _to_signed(out, reg, kind, wide)
    return made if wide == bits else out.let(f"trunc i{wide} {made} to i{bits}")


def _to_signed(out: Text, reg: str, kind: str, bits: int) -> str:
    limit = _constant(2.0 ** (bits - 1), kind)
    low = _constant(-(2.0 ** (bits - 1)), kind)
    above = out.let(f"fcmp oge {kind} {reg}, {low}")
    below = out.let(f"fcmp olt {kind} {reg}, {limit}")
    inside = out.let(f"and i1 {above}, {below}")
    plain = out.let(f"fptosi {kind} {reg} to i{bits}")
    return out.let(f"select i1 {inside}, i{bits} {plain}, i{bits} {-(2 ** (bits - 1))}")


def _to_u64(out: Text, reg: str, kind: str) -> str:
    limit = _constant(2.0**63, kind)
    large = out.let(f"fcmp oge {kind} {reg}, {limit}")
    less = out.let(f"fsub {kind} {reg}, {limit}")
    upper = out.let(f"xor i64 {_to_signed(out, less, kind, 64)}, {-(2**63)}")
    lower = _to_signed(out, reg, kind, 64)
    return out.let(f"select i1 {large}, i64 {upper}, i64 {lower}")


def _constant(value: float, kind: str) -> str:
    return double(value) if kind == "double" else single(value)


def as_dtype(lowering: Lowering, value: Value, dtype: str) -> Value:
    """A scalar as an operand of NumPy's loop for `dtype`. A Python int that the dtype does not hold
    is a trap, as in NumPy."""
    assert isinstance(value.rep, ScalarRep)
    source = value.rep.dtype
    if value.is_constant and not value.rep.mixed:
        constant = value.constant
        if dtype in INTEGERS and isinstance(constant, int) and not _holds(dtype, constant):
            lowering.refuse(f"{constant} does not fit {dtype}")
        return Value(ScalarRep(dtype, weak=False), literal(constant, dtype))
    if value.rep.weak and source == "i64" and dtype in INTEGERS and dtype != "i64":
        _check_bounds(lowering, value, dtype)
    regs = value.regs[:-1] if value.rep.mixed else value.regs
    return Value(ScalarRep(dtype, weak=False), cast(lowering.text, regs, source, dtype))


def _holds(dtype: str, value: int) -> bool:
    bits = int(dtype[1:])
    if dtype in UNSIGNED:
        return bool(0 <= value < 2**bits)
    return bool(-(2 ** (bits - 1)) <= value < 2 ** (bits - 1))


def _check_bounds(lowering: Lowering, value: Value, dtype: str) -> None:
    out, bits = lowering.text, int(dtype[1:])
    if value.range is not None and _holds(dtype, value.range[0]) and _holds(dtype, value.range[1]):
        return
    if bits == 64:
        outside = out.let(f"icmp slt i64 {value.reg}, 0")
    else:
        narrow = out.let(f"trunc i64 {value.reg} to i{bits}")
        extend = "zext" if dtype in UNSIGNED else "sext"
        back = out.let(f"{extend} i{bits} {narrow} to i64")
        outside = out.let(f"icmp ne i64 {back}, {value.reg}")
    name = ("uint" if dtype in UNSIGNED else "int") + str(bits)
    lowering.trap("INTEGER_BOUNDS", outside, [value.reg], text=name)
