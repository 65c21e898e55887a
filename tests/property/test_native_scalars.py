"""Random scalar expressions in native code: ints to the limits of i64, floats with all their
specials, mixes of both, comparisons and conversions. Each function holds several expressions."""

from __future__ import annotations

from functools import partial
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.property.agreement import compare, mostly_native
from tests.property.typed_scalars import Expressions, arguments_of, function_of
from tests.thorough import examples

SEEDS = st.integers(0, 2**32)
EXPRESSIONS = 8
CALLS = 10


@mostly_native(0.9)
@given(SEEDS)
@examples(60)
def test_integers(seed: int) -> None:
    agree(seed, "integer")


@mostly_native(0.9)
@given(SEEDS)
@examples(60)
def test_floats(seed: int) -> None:
    agree(seed, "real")


@mostly_native(0.9)
@given(SEEDS)
@examples(40)
def test_truths(seed: int) -> None:
    agree(seed, "truth")


@given(SEEDS)
@examples(30)
def test_floats_that_become_ints(seed: int) -> None:
    agree(seed, "rounded")


@given(SEEDS)
@examples(50)
def test_inexact_functions(seed: int) -> None:
    agree(seed, "inexact", ulps=4)


def agree(seed: int, kind: str, *, ulps: int = 0) -> None:
    rng = Random(seed)
    maker = Expressions(rng)
    texts = [getattr(maker, kind)(rng.randrange(1, 4)) for _ in range(EXPRESSIONS)]
    calls = [("f", partial(arguments_of, which, seed + which * CALLS + turn))
             for which in range(EXPRESSIONS) for turn in range(CALLS)]  # fmt: skip
    found = compare(function_of(texts), calls, ulps=ulps)
    if found:
        which = int(found[0].split("with\n    int ")[1].split("\n")[0])
        alone = [("f", partial(arguments_of, 0, seed + which * CALLS + turn))
                 for turn in range(CALLS)]  # fmt: skip
        found = compare(function_of([texts[which]]), alone, ulps=ulps) or found
    assert not found, found[0]
