"""What certainly does not conform to an annotation is what the run-time check refuses."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from nbc.errors import AnnotationTrap
from nbc.runtime.conform import conform as conform_value
from nbc.runtime.conform import enter
from nbc.types import parse_type, type_of
from nbc.types.conforming import ConformError, conform
from nbc.types.join import includes, without_value
from nbc.types.model import Array, Container, Tuple, Type

VALUES: list[Any] = [
    0, 1, -5, 300, 2**62, 2**70, True, 1.0, 0.5, 1e300, 1j, "a", None, (1, 2.0), (1,), (), [1], [0.5],
    {}, {"a": 1.0}, {1}, np.float32(1), np.float64(2.5), np.int64(3), np.uint8(4), np.bool_(True),
    np.complex64(1), np.zeros(3), np.zeros((3, 4)), np.zeros((3, 4), "f4"), np.zeros(3, int),
    np.array(1.0), np.array(1), np, len, int,
]  # fmt: skip
WANTED = ["bool", "i8", "u8", "i64", "f32", "f64", "c64", "c128", "str", "bigint", "f64[n]", "f64[n, n]",
          "f64[3, m]", "f64[...]", "bool[n]", "tuple[i64, f64]", "tuple[f64]", "list[f64]", "list[i64]",
          "dict[str, f64]", "set[i64]"]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), list(itertools.product(VALUES, WANTED)), ids=str)
def test_conform_agrees_with_the_run_time(value: Any, text: str) -> None:
    try:
        found = conform(type_of(value), parse_type(text), {}, "x")
    except ConformError:
        with pytest.raises(AnnotationTrap):
            conform_value(value, text)
        return
    try:
        with np.errstate(all="ignore"):
            actual = conform_value(value, text)
    except AnnotationTrap:
        return
    assert includes(_general(found), _general(type_of(actual))) or text == "bigint"


def _general(kind: Type) -> Type:
    kind = without_value(kind)
    return Tuple(None) if isinstance(kind, Tuple) else kind


def test_symbolic_dimensions_agree_with_the_run_time() -> None:
    dims: dict[str, tuple[int, str]] = {}
    conform(Array("f64", (3, 4)), parse_type("f64[n, k]"), dims, "a")
    assert dims == {"n": (3, "a"), "k": (4, "a")}
    with pytest.raises(ConformError, match="k is 4 in a and 5 in b") as caught:
        conform(Array("f64", (5, 6)), parse_type("f64[k, m]"), dims, "b")
    assert caught.value.other == "a"
    with pytest.raises(AnnotationTrap):
        enter((("a", "f64[n, k]"), ("b", "f64[k, m]")), np.zeros((3, 4)), np.zeros((5, 6)))


def test_unknown_values_get_the_annotation() -> None:
    unknown = type_of(object())
    assert conform(unknown, parse_type("f64"), {}, "x") == parse_type("f64")
    assert conform(unknown, parse_type("f64[n, 3]"), {}, "x") == Array("f64", (None, 3))
    assert conform(unknown, parse_type("list[f64]"), {}, "x") == Container("list")
