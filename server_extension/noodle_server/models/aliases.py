"""Names for versions, which may move: `champion` now, and which version it was when."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from noodle_server.clock import now
from noodle_server.errors import not_found
from noodle_server.events.outbox import write_event
from noodle_server.store.model_tables import ALIAS_HISTORY, ALIASES, MODELS

Row = Mapping[str, Any]


def alias_row(connection: Connection, model_id: str, name: str) -> Row:
    """Raises ApiError N7003."""
    found = connection.execute(
        select(ALIASES).where(ALIASES.c.model_id == model_id, ALIASES.c.name == name)
    ).mappings().first()  # fmt: skip
    if found is None:
        raise not_found("alias", name)
    return dict(found)


def aliases_of(connection: Connection, model_id: str) -> list[Row]:
    """By name."""
    found = select(ALIASES).where(ALIASES.c.model_id == model_id).order_by(ALIASES.c.name)
    return [dict(each) for each in connection.execute(found).mappings()]


def set_alias(connection: Connection, model: Row, name: str, version: int, user_id: str) -> None:
    """The version is there already. What it names already is no news."""
    connection.execute(
        select(MODELS.c.id).where(MODELS.c.id == model["id"]).with_for_update()
    )  # one at a time
    known = {each["name"]: each["version"] for each in aliases_of(connection, model["id"])}
    if known.get(name) == version:
        return
    at = now()
    connection.execute(_of(model, name))
    connection.execute(insert(ALIASES).values(
        id=uuid.uuid4().hex, model_id=model["id"], name=name, version=version, set_by=user_id,
        set_at=at))  # fmt: skip
    _remember(connection, model, name, version, user_id, at)


def remove_alias(connection: Connection, model: Row, name: str, user_id: str) -> None:
    """Raises ApiError N7003."""
    alias_row(connection, model["id"], name)
    connection.execute(_of(model, name))
    _remember(connection, model, name, None, user_id, now())


def past(connection: Connection, model_id: str, name: str) -> list[dict[str, Any]]:
    """What it named from when until when, the present first."""
    found = (
        select(ALIAS_HISTORY)
        .where(ALIAS_HISTORY.c.model_id == model_id, ALIAS_HISTORY.c.name == name)
        .order_by(ALIAS_HISTORY.c.seq.desc())
    )
    until: float | None = None
    made = []
    for row in connection.execute(found).mappings():
        made.append({"name": name, "version": row["version"], "set_by": row["set_by"],
                     "since": row["at"], "until": until})  # fmt: skip
        until = row["at"]
    return made


def _remember(
    connection: Connection, model: Row, name: str, version: int | None, user_id: str, at: float
) -> None:
    connection.execute(insert(ALIAS_HISTORY).values(
        model_id=model["id"], name=name, version=version, set_by=user_id, at=at))  # fmt: skip
    write_event(connection, f"model/{model['id']}", "alias", model["owner_id"],
                {"name": name, "version": version, "set_by": user_id})  # fmt: skip


def _of(model: Row, name: str) -> Any:
    return delete(ALIASES).where(ALIASES.c.model_id == model["id"], ALIASES.c.name == name)
