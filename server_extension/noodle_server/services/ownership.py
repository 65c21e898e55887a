"""Whose is what: the one place that says which rows a caller may see."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, bindparam, select

from noodle_server.identity.callers import Caller


def visible(table: Table, caller: Caller) -> list[ColumnElement[bool]]:
    """Conditions that rows must meet. What they leave out does not exist for the caller."""
    return [] if caller.sees_all else [table.c.owner_id == caller.user_id]


def row_of(connection: Connection, table: Table, caller: Caller, row_id: str) -> RowMapping | None:
    """The row of that identifier, if the caller may see it. The statement is built once: building
    it takes longer than the database takes to find the row."""
    given = {"row_id": row_id} | ({} if caller.sees_all else {"owner": caller.user_id})
    return connection.execute(_select(table, caller.sees_all), given).mappings().first()


@cache
def _select(table: Table, sees_all: bool) -> Select[Any]:
    found = select(table).where(table.c.id == bindparam("row_id"))
    return found if sees_all else found.where(table.c.owner_id == bindparam("owner"))
