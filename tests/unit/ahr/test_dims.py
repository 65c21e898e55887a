"""Lengths as arithmetic: canonical texts, and the numbers that they stand for."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ahr import dims

VALUES = {"N": 5, "H": 17, "W": 24}
LENGTHS = st.recursive(
    st.integers(0, 9).map(str) | st.sampled_from(sorted(VALUES)),
    lambda inner: (
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda t: f"({t[0]}{t[1]}{t[2]})")
        | st.tuples(inner, st.integers(1, 5)).map(lambda t: f"({t[0]}//{t[1]})")
    ),
    max_leaves=8,
)


@given(LENGTHS)
def test_a_canonical_text_has_the_same_value_and_stays_as_it_is(text: str) -> None:
    length = dims.canonical(text)
    assert dims.evaluate(length, VALUES) == eval(text, {}, VALUES)
    assert length is None or dims.canonical(str(length)) == length


@given(LENGTHS, LENGTHS, st.integers(1, 6))
def test_operations_have_the_values_of_their_results(left: str, right: str, by: int) -> None:
    x, y = dims.canonical(left), dims.canonical(right)
    a, b = dims.evaluate(x, VALUES), dims.evaluate(y, VALUES)
    assert a is not None and b is not None
    assert dims.evaluate(dims.add(x, y), VALUES) == a + b
    assert dims.evaluate(dims.subtract(x, y), VALUES) == a - b
    assert dims.evaluate(dims.multiply(x, y), VALUES) == a * b
    assert dims.evaluate(dims.floor_divide(x, by), VALUES) == a // by
    if dims.disagree(x, y):
        assert a != b
    quotient = dims.divide_exactly(dims.multiply(x, y), y)
    assert quotient is None or b == 0 or dims.evaluate(quotient, VALUES) == a


def test_a_convolution_that_keeps_the_length_is_known_to() -> None:
    padded = dims.add("H", 2 * 1, -(3 - 1), -1)
    assert dims.add(dims.floor_divide(padded, 1), 1) == "H"
    assert dims.add(dims.floor_divide(dims.add("H", -1), 2), 1) == "(H + 1)//2"


@pytest.mark.parametrize("text", ["N.x", "f(N)", "N/2", "N//0", "", "N//M", "1.5"])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a length"):
        dims.canonical(text)


def test_shapes_read_as_people_write_them() -> None:
    assert dims.shown(("N", 3, None)) == "[N, 3, ?]"
    assert ast.literal_eval(dims.shown((2, 3))) == [2, 3]
