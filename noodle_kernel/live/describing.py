"""`describe_variable`: a closer look at one variable, as bounded as its row in the listing.

A corner of an array, the first rows of a table, the first items of a container, the start of a
text, the attributes of an object: data for a page to show, never HTML, and never a person's `repr`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import islice
from types import FunctionType, ModuleType
from typing import TYPE_CHECKING, Any, Final, final

from nbc.errors import NoodleError
from nbc.functions import FUNCTIONS
from noodle_kernel.about import noodle_signature
from noodle_kernel.live.params import field
from noodle_kernel.live.previews import own_attributes, preview
from noodle_kernel.live.sizes import library_of, torch_parameters
from noodle_kernel.live.variables import row_of

if TYPE_CHECKING:
    from noodle_kernel.shell import NoodleShell

_MOST_ROWS: Final = 50
_MOST_COLUMNS: Final = 12
_MOST_TEXT: Final = 4000
_WIDEST: Final = 80
_ITEM: Final = ("type", "value")


@final
@dataclass(frozen=True, slots=True)
class Table:
    """`heads` stand before the rows, `columns` above them; the counts are of the whole."""

    columns: tuple[str, ...]
    heads: list[str]
    rows: list[list[str]]
    row_count: int
    column_count: int
    caption: str = ""


def describe_variable(shell: NoodleShell, params: dict[str, Any]) -> dict[str, Any]:
    """`params`: `name`. Result: the fields of its row, and `text` or `table`, either may be null.
    Raises N8001 where there is no such variable."""
    name = field(params, "name", str)
    missing = object()
    value = shell.user_ns.get(name, missing)
    if value is missing:
        raise NoodleError("N8001", f"there is no variable {name[:_WIDEST]!r} any more")
    try:
        found = _content(value)
    except Exception as error:  # noqa: BLE001  # kernel dispatch: it changes, or is of odd classes
        found = f"it could not be read ({type(error).__name__})"
    return {
        **row_of(name, value)._asdict(),
        "text": found if isinstance(found, str) else None,
        "table": asdict(found) if isinstance(found, Table) else None,
    }


def _content(value: Any) -> Table | str | None:
    cls = type(value)
    known = _KNOWN.get(cls) or _FOREIGN.get(f"{library_of(cls)}.{cls.__name__}")
    if known is not None:
        return known(value)
    torch: Any = sys.modules.get("torch")
    if hasattr(torch, "nn") and issubclass(cls, torch.nn.Module):
        return _named(dict(islice(torch_parameters(value), 10 * _MOST_ROWS)), "parameters")
    if issubclass(cls, type):
        return _documentation(type.__dict__["__dict__"].__get__(value).get("__doc__"))
    own = own_attributes(value)
    attributes = {key: own[key] for key in own if type(key) is str and key[:1] != "_"}
    return _named(attributes, "attributes") if attributes else None


def _text(value: str) -> str:
    rest = len(value) - _MOST_TEXT
    return value if rest <= 0 else f"{value[:_MOST_TEXT]}\n... {rest} more characters"


def _items(value: Any) -> Table:
    first = list(islice(value, _MOST_ROWS))
    heads = [str(at) if type(value) in (list, tuple) else "" for at in range(len(first))]
    return Table(_ITEM, heads, [_described(item) for item in first], len(value), 2)


def _pairs(value: dict[Any, Any]) -> Table:
    first = list(islice(value.items(), _MOST_ROWS))
    heads = [_cell(key) for key, _ in first]
    return Table(_ITEM, heads, [_described(item) for _, item in first], len(value), 2)


def _named(values: dict[str, Any], caption: str) -> Table:
    table = _pairs(values)
    return Table(table.columns, list(islice(values, _MOST_ROWS)), table.rows, table.row_count, 2,
                 caption)  # fmt: skip


def _described(value: Any) -> list[str]:
    row = row_of("", value)
    has_shape = not row.shape or "[" in row.type
    return [row.type if has_shape else f"{row.type} {row.shape}", preview(value, _WIDEST)]


def _function(value: FunctionType) -> str:
    found = FUNCTIONS.lookup(value)
    head = noodle_signature(found[0].functions[found[1]]) if found else preview(value)
    return "\n\n".join(part for part in (head, _documentation(value.__doc__)) if part)


def _module(value: ModuleType) -> str | None:
    return _documentation(ModuleType.__getattribute__(value, "__dict__").get("__doc__"))


def _documentation(text: Any) -> str | None:
    return _text(text.strip()) if type(text) is str else None


def _array(value: Any) -> Table | str:
    """The last two axes, at the start of the others."""
    numpy = sys.modules["numpy"]
    if not value.size or not value.ndim:
        return preview(value)
    at = (0,) * (value.ndim - 2)
    plane = value[at] if at else value
    corner = plane[:_MOST_ROWS] if plane.ndim == 1 else plane[:_MOST_ROWS, :_MOST_COLUMNS]
    if corner.dtype.kind in "Mm":
        texts = numpy.array(corner).astype(str).tolist()
    else:
        items = [_cell(item) for item in corner.reshape(-1).tolist()]
        texts = numpy.array(items, dtype=object).reshape(corner.shape).tolist()
    return _corner(texts, plane.shape, at)


def _tensor(value: Any) -> Table | str:
    if value.device.type != "cpu" or not value.numel() or not value.dim():
        return preview(value)
    at = (0,) * (value.dim() - 2)
    plane = value.detach()[at] if at else value.detach()
    corner = plane[:_MOST_ROWS] if plane.dim() == 1 else plane[:_MOST_ROWS, :_MOST_COLUMNS]
    texts = [
        [_cell(item) for item in row] if isinstance(row, list) else _cell(row)
        for row in corner.tolist()
    ]
    return _corner(texts, tuple(plane.shape), at)


def _corner(texts: list[Any], shape: tuple[int, ...], at: tuple[int, ...]) -> Table:
    heads = list(map(str, range(len(texts))))
    if len(shape) == 1:
        return Table(("value",), heads, [[text] for text in texts], shape[0], 1)
    columns = tuple(map(str, range(min(shape[1], _MOST_COLUMNS))))
    place = ", ".join((*map(str, at), ":", ":"))
    return Table(columns, heads, texts, shape[0], shape[1], f"[{place}]" if at else "")


def _frame(value: Any) -> Table:
    corner = value.iloc[:_MOST_ROWS, :_MOST_COLUMNS]
    by_column = [corner.iloc[:, at].tolist() for at in range(corner.shape[1])]
    rows = [[_cell(item) for item in row] for row in zip(*by_column, strict=True)]
    columns = tuple(_cell(name) for name in corner.columns)
    heads = [_cell(label) for label in corner.index]
    return Table(columns, heads, rows, *value.shape)


def _series(value: Any) -> Table:
    first = value.iloc[:_MOST_ROWS]
    rows = [[_cell(item)] for item in first.tolist()]
    name = "value" if value.name is None else _cell(value.name)
    return Table((name,), [_cell(label) for label in first.index], rows, len(value), 1)


def _model(value: Any) -> Table | str:
    if not value.is_initialised:
        return f"{value.name} has no parameters yet"
    return _named(dict(value.parameters), "parameters")


def _cell(value: Any) -> str:
    """A field of a table: texts without quotes, numbers short."""
    cls = type(value)
    if cls is str:
        return str(value) if len(value) <= _WIDEST else f"{value[:_WIDEST]}..."
    if cls is float:
        return f"{value:.6g}"
    if library_of(cls) in ("pandas", "datetime", "decimal"):
        return str(value)[:_WIDEST]
    return preview(value, _WIDEST)


_KNOWN: Final[dict[type, Callable[[Any], Table | str | None]]] = {
    str: _text, FunctionType: _function, ModuleType: _module, dict: _pairs,
    **dict.fromkeys((list, tuple, set, frozenset), _items),
    **dict.fromkeys((bool, int, float, complex, bytes, bytearray, range, type(None)), preview),
}  # fmt: skip

_FOREIGN: Final[dict[str, Callable[[Any], Table | str | None]]] = {
    "numpy.ndarray": _array, "pandas.DataFrame": _frame, "pandas.Series": _series,
    "torch.Tensor": _tensor, "torch.Parameter": _tensor, "ahr.Model": _model,
}  # fmt: skip
