"""How torch, ONNX and Keras say attention."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ahr.dtypes import BY_NAME, numpy_dtype
from ahr.ops.row import Call, CannotWrite, Layer, OnnxWriter, Use
from ahr.ops.writing import arguments


def scale_of(call: Call) -> float:
    """1 / sqrt(features), unless it is said."""
    if call["scale"] is not None:
        scale: float = call["scale"]
        return scale
    made: float = _length(call, 0) ** -0.5
    return made


def _length(call: Call, index: int) -> int:
    """Of the last axis."""
    found = (call.spec(index).dims or (None,))[-1]
    if not isinstance(found, int):
        raise CannotWrite("the number of features is not known")
    return found


def _given(use: Use, index: int) -> str:
    return use.operands[index] if len(use.operands) > index else ""


def torch_seen(use: Use, index: int, lengths: tuple[str, str], device: str) -> str:
    """The mask and what comes later, as one keyword argument."""
    mask = _given(use, index)
    if not use["causal"]:
        return f"attn_mask={mask}" if mask else ""
    if not mask:
        return "is_causal=True"
    ones = f"torch.ones({lengths[0]}, {lengths[1]}, dtype=torch.bool, device={device}.device)"
    if use.call.spec(index).dtype == "bool":
        return f"attn_mask={mask} & {ones}.tril()"
    return f'attn_mask={mask}.masked_fill({ones}.triu(1), float("-inf"))'


def attention_torch(use: Use) -> str:
    query, key, value, *_ = use.operands
    seen = torch_seen(use, 3, (f"{query}.shape[-2]", f"{key}.shape[-2]"), query)
    scale = "" if use["scale"] is None else f"scale={use['scale']}"
    return f"F.scaled_dot_product_attention({arguments(query, key, value, seen, scale)})"


def _keras_product(parts: Sequence[str], use: Use, index: int, scale: float) -> str:
    """softmax(query @ key.T * scale) @ value."""
    query, key, value = parts
    scores = f"ops.matmul({query}, ops.swapaxes({key}, -1, -2)) * {scale!r}"
    mask = _given(use, index)
    if mask and use.call.spec(index).dtype == "bool":
        scores = f'ops.where({mask}, {scores}, -float("inf"))'
    elif mask:
        scores = f"{scores} + {mask}"
    if use["causal"]:
        rows, columns = (f"ops.arange(ops.shape({each})[-2])" for each in use.operands[:2])
        seen = f"ops.expand_dims({rows}, 1) >= {columns}"
        scores = f'ops.where({seen}, {scores}, -float("inf"))'
    return f"ops.matmul(ops.softmax({scores}), {value})"


def attention_keras(use: Use) -> str:
    return _keras_product(use.operands[:3], use, 3, scale_of(use.call))


def attention_onnx(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    """ONNX has it from opset 23 on."""
    rank = len(call.spec(1).dims or ())
    if rank < 2:
        raise CannotWrite("the number of axes is not known")
    mask = inputs[3] if call.has(3) else ""
    truths = bool(mask) and call.spec(3).dtype == "bool"
    _onnx_product(write, call, inputs[:3], (mask, truths), (rank, scale_of(call)), outputs)


def _onnx_product(
    write: OnnxWriter, call: Call, parts: Sequence[str], mask: tuple[str, bool],
    form: tuple[int, float], outputs: Sequence[str] | None,
) -> str:  # fmt: skip
    rank, scale = form
    dtype = numpy_dtype(call.spec(0).dtype)
    turned = [*range(rank - 2), rank - 1, rank - 2]
    product = write.node("MatMul", [parts[0], write.node("Transpose", [parts[1]], perm=turned)])
    scores = write.node("Mul", [product, write.constant(np.array(scale, dtype))])
    bounded = mask[1] or call["causal"]
    never = write.constant(np.array(-np.inf, dtype)) if bounded else ""
    if mask[0]:
        hidden = ("Where", [mask[0], scores, never])
        scores = write.node(*(hidden if mask[1] else ("Add", [scores, mask[0]])))
    if call["causal"]:
        shape = write.node("Shape", [scores], start=-2)
        ones = write.node("ConstantOfShape", [shape], value=_one())
        seen = write.node("Cast", [write.node("Trilu", [ones], upper=0)], to=BY_NAME["bool"].onnx)
        scores = write.node("Where", [seen, scores, never])
    return write.node("MatMul", [write.node("Softmax", [scores], axis=-1), parts[2]], outputs)


def _one() -> Any:
    from onnx import numpy_helper  # lazy: only writing needs it

    return numpy_helper.from_array(np.ones(1, np.float32))


def _torch_head(use: Use, index: int) -> str:
    """A projected input, as [batch, heads, length, features of one]."""
    weight, bias = use.operands[3], _given(use, 5)
    parts = arguments(use.operands[index], f"{weight}.chunk(3)[{index}]",
                      f"{bias}.chunk(3)[{index}]" if bias else "")  # fmt: skip
    return f"F.linear({parts}).unflatten(-1, ({use['heads']}, -1)).transpose(1, 2)"


def heads_torch(use: Use) -> str:
    query, key, *_ = use.operands
    seen = torch_seen(use, 7, (f"{query}.shape[1]", f"{key}.shape[1]"), query)
    given = arguments(*(_torch_head(use, index) for index in range(3)), seen)
    made = f"F.scaled_dot_product_attention({given}).transpose(1, 2).flatten(2)"
    return f"F.linear({arguments(made, use.operands[4], _given(use, 6))})"


def heads_torch_layer(use: Use) -> Layer | None:
    """torch's layer hides what a mask of truths says, and has other shapes of it."""
    call, (query, key, value) = use.call, use.operands[:3]
    if call.has(5) != call.has(6):
        return None
    seen = ""
    if call.has(7):
        shape, mask = call.spec(7).dims or (), _given(use, 7)
        hidden = f"~{mask}" if call.spec(7).dtype == "bool" else mask
        if len(shape) == 2 and not use["causal"]:
            seen = f"attn_mask={hidden}"
        elif len(shape) == 4 and shape[1] == shape[2] == 1 and not use["causal"]:
            seen = f"key_padding_mask={hidden}[:, 0, 0]"
        else:
            return None
    elif use["causal"]:
        ones = f"torch.ones({query}.shape[1], {key}.shape[1], dtype=torch.bool"
        seen = f"attn_mask={ones}, device={query}.device).triu(1)"
    bias = "" if call.has(5) else "bias=False"
    make = arguments(str(_length(call, 3)), str(use["heads"]), bias, "batch_first=True")
    names = {3: "in_proj_weight", 4: "out_proj.weight"}
    names |= {5: "in_proj_bias", 6: "out_proj.bias"} if call.has(5) else {}
    given = arguments(query, key, value, seen, "need_weights=False")
    return Layer(f"nn.MultiheadAttention({make})", "{layer}(" + given + ")[0]", names)


