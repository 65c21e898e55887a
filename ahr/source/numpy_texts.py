"""Each op as NumPy code: templates, and functions where it depends on the use.

In a template `{0}` is an operand and `{axis}` an attribute. What calls a function that NumPy does
not have calls one of `numpy_helpers`. An op that is not here cannot be written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from ahr.dtypes import BY_NAME
from ahr.ops.row import CannotWrite, SourceBuilder, Use
from ahr.ops.writing import arguments, by_kind, folded, template
from ahr.source.numpy_windows import (
    average_pool,
    conv,
    conv_transpose,
    instance_norm,
    layer_norm,
    max_pool,
    rms_norm,
    spatial,
)


def _axes(use: Use, index: int = 1) -> Any:
    """Axes as an `axis=` argument wants them."""
    if not use.call.has(index):
        return None
    known = [int(each) for each in np.ravel(use.known(index, "the axes"))]
    return known[0] if len(known) == 1 else tuple(known)


def _reduced(text: str) -> SourceBuilder:
    """`{axes}` and `{keep}` are filled in."""

    def build(use: Use) -> str:
        axes = _axes(use)
        if axes in (None, ()) and use["noop_with_empty_axes"]:
            raise CannotWrite("a reduction over no axes is not written")
        given = arguments("" if axes in (None, ()) else f"axis={axes}",
                          "keepdims=True" if use["keepdims"] else "")  # fmt: skip
        made = text.format(use.operands[0], given=given, also=f", {given}" if given else "")
        dtype = BY_NAME[use.call.spec(0).dtype]
        # NumPy sums small integers in wide ones.
        changes = dtype.kind in "iu" and dtype.size_bytes < 8
        return f"({made}).astype(np.{dtype.numpy})" if changes else made

    return build


def _placed(name: str) -> SourceBuilder:
    def build(use: Use) -> str:
        if use["select_last_index"]:
            raise CannotWrite("of equal ones NumPy takes the first")
        keep = ", keepdims=True" if use["keepdims"] else ""
        return f"{use.operands[0]}.{name}(axis={use['axis']}{keep})"

    return build


def _shape_argument(use: Use) -> str:
    """A new shape as a tuple of numbers and of lengths of the operand."""
    known = use.call.constant(1)
    if known is None:
        return use.operands[1]
    own = f"{use.operands[0]}.shape"
    zero = use.call.attributes.get("allow_zero", True)
    parts = [
        f"{own}[{axis}]" if each == 0 and not zero else str(each)
        for axis, each in enumerate(known.tolist())
    ]
    return parts[0] if len(parts) == 1 else f"({', '.join(parts)})"


def _reshape(use: Use) -> str:
    if use.call.constant(1) is None and not use["allow_zero"]:
        return f"reshaped({use.operands[0]}, {use.operands[1]})"
    return f"{use.operands[0]}.reshape({_shape_argument(use)})"


def _expand(use: Use) -> str:
    """A 1 of the new shape leaves the length as it is."""
    known = use.call.constant(1)
    if known is None:
        wanted = f"tuple({use.operands[1]})"
    else:
        wanted = str(tuple(known.tolist()))
        if 1 not in known and len(known) >= len(use.call.spec(0).dims or ()):
            return f"np.broadcast_to({use.operands[0]}, {wanted})"
    shapes = f"np.broadcast_shapes({use.operands[0]}.shape, {wanted})"
    return f"np.broadcast_to({use.operands[0]}, {shapes})"


def _gather_elements(use: Use) -> str:
    x, positions = use.call.spec(0).dims, use.call.spec(1).dims
    axis = use["axis"]
    if x is None or positions is None:
        raise CannotWrite("the shapes are not known")
    differ = [i for i in range(len(x)) if x[i] != positions[i]]
    if any(i not in (axis, axis + len(x)) for i in differ):
        raise CannotWrite("positions for a part of the tensor are not written")
    return template("np.take_along_axis({0}, {1}, {axis})")(use)


def _flatten(use: Use) -> str:
    x, axis = use.operands[0], use["axis"]
    if axis == 1:
        return f"{x}.reshape({x}.shape[0], -1)"
    dims = use.call.spec(0).dims
    if dims is None:
        raise CannotWrite("the number of axes is not known")
    at = axis if axis >= 0 else axis + len(dims)
    front = f"int(np.prod({x}.shape[:{at}]))" if at else "1"
    return f"{x}.reshape({front}, -1)"


def _transpose(use: Use) -> str:
    return f"{use.operands[0]}.T" if use["perm"] is None else (
        f"{use.operands[0]}.transpose{tuple(use['perm'])}")  # fmt: skip


def _slice(use: Use) -> str:
    starts, ends = (use.known(i, "where it cuts").tolist() for i in (1, 2))
    axes = use.known(3, "the axes").tolist() if use.call.has(3) else list(range(len(starts)))
    steps = use.known(4, "the steps").tolist() if use.call.has(4) else [1] * len(starts)
    dims = use.call.spec(0).dims
    if dims is None:
        raise CannotWrite("the number of axes is not known")
    keys = [":"] * len(dims)
    for start, end, axis, step in zip(starts, ends, axes, steps, strict=True):
        keys[axis] = _cut(start, end, step)
    while len(keys) > 1 and keys[-1] == ":":
        keys.pop()
    return f"{use.operands[0]}[{', '.join(keys)}]"


def _cut(start: int, end: int, step: int) -> str:
    """Limits that only mean the end are left out."""
    far = 2**31 - 1
    first = "" if (step > 0 and start == 0) or (step < 0 and start >= far) else str(start)
    last = "" if (step > 0 and end >= far) or (step < 0 and end <= -far) else str(end)
    return f"{first}:{last}" + (f":{step}" if step != 1 else "")


def _split(use: Use) -> str:
    if use.call.has(1):
        sizes = use.known(1, "the sizes")
    else:
        dims = [each.dims and each.dims[use["axis"]] for each in use.outputs]
        if not all(isinstance(each, int) for each in dims):
            return f"tuple(np.split({use.operands[0]}, {len(dims)}, axis={use['axis']}))"
        sizes = np.array(dims)
    cuts = np.cumsum(sizes)[:-1].tolist()
    return f"tuple(np.split({use.operands[0]}, {cuts}, axis={use['axis']}))"


def _pad(use: Use) -> str:
    from_, x = use.known(1, "how much it pads").tolist(), use.operands[0]
    dims = use.call.spec(0).dims
    if dims is None or use.call.has(3) or min(from_, default=0) < 0:
        raise CannotWrite("it pads some axes, or cuts off")
    around = tuple(zip(from_[: len(dims)], from_[len(dims) :], strict=True))
    if use["mode"] != "constant":
        return f'np.pad({x}, {around}, mode="{use["mode"]}")'
    value = f", constant_values={use.operands[2]}" if use.call.has(2) else ""
    return f"np.pad({x}, {around}{value})"


def _linear(use: Use) -> str:
    x, weight, *bias = use.operands
    y = f"{x} @ {weight}.T"
    return f"{y} + {bias[0]}" if bias and bias[0] else y


def _gemm(use: Use) -> str:
    a, b, *c = use.operands
    a, b = f"{a}.T" if use["trans_a"] else a, f"{b}.T" if use["trans_b"] else b
    y = f"{a} @ {b}" if use["alpha"] == 1 else f"{use['alpha']} * ({a} @ {b})"
    if not (c and c[0]):
        return y
    return f"{y} + {c[0]}" if use["beta"] == 1 else f"{y} + {use['beta']} * {c[0]}"


def _cast(use: Use) -> str:
    names = {use["to"], use.call.spec(0).dtype}
    if use["to"] == "bf16" or {BY_NAME[name].kind for name in names} & {"O", "s"}:
        raise CannotWrite("NumPy has no such element type")
    return f"{use.operands[0]}.astype(np.{_scalar(BY_NAME[use['to']].numpy)})"


def _scalar(numpy_name: str) -> str:
    return "bool_" if numpy_name == "bool" else numpy_name


def _clip(use: Use) -> str:
    low, high = (use.operands[i] if use.call.has(i) else "" for i in (1, 2))
    if low and high:
        return f"np.minimum(np.maximum({use.operands[0]}, {low}), {high})"
    if low:
        return f"np.maximum({use.operands[0]}, {low})"
    return f"np.minimum({use.operands[0]}, {high})" if high else use.operands[0]


def _axes_call(text: str) -> SourceBuilder:
    def build(use: Use) -> str:
        axes = _axes(use)
        return text.format(use.operands[0], axes="" if axes is None else axes)

    return build


def _triangle(name: str) -> SourceBuilder:
    def build(use: Use) -> str:
        k = int(use.known(1, "the diagonal").item()) if use.call.has(1) else 0
        return f"np.{name}({use.operands[0]}{f', {k}' if k else ''})"

    return build


def _filled(use: Use) -> str:
    value = use["value"]
    said = repr(value) if np.isfinite(value) else f'float("{value}")'
    dtype = _scalar(BY_NAME[use["dtype"]].numpy)
    return f"np.full(tuple({use.operands[0]}), {said}, np.{dtype})"


def _is_inf(use: Use) -> str:
    (x,), up, down = use.operands, use["detect_positive"], use["detect_negative"]
    if up == down:
        return f"np.isinf({x})" if up else f"np.zeros({x}.shape, bool)"
    return f"{x} == {'' if up else '-'}np.inf"


def _cumsum(use: Use) -> str:
    if use["exclusive"] or use["reverse"]:
        raise CannotWrite("the sums that leave out or go backwards are not written")
    dtype = BY_NAME[use.call.spec(0).dtype].numpy
    return f"np.cumsum({use.operands[0]}, {int(use.known(1, 'the axis').item())}, np.{dtype})"


def _top_k(use: Use) -> str:
    settings = f"axis={use['axis']}, largest={use['largest']}"
    return f"top_k({use.operands[0]}, {int(use.known(1, 'k').ravel()[0])}, {settings})"


def _first_only(text: str, other: str) -> SourceBuilder:
    """An op whose second result is not written."""

    def build(use: Use) -> str:
        if use.call.attributes.get(other):
            raise CannotWrite(f"{other} is not written")
        return template(text)(use)

    return build


_UNARY: Final = {
    **dict.fromkeys("abs sign sqrt exp log log1p expm1 floor ceil sin cos".split()),
    **dict.fromkeys("tan sinh cosh tanh".split()),
    "round": "rint", "asin": "arcsin", "acos": "arccos", "atan": "arctan", "asinh": "arcsinh",
    "acosh": "arccosh", "atanh": "arctanh", "not": "logical_not", "is_nan": "isnan",
}  # fmt: skip
_OPERATORS: Final = {
    "add": "+", "sub": "-", "mul": "*", "matmul": "@", "equal": "==", "greater": ">", "less": "<",
    "greater_or_equal": ">=", "less_or_equal": "<=", "and": "&", "or": "|", "xor": "^",
    "bitwise_and": "&", "bitwise_or": "|", "bitwise_xor": "^",
}  # fmt: skip

TEXTS: Final[Mapping[str, SourceBuilder]] = {
    **{op: template(f"np.{name or op}({{0}})") for op, name in _UNARY.items()},
    **{op: template(f"{{0}} {sign} {{1}}") for op, sign in _OPERATORS.items()},
    "neg": template("-{0}"), "bitwise_not": template("~{0}"), "identity": template("{0}"),
    "reciprocal": template("1 / {0}"), "erf": template("erf({0})"),
    "div": by_kind("f", template("{0} / {1}"), template("divide_towards_zero({0}, {1})")),
    "mod": lambda use: template(f"np.{'fmod' if use['fmod'] else 'mod'}({{0}}, {{1}})")(use),
    "pow": lambda use: template("({0} ** {1}).astype(np.{dtype})" if use.call.spec(0).dtype
                                != use.call.spec(1).dtype else "{0} ** {1}")(use),
    "max": folded("np.maximum({0}, {1})"), "min": folded("np.minimum({0}, {1})"),
    "where": template("np.where({0}, {1}, {2})"), "clip": _clip, "cast": _cast,
    "relu": template("np.maximum({0}, 0)"), "sigmoid": template("sigmoid({0})"),
    "leaky_relu": template("np.where({0} < 0, {alpha} * {0}, {0})"),
    "elu": template("elu({0}, {alpha})"), "celu": template("celu({0}, {alpha})"),
    "selu": template("selu({0}, {alpha}, {gamma})"), "silu": template("{0} * sigmoid({0})"),
    "gelu": template("gelu({0}, {approximate!r})"), "softplus": template("softplus({0})"),
    "mish": template("{0} * np.tanh(softplus({0}))"),
    "softsign": template("{0} / (1 + np.abs({0}))"),
    "hard_sigmoid": template("np.clip({alpha} * {0} + {beta}, 0, 1)"),
    "hard_swish": template("{0} * np.clip({0} / 6 + 0.5, 0, 1)"),
    "thresholded_relu": template("np.where({0} > {alpha}, {0}, 0)"),
    "prelu": template("np.where({0} < 0, {0} * {1}, {0})"),
    "softmax": template("softmax({0}, {axis})"),
    "log_softmax": template("log_softmax({0}, {axis})"),
    "linear": _linear, "gemm": _gemm, "conv": conv, "conv_transpose": conv_transpose,
    "max_pool": max_pool,
    "average_pool": average_pool, "global_average_pool": spatial("mean"),
    "global_max_pool": spatial("max"),
    "batch_norm": template("batch_norm({0}, {1}, {2}, {3}, {4}, {epsilon})"),
    "group_norm": template("group_norm({0}, {1}, {2}, {groups}, {epsilon})"),
    "instance_norm": instance_norm, "layer_norm": layer_norm, "rms_norm": rms_norm,
    "reshape": _reshape, "flatten": _flatten, "transpose": _transpose, "expand": _expand,
    "squeeze": _axes_call("{0}.squeeze({axes})"), "slice": _slice, "split": _split, "pad": _pad,
    "unsqueeze": _axes_call("np.expand_dims({0}, {axes})"),
    "shape": template("np.array({0}.shape[{start}:{end}])"), "size": template("np.array({0}.size)"),
    "dropout": _first_only("{0}", "mask"),
    "concat": lambda use: f"np.concatenate([{', '.join(use.operands)}], axis={use['axis']})",
    "tile": lambda use: f"np.tile({use.operands[0]}, "
                        f"{tuple(use.known(1, 'the repeats').tolist())})",
    "gather": template("np.take({0}, {1}, axis={axis})"),
    "gather_elements": _gather_elements,
    "embedding": template("{1}[{0}]"), "tril": _triangle("tril"), "triu": _triangle("triu"),
    "reduce_sum": _reduced("{0}.sum({given})"), "reduce_mean": _reduced("{0}.mean({given})"),
    "reduce_max": _reduced("{0}.max({given})"), "reduce_min": _reduced("{0}.min({given})"),
    "reduce_prod": _reduced("{0}.prod({given})"), "reduce_any": _reduced("{0}.any({given})"),
    "reduce_log_sum_exp": _reduced("np.log(np.exp({0}).sum({given}))"),
    "is_inf": _is_inf, "range": template("np.arange({0}, {1}, {2}, np.{dtype})"),
    "constant_of_shape": _filled,
    "hardmax": template("np.where(np.cumsum({0} == {0}.max({axis}, keepdims=True), {axis}) == 1, "
                        "{0} == {0}.max({axis}, keepdims=True), False).astype(np.{dtype})"),
    "reduce_l1": _reduced("np.abs({0}).sum({given})"),
    "reduce_l2": _reduced("np.sqrt(np.square({0}).sum({given}))"),
    "reduce_sum_square": _reduced("np.square({0}).sum({given})"),
    "reduce_log_sum": _reduced("np.log({0}.sum({given}))"),
    "argmax": _placed("argmax"), "argmin": _placed("argmin"), "cumsum": _cumsum, "top_k": _top_k,
}  # fmt: skip
"""By the names of rows."""
