"""`variables`: the names of the session with type, shape, bytes and a short preview, as a table.

`%types` shows the same rows. The namespace is copied first, since a cell may be changing it; no
value is asked for its `repr`; and the whole takes a bounded time, however many names there are.
A closer look at one of them is in describing.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from nbc.runtime.names import NAMES
from nbc.types import display_value
from noodle_kernel.live.params import field
from noodle_kernel.live.previews import preview
from noodle_kernel.live.sizes import shape_text, size_of

if TYPE_CHECKING:
    from noodle_kernel.shell import NoodleShell

_MOST_ROWS: Final = 5000
_LONGEST_NAME: Final = 200
_BUDGET_S: Final = 0.5
"""After it, rows come with their types only, and a filter looks at names only."""


class Row(NamedTuple):
    """`bytes`: None where they are not known; `is_whole`: nothing else belongs to the value."""

    name: str
    type: str
    shape: str = ""
    bytes: int | None = None
    is_whole: bool = True
    preview: str = ""


def variables(shell: NoodleShell, params: dict[str, Any]) -> dict[str, Any]:
    """`params`: `limit`, the most rows; `filter`, a text that names or types contain. Result:
    `rows` by name, and `total`, how many there would be without the limit."""
    limit = min(max(field(params, "limit", int), 0), _MOST_ROWS)
    wanted = field(params, "filter", str) if params.get("filter") is not None else ""
    deadline = monotonic() + _BUDGET_S
    found = list(_matching(shell.user_ns, shell.user_ns_hidden, wanted.casefold(), deadline))
    rows = [row_of(name, value, deadline)._asdict() for name, value in islice(found, limit)]
    return {"rows": rows, "total": len(found)}


def listed(namespace: Mapping[str, Any], hidden: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The variables that are the person's own, by name: not what cells have without an import."""
    missing = object()
    return sorted(
        [
            (name, value)
            for name, value in dict(namespace).items()
            if type(name) is str
            and name[:1] != "_"
            and hidden.get(name, missing) is not value
            and NAMES.get(name, missing) is not value
        ],
        key=lambda pair: pair[0],
    )


def row_of(name: str, value: Any, deadline: float | None = None) -> Row:
    shown = name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "..."
    kind = _type(value)
    if deadline is not None and monotonic() > deadline:
        return Row(shown, kind)
    try:
        size, shape = size_of(value), shape_text(value)
    except Exception:  # noqa: BLE001  # kernel dispatch: one odd value must not hide the others
        return Row(shown, kind, preview=preview(value))
    return Row(shown, kind, shape, *size, preview(value))


def _type(value: Any) -> str:
    try:
        return display_value(value)
    except Exception:  # noqa: BLE001  # kernel dispatch: one odd value must not hide the others
        return "object"


def _matching(
    namespace: Mapping[str, Any], hidden: Mapping[str, Any], wanted: str, deadline: float
) -> Iterator[tuple[str, Any]]:
    for name, value in listed(namespace, hidden):
        if (
            not wanted
            or wanted in name.casefold()
            or (monotonic() < deadline and wanted in _type(value).casefold())
        ):
            yield name, value
