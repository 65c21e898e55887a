"""Convolutions over one, two or three axes: [batch, channels, lengths...].

The meaning is a matrix product over sliding windows; depthwise filters are added up cell by cell
of the kernel, which moves less memory. Transposed convolutions are in `transposed_rows`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from ahr import dims
from ahr.dims import Dims, shown
from ahr.graph import TensorSpec
from ahr.ops.row import ArrayLike, Call, CannotWrite, Layer, OnnxWriter, ShapeError, TensorOp, Use
from ahr.ops.rules import same_dtype, want
from ahr.ops.windows import (
    WORDS,
    Windows,
    end_pads,
    output_lengths,
    padded,
    positions,
    shifted,
    windows,
)
from ahr.ops.writing import arguments
from nbc.types.model import Dim

_CELLS_AT_ONCE: Final = 1 << 24
"""Cells of windows that are laid out at a time."""


def convolution_windows(call: Call, lengths: Dims | None = None) -> Windows:
    """The windows of a call whose kernel is known."""
    kernel = (call.spec(1).dims or ())[2:]
    if lengths is None:
        x = call.spec(0).dims
        lengths = (None,) * len(kernel) if x is None else x[2:]
    if not all(isinstance(each, int) for each in kernel):
        raise CannotWrite("the size of the kernel is not known")
    return windows(lengths, [int(each or 0) for each in kernel], call.attributes)


def image_and_kernel(call: Call) -> tuple[TensorSpec, TensorSpec] | None:
    """The two operands, of the same number of axes; None where that number is not known."""
    x, weight = want(call, 0, "f"), call.spec(1)
    same_dtype(call, (0, 1, 2))
    if x.dims is None or weight.dims is None:
        return None
    if len(x.dims) < 3 or len(x.dims) != len(weight.dims):
        raise ShapeError(
            f"wants an input of [batch, channels, lengths...] and a kernel of as many axes, "
            f"got {x} and {weight}", operands=(0, 1),
        )  # fmt: skip
    return x, weight


def _conv_shape(call: Call) -> tuple[TensorSpec, ...]:
    found = image_and_kernel(call)
    if found is None:
        return (TensorSpec(call.spec(0).dtype, None),)
    x, weight = found
    groups = call["groups"]
    assert x.dims is not None and weight.dims is not None
    filters = weight.dims[0]
    if dims.disagree(x.dims[1], dims.multiply(weight.dims[1], groups)):
        each = f" in each of {groups} groups" if groups != 1 else ""
        raise ShapeError(
            f"has an input of {x.dims[1]} channels ({x}), but a kernel for {weight.dims[1]}"
            f"{each} ({weight})", operands=(0, 1),
        )  # fmt: skip
    if isinstance(filters, int) and filters % groups:
        raise ShapeError(f"cannot divide {filters} filters into {groups} groups", operands=(1,))
    check_bias(call, filters)
    if not all(isinstance(each, int) for each in weight.dims[2:]):
        return (TensorSpec(x.dtype, (x.dims[0], filters, *(None for _ in x.dims[2:]))),)
    lengths = output_lengths(x.dims[2:], convolution_windows(call))
    return (TensorSpec(x.dtype, (x.dims[0], filters, *lengths)),)


def check_bias(call: Call, filters: Dim) -> None:
    """A bias has one number for each filter."""
    if not call.has(2):
        return
    shape = call.spec(2).dims
    if shape is not None and (len(shape) != 1 or dims.disagree(shape[0], filters)):
        raise ShapeError(f"has {filters} filters, but a bias of {shown(shape)}", operands=(1, 2))


def convolve(
    x: ArrayLike, weight: ArrayLike, bias: ArrayLike | None = None, *, groups: int = 1,
    **attributes: Any,
) -> ArrayLike:  # fmt: skip
    """The meaning. Half floats are added up in 32 bits."""
    made = windows(x.shape[2:], weight.shape[2:], attributes)
    counts = [int(each or 0) for each in output_lengths(x.shape[2:], made)]
    narrow = x.dtype.itemsize < 4 and x.dtype.kind not in "iu"
    wide = padded(x.astype(np.float32) if narrow else x, end_pads(x.shape[2:], made))
    kernel = weight.astype(wide.dtype, copy=False)
    if groups > 1 and groups == x.shape[1]:
        y = _depthwise(wide, kernel, made, counts)
    else:
        parts = [
            _by_product(part, filters, made, counts)
            for part, filters in zip(np.split(wide, groups, axis=1), np.split(kernel, groups),
                                     strict=True)
        ]  # fmt: skip
        y = parts[0] if groups == 1 else np.concatenate(parts, axis=1)
    if bias is not None:
        y = y + bias.astype(y.dtype).reshape(-1, *(1,) * len(counts))
    return y.astype(x.dtype, copy=False)


def _by_product(x: ArrayLike, kernel: ArrayLike, made: Windows, counts: Sequence[int]) -> ArrayLike:
    """filters @ cells: [filters, channels * kernel] @ [channels * kernel, places] per sample."""
    batch, (filters, channels), rank = x.shape[0], kernel.shape[:2], len(counts)
    rows = channels * int(np.prod(made.kernel))
    view = positions(x, made).transpose(0, 1, *range(2 + rank, 2 + 2 * rank), *range(2, 2 + rank))
    step = max(1, _CELLS_AT_ONCE // max(1, rows * int(np.prod(counts))))
    matrix = kernel.reshape(filters, rows)
    parts = [
        matrix @ view[at : at + step].reshape(-1, rows, int(np.prod(counts)))
        for at in range(0, max(batch, 1), step)
    ]
    y: ArrayLike = np.concatenate(parts) if len(parts) != 1 else parts[0]
    return y.reshape(batch, filters, *counts)


def _depthwise(x: ArrayLike, kernel: ArrayLike, made: Windows, counts: Sequence[int]) -> ArrayLike:
    """Each channel has filters of its own."""
    batch, channels, *_ = x.shape
    ones = (1,) * len(counts)
    cells = kernel.reshape(channels, -1, int(np.prod(made.kernel)))
    y = np.zeros((batch, channels, cells.shape[1], *counts), x.dtype)
    for index, view in enumerate(shifted(x, made, counts)):
        y += view[:, :, None] * cells[:, :, index].reshape(channels, -1, *ones)
    return y.reshape(batch, -1, *counts)


def _macs(call: Call, outputs: tuple[TensorSpec, ...]) -> Dim:
    weight = call.spec(1).dims
    return dims.multiply(*(outputs[0].dims or (None,)), *(weight[1:] if weight else (None,)))


def one_or_all(numbers: Sequence[int]) -> str:
    """`2`, or `(1, 2)` where the axes differ."""
    return str(numbers[0]) if len(set(numbers)) == 1 else str(tuple(numbers))


def said(name: str, numbers: Sequence[int], usual: int) -> str:
    """A keyword argument, or nothing where it says what is usual."""
    return f"{name}={one_or_all(numbers)}" if set(numbers) != {usual} else ""


def torch_padded(x: str, pads: Sequence[tuple[int, int]], value: str = "") -> str:
    """F.pad, which begins with the last axis."""
    numbers = tuple(number for pair in reversed(pads) for number in pair)
    return f"F.pad({arguments(x, str(numbers), value)})" if any(numbers) else x


def keras_padded(x: str, pads: Sequence[tuple[int, int]], value: str = "") -> str:
    around = ", ".join(f"({begin}, {end})" for begin, end in pads)
    given = arguments(x, f"((0, 0), (0, 0), {around})", value)
    return f"ops.pad({given})" if any(map(any, pads)) else x


def _torch_settings(use: Use, made: Windows) -> tuple[str, str]:
    """The input, padded if its ends differ, and the keyword arguments."""
    padding = made.symmetric()
    x = use.operands[0] if padding is not None else torch_padded(use.operands[0], made.known_pads())
    groups = use["groups"]
    return x, arguments(
        said("stride", made.stride, 1), said("padding", padding or (0,), 0),
        said("dilation", made.dilation, 1), f"groups={groups}" if groups != 1 else "",
    )  # fmt: skip


def _torch(use: Use) -> str:
    made = convolution_windows(use.call)
    x, settings = _torch_settings(use, made)
    return f"F.conv{len(made.kernel)}d({arguments(x, *use.operands[1:], settings)})"


def _torch_layer(use: Use) -> Layer:
    made = convolution_windows(use.call)
    x, settings = _torch_settings(use, made)
    filters, channels, *_ = use.call.spec(1).dims or ()
    assert isinstance(channels, int)
    shape = f"{channels * use['groups']}, {filters}, kernel_size={one_or_all(made.kernel)}"
    make = f"nn.Conv{len(made.kernel)}d({arguments(shape, settings, no_bias(use, 'bias'))})"
    return Layer(make, "{layer}(" + x + ")", named(use, "weight", "bias"))


def no_bias(use: Use, word: str) -> str:
    return "" if use.call.has(2) else f"{word}=False"


def named(use: Use, weight: str, bias: str) -> dict[int, str]:
    """The layer's tensors by the index of the input."""
    return {1: weight, 2: bias} if use.call.has(2) else {1: weight}


