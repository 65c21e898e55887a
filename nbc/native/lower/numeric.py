"""NumPy's arithmetic on registers of one dtype: integers wrap, floats follow IEEE, nothing traps.

Used for NumPy scalars and for the elements of arrays. `FUNCTIONS` maps the names of NumPy's ufuncs;
each takes the registers of its operands, already of the loop's dtype, and gives the result's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower.casts import Regs, literal, truth
from nbc.native.lower.values import LLVM
from nbc.native.reps import COMPLEX, FLOATS, SIGNED

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_INTEGER = {"add": "add", "subtract": "sub", "multiply": "mul", "bitwise_and": "and",
            "bitwise_or": "or", "bitwise_xor": "xor"}  # fmt: skip
_FLOAT = {"add": "fadd", "subtract": "fsub", "multiply": "fmul", "divide": "fdiv"}
_SIGNED_TESTS = {"less": "slt", "less_equal": "sle", "greater": "sgt", "greater_equal": "sge"}
_EQUALITY = {"equal": "eq", "not_equal": "ne"}
_FLOAT_TESTS = {"less": "olt", "less_equal": "ole", "greater": "ogt", "greater_equal": "oge",
                "equal": "oeq", "not_equal": "une"}  # fmt: skip
COMPARISONS = frozenset(_FLOAT_TESTS)
REASSOCIATED = " reassoc"
_SUMS = frozenset({"add", "subtract", "multiply"})


def binary(lowering: Lowering, name: str, dtype: str, x: Regs, y: Regs) -> Regs:
    """A ufunc of two operands of `dtype`."""
    if name in COMPARISONS:
        return (compare(lowering, name, dtype, x, y),)
    if dtype in COMPLEX:
        return _complex(lowering, name, dtype, x, y)
    if dtype == "bool":
        return _of_bools(lowering, name, x, y)
    if dtype in FLOATS:
        return (_of_floats(lowering, name, dtype, x[0], y[0]),)
    return (_of_integers(lowering, name, dtype, x[0], y[0]),)


def compare(lowering: Lowering, name: str, dtype: str, x: Regs, y: Regs) -> str:
    """A comparison, as i1."""
    out, kind = lowering.text, LLVM[dtype]
    if dtype in COMPLEX:
        return _compare_complex(lowering, name, dtype, x, y)
    if dtype in FLOATS:
        return out.let(f"fcmp {_FLOAT_TESTS[name]} {kind} {x[0]}, {y[0]}")
    if name in _EQUALITY:
        return out.let(f"icmp {_EQUALITY[name]} {kind} {x[0]}, {y[0]}")
    test = _SIGNED_TESTS[name]
    if dtype not in SIGNED:
        test = "u" + test[1:]
    return out.let(f"icmp {test} {kind} {x[0]}, {y[0]}")


def _compare_complex(lowering: Lowering, name: str, dtype: str, x: Regs, y: Regs) -> str:
    if name not in _EQUALITY:
        lowering.refuse("comparing the order of complex numbers has no native form")
    out, kind = lowering.text, LLVM[dtype]
    test, join = ("oeq", "and") if name == "equal" else ("une", "or")
    parts = [out.let(f"fcmp {test} {kind} {a}, {b}") for a, b in zip(x, y, strict=True)]
    return out.let(f"{join} i1 {parts[0]}, {parts[1]}")


def _of_bools(lowering: Lowering, name: str, x: Regs, y: Regs) -> Regs:
    names = {"add": "or", "multiply": "and", "bitwise_and": "and", "bitwise_or": "or",
             "bitwise_xor": "xor", "logical_and": "and", "logical_or": "or", "logical_xor": "xor",
             "maximum": "or", "minimum": "and", "fmax": "or", "fmin": "and"}  # fmt: skip
    if name not in names:
        lowering.refuse(f"{name} of bools has no native form")
    return (lowering.text.let(f"{names[name]} i1 {x[0]}, {y[0]}"),)


def _of_integers(lowering: Lowering, name: str, dtype: str, x: str, y: str) -> str:
    out, kind = lowering.text, LLVM[dtype]
    if name in _INTEGER:
        return out.let(f"{_INTEGER[name]} {kind} {x}, {y}")
    match name:
        case "floor_divide" | "remainder" | "fmod":
            return _divide_integers(lowering, name, dtype, x, y)
        case "maximum" | "minimum" | "fmax" | "fmin":
            test = ("s" if dtype in SIGNED else "u") + ("gt" if name.endswith("max") or
                                                        name == "maximum" else "lt")  # fmt: skip
            first = out.let(f"icmp {test} {kind} {x}, {y}")
            return out.let(f"select i1 {first}, {kind} {x}, {kind} {y}")
        case "left_shift" | "right_shift":
            return _shift(lowering, name, dtype, x, y)
    return lowering.refuse(f"numpy.{name} of {dtype} has no native form")


def _divide_integers(lowering: Lowering, name: str, dtype: str, x: str, y: str) -> str:
    """0 where the divisor is 0; the least integer by -1 wraps."""
    out, kind = lowering.text, LLVM[dtype]
    if dtype in SIGNED and name != "fmod" and _is_positive(kind, y):
        return (floor_divide if name == "floor_divide" else modulo)(lowering, kind, x, y)
    zero = out.let(f"icmp eq {kind} {y}, 0")
    if dtype not in SIGNED:
        safe = out.let(f"select i1 {zero}, {kind} 1, {kind} {y}")
        made = out.let(f"{'udiv' if name == 'floor_divide' else 'urem'} {kind} {x}, {safe}")
        return out.let(f"select i1 {zero}, {kind} 0, {kind} {made}")
    minus = out.let(f"icmp eq {kind} {y}, -1")
    unsafe = out.let(f"or i1 {zero}, {minus}")
    safe = out.let(f"select i1 {unsafe}, {kind} 1, {kind} {y}")
    made = floor_divide(lowering, kind, x, safe) if name == "floor_divide" else (
        out.let(f"srem {kind} {x}, {safe}") if name == "fmod" else modulo(lowering, kind, x, safe)
    )  # fmt: skip
    if name == "floor_divide":
        negated = out.let(f"sub {kind} 0, {x}")
        made = out.let(f"select i1 {minus}, {kind} {negated}, {kind} {made}")
    return out.let(f"select i1 {zero}, {kind} 0, {kind} {made}")


def floor_divide(lowering: Lowering, kind: str, x: str, y: str) -> str:
    """Signed floor division; y is neither 0 nor, with the least integer, -1."""
    out = lowering.text
    if _is_positive(kind, y):
        return _floor_divide_by(lowering, kind, x, int(y))
    quotient = out.let(f"sdiv {kind} {x}, {y}")
    rest = out.let(f"srem {kind} {x}, {y}")
    adjust = _floors(lowering, kind, rest, y)
    less = out.let(f"sub {kind} {quotient}, 1")
    return out.let(f"select i1 {adjust}, {kind} {less}, {kind} {quotient}")


def modulo(lowering: Lowering, kind: str, x: str, y: str) -> str:
    """The remainder with the sign of y."""
    out = lowering.text
    if _is_positive(kind, y):
        if int(y) & (int(y) - 1) == 0:
            return out.let(f"and {kind} {x}, {int(y) - 1}")
        whole = _floor_divide_by(lowering, kind, x, int(y))
        return out.let(f"sub {kind} {x}, {out.let(f'mul {kind} {whole}, {y}')}")
    rest = out.let(f"srem {kind} {x}, {y}")
    adjust = _floors(lowering, kind, rest, y)
    more = out.let(f"add {kind} {rest}, {y}")
    return out.let(f"select i1 {adjust}, {kind} {more}, {kind} {rest}")


def _is_positive(kind: str, y: str) -> bool:
    """Whether a divisor is a positive constant of its signed type."""
    return y.isdigit() and 0 < int(y) < 2 ** (int(kind[1:]) - 1)


def _floor_divide_by(lowering: Lowering, kind: str, x: str, y: int) -> str:
    """Where x is negative the answer is that of its complement, complemented."""
    out = lowering.text
    if y & (y - 1) == 0:
        return out.let(f"ashr {kind} {x}, {y.bit_length() - 1}")
    sign = out.let(f"ashr {kind} {x}, {int(kind[1:]) - 1}")
    size = out.let(f"xor {kind} {x}, {sign}")
    if kind != "i64":
        return out.let(f"xor {kind} {out.let(f'udiv {kind} {size}, {y}')}, {sign}")
    shift = 63 + y.bit_length()  # below 2**63 one product is exact, which LLVM does not see
    wide = out.let(f"mul nuw i128 {out.let(f'zext i64 {size} to i128')}, {2**shift // y + 1}")
    whole = out.let(f"trunc i128 {out.let(f'lshr i128 {wide}, {shift}')} to i64")
    return out.let(f"xor i64 {whole}, {sign}")


def _floors(lowering: Lowering, kind: str, rest: str, y: str) -> str:
    out = lowering.text
    some = out.let(f"icmp ne {kind} {rest}, 0")
    signs = out.let(f"xor {kind} {rest}, {y}")
    differ = out.let(f"icmp slt {kind} {signs}, 0")
    return out.let(f"and i1 {some}, {differ}")


def _shift(lowering: Lowering, name: str, dtype: str, x: str, y: str) -> str:
    """Shifts by the width or more give 0, or the sign."""
    out, kind = lowering.text, LLVM[dtype]
    bits = int(kind[1:])
    inside = out.let(f"icmp ult {kind} {y}, {bits}")
    if name == "left_shift":
        safe = out.let(f"select i1 {inside}, {kind} {y}, {kind} 0")
        made = out.let(f"shl {kind} {x}, {safe}")
        return out.let(f"select i1 {inside}, {kind} {made}, {kind} 0")
    signed = dtype in SIGNED
    safe = out.let(f"select i1 {inside}, {kind} {y}, {kind} {bits - 1}")
    made = out.let(f"{'ashr' if signed else 'lshr'} {kind} {x}, {safe}")
    return made if signed else out.let(f"select i1 {inside}, {kind} {made}, {kind} 0")


def _of_floats(lowering: Lowering, name: str, dtype: str, x: str, y: str) -> str:
    out, kind = lowering.text, LLVM[dtype]
    if name in _FLOAT:
        freely = REASSOCIATED if lowering.reassociates and name in _SUMS else ""
        return out.let(f"{_FLOAT[name]}{freely} {kind} {x}, {y}")
    match name:
        case "maximum" | "minimum":
            return _extreme(lowering, name, kind, x, y)
        case "fmax" | "fmin":
            return intrinsic(lowering, "maxnum" if name == "fmax" else "minnum", kind, x, y)
        case "copysign":
            return intrinsic(lowering, "copysign", kind, x, y)
        case "floor_divide" | "remainder":
            return float_division(lowering, name, dtype, x, y)
        case "fmod":
            return out.let(f"frem {kind} {x}, {y}")
    from nbc.native.lower.mathematics import library_call  # lazy: registers lowerings of its own

    return library_call(lowering, name, dtype, (x, y))


def _extreme(lowering: Lowering, name: str, kind: str, x: str, y: str) -> str:
    """NaN wins, the first one where both are."""
    out = lowering.text
    test = "ogt" if name == "maximum" else "olt"
    first = out.let(f"fcmp {test} {kind} {x}, {y}")
    nan = out.let(f"fcmp uno {kind} {x}, {x}")
    keep = out.let(f"or i1 {first}, {nan}")
    return out.let(f"select i1 {keep}, {kind} {x}, {kind} {y}")


def float_division(lowering: Lowering, name: str, dtype: str, x: str, y: str) -> str:
    """Python's and NumPy's `//` and `%` of floats; IEEE results where y is 0."""
    kind = LLVM[dtype]
    symbol = f"{name}_{dtype}"
    lowering.assembly.declare(symbol, _FLOAT_DIVISION[name].replace("KIND", kind)
                              .replace("NAME", symbol).replace("MORE", dtype))  # fmt: skip
    for needed in ("copysign", "floor"):
        count = 2 if needed == "copysign" else 1
        declare_intrinsic(lowering, needed, kind, count)
    return lowering.text.let(f"call {kind} @{symbol}({kind} {x}, {kind} {y})")


def intrinsic(lowering: Lowering, name: str, kind: str, *operands: str) -> str:
    """A call of one of LLVM's intrinsics that take and give one type."""
    symbol = declare_intrinsic(lowering, name, kind, len(operands))
    arguments = ", ".join(f"{kind} {operand}" for operand in operands)
    return lowering.text.let(f"call {kind} @{symbol}({arguments})")


