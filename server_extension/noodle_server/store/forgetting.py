"""Deletes what happened long ago: events of jobs that have ended, and rows of the audit.

A job's events are its log and what WebSockets replay, so those of a job that has not ended are
kept, however old they are. Rows go a few at a time: nobody waits long for the database.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, delete, select

from noodle_server.clock import now
from noodle_server.jobs.lease import ENDS
from noodle_server.store.database import Database
from noodle_server.store.identity_tables import AUDIT
from noodle_server.store.tables import EVENTS, JOBS

DAY_S: Final = 86_400.0
_AT_ONCE: Final = 500


def forget(database: Database, *, events_days: float, audit_days: float) -> int:
    """How many rows it deleted; 0 days: for ever. Waits for the database: for a thread."""
    done = 0
    if events_days:
        after: int | None = 0
        while after is not None:
            after, deleted = database.write_now(
                lambda each: _some_events(each, after, now() - events_days * DAY_S)  # noqa: B023
            )
            done += deleted
    if audit_days:
        while deleted := database.write_now(lambda each: _some_audit(each, audit_days)):
            done += deleted
    return done


def _some_events(
    connection: Connection, after: int | None, before: float
) -> tuple[int | None, int]:
    """The last that was looked at, None at the end; and how many went."""
    old = (
        select(EVENTS.c.seq, EVENTS.c.topic).where(EVENTS.c.seq > after, EVENTS.c.at < before)
        .order_by(EVENTS.c.seq).limit(_AT_ONCE)
    )  # fmt: skip
    rows = connection.execute(old).all()
    if not rows:
        return None, 0
    jobs = {topic.removeprefix("job/") for _, topic in rows if topic.startswith("job/")}
    alive = select(JOBS.c.id).where(JOBS.c.id.in_(jobs), JOBS.c.state.not_in(ENDS))
    kept = {f"job/{job_id}" for job_id in connection.execute(alive).scalars()}
    gone = [seq for seq, topic in rows if topic not in kept]
    if gone:
        connection.execute(delete(EVENTS).where(EVENTS.c.seq.in_(gone)))
    return rows[-1][0], len(gone)


def _some_audit(connection: Connection, days: float) -> int:
    old = select(AUDIT.c.id).where(AUDIT.c.at < now() - days * DAY_S).limit(_AT_ONCE)
    found = connection.execute(old).scalars().all()
    if found:
        connection.execute(delete(AUDIT).where(AUDIT.c.id.in_(found)))
    return len(found)
