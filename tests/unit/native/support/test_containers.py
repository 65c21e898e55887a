"""Vectors, maps and the overlap of arrays, called by address with a context of their own."""

from __future__ import annotations

import ctypes
import random
from typing import Any

import numpy as np

from nbc.native.traps import TRAPS
from tests.unit.native.support.test_numbers import I32, I64, PTR, function

Words = I64 * 100


class Vector(ctypes.Structure):
    _fields_ = [("data", PTR), ("length", I64), ("capacity", I64), ("owner", PTR)]

    def items(self) -> list[int]:
        return list((I64 * self.length).from_address(self.data)) if self.length else []


def test_vectors_do_as_lists_do() -> None:
    ctx, vector, expected, picked = Words(), Vector(), list[int](), random.Random(1)
    opened = function("noodle_vector_open", I32, PTR, PTR, I64, I64, I64)
    closed = function("noodle_vector_close", None, PTR, I64, I64, I64)
    extended = function("noodle_vector_extend", I32, PTR, PTR, PTR, I64, I64)
    turned = function("noodle_vector_reverse", None, PTR, I64)
    here = ctypes.byref(vector)
    for step in range(2000):
        index = picked.randint(0, len(expected))
        action = picked.choice(["insert", "insert", "delete", "extend", "reverse", "double"])
        if action == "insert":
            assert opened(ctx, here, index, 1, 8) == 0
            I64.from_address(vector.data + 8 * index).value = step
            expected.insert(index, step)
        elif action == "delete":
            count = min(picked.randint(0, 3), len(expected) - index)
            closed(here, index, count, 8)
            del expected[index : index + count]
        elif action == "extend":
            assert extended(ctx, here, (I64 * 3)(1, 2, 3), 3, 8) == 0
            expected += [1, 2, 3]
        elif action == "double" and 0 < len(expected) < 200:
            assert extended(ctx, here, vector.data, len(expected), 8) == 0
            expected += expected
        elif action == "reverse":
            turned(here, 8)
            expected.reverse()
        assert vector.items() == expected
        assert vector.length <= vector.capacity


def test_appending_is_cheap() -> None:
    ctx, vector = Words(), Vector()
    reserve = function("noodle_vector_reserve", I32, PTR, PTR, I64, I64)
    owners = set()
    for _ in range(10_000):
        assert reserve(ctx, ctypes.byref(vector), 1, 16) == 0
        owners.add((vector.owner, vector.capacity))
        vector.length += 1
    assert len(owners) < 40


def test_vectors_that_cannot_grow_trap() -> None:
    ctx, vector = Words(), Vector()
    reserve = function("noodle_vector_reserve", I32, PTR, PTR, I64, I64)
    for extra in (2**63 - 1, 2**60, 2**56):
        ctx[5] = 0
        assert reserve(ctx, ctypes.byref(vector), extra, 64) == 1
        assert ctx[5] == TRAPS["MEMORY"].number and vector.length == 0


class Maps:
    """The functions of maps, and one map."""

    def __init__(self) -> None:
        self.ctx = Words()
        self.find = function("noodle_map_find", PTR, PTR, I64)
        self.put = function("noodle_map_put", PTR, PTR, PTR, I64)
        self.delete = function("noodle_map_delete", I32, PTR, I64)
        self.next = function("noodle_map_next", I64, PTR, I64, PTR, PTR)
        self.clear = function("noodle_map_clear", None, PTR)
        self.free = function("noodle_map_free", None, PTR, PTR)
        self.map = function("noodle_map_new", PTR, PTR)(self.ctx)

    def items(self) -> list[tuple[int, int]]:
        key, value, found, position = I64(), I64(), list[tuple[int, int]](), 0
        while True:
            at = self.next(self.map, position, ctypes.byref(key), ctypes.byref(value))
            if at < 0:
                return found
            found.append((key.value, value.value))
            position = at + 1

    def __len__(self) -> int:
        return I64.from_address(self.map).value


def test_maps_do_as_dicts_do() -> None:
    picked, maps, expected = random.Random(2), Maps(), dict[int, int]()
    for step in range(20_000):
        key = picked.choice([picked.randint(-50, 50), picked.randint(-5000, 5000), 2**62 + step])
        match picked.randint(0, 9):
            case 0 | 1 | 2:
                assert maps.delete(maps.map, key) == (expected.pop(key, None) is not None)
            case 3:
                place = maps.find(maps.map, key)
                assert (place and I64.from_address(place).value) == expected.get(key)
            case _:
                I64.from_address(maps.put(maps.ctx, maps.map, key)).value = step + 1
                expected[key] = step + 1
        assert len(maps) == len(expected)
        if step % 1000 == 0:
            assert maps.items() == list(expected.items())
    assert maps.items() == list(expected.items())
    maps.clear(maps.map)
    assert maps.items() == [] and not maps.find(maps.map, 3)
    maps.put(maps.ctx, maps.map, 5)
    assert maps.items() == [(5, 0)]
    maps.free(maps.ctx, maps.map)
    assert maps.ctx[14] == 0, "nothing is left on the context"


def test_overlap() -> None:
    strided: list[Any] = [PTR, PTR, PTR, I64, I64]
    overlap = function("noodle_overlap", I32, *strided, *strided)
    base = np.zeros((6, 6))
    views = [
        base, base[:3], base[3:], base[::-1], base[2:4, ::-1], base[:, 0], base[5, 5:], base[3:3], base[1::2],
        np.zeros(4),
    ]  # fmt: skip

    def described(array: Any) -> tuple[Any, ...]:
        dims, strides = (I64 * 8)(*array.shape), (I64 * 8)(*array.strides)
        return array.ctypes.data, dims, strides, array.ndim, array.itemsize

    for one in views:
        for other in views:
            found = overlap(*described(one), *described(other))
            assert found == np.may_share_memory(one, other)
