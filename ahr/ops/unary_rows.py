"""Functions of one number, element by element: roots, logarithms, angles, rounding, signs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from ahr.dtypes import numpy_dtype
from ahr.graph import TensorSpec
from ahr.ops.row import ArrayLike, Call, OnnxBuilder, OnnxWriter, TensorOp, Use
from ahr.ops.rules import elementwise, kept, want
from ahr.ops.writing import by_width, keeping_dtype, plain, template


def _row(
    name: str, kinds: str, meaning: Callable[..., Any], summary: str, *,
    onnx: OnnxBuilder | None = None, torch: str = "", keras: str = "",
) -> TensorOp:  # fmt: skip
    """What torch and Keras call by the same name has no text here."""
    written = template(keras or f"ops.{name}({{0}})")
    return TensorOp(name, "x", kept(kinds), keeping_dtype(meaning),
                    template(torch or f"torch.{name}({{0}})"), onnx or plain(name.capitalize()),
                    by_width(written) if name in ("floor", "ceil") else written,
                    summary)  # fmt: skip


def _truths(call: Call) -> tuple[TensorSpec, ...]:
    return (TensorSpec("bool", want(call, 0, "f").dims),)


def _is_inf(x: ArrayLike, detect_positive: bool, detect_negative: bool) -> ArrayLike:
    found: ArrayLike = np.isinf(x) & ((x > 0) & detect_positive | (x < 0) & detect_negative)
    return found


def _is_inf_source(both: str, one: str, never: str) -> Callable[[Use], str]:
    def build(use: Use) -> str:
        (x,) = use.operands
        if use["detect_positive"] == use["detect_negative"]:
            return both.format(x) if use["detect_positive"] else never.format(x)
        return one.format(x, sign="" if use["detect_positive"] else "-")

    return build


def erf(x: ArrayLike) -> Any:
    """SciPy's has no float of fewer bits than 32."""
    from scipy import special  # type: ignore[import-untyped]  # lazy: slow, and seldom needed

    return special.erf(x if x.dtype in (np.float32, np.float64) else x.astype(np.float32))


def _near_zero(
    write: OnnxWriter, x: str, dtype: str, near: str, far: str, outputs: Sequence[str]
) -> None:
    """`near` where |x| is below 1/2, else `far`."""
    half = write.constant(np.array(0.5, numpy_dtype(dtype)))
    is_near = write.node("Less", [write.node("Abs", [x]), half])
    write.node("Where", [is_near, near, far], outputs)


def _log1p(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:  # fmt: skip
    """ONNX has none. log(u) * x / (u - 1) with u = 1 + x makes good what rounding u lost."""
    (x,), dtype = inputs, call.spec(0).dtype
    one = write.constant(np.array(1, numpy_dtype(dtype)))
    sum_ = write.node("Add", [x, one])
    log, rest = write.node("Log", [sum_]), write.node("Sub", [sum_, one])
    even = write.node("Mul", [log, write.node("Div", [x, rest])])
    near = write.node("Where", [write.node("Equal", [sum_, one]), x, even])
    _near_zero(write, x, dtype, near, log, outputs)


def _expm1(
    write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]
) -> None:  # fmt: skip
    """ONNX has none: 2 t / (1 - t) with t = tanh(x / 2), in which nothing cancels near zero."""
    (x,), dtype = inputs, call.spec(0).dtype
    one, two = (write.constant(np.array(each, numpy_dtype(dtype))) for each in (1, 2))
    tanh = write.node("Tanh", [write.node("Div", [x, two])])
    near = write.node("Div", [write.node("Mul", [tanh, two]), write.node("Sub", [one, tanh])])
    _near_zero(write, x, dtype, near, write.node("Sub", [write.node("Exp", [x]), one]), outputs)


def _reciprocal(x: ArrayLike) -> Any:
    return 1 / x


ROWS: Final = (
    _row("neg", "fi", np.negative, "-x", torch="-{0}", keras="-{0}"),
    _row("abs", "fiu", np.abs, "the size of x without its sign"),
    _row("sign", "fi", np.sign, "-1, 0 or 1"),
    _row("sqrt", "f", np.sqrt, "the square root"),
    _row("exp", "f", np.exp, "e ** x"),
    _row("log", "f", np.log, "the natural logarithm"),
    _row("log1p", "f", np.log1p, "log(1 + x), also near zero exact", onnx=_log1p),
    _row("expm1", "f", np.expm1, "e ** x - 1, also near zero exact", onnx=_expm1),
    _row("erf", "f", erf, "the error function"),
    _row("reciprocal", "f", _reciprocal, "1 / x"),
    _row("floor", "f", np.floor, "the whole number at or below x"),
    _row("ceil", "f", np.ceil, "the whole number at or above x"),
    _row("round", "f", np.rint, "the nearest whole number, halves to the even one"),
    _row("sin", "f", np.sin, "the sine of radians"),
    _row("cos", "f", np.cos, "the cosine of radians"),
    _row("tan", "f", np.tan, "the tangent of radians"),
    _row("asin", "f", np.arcsin, "the angle whose sine is x", keras="ops.arcsin({0})"),
    _row("acos", "f", np.arccos, "the angle whose cosine is x", keras="ops.arccos({0})"),
    _row("atan", "f", np.arctan, "the angle whose tangent is x", keras="ops.arctan({0})"),
    _row("sinh", "f", np.sinh, "the hyperbolic sine"),
    _row("cosh", "f", np.cosh, "the hyperbolic cosine"),
    _row("asinh", "f", np.arcsinh, "the inverse hyperbolic sine", keras="ops.arcsinh({0})"),
    _row("acosh", "f", np.arccosh, "the inverse hyperbolic cosine", keras="ops.arccosh({0})"),
    _row("atanh", "f", np.arctanh, "the inverse hyperbolic tangent", keras="ops.arctanh({0})"),
    TensorOp("not", "x", elementwise("b"), np.logical_not, template("torch.logical_not({0})"),
             plain("Not"), template("ops.logical_not({0})"), "not x"),
    TensorOp("is_nan", "x", _truths, np.isnan, template("torch.isnan({0})"), plain("IsNaN"),
             template("ops.isnan({0})"), "whether x is no number"),
    TensorOp(
        "is_inf", "x", _truths, _is_inf,
        _is_inf_source("torch.isinf({0})", "{0} == {sign}torch.inf",
                       "torch.zeros_like({0}, dtype=torch.bool)"),
        plain("IsInf", detect_positive="detect_positive", detect_negative="detect_negative"),
        _is_inf_source("ops.isinf({0})", "ops.equal({0}, {sign}float('inf'))",
                       'ops.zeros_like({0}, dtype="bool")'),
        "whether x is infinite", {"detect_positive": True, "detect_negative": True},
    ),
)  # fmt: skip