def heads_keras(use: Use) -> str:
    features, heads = _length(use.call, 3), use["heads"]
    each, bias = features // heads, _given(use, 5)
    parts = []
    for index in range(3):
        rows = f"[{index * features}:{(index + 1) * features}]"
        x = use.operands[index]
        made = f"ops.matmul({x}, ops.transpose({use.operands[3]}{rows}))"
        made = f"{made} + {bias}{rows}" if bias else made
        split = f"ops.reshape({made}, (ops.shape({x})[0], ops.shape({x})[1], {heads}, {each}))"
        parts.append(f"ops.transpose({split}, (0, 2, 1, 3))")
    product = f"ops.transpose({_keras_product(parts, use, 7, each**-0.5)}, (0, 2, 1, 3))"
    shape = f"(ops.shape({use.operands[0]})[0], ops.shape({use.operands[0]})[1], {features})"
    made = f"ops.matmul(ops.reshape({product}, {shape}), ops.transpose({use.operands[4]}))"
    return f"{made} + {_given(use, 6)}" if _given(use, 6) else made


def heads_onnx(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    given = [*inputs, *("",) * (8 - len(inputs))]
    features, heads = _length(call, 3), call["heads"]
    wide = write.constant(np.array([0, 0, heads, features // heads]))
    thirds = write.constant(np.array([features] * 3))
    weights, biases = ([write.fresh("part") for _ in range(3)] for _ in range(2))
    write.node("Split", [given[3], thirds], weights, axis=0)
    if given[5]:
        write.node("Split", [given[5], thirds], biases, axis=0)
    parts = []
    for x, weight, bias in zip(given[:3], weights, biases, strict=True):
        made = write.node("MatMul", [x, write.node("Transpose", [weight], perm=[1, 0])])
        made = write.node("Add", [made, bias]) if given[5] else made
        parts.append(write.node("Transpose", [write.node("Reshape", [made, wide])],
                                perm=[0, 2, 1, 3]))  # fmt: skip
    truths = bool(given[7]) and call.spec(7).dtype == "bool"
    product = _onnx_product(write, call, parts, (given[7], truths),
                            (4, (features // heads) ** -0.5), None)  # fmt: skip
    turned = write.node("Transpose", [product], perm=[0, 2, 1, 3])
    flat = write.node("Reshape", [turned, write.constant(np.array([0, 0, features]))])
    last = write.node("Transpose", [given[4]], perm=[1, 0])
    if given[6]:
        write.node("Add", [write.node("MatMul", [flat, last]), given[6]], outputs)
    else:
        write.node("MatMul", [flat, last], outputs)
