"""Projects: made, found, changed and deleted by those who own them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, final

from sqlalchemy import Connection, delete, insert, update
from sqlalchemy.exc import IntegrityError

from noodle_server.clock import now
from noodle_server.errors import ApiError, not_found
from noodle_server.identity.callers import Caller
from noodle_server.schemas.projects import (
    Project,
    ProjectChange,
    ProjectIn,
    ProjectListing,
    ProjectPage,
)
from noodle_server.services.ownership import row_of, visible
from noodle_server.store.database import Database
from noodle_server.store.paging import page
from noodle_server.store.tables import PROJECTS


@final
class Projects:
    """What can be done with projects."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(self, caller: Caller, given: ProjectIn) -> Project:
        """Raises ApiError N7005 where the owner has one of that name."""
        at = now()
        row = {"id": uuid.uuid4().hex, "owner_id": caller.user_id, **given.model_dump(),
               "created_at": at, "updated_at": at}  # fmt: skip

        def work(connection: Connection) -> Mapping[str, Any]:
            connection.execute(insert(PROJECTS).values(row))
            return row

        try:
            await self._database.write(work)
        except IntegrityError:
            raise _taken(given.name) from None
        return Project.model_validate(row)

    async def list(self, caller: Caller, wanted: ProjectListing) -> ProjectPage:
        where = visible(PROJECTS, caller)
        if wanted.name is not None:
            where.append(PROJECTS.c.name.contains(wanted.name, autoescape=True))
        found = await self._database.read(
            lambda connection: page(connection, PROJECTS, where, wanted)
        )
        items = [Project.model_validate(dict(row)) for row in found.rows]
        return ProjectPage(items=items, next_cursor=found.cursor)

    async def get(self, caller: Caller, project_id: str) -> Project:
        row = await self._database.read(lambda connection: _row(connection, caller, project_id))
        return Project.model_validate(dict(row))

    async def change(self, caller: Caller, project_id: str, given: ProjectChange) -> Project:
        values = {name: value for name, value in given.model_dump().items() if value is not None}

        def work(connection: Connection) -> Mapping[str, Any]:
            _row(connection, caller, project_id)
            connection.execute(update(PROJECTS).where(PROJECTS.c.id == project_id)
                               .values(**values, updated_at=now()))  # fmt: skip
            return dict(_row(connection, caller, project_id))

        try:
            return Project.model_validate(await self._database.write(work))
        except IntegrityError:
            raise _taken(str(given.name)) from None

    async def delete(self, caller: Caller, project_id: str) -> None:
        def work(connection: Connection) -> None:
            _row(connection, caller, project_id)
            connection.execute(delete(PROJECTS).where(PROJECTS.c.id == project_id))

        await self._database.write(work)


def _row(connection: Connection, caller: Caller, project_id: str) -> Mapping[str, Any]:
    found = row_of(connection, PROJECTS, caller, project_id)
    if found is None:
        raise not_found("project", project_id)
    return dict(found)


def _taken(name: str) -> ApiError:
    return ApiError("N7005", f"there is a project named {name!r} already",
                    hint="choose another name", details={"field": "name"})  # fmt: skip
