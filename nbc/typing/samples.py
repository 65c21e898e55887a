"""What Python's own operators do with builtin values, found out by asking Python.

Whether `1 + "a"` raises TypeError depends on the classes alone where both are builtin ones. So each
class has a harmless sample, the operator is applied to the samples once, and the answer is kept:
the type of the result, `REFUSED` where it raises TypeError, None where the classes do not decide
it.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from functools import cache
from types import FunctionType, ModuleType
from typing import Any, Final

from nbc.types.join import settled, without_value
from nbc.types.model import (
    BOOL,
    F64,
    I64,
    NONE,
    OBJECT,
    Bigint,
    Container,
    NoneType,
    Object,
    Scalar,
    Tuple,
    Type,
)
from nbc.types.model import FunctionType as NoodleFunction
from nbc.types.model import ModuleType as NoodleModule
from nbc.types.of import type_of

REFUSED: Final = Object("TypeError raised")

_SAMPLES: dict[str, Callable[[], Any]] = {
    "bool": lambda: True, "i64": lambda: 1, "f64": lambda: 1.0, "c128": lambda: 1j,
    "str": lambda: "a", "None": lambda: None, "tuple": lambda: ("a",), "list": lambda: ["a"],
    "dict": lambda: {"a": 1}, "set": lambda: {"a"}, "frozenset": lambda: frozenset("a"),
    "range": lambda: range(1), "bytes": lambda: b"a", "bytearray": lambda: bytearray(b"a"),
    "slice": lambda: slice(None), "function": lambda: lambda: None,
    "module": lambda: ModuleType("sample"),
}  # fmt: skip

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "ADD": operator.add, "SUBTRACT": operator.sub, "MULTIPLY": operator.mul,
    "DIVIDE": operator.truediv, "FLOOR_DIVIDE": operator.floordiv, "MODULO": operator.mod,
    "POWER": operator.pow, "MATRIX_MULTIPLY": operator.matmul, "LEFT_SHIFT": operator.lshift,
    "RIGHT_SHIFT": operator.rshift, "BIT_AND": operator.and_, "BIT_OR": operator.or_,
    "BIT_XOR": operator.xor, "INPLACE_ADD": operator.iadd, "INPLACE_SUBTRACT": operator.isub,
    "INPLACE_MULTIPLY": operator.imul, "INPLACE_DIVIDE": operator.itruediv,
    "INPLACE_FLOOR_DIVIDE": operator.ifloordiv, "INPLACE_MODULO": operator.imod,
    "INPLACE_POWER": operator.ipow, "INPLACE_MATRIX_MULTIPLY": operator.imatmul,
    "INPLACE_LEFT_SHIFT": operator.ilshift, "INPLACE_RIGHT_SHIFT": operator.irshift,
    "INPLACE_BIT_AND": operator.iand, "INPLACE_BIT_OR": operator.ior,
    "INPLACE_BIT_XOR": operator.ixor, "LESS": operator.lt, "LESS_EQUAL": operator.le,
    "GREATER": operator.gt, "GREATER_EQUAL": operator.ge, "EQUAL": operator.eq,
    "NOT_EQUAL": operator.ne, "IN": lambda a, b: a in b, "NOT_IN": lambda a, b: a not in b,
    "INDEX": operator.getitem,
}  # fmt: skip

UNARY: dict[str, Callable[[Any], Any]] = {
    "NEGATE": operator.neg, "POSITIVE": operator.pos, "INVERT": operator.invert,
    "iterate": iter, "len": len,
}  # fmt: skip

_UNDECIDED = frozenset({("MODULO", "str"), ("MODULO", "bytes"), ("MODULO", "bytearray")})
"""Formatting: what it accepts depends on the text."""


def builtin_class(kind: Type) -> str | None:
    """The builtin class that a value is exactly an instance of."""
    if isinstance(kind, Scalar):
        return kind.dtype if kind.weak and kind.dtype in _SAMPLES else None
    if isinstance(kind, Container):
        return kind.kind if kind.kind in _SAMPLES else None
    if isinstance(kind, Tuple):
        return "tuple"
    if isinstance(kind, NoneType):
        return "None"
    if isinstance(kind, Bigint):
        return "i64"
    if isinstance(kind, NoodleFunction):
        return "function"
    return "module" if isinstance(kind, NoodleModule) else None


@cache
def binary(name: str, a: str, b: str) -> Type | None:
    """The type of an operator's result on two builtin classes."""
    if (name.removeprefix("INPLACE_"), a) in _UNDECIDED:
        return None
    first, second = _SAMPLES[a](), _SAMPLES[b]()
    try:
        result = OPERATORS[name](first, second)
    except TypeError:
        return REFUSED
    except (ValueError, LookupError, ArithmeticError):
        return OBJECT
    return _general(result, name)


@cache
def unary(name: str, a: str) -> Type | None:
    try:
        return _general(UNARY[name](_SAMPLES[a]()), name)
    except TypeError:
        return REFUSED


def sample_class(name: str) -> type:
    """The class behind the name that `builtin_class` gives."""
    return FunctionType if name == "function" else type(_SAMPLES[name]())


def _general(result: Any, name: str) -> Type:
    """The type of a sample's result, less what only holds for the sample."""
    if name == "INDEX":
        return OBJECT
    kind = without_value(settled(type_of(result)))
    if isinstance(kind, Tuple):
        return Tuple(None)
    if isinstance(kind, Container):
        return Container(kind.kind)
    return kind if kind in (BOOL, F64, I64, NONE) or isinstance(kind, Scalar) else OBJECT
