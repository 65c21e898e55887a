"""Powers, rounding and the functions of mathematics, for scalars and for elements of arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.llvm import inline_math, vector_math
from nbc.native.lower import numeric, weak
from nbc.native.lower.casts import Regs, as_dtype, cast, literal
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.scalars import as_float, number
from nbc.native.lower.values import LLVM, Value
from nbc.native.reps import COMPLEX, FLOATS, INTEGERS

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_LIBRARY = {
    "exp": "exp", "exp2": "exp2", "expm1": "expm1", "log": "log", "log2": "log2", "log10": "log10",
    "log1p": "log1p", "sin": "sin", "cos": "cos", "tan": "tan", "arcsin": "asin", "asin": "asin",
    "arccos": "acos", "acos": "acos", "arctan": "atan", "atan": "atan", "sinh": "sinh",
    "cosh": "cosh", "tanh": "tanh", "arcsinh": "asinh", "asinh": "asinh", "arccosh": "acosh",
    "acosh": "acosh", "arctanh": "atanh", "atanh": "atanh", "cbrt": "cbrt", "power": "pow",
    "arctan2": "atan2", "atan2": "atan2", "hypot": "hypot", "erf": "erf", "erfc": "erfc",
}  # fmt: skip
"""NumPy's and math's names, and the C library's."""

_INTRINSICS = {"sqrt": "sqrt", "fabs": "fabs", "absolute": "fabs", "abs": "fabs", "floor": "floor",
               "ceil": "ceil", "trunc": "trunc", "rint": "rint"}  # fmt: skip


def library_call(lowering: Lowering, name: str, dtype: str, operands: Regs) -> str:
    """A function of the C library on floats, called so that loops over it vectorise."""
    if name not in _LIBRARY or dtype not in FLOATS:
        lowering.refuse(f"{name} of {dtype} has no native form")
    kind = LLVM[dtype]
    symbol = vector_math.symbol_of(_LIBRARY[name], dtype)
    if not inline_math.offered(_LIBRARY[name]):
        declaration, attributes = vector_math.call(_LIBRARY[name], dtype)
    elif _may_be_one_of_many(lowering):
        symbol, declaration, attributes = inline_math.call(
            _LIBRARY[name], dtype, rerun=lowering.careful
        )
    else:
        declaration, attributes = vector_math.scalar_call(_LIBRARY[name], dtype)
    if name == "power" and operands[0].startswith("0x"):
        attributes += " nobuiltin"  # else LLVM makes exp2 of it, which is less exact
    lowering.assembly.declare(symbol, declaration)
    arguments = ", ".join(f"{kind} {operand}" for operand in operands)
    return lowering.text.let(f"call {kind} @{symbol}({arguments}) {attributes}")


def _may_be_one_of_many(lowering: Lowering) -> bool:
    """Whether the code is in a loop, or in a function that loops may call."""
    if lowering.loops or lowering.facts.loop is not None:
        return True
    unit = lowering.assembly.unit
    here = lowering.instance
    return here is not None and (here.module, here.index) != (unit.module, unit.index)


def unary_function(lowering: Lowering, name: str, dtype: str, x: Regs) -> Regs:
    """A mathematical ufunc of one operand."""
    out, kind = lowering.text, LLVM[dtype]
    if dtype in FLOATS:
        if name in _INTRINSICS:
            return (numeric.intrinsic(lowering, _INTRINSICS[name], kind, x[0]),)
        if name == "sign":
            one = out.let(f"select i1 {_test(lowering, 'ogt', kind, x[0])}, {kind} 1.0, {kind} 0.0")
            low = _test(lowering, "olt", kind, x[0])
            made = out.let(f"select i1 {low}, {kind} -1.0, {kind} {one}")
            nan = out.let(f"fcmp uno {kind} {x[0]}, 0.0")
            return (out.let(f"select i1 {nan}, {kind} {x[0]}, {kind} {made}"),)
        return (library_call(lowering, name, dtype, x),)
    if dtype in INTEGERS and name in ("absolute", "abs", "sign"):
        return _integer_magnitude(lowering, name, dtype, x)
    if dtype in INTEGERS and name in ("floor", "ceil", "trunc", "rint"):
        return x
    if dtype in COMPLEX and name == "exp":
        return _complex_exp(lowering, dtype, x)
    return lowering.refuse(f"numpy.{name} of {dtype} has no native form")


def _test(lowering: Lowering, test: str, kind: str, reg: str) -> str:
    return lowering.text.let(f"fcmp {test} {kind} {reg}, 0.0")


