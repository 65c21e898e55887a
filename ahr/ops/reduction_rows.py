"""Reductions: sums, means, extremes and norms along axes, all of them if none are said.

The axes are an input, as in ONNX. Results keep the element type; the mean of integers is cut off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from ahr.dtypes import BY_NAME
from ahr.graph import TensorSpec
from ahr.ops.reshape_rows import count_of, numbers
from ahr.ops.row import ArrayLike, Call, CannotWrite, OnnxWriter, TensorOp, Use
from ahr.ops.rules import axes_in, want
from ahr.ops.writing import by_width, plain

_ATTRIBUTES: Final = {"keepdims": True, "noop_with_empty_axes": False}


def _axes(call: Call) -> tuple[int, ...] | None:
    """The axes that go, counted from the front; None where they are not known."""
    x, given = call.spec(0), numbers(call, 1)
    if x.dims is None or (call.has(1) and given is None):
        return None
    if not given:
        return () if call["noop_with_empty_axes"] else tuple(range(len(x.dims)))
    return axes_in(given, len(x.dims), x)


def _shape(kinds: str) -> Callable[[Call], tuple[TensorSpec, ...]]:
    def rule(call: Call) -> tuple[TensorSpec, ...]:
        x, axes = want(call, 0, kinds), _axes(call)
        if x.dims is None or axes is None:
            rank = _rank(call)
            return (TensorSpec(x.dtype, None if rank is None else (None,) * rank),)
        one: tuple[int, ...] = (1,) if call["keepdims"] else ()
        made = [
            length
            for axis, each in enumerate(x.dims)
            for length in (one if axis in axes else (each,))
        ]
        return (TensorSpec(x.dtype, tuple(made)),)

    return rule


def _rank(call: Call) -> int | None:
    """How many axes are left where it is not known which."""
    x = call.spec(0).dims
    if x is None or call["keepdims"]:
        return None if x is None else len(x)
    count = count_of(call, 1)
    if count:
        return len(x) - count
    return None if count is None else len(x) if call["noop_with_empty_axes"] else 0


def _meaning(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function` gets NumPy's keywords. Half floats are added up in 32 bits."""

    def reduce(
        x: ArrayLike, axes: ArrayLike | None = None, *, keepdims: bool,
        noop_with_empty_axes: bool,
    ) -> Any:  # fmt: skip
        chosen = None if axes is None else tuple(int(each) for each in np.ravel(axes))
        if not chosen:
            chosen = () if noop_with_empty_axes else None
        narrow = x.dtype.itemsize == 2 and x.dtype.kind not in "iu"
        wide = x.astype(np.float32) if narrow else x
        return np.asarray(function(wide, axis=chosen, keepdims=keepdims)).astype(x.dtype)

    return reduce


def _mean(x: ArrayLike, **keywords: Any) -> Any:
    return np.trunc(np.mean(x, **keywords)) if x.dtype.kind in "iu" else np.mean(x, **keywords)


def _max(x: ArrayLike, **keywords: Any) -> Any:
    return np.max(x, initial=_end(x, lowest=True), **keywords)


def _min(x: ArrayLike, **keywords: Any) -> Any:
    return np.min(x, initial=_end(x, lowest=False), **keywords)


def _end(x: ArrayLike, lowest: bool) -> Any:
    """What the extreme of nothing is."""
    if x.dtype.kind == "f":
        return -np.inf if lowest else np.inf
    if x.dtype.kind == "b":
        return not lowest
    limits = np.iinfo(x.dtype)
    return limits.min if lowest else limits.max


def _l1(x: ArrayLike, **keywords: Any) -> Any:
    return np.sum(np.abs(x), **keywords)


def _l2(x: ArrayLike, **keywords: Any) -> Any:
    return np.sqrt(np.sum(x * x, **keywords))


def _sum_square(x: ArrayLike, **keywords: Any) -> Any:
    return np.sum(x * x, **keywords)


def _log_sum(x: ArrayLike, **keywords: Any) -> Any:
    return np.log(np.sum(x, **keywords))


def _log_sum_exp(x: ArrayLike, axis: Any, keepdims: bool) -> Any:
    top = np.max(x, axis=axis, keepdims=True, initial=-np.inf)
    safe = np.where(np.isfinite(top), top, 0)
    total = np.log(np.sum(np.exp(x - safe), axis=axis, keepdims=True)) + safe
    return total if keepdims else np.squeeze(total, axis)


