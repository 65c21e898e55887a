"""Methods and attributes of Python's numbers and of NumPy's scalars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower import numeric
from nbc.native.lower.casts import cast
from nbc.native.lower.choices import plain, positional
from nbc.native.lower.python_calls import INFINITY
from nbc.native.lower.registry import Arguments, lowers_attribute, lowers_call
from nbc.native.lower.scalars import boolean, integer
from nbc.native.lower.values import LLVM, Value
from nbc.native.lower.weak import as_int
from nbc.native.reps import BOOL, COMPLEX, COMPLEX128, FLOAT, INT, INTEGERS, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


@lowers_attribute("int.real", "int.numerator")
def _int_itself(lowering: Lowering, value: Value) -> Value:
    return as_int(lowering, plain(lowering, value))


@lowers_attribute("int.imag")
def _int_imag(lowering: Lowering, value: Value) -> Value:
    return lowering.constant(0)


@lowers_attribute("int.denominator")
def _denominator(lowering: Lowering, value: Value) -> Value:
    return lowering.constant(1)


@lowers_attribute("float.real")
def _float_real(lowering: Lowering, value: Value) -> Value:
    return plain(lowering, value)


@lowers_attribute("float.imag")
def _float_imag(lowering: Lowering, value: Value) -> Value:
    return lowering.constant(0.0)


@lowers_attribute("complex.real", "generic.real")
def _real(lowering: Lowering, value: Value) -> Value:
    rep = _rep(lowering, value)
    if rep.dtype not in COMPLEX:
        return value
    return Value(_part(rep), value.regs[:1])


@lowers_attribute("complex.imag", "generic.imag")
def _imag(lowering: Lowering, value: Value) -> Value:
    rep = _rep(lowering, value)
    if rep.dtype not in COMPLEX:
        zero = cast(lowering.text, ("false",), "bool", rep.dtype)
        return Value(rep, zero)
    return Value(_part(rep), value.regs[1:2])


def _rep(lowering: Lowering, value: Value) -> ScalarRep:
    rep = plain(lowering, value).rep
    assert isinstance(rep, ScalarRep)
    return rep


def _part(rep: ScalarRep) -> ScalarRep:
    return ScalarRep("f64" if rep.dtype == "c128" else "f32", rep.weak)


@lowers_call("int.conjugate", "float.conjugate", "complex.conjugate", "generic.conjugate",
             "generic.conj")  # fmt: skip
def _conjugate(lowering: Lowering, arguments: Arguments) -> Value:
    (value,) = positional(lowering, arguments, 1)
    rep = _rep(lowering, value)
    if rep == BOOL:
        return as_int(lowering, value)
    return Value(rep, numeric.unary(lowering, "conjugate", rep.dtype, value.regs))


@lowers_call("int.bit_length", "int.bit_count", "generic.bit_count")
def _bits(lowering: Lowering, arguments: Arguments) -> Value:
    (value,) = positional(lowering, arguments, 1)
    rep, out = _rep(lowering, value), lowering.text
    if rep.dtype not in INTEGERS and rep != BOOL:
        lowering.refuse(f"{arguments.name}() of this value has no native form")
    kind = "i64" if rep == BOOL else LLVM[rep.dtype]
    reg = as_int(lowering, value).reg if rep in (INT, BOOL) else value.reg
    if not rep.dtype.startswith("u"):
        negative = out.let(f"sub {kind} 0, {reg}")
        low = out.let(f"icmp slt {kind} {reg}, 0")
        reg = out.let(f"select i1 {low}, {kind} {negative}, {kind} {reg}")
    width = int(kind[1:])
    if arguments.name == "int.bit_length":
        symbol = f"llvm.ctlz.{kind}"
        lowering.assembly.declare(symbol, f"declare {kind} @{symbol}({kind}, i1)")
        zeros = out.let(f"call {kind} @{symbol}({kind} {reg}, i1 false)")
        return integer(out.let(f"sub {kind} {width}, {zeros}"), (0, width))
    made = numeric.intrinsic(lowering, "ctpop", kind, reg)
    wide = made if kind == "i64" else out.let(f"zext {kind} {made} to i64")
    return integer(wide, (0, width))


@lowers_call("float.is_integer", "int.is_integer", "generic.is_integer")
def _is_integer(lowering: Lowering, arguments: Arguments) -> Value:
    (value,) = positional(lowering, arguments, 1)
    rep, out = _rep(lowering, value), lowering.text
    if rep.dtype in INTEGERS or rep == BOOL:
        return boolean("true")
    if rep.dtype not in ("f32", "f64"):
        lowering.refuse("is_integer() of this value has no native form")
    kind = LLVM[rep.dtype]
    floor = numeric.intrinsic(lowering, "floor", kind, value.reg)
    size = numeric.intrinsic(lowering, "fabs", kind, value.reg)
    same = out.let(f"fcmp oeq {kind} {floor}, {value.reg}")
    finite = out.let(f"fcmp olt {kind} {size}, {INFINITY}")
    return boolean(out.let(f"and i1 {same}, {finite}"))


_PYTHON = {"bool": BOOL, "f64": FLOAT, "c128": COMPLEX128}


@lowers_call("generic.item", "generic.tolist")
def _item(lowering: Lowering, arguments: Arguments) -> Value:
    (value,) = positional(lowering, arguments, 1)
    rep = _rep(lowering, value)
    if rep.dtype in ("f32", "c64"):
        wide = "f64" if rep.dtype == "f32" else "c128"
        return Value(_PYTHON[wide], cast(lowering.text, value.regs, rep.dtype, wide))
    if rep.dtype == "u64":
        too_large = lowering.text.let(f"icmp slt i64 {value.reg}, 0")
        lowering.trap("INT_RANGE", too_large)
    if rep.dtype in INTEGERS:
        return integer(cast(lowering.text, value.regs, rep.dtype, "i64")[0], value.range)
    return Value(_PYTHON[rep.dtype], value.regs)
