"""What is certain of plain Python values: constants, emptiness, iterability, names of kinds.

Shared by the rules of Python's builtins and of NumPy. Arrays are in `arrays`.
"""

from __future__ import annotations

from nbc.builtins.model import RuleError
from nbc.types.model import (
    Array,
    Bigint,
    ClassType,
    Container,
    FunctionType,
    ModuleType,
    NoneType,
    Scalar,
    Tuple,
    Type,
)

INTEGERS = frozenset({"i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64"})
REALS = frozenset({"f16", "f32", "f64"})
COMPLEX = frozenset({"c64", "c128"})
NUMBERS = frozenset({"bool"}) | INTEGERS | REALS | COMPLEX

_PYTHON_NAMES = {"bool": "bool", "i64": "int", "f64": "float", "c128": "complex", "str": "str"}


def constant_int(kind: Type | None) -> int | None:
    """The integer that a value is known to be."""
    if isinstance(kind, Scalar) and kind.dtype in INTEGERS and isinstance(kind.value, int):
        return int(kind.value)
    return None


def constant_str(kind: Type | None) -> str | None:
    if isinstance(kind, Scalar) and isinstance(kind.value, str):
        return kind.value
    return None


def constant_bool(kind: Type | None, default: bool) -> bool | None:
    """The truth of a flag; None where it is not known."""
    if kind is None:
        return default
    if isinstance(kind, Scalar) and kind.value is not None:
        return bool(kind.value)
    return False if isinstance(kind, NoneType) else None


def absent(kind: Type | None) -> bool:
    """Not given, or given as None."""
    return kind is None or isinstance(kind, NoneType)


def items_of(kind: Type | None) -> tuple[Type, ...] | None:
    """The items of a tuple, or of a list that nothing else can have changed."""
    if isinstance(kind, Tuple):
        return kind.items
    if isinstance(kind, Container) and kind.kind == "list" and kind.length == len(kind.items):
        return kind.items
    return None


def is_number(kind: Type | None) -> bool:
    return isinstance(kind, Bigint) or (isinstance(kind, Scalar) and kind.dtype in NUMBERS)


def is_integer(kind: Type | None) -> bool:
    """Python's and NumPy's integers; bool too for Python's."""
    if isinstance(kind, Scalar):
        return kind.dtype in INTEGERS or (kind.weak is True and kind.dtype == "bool")
    return isinstance(kind, Bigint)


def never_integer(kind: Type | None) -> bool:
    """Certainly without `__index__`."""
    if isinstance(kind, Scalar):
        return kind.dtype in REALS | COMPLEX or kind.dtype == "str"
    return isinstance(kind, NoneType | Tuple | Container | FunctionType)


def never_iterable(kind: Type | None) -> bool:
    if isinstance(kind, Array):
        return kind.dims == ()
    if isinstance(kind, Scalar):
        return kind.dtype in NUMBERS
    return isinstance(kind, Bigint | NoneType | FunctionType | ModuleType)


def never_text(kind: Type | None) -> bool:
    """Certainly no `str`."""
    if isinstance(kind, Scalar):
        return kind.dtype in NUMBERS
    return isinstance(kind, Bigint | NoneType | FunctionType | Tuple | Container | Array)


def python_name(kind: Type) -> str:
    """What a person calls such a value."""
    if isinstance(kind, Scalar):
        return _PYTHON_NAMES.get(kind.dtype, kind.dtype) if kind.weak else f"numpy {kind.dtype}"
    if isinstance(kind, Container):
        return kind.kind
    if isinstance(kind, ClassType):
        return f"the class {kind.name}"
    plain = {"Array": "array", "NoneType": "None", "Bigint": "int", "FunctionType": "function"}
    name = type(kind).__name__
    return plain.get(name, name.removesuffix("Type").lower())


def require_iterable(kind: Type | None, place: tuple[int, ...]) -> None:
    if kind is not None and never_iterable(kind):
        raise RuleError("N2007", f"{python_name(kind)} is not iterable", operands=place)


def require_integer(kind: Type | None, place: tuple[int, ...]) -> None:
    if kind is not None and never_integer(kind):
        raise RuleError("N2001", f"{python_name(kind)} where an integer is needed", operands=place)


def require_text(kind: Type | None, place: tuple[int, ...]) -> None:
    if kind is not None and never_text(kind):
        raise RuleError("N2001", f"{python_name(kind)} where a str is needed", operands=place)
