"""Deletes files that no row means any more, and uploads that nobody goes on with.

What has just come is left: whoever keeps a file writes its row a moment later.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, Select, delete, exists, or_, select

from noodle_server.clock import now
from noodle_server.jobs.lease import ENDS
from noodle_server.store.database import Database
from noodle_server.store.files import FileStore
from noodle_server.store.model_tables import DATASETS, JOB_FILES, MODEL_VERSIONS, UPLOADS
from noodle_server.store.tables import JOBS

GRACE_S: Final = 600.0
ABANDONED_S: Final = 7 * 86_400.0
"""How long an upload may stand still."""

_AT_ONCE: Final = 500


def sweep(database: Database, store: FileStore) -> int:
    """How many files it deleted. Waits for the database and the disk: for a thread."""
    before = time.time() - GRACE_S
    old = [sha256 for sha256, since in store.every() if since < before]
    done = 0
    for start in range(0, len(old), _AT_ONCE):
        some = old[start : start + _AT_ONCE]
        for sha256 in sorted(set(some) - database.read_now(lambda each: _meant(each, some))):  # noqa: B023
            store.remove(sha256)
            done += 1
    database.write_now(lambda connection: _abandon(connection, store))
    _clear_work(database, store)
    return done


def _meant(connection: Connection, among: Iterable[str]) -> set[str]:
    """Those that a row means. What a job reads, only while it has not ended."""
    wanted = list(among)
    is_read = (JOB_FILES.c.role == "result") | exists().where(
        JOBS.c.id == JOB_FILES.c.job_id, JOBS.c.state.not_in(ENDS)
    )
    queries: list[Select[tuple[str]]] = [
        select(column).where(column.in_(wanted))
        for column in (MODEL_VERSIONS.c.sha256, MODEL_VERSIONS.c.whole_sha256, DATASETS.c.sha256)
    ]
    queries += [
        select(JOB_FILES.c.sha256).where(JOB_FILES.c.sha256.in_(wanted), is_read),
        select(UPLOADS.c.sha256).where(UPLOADS.c.sha256.in_(wanted), UPLOADS.c.is_hashed,
                                       UPLOADS.c.job_id.is_(None)),
    ]  # fmt: skip
    return {str(each) for query in queries for each in connection.execute(query).scalars()}


def _abandon(connection: Connection, store: FileStore) -> None:
    """Forgets uploads that were begun and left."""
    found = select(UPLOADS.c.id).where(
        UPLOADS.c.job_id.is_(None), UPLOADS.c.created_at < now() - ABANDONED_S
    )
    for upload_id in connection.execute(found).scalars().all():
        place = store.upload(upload_id)
        if place.exists() and place.stat().st_mtime > time.time() - ABANDONED_S:
            continue
        place.unlink(missing_ok=True)
        connection.execute(delete(UPLOADS).where(UPLOADS.c.id == upload_id))


def _clear_work(database: Database, store: FileStore) -> None:
    """Removes the folders of jobs that have ended, or that there are not."""
    for folder in (store.folder / "work").iterdir():
        wanted = select(JOBS.c.id).where(
            JOBS.c.id == folder.name,
            or_(JOBS.c.state.not_in(ENDS), JOBS.c.finished_at > now() - GRACE_S),
        )
        if database.read_now(lambda each: each.execute(wanted).first()) is None:  # noqa: B023
            shutil.rmtree(folder, ignore_errors=True)
