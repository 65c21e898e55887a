"""Pooling: the largest or the average of sliding windows, or of whole images.

Cells of padding never are the largest; they count in an average only with `count_include_pad`. What
ceil mode adds at the end never counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any, Final

import numpy as np

from ahr.dims import Dims
from ahr.dtypes import numpy_dtype
from ahr.graph import TensorSpec
from ahr.ops.convolution_rows import keras_padded, onnx_windows, said, torch_padded
from ahr.ops.row import ArrayLike, Call, CannotWrite, OnnxWriter, ShapeError, TensorOp, Use
from ahr.ops.rules import want
from ahr.ops.windows import (
    Windows,
    end_pads,
    output_lengths,
    padded,
    per_axis,
    positions,
    shifted,
    windows,
)
from ahr.ops.writing import arguments, plain

_WINDOWS: Final = {"kernel": 2, "stride": None, "padding": 0, "dilation": None, "ceil_mode": False}


def _image(call: Call, kinds: str = "f") -> TensorSpec:
    x = want(call, 0, kinds)
    if x.dims is not None and len(x.dims) < 3:
        raise ShapeError(f"wants an input of [batch, channels, lengths...], got {x}",
                         operands=(0,))  # fmt: skip
    return x


def _windows(lengths: Dims, attributes: Any) -> Windows:
    return windows(lengths, per_axis(attributes["kernel"], len(lengths), "kernel"), attributes)


def _of(call: Call) -> Windows:
    dims = call.spec(0).dims
    if dims is None:
        raise CannotWrite("the number of axes is not known")
    return _windows(dims[2:], call.attributes)


def _pooled(kinds: str) -> Callable[[Call], tuple[TensorSpec, ...]]:
    def rule(call: Call) -> tuple[TensorSpec, ...]:
        x = _image(call, kinds)
        dims = None
        if x.dims is not None:
            dims = (*x.dims[:2], *output_lengths(x.dims[2:], _of(call)))
        made = TensorSpec(x.dtype, dims)
        return (made, TensorSpec("i64", dims)) if call.attributes.get("indices") else (made,)

    return rule


def _lowest(dtype: np.dtype[Any]) -> Any:
    return np.iinfo(dtype).min if dtype.kind in "iu" else -np.inf


def _max_pool(x: ArrayLike, indices: bool, column_major: bool, **attributes: Any) -> Any:
    made = _windows(x.shape[2:], attributes)
    counts = [int(each or 0) for each in output_lengths(x.shape[2:], made)]
    pads = end_pads(x.shape[2:], made)
    cells = padded(x, pads, _lowest(x.dtype))
    if not indices:
        return reduce(np.maximum, shifted(cells, made, counts))
    return _with_indices(cells, made, [begin for begin, _ in pads], x.shape, column_major)


def _with_indices(
    cells: ArrayLike, made: Windows, begins: Sequence[int], shape: tuple[int, ...],
    column_major: bool,
) -> tuple[ArrayLike, ArrayLike]:  # fmt: skip
    """And where in the whole tensor, flat, each one stands."""
    rank = len(made.kernel)
    view = positions(cells, made)
    flat = view.reshape(*view.shape[:-rank], -1)
    best = flat.argmax(-1)
    where = np.unravel_index(best, made.kernel)
    places = np.indices(best.shape)
    order = range(rank - 1, -1, -1) if column_major else range(rank)
    found = places[0] * shape[1] + places[1]
    for axis in order:
        cell = places[2 + axis] * made.stride[axis] + where[axis] * made.dilation[axis]
        found = found * shape[2 + axis] + cell - begins[axis]
    return np.take_along_axis(flat, best[..., None], -1)[..., 0], found.astype(np.int64)


def _average_pool(x: ArrayLike, count_include_pad: bool, **attributes: Any) -> ArrayLike:
    made = _windows(x.shape[2:], attributes)
    counts = [int(each or 0) for each in output_lengths(x.shape[2:], made)]
    ends = end_pads(x.shape[2:], made)
    total = sum(shifted(padded(x, ends), made, counts), np.zeros((), x.dtype))
    inside = padded(np.ones((1, 1, *x.shape[2:]), x.dtype), made.known_pads(), count_include_pad)
    extra = tuple((0, end - pad[1]) for (_, end), pad in zip(ends, made.known_pads(), strict=True))
    number = sum(shifted(padded(inside, extra), made, counts), np.zeros((), x.dtype))
    made_of: ArrayLike = (total / number).astype(x.dtype, copy=False)
    return made_of


def _fixed_ends(use: Use, made: Windows) -> Any:
    """The pads with which plain windows are the same ones. Raises CannotWrite."""
    if not made.ceil_mode:
        return made.known_pads()
    lengths = (use.call.spec(0).dims or ())[2:]
    if not all(isinstance(each, int) for each in lengths):
        raise CannotWrite("in ceil mode the lengths must be known")
    return end_pads([int(each or 0) for each in lengths], made)


def _torch_settings(use: Use) -> tuple[str, bool]:
    """torch's own arguments, and whether they say everything."""
    made = _of(use.call)
    padding = made.symmetric()
    own = padding is not None and all(
        2 * pad <= size for pad, size in zip(padding, made.kernel, strict=True)
    )
    return arguments(
        str(made.kernel[0]) if len(set(made.kernel)) == 1 else str(made.kernel),
        _stride(made, "stride"), said("padding", (padding if own else None) or (0,), 0),
        said("dilation", made.dilation, 1), "ceil_mode=True" if own and made.ceil_mode else "",
    ), own  # fmt: skip


