"""Noodle annotations accept, widen exactly or refuse."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nbc.errors import AnnotationTrap
from nbc.runtime.conform import conform, enter, leave


@pytest.mark.parametrize(
    ("value", "text", "result"),
    [
        (3, "i64", 3), (True, "i64", 1), (np.int32(3), "i64", 3), (3, "f64", 3.0),
        (np.float32(0.5), "f64", 0.5), (2, "bigint", 2), (2**80, "bigint", 2**80),
        ("a", "str", "a"),
        (1.5, "c128", 1.5 + 0j), (200, "u8", np.uint8(200)), (0.5, "f32", np.float32(0.5)),
        (True, "bool", True), ((1, 2.0), "tuple[i64, f64]", (1, 2.0)),
        ([1, 2], "list[i64]", [1, 2]),
    ],
)  # fmt: skip
def test_conform_accepts_exact_values(value: Any, text: str, result: Any) -> None:
    found = conform(value, text)
    assert found == result
    assert type(found) is type(result)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.5, "i64"), ("a", "f64"), (2**70, "i64"), (2**63, "i64"), (2**53 + 1, "f64"),
        (0.1, "f32"),
        (300, "u8"), (-1, "u64"), (1, "str"), (1, "bool"), (1j, "f64"), ([1, 2.5], "list[i64]"),
        ((1,), "tuple[i64, i64]"), (None, "f64"), ([1.0], "f64[n]"),
    ],
)  # fmt: skip
def test_conform_refuses_what_would_change(value: Any, text: str) -> None:
    with pytest.raises(AnnotationTrap) as caught:
        conform(value, text)
    assert caught.value.code == "N5011"
    assert caught.value.hint or "must be" in caught.value.message


def test_arrays_are_the_callers_own() -> None:
    array = np.zeros((2, 3))
    assert conform(array, "f64[n, 3]") is array
    for text in ("f64[n]", "f64[n, 4]", "f32[n, 3]"):
        with pytest.raises(AnnotationTrap):
            conform(array, text)


def test_symbolic_dimensions_are_bound_by_the_first_array() -> None:
    typed = (("a", "f64[n, k]"), ("b", "f64[k, m]"))
    a, b = np.zeros((2, 3)), np.zeros((3, 4))
    *_, dims = enter(typed, a, b)
    assert leave(np.zeros((2, 4)), "f64[n, m]", dims).shape == (2, 4)
    with pytest.raises(AnnotationTrap, match="k is 3"):
        enter(typed, a, np.zeros((5, 4)))
    with pytest.raises(AnnotationTrap):
        leave(np.zeros((2, 2)), "f64[n, m]", dims)
