"""The server about itself."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final, final, get_args

import psutil
from sqlalchemy import Connection, func, select, text

from noodle_server.deployments.fleet import Fleet
from noodle_server.errors import ApiError
from noodle_server.events.hub import Hub
from noodle_server.identity.callers import Caller
from noodle_server.measures import Measures
from noodle_server.schemas.jobs import State
from noodle_server.schemas.system import (
    Family,
    Health,
    PartHealth,
    SystemHealth,
    SystemMetrics,
    SystemStatus,
)
from noodle_server.services.ownership import visible
from noodle_server.store.database import Database
from noodle_server.store.tables import JOBS
from noodle_server.version import VERSION

_LEAST_FREE: Final = 100_000_000
"""Bytes on the disk under which the server says so."""


@final
class System:
    """Health, status and figures."""

    def __init__(self, database: Database, hub: Hub, fleet: Fleet) -> None:
        self._database = database
        self._hub, self._fleet = hub, fleet
        self._started = time.monotonic()
        self.measures = Measures()
        self.measures.registry.register(fleet.scraped)
        self._watched: dict[str, Callable[[], str]] = {
            "events": lambda: hub.trouble, "deployments": lambda: fleet.trouble,
        }  # fmt: skip

    def watch(self, name: str, trouble: Callable[[], str]) -> None:
        """A part more; `trouble` says what is wrong with it, or nothing."""
        self._watched[name] = trouble

    async def health(self) -> SystemHealth:
        """Each part is looked at now."""
        parts = [await self._database_health(), self._disk_health(),
                 *(_part(name, trouble()) for name, trouble in self._watched.items())]  # fmt: skip
        states = {each.state for each in parts}
        worst: Health = "down" if "down" in states else "degraded" if "degraded" in states else "ok"
        return SystemHealth(state=worst, version=VERSION, parts=parts)

    async def status(self, caller: Caller) -> SystemStatus:
        caller.require("system:read")
        return SystemStatus(
            version=VERSION, uptime_s=time.monotonic() - self._started,
            database=self._database.engine.dialect.name, jobs=await self._jobs(caller),
            connections=int(self.measures.connections._value.get()),
            last_event=await self._hub.latest(),
        )  # fmt: skip

    async def metrics(self, caller: Caller) -> SystemMetrics:
        """As JSON."""
        await self._measure(caller)
        families = [Family.model_validate(each) for each in self.measures.families()]
        return SystemMetrics(families=families)

    async def prometheus(self, caller: Caller) -> bytes:
        """As Prometheus reads it."""
        await self._measure(caller)
        return self.measures.text()

    async def _measure(self, caller: Caller) -> None:
        """Sets what is not counted as it happens. Raises ApiError N7002: the figures are those of
        all users."""
        caller.require("metrics:read")
        for state, count in (await self._jobs(caller)).items():
            self.measures.jobs.labels(state).set(count)
        await self._fleet.scrape()
        self.measures.memory.set(psutil.Process().memory_info().rss)

    async def _jobs(self, caller: Caller) -> dict[str, int]:
        def work(connection: Connection) -> dict[str, int]:
            found = (select(JOBS.c.state, func.count()).where(*visible(JOBS, caller))
                     .group_by(JOBS.c.state))  # fmt: skip
            return {row[0]: row[1] for row in connection.execute(found)}

        return dict.fromkeys(get_args(State), 0) | await self._database.read(work)

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


def _part(name: str, trouble: str) -> PartHealth:
    """Work beside the requests: without it the rest still answers."""
    state: Health = "degraded" if trouble else "ok"
    return PartHealth(name=name, state=state, detail=trouble or "running")
