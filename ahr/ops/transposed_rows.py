"""Transposed convolutions: each cell of the input is spread over a window of the output.

The output has `stride * (length - 1) + extent + output_padding` cells on an axis; `padding` is cut
off. `output_shape` says the lengths instead, and the padding follows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from ahr import dims
from ahr.dims import Dims
from ahr.graph import TensorSpec
from ahr.ops.convolution_rows import (
    check_bias,
    image_and_kernel,
    keras_bias,
    named,
    no_bias,
    one_or_all,
    said,
    torch_padded,
)
from ahr.ops.row import ArrayLike, Call, CannotWrite, Layer, OnnxWriter, ShapeError, TensorOp, Use
from ahr.ops.windows import WORDS, Pads, Windows, explicit_pads, per_axis, windows
from ahr.ops.writing import arguments
from nbc.types.model import Dim


def _windows(lengths: Dims, kernel: Sequence[Any], attributes: Mapping[str, Any]) -> Windows:
    """`pads` are cut off the output; None where they depend on lengths that are not known."""
    rank = len(lengths)
    made = windows(lengths, [int(each) for each in kernel], {**attributes, "padding": 0})
    extra = _output_padding(attributes, rank)
    padding, shape = attributes["padding"], attributes["output_shape"]
    if shape is None and not isinstance(padding, str):
        pads: Pads | None = explicit_pads(padding, rank)
    elif shape is None and padding == "valid":
        pads = ((0, 0),) * rank
    else:
        pads = _pads_for(lengths, made, extra, shape, padding)
    return Windows(made.kernel, made.stride, made.dilation, pads)


def _output_padding(attributes: Mapping[str, Any], rank: int) -> tuple[int, ...]:
    value = attributes["output_padding"]
    return (0,) * rank if value is None else per_axis(value, rank, "output_padding")


def _pads_for(
    lengths: Dims, made: Windows, extra: Sequence[int], shape: Sequence[int] | None, padding: Any
) -> Pads | None:
    """The pads that lead to wanted lengths: those given, or the input's times the stride."""
    found = []
    for axis, length in enumerate(lengths):
        full = dims.add(dims.multiply(made.stride[axis], dims.subtract(length, 1)),
                        made.extent[axis] + extra[axis])  # fmt: skip
        wanted = dims.multiply(length, made.stride[axis]) if shape is None else shape[axis]
        total = dims.subtract(full, wanted)
        if not isinstance(total, int):
            return None
        if total < 0:  # what is missing is added at the end, as ONNX Runtime does
            found.append((0, total))
            continue
        small, large = total // 2, total - total // 2
        found.append((small, large) if padding == "same" else (large, small))
    return tuple(found)


def _at_the_end(call: Call) -> tuple[Windows, tuple[int, ...]]:
    """The windows without padding below 0 at their ends, and what is added there instead."""
    made = transposed_windows(call)
    extra = _output_padding(call.attributes, len(made.kernel))
    pads = tuple((begin, max(end, 0)) for begin, end in made.known_pads())
    more = tuple(
        number - min(end, 0) for number, (_, end) in zip(extra, made.known_pads(), strict=True)
    )
    return Windows(made.kernel, made.stride, made.dilation, pads), more


def _shape(call: Call) -> tuple[TensorSpec, ...]:
    found = image_and_kernel(call)
    if found is None:
        return (TensorSpec(call.spec(0).dtype, None),)
    x, weight = found
    assert x.dims is not None and weight.dims is not None
    if dims.disagree(x.dims[1], weight.dims[0]):
        raise ShapeError(
            f"has an input of {x.dims[1]} channels ({x}), but a kernel for {weight.dims[0]} "
            f"({weight})", operands=(0, 1),
        )  # fmt: skip
    filters = dims.multiply(weight.dims[1], call["groups"])
    check_bias(call, filters)
    if not all(isinstance(each, int) for each in weight.dims[2:]):
        return (TensorSpec(x.dtype, (x.dims[0], filters, *(None for _ in x.dims[2:]))),)
    return (TensorSpec(x.dtype, (x.dims[0], filters, *_lengths(call))),)


