"""Jobs: taken on once for each idempotency key, found, cancelled, tried again; what they said."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Mapping
from typing import Any, Final, final

from pydantic import BaseModel, ValidationError
from sqlalchemy import Connection, delete, insert, select, update

from noodle_server.clock import now
from noodle_server.errors import ApiError, not_found
from noodle_server.identity.callers import Caller
from noodle_server.jobs.kinds import KINDS, Kind
from noodle_server.jobs.lease import ENDS, note
from noodle_server.models.inputs import inputs
from noodle_server.schemas.checking import refusal
from noodle_server.schemas.jobs import (
    Event,
    EventListing,
    EventPage,
    Job,
    JobIn,
    JobListing,
    JobPage,
)
from noodle_server.services.ownership import row_of, visible
from noodle_server.store.database import Database
from noodle_server.store.model_tables import JOB_FILES, UPLOADS
from noodle_server.store.paging import page
from noodle_server.store.tables import EVENTS, JOBS, PROJECTS

KEY_AT_MOST: Final = 200
_LARGE: Final = ("request", "result")


@final
class Jobs:
    """`wake` is called when there is something to do."""

    def __init__(self, database: Database, wake: Callable[[], None]) -> None:
        self._database = database
        self._wake = wake

    async def submit(
        self, caller: Caller, given: JobIn, key: str | None = None, *, is_inner: bool = False
    ) -> Job:
        """Takes a job on: it is on disk when this returns. The same `key` gives the same job.
        Raises ApiError N7004 for a request that its kind does not take, N7005 for a key that was
        used for another, N7003 for what it names and is not there."""
        kind = KINDS.get(given.kind)
        if kind is None or (kind.is_inner and not is_inner):
            there = ", ".join(name for name, each in KINDS.items() if not each.is_inner)
            raise ApiError("N7004", f"there is no kind of job {given.kind!r}",
                           hint=f"choose one of {there}",
                           details={"field": "kind"})  # fmt: skip
        caller.require(kind.permission)
        if key is not None and not 0 < len(key) <= KEY_AT_MOST:
            raise ApiError("N7004", f"an idempotency key has 1 to {KEY_AT_MOST} characters")
        row = _new(caller, given, _checked(kind, given.request), key)
        made = await self._database.write(lambda connection: _take_on(connection, caller, row))
        self._wake()
        return Job.model_validate(made)

    async def list(self, caller: Caller, wanted: JobListing) -> JobPage:
        where = visible(JOBS, caller)
        for name in ("state", "kind", "project_id"):
            if getattr(wanted, name) is not None:
                where.append(JOBS.c[name] == getattr(wanted, name))
        found = await self._database.read(
            lambda connection: page(connection, JOBS, where, wanted,
                                    left_out=_LARGE if wanted.brief else ())
        )  # fmt: skip
        empty: dict[str, Any] = {"request": {}, "result": None} if wanted.brief else {}
        return JobPage(items=[Job.model_validate({**row, **empty}) for row in found.rows],
                       next_cursor=found.cursor)  # fmt: skip

    async def get(self, caller: Caller, job_id: str) -> Job:
        return Job.model_validate(
            await self._database.read(lambda connection: _row(connection, caller, job_id))
        )

    async def cancel(self, caller: Caller, job_id: str) -> Job:
        """Ends a job that waits; asks the process of one that runs to end. One that has ended stays
        as it is."""

        def work(connection: Connection) -> Mapping[str, Any]:
            row, at = _row(connection, caller, job_id), now()
            if row["state"] == "queued":
                _change(connection, row, state="cancelled", cancel_requested=True, finished_at=at)
                note(connection, row, "cancelled", {})
            elif row["state"] == "running" and not row["cancel_requested"]:
                _change(connection, row, cancel_requested=True)
                note(connection, row, "cancelling", {})
            return _row(connection, caller, job_id)

        return Job.model_validate(await self._database.write(work))

    async def retry(self, caller: Caller, job_id: str) -> Job:
        """Begins a job again that has ended without success. Raises ApiError N7005 for others."""

        def work(connection: Connection) -> Mapping[str, Any]:
            row = _row(connection, caller, job_id)
            if row["state"] not in ENDS or row["state"] == "succeeded":
                raise ApiError("N7005", f"job {job_id} is {row['state']}: only one that has ended "
                               "without success is tried again")  # fmt: skip
            _change(connection, row, state="queued", cancel_requested=False, attempts=0,
                    error=None, finished_at=None, not_before=0.0)  # fmt: skip
            note(connection, row, "queued", {"again": True})
            return _row(connection, caller, job_id)

        made = await self._database.write(work)
        self._wake()
        return Job.model_validate(made)

    async def delete(self, caller: Caller, job_id: str) -> None:
        """Forgets a job that has ended, with its log, its files and its idempotency key, and the
        upload that it looked at; versions made of its files stay. Raises ApiError N7005 for one
        that has not ended."""

        def work(connection: Connection) -> None:
            row = _row(connection, caller, job_id)
            ended = delete(JOBS).where(JOBS.c.id == job_id, JOBS.c.state.in_(ENDS))
            if not connection.execute(ended).rowcount:
                raise ApiError("N7005", f"job {job_id} is {row['state']}: only one that has ended "
                               "is deleted", hint="cancel it first")  # fmt: skip
            connection.execute(delete(EVENTS).where(EVENTS.c.topic == f"job/{job_id}"))
            connection.execute(delete(JOB_FILES).where(JOB_FILES.c.job_id == job_id))
            connection.execute(delete(UPLOADS).where(UPLOADS.c.job_id == job_id))
            note(connection, row, "deleted", {})

        await self._database.write(work)

    async def events(self, caller: Caller, job_id: str, wanted: EventListing) -> EventPage:
        """What happened to a job and what it said, from an event on, or the last before one."""

        def work(connection: Connection) -> list[Mapping[str, Any]]:
            _row(connection, caller, job_id)
            found = select(EVENTS).where(EVENTS.c.topic == f"job/{job_id}",
                                         EVENTS.c.seq > wanted.after)  # fmt: skip
            if wanted.kind is not None:
                found = found.where(EVENTS.c.kind == wanted.kind)
            if wanted.before is not None:
                found = found.where(EVENTS.c.seq < wanted.before)
            order = EVENTS.c.seq if wanted.before is None else EVENTS.c.seq.desc()
            rows = connection.execute(found.order_by(order).limit(wanted.limit)).mappings().all()
            return sorted(map(dict, rows), key=lambda row: row["seq"])

        rows = await self._database.read(work)
        return EventPage(items=[Event.model_validate(each) for each in rows])


def asked(kind: str, request: BaseModel) -> JobIn:
    """A job of a kind that has a route of its own."""
    return JobIn(kind=kind, name=kind, request=request.model_dump(mode="json"))


def _checked(kind: Kind, request: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return kind.request.model_validate(request).model_dump(mode="json")
    except ValidationError as error:
        raise refusal(error, "request") from None


def _new(caller: Caller, given: JobIn, request: dict[str, Any], key: str | None) -> dict[str, Any]:
    at = now()
    text = json.dumps([given.kind, request, given.name, given.project_id, given.timeout,
                       given.memory_limit], sort_keys=True)  # fmt: skip
    return {
        "id": uuid.uuid4().hex, "owner_id": caller.user_id, "project_id": given.project_id,
        "kind": given.kind, "name": given.name, "state": "queued", "priority": given.priority,
        "request": request, "result": None, "error": None, "metrics": {}, "progress": 0.0,
        "note": "", "idempotency_key": key,
        "request_hash": hashlib.sha256(text.encode()).hexdigest(), "epoch": 0, "attempts": 0,
        "max_attempts": given.max_attempts, "lease_until": 0.0, "lease_boot": "",
        "not_before": 0.0, "cancel_requested": False, "timeout_s": given.timeout,
        "memory_limit_mb": given.memory_limit, "created_at": at, "updated_at": at,
        "started_at": None, "finished_at": None,
    }  # fmt: skip


def _take_on(connection: Connection, caller: Caller, row: dict[str, Any]) -> Mapping[str, Any]:
    if row["idempotency_key"] is not None:
        known = connection.execute(select(JOBS).where(
            JOBS.c.owner_id == row["owner_id"],
            JOBS.c.idempotency_key == row["idempotency_key"])).mappings().first()  # fmt: skip
        if known is not None:
            if known["request_hash"] != row["request_hash"]:
                raise ApiError("N7005", "the idempotency key was used for another job",
                               hint="use a new key for a new job")  # fmt: skip
            return dict(known)
    if row["project_id"] is not None:
        wanted = select(PROJECTS.c.id).where(PROJECTS.c.id == row["project_id"],
                                             *visible(PROJECTS, caller))  # fmt: skip
        if connection.execute(wanted).scalar() is None:
            raise not_found("project", row["project_id"])
    connection.execute(insert(JOBS), row)
    for each in inputs(connection, caller, row["kind"], row["request"]):
        connection.execute(insert(JOB_FILES).values(job_id=row["id"], **each))
    note(connection, row, "queued", {})
    return row


def _row(connection: Connection, caller: Caller, job_id: str) -> Mapping[str, Any]:
    found = row_of(connection, JOBS, caller, job_id)
    if found is None:
        raise not_found("job", job_id)
    return dict(found)


def _change(connection: Connection, row: Mapping[str, Any], **values: Any) -> None:
    connection.execute(update(JOBS).where(JOBS.c.id == row["id"])
                       .values(**values, updated_at=now()))  # fmt: skip
