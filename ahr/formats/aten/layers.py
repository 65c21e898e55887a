"""Adapters of operators with weights: products, convolutions, pooling, norms, attention."""

from __future__ import annotations

from collections.abc import Sequence
from math import prod
from typing import Any, Final

from ahr.formats.aten.call import Call, Named
from ahr.formats.aten.elementwise import Adapter


def _linear(call: Call) -> str:
    return call.add("linear", call.tensor("input"), call.tensor("weight"), call.tensor("bias"))


def _matmul(call: Call) -> str:
    other = "other" if call.has("other") else "mat2"
    return call.add("matmul", call.tensor("self"), call.tensor(other))


def _addmm(call: Call) -> str:
    return call.add("gemm", call.tensor("mat1"), call.tensor("mat2"), call.tensor("self"),
                    alpha=float(call.get("alpha", 1)), beta=float(call.get("beta", 1)))  # fmt: skip


def _embedding(call: Call) -> str:
    return call.add("embedding", call.tensor("indices"), call.tensor("weight"))


def _conv(call: Call) -> str:
    padding = call.get("padding", 0)
    return call.add(
        "conv", call.tensor("input"), call.tensor("weight"), call.tensor("bias"),
        stride=_all(call, "stride"), dilation=_all(call, "dilation"), groups=call.get("groups", 1),
        padding=padding if isinstance(padding, str) else _all(call, "padding", 0),
    )  # fmt: skip


def _transposed(call: Call) -> str:
    return call.add(
        "conv_transpose", call.tensor("input"), call.tensor("weight"), call.tensor("bias"),
        stride=_all(call, "stride"), dilation=_all(call, "dilation"), groups=call.get("groups", 1),
        padding=_all(call, "padding", 0), output_padding=_all(call, "output_padding", 0),
    )  # fmt: skip


def _convolution(call: Call) -> str:
    return _transposed(call) if call.get("transposed") else _conv(call)


def _all(call: Call, name: str, usual: int = 1) -> tuple[int, ...]:
    """One number an axis of the image, where torch may say one for all, or none."""
    data = "input" if call.has("input") else "self"
    count = call.rank(data) - 2
    return _filled(call.get(name), count, usual)


def _filled(given: Any, count: int, usual: int) -> tuple[int, ...]:
    said = [given] if isinstance(given, int) else list(given or [])
    if len(said) == 1:
        return (int(said[0]),) * count
    return tuple(map(int, said)) or (usual,) * count


def _pool(op: str, rank: int) -> Adapter:
    def read(call: Call) -> str:
        kernel = _filled(call.get("kernel_size"), rank, 1)
        stride = _filled(call.get("stride"), rank, 0) if call.get("stride") else kernel
        attributes: dict[str, Any] = {
            "kernel": kernel, "stride": stride, "padding": _filled(call.get("padding"), rank, 0),
            "ceil_mode": call.get("ceil_mode", False),
        }  # fmt: skip
        if op == "max_pool":
            attributes["dilation"] = _filled(call.get("dilation"), rank, 1)
        else:
            attributes["count_include_pad"] = call.get("count_include_pad", True)
            if call.has("divisor_override"):
                raise call.reading.unsupported("averages with a divisor of their own")
        return _batched(call, rank, op, attributes)

    return read


def _adaptive(rank: int) -> Adapter:
    def read(call: Call) -> str:
        size = _filled(call.get("output_size"), rank, 1)
        if set(size) == {1}:
            return _batched(call, rank, "global_average_pool", {})
        return _batched(call, rank, "adaptive_average_pool", {"output_size": size})

    return read


def _batched(call: Call, rank: int, op: str, attributes: dict[str, Any]) -> str:
    """torch pools one image without a batch too."""
    if call.rank("self") == rank + 2:
        return call.add(op, call.tensor("self"), **attributes)
    stacked = call.add("unsqueeze", call.tensor("self"), call.ints([0]))
    return call.add("squeeze", call.add(op, stacked, **attributes), call.ints([0]))


def _batch_norm(call: Call) -> str:
    if call.get("training") or not call.has("running_mean"):
        raise call.reading.unsupported("batch_norm with the statistics of each batch")
    weight, bias = _scales(call, call.spec("running_mean").dims or ())
    return call.add(
        "batch_norm", call.tensor("input"), weight, bias, call.tensor("running_mean"),
        call.tensor("running_var"), epsilon=call.get("eps"), momentum=1 - call.get("momentum", 0.1),
    )  # fmt: skip


def _scales(call: Call, shape: Sequence[Any]) -> tuple[str, str]:
    """Weight and bias, which torch may leave out."""
    found = []
    for name, usual in (("weight", 1.0), ("bias", 0.0)):
        given = call.tensor(name)
        if not given:
            filled = [usual] * prod(shape)
            given = call.add("reshape", call.constant(filled, str(call.dtype or "f32")),
                             call.ints(shape)) if len(shape) != 1 else call.constant(
                                 filled, str(call.dtype or "f32"))  # fmt: skip
        found.append(given)
    return found[0], found[1]


