"""A job from being queued to its end, as transactions: nobody changes a job in any other way.

A claim takes a job for a while (the lease) and gives it a new epoch. Whoever renews or ends it
names that epoch, and is told if it is no longer theirs: a process that was stopped too long finds
its result discarded. Leases are on a clock that all who share the database share: with SQLite the
machine's own since it started, which no change of the wall clock moves (after a restart of the
machine every lease of before has run out); with PostgreSQL that of the database.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, final

from sqlalchemy import Connection, RowMapping, Select, Update, func, or_, select, update

from noodle_server.clock import now
from noodle_server.events.outbox import write_event
from noodle_server.store.tables import JOBS

LEASE_S: Final = float(os.environ.get("NOODLE_LEASE_S", "15"))
"""How long a claim holds. Longer: what is lost is found later; shorter: a machine that stands still
for a moment loses its jobs."""

BEAT_S: Final = LEASE_S / 7
"""How often a lease is renewed."""

BACKOFF_S: Final = (1.0, 5.0, 30.0, 120.0)
"""How long a job that was lost waits before it is tried again, by attempts."""

ENDS: Final = ("succeeded", "failed", "cancelled", "dead")
"""The states that a job never leaves, but by `retry`."""


@final
@dataclass(frozen=True, slots=True)
class Claim:
    """A job that is somebody's, until the lease runs out."""

    job_id: str
    epoch: int


def lease_clock(connection: Connection) -> float:
    """Seconds on the clock of leases."""
    if connection.dialect.name == "postgresql":
        now_there = select(func.extract("epoch", func.clock_timestamp()))
        return float(connection.execute(now_there).scalar_one())
    return time.clock_gettime(time.CLOCK_BOOTTIME)  # those asleep count too


def clock_name(connection: Connection) -> str:
    """What names the clock: times of another one mean nothing."""
    return "database" if connection.dialect.name == "postgresql" else _boot()


@cache
def _boot() -> str:
    """What names this start of the machine."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return "unknown"


def to_do(connection: Connection) -> tuple[list[Claim], bool]:
    """The claims whose lease has run out, and whether there is a job to claim."""
    lost = [
        Claim(row["id"], row["epoch"]) for row in connection.execute(_lost(connection)).mappings()
    ]
    return lost, connection.execute(_waiting(connection)).scalar() is not None


def claim(connection: Connection) -> RowMapping | None:
    """Takes the next job, if there is one: the row, whose epoch is the claim's."""
    waiting = _waiting(connection).with_for_update(skip_locked=True)
    job_id = connection.execute(waiting).scalar()
    if job_id is None:
        return None
    at = now()
    connection.execute(update(JOBS).where(JOBS.c.id == job_id).values(
        state="running", epoch=JOBS.c.epoch + 1, attempts=JOBS.c.attempts + 1, started_at=at,
        updated_at=at, finished_at=None, progress=0.0, note="",
        lease_boot=clock_name(connection),
        lease_until=lease_clock(connection) + LEASE_S))  # fmt: skip
    row = connection.execute(select(JOBS).where(JOBS.c.id == job_id)).mappings().one()
    note(connection, row, "running", {"attempt": row["attempts"]})
    return row


def renew(connection: Connection, claim: Claim) -> bool | None:
    """Holds a job for longer: whether it is to be cancelled; None where it is not ours any more."""
    until = lease_clock(connection) + LEASE_S
    held = connection.execute(_ours(claim).values(lease_until=until))
    if not held.rowcount:
        return None
    wanted = select(JOBS.c.cancel_requested).where(JOBS.c.id == claim.job_id)
    return bool(connection.execute(wanted).scalar())