def _integer_magnitude(lowering: Lowering, name: str, dtype: str, x: Regs) -> Regs:
    out, kind = lowering.text, LLVM[dtype]
    if dtype.startswith("u"):
        if name == "sign":
            return cast(out, (out.let(f"icmp ne {kind} {x[0]}, 0"),), "bool", dtype)
        return x
    low = out.let(f"icmp slt {kind} {x[0]}, 0")
    if name == "sign":
        some = out.let(f"icmp ne {kind} {x[0]}, 0")
        one = out.let(f"zext i1 {some} to {kind}")
        return (out.let(f"select i1 {low}, {kind} -1, {kind} {one}"),)
    negative = out.let(f"sub {kind} 0, {x[0]}")
    return (out.let(f"select i1 {low}, {kind} {negative}, {kind} {x[0]}"),)


def _complex_exp(lowering: Lowering, dtype: str, x: Regs) -> Regs:
    part = "f64" if dtype == "c128" else "f32"
    kind, out = LLVM[part], lowering.text
    size = library_call(lowering, "exp", part, x[:1])
    turn = [library_call(lowering, name, part, x[1:]) for name in ("cos", "sin")]
    return tuple(out.let(f"fmul {kind} {size}, {reg}") for reg in turn)


# -- powers --------------------------------------------------------------------------------------


def integer_power(lowering: Lowering, a: Value, b: Value) -> Value:
    """int ** int with an exponent that is not negative, by repeated squaring; overflow traps."""
    if not b.is_constant or not 0 <= b.constant <= 64:
        if b.range is None or b.range[0] < 0:
            lowering.refuse("an int to a power that may be negative is an int or a float")
        return _general_power(lowering, a, b)
    result: Value | None = None
    square, exponent = a, b.constant
    while exponent:
        if exponent & 1:
            result = (
                square if result is None else weak.checked(lowering, "MULTIPLY", result, square)
            )
        exponent >>= 1
        if exponent:
            square = weak.checked(lowering, "MULTIPLY", square, square)
    return result or lowering.constant(1)


def _general_power(lowering: Lowering, a: Value, b: Value) -> Value:
    lowering.assembly.declare("integer.power", _INTEGER_POWER)
    multiply = "llvm.smul.with.overflow.i64"
    lowering.assembly.declare(multiply, f"declare {{ i64, i1 }} @{multiply}(i64, i64)")
    out = lowering.text
    both = out.let(f"call {{ i64, i1 }} @integer.power(i64 {a.reg}, i64 {b.reg})")
    lowering.trap("OVERFLOW", out.let(f"extractvalue {{ i64, i1 }} {both}, 1"))
    return Value(a.rep, (out.let(f"extractvalue {{ i64, i1 }} {both}, 0"),))


def float_power(lowering: Lowering, a: Value, b: Value) -> Value:
    """Python's float ** float: a result too large raises, as does a zero to a negative power."""
    x, y = as_float(lowering, a), as_float(lowering, b)
    out = lowering.text
    if b.is_constant and b.constant in (1, 2, 3):
        made = x.reg
        for _ in range(int(b.constant) - 1):
            made = out.let(f"fmul double {made}, {x.reg}")
    else:
        _check_power(lowering, x, y)
        made = library_call(lowering, "power", "f64", (x.reg, y.reg))
    finite = out.let(f"fcmp olt double {numeric.intrinsic(lowering, 'fabs', 'double', x.reg)}, "
                     "0x7FF0000000000000")  # fmt: skip
    infinite = out.let(f"fcmp oeq double {numeric.intrinsic(lowering, 'fabs', 'double', made)}, "
                       "0x7FF0000000000000")  # fmt: skip
    over = out.let(f"and i1 {finite}, {infinite}")
    if not y.is_constant:
        size = numeric.intrinsic(lowering, "fabs", "double", y.reg)
        bounded = out.let(f"fcmp olt double {size}, 0x7FF0000000000000")
        over = out.let(f"and i1 {over}, {bounded}")
    lowering.trap("POWER_RANGE", over)
    return number(made)


def _check_power(lowering: Lowering, x: Value, y: Value) -> None:
    out = lowering.text
    if not (y.is_constant and y.constant >= 0):
        zero = out.let(f"fcmp oeq double {x.reg}, 0.0")
        low = out.let(f"fcmp olt double {y.reg}, 0.0")
        lowering.trap("ZERO_POWER", out.let(f"and i1 {zero}, {low}"))
    if y.is_constant and float(y.constant).is_integer():
        return
    negative = out.let(f"fcmp olt double {x.reg}, 0.0")
    floor = numeric.intrinsic(lowering, "floor", "double", y.reg)
    part = out.let(f"fcmp one double {floor}, {y.reg}")
    size = numeric.intrinsic(lowering, "fabs", "double", x.reg)
    bounded = out.let(f"fcmp olt double {size}, 0x7FF0000000000000")
    both = out.let(f"and i1 {negative}, {part}")
    lowering.trap("COMPLEX_POWER", out.let(f"and i1 {both}, {bounded}"))


