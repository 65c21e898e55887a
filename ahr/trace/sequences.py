"""Layers over sequences: attention and recurrent layers. Sequences are [N, steps, features]."""

from __future__ import annotations

from typing import Any

from ahr.graph import Initial
from ahr.trace.making import ZEROS, Making, known_length, want, want_axes
from ahr.trace.tensor import Tensor


def attention(
    x: Tensor, heads: int = 1, *, context: Tensor | None = None, mask: Tensor | None = None,
    causal: bool = False, bias: bool = True, name: str | None = None,
) -> Tensor:  # fmt: skip
    """Multi-head attention of [N, steps, features] to itself, or to `context`.

    mask: what is added to the scores, or bools that say which may be seen; causal: no step sees
    what comes after it.
    """
    want_axes(x, 3, "attention", "[N, steps, features]")
    features = known_length(x, -1, "features")
    want(heads > 0 and features % heads == 0, x,
         f"attention() cannot divide {features} features among {heads} heads")  # fmt: skip
    making = Making(x, name or "attention", fan_in=features)
    seen = (context if context is not None else x).name
    spread = Initial("uniform", (6 / (4 * features)) ** 0.5)
    inputs = [
        x.name, seen, seen, making.parameter("in_proj_weight", spread, 3 * features, features),
        making.weight("out_proj.weight", features, features),
        making.parameter("in_proj_bias", ZEROS, 3 * features) if bias else "",
        making.parameter("out_proj.bias", ZEROS, features) if bias else "",
        mask.name if mask is not None else "",
    ]  # fmt: skip
    return making.apply("multi_head_attention", inputs, heads=heads, causal=causal)


def lstm(
    x: Tensor, size: int, *, bidirectional: bool = False, bias: bool = True,
    name: str | None = None,
) -> Tensor:  # fmt: skip
    """Long short-term memory over [N, steps, features]: the results of all steps, [N, steps, size]
    (both directions beside each other: 2 * size)."""
    return _recurrent("lstm", 4, x, size, bidirectional, bias, name)


def gru(
    x: Tensor, size: int, *, bidirectional: bool = False, bias: bool = True,
    name: str | None = None,
) -> Tensor:  # fmt: skip
    """Gated recurrent units over [N, steps, features]: the results of all steps, [N, steps, size]
    (both directions beside each other: 2 * size)."""
    return _recurrent("gru", 3, x, size, bidirectional, bias, name)


def _recurrent(
    op: str, gates: int, x: Tensor, size: int, both: bool, bias: bool, name: str | None
) -> Tensor:
    want_axes(x, 3, op, "[N, steps, features]")
    features = known_length(x, -1, "features")
    want(size > 0, x, f"{op}() wants a size above 0, got {size}")
    making = Making(x, name or op, fan_in=size)
    inputs = [x.name]
    for suffix in ("", "_reverse") if both else ("",):
        inputs += [
            making.weight(f"weight_ih_l0{suffix}", gates * size, features),
            making.weight(f"weight_hh_l0{suffix}", gates * size, size),
            making.weight(f"bias_ih_l0{suffix}", gates * size) if bias else "",
            making.weight(f"bias_hh_l0{suffix}", gates * size) if bias else "",
        ]
    direction = "bidirectional" if both else "forward"
    made: Any = making.record.apply(op, inputs, {"direction": direction, "batch_first": True},
                                    name=making.label)  # fmt: skip
    return Tensor(making.record, made[0])
