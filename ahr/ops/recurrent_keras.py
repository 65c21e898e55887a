"""Recurrent layers for Keras: a scan over the steps.

Keras' own layers have one bias where torch and ONNX have two, and other gates of gru; so the cell
is written out. `g` is what the input gives to the gates, `s` the state, `k` what the state gives.
"""

from __future__ import annotations

from typing import Final

from ahr.ops.row import Call, Use

_CELLS: Final = {
    "lstm": (
        "lambda s, g: (lambda i, f, n, o: (lambda c: (lambda h: ((h, c), h))(ops.sigmoid(o) * "
        "ops.tanh(c)))(ops.sigmoid(f) * s[1] + ops.sigmoid(i) * ops.tanh(n)))"
        "(*ops.split(g + {k}, 4, axis=-1))"
    ),
    "gru": (
        "lambda s, g: (lambda k: (lambda r, z: (lambda h: ((h,), h))((1 - z) * ops.tanh("
        "g[:, {n2}:] + r * k[:, {n2}:]) + z * s[0]))(*ops.split(ops.sigmoid(g[:, :{n2}] + "
        "k[:, :{n2}]), 2, axis=-1)))({k})"
    ),
    "rnn": "lambda s, g: (lambda h: ((h,), h))(ops.{function}(g + {k}))",
}


def directions(name: str, function: str, use: Use, sets: list[list[int]], states: int) -> str:
    """The whole expression: the steps of each direction, beside each other."""
    parts = [_direction(name, function, use, each, at, states) for at, each in enumerate(sets)]
    if len(parts) == 1:
        whole = "lambda y, *s: ({y}, *(ops.expand_dims(e, 0) for e in s))"
        joined = "y"
    else:
        whole = "lambda a, b: ({y}, *(ops.stack(e) for e in zip(a[1:], b[1:])))"
        joined = "ops.concatenate([a[0], b[0]], axis=-1)"
    y = f"ops.transpose({joined}, (1, 0, 2))" if use["batch_first"] else joined
    given = f"*{parts[0]}" if len(parts) == 1 else ", ".join(parts)
    return f"({whole.format(y=y)})({given})"


def _direction(
    name: str, function: str, use: Use, weights: list[int], at: int, states: int
) -> str:  # fmt: skip
    """A tuple: the results of all steps and the last states."""
    call, text = use.call, use.operands
    size = (call.spec(weights[1]).dims or (None, None))[1]
    x = f"ops.transpose({text[0]}, (1, 0, 2))" if call["batch_first"] else text[0]
    gates = _plus(f"ops.matmul({x}, ops.transpose({text[weights[0]]}))", use, weights[2])
    inner = _plus(f"ops.matmul(s[0], ops.transpose({text[weights[1]]}))", use, weights[3])
    cell = _CELLS[name].format(k=inner, function=function, n2=2 * int(size or 0))
    backwards = at == 1 or call["direction"] == "reverse"
    zeros = f"ops.zeros((ops.shape({text[0]})[{0 if call['batch_first'] else 1}], {size}))"
    initial = "".join(f"{text[index]}[{at}], " if call.has(index) else f"{zeros}, "
                      for index in range(9, 9 + states))  # fmt: skip
    scan = f"ops.scan({cell}, ({initial}), {gates}{', reverse=True' if backwards else ''})"
    return f"(lambda s, y: (y, *s))(*{scan})"


def _plus(text: str, use: Use, bias: int) -> str:
    return f"{text} + {use.operands[bias]}" if use.call.has(bias) else text


def function_of(call: Call) -> str:
    """What a plain cell applies."""
    return str((call["activations"] or ("tanh",))[0])
