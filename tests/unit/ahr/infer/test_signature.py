"""What is said of requests that do not fit, and how tensors are described to other programs."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ahr.graph import Graph, TensorSpec
from ahr.infer.signature import Signature, TensorInfo
from ahr.models import Model
from ahr.trace.decorator import model
from ahr.trace.layers import embedding, linear
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError

X = np.ones((2, 8), np.float32)


@pytest.fixture
def pair() -> Graph:
    """Two inputs whose lengths depend on each other."""

    @model(inputs={"x": TensorSpec("f32", ("N", "L", 4)), "ids": TensorSpec("i64", ("N", "L"))})
    def pair(x: Tensor, ids: Tensor) -> Tensor:
        return linear(x + embedding(ids, 9, 4), 3)

    return pair.graph


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({}, "no x"),
        ({"y": X}, "no x and an unknown y"),
        ({"x": X, "y": X, "z": X}, "an unknown y, z"),
        ([X], "got a list"),
        (X, "got a ndarray"),
        ({"x": X.tolist()}, r"input x of net is f32\[N, 8\], got a list"),
        ({"x": None}, "got a NoneType"),
        ({"x": X.astype(np.float64)}, "got an array of float64"),
        ({"x": X.astype(np.int64)}, "got an array of int64"),
        ({"x": X.astype(complex)}, "got an array of complex128"),
        ({"x": X.astype("datetime64[s]")}, "got an array of datetime64"),
        ({"x": X.astype(str)}, "got an array of <U"),
        ({"x": X[:, :7]}, "axis 1 must have 8 elements"),
        ({"x": X[0]}, r"got f32\[8\]"),
        ({"x": X[None]}, r"got f32\[1, 2, 8\]"),
        ({"x": np.ones((5, 8), np.float32)}, "has 5 samples, and may have 4"),
    ],
)
def test_a_request_that_does_not_fit_is_told_why(net: Model, inputs: Any, said: str) -> None:
    signature = Signature("net", net.graph, 4)
    signature.request({"x": X})
    for _ in range(2):  # shapes are remembered, mistakes are not
        with pytest.raises(ModelError, match=said) as raised:
            signature.request(inputs)
        assert raised.value.code == "N6010"


def test_a_misnamed_request_is_told_what_is_wanted(pair: Graph) -> None:
    with pytest.raises(ModelError, match="have no ids and an unknown id") as raised:
        Signature("pair", pair, None).request({"x": X, "id": X})
    assert raised.value.hint == "it takes {x: f32[N, L, 4], ids: i64[N, L]}"


def test_lengths_must_agree_between_inputs(pair: Graph) -> None:
    signature = Signature("pair", pair, None)
    x, ids = np.zeros((2, 5, 4), np.float32), np.zeros((2, 5), np.int64)
    assert signature.request({"ids": ids, "x": x}).rows == 2
    for wrong in (ids[:1], ids[:, :4]):
        with pytest.raises(ModelError, match="axis"):
            signature.request({"x": x, "ids": wrong})


def test_only_requests_with_the_same_other_lengths_are_alike(pair: Graph) -> None:
    signature = Signature("pair", pair, 8)

    def key(rows: int, length: int) -> Any:
        made = signature.request({"x": np.zeros((rows, length, 4), np.float32),
                                  "ids": np.zeros((rows, length), np.int64)})  # fmt: skip
        return made.key

    assert key(1, 5) == key(3, 5) == key(1, 5)
    assert key(1, 5) != key(1, 6)


def test_arrays_in_another_order_of_memory_or_bytes_are_taken(net: Model) -> None:
    signature = Signature("net", net.graph, None)
    for _ in range(2):
        swapped = signature.request({"x": X.astype(">f4")})
        assert swapped.values[0].dtype == np.float32
        np.testing.assert_array_equal(swapped.values[0], X)
        assert signature.request({"x": np.asfortranarray(X)}).rows == 2
        assert signature.request({"x": np.zeros((0, 8), np.float32)}).rows == 0
        assert type(signature.request({"x": X.view(np.recarray)}).values[0]) is np.ndarray


@pytest.mark.parametrize(
    ("dtype", "datatype"),
    [("f32", "FP32"), ("f16", "FP16"), ("bf16", "BF16"), ("f64", "FP64"), ("i8", "INT8"),
     ("i64", "INT64"), ("u8", "UINT8"), ("u32", "UINT32"), ("bool", "BOOL"), ("str", "BYTES")],
)  # fmt: skip
def test_datatypes_are_those_of_the_open_inference_protocol(dtype: str, datatype: str) -> None:
    info = TensorInfo("x", dtype, ("N", 3, None))
    assert (info.datatype, info.shape) == (datatype, [-1, 3, -1])
    assert TensorInfo("x", dtype, None).shape is None
