"""Reading the JSON form one value at a time, every type checked; and constants as JSON.

None, booleans, text, finite floats and integers that every JSON reader keeps (up to 2**53) stand
for themselves. The others are objects of one key: {"int": "0x..."}, {"float": "nan" or 16 hex
digits}, {"complex": [real, imaginary]}, {"bytes": base64}, {"tuple": [...]}, {"ellipsis": true}.
"""

from __future__ import annotations

import base64
import math
import struct
from collections.abc import Callable, Mapping
from typing import Any, TypeVar, final

from nbc.errors import Position, VerifyError

MAX_DEPTH = 200
_EXACT = 2**53
_DOUBLE = struct.Struct(">d")
_NAMED_FLOATS = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}
_NAN = _DOUBLE.pack(math.nan)
_T = TypeVar("_T")
_NAMES = {str: "text", int: "a number", bool: "true or false", list: "a list", dict: "an object"}


def malformed(problem: str) -> VerifyError:
    return VerifyError("N4001", f"this is not the JSON form of a module: {problem}")


def expect(value: Any, kind: type[_T], what: str) -> _T:
    """The value, if it is of exactly that type."""
    if type(value) is not kind:
        raise malformed(f"{what} is not {_NAMES.get(kind, kind.__name__)}")
    return value


@final
class Form:
    """An object of JSON: `what` names it in errors, and no keys but `allowed` are taken."""

    def __init__(self, fields: Any, what: str, allowed: tuple[str, ...]) -> None:
        if not isinstance(fields, Mapping):
            raise malformed(f"{what} is not an object")
        self.fields = fields
        self.what = what
        unknown = [key for key in fields if key not in allowed]
        if unknown:
            raise malformed(f"{what} has an unknown key {str(unknown[0])[:60]!r}")

    def get(self, key: str, kind: type[_T], default: _T) -> _T:
        return expect(self.fields.get(key, default), kind, f"{key!r} of {self.what}")

    def need(self, key: str, kind: type[_T]) -> _T:
        if key not in self.fields:
            raise malformed(f"{self.what} has no {key!r}")
        return expect(self.fields[key], kind, f"{key!r} of {self.what}")

    def optional(self, key: str, kind: type[_T]) -> _T | None:
        return None if self.fields.get(key) is None else self.need(key, kind)

    def texts(self, key: str) -> dict[str, str]:
        """An object whose values are texts."""
        table = self.get(key, dict, {})
        what = f"a value in {key!r} of {self.what}"
        return {expect(k, str, what): expect(v, str, what) for k, v in table.items()}


def position(value: Any, what: str) -> Position:
    if not isinstance(value, list | tuple) or len(value) != 4:
        raise malformed(f"the position of {what} is not four numbers")
    for part in value:
        expect(part, int, f"a position of {what}")
    line, column, end_line, end_column = value
    return (line, column, end_line, end_column)


def to_tuples(value: Any, what: str, depth: int = 0) -> Any:
    """An operand: text, a number, None, or lists of those, which become tuples."""
    if isinstance(value, list | tuple):
        if depth > MAX_DEPTH:
            raise VerifyError("N4007", f"an operand of {what} nests too deeply")
        return tuple(to_tuples(item, what, depth + 1) for item in value)
    if value is None or type(value) in (str, int):
        return value
    raise malformed(f"an operand of {what} is neither text, number nor list")


def to_constant(value: Any) -> Any:
    if value is None or isinstance(value, bool | str):
        return value
    if value is ...:
        return {"ellipsis": True}
    if isinstance(value, int):
        return value if abs(value) <= _EXACT else {"int": hex(value)}
    if isinstance(value, float):
        return value if math.isfinite(value) else {"float": _special_float(value)}
    if isinstance(value, complex):
        return {"complex": [to_constant(value.real), to_constant(value.imag)]}
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode("ascii")}
    return {"tuple": [to_constant(item) for item in value]}


def _special_float(value: float) -> str:
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    packed = _DOUBLE.pack(value)
    return "nan" if packed == _NAN else packed.hex()


def from_constant(value: Any, depth: int = 0) -> Any:
    if value is None or type(value) in (bool, int, str):
        return value
    if type(value) is float:
        if not math.isfinite(value):
            raise malformed("a constant is a number too large for JSON")
        return value
    if isinstance(value, Mapping) and len(value) == 1:
        ((word, inside),) = value.items()
        if word in _WORDS:
            if depth > MAX_DEPTH:
                raise VerifyError("N4007", "a constant nests too deeply")
            return _WORDS[word](inside, depth)
    raise malformed("a constant is neither null, boolean, number, text nor a known object")


def _from_int(inside: Any, depth: int) -> int:
    try:
        return int(expect(inside, str, "an 'int'"), 16)
    except ValueError:
        raise malformed("an 'int' is not a hexadecimal number") from None


def _from_float(inside: Any, depth: int) -> float:
    text = expect(inside, str, "a 'float'")
    if text in _NAMED_FLOATS:
        return _NAMED_FLOATS[text]
    try:
        return float(_DOUBLE.unpack(bytes.fromhex(text))[0])
    except (ValueError, struct.error):
        raise malformed("a 'float' is neither nan, inf, -inf nor 16 hexadecimal digits") from None


def _from_complex(inside: Any, depth: int) -> complex:
    parts = [from_constant(part, depth + 1) for part in expect(inside, list, "a 'complex'")]
    if len(parts) != 2 or any(type(part) is not float for part in parts):
        raise malformed("a 'complex' is not two floats")
    return complex(*parts)


def _from_bytes(inside: Any, depth: int) -> bytes:
    try:
        return base64.b64decode(expect(inside, str, "a 'bytes'"), validate=True)
    except ValueError:
        raise malformed("a 'bytes' is not base64") from None


def _from_tuple(inside: Any, depth: int) -> tuple[Any, ...]:
    return tuple(from_constant(item, depth + 1) for item in expect(inside, list, "a 'tuple'"))


def _from_ellipsis(inside: Any, depth: int) -> Any:
    expect(inside, bool, "an 'ellipsis'")
    return ...


_WORDS: dict[str, Callable[[Any, int], Any]] = {
    "int": _from_int, "float": _from_float, "complex": _from_complex, "bytes": _from_bytes,
    "tuple": _from_tuple, "ellipsis": _from_ellipsis,
}  # fmt: skip
