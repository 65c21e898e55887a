"""Shapes that a network puts together itself are known as arithmetic before it runs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ahr.building import GraphBuilder
from ahr.graph import TensorSpec


class Made:
    """A graph of x: f32[N, 6, H], with constants written where they are used."""

    def __init__(self) -> None:
        self.builder = GraphBuilder("made")
        self.x = self.builder.input("x", TensorSpec("f32", ("N", 6, "H")))
        self.shape = self.add("shape", self.x)

    def add(self, op: str, *inputs: Any, **attributes: Any) -> str:
        names = [each if isinstance(each, str) else self.builder.constant(np.array(each))
                 for each in inputs]  # fmt: skip
        return self.builder.apply(op, names, attributes)[0]

    def length(self, axis: int) -> str:
        return self.add("gather", self.shape, [axis])

    def dims(self, name: str) -> Any:
        return self.builder.specs[name].dims


def test_reshape_to_gathered_lengths() -> None:
    made = Made()
    wanted = made.add("concat", made.length(0), [2, -1], made.length(-1))
    assert made.dims(made.add("reshape", made.x, wanted)) == ("N", 2, 3, "H")


def test_numbers_of_a_symbolic_shape_are_known() -> None:
    made = Made()
    wanted = made.add("concat", [-1], made.length(1))
    assert made.dims(made.add("reshape", made.x, wanted)) == ("H*N", 6)


@pytest.mark.parametrize(
    ("op", "operand", "expected"),
    [("mul", 2, "2*N"), ("add", 1, "N + 1"), ("sub", 1, "N - 1"), ("div", 2, "N//2")],
)
def test_arithmetic_of_lengths(op: str, operand: int, expected: str) -> None:
    made = Made()
    length = made.add(op, made.length(0), [operand])
    assert made.dims(made.add("constant_of_shape", length)) == (expected,)


def test_lengths_pass_through_casts_and_other_shapes() -> None:
    made = Made()
    number = made.add("squeeze", made.add("cast", made.length(2), to="i32"), [0])
    wide = made.add("unsqueeze", made.add("cast", number, to="i64"), [0])
    assert made.dims(made.add("expand", made.add("cast", [1.0], to="f32"), wide)) == ("H",)


def test_parts_of_a_shape() -> None:
    made = Made()
    last = made.add("slice", made.shape, [-2], [9])
    assert made.dims(made.add("constant_of_shape", last)) == (6, "H")
    assert made.dims(made.add("constant_of_shape", made.add("shape", made.x, end=2))) == ("N", 6)


def test_slices_up_to_a_length() -> None:
    made = Made()
    table = made.add("cast", np.zeros((1, 512)), to="f32")
    end = made.length(2)
    assert made.dims(made.add("slice", table, [0], end, [1], [1])) == (1, "H")
    assert made.dims(made.add("slice", table, [4], end, [1], [2])) == (1, "(H + 1)//2 - 2")
    assert made.dims(made.add("slice", made.x, [1], end, [2])) == ("N", 6, "H - 1")
    assert made.dims(made.add("slice", made.x, end, [-1], [2])) == ("N", 6, 0)
    longer = made.add("add", end, [3])
    assert made.dims(made.add("slice", made.x, [0], longer, [2])) == ("N", 6, "H")
    last = made.add("sub", end, [1])
    assert made.dims(made.add("slice", made.x, last, [1_000_000_000], [2])) == ("N", 6, 1)


def test_slices_at_places_that_are_not_known_keep_the_other_axes() -> None:
    made = Made()
    number = made.add("cast", made.add("cast", made.length(0), to="f32"), to="i64")
    assert made.dims(made.add("slice", made.x, number, [9], [2])) == ("N", 6, None)
    assert made.dims(made.add("slice", made.x, [0], number, [1], [-1])) == ("N", None, "H")


def test_lengths_are_seen_in_branches() -> None:
    made = Made()
    length = made.length(2)
    inside = made.builder.nested("branch")
    ones = inside.constant(np.ones(1, np.float32))
    (result,) = inside.apply("expand", [ones, length])
    assert inside.specs[result].dims == ("H",)


def test_ranges_and_sizes() -> None:
    made = Made()
    length = made.add("squeeze", made.length(0), [0])
    assert made.dims(made.add("range", 0, length, 1)) == ("N",)
    assert made.dims(made.add("range", 2, length, 1)) == ("N - 2",)
    flat = made.add("unsqueeze", made.add("size", made.x), [0])
    assert made.dims(made.add("constant_of_shape", flat)) == ("6*H*N",)


def test_what_is_not_a_list_of_lengths_is_not_followed() -> None:
    made = Made()
    ratio = made.add("cast", made.add("cast", made.length(0), to="f32"), to="i64")
    assert made.dims(made.add("constant_of_shape", ratio)) == (None,)
    table = made.add("reshape", made.add("concat", made.length(0), [3]), [2, 1])
    picked = made.add("reshape", made.add("gather", table, [0]), [1])
    assert made.dims(made.add("constant_of_shape", picked)) == (None,)
