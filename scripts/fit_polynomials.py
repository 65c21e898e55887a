"""Fit the polynomials of the elementary functions and write nbc/native/llvm/polynomials.py.

    python scripts/fit_polynomials.py          (needs mpmath)

Each row says which function is approximated on which interval and how errors weigh. Least squares
on the points of Chebyshev, which is close to the least largest error, finds the coefficients; the
lowest is rounded to the format, and the others are fitted again with it fixed, so that they make
good what rounding did. The error that is left is written beside each row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, final

from mpmath import mp, mpf  # type: ignore[import-untyped]

PLACE = Path(__file__).parent.parent / "nbc" / "native" / "llvm" / "polynomials.py"
POINTS: Final = 300
mp.prec = 240

Function = Callable[[Any], Any]


@final
@dataclass(frozen=True, slots=True)
class Row:
    """`of(x)` is the polynomial's value at x, `weight(x)` what an error of it counts there. `bits`
    are those of the format."""

    name: str
    bits: int
    degree: int
    low: Any
    high: Any
    of: Function
    weight: Function


def exponential(x: Any) -> Any:
    """(exp(x) - 1 - x) / x**2"""
    return mp.hyp1f1(1, 3, x) / 2


def binary(x: Any) -> Any:
    """(2**x - 1) / x"""
    return mp.log(2) if x == 0 else mp.expm1(x * mp.log(2)) / x


def logarithm(z: Any) -> Any:
    """(log((1 + s) / (1 - s)) / s - 2) / z of z = s**2"""
    if z == 0:
        return mpf(2) / 3
    s = mp.sqrt(z)
    return (2 * mp.atanh(s) / s - 2) / z


def short_logarithm(x: Any) -> Any:
    """(log(1 + x) - x + x**2 / 2) / x**3"""
    return mpf(1) / 3 if x == 0 else (mp.log1p(x) - x + x**2 / 2) / x**3


def sine(z: Any) -> Any:
    """(sin(x) / x - 1) / z of z = x**2"""
    if z == 0:
        return mpf(-1) / 6
    x = mp.sqrt(z)
    return (mp.sin(x) / x - 1) / z


def cosine(z: Any) -> Any:
    """(cos(x) - 1 + z / 2) / z**2 of z = x**2"""
    return mpf(1) / 24 if z == 0 else (mp.cos(mp.sqrt(z)) - 1 + z / 2) / z**2


HALF_LN2 = mp.log(2) / 2 * mpf("1.0005")
EIGHTH = (mp.pi / 4 * mpf("1.0001")) ** 2
EIGHTH_F32 = (mp.pi / 4 * mpf("1.01")) ** 2
ROWS = (
    Row("EXP_F64", 53, 9, -HALF_LN2, HALF_LN2, exponential, lambda x: abs(x)),
    Row("EXP_F32", 24, 4, -HALF_LN2, HALF_LN2, exponential, lambda x: abs(x)),
    Row("EXP_EIGHTH_F64", 53, 5, -HALF_LN2 / 8, HALF_LN2 / 8, exponential, lambda x: x**2),
    Row("EXP_EIGHTH_F32", 24, 1, -HALF_LN2 / 8, HALF_LN2 / 8, exponential, lambda x: x**2),
    Row("EXP2_EIGHTH_F64", 53, 6, mpf(-1) / 16, mpf(1) / 16, binary, lambda x: abs(x)),
    Row("EXP2_EIGHTH_F32", 24, 2, mpf(-1) / 16, mpf(1) / 16, binary, lambda x: abs(x)),
    Row("EXP2_F64", 53, 10, mpf(-0.5), mpf(0.5), binary, lambda x: abs(x) / 2**x),
    Row("EXP2_F32", 24, 5, mpf(-0.5), mpf(0.5), binary, lambda x: abs(x) / 2**x),
    Row("LOG_F64", 53, 7, mpf(0), mpf("0.0401"), logarithm, lambda z: z),
    Row("LOG_F32", 24, 7, mpf("-0.25"), mpf("0.5"), short_logarithm,
        lambda x: abs(x**3 / mp.log1p(x)) if x else mpf(0)),
    Row("SIN_F64", 53, 5, mpf(0), EIGHTH, sine, lambda z: z),
    Row("SIN_F32", 24, 2, mpf(0), EIGHTH_F32, sine, lambda z: z),
    Row("COS_F64", 53, 5, mpf(0), EIGHTH, cosine, lambda z: z**2),
    Row("COS_F32", 24, 2, mpf(0), EIGHTH_F32, cosine, lambda z: z**2),
)  # fmt: skip


def main() -> None:
    parts = [HEADER]
    for row in ROWS:
        coefficients, error = fit(row)
        parts.append(f"{row.name}: Final = (")
        parts += [f"    {float(one)!r}," for one in coefficients]
        parts.append(f")\n# error: 2**{float(mp.log(error, 2)):.1f}")
        print(row.name, parts[-1])
    PLACE.write_text("\n".join(parts) + "\n")


def fit(row: Row) -> tuple[list[Any], Any]:
    """The rounded coefficients, the lowest first, and the largest weighted error."""
    middle, half = (row.low + row.high) / 2, (row.high - row.low) / 2
    xs = [middle - half * mp.cos(mp.pi * (k + mpf(1) / 2) / POINTS) for k in range(POINTS)]
    table = [(x, row.of(x), row.weight(x)) for x in xs]
    known: list[Any] = []
    for _ in range(row.degree + 1):
        known.append(rounded(least_squares(table, known, row.degree), row.bits))
    return known, max(abs(weight * (value(known, x) - y)) for x, y, weight in table)


def least_squares(table: list[tuple[Any, Any, Any]], known: list[Any], degree: int) -> Any:
    """The coefficient that follows the known ones, where all that follow them fit best."""
    first, count = len(known), degree + 1 - len(known)
    moments = [mpf(0)] * (2 * count - 1)
    right = [mpf(0)] * count
    for x, y, weight in table:
        power = (weight * x**first) ** 2
        apart = weight**2 * x**first * (y - value(known, x))
        for k in range(2 * count - 1):
            moments[k] += power
            power *= x
        for k in range(count):
            right[k] += apart
            apart *= x
    rows = [[moments[i + j] for j in range(count)] for i in range(count)]
    return mp.lu_solve(mp.matrix(rows), mp.matrix(right))[0]


def value(coefficients: list[Any], x: Any) -> Any:
    total = mpf(0)
    for one in reversed(coefficients):
        total = total * x + one
    return total


def rounded(x: Any, bits: int) -> Any:
    with mp.workprec(bits):
        return +x


HEADER = '''\
"""Coefficients of elementary.py, the lowest first, by scripts/fit_polynomials.py: do not edit.

Each row fits its function on the interval to which arguments are reduced. The error beside it is
what is left after rounding to the format, as a part of the result, before errors of evaluation. The
functions are written down in the script.
"""

from __future__ import annotations

from typing import Final
'''

if __name__ == "__main__":
    main()
