"""What the chunks of a parallel loop gather: what each starts with, and how two results become one.

Results are put together in the order of their chunks, so extremes are those of the plain loop to
the sign of a zero, and a NaN that the variable held before stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from nbc.native.lower import weak
from nbc.native.lower.casts import literal
from nbc.native.lower.numeric import binary
from nbc.native.lower.scalars import constant_value
from nbc.native.lower.values import LLVM, Value
from nbc.native.lower.variables import Sequential
from nbc.native.reps import COMPLEX, FLOATS, SIGNED, ScalarRep

if TYPE_CHECKING:
    from nbc.bytecode.reductions import Reduction
    from nbc.native.lower.function import Lowering

_BITS: Final = {"BIT_AND": "and", "BIT_OR": "or", "BIT_XOR": "xor"}
_EXTREMES: Final = ("min", "max")


def identity(reduction: Reduction, before: Value) -> Value:
    """What a chunk starts to gather with."""
    rep = before.rep
    if not isinstance(rep, ScalarRep):
        raise Sequential("what this loop gathers is not a number")
    neutral = None if rep.mixed else _neutral(reduction.kind, rep.dtype)
    if neutral is None:
        raise Sequential("what this loop gathers has no neutral element")
    made = constant_value(neutral) if rep.weak else None
    return made or Value(rep, literal(neutral, rep.dtype))


def _neutral(kind: str, dtype: str) -> float | None:
    floating, signed = dtype in FLOATS, dtype in SIGNED
    if dtype in COMPLEX or (dtype == "bool" and kind not in _BITS):
        return None
    if kind in _BITS:
        if dtype == "bool":
            return kind == "BIT_AND"
        ones = -1 if signed else 2 ** int(dtype[1:]) - 1 if not floating else None
        return ones if kind == "BIT_AND" or ones is None else 0
    if kind in _EXTREMES:
        if floating:
            return float("-inf" if kind == "max" else "inf")
        bits = int(dtype[1:])
        low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if signed else (0, 2**bits - 1)
        return low if kind == "max" else high
    if floating:
        return 1.0 if kind == "MULTIPLY" else -0.0
    return int(kind == "MULTIPLY")


def check_joined(reduction: Reduction, rep: ScalarRep) -> None:
    """Refuses what chunks gather as one of two types, where a neutral element does not fit both."""
    if reduction.kind in _EXTREMES and rep.mixed == "int" and rep.dtype in FLOATS:
        raise Sequential("what this loop gathers has no one type")
    if reduction.kind in _BITS and rep.mixed not in ("", "bool"):
        raise Sequential("what this loop gathers has no one type")


def together(lowering: Lowering, reduction: Reduction, a: Value, b: Value) -> Value:
    """What two chunks gathered, `a` before `b`; both in the same representation."""
    rep, out = a.rep, lowering.text
    assert isinstance(rep, ScalarRep)
    regs: tuple[str, ...]
    if reduction.kind in _EXTREMES:
        return _extreme(lowering, reduction.kind, a, b)
    width = 2 if rep.dtype in COMPLEX else 1
    if reduction.kind in _BITS:
        kind = LLVM[rep.dtype]
        regs = (out.let(f"{_BITS[reduction.kind]} {kind} {a.reg}, {b.reg}"),)
    elif rep == ScalarRep("i64"):
        return weak.checked(lowering, reduction.kind, a, b)
    else:
        name = "multiply" if reduction.kind == "MULTIPLY" else "add"
        regs = tuple(binary(lowering, name, rep.dtype, a.regs[:width], b.regs[:width]))
    if not rep.mixed:
        return Value(rep, regs)
    return Value(rep, (*regs, out.let(f"and i1 {a.regs[-1]}, {b.regs[-1]}")))


def _extreme(lowering: Lowering, name: str, a: Value, b: Value) -> Value:
    """As Python's: the later one only where it is beyond the other."""
    out, dtype = lowering.text, a.dtype
    word = "gt" if name == "max" else "lt"
    if dtype in FLOATS:
        beyond = out.let(f"fcmp o{word} {LLVM[dtype]} {b.reg}, {a.reg}")
    else:
        sign = "s" if dtype in SIGNED else "u"
        beyond = out.let(f"icmp {sign}{word} {LLVM[dtype]} {b.reg}, {a.reg}")
    kinds = [LLVM[dtype], "i1"]
    regs = [out.let(f"select i1 {beyond}, {kind} {late}, {kind} {early}")
            for kind, early, late in zip(kinds, a.regs, b.regs, strict=False)]  # fmt: skip
    return Value(a.rep, tuple(regs))
