"""The functions of `math` that `mathematics` does not have: to integers, with several operands,
predicates, and integers' own. Errors are Python's.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from nbc.native.lower import arithmetic, numeric
from nbc.native.lower.choices import plain, positional
from nbc.native.lower.mathematics import library_call
from nbc.native.lower.python_calls import INFINITY, is_infinite, whole
from nbc.native.lower.registry import CALLS, Arguments, lowers_call
from nbc.native.lower.scalars import as_float, as_index, boolean, integer, number
from nbc.native.lower.text import double
from nbc.native.lower.values import Value
from nbc.native.lower.weak import checked
from nbc.native.reps import FLOAT, INTEGERS, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_ROUNDINGS = {"floor": "floor", "ceil": "ceil", "trunc": "trunc"}
_OUTSIDE = {
    "acos": ("fabs", "ogt", 1.0), "asin": ("fabs", "ogt", 1.0), "atanh": ("fabs", "oge", 1.0),
    "acosh": ("", "olt", 1.0), "log1p": ("", "ole", -1.0),
}  # fmt: skip
"""Where a function has no value: the test of its operand, perhaps of its size."""


@lowers_call("math.floor", "math.ceil", "math.trunc")
def _to_whole(lowering: Lowering, arguments: Arguments) -> Value:
    (value,) = positional(lowering, arguments, 1)
    rounding = "llvm." + arguments.name.removeprefix("math.")
    return whole(lowering, value, rounding + (".math" if rounding == "llvm.trunc" else ""))


@lowers_call("math.isnan", "math.isinf", "math.isfinite")
def _predicate(lowering: Lowering, arguments: Arguments) -> Value:
    (value,) = positional(lowering, arguments, 1)
    x, out = as_float(lowering, value), lowering.text
    if arguments.name == "math.isnan":
        return boolean(out.let(f"fcmp uno double {x.reg}, 0.0"))
    if arguments.name == "math.isinf":
        return boolean(is_infinite(lowering, x.reg))
    size = numeric.intrinsic(lowering, "fabs", "double", x.reg)
    return boolean(out.let(f"fcmp olt double {size}, {INFINITY}"))


@lowers_call(*("math." + name for name in _OUTSIDE))
def _bounded(lowering: Lowering, arguments: Arguments) -> Value:
    name = arguments.name.removeprefix("math.")
    (value,) = positional(lowering, arguments, 1)
    x = as_float(lowering, value)
    size, test, limit = _OUTSIDE[name]
    reg = numeric.intrinsic(lowering, size, "double", x.reg) if size else x.reg
    lowering.trap("MATH_DOMAIN", lowering.text.let(f"fcmp {test} double {reg}, {double(limit)}"))
    return number(library_call(lowering, name, "f64", x.regs))


@lowers_call("math.degrees", "math.radians")
def _angle(lowering: Lowering, arguments: Arguments) -> Value:
    (value,) = positional(lowering, arguments, 1)
    factor = 180.0 / math.pi if arguments.name == "math.degrees" else math.pi / 180.0
    x = as_float(lowering, value)
    return number(lowering.text.let(f"fmul double {x.reg}, {double(factor)}"))


@lowers_call("math.log")
def _log(lowering: Lowering, arguments: Arguments) -> Value:
    values = positional(lowering, arguments, 1, 2)
    out, parts = lowering.text, []
    for value in values:
        x = as_float(lowering, value)
        lowering.trap("MATH_DOMAIN", out.let(f"fcmp ole double {x.reg}, 0.0"))
        parts.append(number(library_call(lowering, "log", "f64", x.regs)))
    return parts[0] if len(parts) == 1 else arithmetic.operate(lowering, "DIVIDE", parts)


# -- functions of two floats ----------------------------------------------------------------------


def _pair(lowering: Lowering, arguments: Arguments) -> tuple[str, str]:
    a, b = positional(lowering, arguments, 2)
    return as_float(lowering, a).reg, as_float(lowering, b).reg


@lowers_call("math.atan2")
def _atan2(lowering: Lowering, arguments: Arguments) -> Value:
    return number(library_call(lowering, "atan2", "f64", _pair(lowering, arguments)))


@lowers_call("math.copysign")
def _copysign(lowering: Lowering, arguments: Arguments) -> Value:
    return number(numeric.intrinsic(lowering, "copysign", "double", *_pair(lowering, arguments)))


@lowers_call("math.fmod")
def _fmod(lowering: Lowering, arguments: Arguments) -> Value:
    x, y = _pair(lowering, arguments)
    out = lowering.text
    zero = out.let(f"fcmp oeq double {y}, 0.0")
    numbered = out.let(f"fcmp ord double {x}, {y}")
    infinite = is_infinite(lowering, x)
    wrong = out.let(f"or i1 {zero}, {infinite}")
    lowering.trap("MATH_DOMAIN", out.let(f"and i1 {wrong}, {numbered}"))
    return number(out.let(f"frem double {x}, {y}"))


@lowers_call("math.hypot")
def _hypot(lowering: Lowering, arguments: Arguments) -> Value:
    regs = _pair(lowering, arguments)
    return number(library_call(lowering, "hypot", "f64", regs))


@lowers_call("math.pow")
def _pow(lowering: Lowering, arguments: Arguments) -> Value:
    """Finite operands: a NaN is a domain error, an infinity an overflow or, of zero, a domain
    error too."""
    x, y = _pair(lowering, arguments)
    out = lowering.text
    made = library_call(lowering, "power", "f64", (x, y))
    sizes = [numeric.intrinsic(lowering, "fabs", "double", reg) for reg in (x, y)]
    bounded = [out.let(f"fcmp olt double {size}, {INFINITY}") for size in sizes]
    finite = out.let(f"and i1 {bounded[0]}, {bounded[1]}")
    nan = out.let(f"fcmp uno double {made}, 0.0")
    infinite = is_infinite(lowering, made)
    zero = out.let(f"fcmp oeq double {x}, 0.0")
    pole = out.let(f"and i1 {infinite}, {zero}")
    wrong = out.let(f"or i1 {nan}, {pole}")
    lowering.trap("MATH_DOMAIN", out.let(f"and i1 {finite}, {wrong}"))
    lowering.trap("MATH_RANGE", out.let(f"and i1 {finite}, {infinite}"))
    return number(made)


# -- integers -------------------------------------------------------------------------------------


def _integers(lowering: Lowering, arguments: Arguments, low: int, high: int) -> list[Value]:
    values = positional(lowering, arguments, low, high)
    for value in values:
        if plain(lowering, value).dtype not in (*INTEGERS, "bool"):
            lowering.refuse(f"{arguments.name}() takes integers")
    return [as_index(lowering, value) for value in values]


@lowers_call("math.gcd")
def _gcd(lowering: Lowering, arguments: Arguments) -> Value:
    values = _integers(lowering, arguments, 0, 16)
    reg = "0"
    for value in values:
        reg = gcd(lowering, reg, value.reg)
    lowering.trap("INT_RANGE", lowering.text.let(f"icmp slt i64 {reg}, 0"))
    return integer(reg, (0, 2**63 - 1))


def gcd(lowering: Lowering, a: str, b: str) -> str:
    """The greatest common divisor; 2**63 is the least integer."""
    lowering.assembly.declare("noodle_gcd", _GCD)
    return lowering.text.let(f"call i64 @noodle_gcd(i64 {a}, i64 {b})")


@lowers_call("math.lcm")
def _lcm(lowering: Lowering, arguments: Arguments) -> Value:
    from nbc.native.lower.python_calls import call_row  # lazy: keeps the import list short

    values = _integers(lowering, arguments, 1, 16)
    made = call_row(lowering, "abs", [values[0]])
    for value in values[1:]:
        common = gcd(lowering, made.reg, value.reg)
        out = lowering.text
        zero = out.let(f"icmp eq i64 {common}, 0")
        divisor = out.let(f"select i1 {zero}, i64 1, i64 {common}")
        part = integer(out.let(f"sdiv i64 {value.reg}, {divisor}"))
        size = call_row(lowering, "abs", [part])
        made = checked(lowering, "MULTIPLY", made, size)
    return made


@lowers_call("math.isqrt")
def _isqrt(lowering: Lowering, arguments: Arguments) -> Value:
    """By the float square root, put right where rounding took it too high."""
    (value,) = _integers(lowering, arguments, 1, 1)
    out = lowering.text
    if value.range is None or value.range[0] < 0:
        lowering.trap("ISQRT", out.let(f"icmp slt i64 {value.reg}, 0"))
    lowering.assembly.declare("integer.root", _ROOT)
    numeric.declare_intrinsic(lowering, "sqrt", "double", 1)
    return integer(out.let(f"call i64 @integer.root(i64 {value.reg})"), (0, 3037000499))


@lowers_call("math.factorial")
def _factorial(lowering: Lowering, arguments: Arguments) -> Value:
    (value,) = _integers(lowering, arguments, 1, 1)
    out = lowering.text
    lowering.trap("FACTORIAL", out.let(f"icmp slt i64 {value.reg}, 0"))
    lowering.trap("INT_RANGE", out.let(f"icmp sgt i64 {value.reg}, 20"))
    known = ", ".join(f"i64 {math.factorial(n)}" for n in range(21))
    lowering.assembly.declare(
        "factorials", f"@factorials = private constant [21 x i64] [{known}], align 8"
    )
    place = out.let(f"getelementptr [21 x i64], ptr @factorials, i64 0, i64 {value.reg}")
    return integer(out.load("i64", place), (1, math.factorial(20)))


@lowers_call("math.comb")
def _comb(lowering: Lowering, arguments: Arguments) -> Value:
    n, k = _integers(lowering, arguments, 2, 2)
    out = lowering.text
    lowering.trap("COMB_N", out.let(f"icmp slt i64 {n.reg}, 0"))
    lowering.trap("COMB_K", out.let(f"icmp slt i64 {k.reg}, 0"))
    lowering.assembly.declare("integer.choose", _CHOOSE)
    symbol = "llvm.smul.with.overflow.i64"
    lowering.assembly.declare(symbol, f"declare {{ i64, i1 }} @{symbol}(i64, i64)")
    made = out.let(f"call i64 @integer.choose(i64 {n.reg}, i64 {k.reg})")
    lowering.trap("INT_RANGE", out.let(f"icmp slt i64 {made}, 0"))
    return integer(made, (0, 2**63 - 1))


# -- Noodle's own names: math's functions for Python numbers, NumPy's for the rest ----------------


def _named(name: str, numpy_name: str) -> None:
    def lower(lowering: Lowering, arguments: Arguments) -> Value:
        reals = all(
            isinstance(v.rep, ScalarRep)
            and v.rep.weak
            and v.rep.dtype != "c128"
            and not v.rep.mixed
            for v in arguments.values
        )
        full = ("math." if reals else "numpy.") + (name if reals else numpy_name)
        found = CALLS.get(full)
        if found is None:
            return lowering.refuse(f"{name}() of these values has no native form")
        return found(lowering, Arguments(full, arguments.values, arguments.keywords))

    CALLS.setdefault(name, lower)


def _register_names() -> None:
    from nbc.runtime.names import _FUNCTIONS  # lazy: only its names are wanted, once

    for name, (numpy_name, _) in _FUNCTIONS.items():
        _named(name, numpy_name)
    _named("log", "log")


_register_names()

_GCD = "declare i64 @noodle_gcd(i64, i64) memory(none) nounwind willreturn"
_ROOT = """define internal i64 @integer.root(i64 %n) alwaysinline {
  %x = sitofp i64 %n to double
  %root = call double @llvm.sqrt.f64(double %x)
  %rough = fptosi double %root to i64
  %most = icmp ult i64 %rough, 3037000499
  %first = select i1 %most, i64 %rough, i64 3037000499
  %square = mul i64 %first, %first
  %high = icmp sgt i64 %square, %n
  %less = sext i1 %high to i64
  %second = add i64 %first, %less
  %next = add i64 %second, 1
  %above = mul i64 %next, %next
  %low = icmp sle i64 %above, %n
  %room = icmp slt i64 %next, 3037000500
  %both = and i1 %low, %room
  %more = zext i1 %both to i64
  %made = add i64 %second, %more
  ret i64 %made
}"""
_CHOOSE = """define internal i64 @integer.choose(i64 %n, i64 %k) {
entry:
  %other = sub i64 %n, %k
  %small = icmp slt i64 %k, %other
  %count = select i1 %small, i64 %k, i64 %other
  %none = icmp sgt i64 %k, %n
  br i1 %none, label %nothing, label %loop
nothing:
  ret i64 0
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %body ]
  %made = phi i64 [ 1, %entry ], [ %sum, %body ]
  %over = phi i1 [ false, %entry ], [ %lost, %body ]
  %done = icmp sge i64 %i, %count
  %stop = or i1 %done, %over
  br i1 %stop, label %exit, label %body
body:
  %rest = sub i64 %n, %i
  %next = add i64 %i, 1
  %quotient = udiv i64 %made, %next
  %left = urem i64 %made, %next
  %a = call { i64, i1 } @llvm.smul.with.overflow.i64(i64 %quotient, i64 %rest)
  %a.value = extractvalue { i64, i1 } %a, 0
  %a.over = extractvalue { i64, i1 } %a, 1
  %b = call { i64, i1 } @llvm.smul.with.overflow.i64(i64 %left, i64 %rest)
  %b.value = extractvalue { i64, i1 } %b, 0
  %b.over = extractvalue { i64, i1 } %b, 1
  %part = udiv i64 %b.value, %next
  %sum = add i64 %a.value, %part
  %wrapped = icmp slt i64 %sum, 0
  %either = or i1 %a.over, %b.over
  %lost = or i1 %either, %wrapped
  br label %loop
exit:
  %result = select i1 %over, i64 -1, i64 %made
  ret i64 %result
}"""

__all__ = ["FLOAT", "gcd"]
