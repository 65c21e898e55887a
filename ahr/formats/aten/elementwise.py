"""Adapters of operators that work number by number, and of softmax."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ahr.formats.aten.call import Call, Length

Adapter = Callable[[Call], str | list[str] | Length]

_SAME: Final = {
    name: name
    for name in (
        "relu sigmoid tanh silu mish exp log erf sqrt neg abs sign floor ceil round sin cos tan "
        "asin acos atan sinh cosh asinh acosh atanh reciprocal softsign log1p expm1"
    ).split()
} | {
    "hardswish": "hard_swish", "isnan": "is_nan", "isinf": "is_inf",
    **dict.fromkeys(
        "detach detach_ alias clone contiguous lift_fresh_copy dropout feature_dropout".split(),
        "identity",
    ),
}  # fmt: skip
"""Operators of one tensor that mean what ours do."""

_TWO: Final = {
    "mul": "mul", "pow": "pow", "maximum": "max", "minimum": "min", "fmod": "mod",
    "remainder": "mod",
}  # fmt: skip
_COMPARED: Final = {
    "eq": "equal", "gt": "greater", "ge": "greater_or_equal", "lt": "less", "le": "less_or_equal",
}  # fmt: skip
_LOGIC: Final = {"logical_and": "and", "logical_or": "or", "logical_xor": "xor"}
_BITS: Final = {"bitwise_and": "and", "bitwise_or": "or", "bitwise_xor": "xor"}


def _same(op: str) -> Adapter:
    def read(call: Call) -> str:
        name = "self" if call.has("self") else "input"
        return call.add(op, call.tensor(name, None if op in ("is_nan", "is_inf") else call.dtype))

    return read


def _two(op: str) -> Adapter:
    """Both operands in the element type of the result."""

    def read(call: Call) -> str:
        attributes = {"fmod": True} if call.name.startswith("fmod") else {}
        left, right = call.tensor("self", call.dtype), call.tensor("other", call.dtype)
        if op == "pow":
            right = call.tensor("exponent", call.dtype)
        return call.add(op, left, right, **attributes)

    return read


def _divided(call: Call) -> str:
    """Floats are rounded as they say; whole numbers are cut off already."""
    rounding, whole = call.get("rounding_mode"), call.dtype in ("i32", "i64")
    if rounding == "floor" and not whole:
        return call.add("floor", str(_two("div")(call)))
    if rounding and not (whole and rounding == "trunc"):
        raise call.reading.unsupported(f"a division that rounds by {rounding}")
    return str(_two("div")(call))


def _square(call: Call) -> str:
    return call.add("mul", call.tensor("self"), call.tensor("self"))


def _sum(op: str, *, turned: bool = False) -> Adapter:
    """self + alpha * other."""

    def read(call: Call) -> str:
        left, right = call.tensor("self", call.dtype), call.tensor("other", call.dtype)
        if turned:
            left, right = right, left
        alpha = call.get("alpha", 1)
        if alpha != 1:
            right = call.add("mul", right, call.constant(alpha, str(call.dtype)))
        return call.add(op, left, right)

    return read


def _compared(op: str) -> Adapter:
    def read(call: Call) -> str:
        own, other = call.spec("self").dtype, call.given["other"]
        is_wider = isinstance(other, float) and not call.is_float("self")
        dtype = "f32" if is_wider else own
        return call.add(op, call.tensor("self", dtype), call.tensor("other", dtype))

    return read


def _truths(op: str) -> Adapter:
    def read(call: Call) -> str:
        return call.add(op, call.tensor("self", "bool"), call.tensor("other", "bool"))

    return read


def _bits(op: str) -> Adapter:
    def read(call: Call) -> str:
        prefix = "" if call.dtype == "bool" else "bitwise_"
        return call.add(prefix + op, call.tensor("self", call.dtype),
                        call.tensor("other", call.dtype))  # fmt: skip

    return read


def _with(op: str, **named: tuple[str, Any]) -> Adapter:
    """Attributes from arguments: ours=(theirs, default)."""

    def read(call: Call) -> str:
        name = "self" if call.has("self") else "input"
        attributes = {ours: call.get(*said) for ours, said in named.items()}
        return call.add(op, call.tensor(name), **attributes)

    return read


def _softmax(op: str) -> Adapter:
    def read(call: Call) -> str:
        return call.add(op, call.tensor("self", call.dtype), axis=call.get("dim"))

    return read


def _clamp(low: str, high: str, *usual: float) -> Adapter:
    def read(call: Call) -> str:
        if usual:
            call = _filled(call, {low: usual[0], high: usual[1]})
        least, most = call.tensor(low, call.dtype), call.tensor(high, call.dtype)
        return call.add("clip", call.tensor("self", call.dtype), least, most)

    return read


def _filled(call: Call, defaults: dict[str, Any]) -> Call:
    return Call(call.reading, {**defaults, **call.given}, call.name, call.dtype)


def _elu(call: Call) -> str:
    if call.get("scale", 1) != 1:
        return call.add("selu", call.tensor("self"), alpha=call.get("alpha"),
                        gamma=call.get("scale"))  # fmt: skip
    return call.add("elu", call.tensor("self"), alpha=float(call.get("alpha", 1)))


def _softplus(call: Call) -> str:
    if call.get("beta", 1) != 1:
        raise call.reading.unsupported("softplus with beta")
    return call.add("softplus", call.tensor("self"))


def _rsqrt(call: Call) -> str:
    return call.add("reciprocal", call.add("sqrt", call.tensor("self", call.dtype)))


def _cast(call: Call) -> str:
    """`to`: another element type, or only another place or layout."""
    own = call.tensor("self")
    to = call.get("dtype") or call.dtype
    return call.add("identity", own) if to == call.spec("self").dtype else call.add(
        "cast", own, to=to)  # fmt: skip


def _where(call: Call) -> str:
    return call.add("where", call.tensor("condition", "bool"), call.tensor("self", call.dtype),
                    call.tensor("other", call.dtype))  # fmt: skip


def _masked(call: Call) -> str:
    return call.add("where", call.tensor("mask", "bool"), call.tensor("value", call.dtype),
                    call.tensor("self", call.dtype))  # fmt: skip


def _not(call: Call) -> str:
    return call.add("not", call.tensor("self", "bool"))


def _flipped(call: Call) -> str:
    """~x, which of truths is the opposite."""
    return _not(call) if call.dtype == "bool" else call.add("bitwise_not", call.tensor("self"))


def _length(combine: Callable[[Any, Any], Any], op: str) -> Adapter:
    """Arithmetic with lengths, on what is known of them and on their tensors."""

    def read(call: Call) -> Length:
        sides = [call.given["a"], call.given["b"]]
        known = [each.dim if isinstance(each, Length) else each for each in sides]
        made = [each.tensor if isinstance(each, Length) else call.ints([each]) for each in sides]
        return Length(combine(*known), call.add(op, *made))

    return read


ADAPTERS: Final[dict[str, Adapter]] = {
    **{f"aten.{name}": _same(op) for name, op in _SAME.items()},
    **{f"aten.{name}": _two(op) for name, op in _TWO.items()},
    **{f"aten.{name}": _compared(op) for name, op in _COMPARED.items()},
    **{f"aten.{name}": _truths(op) for name, op in _LOGIC.items()},
    **{f"aten.{name}": _bits(op) for name, op in _BITS.items()},
    **{f"aten.__{name}__": _bits(name) for name in ("and", "or", "xor")},
    "aten.div": _divided,
    "aten.square": _square,
    "aten.add": _sum("add"),
    "aten.sub": _sum("sub"),
    "aten.rsub": _sum("sub", turned=True),
    "aten.gelu": _with("gelu", approximate=("approximate", "none")),
    "aten.leaky_relu": _with("leaky_relu", alpha=("negative_slope", 0.01)),
    "aten.celu": _with("celu", alpha=("alpha", 1.0)),
    "aten.selu": _same("selu"),
    "aten.elu": _elu,
    "aten.softplus": _softplus,
    "aten.hardsigmoid": lambda call: call.add("hard_sigmoid", call.tensor("self"), alpha=1 / 6),
    "aten.prelu": lambda call: call.add("prelu", call.tensor("self"), _slope(call)),
    "aten.relu6": lambda call: call.add(
        "clip", call.tensor("self"), call.constant(0, str(call.dtype)),
        call.constant(6, str(call.dtype))),
    "aten.hardtanh": _clamp("min_val", "max_val", -1, 1),
    "aten.clamp": _clamp("min", "max"),
    "aten.clamp_min": _clamp("min", "max"),
    "aten.clamp_max": _clamp("min", "max"),
    "aten.softmax": _softmax("softmax"),
    "aten._softmax": _softmax("softmax"),
    "aten._safe_softmax": _softmax("softmax"),
    "aten.log_softmax": _softmax("log_softmax"),
    "aten._log_softmax": _softmax("log_softmax"),
    "aten.rsqrt": _rsqrt,
    "aten.to": _cast,
    "aten._to_copy": _cast,
    "aten.type_as": _cast,
    "aten.where.self": _where,
    "aten.where.ScalarSelf": _where,
    "aten.where.ScalarOther": _where,
    "aten.where.Scalar": _where,
    "aten.masked_fill": _masked,
    "aten.logical_not": _not,
    "aten.bitwise_not": _flipped,
}  # fmt: skip


def _slope(call: Call) -> str:
    """One number a channel, which stands on the second axis."""
    shape = call.spec("weight").dims or ()
    rank = call.rank("self")
    if shape == (1,) or rank < 3:
        return call.tensor("weight")
    return call.add("reshape", call.tensor("weight"), call.ints([-1, *(1,) * (rank - 2)]))


def _lengths() -> dict[str, Adapter]:
    from ahr import dims  # lazy: only this function's table needs its functions

    def divided(length: Any, by: Any) -> Any:
        return dims.floor_divide(length, by) if isinstance(by, int) and by > 0 else None

    return {
        "_operator.mul": _length(dims.multiply, "mul"),
        "_operator.add": _length(dims.add, "add"),
        "_operator.sub": _length(dims.subtract, "sub"),
        "_operator.floordiv": _length(divided, "div"),
    }


ADAPTERS.update(_lengths())
