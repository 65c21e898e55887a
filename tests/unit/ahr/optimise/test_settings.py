"""Settings that make no sense have a code; a single name stands for a list of one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import ahr
from ahr import TensorSpec, model
from ahr.optimise.settings import checked_settings
from ahr.trace import layers as nn
from nbc.errors import ModelError

X = np.zeros((6, 3), np.float32)


@model(inputs={"x": TensorSpec("f32", ("N", 3))})
def net(x: Any) -> Any:
    return nn.linear(x, 2)


WRONG: tuple[dict[str, Any], ...] = (
    {"objectives": 5}, {"objectives": ()}, {"techniques": [1]}, {"techniques": 1},
    {"time_limit_s": "5"}, {"time_limit_s": float("nan")}, {"seed": "a"}, {"seed": -1},
    {"student": 5}, {"training": "x"}, {"rounds": 2.5}, {"max_drop": "a"}, {"foo": 1},
)  # fmt: skip


@pytest.mark.parametrize("given", WRONG, ids=map(str, WRONG))
def test_settings_that_make_no_sense(given: dict[str, Any]) -> None:
    with pytest.raises(ModelError) as raised:
        ahr.optimize(net.init(0), (X, None), **{"metric": "mse", "progress": False, **given})
    assert raised.value.code == "N6015"


@pytest.mark.parametrize("given", [5, "net.onnx", None])
def test_only_a_model_can_be_studied(given: Any) -> None:
    for call in (ahr.optimize, ahr.sensitivity):
        with pytest.raises(ModelError) as raised:
            call(given, (X, None), "mse", progress=False)
        assert raised.value.code == "N6015"


def test_sensitivity_says_what_it_lacks() -> None:
    for given in ({"metric": "accuracy"}, {"metric": "mse", "ops": "some"}):
        with pytest.raises(ModelError) as raised:
            ahr.sensitivity(net.init(0), (X, None), progress=False, **given)
        assert raised.value.code == "N6015"


def test_a_single_name_is_a_list_of_one() -> None:
    made = checked_settings(metric="mse", objectives="size", techniques="static")
    assert made.objectives == ("size",) and made.techniques == {"fold", "static"}
