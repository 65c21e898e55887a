"""What happened long ago is deleted, but for jobs that go on."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from noodle_server.store import forgetting
from noodle_server.store.database import Database
from noodle_server.store.forgetting import DAY_S, forget
from noodle_server.store.identity_tables import AUDIT
from noodle_server.store.migrating import migrate
from noodle_server.store.tables import EVENTS, JOBS
from tests.server.databases import KINDS, database_url
from tests.server.test_sweeping import job

OLD, YOUNG = time.time() - 40 * DAY_S, time.time()


def event(topic: str, at: float) -> dict[str, Any]:
    return {"topic": topic, "kind": "log", "owner_id": "local", "payload": {}, "at": at}


def audited(name: str, at: float) -> dict[str, Any]:
    return {"id": name, "at": at, "actor_id": "a", "actor": "a", "session": None, "action": "x",
            "target": name, "details": {}, "address": "", "request_id": "r"}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_is_old_and_over_goes(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "_AT_ONCE", 2)
    with database_url(kind, tmp_path) as url:
        database = Database(url)
        migrate(database)
        events = [event(topic, at) for at in (OLD, YOUNG)
                  for topic in ("job/run", "job/done", "job/done", "system", "model/m")]  # fmt: skip
        rows = {JOBS: [job("run", "running"), job("done", "succeeded")], EVENTS: events,
                AUDIT: [*(audited(str(n), OLD) for n in range(5)), audited("new", YOUNG)]}  # fmt: skip
        for table, some in rows.items():
            database.write_now(lambda each: each.execute(insert(table), some) and None)  # noqa: B023

        assert forget(database, events_days=0, audit_days=0) == 0
        assert forget(database, events_days=30, audit_days=30) == 4 + 5
        left = database.read_now(
            lambda each: (
                each.execute(
                    select(EVENTS.c.topic).where(EVENTS.c.at < YOUNG).order_by(EVENTS.c.seq)
                )
                .scalars()
                .all()
            )
        )
        assert left == ["job/run"]
        count = database.read_now(lambda each: len(each.execute(select(EVENTS.c.seq)).all()))
        assert count == 6
        assert database.read_now(
            lambda each: each.execute(select(AUDIT.c.id)).scalars().all()) == ["new"]  # fmt: skip
        assert forget(database, events_days=30, audit_days=30) == 0
        database.close()
