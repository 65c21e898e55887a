"""Recurrent layers: lstm, gru, rnn of one or two directions.

Inputs are [steps, batch, features] (batch_first: [batch, steps, features]), weights torch's; the
results are those of all steps, both directions beside each other, and the last states
[directions, batch, size]. What ONNX has beyond torch (lengths, peepholes, other activations) is
here too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, final

import numpy as np

from ahr import dims
from ahr.dims import Dims
from ahr.graph import TensorSpec
from ahr.ops.recurrence import functions, given_to_gates, gru_step, lstm_step, rnn_step, run
from ahr.ops.recurrent_writing import in_keras, in_onnx, in_torch, torch_layer
from ahr.ops.row import ArrayLike, Call, ShapeError, TensorOp
from ahr.ops.rules import agreed, same_dtype, want
from ahr.ops.writing import in_wide
from nbc.types.model import Dim

_WEIGHTS: Final = "weight_ih weight_hh bias_ih? bias_hh?"
_REVERSE: Final = "weight_ih_reverse? weight_hh_reverse? bias_ih_reverse? bias_hh_reverse?"
_ATTRIBUTES: Final[dict[str, Any]] = {
    "direction": "forward", "batch_first": False, "activations": None, "activation_alpha": None,
    "activation_beta": None, "clip": None,
}  # fmt: skip
DIRECTIONS: Final = {"forward": 1, "reverse": 1, "bidirectional": 2}


@final
@dataclass(frozen=True, slots=True)
class Cell:
    """What differs. `states` are the initial ones, behind the weights."""

    name: str
    gates: int
    states: int
    usual: tuple[str, ...]
    step: Callable[..., Any]


CELLS: Final = {
    cell.name: cell
    for cell in (
        Cell("lstm", 4, 2, ("sigmoid", "tanh", "tanh"), lstm_step),
        Cell("gru", 3, 1, ("sigmoid", "tanh"), gru_step),
        Cell("rnn", 1, 1, ("tanh",), rnn_step),
    )
}


def _shape(cell: Cell) -> Callable[[Call], tuple[TensorSpec, ...]]:
    def rule(call: Call) -> tuple[TensorSpec, ...]:
        x, recurrent = want(call, 0, "f"), call.spec(2)
        if call["direction"] not in DIRECTIONS:
            raise ShapeError(f"has no direction {call['direction']!r}",
                             hint=f"one of {', '.join(DIRECTIONS)}")  # fmt: skip
        directions = DIRECTIONS[call["direction"]]
        same_dtype(call, [index for index in range(9 + cell.states) if call.has(index)])
        size = recurrent.dims[1] if recurrent.dims and len(recurrent.dims) == 2 else None
        _check_weights(call, cell, size, directions)
        if x.dims is None:
            return (TensorSpec(x.dtype, None),) * (1 + cell.states)
        steps, batch = x.dims[:2] if not call["batch_first"] else (x.dims[1], x.dims[0])
        wide = dims.multiply(directions, size)
        first = (batch, steps) if call["batch_first"] else (steps, batch)
        _check_states(call, cell, (directions, batch, size))
        state = TensorSpec(x.dtype, (directions, batch, size))
        return (TensorSpec(x.dtype, (*first, wide)), *(state,) * cell.states)

    return rule


def _check_weights(call: Call, cell: Cell, size: Dim, directions: int) -> None:
    x = call.spec(0)
    if x.dims is not None and len(x.dims) != 3:
        raise ShapeError(f"wants an input of [steps, batch, features], got {x}", operands=(0,))
    rows = dims.multiply(cell.gates, size)
    for at in range(directions):
        first = 1 + 4 * at
        features = call.spec(first).dims
        if features is not None and x.dims is not None:
            agreed(call, [(0, x.dims[2]), (first, features[1])],
                   "has an input and a weight that differ in their features")  # fmt: skip
        wanted: Sequence[Dims] = ((rows, None), (rows, size), (rows,), (rows,))
        for index, shape in enumerate(wanted, start=first):
            _fits(call, index, shape)


def _check_states(call: Call, cell: Cell, shape: Dims) -> None:
    for index in range(9, 9 + cell.states):
        _fits(call, index, shape)
    _fits(call, 9 + cell.states, shape[1:2])


def _fits(call: Call, index: int, wanted: Dims) -> None:
    found = call.spec(index).dims if call.has(index) else None
    if found is None:
        return
    if len(found) != len(wanted) or any(map(dims.disagree, found, wanted)):
        raise ShapeError(f"wants {dims.shown(wanted)} as input {index + 1}, got "
                         f"{call.spec(index)}", operands=(0, index))  # fmt: skip


def _meaning(cell: Cell) -> Callable[..., Any]:
    def meaning(*inputs: ArrayLike | None, **attributes: Any) -> tuple[ArrayLike, ...]:
        given = [*inputs, *(None,) * (12 + cell.states - len(inputs))]
        x, *weights = given[:9]
        initial, rest = given[9 : 9 + cell.states], given[9 + cell.states :]
        assert x is not None
        x = x.swapaxes(0, 1) if attributes["batch_first"] else x
        found = [
            _direction(cell, x, weights[4 * at : 4 * at + 4],
                       [None if each is None else each[at] for each in initial],
                       rest[0], None if rest[1] is None else rest[1][at], at, attributes)
            for at in range(DIRECTIONS[attributes["direction"]])
        ]  # fmt: skip
        y = np.concatenate([each for each, _ in found], axis=-1)
        states = [np.stack(each) for each in zip(*(state for _, state in found), strict=True)]
        return (y.swapaxes(0, 1) if attributes["batch_first"] else y, *states)

    return meaning


def _direction(
    cell: Cell, x: ArrayLike, weights: Sequence[Any], initial: Sequence[ArrayLike | None],
    lengths: ArrayLike | None, peepholes: ArrayLike | None, at: int, attributes: Any,
) -> Any:  # fmt: skip
    made = (weights[0], weights[1], weights[2], weights[3])
    empty = np.zeros((x.shape[1], made[1].shape[1]), x.dtype)
    state = tuple(empty if each is None else each for each in initial)
    step = cell.step(made, functions(cell.usual, attributes, at), attributes, peepholes)
    backwards = at == 1 or attributes["direction"] == "reverse"
    return run(given_to_gates(x, made, cell.name == "gru"), state, step, lengths, backwards)


def _row(name: str, inputs: str, outputs: str, summary: str, **attributes: Any) -> TensorOp:
    cell = CELLS[name]
    return TensorOp(
        name, f"x {_WEIGHTS} {_REVERSE} {inputs}", _shape(cell), in_wide(_meaning(cell)),
        in_torch(name), in_onnx(name), in_keras(name), summary, {**_ATTRIBUTES, **attributes},
        outputs, _macs, torch_layer(name),
    )  # fmt: skip


def _macs(call: Call, outputs: tuple[TensorSpec, ...]) -> Dim:
    x = call.spec(0).dims or (None,)
    sizes = [dims.size(call.spec(index).dims or (None,)) for index in (1, 2)]
    return dims.multiply(*x[:2], dims.add(*sizes), DIRECTIONS[call["direction"]])


ROWS: Final = (
    _row("lstm", "initial_h? initial_c? lengths? peepholes?", "y h c",
         "long short-term memory; the results of all steps and the last states",
         input_forget=False),
    _row("gru", "initial_h? lengths?", "y h",
         "gated recurrent units; the results of all steps and the last state", reset_after=True),
    _row("rnn", "initial_h? lengths?", "y h",
         "tanh(x @ weight_ih.T + h @ weight_hh.T) step by step; all results and the last one"),
)  # fmt: skip
