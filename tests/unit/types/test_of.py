"""The types of live values, and that finding them runs nobody's code."""

from __future__ import annotations

import collections
import math
from typing import Any, NoReturn

import numpy as np
import pytest

from nbc.types import display_value, dtype_name, type_of
from nbc.types.model import (
    BIGINT,
    C128,
    F64,
    NONE,
    Array,
    ClassType,
    Container,
    ModuleType,
    Object,
    Scalar,
    Tuple,
    Type,
)


class Hostile:
    """Everything a listing could trip over."""

    def __getattribute__(self, name: str) -> NoReturn:
        raise RuntimeError("asked for " + name)

    def __repr__(self) -> NoReturn:
        raise RuntimeError("asked for repr")

    def __len__(self) -> NoReturn:
        raise RuntimeError("asked for len")


class Meta(type):
    def __getattribute__(cls, name: str) -> NoReturn:
        raise RuntimeError("asked a class for " + name)


class Whole(int):
    pass


class Matrix(np.ndarray):
    pass


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, Scalar("i64", True, 3)),
        (True, Scalar("bool", True, True)),
        (2**63 - 1, Scalar("i64", True, 2**63 - 1)),
        (2**63, BIGINT),
        (1.5, F64),
        (math.nan, F64),
        (1j, C128),
        ("ab", Scalar("str", True, "ab")),
        ("x" * 1000, Scalar("str")),
        (None, NONE),
        (b"xy", Container("bytes", 2)),
        (range(5), Container("range", 5)),
        (range(10**30), Container("range")),
        ([1], Container("list")),
        ({}, Container("dict")),
        ((1, (2.0, None)), Tuple((Scalar("i64", True, 1), Tuple((F64, NONE))))),
        (tuple(range(100)), Tuple(None)),
        (np.zeros((3, 4)), Array("f64", (3, 4))),
        (np.zeros(2, "i2"), Array("i16", (2,))),
        (np.zeros(2, ">f8"), Array(">f8", (2,))),
        (np.array("a"), Array("str", ())),
        (np.float32(1), Scalar("f32", False)),
        (np.bool_(True), Scalar("bool", False)),
        (np.datetime64("2020-01-01"), Object("numpy.datetime64")),
        (np, ModuleType("numpy")),
        (int, ClassType("int")),
        (collections.OrderedDict, ClassType("collections.OrderedDict")),
    ],
)
def test_type_of(value: Any, expected: Type) -> None:
    assert type_of(value) == expected


def test_subclasses_are_objects() -> None:
    assert isinstance(type_of(Whole(3)), Object)
    assert isinstance(type_of(np.zeros(2).view(Matrix)), Object)
    assert isinstance(type_of(np.ma.zeros(3)), Object)
    assert isinstance(type_of(collections.OrderedDict()), Object)


def test_nobody_is_asked() -> None:
    assert isinstance(type_of(Hostile()), Object)
    assert display_value(Hostile()) == "Hostile"
    hostile_class = Meta("Odd", (), {})
    assert isinstance(type_of(hostile_class), Object)
    assert isinstance(type_of(type.__call__(hostile_class)), Object)


def test_a_bool_is_no_int() -> None:
    assert type_of(True) != type_of(1)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.zeros((1797, 64)), "f64[1797, 64]"),
        ([1, 2, 3], "list of 3"),
        ({"a": 1}, "dict of 1"),
        ((1, "a"), "tuple[i64, str]"),
        (tuple(range(9)), "tuple of 9"),
        (3, "i64"),
        (np.float32(2), "f32"),
        (math, "module math"),
        (range(4), "range of 4"),
        (int, "class int"),
        (collections.Counter(), "Counter"),
    ],
)
def test_display_value(value: Any, text: str) -> None:
    assert display_value(value) == text


def test_dtype_names() -> None:
    names = [dtype_name(np.dtype(code)) for code in "?bhiqBHIQefdFDO"]
    assert names == ["bool", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f16", "f32", "f64",
                     "c64", "c128", "object"]  # fmt: skip