def tell(
    connection: Connection, claim: Claim, kind: str, payload: Mapping[str, Any]
) -> bool:  # fmt: skip
    """Keeps an event of a running job; False where it is not ours any more. `progress` events are
    kept in the row too."""
    values: dict[str, Any] = {"updated_at": now()}
    if kind == "progress":
        values |= {"progress": payload["part"], "note": payload["text"]}
    if not connection.execute(_ours(claim).values(**values)).rowcount:
        return False
    row = connection.execute(select(JOBS).where(JOBS.c.id == claim.job_id)).mappings().one()
    note(connection, row, kind, payload)
    return True


def end(
    connection: Connection, claim: Claim, state: str, *, result: Any = None, error: Any = None,
    metrics: Mapping[str, Any] | None = None,
) -> bool:  # fmt: skip
    """Ends a job; False, and nothing changed, where it is not ours any more."""
    assert state in ENDS, state
    at = now()
    ended = connection.execute(_ours(claim).values(
        state=state, result=result, error=error, metrics=dict(metrics or {}), finished_at=at,
        updated_at=at, lease_until=0.0,
        **({"progress": 1.0} if state == "succeeded" else {})))  # fmt: skip
    if not ended.rowcount:
        return False
    row = connection.execute(select(JOBS).where(JOBS.c.id == claim.job_id)).mappings().one()
    note(connection, row, state, {"error": error} if error else {})
    return True


def reap(connection: Connection) -> list[str]:
    """Takes back the jobs whose lease has run out: queued again after a while, or dead where they
    were tried often enough. The jobs' names."""
    lost = _lost(connection).with_for_update(skip_locked=True)
    rows = connection.execute(lost).mappings().all()
    for row in rows:
        _give_up(connection, row)
    return [row["id"] for row in rows]


def _give_up(connection: Connection, row: RowMapping) -> None:
    at, attempts = now(), row["attempts"]
    if row["cancel_requested"]:
        values: dict[str, Any] = {"state": "cancelled", "finished_at": at}
    elif attempts >= row["max_attempts"]:
        error = {"error_code": "N7013", "error_message": f"its process was lost {attempts} times"}
        values = {"state": "dead", "finished_at": at, "error": error}
    else:
        wait_s = BACKOFF_S[min(attempts, len(BACKOFF_S)) - 1]
        values = {"state": "queued", "not_before": lease_clock(connection) + wait_s}
    changed = connection.execute(
        update(JOBS).where(JOBS.c.id == row["id"], JOBS.c.epoch == row["epoch"],
                           JOBS.c.state == "running")
        .values(**values, epoch=JOBS.c.epoch + 1, updated_at=at, lease_until=0.0)
    )  # fmt: skip
    if changed.rowcount:
        note(connection, row, values["state"], {"lost": True, "attempt": attempts})


def note(
    connection: Connection, row: RowMapping | Mapping[str, Any], kind: str,
    payload: Mapping[str, Any],
) -> None:  # fmt: skip
    """Writes what happened to a job into the outbox, in the transaction in which it does."""
    write_event(connection, f"job/{row['id']}", kind, row["owner_id"], payload)


def _waiting(connection: Connection) -> Select[Any]:
    """The job that is next."""
    may = or_(JOBS.c.not_before <= lease_clock(connection),
              JOBS.c.lease_boot != clock_name(connection))  # fmt: skip
    return (
        select(JOBS.c.id).where(JOBS.c.state == "queued", may)
        .order_by(JOBS.c.priority.desc(), JOBS.c.created_at, JOBS.c.id).limit(1)
    )  # fmt: skip


def _lost(connection: Connection) -> Select[Any]:
    """Jobs whose lease has run out."""
    return select(JOBS).where(
        JOBS.c.state == "running",
        or_(
            JOBS.c.lease_boot != clock_name(connection),
            JOBS.c.lease_until < lease_clock(connection),
        ),
    )


def _ours(claim: Claim) -> Update:
    """Only while the claim holds: the state and the epoch both say so."""
    return update(JOBS).where(
        JOBS.c.id == claim.job_id, JOBS.c.epoch == claim.epoch, JOBS.c.state == "running"
    )
