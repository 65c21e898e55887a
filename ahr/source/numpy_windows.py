"""Windows and norms as NumPy code: what has more to say than a template."""

from __future__ import annotations

from typing import Any

from ahr.ops.convolution_rows import convolution_windows
from ahr.ops.row import CannotWrite, SourceBuilder, Use
from ahr.ops.transposed_rows import transposed_windows
from ahr.ops.windows import Windows, end_pads, per_axis, windows
from ahr.ops.writing import arguments


def _fixed(use: Use, made: Windows) -> Any:
    """The pads with which plain windows are the same ones. Raises CannotWrite."""
    if not made.ceil_mode:
        return made.known_pads()
    lengths = (use.call.spec(0).dims or ())[2:]
    if not all(isinstance(each, int) for each in lengths):
        raise CannotWrite("in ceil mode the lengths must be known")
    return end_pads([int(each or 0) for each in lengths], made)


def _said(made: Windows, pads: Any) -> str:
    return f"stride={made.stride}, pads={tuple(pads)}, dilation={made.dilation}"


def conv(use: Use) -> str:
    made = convolution_windows(use.call)
    groups = f"groups={use['groups']}" if use["groups"] != 1 else ""
    return f"conv({arguments(*use.operands, _said(made, made.known_pads()), groups)})"


def conv_transpose(use: Use) -> str:
    made = transposed_windows(use.call)
    pads = made.known_pads()
    if min((number for pair in pads for number in pair), default=0) < 0:
        raise CannotWrite("it cuts off less than nothing")
    value = use["output_padding"]
    extra = (0,) * len(pads) if value is None else per_axis(value, len(pads), "output_padding")
    settings = arguments(_said(made, pads), f"groups={use['groups']}" if use["groups"] != 1 else "",
                         f"extra={extra}")  # fmt: skip
    return f"conv_transpose({arguments(*use.operands, settings)})"


def _pooling(use: Use) -> tuple[Windows, Any]:
    dims = use.call.spec(0).dims
    if dims is None:
        raise CannotWrite("the number of axes is not known")
    kernel = per_axis(use["kernel"], len(dims) - 2, "kernel")
    made = windows(dims[2:], kernel, use.call.attributes)
    return made, _fixed(use, made)


def max_pool(use: Use) -> str:
    if use["indices"]:
        raise CannotWrite("where the largest stands is not written")
    made, pads = _pooling(use)
    return f"max_pool({use.operands[0]}, {made.kernel}, {_said(made, pads)})"


def average_pool(use: Use) -> str:
    made, pads = _pooling(use)
    counted = made.known_pads() if use["count_include_pad"] else ((0, 0),) * len(made.kernel)
    return (f"average_pool({use.operands[0]}, {made.kernel}, {_said(made, pads)}, "
            f"counted={counted})")  # fmt: skip


def spatial(name: str) -> SourceBuilder:
    def build(use: Use) -> str:
        dims = use.call.spec(0).dims
        if dims is None:
            raise CannotWrite("the number of axes is not known")
        axes = tuple(range(2, len(dims)))
        return f"{use.operands[0]}.{name}(axis={axes}, keepdims=True)"

    return build


def _over(use: Use) -> Any:
    dims = use.call.spec(0).dims
    if dims is None:
        raise CannotWrite("the number of axes is not known")
    count = -use["axis"] if use["axis"] < 0 else len(dims) - use["axis"]
    return -1 if count == 1 else tuple(range(-count, 0))


def layer_norm(use: Use) -> str:
    if use["statistics"]:
        raise CannotWrite("mean and spread are not written")
    x, scale, *bias = use.operands
    y = f"normalise({x}, {_over(use)}, {use['epsilon']}) * {scale}"
    return f"{y} + {bias[0]}" if bias and bias[0] else y


def rms_norm(use: Use) -> str:
    x, scale = use.operands
    root = f"np.sqrt(np.mean({x} * {x}, axis={_over(use)}, keepdims=True) + {use['epsilon']})"
    return f"{x} / {root} * {scale}"


def instance_norm(use: Use) -> str:
    x, scale, bias = use.operands
    axes = tuple(range(2, len(use.call.spec(0).dims or ())))
    return (f"normalise({x}, {axes}, {use['epsilon']}) * per_channel({scale}, {x}) + "
            f"per_channel({bias}, {x})")  # fmt: skip
