"""Python's builtin functions and classes on scalars: abs, min, max, int, float, round and so on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbc.native.lower import arithmetic, numeric
from nbc.native.lower.casts import cast
from nbc.native.lower.choices import plain, positional, select
from nbc.native.lower.recurrences import waiting_last
from nbc.native.lower.registry import CALLS, Arguments, lowers_call
from nbc.native.lower.scalars import as_float, as_index, boolean, integer, number, truth_of
from nbc.native.lower.text import LIKELY
from nbc.native.lower.values import I64_RANGE, LLVM, UNKNOWN, Value
from nbc.native.lower.weak import as_int, checked
from nbc.native.reps import (
    BOOL,
    COMPLEX,
    COMPLEX128,
    FLOAT,
    FLOATS,
    INT,
    INTEGERS,
    ArrayRep,
    NoneRep,
    ScalarRep,
    StaticRep,
    StringRep,
    TupleRep,
)

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

INFINITY = "0x7FF0000000000000"
_WHOLE = frozenset({INT, *(ScalarRep(dtype, weak=False) for dtype in INTEGERS)})


# -- magnitude, order -----------------------------------------------------------------------------


@lowers_call("abs")
def _abs(lowering: Lowering, arguments: Arguments) -> Value:
    (value,) = positional(lowering, arguments, 1)
    rep = value.rep
    if isinstance(rep, ArrayRep):
        return call_row(lowering, "numpy.absolute", [value])
    if not isinstance(rep, ScalarRep):
        lowering.refuse("abs() of this value has no native form")
    if rep.dtype in COMPLEX:
        return _complex_abs(lowering, value)
    if rep.weak and rep.dtype in ("i64", "bool") and not rep.mixed:
        return _int_abs(lowering, as_int(lowering, value))
    if rep.dtype == "bool":
        return value
    regs = numeric.unary(lowering, "absolute", rep.dtype, value.regs[:1])
    return Value(rep, (*regs, *value.regs[1:]))


def call_row(lowering: Lowering, name: str, values: list[Value]) -> Value:
    """The call of another builtin, by its full name."""
    lower = CALLS.get(name)
    if lower is None:
        return lowering.refuse(f"{name}() has no native form")
    return lower(lowering, Arguments(name, values, {}))


def _int_abs(lowering: Lowering, value: Value) -> Value:
    if value.range is not None and value.range[0] >= 0:
        return value
    out = lowering.text
    negated = checked(lowering, "SUBTRACT", integer("0", (0, 0)), value)
    low = out.let(f"icmp slt i64 {value.reg}, 0")
    made = out.let(f"select i1 {low}, i64 {negated.reg}, i64 {value.reg}")
    known = value.range or I64_RANGE
    return integer(made, (0, min(I64_RANGE[1], max(abs(known[0]), abs(known[1])))))


def _complex_abs(lowering: Lowering, value: Value) -> Value:
    from nbc.native.lower.mathematics import library_call  # lazy: builds on this module's rows

    out, part = lowering.text, "f64" if value.dtype == "c128" else "f32"
    size = library_call(lowering, "hypot", part, value.regs)
    rep = value.rep
    assert isinstance(rep, ScalarRep)
    if rep.weak:
        lowering.trap("COMPLEX_SIZE", _overflowed(lowering, size, value.regs))
        return number(size)
    del out
    return Value(ScalarRep(part, weak=False), (size,))


def _overflowed(lowering: Lowering, made: str, operands: tuple[str, ...]) -> str:
    """Whether a result is infinite though no operand was."""
    out = lowering.text
    over = is_infinite(lowering, made)
    for reg in operands:
        size = numeric.intrinsic(lowering, "fabs", "double", reg)
        finite = out.let(f"fcmp olt double {size}, {INFINITY}")
        over = out.let(f"and i1 {over}, {finite}")
    return over


def is_infinite(lowering: Lowering, reg: str) -> str:
    size = numeric.intrinsic(lowering, "fabs", "double", reg)
    return lowering.text.let(f"fcmp oeq double {size}, {INFINITY}")


@lowers_call("min", "max")
def _extreme(lowering: Lowering, arguments: Arguments) -> Value:
    if arguments.keywords or not arguments.values:
        lowering.refuse(f"{arguments.name}() with key or default has no native form")
    if len(arguments.values) == 1:
        from nbc.native.lower.folding import extreme  # lazy: folding builds on iteration

        return extreme(lowering, arguments.name, arguments.values[0])
    values = arguments.values
    if len(values) > 2 and all(value.rep in _WHOLE and value.rep == values[0].rep
                               for value in values):  # fmt: skip
        values = [values[place] for place in waiting_last(lowering, len(values))]
    best = values[0]
    for value in values[1:]:
        best = better(lowering, arguments.name, best, value)
    return best


def better(lowering: Lowering, name: str, best: Value, value: Value) -> Value:
    """The larger (smaller) of two, the first where they are equal or not ordered."""
    if best.rep == INT == value.rep and not (best.is_constant and value.is_constant):
        return _better_int(lowering, name, best, value)
    test = arithmetic.operate(lowering, "GREATER" if name == "max" else "LESS", [value, best])
    return select(lowering, truth_of(lowering, test), value, best)


def _better_int(lowering: Lowering, name: str, a: Value, b: Value) -> Value:
    symbol = "llvm.smax.i64" if name == "max" else "llvm.smin.i64"
    lowering.assembly.declare(symbol, f"declare i64 @{symbol}(i64, i64)")
    made = lowering.text.let(f"call i64 @{symbol}(i64 {a.reg}, i64 {b.reg})")
    x, y = a.range or I64_RANGE, b.range or I64_RANGE
    pick = max if name == "max" else min
    return integer(made, (pick(x[0], y[0]), pick(x[1], y[1])))


# -- conversions ----------------------------------------------------------------------------------


@lowers_call("int")
def _int(lowering: Lowering, arguments: Arguments) -> Value:
    values = positional(lowering, arguments, 0, 1)
    return whole(lowering, values[0], "llvm.trunc") if values else integer("0", (0, 0))


def whole(lowering: Lowering, value: Value, rounding: str) -> Value:
    """A real number as a Python int; `rounding` is LLVM's intrinsic for a float."""
    rep = value.rep
    if not isinstance(rep, ScalarRep) or rep.dtype in COMPLEX:
        return lowering.refuse("int() of this value has no native form")
    if rep.dtype in INTEGERS or rep.dtype == "bool":
        if rounding == "llvm.trunc.math" and not rep.weak:
            lowering.refuse("math.trunc() of this scalar raises")
        if rep.weak and value.is_constant:
            return lowering.constant(int(value.constant))
        return as_index(lowering, value)
    if rounding == "llvm.trunc.math" and rep.dtype != "f64":
        lowering.refuse("math.trunc() of this scalar raises")
    reg = cast(lowering.text, value.regs[:1], rep.dtype, "f64")[0]
    return float_to_int(lowering, reg, rounding.removeprefix("llvm.").removesuffix(".math"))