def _stride(made: Windows, name: str) -> str:
    """Where nothing is said, the targets take the kernel's."""
    return "" if made.stride == made.kernel else f"{name}={_numbers(made.stride)}"


def _numbers(numbers: Sequence[int]) -> str:
    return str(numbers[0]) if len(set(numbers)) == 1 else str(tuple(numbers))


def _max_torch(use: Use) -> str:
    made = _of(use.call)
    settings, own = _torch_settings(use)
    x = use.operands[0]
    if not own:
        x = torch_padded(x, _fixed_ends(use, made), f"value={_lowest_text(use)}")
    name = f"F.max_pool{len(made.kernel)}d"
    if not use["indices"]:
        return f"{name}({x}, {settings})"
    lengths = (use.call.spec(0).dims or ())[1:]
    if not own or use["column_major"] or not all(isinstance(each, int) for each in lengths):
        raise CannotWrite("torch counts the indices inside of each channel")
    channels, area = lengths[0], int(np.prod([int(each or 0) for each in lengths[1:]]))
    images = f"torch.arange({use.operands[0]}.shape[0] * {channels})"
    shape = (-1, channels, *(1,) * len(made.kernel))
    return (f"(lambda y, at: (y, at + {area} * {images}.reshape{shape}))"
            f"(*{name}({x}, {settings}, return_indices=True))")  # fmt: skip


def _lowest_text(use: Use) -> str:
    lowest = _lowest(numpy_dtype(use.call.spec(0).dtype))
    return str(lowest) if isinstance(lowest, int) else 'float("-inf")'


def _average_torch(use: Use) -> str:
    made = _of(use.call)
    settings, own = _torch_settings(use)
    _undilated(made)
    name, x = f"F.avg_pool{len(made.kernel)}d", use.operands[0]
    if own and (use["count_include_pad"] or made.symmetric() == (0,) * len(made.kernel)):
        return f"{name}({x}, {settings})"
    if own:
        return f"{name}({x}, {settings}, count_include_pad=False)"
    pads = _fixed_ends(use, made)
    total = f"{name}({torch_padded(x, pads)}, {settings})"
    if not any(map(any, pads)):
        return total
    ones = torch_padded(f"torch.ones_like({x}[:1, :1])", *_counted(use, made))
    rest = tuple((0, end - pad[1]) for (_, end), pad in zip(pads, made.known_pads(), strict=True))
    ones = torch_padded(ones, rest) if use["count_include_pad"] else ones
    return f"{total} / {name}({ones}, {settings})"


def _counted(use: Use, made: Windows) -> tuple[Any, str]:
    """The padding of what is counted, and what it counts."""
    if use["count_include_pad"]:
        return made.known_pads(), "value=1"
    return _fixed_ends(use, made), ""


def _undilated(made: Windows) -> None:
    if max(made.dilation) > 1:
        raise CannotWrite("there is no pooling with dilation")


