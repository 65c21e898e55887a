"""Integers that stand for floats: x = (q - zero_point) * scale.

Scales and zero points are numbers, or lists along an axis, or (block_size) tensors of blocks.
Integer products are added up in 32 bits, as ONNX says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from ahr import dims
from ahr.dtypes import BY_NAME, numpy_dtype
from ahr.graph import TensorSpec
from ahr.ops.convolution_rows import ROWS as CONVOLUTIONS
from ahr.ops.convolution_rows import convolution_windows, convolve, onnx_windows, torch_padded
from ahr.ops.product_rows import product_dims
from ahr.ops.row import ArrayLike, Call, CannotWrite, OnnxWriter, ShapeError, TensorOp, Use
from ahr.ops.rules import agreed, axis_in, want
from ahr.ops.writing import plain, template


def _along(values: ArrayLike, x: ArrayLike, axis: int, block_size: int) -> ArrayLike:
    """A scale or zero point, to be combined with x."""
    if block_size:
        at = axis % x.ndim
        repeated: ArrayLike = np.repeat(values, block_size, axis=at)
        return repeated.take(range(x.shape[at]), axis=at)
    if values.ndim == 0 or values.size == 1:
        return values.reshape(())
    return values.reshape(-1, *(1,) * (x.ndim - 1 - axis % x.ndim))


def _checked(call: Call) -> TensorSpec:
    x, scale = call.spec(0), want(call, 1, "f")
    if x.dims and scale.dims is not None and len(scale.dims) == 1 and scale.dims != (1,):
        axis = axis_in(call["axis"], len(x.dims), x)
        agreed(call, [(0, x.dims[axis]), (1, scale.dims[0])],
               f"wants a scale for each part of axis {axis}")  # fmt: skip
    return x


def _quantize_shape(call: Call) -> tuple[TensorSpec, ...]:
    want(call, 0, "fi")
    x = _checked(call)
    dtype = call.spec(2).dtype if call.has(2) else call["dtype"]
    if BY_NAME[dtype].kind not in "iu":
        raise ShapeError(f"makes integers, not {dtype}", operands=(2,))
    return (TensorSpec(dtype, x.dims),)


def _quantize(
    x: ArrayLike, scale: ArrayLike, zero_point: ArrayLike | None = None, *, axis: int,
    block_size: int, dtype: str,
) -> ArrayLike:  # fmt: skip
    made = numpy_dtype(dtype) if zero_point is None else zero_point.dtype
    y = np.rint(x.astype(np.float32) / _along(scale, x, axis, block_size).astype(np.float32))
    if zero_point is not None:
        y = y + _along(zero_point, x, axis, block_size).astype(np.float32)
    limits = np.iinfo(made)
    return np.clip(y, limits.min, limits.max).astype(made)


def _dequantize_shape(call: Call) -> tuple[TensorSpec, ...]:
    want(call, 0, "iu")
    return (TensorSpec(call.spec(1).dtype, _checked(call).dims),)


def _dequantize(
    x: ArrayLike, scale: ArrayLike, zero_point: ArrayLike | None = None, *, axis: int,
    block_size: int,
) -> ArrayLike:  # fmt: skip
    wide = x.astype(np.int32)
    if zero_point is not None:
        wide = wide - _along(zero_point, x, axis, block_size).astype(np.int32)
    y = wide.astype(np.float32) * _along(scale, x, axis, block_size)
    return y.astype(scale.dtype)


def _broadcast_text(use: Use, index: int, reshape: str) -> str:
    """A scale or zero point as text, in a shape that combines with the input."""
    if use["block_size"]:
        raise CannotWrite("scales of blocks are not written")
    found, x = use.call.spec(index).dims, use.call.spec(0).dims
    if found is None or x is None:
        raise CannotWrite("the number of axes is not known")
    if not found or dims.size(found) == 1:
        return use.operands[index] if not found else reshape.format(use.operands[index], ())
    return reshape.format(use.operands[index],
                          (-1, *(1,) * (len(x) - 1 - axis_in(use["axis"], len(x)))))  # fmt: skip


def _quantize_source(text: str, zero: str, reshape: str) -> Callable[[Use], str]:
    def build(use: Use) -> str:
        made = use.outputs[0].dtype
        limits = np.iinfo(numpy_dtype(made))
        added = ""
        if use.call.has(2):
            added = " + " + zero.format(_broadcast_text(use, 2, reshape))
        return text.format(use.operands[0], _broadcast_text(use, 1, reshape), added, limits.min,
                           limits.max, BY_NAME[made].torch)  # fmt: skip

    return build


def _dequantize_source(cast: str, reshape: str) -> Callable[[Use], str]:
    def build(use: Use) -> str:
        value = cast.format(use.operands[0])
        if use.call.has(2):
            zero = cast.format(_broadcast_text(use, 2, reshape))
            value = f"({value} - {zero})"
        return f"{value} * {_broadcast_text(use, 1, reshape)}"

    return build


def _quantize_onnx(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    """The zero point says the element type."""
    if call["block_size"]:
        raise CannotWrite("opset 20 has no scales of blocks")
    given = list(inputs)
    if not call.has(2) and call["dtype"] != "u8":
        zeros = np.zeros([each if isinstance(each, int) else 1 for each in
                          call.spec(1).dims or ()], numpy_dtype(call["dtype"]))  # fmt: skip
        given = [*given[:2], write.constant(zeros)]
    write.node("QuantizeLinear", given, outputs, axis=_onnx_axis(call))


def _onnx_axis(call: Call) -> int:
    """Of a number the axis says nothing, but must be there."""
    x = call.spec(0).dims
    axis: int = call["axis"]
    return axis if x is None or -len(x) <= axis < len(x) else 0


def _dequantize_onnx(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    if call["block_size"]:
        raise CannotWrite("opset 20 has no scales of blocks")
    write.node("DequantizeLinear", inputs, outputs, axis=_onnx_axis(call))


def _dynamic_shape(call: Call) -> tuple[TensorSpec, ...]:
    x = want(call, 0, "f")
    return TensorSpec("u8", x.dims), TensorSpec("f32", ()), TensorSpec("u8", ())


def _dynamic(x: ArrayLike) -> tuple[ArrayLike, ...]:
    """The scale that holds all of x, and 0 exactly."""
    low, high = min(x.min(initial=0), 0), max(x.max(initial=0), 0)
    scale = np.float32((high - low) / 255) or np.float32(1)
    zero = np.clip(np.rint(-low / scale), 0, 255)
    y = np.clip(np.rint(x / scale) + zero, 0, 255).astype(np.uint8)
    return y, np.asarray(scale, np.float32), np.asarray(zero, np.uint8)


_DYNAMIC: Final = (
    "(lambda low, high: (lambda s: (lambda z: ({quantized}, s, {zero}))({at}))({scale}))"
    "({low}, {high})"
)


def _integers(call: Call, sides: Sequence[int]) -> None:
    for index in sides:
        if want(call, index, "iu").dtype not in ("i8", "u8"):
            raise ShapeError(f"wants integers of 8 bits, got {call.spec(index)}", operands=(index,))


def _matmul_shape(call: Call) -> tuple[TensorSpec, ...]:
    _integers(call, (0, 1))
    return (TensorSpec("i32", product_dims(call)),)


def _shifted(x: ArrayLike, zero_point: ArrayLike | None, rows: bool) -> ArrayLike:
    wide = x.astype(np.int32)
    if zero_point is None:
        return wide
    zero = zero_point.astype(np.int32)
    return wide - (zero[..., None] if rows and zero.ndim == 1 and zero.size > 1 else zero)


def _matmul_integer(
    a: ArrayLike, b: ArrayLike, a_zero_point: ArrayLike | None = None,
    b_zero_point: ArrayLike | None = None,
) -> ArrayLike:  # fmt: skip
    """By a product of floats, which is much faster: 53 bits hold every sum."""
    left = _shifted(a, a_zero_point, True).astype(np.float64)
    product = left @ _shifted(b, b_zero_point, False).astype(np.float64)
    made: ArrayLike = product.astype(np.int32)
    return made


def _shifted_text(use: Use, index: int, cast: str, column: str) -> str:
    value, zero = cast.format(use.operands[index]), index + 2
    if not use.call.has(zero):
        return value
    found = use.call.spec(zero).dims
    text = cast.format(use.operands[zero])
    if index == 0 and found is not None and len(found) == 1 and found != (1,):
        text = column.format(text)
    return f"({value} - {text})"


def _matmul_source(cast: str, column: str, product: str) -> Callable[[Use], str]:
    def build(use: Use) -> str:
        return product.format(*(_shifted_text(use, index, cast, column) for index in (0, 1)))

    return build


def _conv_shape(call: Call) -> tuple[TensorSpec, ...]:
    """As that of the same convolution of floats."""
    _integers(call, (0, 1))
    floats = [TensorSpec("f32", call.spec(index).dims) for index in (0, 1)]
    (made,) = CONVOLUTIONS[0].shape(Call((*floats,), call.attributes))
    return (TensorSpec("i32", made.dims),)


def _conv_integer(
    x: ArrayLike, weight: ArrayLike, x_zero_point: ArrayLike | None = None,
    weight_zero_point: ArrayLike | None = None, **attributes: Any,
) -> ArrayLike:  # fmt: skip
    kernel = weight.astype(np.float64)
    if weight_zero_point is not None:
        zero = weight_zero_point.astype(np.float64)
        kernel = kernel - (zero.reshape(-1, *(1,) * (kernel.ndim - 1)) if zero.size > 1 else zero)
    return convolve(_shifted(x, x_zero_point, False).astype(np.float64), kernel,
                    **attributes).astype(np.int32)  # fmt: skip


def _conv_torch(use: Use) -> str:
    made = convolution_windows(use.call)
    kernel = _shifted_text(use, 1, "{}.double()", "{}")
    found = use.call.spec(3).dims if use.call.has(3) else ()
    if found and found != (1,):
        shape = (-1, *(1,) * (len(made.kernel) + 1))
        kernel = f"({use.operands[1]}.double() - {use.operands[3]}.double().reshape{shape})"
    x = torch_padded(_shifted_text(use, 0, "{}.double()", "{}"), made.known_pads())
    return (f"F.conv{len(made.kernel)}d({x}, {kernel}, stride={made.stride}, "
            f"dilation={made.dilation}, groups={use['groups']}).round().int()")  # fmt: skip


def _conv_keras(use: Use) -> str:
    raise CannotWrite("Keras has no convolution of integers")


def _conv_onnx(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    made = convolution_windows(call)
    write.node("ConvInteger", inputs, outputs, group=call["groups"],
               **onnx_windows(made, call["padding"]))  # fmt: skip


_SCALES: Final[Mapping[str, Any]] = {"axis": 1, "block_size": 0}

ROWS: Final = (
    TensorOp(
        "quantize_linear", "x scale zero_point?", _quantize_shape, _quantize,
        _quantize_source("torch.clamp(torch.round({0} / {1}){2}, {3}, {4}).to(torch.{5})",
                         "{}.float()", "{}.reshape({})"),
        _quantize_onnx,
        _quantize_source('ops.cast(ops.clip(ops.round({0} / {1}){2}, {3}, {4}), "{5}")',
                         'ops.cast({}, "float32")', "ops.reshape({}, {})"),
        "the nearest integers to x / scale + zero_point; `dtype` where there is no zero point",
        {**_SCALES, "dtype": "u8"},
    ),
    TensorOp(
        "dequantize_linear", "x scale zero_point?", _dequantize_shape, _dequantize,
        _dequantize_source("{}.float()", "{}.reshape({})"), _dequantize_onnx,
        _dequantize_source('ops.cast({}, "float32")', "ops.reshape({}, {})"),
        "(x - zero_point) * scale", _SCALES,
    ),
    TensorOp(
        "dynamic_quantize_linear", "x", _dynamic_shape, _dynamic,
        template(_DYNAMIC.format(
            quantized="torch.clamp(torch.round({0} / s) + z, 0, 255).to(torch.uint8)",
            zero="z.to(torch.uint8)", at="torch.clamp(torch.round(-low / s), 0, 255)",
            scale="(high - low) / 255", low="{0}.min().clamp(max=0)", high="{0}.max().clamp(min=0)",
        )),
        plain("DynamicQuantizeLinear"),
        template(_DYNAMIC.format(
            quantized='ops.cast(ops.clip(ops.round({0} / s) + z, 0, 255), "uint8")',
            zero='ops.cast(z, "uint8")', at="ops.clip(ops.round(-low / s), 0, 255)",
            scale="(high - low) / 255", low="ops.minimum(ops.min({0}), 0.0)",
            high="ops.maximum(ops.max({0}), 0.0)",
        )),
        "x in 8 bits, with the scale and zero point that fit it best", outputs="y scale zero_point",
    ),
    TensorOp(
        "matmul_integer", "a b a_zero_point? b_zero_point?", _matmul_shape, _matmul_integer,
        _matmul_source("{}.int()", "{}.unsqueeze(-1)", "{} @ {}"), plain("MatMulInteger"),
        _matmul_source('ops.cast({}, "int32")', "ops.expand_dims({}, -1)", "ops.matmul({}, {})"),
        "the product of integers of 8 bits in 32 bits",
    ),
    TensorOp(
        "conv_integer", "x weight x_zero_point? weight_zero_point?", _conv_shape, _conv_integer,
        _conv_torch, _conv_onnx, _conv_keras, "the convolution of integers of 8 bits in 32 bits",
        {"stride": None, "padding": 0, "dilation": None, "groups": 1}, macs=CONVOLUTIONS[0].macs,
    ),
)  # fmt: skip