def float_to_int(lowering: Lowering, reg: str, rounding: str) -> Value:
    """A double rounded to a Python int. NaN and infinities raise, so does what has over 64 bits."""
    out = lowering.text
    if rounding != "trunc":
        reg = numeric.intrinsic(lowering, rounding, "double", reg)
    size = numeric.intrinsic(lowering, "fabs", "double", reg)
    inside = out.let(f"fcmp olt double {size}, 0x43E0000000000000")
    if lowering.deferral is not None:
        lowering.trap("FLOAT_DIVISION", out.let(f"xor i1 {inside}, true"))
        return integer(out.let(f"freeze i64 {out.let(f'fptosi double {reg} to i64')}"))
    fine, bad = out.new_label("whole"), out.new_label("range")
    out.branch(inside, fine, bad, LIKELY)
    out.begin(bad)
    lowering.trap("NAN_TO_INT", out.let(f"fcmp uno double {reg}, 0.0"))
    lowering.trap("INFINITY_TO_INT", is_infinite(lowering, reg))
    lowering.trap("INT_RANGE", out.let(f"fcmp une double {reg}, 0xC3E0000000000000"))
    out.go(fine)
    out.begin(fine)
    return integer(out.let(f"fptosi double {reg} to i64"))


@lowers_call("float")
def _float(lowering: Lowering, arguments: Arguments) -> Value:
    values = positional(lowering, arguments, 0, 1)
    if not values:
        return lowering.constant(0.0)
    return as_float(lowering, values[0])


