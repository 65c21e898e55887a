"""Lists a page at a time: sorted by a column and the identifier, gone on with from a cursor.

A cursor says where the last page ended, so pages neither skip nor repeat what stays while others
write. It is text that means nothing to clients; one that was not made here is refused.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, final

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, or_, select

from noodle_server.errors import ApiError


@final
@dataclass(frozen=True, slots=True)
class Page:
    """`rows` as mappings; `cursor` for the next page, None at the end."""

    rows: Sequence[Mapping[str, Any]]
    cursor: str | None


class Asked(Protocol):
    """Which page of a list. `sort` is a column's name, with a minus for the largest first."""

    @property
    def sort(self) -> str: ...

    @property
    def cursor(self) -> str | None: ...

    @property
    def limit(self) -> int: ...


def page(
    connection: Connection, table: Table, where: Sequence[ColumnElement[bool]], asked: Asked, *,
    left_out: Sequence[str] = (),
) -> Page:  # fmt: skip
    """Columns that are left out are not read. Raises ApiError N7004."""
    sort, cursor, limit = asked.sort, asked.cursor, asked.limit
    is_falling = sort.startswith("-")
    column: Column[Any] = table.c[sort.removeprefix("-")]
    found = select(*(each for each in table.c if each.name not in left_out)).where(*where)
    if cursor is not None:
        found = found.where(_beyond(column, table.c.id, *_read(cursor, sort, column), is_falling))
    order = (column.desc(), table.c.id.desc()) if is_falling else (column, table.c.id)
    rows = connection.execute(found.order_by(*order).limit(limit + 1)).mappings().all()
    shown = rows[:limit]
    last = shown[-1] if len(rows) > limit else None
    made = None if last is None else _written(sort, last[column.name], last["id"])
    return Page([dict(each) for each in shown], made)


def _beyond(
    column: Column[Any], key: Column[Any], value: Any, name: str, is_falling: bool
) -> ColumnElement[bool]:  # fmt: skip
    further = column < value if is_falling else column > value
    later = key < name if is_falling else key > name
    return or_(further, and_(column == value, later))


def _written(sort: str, value: Any, name: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([sort, value, name]).encode()).decode().rstrip("=")


def _read(cursor: str, sort: str, column: Column[Any]) -> tuple[Any, str]:
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        made = json.loads(text)
        if made[0] != sort or type(made[1]) is not column.type.python_type or len(made) != 3:
            raise ValueError("it belongs to another list")
        return made[1], str(made[2])
    except (ValueError, TypeError, IndexError, KeyError, RecursionError):
        raise ApiError("N7004", "the cursor is not one of this list",
                       hint="start again without a cursor",
                       details={"field": "cursor"}) from None  # fmt: skip
