"""Versions of models: what they are, their files, and the aliases that name them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, final

from sqlalchemy import Connection, delete, select, update

from noodle_server.clock import now
from noodle_server.deployments.rows import deployed
from noodle_server.errors import ApiError, named_by_the_body, not_found
from noodle_server.identity.callers import Caller
from noodle_server.models.aliases import alias_row, aliases_of, past, remove_alias, set_alias
from noodle_server.models.outcomes import made_version
from noodle_server.models.rows import model_row, tell, version_row
from noodle_server.models.sweeping import sweep
from noodle_server.schemas.models import (
    AliasHistory,
    AliasIn,
    AliasList,
    AliasPast,
    AliasShown,
    ModelVersion,
    VersionChange,
    VersionIn,
    VersionListing,
    VersionPage,
)
from noodle_server.services.downloads import Download, named
from noodle_server.services.ownership import visible
from noodle_server.store.database import Database
from noodle_server.store.files import FileStore
from noodle_server.store.model_tables import MODEL_VERSIONS
from noodle_server.store.paging import page
from noodle_server.store.tables import JOBS

Row = Mapping[str, Any]


@final
class Versions:
    """What can be done with versions and aliases. A version's file never changes."""

    def __init__(self, database: Database, store: FileStore) -> None:
        self._database = database
        self._store = store

    async def register(self, caller: Caller, model_id: str, given: VersionIn) -> ModelVersion:
        """The next version, of a file that a job has made. Raises ApiError N7003 for the model,
        N7005 for the job and its file."""

        def work(connection: Connection) -> ModelVersion:
            model = model_row(connection, caller, model_id)
            found = select(JOBS).where(JOBS.c.id == given.job_id, *visible(JOBS, caller))
            job = connection.execute(found).mappings().first()
            if job is None:
                raise ApiError("N7005", f"there is no job {given.job_id}",
                               hint="name a job that trained or optimised")  # fmt: skip
            into = {**given.model_dump(), "model_id": model_id}
            number = made_version(connection, caller, dict(job), given.file_name, into)
            return _shown(connection, model, number)

        return await self._database.write(work)

    async def list(self, caller: Caller, model_id: str, wanted: VersionListing) -> VersionPage:
        def work(connection: Connection) -> VersionPage:
            model = model_row(connection, caller, model_id)
            where = [MODEL_VERSIONS.c.model_id == model_id]
            found = page(connection, MODEL_VERSIONS, where, wanted)
            items = [_shown(connection, model, each["version"]) for each in found.rows]
            return VersionPage(items=items, next_cursor=found.cursor)

        return await self._database.read(work)

    async def get(self, caller: Caller, model_id: str, version: int) -> ModelVersion:
        return await self._database.read(
            lambda each: _shown(each, model_row(each, caller, model_id), version)
        )

    async def change(
        self, caller: Caller, model_id: str, version: int, given: VersionChange
    ) -> ModelVersion:
        values = {name: value for name, value in given.model_dump().items() if value is not None}

        def work(connection: Connection) -> ModelVersion:
            model = model_row(connection, caller, model_id)
            row = version_row(connection, model, version)
            connection.execute(update(MODEL_VERSIONS).where(MODEL_VERSIONS.c.id == row["id"])
                               .values(**values, updated_at=now()))  # fmt: skip
            tell(connection, model, "version_changed", version=version, fields=sorted(values))
            return _shown(connection, model, version)

        return await self._database.write(work)

    async def delete(self, caller: Caller, model_id: str, version: int) -> None:
        """Raises ApiError N7005 for one that an alias names, or that is deployed."""

        def work(connection: Connection) -> None:
            model = model_row(connection, caller, model_id)
            row = version_row(connection, model, version)
            names = _names(connection, model_id, version)
            if names:
                raise ApiError("N7005", f"version {version} is {', '.join(names)}",
                               hint="let the alias name another version first",
                               details={"aliases": names})  # fmt: skip
            places = deployed(connection, model_id, version)
            if places:
                raise ApiError("N7005", f"version {version} is deployed as {', '.join(places)}",
                               hint="let the deployment serve another version first",
                               details={"deployments": places})  # fmt: skip
            connection.execute(delete(MODEL_VERSIONS).where(MODEL_VERSIONS.c.id == row["id"]))
            tell(connection, model, "version_deleted", version=version)

        await self._database.write(work)
        await asyncio.to_thread(sweep, self._database, self._store)

    async def file(self, caller: Caller, model_id: str, version: int) -> Download:
        """What was uploaded, or made, as it is."""

        def work(connection: Connection) -> Download:
            model = model_row(connection, caller, model_id)
            row = version_row(connection, model, version)
            return Download(self._store.path(row["sha256"]), row["sha256"], row["size_bytes"],
                            named(f"{model['name']}-v{version}", row["format"]))  # fmt: skip

        return await self._database.read(work)

    async def aliases(self, caller: Caller, model_id: str) -> AliasList:
        def work(connection: Connection) -> AliasList:
            model_row(connection, caller, model_id)
            found = aliases_of(connection, model_id)
            return AliasList(items=[AliasShown.model_validate(each) for each in found])

        return await self._database.read(work)

    async def alias(self, caller: Caller, model_id: str, name: str) -> AliasShown:
        def work(connection: Connection) -> AliasShown:
            model_row(connection, caller, model_id)
            return AliasShown.model_validate(alias_row(connection, model_id, name))

        return await self._database.read(work)

    async def set_alias(
        self, caller: Caller, model_id: str, name: str, given: AliasIn
    ) -> AliasShown:
        """Lets an alias name a version, which may be there or not."""

        def work(connection: Connection) -> AliasShown:
            model = model_row(connection, caller, model_id)
            with named_by_the_body():
                version_row(connection, model, given.version)
            set_alias(connection, model, name, given.version, caller.user_id)
            return AliasShown.model_validate(alias_row(connection, model_id, name))

        return await self._database.write(work)

    async def remove_alias(self, caller: Caller, model_id: str, name: str) -> None:
        def work(connection: Connection) -> None:
            remove_alias(connection, model_row(connection, caller, model_id), name, caller.user_id)

        await self._database.write(work)

    async def history(self, caller: Caller, model_id: str, name: str) -> AliasHistory:
        """Raises ApiError N7003 for an alias that there never was."""

        def work(connection: Connection) -> AliasHistory:
            model_row(connection, caller, model_id)
            found = past(connection, model_id, name)
            if not found:
                raise not_found("alias", name)
            return AliasHistory(items=[AliasPast.model_validate(each) for each in found])

        return await self._database.read(work)


def _names(connection: Connection, model_id: str, version: int) -> list[str]:
    return [each["name"] for each in aliases_of(connection, model_id)
            if each["version"] == version]  # fmt: skip


def _shown(connection: Connection, model: Row, version: int) -> ModelVersion:
    row = version_row(connection, model, version)
    return ModelVersion.model_validate({**row, "aliases": _names(connection, model["id"], version)})
