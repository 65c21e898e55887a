"""LSTM, GRU and RNN: ONNX packs directions and orders gates otherwise than torch and our rows do.

Weights of the file are unpacked while it is read, so that the parameters have torch's shapes;
weights that the model computes are unpacked by the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from ahr.formats.onnx_operators.node import Adapter, OnnxNode
from ahr.ops.recurrent_writing import ACTIVATIONS, GATES

_OURS: Final = {theirs.lower(): ours for ours, theirs in ACTIVATIONS.items()}
_STATES: Final = {"lstm": 2, "gru": 1, "rnn": 1}


def _order(op: str, size: int) -> np.ndarray[Any, Any]:
    """Which of ONNX's rows stand at each row of ours."""
    places = np.argsort(GATES[op])
    return np.concatenate([np.arange(size) + place * size for place in places])


def _recurrent(op: str) -> Adapter:
    def adapt(node: OnnxNode) -> None:
        size = _size(node)
        directions = 2 if node["direction"] == "bidirectional" else 1
        weights = [name for at in range(directions) for name in _weights(node, op, size, at)]
        weights += [""] * (8 - len(weights))
        batch_first = bool(node["layout"])
        states = [_state(node, 5 + index, batch_first) for index in range(_STATES[op])]
        rest = [node.input(4)] + ([node.input(7)] if op == "lstm" else [])
        made = _apply(node, op, [node.input(0), *weights, *states, *rest], batch_first)
        _give(node, made, batch_first, directions, size)

    return adapt


def _size(node: OnnxNode) -> int:
    dims = node.spec(2).dims
    size = node["hidden_size"] or (dims[-1] if dims else None)
    if not isinstance(size, int):
        raise node.unsupported("its size is not known")
    return size


def _weights(node: OnnxNode, op: str, size: int, at: int) -> list[str]:
    """weight_ih, weight_hh, bias_ih and bias_hh of a direction."""
    order, suffix = _order(op, size), "_reverse" if at else ""
    found = [
        _rows(node, 1, at, order, f"weight_ih{suffix}"),
        _rows(node, 2, at, order, f"weight_hh{suffix}"),
    ]
    if not node.has(3):
        return [*found, "", ""]
    return [
        *found,
        _rows(node, 3, at, order, f"bias_ih{suffix}"),
        _rows(node, 3, at, order + len(order), f"bias_hh{suffix}"),
    ]


def _rows(
    node: OnnxNode, index: int, at: int, order: np.ndarray[Any, Any], name: str
) -> str:  # fmt: skip
    packed = node.reader.weight(node.input(index))
    if packed is not None:
        return node.reader.learnt(f"{node.name}/{name}", packed[at][order])
    one = node.apply("gather", [node.input(index), node.integers(at, "direction")], axis=0)
    return node.apply("gather", [one, node.constant(order, "order")], axis=0)


def _state(node: OnnxNode, index: int, batch_first: bool) -> str:
    given = node.input(index)
    return node.apply("transpose", [given], perm=(1, 0, 2)) if given and batch_first else given


def _apply(node: OnnxNode, op: str, inputs: list[str], batch_first: bool) -> tuple[str, ...]:
    while not inputs[-1]:
        inputs.pop()
    settings: dict[str, Any] = {
        "direction": node["direction"], "batch_first": batch_first, "clip": node["clip"],
        "activation_alpha": node["activation_alpha"], "activation_beta": node["activation_beta"],
    }  # fmt: skip
    if node["activations"]:
        settings["activations"] = tuple(_activation(node, each) for each in node["activations"])
    if op == "lstm":
        settings["input_forget"] = bool(node["input_forget"])
    if op == "gru":
        settings["reset_after"] = bool(node["linear_before_reset"])
    label = node.builder.fresh(f"{node.name}/{op}")
    return node.builder.apply(op, inputs, settings, name=label, path=node.path)


def _activation(node: OnnxNode, theirs: str) -> str:
    if theirs.lower() not in _OURS:
        raise node.unsupported(f"there is no activation {theirs!r}")
    return _OURS[theirs.lower()]


def _give(
    node: OnnxNode, made: tuple[str, ...], batch_first: bool, directions: int, size: int
) -> None:
    """Y as [steps, directions, batch, size] (batch first: [batch, steps, directions, size])."""
    y, *states = made
    if node.wants(0):
        parts = node.integers([0, 0, directions, size], "parts")
        if batch_first:
            node.finish_one(0, "reshape", [y, parts])
        else:
            apart = node.apply("reshape", [y, parts])
            node.finish_one(0, "transpose", [apart], perm=(0, 2, 1, 3))
    for index, state in enumerate(states, 1):
        if batch_first:
            node.finish_one(index, "transpose", [state], perm=(1, 0, 2))
        elif node.wants(index):
            node.reader.alias(node.outputs[index], state)


ADAPTERS: Final[Mapping[str, Adapter]] = {
    "LSTM": _recurrent("lstm"),
    "GRU": _recurrent("gru"),
    "RNN": _recurrent("rnn"),
}
