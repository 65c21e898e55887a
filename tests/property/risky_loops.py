"""Random functions of loops over long arrays that may fail in the middle, as source text.

`f(x, y, z, g, t, items, counts, n, m)` writes to y, z, a list and a dict as it goes; x, y and z may
share memory. Some elements of x are what a division or a logarithm does not take, `m` may lie beyond
the arrays. Branches depend only on g and t, which no statement writes: rounding changes no path.
"""

from __future__ import annotations

from random import Random
from typing import Any, final

import numpy as np

PARAMETERS = "x, y, z, g, t, items, counts, n, m"
LENGTHS = (0, 1, 2, 9, 40, 511, 512, 513, 700, 1100)
LEAVING = "return s, r, c, made, len(tally), sum(tally.values())"
_CAUGHT = "(ZeroDivisionError, ValueError, IndexError, OverflowError, KeyError)"
_RANGES = (
    "n", "n", "n", "len(x)", "len(y)", "1, n", "1, n - 1", "n - 1, -1, -1", "n - 1, 0, -2", "0, n, 3",
    "m", "m", "0, m, 2", "n // 2, n", "min(n, m)", "n - 2, 0, -1", "m - 1, -1, -1",
)  # fmt: skip


@final
class RiskyLoops:
    """`opaque`: with `try` and other statements that have no native form, so that only loops are native."""

    def __init__(self, rng: Random, *, opaque: bool = False) -> None:
        self.rng = rng
        self.opaque = opaque
        self.leaving = LEAVING
        self.loops: list[str] = []
        self.counters = 0

    def function(self) -> str:
        lines = [*self._body(), LEAVING]
        return "\n".join([f"def f({PARAMETERS}):", *(f"    {line}" for line in lines), ""])

    def cell(self) -> str:
        """The same as a cell, over variables of the names of the parameters."""
        self.leaving = "raise KeyError"
        return "\n".join([*self._body(), ""])

    def _body(self) -> list[str]:
        lines = ["s = 0.0", "r = 1.0", "c = 0", "made = [0.5]", "tally = {1: 2}"]
        for _ in range(self.rng.choice((1, 1, 2, 3))):
            found = self.loop(self.rng.choice((0, 0, 1, 2)))
            if self.opaque and self.rng.random() < 0.6:
                found = [
                    "try:", *(f"    {line}" for line in found),
                    f"except {_CAUGHT} as error:", "    items.append(str(error))",
                ]  # fmt: skip
            elif self.opaque:
                found.append("items[-1:] = [s]")
            lines += found
        return lines

    # -- statements --------------------------------------------------------------------------

    def loop(self, depth: int) -> list[str]:
        """A loop; `depth` more of them at most inside it."""
        rng, name = self.rng, self._fresh()
        if self.loops:
            outer = self.loops[-1]
            bounds = rng.choice((
                "3", f"int(t[{outer}]) % 4", f"{outer} % 5", f"max(0, {outer} - 2), {outer}", "2, n, 300",
                f"len(x) - {outer}, len(x) - {outer} + 2", f"{outer}, min(n, {outer} + 3)",
            ))  # fmt: skip
        else:
            bounds = rng.choice(_RANGES)
        head = f"for {name} in range({bounds}):"
        first: list[str] = []
        if len(self.loops) == 0 and rng.random() < 0.12:
            first, head = [f"{name} = -1"], f"while {name} < {rng.choice(('n', 'm'))} - 1:"
        self.loops.append(name)
        body = [f"{name} += 1"] if first else []
        for _ in range(rng.choice((1, 1, 2, 3))):
            body += self.statement()
        if depth:
            body += self.loop(depth - 1)
            body += self.statement() if rng.random() < 0.3 else []
        self.loops.pop()
        return [*first, head, *(f"    {line}" for line in body)]

    def statement(self) -> list[str]:
        rng, roll = self.rng, self.rng.random()
        if roll < 0.35:
            return [f"{self._op('y', 'y', 'z')}[{self.place()}] {self._op('', '', '+', '*', '-', '/')}="
                    f" {self.real(2)}"]  # fmt: skip
        if roll < 0.55:
            return [f"s {self._op('+', '+', '-', '')}= {self.real(2)}"]
        if roll < 0.6:
            form = self._op(
                "r * 0.5 + {0}", "0.5 * max(r, {0})", "0.5 * min(r, {0})", "{0}", "0.25 * {0}"
            )
            return [f"r = {form.format(self.real(1))}"]
        if roll < 0.7:
            return [f"c {self._op('+', '-', '^', '')}= {self.integer(1)}"]
        if roll < 0.78:
            return [f"if {self.truth()}:", *(f"    {line}" for line in self.statement())]
        if roll < 0.84:
            word = self._op("break", "continue", self.leaving)
            rare = self._op("g[{0}] > 0.99", "t[{0}] == 37", "g[{0}] > 2.0").format(self.loops[-1])
            return [f"if {rare}:", f"    {word}"]
        return rng.choice((
            [f"made.append({self.real(1)})"],
            [f"made[{self._op('-1', '0', 'c % 2')}] = {self.real(1)}"],
            [f"tally[{self._key()}] = {self.integer(1)}"],
            [f"tally[{self._key()}] += 1"],
            [f"tally[{self._key()}] = tally.get({self._key()}, 0) + 1"],
            [f"np.{self._op('add', 'multiply', 'divide')}(y[:4], 0.5, out=z[:4])"],
            [f"np.sqrt(x[{self._op(':4', '-4:', '4:8')}], out=z[:4])"],
            [f"{self._op(f'items.append({self.real(1)})', f'counts[{self._key()}] = c')}"]
            if rng.random() < 0.2 else ["c += 1"],
            [f"y[{self._op('1:5', ':4', '-4:', '3::-1')}] {self._op('', '+', '*')}= "
             f"{self._op('x[:4]', '0.5', 's', 'z[2:6]', 'y[:4]')}"],
            [f"s, r = r, {self.real(1)}"],
        ))  # fmt: skip

    # -- expressions -------------------------------------------------------------------------

    def real(self, size: int) -> str:
        if size <= 0 or self.rng.random() < 0.1:
            return self.leaf()
        n = size - 1
        return self.rng.choice((
            lambda: f"({self.real(n)} {self._op('+', '-', '*')} {self.real(n)})",
            lambda: f"({self.real(n)} {self._op('+', '-', '*')} {self.real(n)})",
            lambda: f"({self.real(n)} / {self.real(n)})",
            lambda: f"({self._op('1.0', '2.5', '3')} / {self.real(n)})",
            lambda: f"math.{self._op('log', 'sqrt', 'log', 'sin', 'exp', 'log1p', 'tan')}({self.real(n)})",
            lambda: f"({self.real(n)} ** {self._op('2', '3', '-1')})",
            lambda: f"(abs({self.real(n)}) ** {self._op('0.5', 'g[{0}]', '-0.5')})".format(self.loops[-1]),
            lambda: f"np.{self._op('sqrt', 'exp', 'abs')}({self.real(n)})",
            lambda: f"{self._op('min', 'max')}({self.leaf()}, {self.leaf()})",
            lambda: f"({self.real(n)} if {self.truth()} else {self.real(n)})",
            lambda: f"abs({self.real(n)})",
        ))()  # fmt: skip

    def leaf(self) -> str:
        return self._op(
            *(f"x[{self.place()}]" for _ in range(3)), f"float(x[{self.place()}])",
            f"float({self._op('y', 'z')}[{self.place()}])", f"y[{self.place()}]", f"z[{self.place()}]",
            f"g[{self.loops[-1]}]", "0.5", "2.0", "s", "float(c)", f"float(t[{self.loops[-1]}])",
        )  # fmt: skip

    def integer(self, size: int) -> str:
        if size <= 0:
            return self._op("c", f"int(t[{self.place()}])", "1", self.loops[-1], "n", "c")
        n = size - 1
        return self._op(
            f"{self.integer(n)} + {self.integer(n)}", f"{self.integer(n)} - {self.integer(n)}",
            f"{self.integer(n)} * {self.integer(n)}", f"{self.integer(n)} // {self.integer(n)}",
            f"{self.integer(n)} % {self.integer(n)}", f"{self.integer(n)} * 2**40",
            f"int(g[{self.loops[-1]}] * 8)", f"{self.integer(n)} & 255", f"abs({self.integer(n)})",
        )  # fmt: skip

    def truth(self) -> str:
        one = self._op(*self.loops)
        return self._op(
            f"g[{one}] > 0.5", f"g[{one}] < 0.25", f"t[{one}] % 3 == 0", f"{one} > 20", f"t[{one}] > 0",
            f"g[{one}] > 0.1 and t[{one}] != 5", f"{one} % 2 == 0 or g[{one}] > 0.75",
        )  # fmt: skip

    def place(self) -> str:
        one = self._op(*self.loops, self.loops[-1], self.loops[-1])
        if self.rng.random() < 0.7:
            return one
        return self._op(
            f"{one} - 1", f"{one} + 1", f"-{one}", f"n - 1 - {one}", f"int(t[{one}])", "0", "-1", f"{one} // 2",
            f"{one} * 2", f"{one} % 7", f"-{one} - 1",
        )  # fmt: skip

    def _key(self) -> str:
        return self._op(f"int(t[{self.loops[-1]}])", f"{self.loops[-1]} % 5", "1", self.loops[-1])

    def _fresh(self) -> str:
        self.counters += 1
        return f"p{self.counters}"

    def _op(self, *words: str) -> str:
        return self.rng.choice(words)


