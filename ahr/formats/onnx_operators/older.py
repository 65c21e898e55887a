"""Operators that once had as attributes what are inputs now: both are read.

Attributes become constants; the op is the same for every opset.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from ahr.dtypes import numpy_dtype
from ahr.formats.onnx_operators.node import Adapter, OnnxNode

_REDUCTIONS: Final = (
    "Sum Mean Max Min Prod L1:l1 L2:l2 SumSquare:sum_square LogSum:log_sum LogSumExp:log_sum_exp"
)


def _numbers(node: OnnxNode, index: int, attribute: str) -> str:
    """An input, or the attribute that it was before; empty where neither is given."""
    if node.has(index):
        return node.input(index)
    given = node.attributes.get(attribute)
    return "" if given is None else node.integers(given, attribute)


def _reduce(op: str) -> Adapter:
    def adapt(node: OnnxNode) -> None:
        node.finish(op, [node.input(0), _numbers(node, 1, "axes")], keepdims=bool(node["keepdims"]),
                    noop_with_empty_axes=bool(node["noop_with_empty_axes"]))  # fmt: skip

    return adapt


def _axes(op: str) -> Adapter:
    def adapt(node: OnnxNode) -> None:
        node.finish(op, [node.input(0), _numbers(node, 1, "axes")])

    return adapt


def _split(node: OnnxNode) -> None:
    lengths = _numbers(node, 1, "split")
    node.finish("split", [node.input(0), lengths], axis=node["axis"],
                num_outputs=node["num_outputs"] or len(node.outputs))  # fmt: skip


def _slice(node: OnnxNode) -> None:
    names = ("starts", "ends", "axes")
    cuts = [_numbers(node, index, name) for index, name in enumerate(names, 1)]
    node.finish("slice", [node.input(0), *cuts, node.input(4)])


def _clip(node: OnnxNode) -> None:
    bounds = []
    for index, name in ((1, "min"), (2, "max")):
        given = node.attributes.get(name)
        if given is None:
            bounds.append(node.input(index))
        else:
            dtype = numpy_dtype(node.spec(0).dtype)
            bounds.append(node.constant(np.array(given, np.float32).astype(dtype), name))
    node.finish("clip", [node.input(0), *(_as_number(node, each) for each in bounds)])


def _as_number(node: OnnxNode, bound: str) -> str:
    """Some exporters write [0.0] for 0.0."""
    if bound and node.builder.spec(bound).dims == (1,):
        return node.apply("reshape", [bound, node.integers([], "shape")])
    return bound


def _pad(node: OnnxNode) -> None:
    x, pads, value, axes = node.input(0), _numbers(node, 1, "pads"), node.input(2), node.input(3)
    given = node.attributes.get("value")
    if given is not None:
        value = node.constant(np.array(given, numpy_dtype(node.spec(0).dtype)), "value")
    node.finish("pad", [x, pads, value, axes], mode=node["mode"])


def _top_k(node: OnnxNode) -> None:
    k = node.input(1) or node.integers([node["k"]], "k")
    largest, ordered = (node[name] in (None, 1) for name in ("largest", "sorted"))
    node.finish("top_k", [node.input(0), k], axis=node["axis"], largest=largest, sorted=ordered)


def _arg(op: str) -> Adapter:
    def adapt(node: OnnxNode) -> None:
        node.finish(op, node.inputs, axis=node["axis"], keepdims=bool(node["keepdims"]),
                    select_last_index=bool(node["select_last_index"]))  # fmt: skip

    return adapt


def _dropout(node: OnnxNode) -> None:
    """Outside of training it does nothing; what trains beforehand is refused."""
    ratio, training = node["ratio"], node.known(2)
    if node.has(1):
        given = node.known(1)
        ratio = 0.5 if given is None else float(given)
    if node.has(2) and (training is None or bool(training)) and ratio != 0:
        raise node.unsupported("it may be in training mode")
    node.finish("dropout", [node.input(0)], ratio=0.5 if ratio is None else ratio,
                mask=node.wants(1))  # fmt: skip


def _along(op: str) -> Adapter:
    """softmax and its kin: before opset 13, all axes from `axis` on were one."""

    def adapt(node: OnnxNode) -> None:
        x, axis = node.input(0), node["axis"]
        if node.opset >= 13 or _is_last(node, axis):
            node.finish(op, [x], axis=axis)
            return
        matrix = node.apply(op, [node.apply("flatten", [x], axis=axis)], axis=-1)
        node.finish("reshape", [matrix, node.apply("shape", [x])])

    return adapt


def _is_last(node: OnnxNode, axis: int) -> bool:
    dims = node.spec(0).dims
    return axis == -1 or (dims is not None and axis == len(dims) - 1)


def _trilu(node: OnnxNode) -> None:
    op: Sequence[str] = ("tril", "triu")
    node.finish(op[node["upper"]], node.inputs)


ADAPTERS: Final[Mapping[str, Adapter]] = {
    **{
        f"Reduce{name.partition(':')[0]}":
        _reduce(f"reduce_{name.partition(':')[2] or name.lower()}")
        for name in _REDUCTIONS.split()
    },
    "Squeeze": _axes("squeeze"),
    "Unsqueeze": _axes("unsqueeze"),
    "Split": _split,
    "Slice": _slice,
    "Clip": _clip,
    "Pad": _pad,
    "TopK": _top_k,
    "ArgMax": _arg("argmax"),
    "ArgMin": _arg("argmin"),
    "Dropout": _dropout,
    "Softmax": _along("softmax"),
    "LogSoftmax": _along("log_softmax"),
    "Hardmax": _along("hardmax"),
    "Trilu": _trilu,
}  # fmt: skip
