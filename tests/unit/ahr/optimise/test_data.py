"""What may be passed as data, and that everything else has a code."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ahr import TensorSpec, model
from ahr.models import Model
from ahr.optimise.data import checked_data
from ahr.trace import layers as nn
from nbc.errors import ModelError

X = np.random.default_rng(0).standard_normal((60, 3)).astype(np.float32)
Y = np.arange(60)


@model(inputs={"x": TensorSpec("f32", ("N", 3))})
def one(x: Any) -> Any:
    return nn.linear(x, 2)


@model(inputs={"a": TensorSpec("f32", ("N", 3)), "b": TensorSpec("f32", ("N", 3))})
def two(a: Any, b: Any) -> Any:
    return nn.linear(a + b, 2)


@pytest.mark.parametrize(
    "x", [(X, 2 * X), [X, 2 * X], {"b": 2 * X, "a": X}, [{"a": X[at : at + 4], "b": 2 * X[at : at +
          4]} for at in range(0, 60, 4)]], ids=["tuple", "list", "names", "feeds"],
)  # fmt: skip
def test_a_fifth_is_held_of_all_inputs_with_their_targets(x: Any) -> None:
    data = checked_data(two, (x, Y), seed=0)
    assert len(data.held) == 12 and len(data.train) == 48
    for part in (data.held, data.train):
        a, b = (np.concatenate([feed[name] for feed in part.feeds]) for name in "ab")
        assert part.targets is not None
        assert (a == X[part.targets]).all() and (b == 2 * a).all()


def test_numbers_in_lists_are_data_too() -> None:
    data = checked_data(one, (X.tolist(), Y.tolist()), seed=0)
    assert data.held.targets is not None
    assert (data.held.feeds[0]["x"] == X[data.held.targets]).all()


RAGGED = [[1], [1, 2]] * 30
WRONG: tuple[Any, ...] = (
    (5, None), (None, None), ((), None), ("abc", None), (X, 5), (X, Y[:10]), (X, RAGGED),
    (RAGGED, Y), ([{"x": 5}, {"x": "a"}], None), ([{"x": X}, {"y": X}], None), ({"y": X}, Y),
    ({"x": X, "y": X}, Y), ([{"x": X[:0]}] * 2, None, [{"x": X[:0]}], None), (X[:1], Y[:1]),
)  # fmt: skip


@pytest.mark.parametrize("given", WRONG, ids=range(len(WRONG)))
def test_other_data_have_a_code(given: Any) -> None:
    with pytest.raises(ModelError) as raised:
        checked_data(one, given, seed=0)
    assert raised.value.code == "N6010"


def test_a_call_with_texts_or_ragged_rows_has_a_code() -> None:
    net: Model = one.init(0)
    for wrong in ("abc", RAGGED, [None], {"a": 1}):
        with pytest.raises(ModelError) as raised:
            net(wrong)
        assert raised.value.code == "N6010"
