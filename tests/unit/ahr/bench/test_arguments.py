"""What `benchmark` and `profile` are told: what makes no sense has a code."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import ahr
from ahr import TensorSpec, model
from ahr.trace import layers as nn
from nbc.errors import ModelError

QUICK: dict[str, Any] = {"engines": ["onnxruntime"], "rounds": 1, "progress": False}
RAGGED = [[1], [1, 2]]


@model(inputs={"x": TensorSpec("f32", ("N", 3))})
def net(x: Any) -> Any:
    return nn.linear(x, 2)


BENCHMARKS: tuple[dict[str, Any], ...] = (
    {"data": RAGGED}, {"data": {1: np.zeros((2, 3))}}, {"batch_sizes": (0,)},
    {"batch_sizes": (-1,)}, {"batch_sizes": ("a",)}, {"batch_sizes": (2.5,)},
    {"batch_sizes": None}, {"rounds": "a"}, {"rounds": -1}, {"threads": -1}, {"threads": "a"},
    {"seconds": "a"}, {"engines": 5.0}, {"engines": [5]},
)  # fmt: skip
PROFILES: tuple[dict[str, Any], ...] = (
    {"data": RAGGED}, {"batch_size": 0}, {"batch_size": "a"}, {"rounds": "a"}, {"threads": None},
)  # fmt: skip


@pytest.mark.parametrize("given", BENCHMARKS, ids=map(str, BENCHMARKS))
def test_benchmarks_that_make_no_sense(given: dict[str, Any]) -> None:
    with pytest.raises(ModelError) as raised:
        ahr.benchmark(net.init(0), **QUICK | given)
    assert raised.value.code == "N6010"


@pytest.mark.parametrize("given", PROFILES, ids=map(str, PROFILES))
def test_profiles_that_make_no_sense(given: dict[str, Any]) -> None:
    with pytest.raises(ModelError) as raised:
        ahr.profile(net.init(0), **{"rounds": 1, **given})
    assert raised.value.code == "N6010"


def test_a_single_engine_and_size_need_no_list() -> None:
    found = ahr.benchmark(net.init(0), **QUICK | {"engines": "onnxruntime", "batch_sizes": 4})
    assert [(each.engine, each.batch) for each in found.results] == [("onnxruntime", 4)]