def declare_intrinsic(lowering: Lowering, name: str, kind: str, count: int) -> str:
    suffix = {"double": "f64", "float": "f32"}.get(kind, kind)
    symbol = f"llvm.{name}.{suffix}"
    lowering.assembly.declare(symbol, f"declare {kind} @{symbol}({', '.join([kind] * count)})")
    return symbol


def _complex(lowering: Lowering, name: str, dtype: str, x: Regs, y: Regs) -> Regs:
    out, kind = lowering.text, LLVM[dtype]

    def op(code: str, a: str, b: str) -> str:
        return out.let(f"{code} {kind} {a}, {b}")

    if name in ("add", "subtract"):
        code = "fadd" if name == "add" else "fsub"
        return op(code, x[0], y[0]), op(code, x[1], y[1])
    if name == "multiply":
        real = op("fsub", op("fmul", x[0], y[0]), op("fmul", x[1], y[1]))
        return real, op("fadd", op("fmul", x[0], y[1]), op("fmul", x[1], y[0]))
    if name == "divide":
        return divide_complex(lowering, kind, x, y)
    return lowering.refuse(f"numpy.{name} of {dtype} has no native form")


def divide_complex(
    lowering: Lowering, kind: str, x: Regs, y: Regs, *, as_numpy: bool = True
) -> Regs:
    """Smith's algorithm (CACM 5(8), 1962). NumPy multiplies by the reciprocal of the scale and
    divides by the size of a zero; Python divides, and its caller raises for a zero."""
    out = lowering.text

    def op(code: str, a: str, b: str) -> str:
        return out.let(f"{code} {kind} {a}, {b}")

    size = [intrinsic(lowering, "fabs", kind, part) for part in y]
    first = out.let(f"fcmp oge {kind} {size[0]}, {size[1]}")

    def pick(a: str, b: str) -> str:
        return out.let(f"select i1 {first}, {kind} {a}, {kind} {b}")

    large, small = pick(y[0], y[1]), pick(y[1], y[0])
    ratio = op("fdiv", small, large)
    scale = op("fadd", large, op("fmul", small, ratio))
    one, two = pick(x[0], x[1]), pick(x[1], x[0])
    real = op("fadd", one, op("fmul", two, ratio))
    imaginary = pick(
        op("fsub", x[1], op("fmul", x[0], ratio)), op("fsub", op("fmul", x[1], ratio), x[0])
    )
    if not as_numpy:
        return op("fdiv", real, scale), op("fdiv", imaginary, scale)
    inverse = op("fdiv", "1.0", scale)
    largest = intrinsic(lowering, "maxnum", kind, *size)
    zero = out.let(f"fcmp oeq {kind} {largest}, 0.0")
    parts = []
    for part, whole in ((real, x[0]), (imaginary, x[1])):
        by_zero = op("fdiv", whole, size[0])
        parts.append(
            out.let(f"select i1 {zero}, {kind} {by_zero}, {kind} {op('fmul', part, inverse)}")
        )
    return parts[0], parts[1]


