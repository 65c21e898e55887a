"""The typing rules of what only array and scalar methods have: astype, item, tolist, ..."""

from __future__ import annotations

from nbc.builtins import joining_rules, plain
from nbc.builtins.arrays import dtype_named, shaped
from nbc.builtins.reduction_rules import same
from nbc.builtins.signature import Arguments
from nbc.types.model import (
    BIGINT,
    BOOL,
    C128,
    F64,
    I64,
    OBJECT,
    Array,
    Container,
    Scalar,
    Tuple,
    Type,
)


def astype(a: Arguments) -> Type:
    source = a["a"]
    if not isinstance(source, Array):
        return OBJECT
    return Array(dtype_named(a["dtype"]), source.dims)


def itself(a: Arguments) -> Type:
    source = a["a"]
    if not isinstance(source, Array) or a.rest:
        return OBJECT
    return Array(same(source.dtype), source.dims)


def copied(a: Arguments) -> Type:
    return a["a"] if isinstance(a["a"], Array) else OBJECT


def repeat(a: Arguments) -> Type:
    return joining_rules.repeat(a)


def python_value(dtype: str | None) -> Type:
    """What `item` makes of an element."""
    if dtype == "bool":
        return BOOL
    if dtype == "u64":
        return BIGINT
    if dtype in plain.INTEGERS:
        return I64
    if dtype in plain.REALS:
        return F64
    return C128 if dtype in plain.COMPLEX else OBJECT


def item(a: Arguments) -> Type:
    source = shaped(a["a"])
    return OBJECT if source is None else python_value(source.dtype)


def tolist(a: Arguments) -> Type:
    source = shaped(a["a"])
    if source is None or source.dims is None:
        return OBJECT
    return Container("list") if source.dims else python_value(source.dtype)


def strides(a: Arguments) -> Type:
    source = shaped(a.get("self"))
    if source is None or source.dims is None:
        return Tuple(None)
    return Tuple((I64,) * len(source.dims))


def scalar_itself(a: Arguments) -> Type:
    return a["self"] if isinstance(a["self"], Scalar) else OBJECT


def scalar_part(a: Arguments) -> Type:
    kind = a["self"]
    if not isinstance(kind, Scalar) or kind.weak:
        return OBJECT
    return Scalar({"c64": "f32", "c128": "f64"}.get(kind.dtype, kind.dtype), weak=False)
