"""NumPy's ufuncs: rows, grouped by the loops they have."""

from __future__ import annotations

from nbc.builtins import loops
from nbc.builtins.elementwise import elementwise
from nbc.builtins.entry import Entry
from nbc.builtins.loops import Loops

_OPTIONS = (
    "where=True, casting='same_kind', order='K', dtype=None, subok=True, "
    "signature=None, sig=None, extobj=None)"
)
_UNARY = "(x, /, out=None, *, " + _OPTIONS
_BINARY = "(x1, x2, /, out=None, *, " + _OPTIONS

_ONE: tuple[tuple[Loops, dict[str, str]], ...] = (
    (loops.FLOATING, {
        "acos arccos": "the arc cosine, in radians",
        "acosh arccosh": "the inverse hyperbolic cosine",
        "asin arcsin": "the arc sine, in radians",
        "asinh arcsinh": "the inverse hyperbolic sine",
        "atan arctan": "the arc tangent, in radians",
        "atanh arctanh": "the inverse hyperbolic tangent",
        "cos": "the cosine of angles in radians",
        "cosh": "the hyperbolic cosine",
        "exp": "e to the power x",
        "exp2": "2 to the power x",
        "expm1": "exp(x) - 1, accurate near zero",
        "log": "the natural logarithm",
        "log10": "the logarithm to base 10",
        "log1p": "log(1 + x), accurate near zero",
        "log2": "the logarithm to base 2",
        "rint": "the nearest integer, half to even, as a float",
        "sin": "the sine of angles in radians",
        "sinh": "the hyperbolic sine",
        "sqrt": "the square root",
        "tan": "the tangent of angles in radians",
        "tanh": "the hyperbolic tangent",
    }),
    (loops.REAL_FLOATING, {
        "cbrt": "the cube root",
        "deg2rad radians": "degrees to radians",
        "fabs": "the absolute value, as a float",
        "rad2deg degrees": "radians to degrees",
        "spacing": "the distance to the next float",
    }),
    (loops.SIGNED, {
        "negative": "the number with its sign changed",
        "positive": "the number itself",
        "sign": "-1, 0 or 1, as the sign is",
    }),
    (loops.NUMERIC, {
        "conj conjugate": "the complex conjugate",
        "reciprocal": "one by x",
        "square": "x times x",
    }),
    (loops.ABSOLUTE, {"abs absolute": "the absolute value"}),
    (loops.WHOLE, {
        "ceil": "the least integer that is not below x",
        "floor": "the greatest integer that is not above x",
        "trunc": "the integer part, towards zero",
    }),
    (loops.BITS, {"bitwise_invert bitwise_not invert": "every bit turned over"}),
    (loops.COUNTED, {"bitwise_count": "the number of ones in the binary absolute value"}),
    (loops.PREDICATE, {
        "isfinite": "whether elements are neither infinite nor NaN",
        "isinf": "whether elements are infinite",
        "isnan": "whether elements are NaN",
    }),
    (loops.DATES, {"isnat": "whether dates are Not a Time"}),
    (loops.LOGIC, {"logical_not": "whether elements are false"}),
    (loops.SIGN_BIT, {"signbit": "whether the sign is negative"}),
)  # fmt: skip

_TWO: tuple[tuple[Loops, dict[str, str]], ...] = (
    (loops.ARITHMETIC, {
        "add": "x1 + x2",
        "fmax": "the larger element, numbers before NaN",
        "fmin": "the smaller element, numbers before NaN",
        "maximum": "the larger element; NaN wins",
        "minimum": "the smaller element; NaN wins",
        "multiply": "x1 * x2",
    }),
    (loops.SUBTRACTION, {"subtract": "x1 - x2"}),
    (loops.POWER, {"pow power": "x1 to the power x2"}),
    (loops.DIVISION, {"divide true_divide": "x1 / x2"}),
    (loops.REMAINDER, {
        "floor_divide": "x1 // x2",
        "fmod": "the remainder with the sign of x1",
        "mod remainder": "the remainder with the sign of x2",
    }),
    (loops.REAL_FLOATING, {
        "arctan2 atan2": "the angle of the point (x2, x1), in radians",
        "copysign": "x1 with the sign of x2",
        "heaviside": "0 below zero, 1 above, x2 at zero",
        "hypot": "the length of the hypotenuse",
        "logaddexp": "log(exp(x1) + exp(x2))",
        "logaddexp2": "log2(2**x1 + 2**x2)",
        "nextafter": "the float next to x1 in the direction of x2",
    }),
    (loops.WIDE, {"float_power": "x1 to the power x2, at least in f64"}),
    (loops.BITS, {
        "bitwise_and": "the bits that both have",
        "bitwise_or": "the bits that either has",
        "bitwise_xor": "the bits that just one has",
    }),
    (loops.SHIFTS, {
        "bitwise_left_shift left_shift": "bits moved left by x2 places",
        "bitwise_right_shift right_shift": "bits moved right by x2 places",
    }),
    (loops.DIVISORS, {
        "gcd": "the greatest common divisor",
        "lcm": "the least common multiple",
    }),
    (loops.COMPARISON, {
        "equal": "whether x1 == x2",
        "greater": "whether x1 > x2",
        "greater_equal": "whether x1 >= x2",
        "less": "whether x1 < x2",
        "less_equal": "whether x1 <= x2",
        "not_equal": "whether x1 != x2",
    }),
    (loops.LOGIC, {
        "logical_and": "whether both are true",
        "logical_or": "whether either is true",
        "logical_xor": "whether just one is true",
    }),
    (loops.SCALED, {"ldexp": "x1 times 2 to the power x2"}),
)  # fmt: skip

FUNCTIONS = (
    *(Entry(name + _UNARY, elementwise(group, "x"), summary)
      for group, rows in _ONE for names, summary in rows.items() for name in names.split()),
    *(Entry(name + _BINARY, elementwise(group, "x1", "x2"), summary)
      for group, rows in _TWO for names, summary in rows.items() for name in names.split()),
    Entry("modf(x, out1=None, out2=None, /, *, out=None, " + _OPTIONS,
          elementwise(loops.PARTS, "x"), "fractional and whole parts"),
    Entry("frexp(x, out1=None, out2=None, /, *, out=None, " + _OPTIONS,
          elementwise(loops.MANTISSA, "x"), "mantissas and exponents"),
    Entry("divmod(x1, x2, out1=None, out2=None, /, *, out=None, " + _OPTIONS,
          elementwise(loops.QUOTIENTS, "x1", "x2"), "quotients and remainders"),
)  # fmt: skip

LOOPS: dict[str, Loops] = {
    name: group for group, rows in (*_ONE, *_TWO) for names in rows for name in names.split()
}
"""The loops of each ufunc."""