def _lengths(call: Call) -> Dims:
    lengths = (call.spec(0).dims or ())[2:]
    made = transposed_windows(call)
    if call["output_shape"] is not None:
        return tuple(call["output_shape"])
    if made.pads is None:
        return tuple(dims.multiply(each, by) for each, by in zip(lengths, made.stride, strict=True))
    extra = _output_padding(call.attributes, len(lengths))
    found = [
        dims.add(dims.multiply(made.stride[axis], dims.subtract(length, 1)),
                 made.extent[axis] + extra[axis] - sum(made.pads[axis]))
        for axis, length in enumerate(lengths)
    ]  # fmt: skip
    if any(isinstance(each, int) and each < 1 for each in found):
        raise ShapeError(f"makes nothing of {call.spec(0)}: what is left of it is "
                         f"{dims.shown(tuple(found))}", operands=(0,),
                         hint="make the padding smaller")  # fmt: skip
    return tuple(found)


def transposed_windows(call: Call) -> Windows:
    """The windows of a call."""
    kernel = (call.spec(1).dims or ())[2:]
    if not all(isinstance(each, int) for each in kernel):
        raise CannotWrite("the size of the kernel is not known")
    return _windows((call.spec(0).dims or ())[2:], kernel, call.attributes)


def _meaning(
    x: ArrayLike, weight: ArrayLike, bias: ArrayLike | None = None, *, groups: int,
    **attributes: Any,
) -> ArrayLike:  # fmt: skip
    made = _windows(x.shape[2:], weight.shape[2:], attributes)
    extra = _output_padding(attributes, len(made.kernel))
    parts = [
        _spread(part, kernel, made, extra)
        for part, kernel in zip(np.split(x, groups, axis=1), np.split(weight, groups), strict=True)
    ]
    y: ArrayLike = np.concatenate(parts, axis=1)
    if bias is not None:
        y = y + bias.reshape(-1, *(1,) * len(made.kernel))
    return y


def _spread(x: ArrayLike, kernel: ArrayLike, made: Windows, extra: Sequence[int]) -> ArrayLike:
    batch, lengths, filters = x.shape[0], x.shape[2:], kernel.shape[1]
    cells = np.tensordot(kernel, x, axes=(0, 1))  # [filters, kernel..., batch, lengths...]
    full = [stride * (length - 1) + extent + more for stride, length, extent, more in
            zip(made.stride, lengths, made.extent, extra, strict=True)]  # fmt: skip
    y = np.zeros((filters, batch, *full), x.dtype)
    for place in np.ndindex(made.kernel):
        met: tuple[Any, ...] = (..., *(
            slice(at * rate, at * rate + stride * (length - 1) + 1, stride)
            for at, rate, stride, length in
            zip(place, made.dilation, made.stride, lengths, strict=True)
        ))  # fmt: skip
        y[met] += cells[(slice(None), *place)]
    return _cut(y.swapaxes(0, 1), made.known_pads())


def _cut(y: ArrayLike, pads: Pads) -> ArrayLike:
    """Without the padding; where it is negative, zeros are added."""
    ends = zip(y.shape[2:], pads, strict=True)
    kept: tuple[Any, ...] = (..., *(
        slice(max(begin, 0), length - max(end, 0)) for length, (begin, end) in ends
    ))  # fmt: skip
    missing = ((0, 0), (0, 0), *((max(-begin, 0), max(-end, 0)) for begin, end in pads))
    made: ArrayLike = np.pad(y[kept], missing)
    return made


def _macs(call: Call, outputs: tuple[TensorSpec, ...]) -> Dim:
    x, weight = call.spec(0).dims, call.spec(1).dims
    return dims.multiply(*(x or (None,)), *(weight[1:] if weight else (None,)))


def _torch_parts(use: Use) -> tuple[str, str, Pads]:
    """The keyword arguments, the padding and what is left to be cut off the result."""
    made = transposed_windows(use.call)
    pads = made.known_pads()
    extra = _output_padding(use.call.attributes, len(pads))
    growth = [more + begin - end for more, (begin, end) in zip(extra, pads, strict=True)]
    fits = all(begin >= 0 and 0 <= more < max(stride, rate) for (begin, _), more, stride, rate in
               zip(pads, growth, made.stride, made.dilation, strict=True))  # fmt: skip
    padding, growth = ([begin for begin, _ in pads], growth) if fits else ([0], list(extra))
    groups = use["groups"]
    settings = arguments(
        said("stride", made.stride, 1), said("padding", padding, 0),
        said("output_padding", growth, 0), f"groups={groups}" if groups != 1 else "",
        said("dilation", made.dilation, 1),
    )  # fmt: skip
    rest = () if fits else tuple((-begin, -end) for begin, end in pads)
    return settings, one_or_all(made.kernel), rest


