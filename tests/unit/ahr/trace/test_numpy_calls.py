"""NumPy's functions and methods on tensors that are traced give what NumPy gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ahr.dtypes import noodle_name
from ahr.graph import TensorSpec
from ahr.running import reference
from ahr.trace import trace
from ahr.trace.numpy_calls import UFUNCS
from nbc.errors import ModelError

X = np.random.default_rng(0).uniform(0.1, 0.9, (2, 3, 4)).astype(np.float32)
Y = np.random.default_rng(1).uniform(0.1, 0.9, (2, 3, 4)).astype(np.float32)
K = np.arange(24).reshape(2, 3, 4) - 7
B = X > 0.5

EXPRESSIONS: dict[str, Callable[..., Any]] = {
    "reshape": lambda x: x.reshape(2, -1),
    "reshape tuple": lambda x: np.reshape(x, (6, 4)),
    "reshape by shape": lambda x: x.reshape(x.shape[0], x.shape[1] * x.shape[2]),
    "copy": lambda x: x.copy() + x.copy(order="C"),
    "np.copy": lambda x: np.copy(x),
    "ravel": lambda x: x.ravel(),
    "flatten": lambda x: x.flatten(),
    "transpose": lambda x: x.transpose(0, 2, 1),
    "T": lambda x: x.T,
    "np.transpose": lambda x: np.transpose(x, (2, 0, 1)),
    "swapaxes": lambda x: x.swapaxes(0, -1),
    "moveaxis": lambda x: np.moveaxis(x, 0, -1),
    "squeeze": lambda x: x[:, :1].squeeze(1),
    "expand_dims": lambda x: np.expand_dims(x, 1),
    "newaxis": lambda x: x[:, None, ..., np.newaxis],
    "int": lambda x: x[0],
    "negative int": lambda x: x[-1, :, -2],
    "two ints": lambda x: x[1, 2],
    "slices": lambda x: x[:, 1:, ::2],
    "negative step": lambda x: x[:, ::-1, 3:0:-2],
    "ellipsis": lambda x: x[..., 0],
    "positions": lambda x: x[:, np.array([2, 0, 0])],
    "take": lambda x: np.take(x, np.array([1, 0]), axis=1),
    "concatenate": lambda x: np.concatenate([x, x * 2], axis=1),
    "concatenate constant": lambda x: np.concatenate([x, np.zeros((2, 1, 4))], axis=1),
    "stack": lambda x: np.stack([x, x + 1], axis=1),
    "stack last": lambda x: np.stack([x, x + 1], axis=-1),
    "split": lambda x: np.split(x, 2, axis=2)[1],
    "split at": lambda x: np.split(x, [1, 3], axis=2)[1],
    "where": lambda x: np.where(x > 0.5, x, 0.0),
    "where reversed": lambda x: np.where(x > 0.5, 1, x),
    "clip": lambda x: np.clip(x, 0.3, 0.6),
    "clip one": lambda x: x.clip(0.3),
    "dot": lambda x: x.dot(np.ones((4, 2), np.float32)),
    "matmul": lambda x: np.ones((5, 3), np.float32) @ x,
    "pad": lambda x: np.pad(x, ((0, 0), (1, 2), (0, 1))),
    "pad edge": lambda x: np.pad(x, 1, mode="edge"),
    "tile": lambda x: np.tile(x, (2, 1)),
    "tile more": lambda x: np.tile(x[0, 0], (2, 3)),
    "broadcast_to": lambda x: np.broadcast_to(x[:, :1], (2, 5, 4)),
    "sum": lambda x: x.sum(),
    "sum axis": lambda x: np.sum(x, axis=(0, 2)),
    "mean": lambda x: x.mean(axis=-1, keepdims=True),
    "var": lambda x: x.var(axis=1),
    "var ddof": lambda x: np.var(x, axis=1, ddof=1),
    "std": lambda x: np.std(x, axis=0),
    "max": lambda x: np.max(x, axis=1),
    "min": lambda x: x.min(),
    "prod": lambda x: np.prod(x, axis=2),
    "argmax": lambda x: x.argmax(axis=1),
    "argmax all": lambda x: np.argmax(x),
    "argmin": lambda x: np.argmin(x, axis=-1, keepdims=True),
    "cumsum": lambda x: np.cumsum(x, axis=1),
    "any": lambda x: np.any(x > 0.8, axis=1),
    "all": lambda x: np.all(x > 0.05),
    "norm": lambda x: np.linalg.norm(x, axis=-1),
    "zeros_like": lambda x: np.zeros_like(x) + np.ones_like(x),
    "zeros_like inf": lambda x: np.zeros_like(x * np.float32(np.inf)),
    "maximum": lambda x: np.maximum(x, 0.5),
    "maximum reversed": lambda x: np.maximum(np.float32(0.5), x),
    "tril": lambda x: np.tril(x[0]),
    "astype": lambda x: x.astype(np.float64).astype(np.int32),
    "round": lambda x: np.round(x * 10),
    "softmax by hand": lambda x: (
        np.exp(x - x.max(-1, keepdims=True))
        / np.exp(x - x.max(-1, keepdims=True)).sum(-1, keepdims=True)
    ),
}


def _agrees(function: Callable[..., Any], *arrays: np.ndarray[Any, Any]) -> None:
    specs = {
        f"x{index}": TensorSpec(noodle_name(each.dtype), each.shape)
        for index, each in enumerate(arrays)
    }
    graph = trace(lambda **given: function(*given.values()), specs, name="f")
    (result,) = reference.run(graph, {}, dict(zip(specs, arrays, strict=True)))
    expected = np.asarray(function(*arrays))
    assert np.asarray(result).dtype == expected.dtype
    np.testing.assert_allclose(result, expected, rtol=2e-5, atol=1e-6)
    assert graph.specs[graph.outputs[0]] == TensorSpec(noodle_name(expected.dtype), expected.shape)


@pytest.mark.parametrize("name", EXPRESSIONS)
def test_of_floats(name: str) -> None:
    _agrees(EXPRESSIONS[name], X)


@pytest.mark.parametrize(
    "name", ["sum", "sum axis", "prod", "cumsum", "mean", "max", "argmax", "concatenate", "where",
             "stack", "slices", "reshape", "matmul"],
)  # fmt: skip
def test_of_integers(name: str) -> None:
    _agrees(EXPRESSIONS[name], K)


@pytest.mark.parametrize("name", sorted(UFUNCS))
def test_ufuncs(name: str) -> None:
    ufunc = getattr(np, name)
    if name.startswith("bitwise") or name == "invert":
        _agrees(ufunc, *((K, K[::-1]) if ufunc.nin == 2 else (K,)))
    elif ufunc.nin == 2:
        _agrees(ufunc, *((X, Y.swapaxes(1, 2)) if name == "matmul" else (X, Y)))
    else:
        _agrees(ufunc, X + 1 if name == "arccosh" else X)


@given(st.data())
def test_indexing(data: st.DataObject) -> None:
    def key(length: int) -> Any:
        bound = st.none() | st.integers(-length - 2, length + 2)
        step = st.none() | st.sampled_from([-3, -2, -1, 1, 2, 3])
        return st.builds(slice, bound, bound, step) | st.integers(-length, length - 1)

    keys = [data.draw(key(length)) for length in X.shape[: data.draw(st.integers(1, 3))]]
    keys.insert(
        data.draw(st.integers(0, len(keys))), data.draw(st.sampled_from([None, slice(None)]))
    )
    if len(keys) < 3 and data.draw(st.booleans()):
        keys.append(Ellipsis)
    chosen = tuple(keys)
    try:
        expected = X[chosen]
    except IndexError:
        return
    if expected.size:
        _agrees(lambda x: x[chosen] + 0, X)


def test_symbolic_lengths_stay_in_shapes() -> None:
    def net(x: Any) -> Any:
        rows = x.shape[0]
        return (
            x.reshape(rows * 2, -1).reshape(rows, 3, x.shape[2]) + x.reshape(rows, -1)[:, :1, None]
        )

    graph = trace(net, {"x": TensorSpec("f32", ("N", 3, 4))})
    assert graph.specs[graph.outputs[0]].dims == ("N", 3, 4)
    (result,) = reference.run(graph, {}, {"x": X})
    np.testing.assert_array_equal(result, X + X.reshape(2, -1)[:, :1, None])


@pytest.mark.parametrize(
    "function",
    [
        lambda x: range(x.shape[0]),
        lambda x: x.shape[0] == 2,
        lambda x: float(x.shape[0]),
        lambda x: np.sort(x),
        lambda x: np.add.reduce(x),
        lambda x: np.exp(x, out=np.zeros(3)),
        lambda x: x[np.array([[0]])],
        lambda x: list(x),
    ],
)
def test_what_is_not_known_is_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(ModelError, match="N6003"):
        trace(lambda x: function(x) and x, {"x": TensorSpec("f32", ("N", 3, 4))}, name="net")
