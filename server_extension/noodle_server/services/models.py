"""Models, their versions and aliases: made, found, changed and deleted by those who own them."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Mapping
from typing import Any, final

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from noodle_server.clock import now
from noodle_server.deployments.rows import deployed
from noodle_server.errors import ApiError, not_found
from noodle_server.identity.callers import Caller
from noodle_server.models.aliases import aliases_of
from noodle_server.models.rows import latest, model_row, tell
from noodle_server.models.sweeping import sweep
from noodle_server.schemas.models import Model, ModelChange, ModelIn, ModelListing, ModelPage
from noodle_server.services.ownership import visible
from noodle_server.store.database import Database
from noodle_server.store.files import FileStore
from noodle_server.store.model_tables import ALIAS_HISTORY, ALIASES, MODEL_VERSIONS, MODELS, UPLOADS
from noodle_server.store.paging import page
from noodle_server.store.tables import PROJECTS


@final
class Models:
    """What can be done with models."""

    def __init__(self, database: Database, store: FileStore) -> None:
        self._database = database
        self._store = store

    async def create(self, caller: Caller, given: ModelIn) -> Model:
        """Raises ApiError N7005 where the owner has one of that name."""
        at = now()
        row = {"id": uuid.uuid4().hex, "owner_id": caller.user_id, **given.model_dump(),
               "next_version": 1, "created_at": at, "updated_at": at}  # fmt: skip

        def work(connection: Connection) -> Model:
            _check_project(connection, caller, given.project_id)
            connection.execute(insert(MODELS).values(row))
            tell(connection, row, "created", name=given.name)
            return _shown(connection, row)

        try:
            return await self._database.write(work)
        except IntegrityError:
            raise _taken(given.name) from None

    async def list(self, caller: Caller, wanted: ModelListing) -> ModelPage:
        where = visible(MODELS, caller)
        if wanted.name is not None:
            where.append(MODELS.c.name.contains(wanted.name, autoescape=True))
        if wanted.project_id is not None:
            where.append(MODELS.c.project_id == wanted.project_id)

        def work(connection: Connection) -> ModelPage:
            found = page(connection, MODELS, where, wanted)
            return ModelPage(items=[_shown(connection, each) for each in found.rows],
                             next_cursor=found.cursor)  # fmt: skip

        return await self._database.read(work)

    async def get(self, caller: Caller, model_id: str) -> Model:
        return await self._database.read(
            lambda connection: _shown(connection, model_row(connection, caller, model_id))
        )

    async def change(self, caller: Caller, model_id: str, given: ModelChange) -> Model:
        values = {name: value for name, value in given.model_dump().items() if value is not None}

        def work(connection: Connection) -> Model:
            row = model_row(connection, caller, model_id)
            connection.execute(update(MODELS).where(MODELS.c.id == model_id)
                               .values(**values, updated_at=now()))  # fmt: skip
            tell(connection, row, "changed", fields=sorted(values))
            return _shown(connection, model_row(connection, caller, model_id))

        try:
            return await self._database.write(work)
        except IntegrityError:
            raise _taken(str(given.name)) from None

    async def delete(self, caller: Caller, model_id: str) -> None:
        """With all its versions. Their files go when nobody else means them. Raises ApiError N7005
        for one that is deployed."""

        def work(connection: Connection) -> None:
            row = model_row(connection, caller, model_id)
            names = deployed(connection, model_id)
            if names:
                raise ApiError("N7005", f"{row['name']} is deployed as {', '.join(names)}",
                               hint="delete the deployment first",
                               details={"deployments": names})  # fmt: skip
            for table in (MODEL_VERSIONS, ALIASES, ALIAS_HISTORY, UPLOADS):
                connection.execute(delete(table).where(table.c.model_id == model_id))
            connection.execute(delete(MODELS).where(MODELS.c.id == model_id))
            tell(connection, row, "deleted")

        await self._database.write(work)
        await asyncio.to_thread(sweep, self._database, self._store)


def _shown(connection: Connection, row: Mapping[str, Any]) -> Model:
    aliases = {each["name"]: each["version"] for each in aliases_of(connection, row["id"])}
    return Model(aliases=aliases, latest_version=latest(connection, row["id"]),
                 **{name: row[name] for name in Model.model_fields
                    if name not in ("aliases", "latest_version")})  # fmt: skip


def _check_project(connection: Connection, caller: Caller, project_id: str | None) -> None:
    if project_id is None:
        return
    wanted = select(PROJECTS.c.id).where(PROJECTS.c.id == project_id, *visible(PROJECTS, caller))
    if connection.execute(wanted).scalar() is None:
        raise not_found("project", project_id)


def _taken(name: str) -> ApiError:
    return ApiError("N7005", f"there is a model named {name!r} already",
                    hint="choose another name", details={"field": "name"})  # fmt: skip