def _torch(use: Use) -> str:
    settings, _, rest = _torch_parts(use)
    rank = len(use.call.spec(0).dims or ()) - 2
    if any(begin > 0 or end > 0 for begin, end in rest) and use.call.has(2):
        raise CannotWrite("the output is longer than what the kernel reaches")
    text = f"F.conv_transpose{rank}d({arguments(*use.operands, settings)})"
    return torch_padded(text, rest)


def _torch_layer(use: Use) -> Layer | None:
    settings, kernel, rest = _torch_parts(use)
    if rest:
        return None
    channels, filters, *lengths = use.call.spec(1).dims or ()
    assert isinstance(filters, int)
    make = arguments(f"{channels}, {filters * use['groups']}, {kernel}", settings,
                     no_bias(use, "bias"))  # fmt: skip
    return Layer(f"nn.ConvTranspose{len(lengths)}d({make})", "{layer}(" + use.operands[0] + ")",
                 named(use, "weight", "bias"))  # fmt: skip


def _keras_settings(use: Use, made: Windows, extra: Sequence[int]) -> str:
    """Keras has no groups; what it adds at the end is said, so that nothing is guessed."""
    if use["groups"] != 1:
        raise CannotWrite("Keras has no groups in transposed convolutions")
    if any(begin < 0 for begin, _ in made.known_pads()) or any(
        more >= stride for more, stride in zip(extra, made.stride, strict=True)
    ) and any(extra):  # fmt: skip
        raise CannotWrite("the output is longer than what the kernel reaches")
    return arguments(
        said("strides", made.stride, 1), f"output_padding={one_or_all(extra)}",
        'data_format="channels_first"', said("dilation_rate", made.dilation, 1),
    )  # fmt: skip


def _keras_cut(text: str, pads: Pads) -> str:
    ends = ", ".join(f"{begin or ''}:{-end if end else ''}" for begin, end in pads)
    return f"{text}[:, :, {ends}]" if any(map(any, pads)) else text


def _keras(use: Use) -> str:
    made, extra = _at_the_end(use.call)
    rank = len(made.kernel)
    kernel = f"ops.transpose({use.operands[1]}, {(*range(2, rank + 2), 1, 0)})"
    given = arguments(use.operands[0], kernel, _keras_settings(use, made, extra))
    return keras_bias(use, _keras_cut(f"ops.conv_transpose({given})", made.known_pads()), rank)


def _keras_layer(use: Use) -> Layer:
    made, extra = _at_the_end(use.call)
    rank = len(made.kernel)
    filters = (use.call.spec(1).dims or ())[1]
    make = arguments(f"{filters}, {one_or_all(made.kernel)}", _keras_settings(use, made, extra),
                     no_bias(use, "use_bias"))  # fmt: skip
    call = _keras_cut("{layer}(" + use.operands[0] + ")", made.known_pads())
    return Layer(f"layers.Conv{rank}DTranspose({make})", call, named(use, "kernel", "bias"),
                 {1: (*range(2, rank + 2), 1, 0)})  # fmt: skip


def _onnx(write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]) -> None:
    made = transposed_windows(call)
    settings: dict[str, Any] = {
        "strides": made.stride, "dilations": made.dilation, "kernel_shape": made.kernel,
        "group": call["groups"],
    }  # fmt: skip
    if made.pads is None or any(begin < 0 for begin, _ in made.pads):
        settings["output_padding"] = _output_padding(call.attributes, len(made.kernel))
        if call["output_shape"] is not None:
            settings["output_shape"] = call["output_shape"]
        if isinstance(call["padding"], str):
            settings["auto_pad"] = WORDS[call["padding"]]
    else:
        fixed, settings["output_padding"] = _at_the_end(call)
        settings["pads"] = [pair[side] for side in (0, 1) for pair in fixed.known_pads()]
    write.node("ConvTranspose", inputs, outputs, **settings)


ROWS: Final = (
    TensorOp(
        "conv_transpose", "x weight bias?", _shape, _meaning, _torch, _onnx, _keras,
        "cells spread by filters of [channels, filters / groups, kernel...]",
        {"stride": None, "padding": 0, "dilation": None, "groups": 1, "output_padding": None,
         "output_shape": None}, macs=_macs, torch_layer=_torch_layer, keras_layer=_keras_layer,
    ),
)  # fmt: skip
