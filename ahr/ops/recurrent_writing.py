"""How torch, ONNX and Keras say recurrent layers.

ONNX orders the gates differently and packs weights by direction: they are gathered in its order,
which ONNX Runtime does once, when it loads the model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from ahr.dtypes import numpy_dtype
from ahr.ops.recurrent_keras import directions, function_of
from ahr.ops.row import ArrayLike, Call, CannotWrite, Layer, OnnxWriter, Use

GATES: Final = {"lstm": (0, 3, 1, 2), "gru": (1, 0, 2), "rnn": (0,)}
"""Which of torch's gates stands at each place of ONNX's."""
_STATES: Final = {"lstm": 2, "gru": 1, "rnn": 1}
_DIRECTIONS: Final = {"forward": 1, "reverse": 1, "bidirectional": 2}
_NAMES: Final = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
ACTIVATIONS: Final = {
    "sigmoid": "Sigmoid", "tanh": "Tanh", "relu": "Relu", "affine": "Affine",
    "leaky_relu": "LeakyRelu", "thresholded_relu": "ThresholdedRelu",
    "scaled_tanh": "ScaledTanh", "hard_sigmoid": "HardSigmoid", "elu": "Elu",
    "softsign": "Softsign", "softplus": "Softplus",
}  # fmt: skip
"""ONNX's names of what cells may use."""


def plain_cell(name: str, use: Use) -> str:
    """torch's name of the cell. Raises CannotWrite for what torch and Keras do not have."""
    call, states = use.call, _STATES[name]
    if call.has(9 + states) or call.has(10 + states):
        raise CannotWrite("there are no lengths or peepholes")
    if call["clip"] or call.attributes.get("input_forget"):
        raise CannotWrite("there are no bounds or coupled gates")
    if name == "gru" and not call["reset_after"]:
        raise CannotWrite("there the reset comes behind the product")
    chosen = call["activations"]
    if name == "rnn":
        only = set(chosen or ("tanh",))
        if len(only) == 1 and only <= {"tanh", "relu"}:
            return f"rnn_{only.pop()}"
    elif chosen is None or tuple(chosen[:3]) == ("sigmoid", "tanh", "tanh")[: len(chosen[:3])]:
        return name
    raise CannotWrite("there are no other activations")


def _sets(call: Call) -> list[list[int]]:
    """The weights of each direction."""
    return [list(range(1 + 4 * at, 5 + 4 * at)) for at in range(_DIRECTIONS[call["direction"]])]


def _biased(call: Call) -> bool:
    """Whether all biases are there. Raises CannotWrite where only some are."""
    given = {call.has(index) for each in _sets(call) for index in each[2:]}
    if len(given) > 1:
        raise CannotWrite("torch has all biases or none")
    return given.pop()


def _sizes(call: Call) -> tuple[Any, Any]:
    features, size = (call.spec(1).dims or (None, None))[1], (call.spec(2).dims or (0, None))[1]
    return features, size


def in_torch(name: str) -> Callable[[Use], str]:
    def build(use: Use) -> str:
        call, cell = use.call, plain_cell(name, use)
        biased, (_, size) = _biased(call), _sizes(call)
        x, time = use.operands[0], 1 if call["batch_first"] else 0
        backwards = call["direction"] == "reverse"
        weights = ", ".join(use.operands[index] for each in _sets(call)
                            for index in (each if biased else each[:2]))  # fmt: skip
        shape = f"{_DIRECTIONS[call['direction']]}, {x}.shape[{1 - time}], {size}"
        states = [use.operands[index] if call.has(index) else f"{x}.new_zeros({shape})"
                  for index in range(9, 9 + _STATES[name])]  # fmt: skip
        state = f"({', '.join(states)})" if name == "lstm" else states[0]
        two = call["direction"] == "bidirectional"
        turned = f"{x}.flip({time})" if backwards else x
        text = (f"torch.{cell}({turned}, {state}, [{weights}], {biased}, 1, 0.0, False, {two}, "
                f"{call['batch_first']})")  # fmt: skip
        return f"(lambda y, *s: (y.flip({time}), *s))(*{text})" if backwards else text

    return build


