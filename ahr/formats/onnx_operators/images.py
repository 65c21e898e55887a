"""Convolutions, pooling, normalisation and resizing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from ahr.formats.onnx_operators.node import Adapter, OnnxNode
from ahr.ops.windows import WORDS

_PADDING: Final = {theirs: ours for ours, theirs in WORDS.items()}


def windows(node: OnnxNode) -> dict[str, Any]:
    """Ours of ONNX's attributes of windows."""
    auto_pad = node["auto_pad"]
    padding = node["pads"] or 0
    if auto_pad not in (None, "", "NOTSET"):
        if auto_pad not in _PADDING:
            raise node.unsupported(f"there is no auto_pad {auto_pad!r}")
        padding = _PADDING[auto_pad]
    return {"stride": node["strides"] or None, "padding": padding,
            "dilation": node["dilations"] or None}  # fmt: skip


def _conv(node: OnnxNode) -> None:
    node.finish("conv", node.inputs, **windows(node), groups=node["group"])


def _conv_transpose(node: OnnxNode) -> None:
    node.finish("conv_transpose", node.inputs, **windows(node), groups=node["group"],
                output_padding=node["output_padding"] or None,
                output_shape=node["output_shape"] or None)  # fmt: skip


def _pool(node: OnnxNode) -> dict[str, Any]:
    if node["kernel_shape"] is None:
        raise node.unsupported("it says no kernel_shape")
    return {**windows(node), "kernel": node["kernel_shape"],
            "ceil_mode": bool(node["ceil_mode"])}  # fmt: skip


def _max_pool(node: OnnxNode) -> None:
    node.finish("max_pool", node.inputs, **_pool(node), indices=node.wants(1),
                column_major=bool(node["storage_order"]))  # fmt: skip


def _average_pool(node: OnnxNode) -> None:
    node.finish("average_pool", node.inputs, **_pool(node),
                count_include_pad=bool(node["count_include_pad"]))  # fmt: skip


def _batch_norm(node: OnnxNode) -> None:
    if node["training_mode"]:
        _batch_norm_training(node)
    elif node["spatial"] == 0:
        raise node.unsupported("normalising each place by itself is not read")
    else:
        node.finish("batch_norm", node.inputs, epsilon=node["epsilon"], momentum=node["momentum"])


def _batch_norm_training(node: OnnxNode) -> None:
    """By the statistics of the batch itself, which the running ones move towards."""
    x, scale, bias, *running = node.inputs
    axes = node.integers([0, *range(2, node.rank(0))], "axes")
    mean = node.apply("reduce_mean", [x, axes], keepdims=False)
    centred = node.apply("sub", [x, node.apply("reduce_mean", [x, axes])])
    square = node.apply("mul", [centred, centred])
    variance = node.apply("reduce_mean", [square, axes], keepdims=False)
    node.finish_one(0, "batch_norm", [x, scale, bias, mean, variance], epsilon=node["epsilon"])
    for index, (old, new) in enumerate(zip(running, (mean, variance), strict=True), 1):
        if node.wants(index):
            kept = node.apply("mul", [old, _number(node, node["momentum"], index)])
            moved = node.apply("mul", [new, _number(node, 1 - node["momentum"], index)])
            node.finish_one(index, "add", [kept, moved])


def _number(node: OnnxNode, value: float, like: int) -> str:
    made = node.constant(np.array(value, np.float32), "momentum")
    return node.apply("cast", [made], to=node.spec(like).dtype)


def _layer_norm(node: OnnxNode) -> None:
    node.finish("layer_norm", node.inputs, axis=node["axis"], epsilon=node["epsilon"],
                statistics=node.wants(1) or node.wants(2))  # fmt: skip


def _group_norm(node: OnnxNode) -> None:
    """Before opset 21 scale and bias were of groups, not of channels."""
    x, scale, bias = node.inputs
    groups = node["num_groups"]
    if node.opset < 21:
        channels = (node.spec(0).dims or (None, None))[1]
        if not isinstance(channels, int):
            raise node.unsupported("the number of channels is not known")
        repeats = node.integers([1, channels // groups], "repeats")
        scale, bias = (_repeated(node, each, repeats) for each in (scale, bias))
    node.finish("group_norm", [x, scale, bias], groups=groups, epsilon=node["epsilon"])


def _repeated(node: OnnxNode, vector: str, repeats: str) -> str:
    column = node.apply("reshape", [vector, node.integers([-1, 1], "shape")])
    return node.apply("reshape", [node.apply("tile", [column, repeats]),
                                  node.integers([-1], "shape")])  # fmt: skip


_RESIZE: Final = ("mode", "coordinate_transformation_mode", "nearest_mode", "cubic_coeff_a",
                  "exclude_outside", "extrapolation_value", "antialias", "axes",
                  "keep_aspect_ratio_policy")  # fmt: skip


def _resize(node: OnnxNode) -> None:
    if node.opset < 11:
        _upsample(node)
        return
    given = {name: node[name] for name in _RESIZE if node[name] is not None}
    for name in ("exclude_outside", "antialias"):
        given[name] = bool(given.get(name))
    x, roi, scales, sizes = (_filled(node, index) for index in range(4))
    if given["coordinate_transformation_mode"] != "tf_crop_and_resize":
        roi = ""
    node.finish("resize", [x, roi, "" if sizes else scales, sizes], **given)


def _filled(node: OnnxNode, index: int) -> str:
    """An input, empty where it has no elements: so older files leave it out."""
    if not node.has(index) or node.spec(index).dims == (0,):
        return ""
    return node.input(index)


def _upsample(node: OnnxNode) -> None:
    """Resize before opset 11, and Upsample before it: cell by cell from the begin."""
    mode = node["mode"]
    if node["scales"] is not None:
        scales = node.constant(np.array(node["scales"], np.float32), "scales")
    else:
        scales = node.input(1)
    node.finish("resize", [node.input(0), "", scales], mode=mode, nearest_mode="floor",
                coordinate_transformation_mode="asymmetric")  # fmt: skip


ADAPTERS: Final[Mapping[str, Adapter]] = {
    "Conv": _conv,
    "ConvTranspose": _conv_transpose,
    "MaxPool": _max_pool,
    "AveragePool": _average_pool,
    "BatchNormalization": _batch_norm,
    "LayerNormalization": _layer_norm,
    "GroupNormalization": _group_norm,
    "Resize": _resize,
    "Upsample": _upsample,
}
