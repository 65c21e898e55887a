"""One value, looked at closely: HTML and text of bounded size, whatever the value is.

Arrays, tables, records and collections are drawn here: a corner, its counts and simple statistics.
What else can show itself in rich form (models, plots) does; nothing big is written out in full.
All HTML is made of escaped texts, for JupyterLab shows it as it comes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from html import escape
from itertools import islice
from typing import Any, Final

from nbc.types import display_value
from noodle_kernel.live.previews import preview

_ROWS: Final = 20
_COLUMNS: Final = 12
_WIDE: Final = 2_000
_MOST_COUNTED: Final = 4_000_000
"""Elements of an array that are gone through for statistics."""
_MOST_TEXT: Final = 20_000
_MOST_HTML: Final = 400_000

Bundle = tuple[dict[str, Any], dict[str, Any]]
Format = Callable[[Any], tuple[dict[str, Any], dict[str, Any]]]


def picture(value: Any, by_ipython: Format) -> Bundle:
    """The data by mime type, and its metadata. `by_ipython`: IPython's formatter."""
    title = f"{display_value(value)}"
    text = preview(value, _WIDE)
    table = _table(value)
    if table is not None:
        facts = _facts(value)
        plain = "\n".join(part for part in (title, facts, text) if part)
        head = f"<p><b>{escape(title)}</b> {escape(facts)}</p>"
        return {"text/plain": plain, "text/html": head + table}, {}
    if type(value).__module__ == "builtins":
        return {"text/plain": text}, {}
    data, metadata = by_ipython(value)
    return _bounded(data) or {"text/plain": f"{title}\n{text}"}, metadata


def _bounded(data: dict[str, Any]) -> dict[str, Any]:
    kept = dict(data)
    plain = kept.get("text/plain")
    if isinstance(plain, str) and len(plain) > _MOST_TEXT:
        kept["text/plain"] = plain[:_MOST_TEXT] + "..."
    return {
        kind: item for kind, item in kept.items()
        if not isinstance(item, str) or len(item) <= _MOST_HTML
    }  # fmt: skip


def _table(value: Any) -> str | None:
    cls = type(value)
    where = cls.__module__.partition(".")[0]
    if where == "numpy" and cls.__name__ == "ndarray":
        return _array(value)
    if where == "pandas" and cls.__name__ in ("DataFrame", "Series"):
        frame = value.to_frame() if cls.__name__ == "Series" else value
        corner = frame.iloc[:_ROWS, :_COLUMNS]
        rows = [[preview(item, 40) for item in row] for row in corner.itertuples(index=True)]
        return _html(["", *map(str, corner.columns)], rows, more=len(frame) > _ROWS)
    if cls in (list, tuple):
        rows = [_row(str(place), item) for place, item in enumerate(value[:_ROWS])]
        return _html(["", "type", "value"], rows, more=len(value) > _ROWS)
    if cls is dict:
        return _named(((preview(key, 60), item) for key, item in list(_items(value))), len(value))
    if is_dataclass(cls):
        own = [(field.name, getattr(value, field.name, None)) for field in fields(value)]
        return _named(own, len(own))
    return None


def _items(value: dict[Any, Any]) -> list[tuple[Any, Any]]:
    try:
        return list(islice(value.items(), _ROWS))
    except RuntimeError:  # a thread changes it
        return []


def _named(items: Iterable[tuple[str, Any]], count: int) -> str:
    rows = [_row(name, item) for name, item in islice(items, _ROWS)]
    return _html(["", "type", "value"], rows, more=count > _ROWS)


def _row(name: str, value: Any) -> list[str]:
    return [name, display_value(value), preview(value)]


def _array(value: Any) -> str | None:
    if value.ndim == 0 or value.size == 0:
        return None
    corner = value[(0,) * max(0, value.ndim - 2)]
    columns = corner[:_ROWS, :_COLUMNS] if corner.ndim == 2 else corner[:_ROWS, None]
    rows = [[str(place), *(preview(item, 30) for item in row)]
            for place, row in enumerate(columns)]  # fmt: skip
    heads = list(map(str, range(columns.shape[1]))) if corner.ndim == 2 else ["value"]
    cut = corner.shape[0] > _ROWS or (corner.ndim == 2 and corner.shape[1] > _COLUMNS)
    return _html(["", *heads], rows, more=cut or value.ndim > 2)


def _facts(value: Any) -> str:
    """`min 0, max 3, mean 1.5, 2 not numbers`: what one asks first of numbers."""
    numpy = sys.modules.get("numpy")
    if numpy is None or type(value) is not numpy.ndarray or value.dtype.kind not in "iufb":
        return ""
    if not 0 < value.size <= _MOST_COUNTED:
        return ""
    finite = value[numpy.isfinite(value)] if value.dtype.kind == "f" else value
    if not finite.size:
        return "no finite numbers"
    facts = [f"min {preview(finite.min())}", f"max {preview(finite.max())}",
             f"mean {float(finite.mean(dtype='f8')):.6g}"]  # fmt: skip
    others = value.size - finite.size
    return ", ".join([*facts, *([f"{others} not finite"] if others else [])])


def _html(heads: Sequence[str], rows: list[list[str]], *, more: bool) -> str:
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f"<td>{escape(text)}</td>" for text in row[1:]) + "</tr>"
        for row in rows
    )  # fmt: skip
    rest = f'<tr><td colspan="{len(heads)}">...</td></tr>' if more else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}{rest}</tbody></table>"
