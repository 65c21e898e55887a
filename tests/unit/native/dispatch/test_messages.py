"""The texts of traps are those of NumPy and CPython."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nbc.native.dispatch.messages import message, packed, shapes
from nbc.native.traps import TRAPS


def unpack(values: Any) -> None:
    _a, _b = values


CASES: list[tuple[str, list[int], Callable[[], Any]]] = [
    ("BROADCAST", packed((3,), (4,)), lambda: np.ones(3) + np.ones(4)),
    ("BROADCAST", packed((2, 3), (4,)), lambda: np.ones((2, 3)) + np.ones(4)),
    ("BROADCAST", packed((2, 3, 4), (5, 2, 3, 4, 1)),
     lambda: np.ones((2, 3, 4)) + np.ones((5, 2, 3, 4, 1))),
    ("BROADCAST_INTO", packed((4,), (3,)), lambda: np.ones(3).__setitem__(slice(None), np.ones(4))),
    ("BROADCAST_OUTPUT", packed((3,), (2, 3)), lambda: np.ones(3).__iadd__(np.ones((2, 3)))),
    ("MATMUL", [4, 3], lambda: np.ones((2, 3)) @ np.ones(4)),
    ("NOT_ALIGNED", packed((2, 3), (4,)), lambda: np.dot(np.ones((2, 3)), np.ones(4))),
    ("NOT_ALIGNED", packed((2, 3), (2, 3)), lambda: np.dot(np.ones((2, 3)), np.ones((2, 3)))),
    ("RESHAPE", packed((3,), (2, 2)), lambda: np.ones(3).reshape(2, 2)),
    ("RESHAPE", packed((3,), (4,)), lambda: np.ones(3).reshape(4)),
    ("UNPACK", [2, 3], lambda: unpack(np.ones(3))),
    ("UNPACK", [2, 1], lambda: unpack([1])),
    ("CONCATENATE", [1, 0, 3, 1, 4], lambda: np.concatenate([np.ones((2, 3)), np.ones((2, 4))])),
    ("BOOLEAN_INDEX", [0, 3, 2], lambda: np.ones(3)[np.array([True, False])]),
    ("INDEX", [7, 0, 3], lambda: np.ones(3)[7]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "values", "run"), CASES)
def test_message(name: str, values: list[int], run: Callable[[], Any]) -> None:
    with pytest.raises((ValueError, IndexError)) as caught:
        run()
    row = TRAPS[name]
    assert message(row, (*values, *[0] * 6)[:6], "") == str(caught.value)
    assert row.kind == type(caught.value).__name__


def test_shapes_are_packed() -> None:
    pair = (1, 2, 3), (4, 5, 6, 7, 8)
    assert shapes(packed(*pair)) == pair
