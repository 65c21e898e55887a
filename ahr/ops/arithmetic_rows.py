"""Arithmetic of two and more tensors, element by element, and choices between them.

Operands broadcast as NumPy's do and have one element type; `pow` alone takes two.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any, Final

import numpy as np

from ahr import dims
from ahr.dtypes import BY_NAME, largest_finite, numpy_dtype
from ahr.graph import TensorSpec
from ahr.ops.lengths import calculated, passed_on, quotient
from ahr.ops.row import ArrayLike, Call, CannotWrite, OnnxWriter, ShapeError, TensorOp, Use
from ahr.ops.rules import broadcast, elementwise, same_dtype, want
from ahr.ops.writing import by_kind, by_width, folded, plain, template
from nbc.types.model import Dim


def _div(x: ArrayLike, y: ArrayLike) -> ArrayLike:
    """Of integers: towards zero, as ONNX divides."""
    if x.dtype.kind not in "iu":
        quotient: ArrayLike = np.divide(x, y)
        return quotient
    found: ArrayLike = np.sign(x) * np.sign(y) * (np.abs(x) // np.abs(y))
    return found


def _mod(x: ArrayLike, y: ArrayLike, fmod: bool) -> Any:
    return np.fmod(x, y) if fmod else np.mod(x, y)


def _pow(x: ArrayLike, y: ArrayLike) -> ArrayLike:
    if x.dtype.kind in "iu" and y.dtype.kind in "iu":
        power = np.where(y < 0, np.power(x.astype(np.float64), y), np.power(x, np.maximum(y, 0)))
    else:
        power = np.power(x, y)
    return power.astype(x.dtype)


def _pow_shape(call: Call) -> tuple[TensorSpec, ...]:
    x = want(call, 0, "fiu")
    want(call, 1, "fiu")
    return (TensorSpec(x.dtype, broadcast(call, (0, 1))),)


def _pow_source(text: str, cast: str) -> Callable[[Use], str]:
    """With the result in the base's element type."""

    def build(use: Use) -> str:
        x, y = use.call.spec(0).dtype, use.call.spec(1).dtype
        power = text.format(*use.operands)
        return power if x == y else cast.format(power, BY_NAME[x].torch)

    return build


def _variadic(name: str, ufunc: np.ufunc, op_type: str, summary: str) -> TensorOp:
    def meaning(*operands: ArrayLike) -> Any:
        return reduce(ufunc, operands)

    # Keras makes 32 bits of 64 in its own maximum.
    sign = ">" if name == "max" else "<"
    better = f"ops.logical_or({{0}} {sign} {{1}}, ops.not_equal({{0}}, {{0}}))"
    wide, narrow = folded(f"ops.where({better}, {{0}}, {{1}})"), f"ops.{ufunc.__name__}({{}}, {{}})"
    return TensorOp(name, "operands*", elementwise("fiu", 0), meaning,
                    folded(f"torch.{ufunc.__name__}({{}}, {{}})"), plain(op_type),
                    by_width(folded(narrow), wide),
                    summary)  # fmt: skip


def _where_shape(call: Call) -> tuple[TensorSpec, ...]:
    want(call, 0, "b")
    return (TensorSpec(same_dtype(call, (1, 2)), broadcast(call, (0, 1, 2))),)


def _clip_shape(call: Call) -> tuple[TensorSpec, ...]:
    x = want(call, 0, "fiu")
    same_dtype(call, (0, 1, 2))
    for index in (1, 2):
        if call.has(index) and call.spec(index).dims not in ((), None):
            raise ShapeError(f"wants bounds that are numbers, got {call.spec(index)}",
                             operands=(index,), hint="use max() and min() for tensors")  # fmt: skip
    return (x,)


def _clip(x: ArrayLike, min: ArrayLike | None = None, max: ArrayLike | None = None) -> ArrayLike:
    """Where the bounds cross, the upper one wins."""
    raised = x if min is None else np.maximum(x, min)
    return raised if max is None else np.minimum(raised, max)


def _bounds(use: Use) -> dict[str, str]:
    """As numbers where all that are given are known, as tensors else."""
    texts = {name: index for index, name in ((1, "min"), (2, "max")) if use.call.has(index)}
    values = {name: use.call.constant(index) for name, index in texts.items()}
    if all(value is not None and np.isfinite(value) for value in values.values()):
        return {name: repr(value.item()) for name, value in values.items() if value is not None}
    return {name: use.operands[index] for name, index in texts.items()}


def _clip_torch(use: Use) -> str:
    bounds = ", ".join(f"{name}={text}" for name, text in _bounds(use).items())
    return f"torch.clamp({use.operands[0]}, {bounds})" if bounds else use.operands[0]


def _clip_keras(use: Use) -> str:
    bounds, text = _bounds(use), use.operands[0]
    if BY_NAME[use.outputs[0].dtype].size_bytes == 8:
        lower, upper = "ops.where({0} < {1}, {1}, {0})", "ops.where({0} > {1}, {1}, {0})"
    else:
        lower, upper = "ops.maximum({0}, {1})", "ops.minimum({0}, {1})"
    text = lower.format(text, bounds["min"]) if "min" in bounds else text
    return upper.format(text, bounds["max"]) if "max" in bounds else text


