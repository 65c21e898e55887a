"""NumPy's functions on tensors that are traced: which op each one is.

`UFUNCS` and `FUNCTIONS` are the tables; a function that is in neither is refused by name.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

import numpy as np

from ahr.trace import reducing, shaping
from ahr.trace.tensor import Tensor


def _one(op: str) -> Callable[..., Any]:
    """An op of floats: integers become f64, as in NumPy."""
    return lambda x: (x if x.dtype.kind == "f" else x.astype(np.float64)).apply(op)


def _kept(op: str) -> Callable[..., Any]:
    """An op that leaves integers as they are."""
    return lambda x: x if x.dtype.kind in "iu" else x.apply(op)


def _two(op: str) -> Callable[..., Any]:
    def call(x: Any, y: Any) -> Any:
        return x.combine(op, y) if isinstance(x, Tensor) else y.combine(op, x, reflected=True)

    return call


def _logic(op: str) -> Callable[..., Any]:
    def call(x: Any, y: Any) -> Any:
        first = x if isinstance(x, Tensor) else y
        return first.lift(x, bool).apply(op, first.lift(y, bool))

    return call


UFUNCS: Final[dict[str, Callable[..., Any]]] = {
    "add": _two("add"), "subtract": _two("sub"), "multiply": _two("mul"), "divide": _two("div"),
    "floor_divide": _two("floor_divide"), "remainder": _two("mod"), "power": _two("pow"),
    "matmul": _two("matmul"), "maximum": _two("max"), "minimum": _two("min"),
    "equal": _two("equal"), "less": _two("less"), "less_equal": _two("less_or_equal"),
    "greater": _two("greater"), "greater_equal": _two("greater_or_equal"),
    "not_equal": lambda x, y: _two("equal")(x, y).apply("not"),
    "logical_and": _logic("and"), "logical_or": _logic("or"), "logical_xor": _logic("xor"),
    "logical_not": lambda x: x.astype(bool).apply("not"),
    "bitwise_and": lambda x, y: x & y, "bitwise_or": lambda x, y: x | y,
    "bitwise_xor": lambda x, y: x ^ y, "invert": lambda x: ~x,
    "negative": lambda x: x.apply("neg"), "positive": lambda x: x,
    "absolute": lambda x: x.apply("abs"), "sign": lambda x: x.apply("sign"),
    "exp": _one("exp"), "log": _one("log"), "sqrt": _one("sqrt"), "sin": _one("sin"),
    "cos": _one("cos"), "tan": _one("tan"), "arcsin": _one("asin"), "arccos": _one("acos"),
    "arctan": _one("atan"), "sinh": _one("sinh"), "cosh": _one("cosh"), "tanh": _one("tanh"),
    "arcsinh": _one("asinh"), "arccosh": _one("acosh"), "arctanh": _one("atanh"),
    "reciprocal": _one("reciprocal"), "isnan": _one("is_nan"), "isinf": _one("is_inf"),
    "floor": _kept("floor"), "ceil": _kept("ceil"), "rint": _one("round"),
    "square": lambda x: x * x,
    "log2": lambda x: _one("log")(x) * (1 / math.log(2)),
    "log10": lambda x: _one("log")(x) * (1 / math.log(10)),
    "log1p": _one("log1p"), "expm1": _one("expm1"),
    "exp2": lambda x: _one("exp")(x * math.log(2)),
}  # fmt: skip
"""By the names of NumPy's ufuncs."""


def _where(condition: Tensor, x: Any, y: Any) -> Tensor:
    first = next(each for each in (condition, x, y) if isinstance(each, Tensor))
    kind = np.result_type(*(getattr(each, "dtype", each) for each in (x, y)))
    return first.lift(condition, bool).apply("where", first.lift(x, kind), first.lift(y, kind))


def _clip(x: Tensor, a_min: Any = None, a_max: Any = None) -> Tensor:
    bounds = [None if each is None else np.asarray(each, x.dtype) for each in (a_min, a_max)]
    return x.apply("clip", *bounds)


def _filled_like(x: Tensor, value: int) -> Tensor:
    number = x.lift(value, x.dtype)
    return number.apply("expand", x.apply("shape"))


def _copy(x: Tensor, order: str = "K") -> Tensor:
    """Tensors do not change, so one is its own copy."""
    return x


def _dot(x: Any, y: Any) -> Any:
    return _two("matmul")(x, y)


