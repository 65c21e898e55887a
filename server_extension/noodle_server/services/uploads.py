"""Uploads: begun, received a piece at a time, finished; visible only once they were looked at.

How much is there is what the file has, so an upload goes on after a lost connection, and after the
server was killed. The hash that was promised is checked over all of it; then a job looks at it in a
process of its own (kind "validate"), and its end makes the version or the data set.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Mapping
from functools import partial
from pathlib import PurePath
from typing import Any, Final, final

from sqlalchemy import Connection, delete, insert, select, update

from noodle_server.clock import now
from noodle_server.errors import ApiError, named_by_the_body, not_found
from noodle_server.identity.callers import Caller
from noodle_server.models.rows import meant, model_row
from noodle_server.schemas.jobs import JobIn
from noodle_server.schemas.uploads import (
    SUFFIXES,
    DatasetIn,
    ModelUploadIn,
    Upload,
    UploadListing,
    UploadPage,
    UploadState,
)
from noodle_server.services.jobs import Jobs
from noodle_server.services.ownership import visible
from noodle_server.services.receiving import Piece, Receiving
from noodle_server.store.database import Database
from noodle_server.store.files import FileStore, digest
from noodle_server.store.model_tables import UPLOADS
from noodle_server.store.paging import page
from noodle_server.store.tables import JOBS

Row = Mapping[str, Any]

UPLOAD_AT_MOST: Final = 16 << 30
_STATES: Final[dict[str, UploadState]] = {
    "queued": "validating", "running": "validating", "succeeded": "ready",
}  # fmt: skip
VALIDATION_S: Final = 1800.0
VALIDATION_MB: Final = 8192


@final
class Uploads:
    """`at_most` is the size of the largest upload."""

    def __init__(self, database: Database, store: FileStore, jobs: Jobs, at_most: int) -> None:
        self._database = database
        self._store = store
        self._jobs = jobs
        self._at_most = at_most
        self._receiving: dict[str, Receiving] = {}
        self._finishing = asyncio.Lock()

    async def begin_model(self, caller: Caller, model_id: str, given: ModelUploadIn) -> Upload:
        """Raises ApiError N7003, N7005 for a network that is not there, N7006 for what is too
        large, N7009 where the disk has no room."""
        _check_suffix(given.format, given.file_name)
        settings = given.model_dump(include={"network", "description", "tags", "metadata",
                                             "aliases"})  # fmt: skip

        def check(connection: Connection) -> None:
            model_row(connection, caller, model_id)
            if given.network is not None:
                with named_by_the_body():
                    meant(connection, caller, given.network.model_dump())

        return await self._begin(caller, check, purpose="model", model_id=model_id,
                                 format=given.format, file_name=given.file_name,
                                 size_bytes=given.size_bytes, sha256=given.sha256,
                                 settings=settings)  # fmt: skip

    async def begin_data(self, caller: Caller, given: DatasetIn) -> Upload:
        """As `begin_model`."""
        return await self._begin(caller, lambda _: None, purpose="data", model_id=None,
                                 format=given.format, file_name=given.name,
                                 size_bytes=given.size_bytes, sha256=given.sha256,
                                 settings={})  # fmt: skip

    async def list(self, caller: Caller, wanted: UploadListing) -> UploadPage:
        where = visible(UPLOADS, caller)
        if wanted.model_id is not None:
            where.append(UPLOADS.c.model_id == wanted.model_id)

        def work(connection: Connection) -> UploadPage:
            found = page(connection, UPLOADS, where, wanted)
            return UploadPage(items=[self._shown(connection, each) for each in found.rows],
                              next_cursor=found.cursor)  # fmt: skip

        return await self._database.read(work)

    async def get(self, caller: Caller, upload_id: str) -> Upload:
        return await self._database.read(
            lambda connection: self._shown(connection, _row(connection, caller, upload_id))
        )

    async def receive(self, caller: Caller, upload_id: str, piece: Piece) -> Receiving:
        """What takes the bytes of a piece, which is the next. Whoever was sending before is
        stopped. Raises ApiError N7031 with what is there, N7005 for one that is finished."""
        row = await self._database.read(partial(_row, caller=caller, upload_id=upload_id))
        if row["is_hashed"]:
            raise ApiError("N7005", "all of the upload is there", hint="complete it")
        before = self._receiving.pop(upload_id, None)
        if before is not None:
            await before.close()
        place = self._store.upload(upload_id)
        piece.check(row["size_bytes"], _there(place))
        made = self._receiving[upload_id] = Receiving(place, piece)
        return made

    async def complete(self, caller: Caller, upload_id: str) -> Upload:
        """Checks the hash and has the file looked at; once. Raises ApiError N7005 where bytes are
        missing, N7030 where they are others than was promised: then none are there any more."""
        async with self._finishing:
            row = await self._database.read(partial(_row, caller=caller, upload_id=upload_id))
            if row["job_id"] is None:
                if not row["is_hashed"]:
                    await self._check_hash(row)
                await asyncio.to_thread(self._take, row)
                job = await self._jobs.submit(caller, JobIn(
                    kind="validate", name=f"validate {row['file_name']}"[:200],
                    request={"upload_id": upload_id, "purpose": row["purpose"],
                             "format": row["format"]},
                    timeout=VALIDATION_S, memory_limit=VALIDATION_MB),
                    key=f"upload-{upload_id}", is_inner=True)  # fmt: skip
                await self._database.write(partial(_set, upload_id=upload_id, job_id=job.id))
        self._receiving.pop(upload_id, None)
        return await self.get(caller, upload_id)

    async def abandon(self, caller: Caller, upload_id: str) -> None:
        """Forgets an upload. What it became already stays."""
        before = self._receiving.pop(upload_id, None)
        if before is not None:
            await before.close()

        def work(connection: Connection) -> None:
            _row(connection, caller, upload_id)
            connection.execute(delete(UPLOADS).where(UPLOADS.c.id == upload_id))

        await self._database.write(work)
        await asyncio.to_thread(self._store.upload(upload_id).unlink, missing_ok=True)

    async def _begin(self, caller: Caller, check: Any, **values: Any) -> Upload:
        size = values["size_bytes"]
        if size > self._at_most:
            raise ApiError("N7006", f"an upload has at most {self._at_most} bytes",
                           details={"at_most": self._at_most})  # fmt: skip
        if size > self._store.free():
            raise ApiError("N7009", "the disk that files are kept on has no room for it")
        row = {"id": uuid.uuid4().hex, "owner_id": caller.user_id, "is_hashed": False,
               "job_id": None, "created_at": now(), **values}  # fmt: skip

        def work(connection: Connection) -> Upload:
            check(connection)
            connection.execute(insert(UPLOADS).values(row))
            return self._shown(connection, row)

        return await self._database.write(work)

    async def _check_hash(self, row: Row) -> None:
        place, there = self._store.upload(row["id"]), _there(self._store.upload(row["id"]))
        if there != row["size_bytes"]:
            raise ApiError("N7005", f"{there} of {row['size_bytes']} bytes are there",
                           hint="send the rest", details={"received": there})  # fmt: skip
        found = await asyncio.to_thread(digest, place)
        if found != row["sha256"]:
            await asyncio.to_thread(place.unlink)
            raise ApiError("N7030", f"the bytes have the hash {found}, not {row['sha256']}",
                           hint="send them again from the start",
                           details={"sha256": found, "received": 0})  # fmt: skip
        await self._database.write(partial(_set, upload_id=row["id"], is_hashed=True))

    def _take(self, row: Row) -> None:
        """Waits for the disk. It is there already where the server was killed after this."""
        place = self._store.upload(row["id"])
        if place.exists():
            self._store.take(place, row["sha256"])

    def _shown(self, connection: Connection, row: Row) -> Upload:
        job = None
        if row["job_id"] is not None:
            wanted = select(JOBS.c.state, JOBS.c.result, JOBS.c.error)
            found = connection.execute(wanted.where(JOBS.c.id == row["job_id"]))
            job = found.mappings().first()
        result: Any = (job and job["result"]) or {}
        state: UploadState = "receiving" if job is None else _STATES.get(job["state"], "refused")
        return Upload(
            **{name: row[name] for name in ("id", "purpose", "model_id", "format", "file_name",
                                            "size_bytes", "sha256", "job_id", "created_at")},
            received=row["size_bytes"] if row["is_hashed"] else
            _there(self._store.upload(row["id"])),
            state=state, error=job["error"] if job and state == "refused" else None,
            version=result.get("version"), dataset_id=result.get("dataset_id"),
        )  # fmt: skip


def _there(place: Any) -> int:
    """Bytes of an upload that have come."""
    try:
        return int(place.stat().st_size)
    except FileNotFoundError:
        return 0


def _check_suffix(form: str, file_name: str) -> None:
    suffix = PurePath(file_name).suffix.lower()
    known = {each for every in SUFFIXES.values() for each in every}
    if suffix in known and suffix not in SUFFIXES[form]:
        raise ApiError("N7004", f"{file_name!r} is not named like {form}",
                       hint=f"such files end in {', '.join(SUFFIXES[form])}",
                       details={"field": "file_name"})  # fmt: skip


def _row(connection: Connection, caller: Caller, upload_id: str) -> Row:
    found = connection.execute(
        select(UPLOADS).where(UPLOADS.c.id == upload_id, *visible(UPLOADS, caller))
    ).mappings().first()  # fmt: skip
    if found is None:
        raise not_found("upload", upload_id)
    return dict(found)


def _set(connection: Connection, upload_id: str, **values: Any) -> None:
    connection.execute(update(UPLOADS).where(UPLOADS.c.id == upload_id).values(**values))
