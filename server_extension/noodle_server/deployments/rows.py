"""Deployments as rows: found for a caller, what each is to serve, and what happens to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, final

from sqlalchemy import Connection, Select, and_, bindparam, func, select, update

from noodle_server.clock import now
from noodle_server.errors import not_found
from noodle_server.events.outbox import write_event
from noodle_server.identity.callers import Caller
from noodle_server.services.ownership import row_of
from noodle_server.store.deployment_tables import DEPLOYMENTS
from noodle_server.store.model_tables import ALIASES, MODEL_VERSIONS

Row = Mapping[Any, Any]


@final
@dataclass(frozen=True, slots=True)
class Spec:
    """What a deployment is to serve: with another one it is begun anew. `sha256` names the file;
    None where the version is gone."""

    version: int
    sha256: str | None
    settings: Mapping[str, Any] = field(hash=False)
    begun: int = 0


@final
@dataclass(frozen=True, slots=True)
class Wanted:
    """A deployment that is to run."""

    id: str
    owner_id: str
    name: str
    spec: Spec


def deployment_row(connection: Connection, caller: Caller, deployment_id: str) -> Row:
    """Raises ApiError N7003."""
    found = row_of(connection, DEPLOYMENTS, caller, deployment_id)
    if found is None:
        raise not_found("deployment", deployment_id)
    return found


def named_row(connection: Connection, caller: Caller, name: str) -> Row:
    """The caller's own of that name; for who sees all, else the oldest. Raises ApiError N7003."""
    given = {"name": name, "owner": caller.user_id}
    found = connection.execute(_named(caller.sees_all), given).mappings().first()
    if found is None:
        raise not_found("deployment", name)
    return found


@cache
def _named(sees_all: bool) -> Select[Any]:
    """Built once, as in `services/ownership.py`."""
    is_other = DEPLOYMENTS.c.owner_id != bindparam("owner")
    found = select(DEPLOYMENTS).where(DEPLOYMENTS.c.name == bindparam("name"))
    mine = found if sees_all else found.where(~is_other)
    return mine.order_by(is_other, DEPLOYMENTS.c.created_at).limit(1)


def wanted(connection: Connection) -> list[Wanted]:
    """All that are to run, each with its file."""
    version = and_(MODEL_VERSIONS.c.model_id == DEPLOYMENTS.c.model_id,
                   MODEL_VERSIONS.c.version == DEPLOYMENTS.c.version)  # fmt: skip
    file = func.coalesce(MODEL_VERSIONS.c.whole_sha256, MODEL_VERSIONS.c.sha256).label("file")
    found = (
        select(DEPLOYMENTS, file).outerjoin(MODEL_VERSIONS, version)
        .where(DEPLOYMENTS.c.is_started).order_by(DEPLOYMENTS.c.created_at)
    )  # fmt: skip
    return [
        Wanted(row["id"], row["owner_id"], row["name"],
               Spec(row["version"], row["file"], row["settings"], row["begun"]))
        for row in connection.execute(found).mappings()
    ]  # fmt: skip


def anything_moved(connection: Connection) -> bool:
    """Whether an alias that is followed names another version."""
    return connection.execute(_moved().limit(1)).first() is not None


def follow(connection: Connection) -> None:
    """Lets deployments serve what the aliases name that they follow."""
    for row in connection.execute(_moved()).mappings().all():
        changed = connection.execute(
            update(DEPLOYMENTS)
            .where(DEPLOYMENTS.c.id == row["id"], DEPLOYMENTS.c.alias == row["alias"])
            .values(version=row["named"], updated_at=now())
        )
        if changed.rowcount:
            tell(connection, row, "changed", version=row["named"], alias=row["alias"])


def deployed(connection: Connection, model_id: str, version: int | None = None) -> list[str]:
    """The names of deployments of a model, or of one of its versions."""
    found = select(DEPLOYMENTS.c.name).where(DEPLOYMENTS.c.model_id == model_id)
    if version is not None:
        found = found.where(DEPLOYMENTS.c.version == version)
    return sorted(connection.execute(found).scalars())


def tell(connection: Connection, row: Row, kind: str, **payload: Any) -> None:
    """Writes what happened to a deployment."""
    write_event(connection, topic_of(row["id"]), kind, row["owner_id"], payload)


def topic_of(deployment_id: str) -> str:
    return f"deployment/{deployment_id}"


def _moved() -> Any:
    named = and_(
        ALIASES.c.model_id == DEPLOYMENTS.c.model_id, ALIASES.c.name == DEPLOYMENTS.c.alias
    )
    return (
        select(DEPLOYMENTS, ALIASES.c.version.label("named")).join(ALIASES, named)
        .where(ALIASES.c.version != DEPLOYMENTS.c.version)
    )  # fmt: skip
