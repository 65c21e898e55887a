"""Values of the file, element types, branches, and sums and means of several operands."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Final

import numpy as np
from onnx import TensorProto

from ahr.dtypes import BY_ONNX, noodle_name
from ahr.formats.onnx_operators.node import Adapter, OnnxNode

_TEXTS: Final = {"value_string", "value_strings"}
_NUMBERS: Final = {"value_float": np.float32, "value_floats": np.float32,
                   "value_int": np.int64, "value_ints": np.int64}  # fmt: skip


def _constant(node: OnnxNode) -> None:
    if len(node.attributes) != 1:
        raise node.unsupported("it does not say one value")
    ((name, value),) = node.attributes.items()
    if name in _TEXTS:
        value = np.array(value, object)
    elif name in _NUMBERS:
        value = np.array(value, _NUMBERS[name])
    elif name != "value":
        raise node.unsupported("sparse tensors are not read")
    node.reader.alias(node.outputs[0], node.reader.hold(node.outputs[0], value))


def _constant_of_shape(node: OnnxNode) -> None:
    value = np.ravel(np.zeros(1, np.float32) if node["value"] is None else node["value"])
    node.finish("constant_of_shape", node.inputs, value=value[0].item(),
                dtype=noodle_name(value.dtype))  # fmt: skip


def _cast(node: OnnxNode) -> None:
    target = BY_ONNX.get(node["to"])
    if target is None:
        raise node.unsupported(f"there are no tensors of {type_name(node['to'])}")
    node.finish("cast", node.inputs, to=target.name, saturate=node["saturate"] != 0)


def _cast_like(node: OnnxNode) -> None:
    node.finish("cast", node.inputs[:1], to=node.spec(1).dtype, saturate=node["saturate"] != 0)


def type_name(number: int) -> str:
    """What ONNX calls an element type."""
    known = TensorProto.DataType.values()
    return TensorProto.DataType.Name(number) if number in known else f"type {number}"


def _if(node: OnnxNode) -> None:
    """A condition that is known beforehand leaves one branch, which is read in its place."""
    condition = node.known(0)
    if condition is not None:
        chosen = "then_branch" if condition.item() else "else_branch"
        for raw, name in zip(node.outputs, node.reader.inline(node[chosen]), strict=True):
            node.reader.alias(raw, name)
        return
    branches = {
        name: node.reader.nested(node[name], f"{node.name}/{name}")
        for name in ("then_branch", "else_branch")
    }
    node.finish("if", node.inputs, **branches)


def _sum(node: OnnxNode) -> None:
    _folded(node, "add")


def _mean(node: OnnxNode) -> None:
    count = np.array(len(node.inputs), np.float32)
    total = reduce(lambda x, y: node.apply("add", [x, y]), node.inputs)
    divisor = node.apply("cast", [node.constant(count, "count")], to=node.spec(0).dtype)
    node.finish("div", [total, divisor])


def _folded(node: OnnxNode, op: str) -> None:
    *most, last = node.inputs
    if not most:
        node.finish("identity", [last])
        return
    node.finish(op, [reduce(lambda x, y: node.apply(op, [x, y]), most), last])


ADAPTERS: Final[Mapping[str, Adapter]] = {
    "Constant": _constant,
    "ConstantOfShape": _constant_of_shape,
    "Cast": _cast,
    "CastLike": _cast_like,
    "If": _if,
    "Sum": _sum,
    "Mean": _mean,
}