def _keras_settings(made: Windows) -> str:
    _undilated(made)
    return arguments(_numbers(made.kernel), f"strides={_numbers(made.stride)}",
                     'data_format="channels_first"')  # fmt: skip


def _max_keras(use: Use) -> str:
    made = _of(use.call)
    if use["indices"]:
        raise CannotWrite("Keras does not say where the largest stands")
    value = f"constant_values={_lowest_text(use)}".replace('"', "'")
    x = keras_padded(use.operands[0], _fixed_ends(use, made), value)
    return f"ops.max_pool({x}, {_keras_settings(made)})"


def _average_keras(use: Use) -> str:
    made = _of(use.call)
    settings, x, pads = _keras_settings(made), use.operands[0], _fixed_ends(use, made)
    total = f"ops.average_pool({keras_padded(x, pads)}, {settings})"
    if not any(map(any, pads)) or use["count_include_pad"] and pads == made.known_pads():
        return total
    ones = f"ops.ones_like({x}[:1, :1])"
    if use["count_include_pad"]:
        ones = keras_padded(ones, made.known_pads(), "constant_values=1")
        pads = tuple((0, end - pad[1]) for (_, end), pad in
                     zip(pads, made.known_pads(), strict=True))  # fmt: skip
    return f"{total} / ops.average_pool({keras_padded(ones, pads)}, {settings})"


def _onnx(op_type: str) -> Callable[[OnnxWriter, Call, Sequence[str], Sequence[str]], None]:
    def build(write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]) -> None:
        made = _of(call)
        lengths = (call.spec(0).dims or ())[2:]
        # ONNX counts a last window that starts outside; then there is nothing to round up.
        rounds = output_lengths(lengths, made) != output_lengths(lengths, _floored(made))
        settings = {**onnx_windows(made, call["padding"]), "ceil_mode": int(rounds)}
        if op_type == "MaxPool":
            settings["storage_order"] = int(call["column_major"])
        else:
            settings["count_include_pad"] = int(call["count_include_pad"])
        write.node(op_type, inputs, outputs, **settings)

    return build


def _floored(made: Windows) -> Windows:
    return Windows(made.kernel, made.stride, made.dilation, made.pads)


def _whole(call: Call) -> tuple[TensorSpec, ...]:
    x = _image(call)
    dims = None if x.dims is None else (*x.dims[:2], *(1 for _ in x.dims[2:]))
    return (TensorSpec(x.dtype, dims),)


def _over_lengths(text: str) -> Callable[[Use], str]:
    def build(use: Use) -> str:
        dims = use.call.spec(0).dims
        if dims is None:
            raise CannotWrite("the number of axes is not known")
        return text.format(use.operands[0], axes=tuple(range(2, len(dims))))

    return build


def _global(
    name: str, function: Any, torch: str, keras: str, op_type: str, summary: str
) -> TensorOp:
    def meaning(x: ArrayLike) -> Any:
        return function(x, axis=tuple(range(2, x.ndim)), keepdims=True).astype(x.dtype, copy=False)

    return TensorOp(name, "x", _whole, meaning, _over_lengths(torch), plain(op_type),
                    _over_lengths(keras), summary)  # fmt: skip


ROWS: Final = (
    TensorOp(
        "max_pool", "x", _pooled("fiu"), _max_pool, _max_torch, _onnx("MaxPool"), _max_keras,
        "the largest of each window; indices=True: and where in the whole tensor it stands",
        {**_WINDOWS, "indices": False, "column_major": False}, outputs="y indices?",
    ),
    TensorOp(
        "average_pool", "x", _pooled("f"), _average_pool, _average_torch, _onnx("AveragePool"),
        _average_keras, "the average of each window", {**_WINDOWS, "count_include_pad": False},
    ),
    _global("global_average_pool", np.mean, "{0}.mean({axes}, keepdim=True)",
            "ops.mean({0}, axis={axes}, keepdims=True)", "GlobalAveragePool",
            "the average of each channel"),
    _global("global_max_pool", np.max, "{0}.amax({axes}, keepdim=True)",
            "ops.max({0}, axis={axes}, keepdims=True)", "GlobalMaxPool",
            "the largest of each channel"),
)  # fmt: skip
