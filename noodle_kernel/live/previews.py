"""What a value looks like in one short line: `[0. 0.5 1. ...]`, `Point(x=1, y=2)`, `'a text...'`.

For listings of variables, so for values of any size and kind, also while a cell changes them: only
the first few items are looked at, and of a person's classes nothing is called, neither their
`__repr__` nor their iterators. The types beside the previews are `nbc.types.display_value`'s.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from itertools import islice
from types import BuiltinFunctionType, FunctionType, GetSetDescriptorType, ModuleType
from typing import Any, Final

WIDEST: Final = 120
"""Characters of a preview, the dots at its end included."""

_ITEMS: Final = 6
_DEEPEST: Final = 3
_DOTS: Final = "..."
_DIGITS: Final = 40
_MARKS: Final[dict[type, tuple[str, str]]] = {
    list: ("[", "]"), tuple: ("(", ")"),
    **dict.fromkeys((set, frozenset, dict), ("{", "}")),
}  # fmt: skip


def preview(value: Any, widest: int = WIDEST) -> str:
    """One line of at most `widest` characters that begins as the value does."""
    try:
        text = _text(value, _DEEPEST)
    except Exception as error:  # noqa: BLE001  # dispatch: of a person's classes, in a listing
        text = f"<{type(value).__name__}: {type(error).__name__}>"
    return _cut(" ".join(text.split()) if "\n" in text else text, widest)


def own_attributes(value: Any) -> dict[str, Any]:
    """An object's own `__dict__`, whatever its class makes of attributes."""
    for cls in type.__dict__["__mro__"].__get__(type(value)):
        found = type.__dict__["__dict__"].__get__(cls).get("__dict__")
        if isinstance(found, GetSetDescriptorType):
            return dict(found.__get__(value))
    return {}


def _text(value: Any, depth: int) -> str:
    cls = type(value)
    known = _KINDS.get(cls)
    if known is not None:
        return known(value, depth)
    foreign = _FOREIGN.get(f"{cls.__module__.partition('.')[0]}.{cls.__name__}")
    if foreign is not None:
        return foreign(value, depth)
    if cls.__module__ == "numpy" and hasattr(cls, "dtype"):
        return str(value.item())
    if issubclass(cls, type):
        return f"class {value.__qualname__}"
    for base in (str, bytes, *_MARKS):
        if issubclass(cls, base):
            return f"{cls.__name__}({_KINDS[base](value, depth)})"
    if is_dataclass(cls):
        return _fields(value, [field.name for field in fields(cls)], depth)
    return f"<{cls.__qualname__}>"


def _fields(value: Any, names: list[str], depth: int) -> str:
    """Of a record or dataclass, without its properties."""
    if depth <= 0:
        return f"{type(value).__name__}({_DOTS})"
    own = own_attributes(value)
    shown = []
    for name in names[:_ITEMS]:
        found = own[name] if name in own else _slot(value, name)
        shown.append(f"{name}={found if found is _DOTS else _text(found, depth - 1)}")
    if len(names) > _ITEMS:
        shown.append(_DOTS)
    return f"{type(value).__name__}({', '.join(shown)})"


def _slot(value: Any, name: str) -> Any:
    descriptor = type(value).__dict__.get(name)
    is_slot = type(descriptor).__name__ in ("member_descriptor", "getset_descriptor")
    return descriptor.__get__(value) if is_slot else _DOTS  # type: ignore[union-attr]


def _integer(value: int, _: int) -> str:
    if abs(value) < 10**_DIGITS:
        return str(value)
    digits = int(value.bit_length() * math.log10(2))
    return f"an integer of about {digits} digits"


def _string(value: str | bytes, _: int) -> str:
    """Also for subclasses, whose own slicing may do anything."""
    base: Any = str if isinstance(value, str) else bytes
    start = base.__getitem__(value, slice(WIDEST))
    return repr(start) + (_DOTS if base.__len__(value) > WIDEST else "")


