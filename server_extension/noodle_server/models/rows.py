"""Models and their versions as rows: found for a caller, and added, in a transaction of others.

A version is there with its file or not at all, since the row is written after the file is kept.
Its number is the next of its model and never comes again.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update

from noodle_server.clock import now
from noodle_server.errors import not_found
from noodle_server.events.outbox import write_event
from noodle_server.identity.callers import Caller
from noodle_server.models.aliases import alias_row, set_alias
from noodle_server.services.ownership import visible
from noodle_server.store.model_tables import MODEL_VERSIONS, MODELS

Row = Mapping[str, Any]

KNOWN: Final = ("description", "tags", "metadata")
"""What people say of a version."""


def model_row(connection: Connection, caller: Caller, model_id: str) -> Row:
    """Raises ApiError N7003."""
    found = connection.execute(
        select(MODELS).where(MODELS.c.id == model_id, *visible(MODELS, caller))
    ).mappings().first()  # fmt: skip
    if found is None:
        raise not_found("model", model_id)
    return dict(found)


def version_row(connection: Connection, model: Row, version: int) -> Row:
    """Raises ApiError N7003."""
    found = connection.execute(select(MODEL_VERSIONS).where(
        MODEL_VERSIONS.c.model_id == model["id"], MODEL_VERSIONS.c.version == version,
    )).mappings().first()  # fmt: skip
    if found is None:
        raise not_found(f"version of {model['name']}", str(version))
    return dict(found)


def meant(connection: Connection, caller: Caller, ref: Mapping[str, Any]) -> tuple[Row, Row]:
    """The model and the version that `schemas.models.ModelRef` means. Raises ApiError N7003."""
    model = model_row(connection, caller, ref["model_id"])
    version = ref["version"]
    if ref["alias"] is not None:
        version = alias_row(connection, model["id"], ref["alias"])["version"]
    if version is None:
        version = latest(connection, model["id"])
    if version is None:
        raise not_found("version of", model["name"])
    return model, version_row(connection, model, version)


def latest(connection: Connection, model_id: str) -> int | None:
    """The highest version that a model has."""
    found = (
        select(MODEL_VERSIONS.c.version).where(MODEL_VERSIONS.c.model_id == model_id)
        .order_by(MODEL_VERSIONS.c.version.desc()).limit(1)
    )  # fmt: skip
    return connection.execute(found).scalar()


def add_version(
    connection: Connection, caller: Caller, into: Mapping[str, Any], **values: Any
) -> int:
    """Makes the next version: its number. `into` is `schemas.models.Into`, `values` are the other
    columns. Raises ApiError N7003 where the model is gone."""
    at = now()
    model = model_row(connection, caller, into["model_id"])
    connection.execute(update(MODELS).where(MODELS.c.id == model["id"]).values(
        next_version=MODELS.c.next_version + 1, updated_at=at))  # fmt: skip
    taken = select(MODELS.c.next_version).where(MODELS.c.id == model["id"])
    version = int(connection.execute(taken).scalar_one()) - 1
    row = {
        "id": uuid.uuid4().hex, "model_id": model["id"], "owner_id": model["owner_id"],
        "version": version, "whole_sha256": None, "whole_size_bytes": None, "signature": {},
        "lineage": {}, "metrics": {},
        "job_id": None, **{name: into[name] for name in KNOWN}, "created_by": caller.user_id,
        "created_at": at, "updated_at": at, **values,
    }  # fmt: skip
    connection.execute(insert(MODEL_VERSIONS).values(row))
    tell(connection, model, "version", version=version, origin=row["origin"], job_id=row["job_id"])
    for name in into["aliases"]:
        set_alias(connection, model, name, version, caller.user_id)
    return version


def tell(connection: Connection, model: Row, kind: str, **payload: Any) -> None:
    """Writes what happened to a model."""
    write_event(connection, f"model/{model['id']}", kind, model["owner_id"], payload)
