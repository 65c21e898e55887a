"""Operators on tensors that are traced give what NumPy gives, element types and all."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ahr.dtypes import noodle_name
from ahr.graph import TensorSpec
from ahr.running import reference
from ahr.trace import trace
from nbc.errors import ModelError

ARRAYS = {
    "f32": np.array([[1.5, -2.25, 3.0], [0.5, -7.0, 2.0]], np.float32),
    "f64": np.array([[2.5, 3.0, -1.0]]),
    "i64": np.array([[7, -7, 5], [-3, 2, 9]]),
    "i32": np.array([3, -2, 4], np.int32),
    "bool": np.array([True, False, True]),
}
ARITHMETIC = (operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv,
              operator.mod)  # fmt: skip
COMPARISONS = (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne)


def _agrees(function: Callable[..., Any], *arrays: np.ndarray[Any, Any]) -> None:
    specs = {
        f"x{index}": TensorSpec(noodle_name(each.dtype), each.shape)
        for index, each in enumerate(arrays)
    }
    graph = trace(lambda **given: function(*given.values()), specs, name="f")
    (result,) = reference.run(graph, {}, dict(zip(specs, arrays, strict=True)))
    expected = function(*arrays)
    assert result.dtype == expected.dtype
    np.testing.assert_allclose(result, expected, rtol=1e-6)
    assert graph.specs[graph.outputs[0]] == TensorSpec(noodle_name(expected.dtype), expected.shape)


@pytest.mark.parametrize("function", (*ARITHMETIC, *COMPARISONS), ids=lambda each: each.__name__)
@pytest.mark.parametrize("left", ["f32", "f64", "i64", "i32"])
@pytest.mark.parametrize("right", ["f32", "f64", "i64", "i32"])
def test_of_two_tensors(function: Callable[..., Any], left: str, right: str) -> None:
    _agrees(function, ARRAYS[left], ARRAYS[right])


@pytest.mark.parametrize("function", (*ARITHMETIC, *COMPARISONS), ids=lambda each: each.__name__)
@pytest.mark.parametrize("kind", ["f32", "i64", "i32"])
@pytest.mark.parametrize("number", [3, -2, 2.5])
def test_of_a_tensor_and_a_number(function: Callable[..., Any], kind: str, number: float) -> None:
    _agrees(lambda x: function(x, number), ARRAYS[kind])
    _agrees(lambda x: function(number, x), ARRAYS[kind])


@pytest.mark.parametrize("function", [operator.and_, operator.or_, operator.xor])
def test_of_bools_and_bits(function: Callable[..., Any]) -> None:
    _agrees(function, ARRAYS["bool"], ~ARRAYS["bool"])
    _agrees(function, ARRAYS["i64"], ARRAYS["i32"])


@pytest.mark.parametrize("function", [operator.neg, operator.pos, abs])
def test_of_one_tensor(function: Callable[..., Any]) -> None:
    _agrees(function, ARRAYS["f32"])
    _agrees(function, ARRAYS["i64"])
    _agrees(operator.invert, ARRAYS["bool"])


def test_constants_are_arrays_too() -> None:
    row = np.array([1.0, 2.0, 3.0], np.float32)
    _agrees(lambda x: x * row, ARRAYS["f32"])


@pytest.mark.parametrize("decide", [bool, float, int, len, np.asarray])
def test_what_depends_on_values_cannot_be_traced(decide: Callable[..., Any]) -> None:
    def function(x: Any) -> Any:
        decide(x)
        return x

    with pytest.raises(ModelError, match="N6003") as caught:
        trace(function, {"x": TensorSpec("f32", ("N", 3))})
    assert caught.value.span is not None
