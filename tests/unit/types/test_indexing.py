"""Indexing rules agree with NumPy on random indices."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest

from nbc.types import type_of
from nbc.types.indexing import IndexShapeError, index_array
from nbc.types.join import includes
from nbc.types.model import NONE, Array, Container, Object, Scalar, Type
from nbc.types.model import Tuple as TupleType


def _type(key: Any) -> Type:
    """The type of a key, with the bounds of slices as the engine knows them."""
    if isinstance(key, tuple):
        return TupleType(tuple(_type(part) for part in key))
    if isinstance(key, slice):
        return Container("slice", None, tuple(map(type_of, (key.start, key.stop, key.step))))
    return type_of(key)


def _part(rng: Random) -> Any:
    return rng.choice([
        rng.randint(-4, 4), slice(None), slice(1, None), slice(None, None, -1), slice(-2, 9, 2), None,
        ..., np.array([0, 1]), np.ones(3, bool), np.ones((3, 2), bool), 1.5, "a", True, np.int64(1),
        np.zeros((2, 2), int),
    ])  # fmt: skip


def test_indexing_agrees_with_numpy() -> None:
    rng = Random(3)
    refused = 0
    for _ in range(4000):
        array = np.zeros(tuple(rng.choice([1, 2, 3]) for _ in range(rng.randint(0, 3))))
        parts = tuple(_part(rng) for _ in range(rng.choice([1, 1, 2, 3])))
        key = parts[0] if len(parts) == 1 else parts
        try:
            found = index_array(_array(array), _type(key))
        except IndexShapeError:
            refused += 1
            with pytest.raises(IndexError):
                array[key]
            continue
        try:
            actual = array[key]
        except IndexError:
            continue
        assert includes(found, type_of(actual)), (array.shape, key)
    assert refused > 500


def _array(array: Any) -> Array:
    kind = type_of(array)
    assert isinstance(kind, Array)
    return kind


def test_exact_results() -> None:
    array = Array("f64", (3, 4))
    one, colon = Scalar("i64", True, 1), Container("slice", None, (NONE, NONE, NONE))
    assert index_array(array, one) == Array("f64", (4,))
    assert index_array(array, TupleType((one, one))) == Scalar("f64", False)
    assert index_array(array, TupleType((colon, one))) == Array("f64", (3,))
    assert index_array(array, TupleType((NONE, colon))) == Array("f64", (1, 3, 4))
    assert index_array(array, Scalar("i64")) == Array("f64", (4,))
    assert index_array(Array("f64", ("n", 4)), one) == Array("f64", (4,))
    assert isinstance(index_array(array, Object("Index")), Object)
