"""Graphs inside graphs: `if` runs one of two, which see the values around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from ahr.graph import Graph, TensorSpec
from ahr.ops.row import ArrayLike, Call, CannotWrite, OnnxWriter, ShapeError, TensorOp, Use
from ahr.ops.rules import unify, want


def _shape(call: Call) -> tuple[TensorSpec, ...]:
    condition = want(call, 0, "b")
    if condition.dims not in ((), (1,), None, (None,)):
        raise ShapeError(f"wants one truth, got {condition}", operands=(0,))
    then, other = call["then_branch"], call["else_branch"]
    if not isinstance(then, Graph) or not isinstance(other, Graph):
        raise ShapeError("wants two graphs as its branches")
    first, second = _results(then), _results(other)
    if len(first) != len(second):
        raise ShapeError(f"has branches of {len(first)} and {len(second)} results")
    known = call.constant(0)
    if known is not None:
        return first if known.all() else second
    return tuple(_either(one, another) for one, another in zip(first, second, strict=True))


def _results(graph: Graph) -> tuple[TensorSpec, ...]:
    return tuple(graph.specs[name] for name in graph.outputs)


def _either(one: TensorSpec, other: TensorSpec) -> TensorSpec:
    if one.dtype != other.dtype:
        raise ShapeError(f"has branches with results of other element types: {one} and {other}",
                         hint=f"convert one with cast(x, {one.dtype})")  # fmt: skip
    return TensorSpec(one.dtype, unify([one.dims, other.dims]))


def _if(
    condition: ArrayLike, then_branch: Callable[[], Any], else_branch: Callable[[], Any]
) -> Any:
    return then_branch() if np.all(condition) else else_branch()


def _source(use: Use) -> str:
    raise CannotWrite("branches that are chosen while running cannot be written as an expression")


def _onnx(write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]) -> None:
    branches = {name: write.graph(call[name]) for name in ("then_branch", "else_branch")}
    write.node("If", inputs, outputs, **branches)


ROWS: Final = (
    TensorOp("if", "condition", _shape, _if, _source, _onnx, _source,
             "the results of one of two graphs", {"then_branch": None, "else_branch": None},
             outputs="results*"),
)  # fmt: skip
