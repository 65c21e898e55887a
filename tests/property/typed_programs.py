"""Random functions of typed statements, as source text: loops of every kind, branches, arrays.

`f(i, j, n, x, t, w)` takes three ints, a float, eight i64 and eight f64. It writes to the arrays as it
goes, so a trap shows which statements ran before it. Every loop ends: `while` counts, and no range is
longer than `LONGEST`. What it returns is a tuple of its variables.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any, final

import numpy as np

from tests.property.typed_scalars import FLOATS, INTEGERS

PARAMETERS = "i, j, n, x, t, w"
LONGEST = 10
ITEMS = 8
_EDGES = [value for value in INTEGERS if value != -(2**63)]  # the VM's abs of it is a bigint
_INTS = ("a", "b", "c")
_FLOATS = ("u", "v")


@final
class Programs:
    """`opaque`: with statements that have no native form between the others, so that only the loops
    become native."""

    def __init__(self, rng: Random, *, opaque: bool = False) -> None:
        self.rng = rng
        self.opaque = opaque
        self.leaving = "return a, b, c, u, v"
        self.loops: list[str] = []
        self.counters = 0

    def function(self, name: str = "f") -> str:
        lines = [*self._body(), self.leaving]
        return "\n".join([f"def {name}({PARAMETERS}):", *(f"    {line}" for line in lines), ""])

    def cell(self) -> str:
        """The same as a cell, over variables of the names of the parameters."""
        self.leaving = "raise KeyError"
        return "\n".join([*self._body(), ""])

    def _body(self) -> list[str]:
        lines = ["a = i", "b = 0", "c = j", "u = x", "v = 0.0"]
        for _ in range(self.rng.randrange(2, 5)):
            lines += self.statement(3)
            if self.opaque:
                lines.append(
                    self._op("seen.append((a, b, u))", "seen[-1:] = [a]", "w.flags.aligned")
                )
        return lines

    # -- statements --------------------------------------------------------------------------

    def statement(self, depth: int) -> list[str]:
        simple: list[Callable[[], list[str]]] = [
            self.assign, self.assign, self.assign, self.update, self.store, self.store_update,
        ]  # fmt: skip
        if depth == 0 or self.rng.random() < 0.35:
            return self.rng.choice(simple)()
        nested: list[Callable[[int], list[str]]] = [
            self.for_range, self.for_range, self.while_, self.if_, self.if_, self.for_each, self.leave,
        ]  # fmt: skip
        return self.rng.choice(nested)(depth - 1)

    def block(self, depth: int) -> list[str]:
        count = self.rng.choice((1, 1, 2, 3))
        return [f"    {line}" for _ in range(count) for line in self.statement(depth)]

    def assign(self) -> list[str]:
        roll = self.rng.random()
        if roll < 0.4:
            return [f"{self._op(*_INTS)} = {self.integer(2)} % {self._op('1009', '-97', '7')}"]
        if roll < 0.55:
            return [f"{self._op(*_INTS)} = {self.integer(2)}"]
        if roll < 0.7:
            return ["a, b = b, a"] if self.rng.random() < 0.5 else [f"b, c = {self.integer(1)}, b"]
        return [f"{self._op(*_FLOATS)} = {self.real(2)}"]

    def update(self) -> list[str]:
        if self.rng.random() < 0.6:
            operator = self._op("+", "-", "*", "//", "%", "&", "|", "^", ">>")
            amount = f"{self.integer(0)} % 9" if operator == ">>" else self.integer(1)
            return [f"{self._op(*_INTS)} {operator}= {amount}"]
        return [f"{self._op(*_FLOATS)} {self._op('+', '-', '*', '/', '%')}= {self.real(1)}"]

    def store(self) -> list[str]:
        if self.rng.random() < 0.6:
            return [f"t[{self.index()}] = {self.integer(2)}"]
        return [f"w[{self.index()}] = {self.real(2)}"]

    def store_update(self) -> list[str]:
        if self.rng.random() < 0.6:
            return [f"t[{self.index()}] {self._op('+', '-', '*', '^')}= {self.integer(1)}"]
        return [f"w[{self.index()}] {self._op('+', '-', '*', '/')}= {self.real(1)}"]

    def for_range(self, depth: int) -> list[str]:
        name = self._fresh("p")
        bounds = self.rng.choice((
            str(self.rng.randrange(LONGEST)), "n", f"n + {self.rng.randrange(3)}", "len(t)",
            f"{self.rng.randrange(5)}, n", "n, 0, -1", f"{ITEMS - 1}, -1, -1", "0, n, 2", "n - 1, -1, -2",
            f"0, n, {self.rng.choice((3, -1, 'j % 4 + 1', 'j % 3'))}", "-n, n, 3",
            "2**63 - 4, 2**63 - 1", "w.shape[0]", "b % 5", f"a % 4, {LONGEST}",
        ))  # fmt: skip
        return self._loop(f"for {name} in range({bounds}):", name, depth)

    def while_(self, depth: int) -> list[str]:
        name = self._fresh("q")
        limit = self.rng.choice((str(self.rng.randrange(1, LONGEST)), "n"))
        further = f" and {self.truth(1)}" if self.rng.random() < 0.5 else ""
        head, *body = self._loop(f"while {name} < {limit}{further}:", name, depth)
        return [f"{name} = 0", head, f"    {name} += 1", *body]

    def for_each(self, depth: int) -> list[str]:
        name = self._fresh("e")
        text, kept = self._op("t", "w", "(1, -2, 3)", "t[::-2]", "w[1:4]"), self.loops
        lines = [f"for {name} in {text}:", f"    u += float({name})"]
        lines += self.block(depth)
        self.loops = kept
        return lines

    def if_(self, depth: int) -> list[str]:
        lines = [f"if {self.truth(2)}:", *self.block(depth)]
        if self.rng.random() < 0.3:
            lines += [f"elif {self.truth(1)}:", *self.block(depth)]
        if self.rng.random() < 0.5:
            lines += ["else:", *self.block(depth)]
        return lines

    def leave(self, depth: int) -> list[str]:
        if not self.loops:
            return [f"if {self.truth(2)}:", f"    {self.leaving}"] if depth else self.assign()
        word = self._op("break", "continue", "break", self.leaving)
        return [f"if {self.truth(2)}:", f"    {word}"]

    def _loop(self, head: str, name: str, depth: int) -> list[str]:
        self.loops.append(name)
        lines = [head, *self.block(depth)]
        self.loops.pop()
        if self.rng.random() < 0.25:
            lines += ["else:", *self.block(0)]
        return lines

    # -- expressions -------------------------------------------------------------------------

    def integer(self, size: int) -> str:
        if size <= 0 or self.rng.random() < 0.2:
            return self._op(*_INTS, "i", "j", "n", str(self.rng.randrange(-3, 12)), *self.loops * 2)
        n = size - 1
        return self.rng.choice((
            lambda: f"({self.integer(n)} {self._op('+', '-', '*', '+', '-')} {self.integer(n)})",
            lambda: f"({self.integer(n)} {self._op('//', '%')} {self._op('3', '-7', self.integer(n))})",
            lambda: f"({self.integer(n)} {self._op('&', '|', '^')} {self.integer(n)})",
            lambda: f"int(t[{self.index()}])",
            lambda: f"abs({self.integer(n)})",
            lambda: f"{self._op('min', 'max')}({self.integer(n)}, {self.integer(n)})",
            lambda: f"({self.integer(n)} if {self.truth(n)} else {self.integer(n)})",
        ))()  # fmt: skip

    def real(self, size: int) -> str:
        if size <= 0 or self.rng.random() < 0.2:
            return self._op(*_FLOATS, "x", "0.5", "-2.0", "1e3")
        n = size - 1
        return self.rng.choice((
            lambda: f"({self.real(n)} {self._op('+', '-', '*', '+')} {self.real(n)})",
            lambda: f"({self.real(n)} {self._op('/', '//', '%')} {self._op('4.0', '3', self.real(n))})",
            lambda: f"float(w[{self.index()}])",
            lambda: f"({self.real(n)} {self._op('+', '*')} {self.integer(n)})",
            lambda: f"abs({self.real(n)})",
            lambda: f"float({self.integer(n)})",
            lambda: f"({self.real(n)} if {self.truth(n)} else {self.real(n)})",
        ))()  # fmt: skip

    def truth(self, size: int) -> str:
        n = size - 1
        compare = self._op("<", "<=", "==", "!=", ">", ">=")
        if size <= 0 or self.rng.random() < 0.5:
            return f"{self.integer(n)} {compare} {self.integer(n)}"
        return self.rng.choice((
            lambda: f"{self.real(n)} {compare} {self.real(n)}",
            lambda: f"{self.integer(n)} < {self.integer(n)} {compare} {self.integer(n)}",
            lambda: f"not ({self.truth(n)})",
            lambda: f"({self.truth(n)} {self._op('and', 'or')} {self.truth(n)})",
            lambda: f"t[{self.index()}] {compare} w[{self.index()}]",
        ))()  # fmt: skip

    def index(self) -> str:
        loop = self._op(*self.loops) if self.loops else "b"
        plain = (
            loop,
            loop,
            f"{loop} - 1",
            f"-{loop}",
            f"n - {loop} - 1",
            f"{loop} + 1",
            f"-{loop} - 1",
        )
        rare = (
            f"{loop} * 2",
            "i % 8",
            "-1",
            "0",
            "7",
            "-8",
            "8",
            "j",
            f"({loop} + j) % 8",
            f"~{loop}",
        )
        return self.rng.choice(plain if self.loops and self.rng.random() < 0.7 else rare)

    def _fresh(self, letter: str) -> str:
        self.counters += 1
        return f"{letter}{self.counters}"

    def _op(self, *words: str) -> str:
        return self.rng.choice(words)


def arguments_of(seed: int) -> tuple[Any, ...]:
    """Values for the parameters; one time in four, edges of the types."""
    rng = Random(seed)

    def number() -> int:
        return rng.choice(_EDGES) if rng.random() < 0.25 else rng.randrange(-9, 9)

    def real() -> float:
        return rng.choice(FLOATS) if rng.random() < 0.25 else rng.randrange(-40, 40) / 8

    integers = np.array([number() for _ in range(ITEMS)])
    reals = np.array([real() for _ in range(ITEMS)])
    return number(), number(), rng.randrange(ITEMS + 2), real(), integers, reals
