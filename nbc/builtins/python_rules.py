"""The typing rules of Python's builtin functions.

A Python integer whose size is not certain is a `Bigint` ("may not fit i64"). What a method of an
unknown object would decide (`__abs__`, `__round__`, ...) is unknown here too.
"""

from __future__ import annotations

from nbc.builtins import plain
from nbc.builtins.model import RuleError
from nbc.builtins.signature import Arguments
from nbc.types.model import (
    BIGINT,
    BOOL,
    C128,
    F64,
    I64,
    OBJECT,
    STR,
    Array,
    Bigint,
    Container,
    FunctionType,
    ModuleType,
    NoneType,
    Object,
    Scalar,
    Tuple,
    Type,
)

_SMALL = 1 << 63
SIZED = frozenset({"list", "dict", "set", "frozenset", "range", "bytes", "bytearray"})


def python_int(value: int) -> Type:
    """A Python integer that is known."""
    return Scalar("i64", value=value) if -_SMALL <= value < _SMALL else BIGINT


def absolute(a: Arguments) -> Type:
    x = a["x"]
    if isinstance(x, Tuple | Container | NoneType) or (isinstance(x, Scalar) and x.dtype == "str"):
        raise RuleError("N2001", f"abs() of {plain.python_name(x)}", operands=a.at("x"))
    if isinstance(x, Array):
        return Array(_magnitude(x.dtype), x.dims) if x.dims else OBJECT
    if isinstance(x, Scalar) and x.weak:
        return _weak_absolute(x)
    if isinstance(x, Scalar) and x.weak is False:
        name = _magnitude(x.dtype)
        return Scalar(name, weak=False) if name else OBJECT
    return BIGINT if isinstance(x, Bigint) else OBJECT


def _weak_absolute(x: Scalar) -> Type:
    if x.dtype in ("i64", "bool"):
        return BIGINT if x.value is None else python_int(abs(int(x.value)))  # type: ignore[arg-type]
    return F64


def _magnitude(dtype: str | None) -> str | None:
    if dtype in plain.COMPLEX:
        return {"c64": "f32", "c128": "f64"}[dtype]
    return dtype if dtype in plain.NUMBERS else None


def truth_of_all(a: Arguments) -> Type:
    plain.require_iterable(a["iterable"], a.at("iterable"))
    return BOOL


def digits(a: Arguments) -> Type:
    plain.require_integer(a["number"], a.at("number"))
    return STR


def character(a: Arguments) -> Type:
    plain.require_integer(a["i"], a.at("i"))
    return STR


def code_point(a: Arguments) -> Type:
    kind = a["c"]
    if plain.is_number(kind) or isinstance(kind, NoneType | Tuple | Array):
        message = f"ord() of {plain.python_name(kind)}, not of a character"
        raise RuleError("N2001", message, operands=a.at("c"))
    text = plain.constant_str(kind)
    if text is not None and len(text) != 1:
        message = f"ord() of a str of length {len(text)}, not of one character"
        raise RuleError("N2001", message, operands=a.at("c"))
    return I64


def divide_both(a: Arguments) -> Type:
    x, y = a["x"], a["y"]
    if not (_weak_number(x) and _weak_number(y)):
        return OBJECT
    kinds = {_weak_kind(x), _weak_kind(y)}
    if "c128" in kinds:
        raise RuleError("N2001", "divmod() of a complex number", operands=a.at("x", "y"))
    each = F64 if "f64" in kinds else BIGINT
    return Tuple((each, each))


def power(a: Arguments) -> Type:
    base, exponent = a["base"], a["exp"]
    if not (_weak_number(base) and _weak_number(exponent)):
        return OBJECT
    kinds = {_weak_kind(base), _weak_kind(exponent)}
    if not plain.absent(a.get("mod")):
        return BIGINT if kinds == {"i64"} and _weak_kind(a["mod"]) == "i64" else OBJECT
    if "c128" in kinds:
        return C128
    if kinds == {"i64"}:
        known = plain.constant_int(exponent)
        return OBJECT if known is None else BIGINT if known >= 0 else F64
    if _weak_kind(exponent) == "i64":
        return F64
    return OBJECT  # a fractional power of a negative number is complex


def _weak_number(kind: Type | None) -> bool:
    return isinstance(kind, Bigint) or (
        isinstance(kind, Scalar) and kind.weak is True and kind.dtype != "str"
    )


def _weak_kind(kind: Type) -> str:
    """ "i64", "f64" or "c128": the Python number that this behaves as."""
    if isinstance(kind, Scalar) and kind.dtype != "bool":
        return kind.dtype
    return "i64"


def text_of(a: Arguments) -> Type:
    """repr and format may give a subclass of str where an unknown class decides."""
    first = a.get("value") if "value" in a else a.get("obj")
    return STR if isinstance(first, Scalar | Bigint | NoneType) else OBJECT


