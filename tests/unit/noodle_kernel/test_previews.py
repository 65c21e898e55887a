"""Previews of values: short whatever the value is, and nothing of a person's is called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pytest

from noodle_kernel.live.previews import WIDEST, preview


@dataclass
class Point:
    x: int
    y: Any


class Loud:
    """Nothing of it may be called for a preview."""

    def __repr__(self) -> str:
        raise AssertionError("its repr was called")

    def __len__(self) -> int:
        raise AssertionError("its length was asked for")


class LoudList(list[int]):
    def __iter__(self) -> Any:
        raise AssertionError("it was iterated over")

    __repr__ = __len__ = __getitem__ = __iter__  # type: ignore[assignment]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (True, "True"),
        (None, "None"),
        (1.5, "1.5"),
        ("it's", '"it\'s"'),
        ([1, 2.5, "a"], "[1, 2.5, 'a']"),
        ((1,), "(1,)"),
        ((), "()"),
        (set(), "set()"),
        ({"a": [1, [2, [3]]]}, "{'a': [1, [2, [...]]]}"),
        (list(range(9)), "[0, 1, 2, 3, 4, 5, ...]"),
        (10**50, "an integer of about 50 digits"),
        (np.float32(0.5), "0.5"),
        (np.arange(3.0), "[0. 1. 2.]"),
        (np.arange(9), "[0 1 2 3 4 5 ...]"),
        (np.zeros((2, 2)), "[[0. 0.] [0. 0.]]"),
        (np.zeros((0, 3)), "[]"),
        (np.array(3.5), "3.5"),
        (pd.DataFrame({"a": [1], "b": ["x"]}), "1 × 2: 'a', 'b'"),
        (pd.Series([1.5, 2.5]), "[1.5, 2.5]"),
        (Point(1, [2]), "Point(x=1, y=[2])"),
        (Point, "class Point"),
        (Loud(), "<Loud>"),
        (LoudList([1, 2]), "LoudList([1, 2])"),
        (np.array([Loud(), 2], dtype=object), "[<Loud>, 2]"),
        (np, "module numpy"),
        (len, "len(...)"),
        (lambda a, b=1, *, c=2: a, "<lambda>(a, b, c)"),
    ],
)
def test_a_preview_is_one_short_line(value: object, text: str) -> None:
    assert preview(value) == text


def test_big_values_cost_nothing() -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    itself: list[Any] = [1]
    itself.append(itself)
    big = [
        list(range(10**6)), "a\n" * 10**7, dict.fromkeys(range(10**6)), 7 ** (10**6), deep, itself,
        np.zeros((5000, 5000)), Point(1, list(range(10**6))), pd.DataFrame(np.zeros((10**5, 300))),
        b"x" * 10**7, {"<b>": "<script>" * 1000}, "𝒳" * 10**6, [np.zeros(10**6)] * 10**5,
    ]  # fmt: skip
    texts = [preview(value) for value in big]
    assert all(len(text) <= WIDEST and "\n" not in text for text in texts)
    assert len(preview("a" * 500, 40)) == 40