def _items(base: type) -> Callable[[Any, int], str]:
    opening, closing = _MARKS[base]

    def text(value: Any, depth: int) -> str:
        count = base.__len__(value)  # type: ignore[attr-defined]
        if depth <= 0 and count:
            return f"{opening}{_DOTS}{closing}"
        first = _first(base, value)
        if base is dict:
            shown = [f"{_text(key, 0)}: {_text(item, depth - 1)}" for key, item in first]
        else:
            shown = [_text(item, depth - 1) for item in first]
        if count > len(shown):
            shown.append(_DOTS)
        inside = ", ".join(shown) + ("," if base is tuple and count == 1 else "")
        if base in (set, frozenset) and not count:
            return f"{base.__name__}()"
        return f"{opening}{inside}{closing}"

    return text


def _first(base: type, value: Any) -> list[Any]:
    """The first few; fewer where a cell changes it meanwhile."""
    found: list[Any] = []
    items: Iterable[Any] = dict.items(value) if base is dict else base.__iter__(value)  # type: ignore[attr-defined]
    try:
        found.extend(islice(items, _ITEMS))
    except RuntimeError:
        return found
    return found


def _function(value: Any, _: int) -> str:
    code = getattr(value, "__code__", None)
    if code is None:
        return f"{value.__name__}(...)"
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    return f"{value.__name__}({', '.join(names)})"


def _array(value: Any, depth: int) -> str:
    """NumPy's text for the corner of an array, which is copied first."""
    numpy = sys.modules["numpy"]
    if value.size == 0 or depth <= 0:
        return "[]" if value.size == 0 else f"[{_DOTS}]"
    if value.ndim == 0:
        return _text(value.item(), depth - 1)
    if value.dtype.hasobject:
        shown = [_text(item, depth - 1) for item in value.flat[:_ITEMS]]
        return f"[{', '.join(shown)}{', ' + _DOTS if value.size > len(shown) else ''}]"
    corner = value[tuple(slice(_ITEMS) for _ in value.shape)]
    text = numpy.array2string(
        numpy.array(corner), precision=4, threshold=50, edgeitems=_ITEMS // 2, suppress_small=True,
        max_line_width=10_000,
    )  # fmt: skip
    more = value.ndim == 1 and value.size > _ITEMS
    return f"{text[:-1]} {_DOTS}]" if more else text


def _frame(value: Any, _: int) -> str:
    rows, columns = value.shape
    names = [_text(name, 0) for name in value.columns[:_ITEMS]]
    names += [_DOTS] if columns > _ITEMS else []
    return f"{rows} × {columns}: {', '.join(names)}"


def _series(value: Any, depth: int) -> str:
    items = [_text(item, depth - 1) for item in value.iloc[:_ITEMS].tolist()]
    items += [_DOTS] if len(value) > _ITEMS else []
    return f"[{', '.join(items)}]"


def _tensor(value: Any, depth: int) -> str:
    """Values where they can be read without waiting for a device."""
    if value.device.type != "cpu" or value.layout is not sys.modules["torch"].strided:
        return f"on {value.device}"
    items = value.detach().reshape(-1)[:_ITEMS].tolist() if value.dim() < 2 else None
    if items is None:
        return f"[[{_DOTS}]]"
    shown = [_text(item, depth - 1) for item in items]
    shown += [_DOTS] if value.numel() > _ITEMS else []
    return f"[{', '.join(shown)}]"


def _cut(text: str, widest: int) -> str:
    return text if len(text) <= widest else text[: widest - len(_DOTS)] + _DOTS


_KINDS: Final[dict[type, Callable[[Any, int], str]]] = {
    int: _integer, str: _string, bytes: _string, FunctionType: _function,
    BuiltinFunctionType: _function, **{base: _items(base) for base in _MARKS},
    **dict.fromkeys((bool, float, complex, type(None), type(...), type(NotImplemented), range),
                    lambda value, _: repr(value)),
    ModuleType: lambda value, _: f"module {value.__name__}",
    bytearray: lambda value, depth: f"bytearray({_string(bytes(value[:WIDEST]), depth)})",
}  # fmt: skip

_FOREIGN: Final[dict[str, Callable[[Any, int], str]]] = {
    "numpy.ndarray": _array, "pandas.DataFrame": _frame, "pandas.Series": _series,
    "torch.Tensor": _tensor, "torch.Parameter": _tensor,
}  # fmt: skip