def strong_power(lowering: Lowering, dtype: str, base: Regs, exponent: Value) -> Regs:
    """NumPy's power of a base of the loop's dtype; small constant exponents are multiplications."""
    known = exponent.constant if exponent.is_constant else None
    if isinstance(known, int | float) and known in (1, 2, 3, 4):
        square = numeric.binary(lowering, "multiply", dtype, base, base)
        if known == 1:
            return base
        if known == 2:
            return square
        other = base if known == 3 else square
        return numeric.binary(lowering, "multiply", dtype, square, other)
    if isinstance(known, int | float) and known == 0.5 and dtype in FLOATS:
        return unary_function(lowering, "sqrt", dtype, base)
    if isinstance(known, int | float) and known == 0 and dtype in INTEGERS:
        return literal(1, dtype)
    if dtype in FLOATS:
        power = as_dtype(lowering, exponent, dtype)
        return (library_call(lowering, "power", dtype, (base[0], power.reg)),)
    return lowering.refuse(f"this power of {dtype} has no native form")


# -- the math module -------------------------------------------------------------------------

_DOMAINS = {"log": "ole", "log2": "ole", "log10": "ole", "sqrt": "olt"}


_ONE_OPERAND = (
    "sqrt exp log log2 log10 sin cos tan atan sinh cosh tanh fabs asinh cbrt exp2 expm1 erf erfc"
)


@lowers_call(*("math." + name for name in _ONE_OPERAND.split()))
def _math_function(lowering: Lowering, arguments: Arguments) -> Value:
    name = arguments.name.removeprefix("math.")
    if len(arguments.values) != 1 or arguments.keywords or not arguments.values[0].is_scalar:
        lowering.refuse(f"this call of {arguments.name} has no native form")
    x = as_float(lowering, arguments.values[0])
    out = lowering.text
    if name in _DOMAINS:
        lowering.trap("MATH_DOMAIN", out.let(f"fcmp {_DOMAINS[name]} double {x.reg}, 0.0"))
    elif name in ("sin", "cos", "tan"):
        size = numeric.intrinsic(lowering, "fabs", "double", x.reg)
        lowering.trap("MATH_DOMAIN", out.let(f"fcmp oeq double {size}, 0x7FF0000000000000"))
    made = unary_function(lowering, name, "f64", x.regs)[0]
    if name in ("exp", "sinh", "cosh", "exp2", "expm1"):
        _check_range(lowering, x.reg, made)
    return number(made)


def _check_range(lowering: Lowering, x: str, made: str) -> None:
    out = lowering.text
    sizes = [numeric.intrinsic(lowering, "fabs", "double", reg) for reg in (x, made)]
    infinite = out.let(f"fcmp oeq double {sizes[1]}, 0x7FF0000000000000")
    finite = out.let(f"fcmp olt double {sizes[0]}, 0x7FF0000000000000")
    lowering.trap("MATH_RANGE", out.let(f"and i1 {infinite}, {finite}"))


_INTEGER_POWER = """define internal { i64, i1 } @integer.power(i64 %base, i64 %exponent) {
entry:
  br label %loop
loop:
  %left = phi i64 [ %exponent, %entry ], [ %half, %next ]
  %square = phi i64 [ %base, %entry ], [ %squared, %next ]
  %result = phi i64 [ 1, %entry ], [ %kept, %next ]
  %lost = phi i1 [ false, %entry ], [ %gone, %next ]
  %over = phi i1 [ false, %entry ], [ %over.now, %next ]
  %done = icmp eq i64 %left, 0
  br i1 %done, label %exit, label %next
next:
  %bit = trunc i64 %left to i1
  %product = call { i64, i1 } @llvm.smul.with.overflow.i64(i64 %result, i64 %square)
  %value = extractvalue { i64, i1 } %product, 0
  %flag = extractvalue { i64, i1 } %product, 1
  %kept = select i1 %bit, i64 %value, i64 %result
  %bad = or i1 %flag, %lost
  %counts = select i1 %bit, i1 %bad, i1 false
  %over.now = or i1 %over, %counts
  %half = lshr i64 %left, 1
  %next.square = call { i64, i1 } @llvm.smul.with.overflow.i64(i64 %square, i64 %square)
  %squared = extractvalue { i64, i1 } %next.square, 0
  %flag.square = extractvalue { i64, i1 } %next.square, 1
  %gone = or i1 %lost, %flag.square
  br label %loop
exit:
  %one = insertvalue { i64, i1 } poison, i64 %result, 0
  %both = insertvalue { i64, i1 } %one, i1 %over, 1
  ret { i64, i1 } %both
}"""
