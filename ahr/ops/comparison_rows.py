"""Comparisons and the logic of truths, element by element, with broadcasting; bits of integers."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from ahr.graph import TensorSpec
from ahr.ops.row import ArrayLike, Call, TensorOp
from ahr.ops.rules import broadcast, elementwise, same_dtype
from ahr.ops.writing import plain, template


def _compared(call: Call) -> tuple[TensorSpec, ...]:
    same_dtype(call, (0, 1))
    return (TensorSpec("bool", broadcast(call, (0, 1))),)


def _equal(x: ArrayLike, y: ArrayLike) -> Any:
    """Of texts too, which are objects to NumPy."""
    return np.equal(x, y).astype(bool)


def _comparison(name: str, meaning: Any, symbol: str, op_type: str) -> TensorOp:
    return TensorOp(name, "x y", _compared, meaning, template(f"{{0}} {symbol} {{1}}"),
                    plain(op_type), template(f"ops.{meaning.__name__.strip('_')}({{0}}, {{1}})"),
                    f"whether x {symbol} y")  # fmt: skip


def _logic(name: str, meaning: Any) -> TensorOp:
    return TensorOp(name, "x y", elementwise("b", 2), meaning,
                    template(f"torch.{meaning.__name__}({{0}}, {{1}})"), plain(name.capitalize()),
                    template(f"ops.{meaning.__name__}({{0}}, {{1}})"), f"x {name} y")  # fmt: skip


def _bits(name: str, meaning: Any, op_type: str, summary: str) -> TensorOp:
    return TensorOp(name, "x y", elementwise("iu", 2), meaning,
                    template(f"torch.{name}({{0}}, {{1}})"), plain(op_type),
                    template(f"ops.{name}({{0}}, {{1}})"), summary)  # fmt: skip


ROWS: Final = (
    _comparison("equal", _equal, "==", "Equal"),
    _comparison("greater", np.greater, ">", "Greater"),
    _comparison("greater_or_equal", np.greater_equal, ">=", "GreaterOrEqual"),
    _comparison("less", np.less, "<", "Less"),
    _comparison("less_or_equal", np.less_equal, "<=", "LessOrEqual"),
    _logic("and", np.logical_and),
    _logic("or", np.logical_or),
    _logic("xor", np.logical_xor),
    _bits("bitwise_and", np.bitwise_and, "BitwiseAnd", "the bits that both have"),
    _bits("bitwise_or", np.bitwise_or, "BitwiseOr", "the bits that either has"),
    _bits("bitwise_xor", np.bitwise_xor, "BitwiseXor", "the bits that one of the two has"),
    TensorOp("bitwise_not", "x", elementwise("iu"), np.bitwise_not,
             template("torch.bitwise_not({0})"), plain("BitwiseNot"),
             template("ops.bitwise_not({0})"), "the bits that x has not"),
)  # fmt: skip
