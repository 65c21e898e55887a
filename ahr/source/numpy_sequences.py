"""Recurrent layers and attention as NumPy code: functions that are written into files, and calls.

The functions need NumPy, each other and those of `numpy_helpers` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from ahr.ops.recurrent_writing import plain_cell
from ahr.ops.row import CannotWrite, SourceBuilder, Use
from ahr.ops.writing import arguments
from ahr.source.numpy_helpers import sigmoid

_STATES: Final = {"lstm": 2, "gru": 1, "rnn": 1}


def lstm(x: Any, weights: Any, state: Any, backwards: Any = False) -> Any:
    """Long short-term memory over [steps, batch, features]; weights: of input and state, and the
    two biases."""
    w, r, b, c = weights
    gates = x @ w.T + b + c
    zeros = np.zeros((x.shape[1], r.shape[1]), x.dtype)
    h, cell = (zeros, zeros) if state is None else state
    y = np.zeros((len(x), *zeros.shape), x.dtype)
    steps = range(len(x))
    for at in reversed(steps) if backwards else steps:
        i, f, n, o = np.split(gates[at] + h @ r.T, 4, axis=-1)
        cell = sigmoid(f) * cell + sigmoid(i) * np.tanh(n)
        h = sigmoid(o) * np.tanh(cell)
        y[at] = h
    return y, h, cell


def gru(x: Any, weights: Any, state: Any, backwards: Any = False) -> Any:
    """Gated recurrent units over [steps, batch, features]; weights as of lstm."""
    w, r, b, c = weights
    gates = x @ w.T + b
    wide = 2 * r.shape[1]
    h = np.zeros((x.shape[1], r.shape[1]), x.dtype) if state is None else state[0]
    y = np.zeros((len(x), *h.shape), x.dtype)
    steps = range(len(x))
    for at in reversed(steps) if backwards else steps:
        g, k = gates[at], h @ r.T + c
        both = sigmoid(g[:, :wide] + k[:, :wide])
        reset, update = np.split(both, 2, axis=-1)
        new = np.tanh(g[:, wide:] + reset * k[:, wide:])
        h = (1 - update) * new + update * h
        y[at] = h
    return y, h


def rnn(x: Any, weights: Any, state: Any, backwards: Any = False, positive: Any = False) -> Any:
    """A plain recurrent layer over [steps, batch, features]; weights as of lstm."""
    w, r, b, c = weights
    gates = x @ w.T + b + c
    h = np.zeros((x.shape[1], r.shape[1]), x.dtype) if state is None else state[0]
    y = np.zeros((len(x), *h.shape), x.dtype)
    steps = range(len(x))
    for at in reversed(steps) if backwards else steps:
        h = gates[at] + h @ r.T
        h = np.maximum(h, 0) if positive else np.tanh(h)
        y[at] = h
    return y, h


def beside_each_other(results: Any, batch_first: Any = False) -> Any:
    """What one or two directions give: all steps, and the last states."""
    y = np.concatenate([each[0] for each in results], axis=-1)
    states = [np.stack(each) for each in list(zip(*results, strict=True))[1:]]
    return (y.swapaxes(0, 1) if batch_first else y, *states)


def attention(
    query: Any, key: Any, value: Any, mask: Any = None, scale: Any = None, causal: Any = False
) -> Any:
    """softmax(query @ key.T * scale) @ value; mask: bools, or what is added to the scores."""
    factor = query.shape[-1] ** -0.5 if scale is None else scale
    scores = (query @ key.swapaxes(-1, -2) * factor).astype(query.dtype)
    if mask is not None and mask.dtype == bool:
        scores = np.where(mask, scores, -np.inf)
    if mask is not None and mask.dtype != bool:
        scores = scores + mask
    if causal:
        scores = np.where(np.tri(*scores.shape[-2:]) == 1, scores, -np.inf)
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return ((e / e.sum(axis=-1, keepdims=True)) @ value).astype(query.dtype)


def multi_head_attention(
    query: Any, key: Any, value: Any, w: Any, out: Any, b: Any = 0, out_bias: Any = 0,
    mask: Any = None, heads: Any = 1, causal: Any = False,
) -> Any:  # fmt: skip
    """Attention of several heads, between projections of the inputs and of the result."""
    biases = np.split(b + np.zeros(len(w), query.dtype), 3)
    parts = []
    triples = zip((query, key, value), np.split(w, 3), biases, strict=True)
    for x, weight, bias in triples:
        y = (x @ weight.T + bias).reshape(*x.shape[:2], heads, -1)
        parts.append(y.swapaxes(1, 2))
    y = attention(parts[0], parts[1], parts[2], mask, None, causal).swapaxes(1, 2)
    return y.reshape(*query.shape[:2], -1) @ out.T + out_bias


HELPERS: Final[dict[str, Callable[..., Any]]] = {
    each.__name__: each
    for each in (lstm, gru, rnn, beside_each_other, attention, multi_head_attention)
}


def _recurrent(name: str) -> SourceBuilder:
    def build(use: Use) -> str:
        call, text = use.call, use.operands
        cell = plain_cell(name, use)
        _refuse_halves(use)
        both, first = call["direction"] == "bidirectional", call["batch_first"]
        x = f"{text[0]}.swapaxes(0, 1)" if first else text[0]
        given = [index for index in range(9, 9 + _STATES[name]) if call.has(index)]
        if given and len(given) < _STATES[name]:
            raise CannotWrite("one state is given, and not the other")
        made = []
        for at in range(2 if both else 1):
            places = range(1 + 4 * at, 5 + 4 * at)
            held = [text[index] if call.has(index) else "0" for index in places]
            states = ", ".join(f"{text[index]}[{at}]" for index in given)
            backwards = "True" if at or call["direction"] == "reverse" else ""
            other = "positive=True" if cell == "rnn_relu" else ""
            weights = f"({', '.join(held)})"
            state = f"[{states}]" if states else "None"
            made.append(f"{name}({arguments(x, weights, state, backwards, other)})")
        results = f"[{', '.join(made)}]"
        return f"beside_each_other({arguments(results, 'True' if first else '')})"

    return build


def _refuse_halves(use: Use) -> None:
    if use.call.spec(0).dtype in ("f16", "bf16"):
        raise CannotWrite("halves would be added up as halves")


def _attention(use: Use) -> str:
    _refuse_halves(use)
    mask = f"mask={use.operands[3]}" if use.call.has(3) else ""
    scale = "" if use["scale"] is None else f"scale={use['scale']}"
    causal = "causal=True" if use["causal"] else ""
    return f"attention({arguments(*use.operands[:3], mask, scale, causal)})"


def _heads(use: Use) -> str:
    _refuse_halves(use)
    named = zip((5, 6, 7), ("b", "out_bias", "mask"), strict=True)
    said = [f"{name}={use.operands[index]}" for index, name in named if use.call.has(index)]
    causal = "causal=True" if use["causal"] else ""
    heads = f"heads={use['heads']}"
    return f"multi_head_attention({arguments(*use.operands[:5], *said, heads, causal)})"


TEXTS: Final[Mapping[str, SourceBuilder]] = {
    **{name: _recurrent(name) for name in _STATES},
    "attention": _attention, "multi_head_attention": _heads,
}  # fmt: skip
