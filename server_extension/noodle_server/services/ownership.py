"""Whose is what: the one place that says which rows a caller may see."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table

from noodle_server.identity.callers import Caller


def visible(table: Table, caller: Caller) -> list[ColumnElement[bool]]:
    """Conditions that rows must meet. What they leave out does not exist for the caller."""
    return [] if caller.sees_all else [table.c.owner_id == caller.user_id]