def unary(lowering: Lowering, name: str, dtype: str, x: Regs) -> Regs:
    """A ufunc of one operand of `dtype`, its result in the same dtype."""
    out, kind = lowering.text, LLVM[dtype]
    if name == "positive":
        return x
    if name == "negative":
        if dtype in FLOATS or dtype in COMPLEX:
            return tuple(out.let(f"fneg {kind} {reg}") for reg in x)
        return (out.let(f"sub {kind} 0, {x[0]}"),)
    if name == "invert":
        return (out.let(f"xor {kind} {x[0]}, {'true' if dtype == 'bool' else '-1'}"),)
    if name == "logical_not":
        return (out.let(f"xor i1 {truth(out, x, dtype)}, true"),)
    if name == "square":
        return binary(lowering, "multiply", dtype, x, x)
    if name in ("conjugate", "conj"):
        return (x[0], out.let(f"fneg {kind} {x[1]}")) if dtype in COMPLEX else x
    if name == "reciprocal":
        return binary(lowering, "divide", dtype, literal(1, dtype), x)
    from nbc.native.lower.mathematics import unary_function  # lazy: registers lowerings of its own

    return unary_function(lowering, name, dtype, x)


_FLOAT_DIVISION = {
    "remainder": """define internal KIND @NAME(KIND %x, KIND %y) alwaysinline {
  %rest = frem KIND %x, %y
  %some = fcmp une KIND %rest, 0.0
  %low = fcmp olt KIND %rest, 0.0
  %negative = fcmp olt KIND %y, 0.0
  %differ = xor i1 %low, %negative
  %adjust = and i1 %some, %differ
  %more = fadd KIND %rest, %y
  %plain = select i1 %adjust, KIND %more, KIND %rest
  %zero = call KIND @llvm.copysign.MORE(KIND 0.0, KIND %y)
  %isnan = fcmp uno KIND %rest, 0.0
  %keep = or i1 %some, %isnan
  %made = select i1 %keep, KIND %plain, KIND %zero
  ret KIND %made
}""",
    "floor_divide": """define internal KIND @NAME(KIND %x, KIND %y) alwaysinline {
  %rest = frem KIND %x, %y
  %some = fcmp une KIND %rest, 0.0
  %low = fcmp olt KIND %rest, 0.0
  %negative = fcmp olt KIND %y, 0.0
  %differ = xor i1 %low, %negative
  %adjust = and i1 %some, %differ
  %less = fsub KIND %x, %rest
  %quotient = fdiv KIND %less, %y
  %lower = fsub KIND %quotient, 1.0
  %near = select i1 %adjust, KIND %lower, KIND %quotient
  %floor = call KIND @llvm.floor.MORE(KIND %near)
  %off = fsub KIND %near, %floor
  %far = fcmp ogt KIND %off, 0.5
  %up = fadd KIND %floor, 1.0
  %rounded = select i1 %far, KIND %up, KIND %floor
  %ratio = fdiv KIND %x, %y
  %zero = call KIND @llvm.copysign.MORE(KIND 0.0, KIND %ratio)
  %none = fcmp oeq KIND %near, 0.0
  %made = select i1 %none, KIND %zero, KIND %rounded
  %divisor = fcmp oeq KIND %y, 0.0
  %result = select i1 %divisor, KIND %ratio, KIND %made
  ret KIND %result
}""",
}
"""After CPython's `float_rem` and `float_floor_div`; the signs of zeros are theirs."""
