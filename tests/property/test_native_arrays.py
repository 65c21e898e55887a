"""Random array expressions in native code: all dtypes with NumPy's promotion, broadcasting, slices,
masks, index arrays, reductions and casts, over arrays of every layout. The expressions of a function
give results of one dtype and rank for plain arguments; then it is called with others too."""

from __future__ import annotations

import warnings
from collections import defaultdict
from functools import partial
from random import Random
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.property.agreement import compare, mostly_native
from tests.property.typed_arrays import PARAMETERS, ArrayExpressions, World, world
from tests.thorough import examples

SEEDS = st.integers(0, 2**32)
EXPRESSIONS = 5
CALLS = 4


@mostly_native(0.5)
@given(SEEDS)
@examples(40)
def test_elementwise_expressions(seed: int) -> None:
    agree(seed, shapes=False)


@mostly_native(0.4)
@given(SEEDS)
@examples(50)
def test_expressions_with_shapes(seed: int) -> None:
    agree(seed, shapes=True)


@given(SEEDS)
@examples(30)
def test_inexact_functions(seed: int) -> None:
    agree(seed, shapes=False, ulps=64)


def agree(seed: int, *, shapes: bool, ulps: int = 0) -> None:
    rng = Random(seed)
    of = world(rng)
    maker = ArrayExpressions(rng, shapes=shapes)
    make = maker.inexact if ulps else maker.expression
    texts = alike([make(rng.randrange(1, 4)) for _ in range(40)], of, seed)[:EXPRESSIONS]
    source = function_of(texts)
    ulps = ulps or rounding(source, of)
    calls = [("f", partial(with_number, of, which, seed + turn, turn == 0))
             for turn in range(CALLS) for which in range(len(texts))]  # fmt: skip
    found = compare(source, calls, ulps=ulps)
    if found:
        which = int(found[0].split("with\n    int ")[1].split("\n")[0])
        alone = [
            ("f", partial(with_number, of, 0, seed + turn, turn == 0)) for turn in range(CALLS)
        ]
        found = compare(function_of([texts[which]]), alone, ulps=ulps) or found
    assert not found, found[0]


def rounding(source: str, of: World) -> int:
    """Products and quotients of complex numbers, and powers, may be rounded in another order."""
    return 4 if "complex" in source + str(of.dtypes) + of.number or "** 3" in source else 0


def with_number(of: World, which: int, seed: int, plain: bool) -> tuple[Any, ...]:
    return (which, *of.arguments(seed, plain=plain))


def function_of(texts: list[str]) -> str:
    lines = [f"def f(which, {PARAMETERS}):"]
    for number, text in enumerate(texts):
        lines += [f"    if which == {number}:", f"        return {text}"]
    return "\n".join([*lines, f"    return {texts[0]}\n"])


def alike(texts: list[str], of: World, seed: int) -> list[str]:
    """The largest group of the texts with results of one type, dtype and rank."""
    groups: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    names = dict(zip(PARAMETERS.split(", "), of.arguments(seed, plain=True), strict=True))
    for text in texts:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                result = eval(text, {"np": np, **names})
            except (TypeError, ValueError, IndexError, AttributeError, ArithmeticError):
                continue
        kind = (type(result), getattr(result, "dtype", None), getattr(result, "ndim", 0))
        groups[kind].append(text)
    best = max(groups.values(), key=len, default=["a + b"])
    return best if len(best) > 1 else ["a", *best]
