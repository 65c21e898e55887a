"""Deployments: made, changed, started, stopped and deleted by those who own them.

What is written here is what is wanted; `deployments/fleet.py` makes it so, and says how it stands.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final, final

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from noodle_server.clock import now
from noodle_server.deployments.fleet import Fleet, figures
from noodle_server.deployments.keeper import Keeper
from noodle_server.deployments.rows import deployment_row, tell
from noodle_server.errors import ApiError, named_by_the_body
from noodle_server.identity.callers import Caller
from noodle_server.models.rows import meant
from noodle_server.schemas.deployments import (
    Deployment,
    DeploymentChange,
    DeploymentIn,
    DeploymentListing,
    DeploymentMetrics,
    DeploymentPage,
    Live,
    MetricsQuery,
    Reason,
    Running,
)
from noodle_server.services.ownership import visible
from noodle_server.store.database import Database
from noodle_server.store.deployment_tables import DEPLOYMENTS
from noodle_server.store.model_tables import MODELS
from noodle_server.store.paging import page

AT_MOST: Final = 32
"""Deployments that are to run at once, of all owners, unless told otherwise."""

_LIVE_S: Final = 10
Row = Mapping[Any, Any]


@final
class Deployments:
    """What can be done with deployments, but for asking them."""

    def __init__(self, database: Database, fleet: Fleet, at_most: int = AT_MOST) -> None:
        self._database, self._fleet = database, fleet
        self._at_most = at_most

    async def create(self, caller: Caller, given: DeploymentIn) -> Deployment:
        """Raises ApiError N7003 where there is no such version, N7005 for a name that is taken,
        N7065."""
        at = now()

        def work(connection: Connection) -> Deployment:
            model, version = meant(connection, caller, given.model_dump())
            row = {
                "id": uuid.uuid4().hex, "owner_id": caller.user_id, "name": given.name,
                "model_id": model["id"], "version": version["version"], "alias": given.alias,
                "settings": given.settings.model_dump(), "is_started": given.is_started,
                "begun": 1, "created_at": at, "updated_at": at,
            }  # fmt: skip
            self._check_room(connection, row)
            connection.execute(insert(DEPLOYMENTS).values(row))
            tell(connection, row, "created", name=given.name, version=row["version"])
            return self._shown(connection, row)

        try:
            made = await self._database.write(work)
        except IntegrityError:
            raise ApiError("N7005", f"there is a deployment named {given.name!r} already",
                           hint="choose another name, or change that one",
                           details={"field": "name"}) from None  # fmt: skip
        self._fleet.wake()
        return made

    async def list(self, caller: Caller, wanted: DeploymentListing) -> DeploymentPage:
        where = visible(DEPLOYMENTS, caller)
        if wanted.model_id is not None:
            where.append(DEPLOYMENTS.c.model_id == wanted.model_id)

        def work(connection: Connection) -> DeploymentPage:
            found = page(connection, DEPLOYMENTS, where, wanted)
            return DeploymentPage(items=[self._shown(connection, each) for each in found.rows],
                                  next_cursor=found.cursor)  # fmt: skip

        return await self._database.read(work)

    async def get(self, caller: Caller, deployment_id: str) -> Deployment:
        return await self._database.read(lambda connection: self._shown(
            connection, deployment_row(connection, caller, deployment_id)))  # fmt: skip

    async def change(
        self, caller: Caller, deployment_id: str, given: DeploymentChange
    ) -> Deployment:
        """Another version, another alias to follow, other settings: without a gap."""

        def work(connection: Connection) -> Deployment:
            row = deployment_row(connection, caller, deployment_id)
            values: dict[str, Any] = {}
            if given.version is not None or given.alias is not None:
                ref = {**given.model_dump(), "model_id": row["model_id"]}
                with named_by_the_body():
                    _, version = meant(connection, caller, ref)
                values = {"version": version["version"], "alias": given.alias}
            if given.settings is not None:
                values["settings"] = given.settings.model_dump()
            return self._change(connection, row, "changed", values)

        return await self._changed(work)

    async def start(self, caller: Caller, deployment_id: str) -> Deployment:
        """One that runs is left alone; one that has failed is tried again. Raises ApiError
        N7065."""

        def work(connection: Connection) -> Deployment:
            row = deployment_row(connection, caller, deployment_id)
            keeper = self._fleet.find(deployment_id)
            if row["is_started"] and keeper is not None and keeper.state == "ready":
                return self._shown(connection, row)
            if not row["is_started"]:
                self._check_room(connection, {"is_started": True})
            values = {"is_started": True, "begun": row["begun"] + 1}
            return self._change(connection, row, "started", values)

        return await self._changed(work)

    async def stop(self, caller: Caller, deployment_id: str) -> Deployment:
        """Answers who has asked, and nobody after."""
        return await self._changed(lambda connection: self._change(
            connection, deployment_row(connection, caller, deployment_id), "stopped",
            {"is_started": False}))  # fmt: skip

    async def delete(self, caller: Caller, deployment_id: str) -> None:
        """Answers who has asked."""

        def work(connection: Connection) -> None:
            row = deployment_row(connection, caller, deployment_id)
            connection.execute(delete(DEPLOYMENTS).where(DEPLOYMENTS.c.id == deployment_id))
            tell(connection, row, "deleted")

        await self._database.write(work)
        self._fleet.forget(deployment_id)

    async def metrics(
        self, caller: Caller, deployment_id: str, wanted: MetricsQuery
    ) -> DeploymentMetrics:
        await self._database.read(lambda each: deployment_row(each, caller, deployment_id))
        found = figures(self._fleet.find(deployment_id), wanted.window_s)
        return DeploymentMetrics.model_validate(found)

    async def _changed(self, work: Any) -> Deployment:
        made: Deployment = await self._database.write(work)
        self._fleet.wake()
        return made

    def _change(
        self, connection: Connection, row: Row, kind: str, values: Mapping[str, Any]
    ) -> Deployment:
        connection.execute(update(DEPLOYMENTS).where(DEPLOYMENTS.c.id == row["id"])
                           .values(**values, updated_at=now()))  # fmt: skip
        told = {name: each for name, each in values.items() if name in ("version", "alias")}
        tell(connection, row, kind, **told)
        wanted = select(DEPLOYMENTS).where(DEPLOYMENTS.c.id == row["id"])
        return self._shown(connection, connection.execute(wanted).mappings().one())

    def _check_room(self, connection: Connection, row: Row) -> None:
        if not row["is_started"]:
            return
        running = select(func.count()).where(DEPLOYMENTS.c.is_started)
        if connection.execute(running).scalar_one() >= self._at_most:
            raise ApiError("N7065", f"{self._at_most} deployments run already",
                           hint="stop one, or let the server have more: --NoodleServerApp."
                           "deployments_at_most")  # fmt: skip

    def _shown(self, connection: Connection, row: Row) -> Deployment:
        named = select(MODELS.c.name).where(MODELS.c.id == row["model_id"])
        keeper = self._fleet.find(row["id"])
        return Deployment(
            **{name: row[name] for name in ("id", "owner_id", "name", "model_id", "version",
                                            "alias", "settings", "is_started", "created_at",
                                            "updated_at")},
            model_name=connection.execute(named).scalar(), **_standing(keeper, row),
        )  # fmt: skip


def _standing(keeper: Keeper | None, row: Row) -> dict[str, Any]:
    """How it stands on this server."""
    found = figures(keeper, _LIVE_S)
    latency = found["latency"]["total"]
    live = Live(throughput_per_s=found["throughput_per_s"], p50_us=latency["p50_us"],
                p99_us=latency["p99_us"], errors=sum(found["errors"].values()),
                at_work=found["at_work"])  # fmt: skip
    reason = None if keeper is None else keeper.reason
    state = ("starting" if row["is_started"] else "stopped") if keeper is None else keeper.state
    return {
        "state": state, "live": live, "restarts": 0 if keeper is None else keeper.restarts,
        "running": _running(keeper, found["memory_mb"]),
        "reason": reason and Reason(error_code=reason.code, error_message=reason.message,
                                    hint=reason.hint),
    }  # fmt: skip


def _running(keeper: Keeper | None, memory_mb: float) -> Running | None:
    if keeper is None or keeper.process is None or keeper.serving is None:
        return None
    return Running(version=keeper.serving.version, since=keeper.since, memory_mb=memory_mb,
                   **keeper.process.about)  # fmt: skip
