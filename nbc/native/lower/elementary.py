"""NumPy's ufuncs on registers: what `numeric` and `mathematics` have, and the rest here.

`apply` is the one way in: operands are registers of the loop's dtype, the result has the dtype that
the loop gives. Complex functions are those of the C library, as NumPy's are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nbc.native.lower import complex_power, mathematics, numeric
from nbc.native.lower.casts import Regs, as_dtype, cast, literal, truth
from nbc.native.lower.values import LLVM, Value
from nbc.native.reps import COMPLEX, INTEGERS, SIGNED, ScalarRep
from nbc.native.support.declarations import DECLARATIONS

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

    Unary = Callable[[Lowering, str, Regs], Regs]
    Binary = Callable[[Lowering, str, Regs, Regs], Regs]

ALIASES = {
    "abs": "absolute", "acos": "arccos", "acosh": "arccosh", "asin": "arcsin", "asinh": "arcsinh",
    "atan": "arctan", "atan2": "arctan2", "atanh": "arctanh", "mod": "remainder", "pow": "power",
    "true_divide": "divide", "conj": "conjugate", "bitwise_invert": "invert",
    "bitwise_not": "invert", "bitwise_left_shift": "left_shift", "degrees": "rad2deg",
    "bitwise_right_shift": "right_shift", "radians": "deg2rad",
}  # fmt: skip
_ROUNDING = frozenset({"floor", "ceil", "trunc", "positive", "absolute", "conjugate"})
_C_COMPLEX = {
    "sqrt": "csqrt", "log": "clog", "sin": "csin", "cos": "ccos", "tan": "ctan", "sinh": "csinh",
    "cosh": "ccosh", "tanh": "ctanh", "arcsin": "casin", "arccos": "cacos", "arctan": "catan",
    "arcsinh": "casinh", "arccosh": "cacosh", "arctanh": "catanh",
}  # fmt: skip


def apply(
    lowering: Lowering, ufunc: str, dtype: str, result: str, operands: Sequence[Regs],
    exponent: Value | None = None,
) -> Regs:  # fmt: skip
    """A ufunc of registers of `dtype`, its result in `result`. `exponent`: the second operand of a
    power as it was given, which may be a small constant."""
    ufunc = ALIASES.get(ufunc, ufunc)
    if len(operands) == 1:
        return _unary(lowering, ufunc, dtype, operands[0])
    if ufunc == "power":
        power = exponent or Value(ScalarRep(dtype, weak=False), operands[1])
        if dtype in COMPLEX and not (power.is_constant and power.constant in (1, 2)):
            other = as_dtype(lowering, power, dtype).regs
            return _complex_power(lowering, dtype, operands[0], other)
        small = power.is_constant and power.constant in range(5)
        if dtype in INTEGERS and not small:
            return _integer_power(lowering, dtype, operands[0], power)
        return mathematics.strong_power(lowering, dtype, operands[0], power)
    if ufunc == "divide" and dtype != result:
        operands = [cast(lowering.text, part, dtype, result) for part in operands]
        dtype = result
    x, y = operands
    if ufunc.startswith("logical_"):
        flags = [(truth(lowering.text, part, dtype),) for part in operands]
        return numeric.binary(lowering, ufunc, "bool", flags[0], flags[1])
    special = _BINARY.get(ufunc)
    if special is not None:
        return special(lowering, dtype, x, y)
    return numeric.binary(lowering, ufunc, dtype, x, y)


def _unary(lowering: Lowering, ufunc: str, dtype: str, x: Regs) -> Regs:
    if dtype == "bool" and ufunc in _ROUNDING:
        return x
    special = _UNARY.get(ufunc)
    if special is not None:
        return special(lowering, dtype, x)
    if dtype in COMPLEX and ufunc in _C_COMPLEX:
        return _c_complex(lowering, _C_COMPLEX[ufunc], dtype, x)
    return numeric.unary(lowering, ufunc, dtype, x)


def part_of(dtype: str) -> str:
    """The dtype of the parts of a complex number."""
    return {"c64": "f32", "c128": "f64"}.get(dtype, dtype)


# -- of one operand --------------------------------------------------------------------------------


def _is_nan(lowering: Lowering, dtype: str, x: Regs) -> Regs:
    out = lowering.text
    if dtype in INTEGERS or dtype == "bool":
        return ("false",)
    tests = [out.let(f"fcmp uno {LLVM[dtype]} {reg}, 0.0") for reg in x]
    return (_joined(lowering, "or", tests),)


def _is_infinite(lowering: Lowering, dtype: str, x: Regs) -> Regs:
    if dtype in INTEGERS or dtype == "bool":
        return ("false",)
    return (_joined(lowering, "or", _sized(lowering, "oeq", dtype, x)),)


def _is_finite(lowering: Lowering, dtype: str, x: Regs) -> Regs:
    if dtype in INTEGERS or dtype == "bool":
        return ("true",)
    return (_joined(lowering, "and", _sized(lowering, "olt", dtype, x)),)


def _sized(lowering: Lowering, test: str, dtype: str, x: Regs) -> list[str]:
    """How the sizes of all parts compare with infinity."""
    kind = LLVM[dtype]
    sizes = [numeric.intrinsic(lowering, "fabs", kind, reg) for reg in x]
    return [lowering.text.let(f"fcmp {test} {kind} {reg}, 0x7FF0000000000000") for reg in sizes]


def _joined(lowering: Lowering, code: str, tests: list[str]) -> str:
    return tests[0] if len(tests) == 1 else lowering.text.let(f"{code} i1 {tests[0]}, {tests[1]}")


def _sign_bit(lowering: Lowering, dtype: str, x: Regs) -> Regs:
    out, kind = lowering.text, LLVM[dtype]
    bits = "i64" if kind == "double" else "i32"
    raw = out.let(f"bitcast {kind} {x[0]} to {bits}")
    return (out.let(f"icmp slt {bits} {raw}, 0"),)


def _absolute(lowering: Lowering, dtype: str, x: Regs) -> Regs:
    if dtype in COMPLEX:
        return (mathematics.library_call(lowering, "hypot", part_of(dtype), x),)
    return numeric.unary(lowering, "absolute", dtype, x)


def _scaled(factor: float) -> Unary:
    def scale(lowering: Lowering, dtype: str, x: Regs) -> Regs:
        return numeric.binary(lowering, "multiply", dtype, x, literal(factor, dtype))

    return scale


def _bit_count(lowering: Lowering, dtype: str, x: Regs) -> Regs:
    kind = LLVM[dtype]
    if dtype in SIGNED:
        x = numeric.unary(lowering, "absolute", dtype, x)
    return cast(lowering.text, (numeric.intrinsic(lowering, "ctpop", kind, x[0]),), dtype, "u8")


def _exp(lowering: Lowering, dtype: str, x: Regs) -> Regs:
    made = numeric.unary(lowering, "exp", dtype, x)
    if dtype not in COMPLEX:
        return made
    out, kind = lowering.text, LLVM[dtype]
    real = out.let(f"fcmp oeq {kind} {x[1]}, 0.0")  # infinite size times the sine of 0 is no NaN
    return made[0], out.let(f"select i1 {real}, {kind} {x[1]}, {kind} {made[1]}")


def _log_to(base: str) -> Unary:
    def log(lowering: Lowering, dtype: str, x: Regs) -> Regs:
        if dtype not in COMPLEX:
            return numeric.unary(lowering, base, dtype, x)
        made = _c_complex(lowering, "clog", dtype, x)
        factor = 1 / math.log(10 if base == "log10" else 2)
        kind, scale = LLVM[dtype], literal(factor, part_of(dtype))[0]
        return tuple(lowering.text.let(f"fmul {kind} {reg}, {scale}") for reg in made)

    return log


def _c_complex(lowering: Lowering, symbol: str, dtype: str, x: Regs, y: Regs = ()) -> Regs:
    """A function of <complex.h>, in double precision."""
    out = lowering.text
    operands = [*cast(out, x, dtype, "c128"), *(cast(out, y, dtype, "c128") if y else ())]
    kind = "{ double, double }"
    kinds = ", ".join(["double"] * len(operands))
    lowering.assembly.declare(symbol, f"declare {kind} @{symbol}({kinds}) nounwind willreturn")
    arguments = ", ".join(f"double {reg}" for reg in operands)
    made = out.let(f"call {kind} @{symbol}({arguments})")
    parts = tuple(out.let(f"extractvalue {kind} {made}, {place}") for place in (0, 1))
    return cast(out, parts, "c128", dtype)


def _complex_power(lowering: Lowering, dtype: str, x: Regs, y: Regs) -> Regs:
    """As NumPy's: small whole exponents are products, all others the C library's."""
    out = lowering.text
    regs = [*cast(out, x, dtype, "c128"), *cast(out, y, dtype, "c128")]
    kinds = "{ double, double }"
    lowering.assembly.declare("cpow", f"declare {kinds} @cpow(double, double, double, double)")
    lowering.assembly.declare("complex.power", complex_power.TEXT)
    arguments = ", ".join(f"double {reg}" for reg in regs)
    made = out.let(f"call {kinds} @complex.power({arguments})")
    parts = tuple(out.let(f"extractvalue {kinds} {made}, {place}") for place in (0, 1))
    return cast(out, parts, "c128", dtype)


def _integer_power(lowering: Lowering, dtype: str, x: Regs, exponent: Value) -> Regs:
    """Modulo 2**64, whatever the width; a negative exponent is a ValueError."""
    out = lowering.text
    y = as_dtype(lowering, exponent, dtype).regs
    if dtype in SIGNED:
        negative = out.let(f"icmp slt {LLVM[dtype]} {y[0]}, 0")
        text = "ValueError\nIntegers to negative integer powers are not allowed."
        lowering.trap("RAISED", negative, text=text)
    wide = [cast(out, part, dtype, "i64")[0] for part in (x, y)]
    name = "noodle_power_wrapping"
    lowering.assembly.declare(name, DECLARATIONS[name])
    made = out.let(f"call i64 @{name}(i64 {wide[0]}, i64 {wide[1]})")
    return cast(out, (made,), "i64", dtype)


# -- of two operands -------------------------------------------------------------------------------


def _heaviside(lowering: Lowering, dtype: str, x: Regs, y: Regs) -> Regs:
    out, kind = lowering.text, LLVM[dtype]
    positive = out.let(f"fcmp ogt {kind} {x[0]}, 0.0")
    step = out.let(f"select i1 {positive}, {kind} 1.0, {kind} 0.0")
    zero = out.let(f"fcmp oeq {kind} {x[0]}, 0.0")
    made = out.let(f"select i1 {zero}, {kind} {y[0]}, {kind} {step}")
    nan = out.let(f"fcmp uno {kind} {x[0]}, 0.0")
    return (out.let(f"select i1 {nan}, {kind} {x[0]}, {kind} {made}"),)


def _log_add(of: str, back: str, at_equal: float) -> Binary:
    """log(exp(x) + exp(y)) without overflow, by the larger operand."""

    def added(lowering: Lowering, dtype: str, x: Regs, y: Regs) -> Regs:
        out, kind = lowering.text, LLVM[dtype]
        apart = out.let(f"fsub {kind} {x[0]}, {y[0]}")
        first = out.let(f"fcmp ogt {kind} {apart}, 0.0")
        large = out.let(f"select i1 {first}, {kind} {x[0]}, {kind} {y[0]}")
        size = numeric.intrinsic(lowering, "fabs", kind, apart)
        power = mathematics.library_call(lowering, of, dtype, (out.let(f"fneg {kind} {size}"),))
        rest = mathematics.library_call(lowering, "log1p", dtype, (power,))
        if back != "log":
            rest = out.let(f"fmul {kind} {rest}, {literal(math.log2(math.e), dtype)[0]}")
        made = out.let(f"fadd {kind} {large}, {rest}")
        same = out.let(f"fcmp oeq {kind} {x[0]}, {y[0]}")  # also where both are infinite
        doubled = out.let(f"fadd {kind} {x[0]}, {literal(at_equal, dtype)[0]}")
        made = out.let(f"select i1 {same}, {kind} {doubled}, {kind} {made}")
        nan = out.let(f"fcmp uno {kind} {apart}, 0.0")
        odd = out.let(f"xor i1 {same}, true")
        return (
            out.let(f"select i1 {out.let(f'and i1 {nan}, {odd}')}, {kind} {apart}, {kind} {made}"),
        )

    return added


def _float_power(lowering: Lowering, dtype: str, x: Regs, y: Regs) -> Regs:
    if dtype in COMPLEX:
        return _complex_power(lowering, dtype, x, y)
    return (mathematics.library_call(lowering, "power", dtype, (x[0], y[0])),)


def _next_after(lowering: Lowering, dtype: str, x: Regs, y: Regs) -> Regs:
    kind = LLVM[dtype]
    symbol = "nextafter" if dtype == "f64" else "nextafterf"
    lowering.assembly.declare(
        symbol, f"declare {kind} @{symbol}({kind}, {kind}) memory(none) nounwind willreturn"
    )
    return (lowering.text.let(f"call {kind} @{symbol}({kind} {x[0]}, {kind} {y[0]})"),)


def _gcd(lowering: Lowering, dtype: str, x: Regs, y: Regs) -> Regs:
    if dtype == "u64":
        lowering.refuse("gcd of u64 has no native form")
    out = lowering.text
    wide = [cast(out, part, dtype, "i64")[0] for part in (x, y)]
    lowering.assembly.declare("noodle_gcd", _GCD)
    made = out.let(f"call i64 @noodle_gcd(i64 {wide[0]}, i64 {wide[1]})")
    return cast(out, (made,), "i64", dtype)


def _lcm(lowering: Lowering, dtype: str, x: Regs, y: Regs) -> Regs:
    out, kind = lowering.text, LLVM[dtype]
    common = _gcd(lowering, dtype, x, y)
    none = out.let(f"icmp eq {kind} {common[0]}, 0")
    safe = out.let(f"select i1 {none}, {kind} 1, {kind} {common[0]}")
    sizes = [numeric.unary(lowering, "absolute", dtype, part)[0] for part in (x, y)]
    code = "sdiv" if dtype in SIGNED else "udiv"
    return (out.let(f"mul {kind} {out.let(f'{code} {kind} {sizes[0]}, {safe}')}, {sizes[1]}"),)


_UNARY: dict[str, Unary] = {
    "isnan": _is_nan, "isinf": _is_infinite, "isfinite": _is_finite, "signbit": _sign_bit,
    "absolute": _absolute, "deg2rad": _scaled(math.pi / 180), "rad2deg": _scaled(180 / math.pi),
    "bitwise_count": _bit_count, "exp": _exp, "log2": _log_to("log2"), "log10": _log_to("log10"),
}  # fmt: skip
_BINARY: dict[str, Binary] = {
    "heaviside": _heaviside, "logaddexp": _log_add("exp", "log", math.log(2)),
    "logaddexp2": _log_add("exp2", "log2", 1.0), "float_power": _float_power,
    "nextafter": _next_after, "gcd": _gcd, "lcm": _lcm,
}  # fmt: skip
_GCD = "declare i64 @noodle_gcd(i64, i64) memory(none) nounwind willreturn"
