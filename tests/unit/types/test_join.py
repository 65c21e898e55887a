"""Joins keep what both sides agree about, and nothing else."""

from __future__ import annotations

import itertools

import pytest

from nbc.types import join, settled, widen, without_value
from nbc.types.join import includes
from nbc.types.model import (
    BIGINT,
    BOOL,
    F64,
    I64,
    NEVER,
    NONE,
    OBJECT,
    STR,
    Array,
    Container,
    Scalar,
    Tuple,
    Type,
)

TYPES: list[Type] = [
    OBJECT, NEVER, NONE, I64, F64, BOOL, STR, BIGINT, Scalar("i64", True, 3), Scalar("f64", False),
    Scalar("f64", None), Array("f64", (3, 4)), Array("f64", (3, None)), Array("i64", (3, 4)),
    Array("f64", None), Array(None, (3,)), Tuple(()), Tuple((I64, F64)), Tuple((I64, STR)),
    Tuple(None), Container("list"), Container("list", None, (I64,)), Container("range", 3),
    Container("range", 4),
]  # fmt: skip


@pytest.mark.parametrize("a", TYPES)
def test_join_is_an_upper_bound(a: Type) -> None:
    for b in TYPES:
        joined = join(a, b)
        assert joined == join(b, a)
        assert includes(joined, a), b
        assert includes(joined, b), b


@pytest.mark.parametrize("a", TYPES[:16])
def test_join_is_associative(a: Type) -> None:
    """Not a test for each triple: the 4096 took ten times as long to report as to check."""
    for b, c in itertools.product(TYPES[:16], repeat=2):
        assert join(join(a, b), c) == join(a, join(b, c)), (b, c)


@pytest.mark.parametrize(
    ("a", "b", "joined"),
    [
        (Scalar("i64", True, 1), Scalar("i64", True, 2), I64),
        (Scalar("i64", True, 1), Scalar("bool", True, True), OBJECT),
        (F64, Scalar("f64", False), Scalar("f64", None)),
        (Array("f64", (3, 4)), Array("f64", (3, 5)), Array("f64", (3, None))),
        (Array("f64", (3,)), Array("f32", (3,)), Array(None, (3,))),
        (Array("f64", (3,)), Array("f64", (3, 1)), Array("f64", None)),
        (Tuple((I64,)), Tuple((F64,)), Tuple((OBJECT,))),
        (Tuple((I64,)), Tuple(()), Tuple(None)),
        (I64, NONE, OBJECT),
        (NEVER, STR, STR),
    ],
)
def test_join(a: Type, b: Type, joined: Type) -> None:
    assert join(a, b) == joined


def test_widening_ends() -> None:
    kind: Type = Tuple((I64,))
    kind = widen(kind, Tuple((F64,)))
    assert kind == Tuple(None)
    assert widen(kind, Tuple((STR,))) == kind


def test_values_and_lengths_are_given_up() -> None:
    assert without_value(Scalar("i64", True, 3)) == I64
    assert without_value(Tuple((Scalar("i64", True, 3),))) == Tuple((I64,))
    assert settled(Container("list", 3, (I64, I64, I64))) == Container("list")
    assert settled(Tuple((Container("dict", 1),))) == Tuple((Container("dict"),))
    assert settled(Container("range", 3)) == Container("range", 3)