def _pad(x: Tensor, pad_width: Any, mode: str = "constant", constant_values: Any = 0) -> Tensor:
    widths = np.broadcast_to(np.asarray(pad_width), (x.ndim, 2))
    operands = [shaping.integers(widths.T.ravel())]
    if mode == "constant":
        operands.append(np.asarray(constant_values, x.dtype))
    return x.apply("pad", *operands, mode=mode)


def _tile(x: Tensor, reps: Any) -> Tensor:
    repeats = list(np.atleast_1d(reps))
    while len(repeats) < x.ndim:
        repeats.insert(0, 1)
    while x.ndim < len(repeats):
        x = shaping.expand_dims(x, 0)
    return x.apply("tile", shaping.integers(repeats))


def _take(x: Any, positions: Any, axis: Any = None) -> Any:
    if not isinstance(x, Tensor):
        x = positions.lift(x, x.dtype)
    if axis is None:
        x, axis = shaping.flat(x), 0
    return x.apply("gather", x.lift(positions, np.int64), axis=int(axis))


def _norm(x: Tensor, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Tensor:
    if ord not in (None, 1, 2) or (axis is None and ord is not None):
        x.refuse("this kind of norm")
    axes = None if axis is None else shaping.integers(np.atleast_1d(axis))
    return x.apply("reduce_l1" if ord == 1 else "reduce_l2", axes, keepdims=keepdims)


FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "reshape": lambda x, shape: shaping.reshape(x, shape), "ravel": shaping.flat,
    "transpose": lambda x, axes=None: shaping.transpose(x, axes), "swapaxes": shaping.swapaxes,
    "moveaxis": shaping.moveaxis, "squeeze": shaping.squeeze, "expand_dims": shaping.expand_dims,
    "broadcast_to": shaping.broadcast_to, "concatenate": shaping.concatenate,
    "stack": shaping.stack, "split": shaping.split, "where": _where, "clip": _clip, "dot": _dot,
    "pad": _pad, "tile": _tile, "take": _take, "norm": _norm, "size": shaping.size,
    "sum": reducing.total, "prod": reducing.product, "mean": reducing.mean,
    "var": reducing.variance, "std": reducing.deviation, "max": reducing.largest,
    "amax": reducing.largest, "min": reducing.smallest, "amin": reducing.smallest,
    "any": reducing.any_of, "all": reducing.all_of, "argmax": reducing.place_of_largest,
    "argmin": reducing.place_of_smallest, "cumsum": reducing.running_sum,
    "zeros_like": lambda x: _filled_like(x, 0), "ones_like": lambda x: _filled_like(x, 1),
    "round": lambda x, decimals=0: x.apply("round") if decimals == 0 else x.refuse("rounding to "
                                                                                  "decimals"),
    "tril": lambda x, k=0: x.apply("tril", np.asarray(k, np.int64)),
    "triu": lambda x, k=0: x.apply("triu", np.asarray(k, np.int64)),
    "shape": lambda x: x.shape, "ndim": lambda x: x.ndim, "copy": _copy,
}  # fmt: skip
"""By the names of NumPy's functions."""

METHODS: Final[dict[str, Callable[..., Any]]] = {
    **{name: FUNCTIONS[name] for name in (
        "ravel swapaxes squeeze sum prod mean var std max min any all argmax argmin cumsum clip "
        "round take".split())},
    "reshape": shaping.reshape, "transpose": shaping.transpose, "flatten": shaping.flat,
    "copy": _copy, "dot": _dot,
}  # fmt: skip
"""Methods of arrays."""


def call_ufunc(x: Tensor, ufunc: Any, method: str, inputs: Any, options: Any) -> Any:
    """What `ufunc(...)` gives where one of its inputs is a tensor."""
    known = UFUNCS.get(ufunc.__name__)
    if known is None or method != "__call__" or options:
        x.refuse(f"np.{ufunc.__name__}{'' if method == '__call__' else '.' + method}() of a tensor",
                 "use functions that models know")  # fmt: skip
    return known(*inputs)


def call_function(x: Tensor, function: Any, arguments: Any, options: Any) -> Any:
    """What a function of NumPy gives where one of its arguments is a tensor."""
    known = FUNCTIONS.get(function.__name__)
    if known is None:
        x.refuse(f"np.{function.__name__}() of a tensor", "use functions that models know")
    try:
        return known(*arguments, **options)
    except TypeError as error:
        x.refuse(f"np.{function.__name__}() with these arguments ({error})")