def torch_layer(name: str) -> Callable[[Use], Layer | None]:
    def build(use: Use) -> Layer | None:
        call, cell = use.call, plain_cell(name, use)
        features, size = _sizes(call)
        biased = _biased(call)
        if call["direction"] == "reverse":
            return None
        settings = [
            "bidirectional=True" if call["direction"] == "bidirectional" else "",
            "batch_first=True" if call["batch_first"] else "", "" if biased else "bias=False",
            'nonlinearity="relu"' if cell == "rnn_relu" else "",
        ]  # fmt: skip
        make = ", ".join([f"{features}, {size}", *filter(None, settings)])
        keys = {index: key + ("_reverse" if at else "")
                for at, each in enumerate(_sets(call))
                for index, key in zip(each, _NAMES, strict=True) if call.has(index)}  # fmt: skip
        states = [use.operands[index] for index in range(9, 9 + _STATES[name]) if call.has(index)]
        if states and len(states) < _STATES[name]:
            return None
        state = ", ".join(states) if len(states) < 2 else f"({', '.join(states)})"
        text = "{layer}(" + use.operands[0] + (f", {state}" if state else "") + ")"
        if name == "lstm":
            text = f"(lambda y, state: (y, *state))(*{text})"
        return Layer(f"nn.{name.upper()}({make})", text, keys)

    return build


def in_onnx(name: str) -> Callable[[OnnxWriter, Call, Sequence[str], Sequence[str]], None]:
    def build(write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]) -> None:
        given = [*inputs, *("",) * (12 + _STATES[name] - len(inputs))]
        _, size = _sizes(call)
        if not isinstance(size, int):
            raise CannotWrite("the size of the state is not known")
        order = np.concatenate([np.arange(size) + size * gate for gate in GATES[name]])
        rows, first = write.constant(order), write.constant(np.array([0]))
        zeros = np.zeros((1, size * len(GATES[name])), numpy_dtype(call.spec(0).dtype))
        packed = [_packed(write, given, each, rows, first, zeros)
                  for each in zip(*_sets(call), strict=True)]  # fmt: skip
        bias = write.node("Concat", packed[2:], axis=1)
        x = write.node("Transpose", [given[0]], perm=[1, 0, 2]) if call["batch_first"] else given[0]
        states = given[9 : 9 + _STATES[name]]
        lengths, peepholes = given[9 + _STATES[name] :][:2]
        if lengths:
            lengths = write.node("Cast", [lengths], to=6)
        operands = [x, packed[0], packed[1], bias, lengths, *states]
        made = [write.fresh("y"), *outputs[1:]]
        write.node(name.upper(), [*operands, peepholes] if name == "lstm" else operands, made,
                   **_settings(name, call, size))  # fmt: skip
        _beside(write, call, made[0], outputs[0])

    return build


def _packed(
    write: OnnxWriter, given: Sequence[str], indices: Sequence[int], rows: str, first: str,
    zeros: ArrayLike,
) -> str:  # fmt: skip
    """One kind of weight, of all directions: [directions, gates * size, ...]."""
    parts = [
        write.node("Unsqueeze", [write.node("Gather", [given[index], rows], axis=0), first])
        if given[index] else write.constant(zeros)
        for index in indices
    ]  # fmt: skip
    return parts[0] if len(parts) == 1 else write.node("Concat", parts, axis=0)


def _settings(name: str, call: Call, size: int) -> dict[str, Any]:
    found: dict[str, Any] = {"hidden_size": size, "direction": call["direction"]}
    if call["activations"] is not None:
        found["activations"] = [ACTIVATIONS[each] for each in call["activations"]]
    for attribute in ("activation_alpha", "activation_beta"):
        if call[attribute] is not None:
            found[attribute] = [float(each) for each in call[attribute]]
    if call["clip"]:
        found["clip"] = float(call["clip"])
    if name == "lstm":
        found["input_forget"] = int(call["input_forget"])
    if name == "gru":
        found["linear_before_reset"] = int(call["reset_after"])
    return found


def _beside(write: OnnxWriter, call: Call, made: str, output: str) -> None:
    """ONNX has [steps, directions, batch, size]."""
    if call["direction"] == "bidirectional":
        order = [2, 0, 1, 3] if call["batch_first"] else [0, 2, 1, 3]
        flat = write.constant(np.array([0, 0, -1]))
        write.node("Reshape", [write.node("Transpose", [made], perm=order), flat], [output])
        return
    one = write.constant(np.array([1]))
    if not call["batch_first"]:
        write.node("Squeeze", [made, one], [output])
        return
    write.node("Transpose", [write.node("Squeeze", [made, one])], [output], perm=[1, 0, 2])


def in_keras(name: str) -> Callable[[Use], str]:
    def build(use: Use) -> str:
        plain_cell(name, use)
        sets = _sets(use.call)
        return directions(name, function_of(use.call), use, sets, _STATES[name])

    return build