@lowers_call("bool")
def _bool(lowering: Lowering, arguments: Arguments) -> Value:
    values = positional(lowering, arguments, 0, 1)
    return boolean(truth_of(lowering, values[0]) if values else "false")


@lowers_call("complex")
def _complex(lowering: Lowering, arguments: Arguments) -> Value:
    values = positional(lowering, arguments, 0, 2)
    if len(values) == 1 and values[0].is_scalar and values[0].dtype in COMPLEX:
        value = plain(lowering, values[0])
        return Value(COMPLEX128, cast(lowering.text, value.regs, value.dtype, "c128"))
    parts = [as_float(lowering, value).reg for value in values]
    return Value(COMPLEX128, tuple([*parts, "0.0", "0.0"][:2]))


# -- rounding, division, powers -------------------------------------------------------------------


@lowers_call("round")
def _round(lowering: Lowering, arguments: Arguments) -> Value:
    values = [*arguments.values, *arguments.keywords.values()]
    if set(arguments.keywords) - {"ndigits"} or not 1 <= len(values) <= 2:
        lowering.refuse("this call of round() has no native form")
    value = values[0]
    if len(values) == 1 or isinstance(values[1].rep, NoneRep):
        if value.rep == ScalarRep("bool", weak=False):
            lowering.refuse("round() of a bool of NumPy raises")
        return whole(lowering, value, "llvm.roundeven")
    return _round_digits(lowering, plain(lowering, value), as_index(lowering, values[1]))


def _round_digits(lowering: Lowering, value: Value, digits: Value) -> Value:
    rep, out = value.rep, lowering.text
    if rep in (INT, BOOL, ScalarRep("i64", weak=False)) and digits.range and digits.range[0] >= 0:
        return as_int(lowering, value) if rep == BOOL else value
    if rep == ScalarRep("f64", weak=False):
        lowering.assembly.declare("noodle_round_scaled", _ROUND_SCALED)
        made = out.let(f"call double @noodle_round_scaled(double {value.reg}, i64 {digits.reg})")
        return Value(rep, (made,))
    if rep != FLOAT:
        lowering.refuse("round() of this value to digits has no native form")
    lowering.assembly.declare("noodle_round_f64", _ROUND)
    result = out.slot("double")
    status = out.let(
        f"call i32 @noodle_round_f64(double {value.reg}, i64 {digits.reg}, ptr {result})"
    )
    lowering.trap("ROUND_RANGE", out.let(f"icmp ne i32 {status}, 0"))
    return number(out.load("double", result))


@lowers_call("divmod")
def _divmod(lowering: Lowering, arguments: Arguments) -> Value:
    a, b = positional(lowering, arguments, 2)
    a, b = plain(lowering, a), plain(lowering, b)
    weak = all(isinstance(v.rep, ScalarRep) and v.rep.weak for v in (a, b))
    if weak and "f64" in (a.dtype, b.dtype):
        divisor = as_float(lowering, b)
        if not (divisor.is_constant and divisor.constant):
            zero = lowering.text.let(f"fcmp oeq double {divisor.reg}, 0.0")
            lowering.trap("FLOAT_DIVMOD", zero)
    items = tuple(arithmetic.operate(lowering, name, [a, b]) for name in ("FLOOR_DIVIDE", "MODULO"))
    return Value(TupleRep(tuple(item.rep for item in items)), items=items)