def _source(text: str, keep: str, added: str) -> Callable[[Use], str]:
    """`text` has the operand, the axes and the rest of the arguments; `added` a new first axis, to
    be reduced where there is no other."""

    def build(use: Use) -> str:
        axes, dtype = _known_axes(use), BY_NAME[use.outputs[0].dtype]
        x = use.operands[0] if axes else added.format(use.operands[0])
        return text.format(
            x=x, axes=axes[0] if len(axes) == 1 else axes or 0,
            keep=f", {keep}" if use["keepdims"] and axes else "",
            dtype=f", dtype=torch.{dtype.torch}" if dtype.kind in "iu" else "",
        )  # fmt: skip

    return build


def _known_axes(use: Use) -> tuple[int, ...]:
    axes = _axes(use.call)
    if axes is None:
        raise CannotWrite("the axes that are reduced are not known")
    return axes


def _torch_product(use: Use) -> str:
    """torch has it for one axis at a time."""
    text, dtype = use.operands[0], BY_NAME[use.outputs[0].dtype]
    kind = f", dtype=torch.{dtype.torch}" if dtype.kind in "iu" else ""
    for axis in reversed(_known_axes(use)):
        text = f"{text}.prod({axis}{', keepdim=True' if use['keepdims'] else ''}{kind})"
    return text


def _row(
    name: str, kinds: str, function: Callable[..., Any], torch: str, onnx: str, keras: str,
    summary: str,
) -> TensorOp:  # fmt: skip
    in_keras = _source(keras, "keepdims=True", "ops.expand_dims({}, 0)")
    return TensorOp(
        f"reduce_{name}", "x axes?", _shape(kinds), _meaning(function),
        _source(torch, "keepdim=True", "{}.unsqueeze(0)") if torch else _torch_product,
        plain(onnx, keepdims="keepdims", noop_with_empty_axes="noop_with_empty_axes"),
        by_width(in_keras) if name == "prod" else in_keras, summary, _ATTRIBUTES,
    )  # fmt: skip


def _any_onnx(write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]) -> None:
    """ONNX Runtime has the largest of numbers, not of truths."""
    numbers = write.node("Cast", [inputs[0]], to=BY_NAME["u8"].onnx)
    largest = write.node("ReduceMax", [numbers, *inputs[1:]], keepdims=int(call["keepdims"]),
                         noop_with_empty_axes=int(call["noop_with_empty_axes"]))  # fmt: skip
    write.node("Cast", [largest], outputs, to=BY_NAME["bool"].onnx)


ROWS: Final = (
    _row("sum", "fiu", np.sum, "{x}.sum({axes}{keep}{dtype})", "ReduceSum",
         "ops.sum({x}, axis={axes}{keep})", "the sum"),
    _row("mean", "fiu", _mean, "{x}.mean({axes}{keep})", "ReduceMean",
         "ops.mean({x}, axis={axes}{keep})", "the mean"),
    _row("max", "fiub", _max, "{x}.amax({axes}{keep})", "ReduceMax",
         "ops.max({x}, axis={axes}{keep})", "the largest"),
    _row("min", "fiub", _min, "{x}.amin({axes}{keep})", "ReduceMin",
         "ops.min({x}, axis={axes}{keep})", "the smallest"),
    _row("prod", "fiu", np.prod, "", "ReduceProd", "ops.prod({x}, axis={axes}{keep})",
         "the product"),
    _row("l1", "fiu", _l1, "{x}.abs().sum({axes}{keep}{dtype})", "ReduceL1",
         "ops.sum(ops.abs({x}), axis={axes}{keep})", "the sum without signs"),
    _row("l2", "fiu", _l2, "{x}.square().sum({axes}{keep}).sqrt()", "ReduceL2",
         "ops.sqrt(ops.sum(ops.square({x}), axis={axes}{keep}))", "the root of the sum of squares"),
    _row("sum_square", "fiu", _sum_square, "{x}.square().sum({axes}{keep}{dtype})",
         "ReduceSumSquare", "ops.sum(ops.square({x}), axis={axes}{keep})", "the sum of squares"),
    _row("log_sum", "f", _log_sum, "{x}.sum({axes}{keep}).log()", "ReduceLogSum",
         "ops.log(ops.sum({x}, axis={axes}{keep}))", "the logarithm of the sum"),
    _row("log_sum_exp", "f", _log_sum_exp, "{x}.logsumexp({axes}{keep})", "ReduceLogSumExp",
         "ops.logsumexp({x}, axis={axes}{keep})", "the logarithm of the sum of exp(x)"),
    TensorOp("reduce_any", "x axes?", _shape("b"), _meaning(np.any),
             _source("{x}.any({axes}{keep})", "keepdim=True", "{}.unsqueeze(0)"), _any_onnx,
             _source("ops.any({x}, axis={axes}{keep})", "keepdims=True", "ops.expand_dims({}, 0)"),
             "whether any is true", _ATTRIBUTES),
)  # fmt: skip
