"""Integers that stand for floats. What multiplies them in one step is read as three: to floats,
the product, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ahr.dtypes import BY_ONNX
from ahr.formats.onnx_operators.images import windows
from ahr.formats.onnx_operators.node import Adapter, OnnxNode, same


def _scales(node: OnnxNode) -> dict[str, Any]:
    """Of a number the axis says nothing."""
    axis = node["axis"]
    return {"axis": 1 if axis is None else axis, "block_size": node["block_size"] or 0}


def _quantize(node: OnnxNode) -> None:
    dtype = {}
    if node["output_dtype"] and not node.has(2):
        row = BY_ONNX.get(node["output_dtype"])
        if row is None:
            raise node.unsupported("it makes numbers of a type that is not supported")
        dtype["dtype"] = row.name
    node.finish("quantize_linear", node.inputs, **_scales(node), **dtype)


def _dequantize(node: OnnxNode) -> None:
    node.finish("dequantize_linear", node.inputs, **_scales(node))


def _conv_integer(node: OnnxNode) -> None:
    node.finish("conv_integer", node.inputs, **windows(node), groups=node["group"])


def _linear_conv(node: OnnxNode) -> None:
    x = node.apply("dequantize_linear", node.inputs[:3])
    weight = node.apply("dequantize_linear", node.inputs[3:6], axis=0)
    inputs = [x, weight]
    if node.has(8):  # the bias has the scale of the product
        scale = node.apply("mul", [node.input(1), node.input(4)])
        inputs.append(node.apply("dequantize_linear", [node.input(8), scale], axis=0))
    made = node.apply("conv", inputs, **windows(node), groups=node["group"])
    node.finish("quantize_linear", [made, *node.inputs[6:8]])


def _linear_matmul(node: OnnxNode) -> None:
    a = node.apply("dequantize_linear", node.inputs[:3], axis=-2)
    b = node.apply("dequantize_linear", node.inputs[3:6], axis=-1)
    node.finish("quantize_linear", [node.apply("matmul", [a, b]), *node.inputs[6:8]])


ADAPTERS: Final[Mapping[str, Adapter]] = {
    "QuantizeLinear": _quantize,
    "DequantizeLinear": _dequantize,
    "DynamicQuantizeLinear": same("dynamic_quantize_linear"),
    "MatMulInteger": same("matmul_integer"),
    "ConvInteger": _conv_integer,
    "QLinearConv": _linear_conv,
    "QLinearMatMul": _linear_matmul,
}
