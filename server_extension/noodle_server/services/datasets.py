"""Data sets and the files of jobs: found and downloaded by those who own them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, final

from sqlalchemy import Connection, delete, select

from noodle_server.errors import not_found
from noodle_server.identity.callers import Caller
from noodle_server.models.sweeping import sweep
from noodle_server.schemas.uploads import (
    Dataset,
    DatasetListing,
    DatasetPage,
    JobFile,
    JobFiles,
)
from noodle_server.services.downloads import Download, named
from noodle_server.services.ownership import visible
from noodle_server.store.database import Database
from noodle_server.store.files import FileStore
from noodle_server.store.model_tables import DATASETS, JOB_FILES
from noodle_server.store.paging import page
from noodle_server.store.tables import JOBS


@final
class Datasets:
    """What can be done with data sets."""

    def __init__(self, database: Database, store: FileStore) -> None:
        self._database = database
        self._store = store

    async def list(self, caller: Caller, wanted: DatasetListing) -> DatasetPage:
        where = visible(DATASETS, caller)
        if wanted.name is not None:
            where.append(DATASETS.c.name.contains(wanted.name, autoescape=True))
        found = await self._database.read(
            lambda connection: page(connection, DATASETS, where, wanted)
        )
        return DatasetPage(items=[Dataset.model_validate(each) for each in found.rows],
                           next_cursor=found.cursor)  # fmt: skip

    async def get(self, caller: Caller, dataset_id: str) -> Dataset:
        return Dataset.model_validate(
            await self._database.read(lambda each: _row(each, caller, dataset_id))
        )

    async def delete(self, caller: Caller, dataset_id: str) -> None:
        def work(connection: Connection) -> None:
            _row(connection, caller, dataset_id)
            connection.execute(delete(DATASETS).where(DATASETS.c.id == dataset_id))

        await self._database.write(work)
        await asyncio.to_thread(sweep, self._database, self._store)

    async def file(self, caller: Caller, dataset_id: str) -> Download:
        row = await self._database.read(lambda each: _row(each, caller, dataset_id))
        name = named(row["name"].removesuffix(f".{row['format']}"), row["format"])
        place = self._store.path(row["sha256"])
        return Download(place, row["sha256"], row["size_bytes"], name)


@final
class Files:
    """What can be done with the files of jobs."""

    def __init__(self, database: Database, store: FileStore) -> None:
        self._database = database
        self._store = store

    async def list(self, caller: Caller, job_id: str) -> JobFiles:
        rows = await self._database.read(lambda each: _files(each, caller, job_id))
        return JobFiles(items=[JobFile.model_validate(each) for each in rows])

    async def file(self, caller: Caller, job_id: str, name: str) -> Download:
        """One that the job has made."""
        rows = await self._database.read(lambda each: _files(each, caller, job_id))
        for row in rows:
            if row["role"] == "result" and row["name"] == name:
                return Download(self._store.path(row["sha256"]), row["sha256"], row["size_bytes"],
                                name)  # fmt: skip
        raise not_found("file of the job", name)


def _files(connection: Connection, caller: Caller, job_id: str) -> list[Mapping[str, Any]]:
    wanted = select(JOBS.c.id).where(JOBS.c.id == job_id, *visible(JOBS, caller))
    if connection.execute(wanted).scalar() is None:
        raise not_found("job", job_id)
    found = select(JOB_FILES).where(JOB_FILES.c.job_id == job_id)
    rows = connection.execute(found.order_by(JOB_FILES.c.role, JOB_FILES.c.name))
    return [dict(each) for each in rows.mappings()]


def _row(connection: Connection, caller: Caller, dataset_id: str) -> Mapping[str, Any]:
    found = connection.execute(
        select(DATASETS).where(DATASETS.c.id == dataset_id, *visible(DATASETS, caller))
    ).mappings().first()  # fmt: skip
    if found is None:
        raise not_found("data set", dataset_id)
    return dict(found)
