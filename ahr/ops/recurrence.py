"""Recurrent cells step by step in NumPy: lstm, gru and rnn as ONNX defines them.

Weights have torch's shapes and order of gates (lstm: input, forget, cell, output; gru: reset,
update, new). A sample that has ended keeps its state and gives zeros.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from ahr.ops.activation_rows import ROWS as ACTIVATIONS
from ahr.ops.row import ArrayLike

Function = Callable[[ArrayLike], ArrayLike]
Weights = tuple[ArrayLike, ArrayLike, ArrayLike | None, ArrayLike | None]
"""weight_ih, weight_hh, bias_ih, bias_hh of one direction."""
State = tuple[ArrayLike, ...]
Step = Callable[[ArrayLike, State], State]
"""From what the input gives to the gates and the state to the next state; the output is first."""

OWN: Final[dict[str, Callable[..., Any]]] = {
    "affine": lambda x, alpha, beta: alpha * x + beta,
    "scaled_tanh": lambda x, alpha, beta: alpha * np.tanh(beta * x),
}
DEFAULTS: Final = {
    "affine": (1.0, 0.0), "scaled_tanh": (1.0, 1.0), "leaky_relu": (0.01, 0.0),
    "thresholded_relu": (1.0, 0.0), "hard_sigmoid": (0.2, 0.5), "elu": (1.0, 0.0),
}  # fmt: skip


def activation(name: str, alpha: float | None, beta: float | None) -> Function:
    """A function of the table, or one that only recurrent cells have."""
    usual = DEFAULTS.get(name, (0.0, 0.0))
    first, second = usual[0] if alpha is None else alpha, usual[1] if beta is None else beta
    if name in OWN:
        own = OWN[name]
        return lambda x: np.asarray(own(x, first, second))
    (row,) = (row for row in ACTIVATIONS if row.name == name)
    given = dict(zip(row.attributes, (first, second), strict=False)) if name in DEFAULTS else {}
    settings = {**row.attributes, **given}
    return lambda x: np.asarray(row.meaning(x, **settings))


def functions(usual: Sequence[str], attributes: Mapping[str, Any], at: int) -> list[Function]:
    """The activations of the direction `at`."""
    count = len(usual)
    chosen = attributes["activations"] or ()
    names = list(chosen[at * count : (at + 1) * count]) or list(usual)
    alphas = list(attributes["activation_alpha"] or ())[at * count :]
    betas = list(attributes["activation_beta"] or ())[at * count :]
    return [
        activation(name, alphas[index] if index < len(alphas) else None,
                   betas[index] if index < len(betas) else None)
        for index, name in enumerate(names)
    ]  # fmt: skip


def lstm_step(weights: Weights, functions: Sequence[Function], attributes: Mapping[str, Any],
              peepholes: ArrayLike | None) -> Step:  # fmt: skip
    """`peepholes` let the gates see the cell: of input, output and forget gate."""
    gate, new, out = functions
    recurrent, size = weights[1].T, weights[1].shape[1]
    seen = np.split(peepholes, 3) if peepholes is not None else (0.0, 0.0, 0.0)

    def step(given: ArrayLike, state: State) -> State:
        hidden, cell = state
        gates = clipped(given + hidden @ recurrent, attributes)
        i, f, g, o = (gates[:, at : at + size] for at in range(0, 4 * size, size))
        i = gate(i + seen[0] * cell)
        f = 1 - i if attributes["input_forget"] else gate(f + seen[2] * cell)
        cell = f * cell + i * new(g)
        return gate(o + seen[1] * cell) * out(cell), cell

    return step


def gru_step(weights: Weights, functions: Sequence[Function], attributes: Mapping[str, Any],
             _: ArrayLike | None) -> Step:  # fmt: skip
    gate, new = functions
    size = weights[1].shape[1]
    gates, candidate = weights[1][: 2 * size].T, weights[1][2 * size :].T
    bias = 0.0 if weights[3] is None else weights[3][2 * size :]

    def step(given: ArrayLike, state: State) -> State:
        (hidden,) = state
        both = clipped(given[:, : 2 * size] + hidden @ gates, attributes)
        reset, update = np.split(gate(both), 2, axis=-1)
        if attributes["reset_after"]:
            inner = reset * (hidden @ candidate + bias)
        else:
            inner = (reset * hidden) @ candidate + bias
        made = new(clipped(given[:, 2 * size :] + inner, attributes))
        return ((1 - update) * made + update * hidden,)

    return step


def rnn_step(weights: Weights, functions: Sequence[Function], attributes: Mapping[str, Any],
             _: ArrayLike | None) -> Step:  # fmt: skip
    recurrent = weights[1].T

    def step(given: ArrayLike, state: State) -> State:
        return (functions[0](clipped(given + state[0] @ recurrent, attributes)),)

    return step


def clipped(x: ArrayLike, attributes: Mapping[str, Any]) -> ArrayLike:
    bound = attributes["clip"]
    return np.clip(x, -bound, bound) if bound else x


def given_to_gates(x: ArrayLike, weights: Weights, of_gru: bool) -> ArrayLike:
    """What the input gives at all steps at once, with the biases that stand outside of gates."""
    made: ArrayLike = x @ weights[0].T
    made = made if weights[2] is None else made + weights[2]
    if weights[3] is None:
        return made
    bias = weights[3].copy()
    if of_gru:
        bias[2 * (len(bias) // 3) :] = 0
    return made + bias


def run(
    given: ArrayLike, state: State, step: Step, lengths: ArrayLike | None, backwards: bool
) -> tuple[ArrayLike, State]:
    """All steps of one direction: [steps, batch, size] and the last state."""
    count = given.shape[0]
    y = np.zeros((count, *state[0].shape), given.dtype)
    for at in reversed(range(count)) if backwards else range(count):
        after = step(given[at], state)
        if lengths is None:
            y[at], state = after[0], after
            continue
        goes_on = (at < lengths)[:, None]
        y[at] = np.where(goes_on, after[0], 0)
        state = tuple(np.where(goes_on, new, old) for new, old in zip(after, state, strict=True))
    return y, state
