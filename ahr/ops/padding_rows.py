"""Padding of any axes, as ONNX has it: begins and ends behind each other; negative ones cut off.

What is not constant is said by positions (`arange`, then reflected, held or wrapped) where torch
and Keras have no function of their own for it.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from ahr import dims
from ahr.graph import TensorSpec
from ahr.ops.reshape_rows import numbers
from ahr.ops.row import ArrayLike, Call, CannotWrite, ShapeError, TensorOp, Use
from ahr.ops.rules import axis_in
from ahr.ops.writing import plain

MODES: Final = ("constant", "reflect", "edge", "wrap")

_POSITIONS: Final = {
    "reflect": "{n} - 1 - abs({n} - 1 - abs({at}))",
    "edge": "{clip}({at}, 0, {n} - 1)",
    "wrap": "({at}) % {n}",
}


def _around(call: Call) -> list[tuple[int, int]] | None:
    """Begin and end of every axis, where they are known."""
    x, pads, axes = call.spec(0), numbers(call, 1), numbers(call, 3) if call.has(3) else None
    if x.dims is None or pads is None or (call.has(3) and axes is None):
        return None
    rank = len(x.dims)
    chosen = list(range(rank)) if axes is None else [axis_in(each, rank, x) for each in axes]
    if len(pads) != 2 * len(chosen):
        raise ShapeError(f"wants {2 * len(chosen)} numbers for {len(chosen)} axes of {x}, got "
                         f"{len(pads)}", operands=(0, 1))  # fmt: skip
    found = [(0, 0)] * rank
    for axis, begin, end in zip(chosen, pads, pads[len(chosen) :], strict=False):
        found[axis] = (begin, end)
    return found


def _shape(call: Call) -> tuple[TensorSpec, ...]:
    x = call.spec(0)
    if call["mode"] not in MODES:
        raise ShapeError(f"has no mode {call['mode']!r}", hint=f"one of {', '.join(MODES)}")
    around = _around(call)
    if x.dims is None or around is None:
        return (TensorSpec(x.dtype, None if x.dims is None else (None,) * len(x.dims)),)
    made = tuple(dims.add(length, *pads) for length, pads in zip(x.dims, around, strict=True))
    for axis, length in enumerate(made):
        if isinstance(length, int) and length < 0:
            raise ShapeError(f"cuts off more of axis {axis} of {x} than there is", operands=(0, 1))
    return (TensorSpec(x.dtype, made),)


def _pad(
    x: ArrayLike, pads: ArrayLike, value: ArrayLike | None = None, axes: ArrayLike | None = None,
    *, mode: str,
) -> ArrayLike:  # fmt: skip
    chosen = range(x.ndim) if axes is None else [int(each) for each in axes]
    around, cut = [(0, 0)] * x.ndim, [slice(None)] * x.ndim
    for index, axis in enumerate(chosen):
        begin, end = int(pads[index]), int(pads[index + len(chosen)])
        around[axis] = (max(begin, 0), max(end, 0))
        cut[axis] = slice(max(-begin, 0), x.shape[axis] - max(-end, 0))
    if mode != "constant":
        made: ArrayLike = np.pad(x[tuple(cut)], around, mode=mode)  # type: ignore[call-overload]
        return made
    fill = 0 if value is None else np.asarray(value).item()
    return np.pad(x[tuple(cut)], around, constant_values=fill)


def _known(use: Use) -> tuple[list[tuple[int, int]], str]:
    """The pads and the value as text. Raises CannotWrite."""
    around = _around(use.call)
    if around is None:
        raise CannotWrite("how much it pads is computed by the model itself")
    if not use.call.has(2) or use["mode"] != "constant":
        return around, ""
    value = use.known(2, "the value of padding").item()
    written = repr(value) if np.isfinite(value) else f"float('{value}')"
    return around, "" if value == 0 else written


def _torch(use: Use) -> str:
    around, value = _known(use)
    if use["mode"] != "constant":
        return _by_positions(use, "torch.arange({}, {})", "torch.clamp",
                             "{x}.index_select({axis}, {at})")  # fmt: skip
    while around and around[0] == (0, 0):
        around.pop(0)
    flat = tuple(number for pair in reversed(around) for number in pair)
    value = f", value={value}" if value else ""
    return f"F.pad({use.operands[0]}, {flat}{value})" if around else use.operands[0]


def _keras(use: Use) -> str:
    around, value = _known(use)
    if use["mode"] != "constant":
        return _by_positions(use, "ops.arange({}, {})", "ops.clip",
                             "ops.take({x}, {at}, axis={axis})")  # fmt: skip
    x = use.operands[0]
    if any(number < 0 for pair in around for number in pair):
        cuts = [f"{max(-begin, 0) or ''}:{min(end, 0) or ''}" for begin, end in around]
        x = f"{x}[{', '.join(cuts)}]"
    pads = ", ".join(f"({max(begin, 0)}, {max(end, 0)})" for begin, end in around)
    value = f", constant_values={value}" if value else ""
    return f"ops.pad({x}, ({pads}{',' if len(around) == 1 else ''}){value})"


def _by_positions(use: Use, counted: str, clip: str, take: str) -> str:
    """Axis by axis: which cells of the input the result has."""
    around, _ = _known(use)
    text = use.operands[0]
    for axis, (begin, end) in enumerate(around):
        if begin == end == 0:
            continue
        length = f"{use.operands[0]}.shape[{axis}]"
        ends = f"{length} + {end}" if end else length
        at = _POSITIONS[use["mode"]].format(n=length, at=counted.format(-begin, ends), clip=clip)
        text = take.format(x=text, at=at, axis=axis)
    return text


ROWS: Final = (
    TensorOp("pad", "x pads value? axes?", _shape, _pad, _torch, plain("Pad", mode="mode"), _keras,
             "x with cells around it: of one value, reflected, of the edge or from the other end",
             {"mode": "constant"}),
)  # fmt: skip
