"""The module `math`: rows and rules. All of it works on single numbers and gives Python's own."""

from __future__ import annotations

import math

from nbc.builtins import plain
from nbc.builtins.entry import IMPURE, Entry, Typing, fixed, unknown
from nbc.builtins.model import RuleError
from nbc.builtins.signature import Arguments
from nbc.types.model import (
    BIGINT,
    BOOL,
    F64,
    I64,
    OBJECT,
    Array,
    Bigint,
    Container,
    FunctionType,
    NoneType,
    Scalar,
    Tuple,
    Type,
)


def require_real(a: Arguments, name: str) -> None:
    """Refuse what has no `__float__` for certain."""
    kind = a.get(name)
    if isinstance(kind, Array) and any(isinstance(d, int) and d != 1 for d in kind.dims or ()):
        message = "an array with more or fewer than one element where a number is needed"
        raise RuleError("N2001", message, hint="use NumPy's function", operands=a.at(name))
    weak_complex = isinstance(kind, Scalar) and kind.weak and kind.dtype == "c128"
    text = isinstance(kind, Scalar) and kind.dtype == "str" and kind.weak
    others = isinstance(kind, NoneType | Tuple | Container | FunctionType)
    if kind is not None and (weak_complex or text or others):
        message = f"{plain.python_name(kind)} where a real number is needed"
        raise RuleError("N2001", message, operands=a.at(name))


def real(*names: str, result: Type = F64) -> Typing:
    """Real numbers in, one type out."""

    def rule(a: Arguments) -> Type:
        for name in names:
            require_real(a, name)
        return result

    return rule


def whole(*names: str, result: Type = BIGINT) -> Typing:
    """Integers in, an integer out."""

    def rule(a: Arguments) -> Type:
        for name in names:
            if not (name == "k" and plain.absent(a.get(name))):
                plain.require_integer(a.get(name), a.at(name))
        for place, kind in enumerate(a.rest):
            plain.require_integer(kind, (place,))
        return result

    return rule


def to_whole(a: Arguments) -> Type:
    """floor, ceil, trunc: an integer, unless an unknown class decides."""
    require_real(a, "x")
    kind = a["x"]
    if isinstance(kind, Scalar) and kind.weak and kind.dtype in ("bool", "i64"):
        return I64
    if isinstance(kind, Bigint) or (isinstance(kind, Scalar) and kind.weak):
        return BIGINT
    return OBJECT


def of_items(result: Type) -> Typing:
    def rule(a: Arguments) -> Type:
        plain.require_iterable(a.get("seq") or a.get("iterable"), (0,))
        return result

    return rule


_X = real("x")
_XY = real("x", "y")
_UNARY = {
    "acos": "the arc cosine, in radians",
    "acosh": "the inverse hyperbolic cosine",
    "asin": "the arc sine, in radians",
    "asinh": "the inverse hyperbolic sine",
    "atan": "the arc tangent, in radians",
    "atanh": "the inverse hyperbolic tangent",
    "cbrt": "the cube root",
    "cos": "the cosine of an angle in radians",
    "cosh": "the hyperbolic cosine",
    "degrees": "radians to degrees",
    "erf": "the error function",
    "erfc": "one minus the error function",
    "exp": "e to the power x",
    "exp2": "2 to the power x",
    "expm1": "exp(x) - 1, accurate near zero",
    "fabs": "the absolute value, as a float",
    "gamma": "the gamma function",
    "lgamma": "the logarithm of the absolute gamma function",
    "log10": "the logarithm to base 10",
    "log1p": "log(1 + x), accurate near zero",
    "log2": "the logarithm to base 2",
    "radians": "degrees to radians",
    "sin": "the sine of an angle in radians",
    "sinh": "the hyperbolic sine",
    "sqrt": "the square root",
    "tan": "the tangent of an angle in radians",
    "tanh": "the hyperbolic tangent",
    "ulp": "the distance to the next float",
}
_PREDICATES = {
    "isfinite": "whether x is neither infinite nor NaN",
    "isinf": "whether x is infinite",
    "isnan": "whether x is NaN",
}

FUNCTIONS = (
    *(Entry(f"{name}(x, /)", _X, summary) for name, summary in _UNARY.items()),
    *(Entry(f"{name}(x, /)", real("x", result=BOOL), text) for name, text in _PREDICATES.items()),
    Entry("atan2(y, x, /)", _XY, "the angle of the point (x, y), in radians"),
    Entry("ceil(x, /)", to_whole, "the least integer that is not below x"),
    Entry("comb(n, k, /)", whole("n", "k"), "in how many ways k of n things can be chosen"),
    Entry("copysign(x, y, /)", _XY, "x with the sign of y"),
    Entry("dist(p, q, /)", unknown, "the distance of two points", IMPURE),
    Entry("factorial(n, /)", whole("n"), "the product of the integers up to n"),
    Entry("floor(x, /)", to_whole, "the greatest integer that is not above x"),
    Entry("fma(x, y, z, /)", real("x", "y", "z"), "x * y + z, rounded once"),
    Entry("fmod(x, y, /)", _XY, "the remainder of x by y with the sign of x"),
    Entry("frexp(x, /)", real("x", result=Tuple((F64, I64))), "mantissa and exponent of x"),
    Entry("fsum(seq, /)", of_items(F64), "the sum of floats, rounded once", IMPURE),
    Entry("gcd(*integers)", whole(), "the greatest common divisor"),
    Entry("hypot(*coordinates)", fixed(F64), "the length of a vector"),
    Entry("isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)", real("a", "b", result=BOOL),
          "whether two numbers are nearly equal"),
    Entry("isqrt(n, /)", whole("n"), "the integer part of the square root"),
    Entry("lcm(*integers)", whole(), "the least common multiple"),
    Entry("ldexp(x, i, /)", real("x"), "x times 2 to the power i"),
    Entry("log(x, base=..., /)", real("x", "base"), "the logarithm, natural or to a base"),
    Entry("modf(x, /)", real("x", result=Tuple((F64, F64))), "fractional and whole part of x"),
    Entry("nextafter(x, y, /, *, steps=None)", _XY, "the float next to x in the direction of y"),
    Entry("perm(n, k=None, /)", whole("n", "k"), "in how many ways k of n things can be ordered"),
    Entry("pow(x, y, /)", _XY, "x to the power y, as floats"),
    Entry("prod(iterable, /, *, start=1)", of_items(OBJECT), "the product of the items", IMPURE),
    Entry("remainder(x, y, /)", _XY, "the remainder of x by y, of least absolute value"),
    Entry("sumprod(p, q, /)", unknown, "the sum of the products of two sequences", IMPURE),
    Entry("trunc(x, /)", to_whole, "the integer part, towards zero"),
)  # fmt: skip

CONSTANTS = (
    Entry("e", fixed(Scalar("f64", value=math.e)), "the base of natural logarithms"),
    Entry("inf", fixed(Scalar("f64", value=math.inf)), "positive infinity"),
    Entry("nan", fixed(Scalar("f64", value=math.nan)), "not a number"),
    Entry(
        "pi", fixed(Scalar("f64", value=math.pi)), "the circumference of a circle by its diameter"
    ),
    Entry("tau", fixed(Scalar("f64", value=math.tau)), "twice pi"),
)