def arguments_of(seed: int) -> tuple[Any, ...]:
    """Values for the parameters. Three times in four, nothing in them fails by itself."""
    rng = Random(seed)
    length = rng.choice(LENGTHS)
    numbers = np.random.default_rng(seed)
    x, y, z = _three_arrays(rng, numbers, length)
    g, t = numbers.random(length), numbers.integers(0, 40, length)
    if length and rng.random() < 0.5:
        for _ in range(rng.choice((1, 1, 2, 40))):
            x[rng.randrange(length)] = rng.choice((0.0, -0.0, -1.5, np.inf, np.nan, 1e300, 800.0))
    if length and rng.random() < 0.2:
        t[rng.randrange(length)] = rng.choice((0, -3, 2**62, 2**63 - 1, length))
    m = length if rng.random() < 0.6 else max(0, length + rng.choice((-1, 1, 2, 30)))
    return x, y, z, g, t, [0.25, 0.75], {1: 5, 2: 7}, length, m


def _three_arrays(rng: Random, numbers: np.random.Generator, length: int) -> tuple[Any, Any, Any]:
    """Arrays of a length: apart, or views of one memory, forwards or backwards."""
    if rng.random() < 0.5:
        x, y, z = (numbers.random(length) + 0.5 for _ in range(3))
        return x, (y[::-1] if rng.random() < 0.3 else y), z
    memory = numbers.random(2 * length + 4) + 0.5
    found = []
    for _ in range(3):
        start = rng.choice((0, 0, 1, 2, length + 2))
        step = rng.choice((1, 1, 1, 2, -1)) if start < 3 else 1
        view = memory[start : start + length * abs(step) : abs(step)]
        found.append(view[::-1] if step < 0 else view)
    return found[0], found[1], found[2]