def hash_of(a: Arguments) -> Type:
    kind = a["obj"]
    mutable = isinstance(kind, Container) and kind.kind in ("list", "dict", "set", "bytearray")
    if mutable or isinstance(kind, Array):
        raise RuleError("N2001", f"{plain.python_name(kind)} has no hash", operands=a.at("obj"))
    return I64


def iterator(a: Arguments) -> Type:
    if "sentinel" not in a:
        plain.require_iterable(a["obj"], a.at("obj"))
    return OBJECT


def length(a: Arguments) -> Type:
    kind = a["obj"]
    sizeless = plain.is_number(kind) or isinstance(kind, NoneType | FunctionType | ModuleType)
    if sizeless or (isinstance(kind, Array) and kind.dims == ()):
        raise RuleError("N2001", f"len() of {plain.python_name(kind)}", operands=a.at("obj"))
    known = known_length(kind)
    return I64 if known is None else Scalar("i64", value=known)


def known_length(kind: Type) -> int | None:
    if isinstance(kind, Array) and kind.dims:
        return kind.dims[0] if isinstance(kind.dims[0], int) else None
    if isinstance(kind, Tuple):
        return None if kind.items is None else len(kind.items)
    if isinstance(kind, Container):
        return kind.length
    text = plain.constant_str(kind)
    return None if text is None else len(text)


def extreme(a: Arguments) -> Type:
    if not a.rest:
        raise RuleError("N2004", "min() and max() need at least one argument")
    if len(a.rest) > 1:
        return _common(a.rest)
    only = a.rest[0]
    plain.require_iterable(only, (0,))
    if "default" in a:
        return OBJECT
    items = plain.items_of(only)
    if items is not None:
        return _common(items) if items else OBJECT
    return _element(only)


def _common(kinds: tuple[Type, ...]) -> Type:
    """The type of one of these: it is certain where all are alike but for their values."""
    first = without_value(kinds[0])
    return first if all(without_value(kind) == first for kind in kinds) else OBJECT


def without_value(kind: Type) -> Type:
    return Scalar(kind.dtype, kind.weak) if isinstance(kind, Scalar) else kind


def _element(kind: Type) -> Type:
    """What iterating gives."""
    if isinstance(kind, Array) and kind.dims and kind.dtype in plain.NUMBERS:
        rest = kind.dims[1:]
        return Array(kind.dtype, rest) if rest else Scalar(kind.dtype, weak=False)
    if isinstance(kind, Scalar) and kind.dtype == "str" and kind.weak:
        return STR
    return OBJECT


def rounded(a: Arguments) -> Type:
    kind, places = a["number"], a.get("ndigits")
    if isinstance(kind, Array | Tuple | Container | NoneType) or plain.constant_str(kind):
        message = f"round() of {plain.python_name(kind)}"
        hint = "use the method .round() of the array" if isinstance(kind, Array) else None
        raise RuleError("N2001", message, hint=hint, operands=a.at("number"))
    if not _weak_number(kind):
        return OBJECT
    if _weak_kind(kind) == "c128":
        raise RuleError("N2001", "round() of complex", operands=a.at("number"))
    if _weak_kind(kind) == "i64":
        return I64 if plain.absent(places) and isinstance(kind, Scalar) else BIGINT
    if plain.absent(places):
        return BIGINT
    return F64 if plain.is_integer(places) else OBJECT


def sorted_list(a: Arguments) -> Type:
    plain.require_iterable(a["iterable"], a.at("iterable"))
    return Container("list")


def total(a: Arguments) -> Type:
    plain.require_iterable(a["iterable"], a.at("iterable"))
    items, start = plain.items_of(a["iterable"]), a.get("start")
    if items is not None:
        return _sum_of(items if start is None else (start, *items))
    element = _element(a["iterable"])
    first = known_length(a["iterable"])
    if start is not None or not first or isinstance(element, Object):
        return OBJECT
    return _sum_of_elements(element)


def _sum_of(kinds: tuple[Type, ...]) -> Type:
    if not all(_weak_number(kind) for kind in kinds):
        return OBJECT
    found = {_weak_kind(kind) for kind in kinds}
    return C128 if "c128" in found else F64 if "f64" in found else BIGINT


def _sum_of_elements(element: Type) -> Type:
    """0 plus at least one NumPy element: NEP 50 keeps the element's dtype; bools count as i64."""
    if isinstance(element, Scalar):
        if not element.weak:
            return Scalar("i64" if element.dtype == "bool" else element.dtype, weak=False)
        return OBJECT
    if isinstance(element, Array):
        return Array("i64" if element.dtype == "bool" else element.dtype, element.dims)
    return OBJECT
