"""Claims, leases and ends of jobs, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, update

from noodle_server import clock
from noodle_server.identity.callers import Caller
from noodle_server.jobs import lease
from noodle_server.jobs.lease import Claim, claim, end, reap, renew, tell
from noodle_server.schemas.jobs import EventListing, JobIn
from noodle_server.services.jobs import Jobs
from noodle_server.store.database import Database
from noodle_server.store.migrating import migrate
from noodle_server.store.tables import JOBS
from tests.server.databases import KINDS, database_url

ME = Caller("me", "me", "editor")


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with database_url(request.param, tmp_path) as url:
        made = Database(url)
        migrate(made)
        yield made
        made.close()


def submit(database: Database, **given: Any) -> str:
    job = JobIn(kind="noodle", request={"source_code": ""}, **given)
    return asyncio.run(Jobs(database, lambda: None).submit(ME, job)).id


def taken(database: Database) -> Claim | None:
    row = database.write_now(claim)
    return None if row is None else Claim(row["id"], row["epoch"])


def state_of(database: Database, job_id: str) -> str:
    wanted = select(JOBS.c.state).where(JOBS.c.id == job_id)
    return str(database.read_now(lambda connection: connection.execute(wanted).scalar_one()))


def run_out(database: Database, job_id: str) -> None:
    """Lets a lease run out, or a job that waits be due."""
    change = update(JOBS).where(JOBS.c.id == job_id).values(lease_until=0.0, not_before=0.0)
    database.write_now(lambda connection: connection.execute(change) and None)


def test_highest_priority_is_claimed_first_then_the_oldest(database: Database) -> None:
    jobs = [submit(database), submit(database, priority=5), submit(database)]
    claims = [taken(database) for _ in range(4)]
    assert [each and each.job_id for each in claims] == [jobs[1], jobs[0], jobs[2], None]


def test_result_of_an_older_claim_is_discarded(database: Database) -> None:
    """A claims and pauses past its lease, B takes over and runs, A wakes up."""
    job = submit(database)
    first = taken(database)
    assert first is not None
    run_out(database, job)
    assert database.write_now(reap) == [job]
    run_out(database, job)
    second = taken(database)
    assert second is not None and second.epoch > first.epoch
    assert database.write_now(lambda each: renew(each, first)) is None
    assert not database.write_now(lambda each: tell(each, first, "log", {"text": "late"}))
    assert not database.write_now(lambda each: end(each, first, "succeeded", result="stale"))
    assert database.write_now(lambda each: end(each, second, "succeeded", result="right"))
    assert not database.write_now(lambda each: end(each, second, "failed"))
    made = asyncio.run(Jobs(database, lambda: None).get(ME, job))
    assert (made.state, made.result) == ("succeeded", "right")


def test_job_that_is_lost_again_and_again_is_dead(database: Database) -> None:
    job, other = submit(database, max_attempts=3, priority=1), submit(database)
    for _ in range(3):
        got = taken(database)
        assert got is not None and got.job_id == job
        run_out(database, job)
        database.write_now(reap)
        run_out(database, job)
    assert state_of(database, job) == "dead"
    got = taken(database)
    assert got is not None and got.job_id == other


def test_lost_job_waits_before_it_is_tried_again(database: Database) -> None:
    job = submit(database)
    taken(database)
    run_out(database, job)
    database.write_now(reap)
    assert state_of(database, job) == "queued" and taken(database) is None


@pytest.mark.parametrize("jump_s", [-3600.0, 3600.0])
def test_leases_do_not_mind_when_the_wall_clock_jumps(
    database: Database, monkeypatch: pytest.MonkeyPatch, jump_s: float
) -> None:
    job = submit(database)
    assert taken(database) is not None
    real = clock.now
    monkeypatch.setattr(lease, "now", lambda: real() + jump_s)
    assert database.write_now(reap) == []
    run_out(database, job)
    assert database.write_now(reap) == [job]


def test_leases_of_another_clock_have_run_out(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = submit(database)
    taken(database)
    monkeypatch.setattr(lease, "clock_name", lambda _: "another start of the machine")
    assert database.write_now(reap) == [job]


CLAIM_ALL = """
import sys
from noodle_server.jobs.lease import claim
from noodle_server.store.database import Database

database = Database(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
while (row := database.write_now(claim)) is not None:
    print(row["id"])
"""
MANY = 10_000 if "NOODLE_SOAK_S" in os.environ else 120
"""`make soak` claims more."""


def test_two_processes_claim_at_once_and_none_twice(database: Database) -> None:
    jobs = [submit(database) for _ in range(2)]
    like = database.read_now(lambda each: dict(each.execute(select(JOBS)).mappings().first() or {}))
    jobs += [uuid.uuid4().hex for _ in range(MANY - 2)]
    rows = [{**like, "id": each, "idempotency_key": None} for each in jobs[2:]]
    database.write_now(lambda connection: connection.execute(insert(JOBS), rows) and None)
    url = database.engine.url.render_as_string(hide_password=False)
    both = [
        subprocess.Popen([sys.executable, "-c", CLAIM_ALL, url], text=True,
                         stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(2)
    ]  # fmt: skip
    for each in both:
        assert each.stdout is not None and each.stdout.readline() == "ready\n"
    for each in both:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    found = [each.communicate()[0].split() for each in both]
    assert sorted(found[0] + found[1]) == sorted(jobs)


def test_cancelling_while_it_ends_gives_one_end(database: Database) -> None:
    jobs = Jobs(database, lambda: None)
    for _ in range(5):
        job = submit(database)
        got = taken(database)
        assert got is not None
        ends: list[bool] = []

        def finish(claimed: Claim = got, into: list[bool] = ends) -> None:
            into.append(database.write_now(lambda it: end(it, claimed, "succeeded")))

        def stop(claimed: Claim = got, into: list[bool] = ends) -> None:
            wanted = database.write_now(lambda it: renew(it, claimed))
            if wanted:
                into.append(database.write_now(lambda it: end(it, claimed, "cancelled")))

        asyncio.run(jobs.cancel(ME, job))
        threads = [threading.Thread(target=each) for each in (finish, stop)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert ends.count(True) == 1
        events = asyncio.run(jobs.events(ME, job, EventListing(limit=200))).items
        terminal = [each.kind for each in events if each.kind in lease.ENDS]
        assert terminal == [state_of(database, job)]


def test_events_are_there_only_with_what_they_tell(database: Database) -> None:
    def work(connection: Connection) -> None:
        row = claim(connection)
        assert row is not None
        raise RuntimeError("killed before the commit")

    job = submit(database)
    with pytest.raises(RuntimeError):
        database.write_now(work)
    assert state_of(database, job) == "queued"
    events = asyncio.run(Jobs(database, lambda: None).events(ME, job, EventListing(limit=9))).items
    assert [each.kind for each in events] == ["queued"]
