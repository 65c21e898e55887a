"""The audit, read. Nothing changes or deletes it."""

from __future__ import annotations

from typing import final

from sqlalchemy import ColumnElement

from noodle_server.identity.callers import Caller
from noodle_server.schemas.audit import AuditEntry, AuditListing, AuditPage
from noodle_server.store.database import Database
from noodle_server.store.identity_tables import AUDIT
from noodle_server.store.paging import page


@final
class Auditing:
    """For who has audit:read, which is admins."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def list(self, caller: Caller, wanted: AuditListing) -> AuditPage:
        caller.require("audit:read")
        where: list[ColumnElement[bool]] = []
        for name in ("actor_id", "action", "target"):
            if getattr(wanted, name) is not None:
                where.append(AUDIT.c[name] == getattr(wanted, name))
        if wanted.since is not None:
            where.append(AUDIT.c.at >= wanted.since.timestamp())
        if wanted.until is not None:
            where.append(AUDIT.c.at < wanted.until.timestamp())
        found = await self._database.read(lambda connection: page(connection, AUDIT, where, wanted))
        return AuditPage(items=[AuditEntry.model_validate(row) for row in found.rows],
                         next_cursor=found.cursor)  # fmt: skip
