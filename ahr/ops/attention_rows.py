"""Attention: rows of values, weighed by how well keys match queries.

`attention` is the product alone; `multi_head_attention` projects its inputs first and the result
last, with torch's weights (those of query, key and value stand above each other). A mask of truths
says what may be seen; one of floats is added to the scores.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from ahr import dims
from ahr.dims import Dims
from ahr.graph import TensorSpec
from ahr.ops.attention_writing import (
    attention_keras,
    attention_onnx,
    attention_torch,
    heads_keras,
    heads_onnx,
    heads_torch,
    heads_torch_layer,
)
from ahr.ops.row import ArrayLike, Call, ShapeError, TensorOp
from ahr.ops.rules import agreed, broadcast_dims, same_dtype, want
from ahr.ops.writing import in_wide
from nbc.types.model import Dim


def _attention_shape(call: Call) -> tuple[TensorSpec, ...]:
    query, key, value = want(call, 0, "f"), call.spec(1), call.spec(2)
    dtype = same_dtype(call, (0, 1, 2))
    if query.dims is None or key.dims is None or value.dims is None:
        return (TensorSpec(dtype, None),)
    if min(len(query.dims), len(key.dims), len(value.dims)) < 2:
        raise ShapeError(f"wants tensors of [..., length, features], got {query}, {key} and "
                         f"{value}", operands=(0, 1, 2))  # fmt: skip
    agreed(call, [(0, query.dims[-1]), (1, key.dims[-1])], "has queries and keys that differ in "
           "their features")  # fmt: skip
    agreed(call, [(1, key.dims[-2]), (2, value.dims[-2])], "has keys and values that differ in "
           "their length")  # fmt: skip
    lead = broadcast_dims(query.dims[:-2], key.dims[:-2], value.dims[:-2]) or ()
    _check_mask(call, 3, (*lead, query.dims[-2], key.dims[-2]))
    return (TensorSpec(dtype, (*lead, query.dims[-2], value.dims[-1])),)


def _check_mask(call: Call, index: int, scores: Dims) -> None:
    if not call.has(index):
        return
    mask = want(call, index, "fb")
    if mask.dims is not None:
        made = broadcast_dims(scores, mask.dims)
        if made is not None and len(made) != len(scores):
            raise ShapeError(f"has scores of {dims.shown(scores)}, but a mask of {mask}",
                             operands=(0, 1, index))  # fmt: skip


def _attention(
    query: ArrayLike, key: ArrayLike, value: ArrayLike, mask: ArrayLike | None = None, *,
    scale: float | None, causal: bool,
) -> ArrayLike:  # fmt: skip
    """In 32 bits at least."""
    wide = np.promote_types(query.dtype, np.float32) if query.dtype.kind == "f" else np.float32
    factor = query.shape[-1] ** -0.5 if scale is None else scale
    scores = query.astype(wide) @ key.astype(wide).swapaxes(-1, -2) * np.asarray(factor, wide)
    if mask is not None:
        scores = np.where(mask, scores, -np.inf) if mask.dtype == bool else scores + mask
    if causal:
        scores = np.where(np.tri(*scores.shape[-2:]) == 1, scores, -np.inf)
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    made: ArrayLike = (e / e.sum(axis=-1, keepdims=True)).astype(wide) @ value.astype(wide)
    return made.astype(query.dtype, copy=False)


def _attention_macs(call: Call, outputs: tuple[TensorSpec, ...]) -> Dim:
    query, key = call.spec(0).dims, call.spec(1).dims
    if query is None or key is None or outputs[0].dims is None:
        return None
    features = dims.add(query[-1], outputs[0].dims[-1])
    return dims.multiply(*outputs[0].dims[:-1], key[-2], features)


def _heads_shape(call: Call) -> tuple[TensorSpec, ...]:
    query, key, value = want(call, 0, "f"), call.spec(1), call.spec(2)
    dtype = same_dtype(call, range(7))
    if query.dims is None or key.dims is None or value.dims is None:
        return (TensorSpec(dtype, None),)
    if not len(query.dims) == len(key.dims) == len(value.dims) == 3:
        raise ShapeError(f"wants tensors of [batch, length, features], got {query}, {key} and "
                         f"{value}", operands=(0, 1, 2))  # fmt: skip
    for index in range(3):
        _check_projection(call, index)
    agreed(call, [(1, key.dims[1]), (2, value.dims[1])], "has keys and values that differ in "
           "their length")  # fmt: skip
    batch = agreed(call, [(index, (call.spec(index).dims or ())[0]) for index in range(3)],
                   "has batches that differ")  # fmt: skip
    features, heads = (call.spec(3).dims or (None,))[-1], call["heads"]
    if isinstance(features, int) and features % heads:
        raise ShapeError(f"cannot divide {features} features into {heads} heads", operands=(0,))
    _check_mask(call, 7, (batch, heads, query.dims[1], key.dims[1]))
    made = (call.spec(4).dims or (None,))[0]
    return (TensorSpec(dtype, (batch, query.dims[1], made)),)


def _check_projection(call: Call, index: int) -> None:
    weight, x = call.spec(3).dims, call.spec(index).dims
    if weight is None or x is None:
        return
    if dims.disagree(weight[0], dims.multiply(3, weight[1])):
        raise ShapeError(f"wants an in_weight of [3 * features, features], got {call.spec(3)}",
                         operands=(3,))  # fmt: skip
    agreed(call, [(index, x[2]), (3, weight[1])], "has an input and a weight that differ in their "
           "features")  # fmt: skip


def _heads(
    query: ArrayLike, key: ArrayLike, value: ArrayLike, in_weight: ArrayLike,
    out_weight: ArrayLike, in_bias: ArrayLike | None = None, out_bias: ArrayLike | None = None,
    mask: ArrayLike | None = None, *, heads: int, causal: bool,
) -> ArrayLike:  # fmt: skip
    biases = [None] * 3 if in_bias is None else np.split(in_bias, 3)
    parts: list[ArrayLike] = []
    for x, weight, bias in zip((query, key, value), np.split(in_weight, 3), biases, strict=True):
        made = x @ weight.T if bias is None else x @ weight.T + bias
        parts.append(made.reshape(*x.shape[:2], heads, -1).swapaxes(1, 2))
    product = _attention(parts[0], parts[1], parts[2], mask, scale=None, causal=causal)
    y = product.swapaxes(1, 2).reshape(*query.shape[:2], -1) @ out_weight.T
    return y if out_bias is None else y + out_bias


def _heads_macs(call: Call, outputs: tuple[TensorSpec, ...]) -> Dim:
    query, key, weight = (call.spec(index).dims for index in (0, 1, 3))
    if query is None or key is None or weight is None:
        return None
    features = weight[1]
    square = dims.multiply(features, features)
    projections = dims.multiply(dims.add(dims.multiply(2, query[1]), dims.multiply(2, key[1])),
                                square)  # fmt: skip
    product = dims.multiply(2, query[1], key[1], features)
    return dims.multiply(query[0], dims.add(projections, product))


ROWS: Final = (
    TensorOp(
        "attention", "query key value mask?", _attention_shape, _attention, attention_torch,
        attention_onnx, attention_keras, "softmax(query @ key.T * scale) @ value",
        {"scale": None, "causal": False}, macs=_attention_macs,
    ),
    TensorOp(
        "multi_head_attention", "query key value in_weight out_weight in_bias? out_bias? mask?",
        _heads_shape, in_wide(_heads), heads_torch, heads_onnx, heads_keras,
        "attention of several heads, between projections of the inputs and of the result",
        {"heads": 1, "causal": False}, macs=_heads_macs, torch_layer=heads_torch_layer,
    ),
)  # fmt: skip