def _layer_norm(call: Call) -> str:
    shape = call.get("normalized_shape")
    weight, bias = _scales(call, shape)
    return call.add("layer_norm", call.tensor("input"), weight, bias, axis=-len(shape),
                    epsilon=call.get("eps", 1e-5))  # fmt: skip


def _rms_norm(call: Call) -> str:
    shape = call.get("normalized_shape")
    weight, _ = _scales(call, shape)
    return call.add("rms_norm", call.tensor("input"), weight, axis=-len(shape),
                    epsilon=call.get("eps") or 1.1920928955078125e-07)  # fmt: skip


def _group_norm(call: Call) -> str:
    channels = (call.spec("input").dims or (1, 1))[1]
    weight, bias = _scales(call, (channels,))
    return call.add("group_norm", call.tensor("input"), weight, bias,
                    groups=call.get("num_groups"), epsilon=call.get("eps", 1e-5))  # fmt: skip


def _instance_norm(call: Call) -> str:
    if not call.get("use_input_stats"):
        return _batch_norm(call)
    channels = (call.spec("input").dims or (1, 1))[1]
    weight, bias = _scales(call, (channels,))
    return call.add("instance_norm", call.tensor("input"), weight, bias, epsilon=call.get("eps"))


def _attention(call: Call) -> str:
    if call.get("enable_gqa"):
        raise call.reading.unsupported("attention with grouped queries")
    return call.add(
        "attention", call.tensor("query"), call.tensor("key"), call.tensor("value"),
        call.tensor("attn_mask"), scale=call.get("scale"), causal=call.get("is_causal", False),
    )  # fmt: skip


def _recurrent(op: str, states: int, **attributes: Any) -> Adapter:
    """All layers of lstm or gru, one node each; torch stacks their last states."""

    def read(call: Call) -> list[str]:
        count, sides = call.get("num_layers"), 2 if call.get("bidirectional") else 1
        given = call.tensors("params")
        each = len(given) // (count * sides)
        hx = call.given["hx"]
        first = [hx] if isinstance(hx, Named) else hx
        initial = [_layers(call, one, count, sides) for one in first]
        x = call.tensor("input")
        last: list[list[str]] = [[] for _ in range(states)]
        for layer in range(count):
            sets = [given[(layer * sides + side) * each :][:each] for side in range(sides)]
            weights = [name for one in sets for name in (*one[:4], *[""] * (4 - each))]
            weights += [""] * (8 - len(weights))
            x, *made = call.many(
                op, x, *weights, *(one[layer] for one in initial), **attributes,
                direction="bidirectional" if sides == 2 else "forward",
                batch_first=call.get("batch_first", False),
            )  # fmt: skip
            for held, one in zip(last, made, strict=True):
                held.append(one)
        return [x, *(held[0] if count == 1 else call.add("concat", *held, axis=0)
                     for held in last)]  # fmt: skip

    return read


def _layers(call: Call, stacked: Any, count: int, sides: int) -> list[str]:
    """The initial states of each layer."""
    name = call.as_tensor(stacked)
    if count == 1:
        return [name]
    return call.many("split", name, call.ints([sides] * count), axis=0, num_outputs=count)


ADAPTERS: Final[dict[str, Adapter]] = {
    "aten.linear": _linear,
    "aten.matmul": _matmul,
    "aten.mm": _matmul,
    "aten.bmm": _matmul,
    "aten.addmm": _addmm,
    "aten.embedding": _embedding,
    "aten.conv1d": _conv,
    "aten.conv2d": _conv,
    "aten.conv3d": _conv,
    "aten.conv_transpose1d": _transposed,
    "aten.conv_transpose2d": _transposed,
    "aten.convolution": _convolution,
    **{f"aten.max_pool{rank}d": _pool("max_pool", rank) for rank in (1, 2, 3)},
    "aten.max_pool2d_with_indices": _pool("max_pool", 2),
    **{f"aten.avg_pool{rank}d": _pool("average_pool", rank) for rank in (1, 2, 3)},
    **{f"aten.adaptive_avg_pool{rank}d": _adaptive(rank) for rank in (1, 2, 3)},
    "aten._adaptive_avg_pool2d": _adaptive(2),
    "aten.batch_norm": _batch_norm,
    "aten._native_batch_norm_legit_no_training": _batch_norm,
    "aten.layer_norm": _layer_norm,
    "aten.native_layer_norm": _layer_norm,
    "aten.rms_norm": _rms_norm,
    "aten.group_norm": _group_norm,
    "aten.instance_norm": _instance_norm,
    "aten.scaled_dot_product_attention": _attention,
    "aten.lstm.input": _recurrent("lstm", 2),
    "aten.gru.input": _recurrent("gru", 1),
    "aten.rnn_tanh.input": _recurrent("rnn", 1),
}
