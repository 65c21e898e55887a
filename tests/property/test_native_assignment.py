"""Random assignments to arrays in native code: slices, masks, index arrays, in-place operators and
`out=`, between views that overlap, with casts, and into read-only arrays. The whole memory behind the
arguments is compared, so a write outside a view shows."""

from __future__ import annotations

from functools import partial
from random import Random
from typing import Any, final

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.property.agreement import compare, mostly_native
from tests.property.typed_arrays import DTYPES, ArrayExpressions, values
from tests.thorough import examples

SEEDS = st.integers(0, 2**32)
CALLS = 5
PARAMETERS = "p, q, d, k, m, g, i"
_PAIRS = (("1:", ":-1"), (":-1", "1:"), ("::-1", ":"), (":", "::-1"), ("::2", "::2"), ("2:", ":-2"),
          ("1:-1", "2:"), (":", ":"), ("...", "..."), ("m", "m"), ("g", "g"), ("-2:", ":2"))  # fmt: skip
_INTO = ("add", "multiply", "subtract", "minimum")
_PLACES = (":", "...", "1:", ":-1", "::2", "::-1", "0", "-1", "i", "-3:", ":0", "i:", "m", "g", "1:-1", "5:0:-2", "::-2", "None, ...", "100")  # fmt: skip


@mostly_native(0.4)
@given(SEEDS)
@examples(150)
def test_assignments(seed: int) -> None:
    rng = Random(seed)
    dtype = rng.choice(("float64", "float64", "int64", *DTYPES))
    other = dtype if rng.random() < 0.7 else rng.choice(DTYPES)
    maker = Assignments(rng, np.dtype(dtype).kind)
    lines = [maker.statement() for _ in range(rng.randrange(1, 5))]
    source = "\n".join([f"def f({PARAMETERS}):", *(f"    {line}" for line in lines), ""])
    ranks = rng.choice((1, 1, 2)), rng.choice((1, 2))
    calls = [("f", partial(arguments, dtype, other, ranks, seed + turn)) for turn in range(CALLS)]
    found = compare(source, calls)
    assert not found, found[0]


@final
class Assignments:
    def __init__(self, rng: Random, kind: str) -> None:
        self.rng = rng
        self.maker = ArrayExpressions(rng, names=("p", "q", "d"))
        usual = {"i": "+-*&|^", "u": "+-*&|^", "b": "&|^", "f": "+-*/", "c": "+-*/"}[kind]
        self.operators = (*usual * 2, "//", "%", "**")

    def statement(self) -> str:
        """Half of the time, both sides have the same shape whatever the shapes are."""
        rng, roll = self.rng, self.rng.random()
        target, operator = rng.choice(("p", "p", "q", "d")), rng.choice((*self.operators, "", ""))
        if roll < 0.5:
            left, right = rng.choice(_PAIRS)
            value = self.matching(target, right)
            return f"{target}[{left}] {operator}= {value if operator != '**' else 2}"
        value = rng.choice(("2", "1", "0")) if operator == "**" else self.value()
        if roll < 0.8:
            place = rng.choice((*_PLACES, f"{target} > 0"))
            return f"{target}[{place}] {operator}= {value}"
        if roll < 0.9 and operator:
            return f"{target} {operator}= {value}"
        return f"np.{rng.choice(_INTO)}({rng.choice('pqd')}, {value}, out={target})"

    def matching(self, target: str, place: str) -> str:
        other = self.rng.choice((target, target, {"p": "q", "q": "p", "d": "d"}[target]))
        one = f"{other}[{place}]"
        return self.rng.choice((
            one, f"{one} * 2", f"{one} + {target}[{place}]", f"np.maximum({one}, k)", f"k - {one}",
            f"np.where({one} > 1, {one}, {target}[{place}])", f"abs({one})", "k", "0",
        ))  # fmt: skip

    def value(self) -> str:
        rng, roll = self.rng, self.rng.random()
        if roll < 0.3:
            return rng.choice(("p", "q", "d", "p[0]", "q[::-1]", "p[:1]", "p.T", "d[..., None]"))
        if roll < 0.6:
            return rng.choice(("0", "1", "k", "-1", "2.5", "True", "300", "p.sum()", "q.max()"))
        return self.maker.expression(1)


def arguments(dtype: str, other: str, ranks: tuple[int, int], seed: int) -> tuple[Any, ...]:
    """p and q are views of one memory; d has its own dtype and memory."""
    rng = Random(seed)
    size = rng.choice((0, 1, 5, 8, 8, 40))
    if ranks[0] == 1:
        base = values(rng, dtype, (size + 6,))
        p, q = (base[cut(rng, size)] for _ in range(2))
    else:
        base = values(rng, dtype, (size + 6, 9))
        p, q = (base[cut(rng, size), cut(rng, 3)] for _ in range(2))
        q = q.T if rng.random() < 0.2 else q
    d = values(rng, other, p.shape[-ranks[1] :])
    if rng.random() < 0.1:
        p.flags.writeable = False
    k = rng.choice((0, 1, 2, -1, 2.5, 300))
    length = p.shape[0] if rng.random() < 0.9 else p.shape[0] + 1
    mask = np.array([rng.random() < 0.5 for _ in range(length)], dtype=bool)
    indices = np.array([rng.randrange(-size, size) if size else 0 for _ in range(3)])
    if rng.random() < 0.1:
        indices[1] = size
    return p, q, d, k, mask, indices, rng.randrange(-4, 4)


def cut(rng: Random, size: int) -> slice:
    start = rng.randrange(4)
    stop = start + size
    step = rng.choice((1, 1, 1, 2, -1))
    if step == -1:
        return slice(stop - 1, start - 1 if start else None, -1)
    return slice(start, stop, step)
