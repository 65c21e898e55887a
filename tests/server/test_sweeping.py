"""What is cleared up, and what is left: files by who means them, uploads and work by age."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from noodle_server.models.sweeping import ABANDONED_S, GRACE_S, sweep
from noodle_server.store.database import Database
from noodle_server.store.files import FileStore
from noodle_server.store.migrating import migrate
from noodle_server.store.model_tables import DATASETS, JOB_FILES, UPLOADS
from noodle_server.store.tables import JOBS
from tests.server.databases import KINDS, database_url

DATA = {"owner_id": "local", "size_bytes": 1, "format": "npz", "created_at": 0.0}


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def kept(store: FileStore, text: str, age_s: float = 2 * GRACE_S) -> str:
    place = store.upload("f" * 32)
    place.write_text(text)
    store.take(place, sha256(text))
    os.utime(store.path(sha256(text)), (time.time() - age_s,) * 2)
    return sha256(text)


def job(job_id: str, state: str) -> dict[str, Any]:
    return {
        "id": job_id, "owner_id": "local", "kind": "noodle", "name": "j", "state": state,
        "priority": 0, "request": {}, "metrics": {}, "progress": 0.0, "note": "",
        "request_hash": "", "epoch": 0, "attempts": 0, "max_attempts": 1, "lease_until": 0.0,
        "lease_boot": "", "not_before": 0.0, "cancel_requested": False, "timeout_s": 1.0,
        "memory_limit_mb": 100, "created_at": 0.0, "updated_at": 0.0, "finished_at": 0.0,
    }  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_nobody_means_is_cleared_up(tmp_path: Path, kind: str) -> None:
    store = FileStore(tmp_path / "files")
    with database_url(kind, tmp_path) as url:
        database = Database(url)
        migrate(database)
        running, done, old, young = ("a" * 32, "b" * 32, "c" * 32, "d" * 32)
        meant = [kept(store, each) for each in ("data", "result", "read now", "hashed")]
        gone = [kept(store, each) for each in ("nobody's", "read then")]
        meant.append(kept(store, "just come", 0.0))
        upload = {"owner_id": "local", "purpose": "data", "format": "npz", "file_name": "n",
                  "size_bytes": 1, "settings": {}, "sha256": "0" * 64}  # fmt: skip
        file = {"name": "n", "size_bytes": 1, "format": "npz"}
        long_ago = time.time() - 2 * ABANDONED_S
        database.write_now(lambda each: [
            each.execute(insert(DATASETS), [{**DATA, "id": done, "name": "n", "arrays": {},
                                             "sha256": meant[0]}]),
            each.execute(insert(JOBS), [job(running, "running"), job(done, "failed")]),
            each.execute(insert(JOB_FILES), [
                {**file, "job_id": done, "role": "result", "sha256": meant[1]},
                {**file, "job_id": running, "role": "input", "sha256": meant[2]},
                {**file, "job_id": done, "role": "input", "sha256": gone[1]}]),
            each.execute(insert(UPLOADS), [
                {**upload, "id": running, "is_hashed": True, "sha256": meant[3],
                 "created_at": time.time()},
                {**upload, "id": old, "is_hashed": False, "created_at": long_ago},
                {**upload, "id": young, "is_hashed": False, "created_at": long_ago}])])  # fmt: skip
        for upload_id, age_s in ((old, 2 * ABANDONED_S), (young, 0.0)):
            store.upload(upload_id).write_text("x")
            os.utime(store.upload(upload_id), (time.time() - age_s,) * 2)
        for each in (running, done, young):
            store.work(each).mkdir()
        assert sweep(database, store) == 2
        assert [store.has(each) for each in meant] == [True] * 5
        assert [store.has(each) for each in gone] == [False] * 2
        left = database.read_now(lambda each: each.execute(select(UPLOADS.c.id)).scalars().all())
        assert sorted(left) == sorted([running, young])
        assert not store.upload(old).exists() and store.upload(young).exists()
        assert [each.name for each in (store.folder / "work").iterdir()] == [running]
        database.close()