def _cast(x: ArrayLike, to: str, saturate: bool) -> ArrayLike:
    if saturate and to.startswith("f8"):
        bound = largest_finite(to)
        x = np.clip(x.astype(np.float32), -bound, bound)
    if to == "str":
        texts: ArrayLike = np.vectorize(_as_text, otypes=[object])(x)
        return texts
    return np.asarray(x).astype(numpy_dtype(to))


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else str(value)


def _cast_onnx(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    wrap = {} if call["saturate"] else {"saturate": 0}
    write.node("Cast", inputs, outputs, to=BY_NAME[call["to"]].onnx, **wrap)


def _cast_torch(use: Use) -> str:
    _check_target(use)
    return f"{use.operands[0]}.to(torch.{BY_NAME[use['to']].torch})"


def _check_target(use: Use) -> None:
    if "s" in {BY_NAME[name].kind for name in (use["to"], use.call.spec(0).dtype)}:
        raise CannotWrite("there are no numbers of less than 16 bits that behave as ONNX says")


def _cast_keras(use: Use) -> str:
    _check_target(use)
    return f'ops.cast({use.operands[0]}, "{BY_NAME[use["to"]].torch}")'


def _mod_onnx(write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]) -> None:
    """ONNX has the sign of y for integers alone."""
    x, y = inputs
    if call["fmod"] or BY_NAME[call.spec(0).dtype].kind != "f":
        write.node("Mod", inputs, outputs, fmod=int(call["fmod"]))
        return
    whole = write.node("Floor", [write.node("Div", [x, y])])
    write.node("Sub", [x, write.node("Mul", [whole, y])], outputs)


def _where_onnx(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:
    """ONNX Runtime does not choose between truths."""
    condition, x, y = inputs
    if call.spec(1).dtype != "bool":
        write.node("Where", inputs, outputs)
        return
    first = write.node("And", [condition, x])
    second = write.node("And", [write.node("Not", [condition]), y])
    write.node("Or", [first, second], outputs)


def _binary(
    name: str,
    meaning: Any,
    symbol: str,
    op_type: str,
    summary: str,
    function: Callable[[Dim, Dim], Dim],
) -> TensorOp:
    text = template(f"{{0}} {symbol} {{1}}")
    return TensorOp(name, "x y", elementwise("fiu", 2), meaning, text, plain(op_type), text,
                    summary, lengths=calculated(function))  # fmt: skip


_KERAS_QUOTIENT: Final = template(
    "ops.sign({0}) * ops.sign({1}) * ops.floor_divide(ops.abs({0}), ops.abs({1}))"
)


def _mod_torch(use: Use) -> str:
    return f"torch.{'fmod' if use['fmod'] else 'remainder'}({use.operands[0]}, {use.operands[1]})"


def _mod_keras(use: Use) -> str:
    return f"ops.{'fmod' if use['fmod'] else 'mod'}({use.operands[0]}, {use.operands[1]})"


ROWS: Final = (
    _binary("add", np.add, "+", "Add", "x + y", dims.add),
    _binary("sub", np.subtract, "-", "Sub", "x - y", dims.subtract),
    _binary("mul", np.multiply, "*", "Mul", "x * y", dims.multiply),
    TensorOp(
        "div", "x y", elementwise("fiu", 2), _div,
        by_kind("f", template("{0} / {1}"),
                template('torch.div({0}, {1}, rounding_mode="trunc")')),
        plain("Div"), by_kind("f", template("{0} / {1}"), _KERAS_QUOTIENT),
        "x / y; integers towards zero", lengths=calculated(quotient),
    ),
    TensorOp(
        "mod", "x y", elementwise("fiu", 2), _mod, _mod_torch, _mod_onnx,
        _mod_keras, "the rest of x / y, with the sign of y (with fmod=True: of x)",
        {"fmod": False},
    ),
    TensorOp(
        "pow", "x y", _pow_shape, _pow, _pow_source("torch.pow({}, {})", "({}).to(torch.{})"),
        plain("Pow"), _pow_source("ops.power({}, {})", 'ops.cast({}, "{}")'),
        "x ** y, in x's element type",
    ),
    _variadic("max", np.maximum, "Max", "the largest of the operands, element by element"),
    _variadic("min", np.minimum, "Min", "the smallest of the operands, element by element"),
    TensorOp("where", "condition x y", _where_shape, np.where,
             template("torch.where({0}, {1}, {2})"), _where_onnx,
             template("ops.where({0}, {1}, {2})"), "x where the condition holds, else y"),
    TensorOp("clip", "x min? max?", _clip_shape, _clip, _clip_torch, plain("Clip"), _clip_keras,
             "x, held between two bounds"),
    TensorOp("cast", "x", lambda call: (TensorSpec(call["to"], call.spec(0).dims),), _cast,
             _cast_torch, _cast_onnx, _cast_keras,
             "x in another element type; floats of 8 bits stay finite unless saturate=False",
             {"to": "f32", "saturate": True}, lengths=passed_on),
)  # fmt: skip
