"""Arithmetic of Python's own numbers: integers trap on overflow, division by zero raises.

A check is left out where the ranges of the operands show that it cannot fail, or where it was
proved for the loop around (`Lowering.proved`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower import numeric
from nbc.native.lower.casts import cast
from nbc.native.lower.scalars import as_float, boolean, constant_value, integer, number
from nbc.native.lower.values import I64_RANGE, Value
from nbc.native.reps import BOOL, COMPLEX128, FLOAT, INT, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_CHECKED = {"ADD": ("sadd", "add"), "SUBTRACT": ("ssub", "sub"), "MULTIPLY": ("smul", "mul")}
_TESTS = {"LESS": "less", "LESS_EQUAL": "less_equal", "EQUAL": "equal", "NOT_EQUAL": "not_equal",
          "GREATER": "greater", "GREATER_EQUAL": "greater_equal"}  # fmt: skip
_BITS = {"BIT_AND": "and", "BIT_OR": "or", "BIT_XOR": "xor"}
_NOT_COMPLEX = frozenset({*_BITS, "FLOOR_DIVIDE", "MODULO", "INVERT", "LEFT_SHIFT", "RIGHT_SHIFT"})
_EXACT = 2**53
_FOLDED = 4096
_QUICK_FACTORS = frozenset({3, 4, 5, 8, 9, 10})  # an addition and a shift


def result_rep(name: str, reps: list[ScalarRep]) -> ScalarRep | None:
    """The representation of an operation of Python numbers."""
    dtypes = {rep.dtype for rep in reps}
    if name in _TESTS:
        return BOOL
    if name in _BITS and dtypes == {"bool"}:
        return BOOL
    if "c128" in dtypes:
        return COMPLEX128 if name not in _NOT_COMPLEX else None
    if "f64" in dtypes or name == "DIVIDE":
        return FLOAT if name not in (*_BITS, "LEFT_SHIFT", "RIGHT_SHIFT", "INVERT") else None
    return INT


def operate(lowering: Lowering, name: str, operands: list[Value]) -> Value:
    """`a op b` or `op a` of Python numbers."""
    known = folded(name, operands)
    if known is not None:
        return known
    reps = [v.rep for v in operands if isinstance(v.rep, ScalarRep)]
    rep = result_rep(name, reps)
    if len(operands) == 1:
        return _unary(lowering, name, operands[0])
    a, b = operands
    if name in _TESTS:
        return _compare(lowering, name, a, b)
    if rep == BOOL:
        return boolean(lowering.text.let(f"{_BITS[name]} i1 {a.reg}, {b.reg}"))
    if rep == COMPLEX128:
        return _complex(lowering, name, a, b)
    if rep == FLOAT:
        return _floats(lowering, name, a, b)
    return _integers(lowering, name, as_int(lowering, a), as_int(lowering, b))


def folded(name: str, operands: list[Value]) -> Value | None:
    """Small integer arithmetic on constants, done now: sizes and indices become constants too."""
    if not all(type(v.constant) is int and abs(v.constant) < _FOLDED for v in operands):
        return None
    values = [v.constant for v in operands]
    if len(values) == 1:
        return constant_value({"NEGATE": -values[0], "POSITIVE": values[0],
                               "INVERT": ~values[0]}[name])  # fmt: skip
    a, b = values
    if name in ("ADD", "SUBTRACT", "MULTIPLY"):
        return constant_value({"ADD": a + b, "SUBTRACT": a - b, "MULTIPLY": a * b}[name])
    if name in ("FLOOR_DIVIDE", "MODULO") and b:
        return constant_value(a // b if name == "FLOOR_DIVIDE" else a % b)
    if name == "POWER" and 0 <= b <= 4:
        return constant_value(a**b)
    return None


def as_int(lowering: Lowering, value: Value) -> Value:
    """A bool or int as an int."""
    if value.rep == INT:
        return value
    if value.is_constant:
        made = constant_value(int(value.constant))
        assert made is not None
        return made
    return integer(cast(lowering.text, value.regs, "bool", "i64")[0], (0, 1))


def with_overflow(lowering: Lowering, code: str, a: str, b: str) -> tuple[str, str]:
    """Result and overflow flag of a signed 64-bit operation (sadd, ssub, smul)."""
    out = lowering.text
    symbol = f"llvm.{code}.with.overflow.i64"
    lowering.assembly.declare(symbol, f"declare {{ i64, i1 }} @{symbol}(i64, i64)")
    both = out.let(f"call {{ i64, i1 }} @{symbol}(i64 {a}, i64 {b})")
    made = out.let(f"extractvalue {{ i64, i1 }} {both}, 0")
    return made, out.let(f"extractvalue {{ i64, i1 }} {both}, 1")


def _integers(lowering: Lowering, name: str, a: Value, b: Value) -> Value:
    out = lowering.text
    if name in _CHECKED:
        return checked(lowering, name, a, b)
    if name in _BITS:
        return integer(out.let(f"{_BITS[name]} i64 {a.reg}, {b.reg}"), _bit_range(name, a, b))
    if name in ("FLOOR_DIVIDE", "MODULO"):
        return _divide(lowering, name, a, b)
    if name in ("LEFT_SHIFT", "RIGHT_SHIFT"):
        return _shift(lowering, name, a, b)
    from nbc.native.lower.mathematics import integer_power  # lazy: builds on this module

    return integer_power(lowering, a, b)


def checked(lowering: Lowering, name: str, a: Value, b: Value) -> Value:
    """+, - or * of i64, with the overflow check unless it cannot fail."""
    out = lowering.text
    careful, plain = _CHECKED[name]
    bounds = arithmetic_range(name, a.range, b.range)
    fits = I64_RANGE[0] <= bounds[0] and bounds[1] <= I64_RANGE[1]
    if fits or lowering.here in lowering.proved:
        sure = "nsw " if lowering.guard is None else ""  # else it may be computed for nothing
        reg = out.let(f"{plain} {sure}i64 {a.reg}, {b.reg}")
        return integer(reg, bounds if fits else None)
    for value, factor in ((a, b), (b, a)):
        if name == "MULTIPLY" and factor.constant in _QUICK_FACTORS:
            return _scaled(lowering, value, factor.constant)
    made, over = with_overflow(lowering, careful, a.reg, b.reg)
    lowering.trap("OVERFLOW", over)
    return integer(made, (max(bounds[0], I64_RANGE[0]), min(bounds[1], I64_RANGE[1])))


def _scaled(lowering: Lowering, a: Value, factor: int) -> Value:
    """`a * factor`, where LLVM may add and shift: with an overflow flag it would multiply."""
    out = lowering.text
    low, high = -(-I64_RANGE[0] // factor), I64_RANGE[1] // factor
    bounds = a.range or I64_RANGE
    if bounds[0] >= low:
        over = out.let(f"icmp sgt i64 {a.reg}, {high}")
    else:
        moved = out.let(f"add i64 {a.reg}, {-low}")
        over = out.let(f"icmp ugt i64 {moved}, {high - low}")
    lowering.trap("OVERFLOW", over)
    made = out.let(f"mul {'' if lowering.guard else 'nsw '}i64 {a.reg}, {factor}")
    return integer(made, (max(bounds[0], low) * factor, min(bounds[1], high) * factor))


def arithmetic_range(
    name: str, a: tuple[int, int] | None, b: tuple[int, int] | None
) -> tuple[int, int]:
    """Bounds of `a op b`, as if integers had no end."""
    a, b = a or I64_RANGE, b or I64_RANGE
    if name == "ADD":
        return a[0] + b[0], a[1] + b[1]
    if name == "SUBTRACT":
        return a[0] - b[1], a[1] - b[0]
    corners = [x * y for x in a for y in b]
    return min(corners), max(corners)


def _bit_range(name: str, a: Value, b: Value) -> tuple[int, int] | None:
    if name == "BIT_AND":
        limits = [v.range[1] for v in (a, b) if v.range is not None and v.range[0] >= 0]
        return (0, min(limits)) if limits else None
    if a.range and b.range and a.range[0] >= 0 and b.range[0] >= 0:
        return 0, (1 << max(a.range[1].bit_length(), b.range[1].bit_length())) - 1
    return None


def _divide(lowering: Lowering, name: str, a: Value, b: Value) -> Value:
    out = lowering.text
    if b.range is None or b.range[0] <= 0 <= b.range[1]:
        zero = out.let(f"icmp eq i64 {b.reg}, 0")
        lowering.trap("INTEGER_DIVISION" if name == "FLOOR_DIVIDE" else "INTEGER_MODULO", zero)
    positive = b.range is not None and b.range[0] > 0
    if positive and a.range is not None and a.range[0] >= 0:
        assert b.range is not None
        code = "udiv" if name == "FLOOR_DIVIDE" else "urem"
        high = a.range[1] // b.range[0] if name == "FLOOR_DIVIDE" else b.range[1] - 1
        return integer(out.let(f"{code} i64 {a.reg}, {b.reg}"), (0, min(high, a.range[1])))
    divisor = b.reg
    may_overflow = not positive and not (a.range is not None and a.range[0] > I64_RANGE[0])
    if may_overflow:
        least = out.let(f"icmp eq i64 {a.reg}, {I64_RANGE[0]}")
        minus = out.let(f"icmp eq i64 {b.reg}, -1")
        both = out.let(f"and i1 {least}, {minus}")
        if name == "FLOOR_DIVIDE":
            lowering.trap("OVERFLOW", both)
        else:
            divisor = out.let(f"select i1 {both}, i64 1, i64 {b.reg}")
    if name == "FLOOR_DIVIDE":
        return integer(numeric.floor_divide(lowering, "i64", a.reg, divisor), _floor_range(a, b))
    made = numeric.modulo(lowering, "i64", a.reg, divisor)
    return integer(made, (0, b.range[1] - 1) if positive and b.range else None)


def _floor_range(a: Value, b: Value) -> tuple[int, int] | None:
    if a.range is None or b.range is None or b.range[0] <= 0:
        return None
    corners = [x // y for x in a.range for y in b.range]
    return min(corners), max(corners)


def _shift(lowering: Lowering, name: str, a: Value, b: Value) -> Value:
    out = lowering.text
    if b.range is None or b.range[0] < 0:
        lowering.trap("NEGATIVE_SHIFT", out.let(f"icmp slt i64 {b.reg}, 0"))
    small = b.range is not None and b.range[0] >= 0 and b.range[1] <= 63
    if name == "RIGHT_SHIFT":
        amount = b.reg
        if not small:
            wide = out.let(f"icmp ugt i64 {b.reg}, 63")
            amount = out.let(f"select i1 {wide}, i64 63, i64 {b.reg}")
        bounds = (0, a.range[1]) if a.range is not None and a.range[0] >= 0 else None
        return integer(out.let(f"ashr i64 {a.reg}, {amount}"), bounds)
    bounds = None
    if a.range and b.range and a.range[0] >= 0 and b.range[0] >= 0 and b.range[1] <= 63:
        bounds = (a.range[0] << b.range[0], a.range[1] << b.range[1])
        if bounds[1] <= I64_RANGE[1]:
            return integer(out.let(f"shl nsw i64 {a.reg}, {b.reg}"), bounds)
    wide = out.let(f"icmp ugt i64 {b.reg}, 63")
    amount = out.let(f"select i1 {wide}, i64 63, i64 {b.reg}")
    made = out.let(f"shl i64 {a.reg}, {amount}")
    back = out.let(f"ashr i64 {made}, {amount}")
    lost = out.let(f"icmp ne i64 {back}, {a.reg}")
    some = out.let(f"icmp ne i64 {a.reg}, 0")
    over = out.let(f"and i1 {out.let(f'or i1 {wide}, {lost}')}, {some}")
    lowering.trap("OVERFLOW", over)
    return integer(made)


def _floats(lowering: Lowering, name: str, a: Value, b: Value) -> Value:
    if name == "POWER":
        from nbc.native.lower.mathematics import float_power  # lazy: builds on this module

        return float_power(lowering, a, b)
    if name == "DIVIDE" and a.rep != FLOAT and b.rep != FLOAT:
        return _true_divide(lowering, as_int(lowering, a), as_int(lowering, b))
    x, y = as_float(lowering, a), as_float(lowering, b)
    never_zero = (y.is_constant and y.constant) or lowering.here in lowering.proved
    if name in ("DIVIDE", "FLOOR_DIVIDE", "MODULO") and not never_zero:
        zero = lowering.text.let(f"fcmp oeq double {y.reg}, 0.0")
        trap = {"DIVIDE": "FLOAT_DIVISION", "FLOOR_DIVIDE": "FLOAT_FLOOR", "MODULO": "FLOAT_MODULO"}
        lowering.trap(trap[name], zero)
    ufunc = {"ADD": "add", "SUBTRACT": "subtract", "MULTIPLY": "multiply", "DIVIDE": "divide",
             "FLOOR_DIVIDE": "floor_divide", "MODULO": "remainder"}[name]  # fmt: skip
    return number(numeric.binary(lowering, ufunc, "f64", x.regs, y.regs)[0])


def _true_divide(lowering: Lowering, a: Value, b: Value) -> Value:
    """int / int is rounded once: by one division where both are exact as floats."""
    out = lowering.text
    proved = lowering.here in lowering.proved
    if not proved and (b.range is None or b.range[0] <= 0 <= b.range[1]):
        lowering.trap("DIVISION", out.let(f"icmp eq i64 {b.reg}, 0"))
    x, y = (out.let(f"sitofp i64 {v.reg} to double") for v in (a, b))
    quick = out.let(f"fdiv double {x}, {y}")
    large = [v for v in (a, b)
             if v.range is None or v.range[0] < -_EXACT or v.range[1] > _EXACT]  # fmt: skip
    if not large or proved:
        return number(quick)
    lowering.assembly.declare("true.divide", _TRUE_DIVIDE)
    result = out.slot("double")
    out.store("double", quick, result)
    tests = []
    for value in large:
        moved = out.let(f"add i64 {value.reg}, {_EXACT}")
        tests.append(out.let(f"icmp ugt i64 {moved}, {2 * _EXACT}"))
    beyond = tests[0] if len(tests) == 1 else out.let(f"or i1 {tests[0]}, {tests[1]}")
    slow, done = out.new_label("exact"), out.new_label("divided")
    out.branch(beyond, slow, done, "!prof !0")
    out.begin(slow)
    exact = out.let(f"call double @true.divide(i64 {a.reg}, i64 {b.reg})")
    out.store("double", exact, result)
    out.go(done)
    out.begin(done)
    return number(out.load("double", result))


def _complex(lowering: Lowering, name: str, a: Value, b: Value) -> Value:
    x, y = (cast(lowering.text, v.regs, v.dtype, "c128") for v in (a, b))
    if name == "DIVIDE":
        parts = [lowering.text.let(f"fcmp oeq double {reg}, 0.0") for reg in y]
        lowering.trap("COMPLEX_DIVISION", lowering.text.let(f"and i1 {parts[0]}, {parts[1]}"))
        quotient = numeric.divide_complex(lowering, "double", x, y, as_numpy=False)
        return Value(COMPLEX128, quotient)
    ufuncs = {"ADD": "add", "SUBTRACT": "subtract", "MULTIPLY": "multiply"}
    if name not in ufuncs:
        lowering.refuse(f"{name} of complex numbers has no native form")
    return Value(COMPLEX128, numeric.binary(lowering, ufuncs[name], "c128", x, y))


def _unary(lowering: Lowering, name: str, a: Value) -> Value:
    if a.rep == FLOAT or a.rep == COMPLEX128:
        ufunc = "negative" if name == "NEGATE" else "positive"
        return Value(a.rep, numeric.unary(lowering, ufunc, a.dtype, a.regs))
    a = as_int(lowering, a)
    if name == "POSITIVE":
        return a
    if name == "INVERT":
        bounds = None if a.range is None else (~a.range[1], ~a.range[0])
        return integer(lowering.text.let(f"xor i64 {a.reg}, -1"), bounds)
    zero = integer("0", (0, 0))
    return checked(lowering, "SUBTRACT", zero, a)


def _compare(lowering: Lowering, name: str, a: Value, b: Value) -> Value:
    dtypes = {a.dtype, b.dtype}
    if "c128" in dtypes:
        regs = [cast(lowering.text, v.regs, v.dtype, "c128") for v in (a, b)]
        return boolean(numeric.compare(lowering, _TESTS[name], "c128", regs[0], regs[1]))
    if dtypes == {"i64", "f64"}:
        return boolean(_compare_mixed(lowering, name, a, b))
    if "f64" in dtypes:
        x, y = as_float(lowering, a), as_float(lowering, b)
        return boolean(numeric.compare(lowering, _TESTS[name], "f64", x.regs, y.regs))
    x, y = as_int(lowering, a), as_int(lowering, b)
    return boolean(numeric.compare(lowering, _TESTS[name], "i64", x.regs, y.regs))


def _compare_mixed(lowering: Lowering, name: str, a: Value, b: Value) -> str:
    """An int against a float, exactly: rounding the int to a float keeps the order, so only where
    both are then equal do the integers decide."""
    whole = a if a.dtype == "i64" else b
    x, y = as_float(lowering, a), as_float(lowering, b)
    rough = numeric.compare(lowering, _TESTS[name], "f64", x.regs, y.regs)
    if whole.range is not None and whole.range[0] >= -_EXACT and whole.range[1] <= _EXACT:
        return rough
    out = lowering.text
    same = out.let(f"fcmp oeq double {x.reg}, {y.reg}")
    other = y if a.dtype == "i64" else x
    symbol = "llvm.fptosi.sat.i64.f64"
    lowering.assembly.declare(symbol, f"declare i64 @{symbol}(double)")
    limit = out.let(f"call i64 @{symbol}(double {other.reg})")
    pair = (whole.reg, limit) if a.dtype == "i64" else (limit, whole.reg)
    fine = numeric.compare(lowering, _TESTS[name], "i64", pair[:1], pair[1:])
    top = out.let(f"fcmp oeq double {other.reg}, 0x43E0000000000000")  # 2**63, above every i64
    equal = {"LESS": "true", "LESS_EQUAL": "true", "NOT_EQUAL": "true"}.get(name, "false")
    if a.dtype != "i64" and name not in ("EQUAL", "NOT_EQUAL"):
        equal = "false" if equal == "true" else "true"
    settled = out.let(f"select i1 {top}, i1 {equal}, i1 {fine}")
    return out.let(f"select i1 {same}, i1 {settled}, i1 {rough}")


_TRUE_DIVIDE = """define internal double @true.divide(i64 %a, i64 %b) cold noinline {
entry:
  %signs = xor i64 %a, %b
  %negative = icmp slt i64 %signs, 0
  %a.size = call i64 @llvm.abs.i64(i64 %a, i1 false)
  %b.size = call i64 @llvm.abs.i64(i64 %b, i1 false)
  %none = icmp eq i64 %a, 0
  br i1 %none, label %zero, label %start
zero:
  %nothing = select i1 %negative, double -0.0, double 0.0
  ret double %nothing
start:
  %a.zeros = call i64 @llvm.ctlz.i64(i64 %a.size, i1 false)
  %b.zeros = call i64 @llvm.ctlz.i64(i64 %b.size, i1 false)
  %a.moved = shl i64 %a.size, %a.zeros
  %b.moved = shl i64 %b.size, %b.zeros
  %rest.0 = zext i64 %a.moved to i128
  %divisor = zext i64 %b.moved to i128
  br label %loop
loop:
  %rest = phi i128 [ %rest.0, %start ], [ %rest.next, %loop ]
  %quotient = phi i64 [ 0, %start ], [ %quotient.next, %loop ]
  %count = phi i64 [ 0, %start ], [ %count.next, %loop ]
  %fits = icmp uge i128 %rest, %divisor
  %less = sub i128 %rest, %divisor
  %left = select i1 %fits, i128 %less, i128 %rest
  %rest.next = shl i128 %left, 1
  %bit = zext i1 %fits to i64
  %shifted = shl i64 %quotient, 1
  %quotient.next = or i64 %shifted, %bit
  %count.next = add i64 %count, 1
  %more = icmp ult i64 %count.next, 62
  br i1 %more, label %loop, label %done
done:
  %inexact = icmp ne i128 %rest.next, 0
  %sticky = zext i1 %inexact to i64
  %whole = or i64 %quotient.next, %sticky
  %rounded = uitofp i64 %whole to double
  %difference = sub i64 %b.zeros, %a.zeros
  %exponent = add i64 %difference, 962
  %bits = shl i64 %exponent, 52
  %scale = bitcast i64 %bits to double
  %size = fmul double %rounded, %scale
  %minus = fneg double %size
  %result = select i1 %negative, double %minus, double %size
  ret double %result
}
declare i64 @llvm.abs.i64(i64, i1)
declare i64 @llvm.ctlz.i64(i64, i1)"""
"""The quotient to 62 bits by long division, the rest in the last one, rounded to a float once.
962 = 1023 - 61: the quotient has its first bit before the point."""