@lowers_call("pow")
def _pow(lowering: Lowering, arguments: Arguments) -> Value:
    values = positional(lowering, arguments, 2, 3)
    if len(values) == 2:
        return arithmetic.operate(lowering, "POWER", values)
    if any(value.rep not in (INT, BOOL) for value in values):
        lowering.refuse("pow() with a modulus has native form for ints")
    base, exponent, modulus = (as_int(lowering, value) for value in values)
    out = lowering.text
    if exponent.range is None or exponent.range[0] < 0:
        lowering.trap("INT_RANGE", out.let(f"icmp slt i64 {exponent.reg}, 0"))
    lowering.trap("ZERO_MODULUS", out.let(f"icmp eq i64 {modulus.reg}, 0"))
    lowering.assembly.declare("noodle_power_modulo", _POWER_MODULO)
    regs = ", ".join(f"i64 {value.reg}" for value in (base, exponent, modulus))
    return integer(out.let(f"call i64 @noodle_power_modulo({regs})"))


# -- text and classes -----------------------------------------------------------------------------


@lowers_call("len")
def _len(lowering: Lowering, arguments: Arguments) -> Value:
    from nbc.native.lower.sequences import length  # lazy: sequences build on this module

    (value,) = positional(lowering, arguments, 1)
    return length(lowering, value)


@lowers_call("ord")
def _ord(lowering: Lowering, arguments: Arguments) -> Value:
    from nbc.native.lower.texts import code_point  # lazy: texts build on this module

    (value,) = positional(lowering, arguments, 1)
    if not isinstance(value.rep, StringRep):
        lowering.refuse("ord() of this value has no native form")
    if value.regs[2] != "1":
        wrong = lowering.text.let(f"icmp ne i64 {value.regs[2]}, 1")
        lowering.trap("ORD_LENGTH", wrong, [value.regs[2]])
    return code_point(lowering, value, "0")


@lowers_call("chr")
def _chr(lowering: Lowering, arguments: Arguments) -> Value:
    from nbc.native.lower.texts import character  # lazy: texts build on this module

    (value,) = positional(lowering, arguments, 1)
    return character(lowering, as_index(lowering, value))


@lowers_call("isinstance")
def _isinstance(lowering: Lowering, arguments: Arguments) -> Value:
    value, wanted = positional(lowering, arguments, 2)
    cls = class_of(value)
    classes = wanted.items if isinstance(wanted.rep, TupleRep) else (wanted,)
    if cls is None or any(not isinstance(item.constant, type) for item in classes):
        lowering.refuse("isinstance() of this value is not known to native code")
    found = any(issubclass(cls, item.constant) for item in classes)
    return boolean("true" if found else "false")


def class_of(value: Value) -> type | None:
    """The exact class of a value, where that is certain."""
    rep = value.rep
    if isinstance(rep, StaticRep):
        return None if value.constant is UNKNOWN else type(value.constant)
    if isinstance(rep, ScalarRep):
        if rep.mixed:
            return None
        return _WEAK_CLASSES[rep.dtype] if rep.weak else numpy_class(rep.dtype)
    if isinstance(rep, ArrayRep):
        import numpy  # lazy: start-up must not import NumPy

        return numpy.ndarray
    return _CLASSES.get(type(rep).__name__)


def numpy_class(dtype: str) -> Any:
    """NumPy's class of a scalar."""
    import numpy  # lazy: start-up must not import NumPy

    if dtype == "bool":
        return numpy.bool_
    kind = {"i": "int", "u": "uint", "f": "float", "c": "complex"}[dtype[0]]
    return getattr(numpy, kind + dtype[1:])


_WEAK_CLASSES: dict[str, type] = {"bool": bool, "i64": int, "f64": float, "c128": complex}
_CLASSES: dict[str, type] = {
    "StringRep": str, "TupleRep": tuple, "ListRep": list, "NoneRep": type(None),
}  # fmt: skip

_ROUND = "declare i32 @noodle_round_f64(double, i64, ptr)"
_ROUND_SCALED = "declare double @noodle_round_scaled(double, i64)"
_POWER_MODULO = "declare i64 @noodle_power_modulo(i64, i64, i64)"

__all__ = ["FLOATS", "LLVM", "better", "call_row", "class_of", "float_to_int", "whole"]
