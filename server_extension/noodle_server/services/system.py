"""The server about itself."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final, final

from sqlalchemy import text

from noodle_server.errors import ApiError
from noodle_server.schemas.system import Health, PartHealth, SystemHealth
from noodle_server.store.database import Database
from noodle_server.version import VERSION

_LEAST_FREE: Final = 100_000_000
"""Bytes on the disk under which the server says so."""


@final
class System:
    """Health and figures."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def health(self) -> SystemHealth:
        """Each part is looked at now."""
        parts = [await self._database_health(), self._disk_health()]
        states = {each.state for each in parts}
        worst: Health = "down" if "down" in states else "degraded" if "degraded" in states else "ok"
        return SystemHealth(state=worst, version=VERSION, parts=parts)

    async def _database_health(self) -> PartHealth:
        try:
            await self._database.read(lambda connection: connection.execute(text("SELECT 1")))
        except ApiError as error:
            return PartHealth(name="database", state="down", detail=error.message)
        return PartHealth(name="database", state="ok", detail=self._database.engine.dialect.name)

    def _disk_health(self) -> PartHealth:
        place = Path(self._database.engine.url.database or ".").parent
        free = shutil.disk_usage(place if place.exists() else Path()).free
        state: Health = "ok" if free > _LEAST_FREE else "degraded"
        return PartHealth(name="disk", state=state, detail=f"{free / 1e9:.1f} GB free")
