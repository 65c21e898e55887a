"""Tensors made of shapes: shape, size, filled ones, ranges. And dropout, which training does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from ahr import dims
from ahr.dtypes import BY_NAME, numpy_dtype
from ahr.graph import TensorSpec
from ahr.ops.lengths import lengths, of_shape, of_size
from ahr.ops.reshape_rows import count_of, numbers
from ahr.ops.row import ArrayLike, Call, Layer, OnnxWriter, ShapeError, TensorOp, Use
from ahr.ops.rules import same_dtype
from ahr.ops.writing import plain, template


def _shape_of(call: Call) -> tuple[TensorSpec, ...]:
    found = call.spec(0).dims
    length = None if found is None else len(found[call["start"] : call["end"]])
    return (TensorSpec("i64", (length,)),)


def _shape(x: ArrayLike, start: int, end: int | None) -> ArrayLike:
    return np.array(np.shape(x)[start:end], np.int64)


def _known_shape(call: Call) -> ArrayLike | None:
    found = call.spec(0).dims
    if found is None:
        return None
    part = found[call["start"] : call["end"]]
    known = all(isinstance(each, int) for each in part)
    return np.array(part, np.int64) if known else None


def _known_size(call: Call) -> ArrayLike | None:
    found = call.spec(0).dims
    total = None if found is None else dims.size(found)
    return np.array(total, np.int64) if isinstance(total, int) else None


def _part(use: Use) -> str:
    start, end = use["start"] or "", "" if use["end"] is None else use["end"]
    return f"[{start}:{end}]" if f"{start}{end}" else ""


def _shape_torch(use: Use) -> str:
    return f"torch.tensor({use.operands[0]}.shape{_part(use)}, dtype=torch.int64)"


def _shape_keras(use: Use) -> str:
    shape = f"ops.shape({use.operands[0]}){_part(use)}"
    return f'ops.convert_to_tensor({shape}, dtype="int64")'


def _filled_shape(call: Call) -> tuple[TensorSpec, ...]:
    wanted = lengths(call, 0)
    if wanted is not None:
        if any(isinstance(each, int) and each < 0 for each in wanted):
            raise ShapeError(f"cannot make a shape of {wanted}", operands=(0,))
        return (TensorSpec(call["dtype"], tuple(wanted)),)
    count = count_of(call, 0)
    return (TensorSpec(call["dtype"], None if count is None else (None,) * count),)


def _filled(shape: ArrayLike, value: Any, dtype: str) -> ArrayLike:
    return np.full([int(each) for each in shape], value, numpy_dtype(dtype))


def _filled_source(text: str, listed: str) -> Any:
    def build(use: Use) -> str:
        wanted = numbers(use.call, 0)
        shape = listed.format(use.operands[0]) if wanted is None else tuple(wanted)
        value = use["value"]
        written = repr(value) if np.isfinite(value) else f'float("{value}")'
        return text.format(shape, written, BY_NAME[use["dtype"]].torch)

    return build


def _filled_onnx(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    from onnx import numpy_helper  # lazy: only writing needs it

    value = np.array([call["value"]], numpy_dtype(call["dtype"]))
    write.node("ConstantOfShape", inputs, outputs, value=numpy_helper.from_array(value))


def _range_shape(call: Call) -> tuple[TensorSpec, ...]:
    dtype = same_dtype(call, (0, 1, 2))
    parts = [call.constant(index) for index in range(3)]
    if any(part is None for part in parts):
        start, limit, delta = (lengths(call, index) for index in range(3))
        if start and limit and delta == [1]:
            return (TensorSpec(dtype, (dims.subtract(limit[0], start[0]),)),)
        return (TensorSpec(dtype, (None,)),)
    return (TensorSpec(dtype, (_count(*(np.asarray(part).item() for part in parts)),)),)


def _count(first: float, last: float, step: float) -> int:
    """How many numbers a range has."""
    if step == 0:
        raise ShapeError("cannot step by 0", operands=(2,))
    steps = (last - first) / step
    if not np.isfinite(steps):
        raise ShapeError(f"cannot count from {first} to {last} by {step}")
    return max(int(np.ceil(steps)), 0)


def _range(start: ArrayLike, limit: ArrayLike, delta: ArrayLike) -> ArrayLike:
    """By multiplication, so that long ranges of floats do not drift."""
    first, last, step = (np.asarray(each).item() for each in (start, limit, delta))
    made: ArrayLike = first + step * np.arange(_count(first, last, step))
    return made.astype(np.asarray(start).dtype)


def _range_source(text: str) -> Any:
    def build(use: Use) -> str:
        parts = [use.call.constant(index) for index in range(3)]
        texts = [operand if part is None else repr(part.item())
                 for operand, part in zip(use.operands, parts, strict=True)]  # fmt: skip
        if use.outputs[0].dims == (0,):
            texts = ["0", "0", "1"]  # torch refuses ranges that lead the other way
        return text.format(*texts, BY_NAME[use.outputs[0].dtype].torch)

    return build


def _dropout_shape(call: Call) -> tuple[TensorSpec, ...]:
    x = call.spec(0)
    return (x, TensorSpec("bool", x.dims)) if call["mask"] else (x,)


def _dropout(x: ArrayLike, ratio: float, mask: bool) -> Any:
    return (x, np.ones(x.shape, bool)) if mask else x


def _dropout_onnx(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    ratio = write.constant(np.array(call["ratio"], np.float32))
    write.node("Dropout", [inputs[0], ratio], outputs)


def _dropout_source(text: str) -> Any:
    def build(use: Use) -> str:
        return text.format(use.operands[0]) if use["mask"] else use.operands[0]

    return build


def _dropout_layer(make: str) -> Any:
    def build(use: Use) -> Layer | None:
        if use["mask"]:
            return None
        return Layer(make.format(use["ratio"]), "{layer}(" + use.operands[0] + ")", {})

    return build


ROWS: Final = (
    TensorOp("shape", "x", _shape_of, _shape, _shape_torch,
             plain("Shape", start="start", end="end"), _shape_keras,
             "the lengths of the axes from `start` to before `end`",
             {"start": 0, "end": None}, foretold=_known_shape,
             lengths=of_shape),
    TensorOp("size", "x", lambda call: (TensorSpec("i64", ()),), lambda x: np.array(np.size(x)),
             template("torch.tensor({0}.numel())"), plain("Size"),
             template('ops.cast(ops.size({0}), "int64")'), "how many elements there are",
             foretold=_known_size, lengths=of_size),
    TensorOp("constant_of_shape", "shape", _filled_shape, _filled,
             _filled_source("torch.full({}, {}, dtype=torch.{})", "tuple({}.tolist())"),
             _filled_onnx,
             _filled_source('ops.full({}, {}, dtype="{}")', "[int(n) for n in {}]"),
             "one value everywhere", {"value": 0.0, "dtype": "f32"}),
    TensorOp("range", "start limit delta", _range_shape, _range,
             _range_source("torch.arange({}, {}, {}, dtype=torch.{})"), plain("Range"),
             _range_source('ops.arange({}, {}, {}, dtype="{}")'),
             "numbers from `start` to before `limit`"),
    TensorOp("dropout", "x", _dropout_shape, _dropout,
             _dropout_source("{0}, torch.ones_like({0}, dtype=torch.bool)"), _dropout_onnx,
             _dropout_source('{0}, ops.ones_like({0}, dtype="bool")'),
             "x; while training, zeros at random", {"ratio": 0.5, "mask": False},
             outputs="y mask?", torch_layer=_dropout_layer("nn.Dropout({})"),
             keras_layer=_dropout_layer("layers.Dropout({})")),
)  # fmt: skip
