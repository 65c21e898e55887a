"""Random expressions and functions over typed scalars, as source text.

An `int` expression reads i, j and k, and the small count s; a `float` one x and y too. `cases` of a
function share it: `f(which, i, j, k, s, x, y)` returns the expression that `which` numbers, so that
one compilation serves many expressions. `INTEGERS` and `FLOATS` are the values that matter.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import final

INTEGERS = (
    0, 1, -1, 2, -2, 3, -3, 7, -7, 10, 63, 64, -64, 100, 255, 1000, 2**31 - 1, -(2**31), 2**32,
    2**53, 2**53 + 1, -(2**53) - 1, 2**62, -(2**62), 2**63 - 1, 2**63 - 2, -(2**63), -(2**63) + 1,
    3037000500, -3037000500, 2**63 - 512, 2**63 - 513,
)  # fmt: skip
COUNTS = (0, 1, 2, 3, 5, 31, 32, 62, 63, 64, 65, 100, -1, -5)
FLOATS = (
    0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 0.1, 3.7, -3.7, 7.0, 1e16, 1e16 + 2, 2.0**53,
    2.0**63, -(2.0**63), 2.0**62, 9.3e18, 1e308, -1e308, 1.7976931348623157e308, 5e-324, -5e-324,
    2.2250738585072014e-308, 1e-310, float("inf"), float("-inf"), float("nan"),
)  # fmt: skip
PARAMETERS = "which, i, j, k, s, x, y"


@final
class Expressions:
    """Writes expressions; all but `inexact` have one right answer to the last bit."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng

    def integer(self, size: int) -> str:
        n = size - 1
        return self._pick(size, ("i", "j", "k", "s", "3", "0", "-1", "10", "1"), (
            lambda: f"({self.integer(n)} {self._op('+ - * // % & | ^ + - *')} {self.integer(n)})",
            lambda: f"({self.integer(n)} {self._op('// %')} {self._op('3 -7 2 1 -1 10 64')})",
            lambda: f"({self.integer(n)} {self._op('<< >>')} {self._op('s s 1 0 5 (s-1) 63 (i%5)')})",
            lambda: f"({self.integer(n)} ** {self._op('0 1 2 3 5')})",
            lambda: f"{self._op('- ~ +')}{self.integer(n)}",
            lambda: f"abs({self.integer(n)})",
            lambda: f"{self._op('min max')}({self.integer(n)}, {self.integer(n)})",
            lambda: f"{self._op('min max')}({self.integer(n)}, {self.integer(n)}, {self.integer(0)})",
            lambda: f"({self.integer(n)} if {self.truth(n)} else {self.integer(n)})",
            lambda: f"({self.integer(n)} {self._op('and or')} {self.integer(n)})",
            lambda: f"int({self.truth(n)})",
            lambda: f"({self.truth(n)} + {self.integer(n)})",
            lambda: f"divmod({self.integer(n)}, {self.integer(n)})[{self._op('0 1')}]",
        ))  # fmt: skip

    def real(self, size: int) -> str:
        n = size - 1
        return self._pick(size, ("x", "y", "0.5", "2.0", "-0.0", "1e308"), (
            lambda: f"({self.real(n)} {self._op('+ - * /')} {self.real(n)})",
            lambda: f"({self.real(n)} {self._op('// %')} {self.real(n)})",
            lambda: f"({self.real(n)} {self._op('+ - * / // %')} {self.integer(n)})",
            lambda: f"({self.integer(n)} {self._op('+ - * / // %')} {self.real(n)})",
            lambda: f"({self.integer(n)} / {self.integer(n)})",
            lambda: f"({self.real(n)} ** {self._op('2 1 0 -1')})",
            lambda: f"float({self.integer(n)})",
            lambda: f"{self._op('- +')}{self.real(n)}",
            lambda: f"abs({self.real(n)})",
            lambda: f"{self._op('min max')}({self.real(n)}, {self.real(n)})",
            lambda: f"({self.real(n)} if {self.truth(n)} else {self.real(n)})",
            lambda: f"divmod({self.real(n)}, {self.real(n)})[{self._op('0 1')}]",
            lambda: f"math.{self._op('sqrt fabs')}({self.real(n)})",
            lambda: f"math.{self._op('fmod copysign')}({self.real(n)}, {self.real(n)})",
            lambda: f"round({self.real(n)}, {self._op('0 1 2')})",
        ))  # fmt: skip

    def truth(self, size: int) -> str:
        n = size - 1
        return self._pick(size, ("(i < j)", "(x > 0)", "True", "(k != 0)"), (
            lambda: f"({self.integer(n)} {self._compare()} {self.integer(n)})",
            lambda: f"({self.real(n)} {self._compare()} {self.real(n)})",
            lambda: f"({self.integer(n)} {self._compare()} {self.real(n)})",
            lambda: f"({self.integer(n)} {self._compare()} {self.integer(n)} {self._compare()}"
                    f" {self.integer(n)})",
            lambda: f"({self.real(n)} {self._compare()} {self.real(n)} {self._compare()}"
                    f" {self.integer(n)})",
            lambda: f"(not {self.truth(n)})",
            lambda: f"({self.truth(n)} {self._op('and or ^ & |')} {self.truth(n)})",
            lambda: f"bool({self.integer(n)})",
            lambda: f"bool({self.real(n)})",
            lambda: f"math.{self._op('isnan isinf isfinite')}({self.real(n)})",
        ))  # fmt: skip

    def rounded(self, size: int) -> str:
        """A float that becomes an int."""
        return f"{self._op('int round math.floor math.ceil math.trunc')}({self.real(size - 1)})"

    def inexact(self, size: int) -> str:
        """What may differ in its last bits from one libm to the next, outermost."""
        one = self.real(size - 1)
        if self.rng.random() < 0.4:
            return f"({one} ** {self._op('3 4 y 0.5 i x 7')})"
        if self.rng.random() < 0.2:
            return f"math.{self._op('hypot atan2')}({one}, {self.real(size - 1)})"
        name = self._op("exp log sin cos tan atan tanh log2 log10 log1p expm1 asin cosh erf acosh")
        return f"math.{name}({one})"

    def _pick(
        self, size: int, leaves: tuple[str, ...], makers: tuple[Callable[[], str], ...]
    ) -> str:
        if size <= 0 or self.rng.random() < 0.15:
            return self.rng.choice(leaves)
        return self.rng.choice(makers)()

    def _compare(self) -> str:
        return self._op("< <= == != > >=")

    def _op(self, words: str) -> str:
        return self.rng.choice(words.split())


def function_of(expressions: list[str], name: str = "f") -> str:
    """One function that returns any of the expressions."""
    lines = [f"def {name}({PARAMETERS}):"]
    for number, expression in enumerate(expressions):
        lines += [f"    if which == {number}:", f"        return {expression}"]
    return "\n".join([*lines, f"    return {expressions[0]}\n"])


def arguments_of(which: int, seed: int) -> tuple[int | float, ...]:
    """Values for the parameters: half of the time edges of the types."""
    rng = Random(seed)

    def number() -> int:
        return rng.choice(INTEGERS) if rng.random() < 0.6 else rng.randrange(-20, 20)

    def real() -> float:
        return rng.choice(FLOATS) if rng.random() < 0.6 else rng.uniform(-10, 10)

    return which, number(), number(), number(), rng.choice(COUNTS), real(), real()