def keras_bias(use: Use, text: str, rank: int) -> str:
    if not use.call.has(2):
        return text
    return f"{text} + ops.reshape({use.operands[2]}, {(1, -1, *(1,) * rank)})"


def _keras_settings(made: Windows) -> str:
    return arguments(said("strides", made.stride, 1), 'data_format="channels_first"',
                     said("dilation_rate", made.dilation, 1))  # fmt: skip


def _keras(use: Use) -> str:
    made = convolution_windows(use.call)
    rank = len(made.kernel)
    x = keras_padded(use.operands[0], made.known_pads())
    kernel = f"ops.transpose({use.operands[1]}, {(*range(2, rank + 2), 1, 0)})"
    text = f"ops.conv({arguments(x, kernel, _keras_settings(made))})"
    return keras_bias(use, text, rank)


def _keras_layer(use: Use) -> Layer | None:
    made = convolution_windows(use.call)
    if max(made.stride) > 1 and max(made.dilation) > 1:
        return None  # Keras' layers have one of the two
    rank, groups = len(made.kernel), use["groups"]
    filters = (use.call.spec(1).dims or ())[0]
    make = arguments(
        f"{filters}, {one_or_all(made.kernel)}", _keras_settings(made),
        f"groups={groups}" if groups != 1 else "", no_bias(use, "use_bias"),
    )  # fmt: skip
    x = keras_padded(use.operands[0], made.known_pads())
    return Layer(f"layers.Conv{rank}D({make})", "{layer}(" + x + ")", named(use, "kernel", "bias"),
                 {1: (*range(2, rank + 2), 1, 0)})  # fmt: skip


def onnx_windows(made: Windows, padding: Any) -> dict[str, Any]:
    """ONNX's attributes of windows."""
    found: dict[str, Any] = {"strides": made.stride, "dilations": made.dilation,
                             "kernel_shape": made.kernel}  # fmt: skip
    if made.pads is None:
        return {**found, "auto_pad": WORDS[padding]}
    return {**found, "pads": [pair[side] for side in (0, 1) for pair in made.pads]}


def _onnx(write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]) -> None:
    made = convolution_windows(call)
    write.node("Conv", inputs, outputs, group=call["groups"],
               **onnx_windows(made, call["padding"]))  # fmt: skip


ROWS: Final = (
    TensorOp(
        "conv", "x weight bias?", _conv_shape, convolve, _torch, _onnx, _keras,
        "filters of [filters, channels / groups, kernel...], slid over the input",
        {"stride": None, "padding": 0, "dilation": None, "groups": 1}, macs=_macs,
        torch_layer=_torch_layer, keras_layer=_keras_layer,
    ),
)  # fmt: skip
