"""The process of one job: `python -m noodle_server.jobs.supervise JOB EPOCH`.

It runs the body in a child, holds it to its time and its memory, keeps what it says as events,
renews the lease, and commits the end. It knows nothing of the server, which may stop and start
meanwhile. Where the job is not its own any more it kills the body and says nothing.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar, final

from sqlalchemy import Connection, RowMapping, select

from noodle_server.errors import ApiError
from noodle_server.jobs.child import Child
from noodle_server.jobs.desk import Desk
from noodle_server.jobs.lease import BEAT_S, LEASE_S, Claim, end, renew, tell
from noodle_server.models.outcomes import concluded
from noodle_server.store.database import Database
from noodle_server.store.files import FileStore
from noodle_server.store.tables import JOBS

Result = TypeVar("Result")
TICK_S: Final = 0.05
FLUSH_S: Final = 0.25
"""How long what a body says waits at most before it is kept."""

_RETRY_S: Final = 0.5
_NOT_OURS: Final = 3
_PASSING: Final = ("N7008", "N7009")
"""Errors of the database that may be gone in a moment."""


class LostError(Exception):
    """The job belongs to somebody else now."""


@final
class Supervisor:
    """One claimed job, from its start to its end."""

    def __init__(self, database: Database, store: FileStore, claim: Claim) -> None:
        self._database = database
        self._store = store
        self._claim = claim
        self._said: list[tuple[str, Mapping[str, Any]]] = []
        self._kept_at = self._renewed_at = time.monotonic()

    def run(self) -> int:
        """The exit code."""
        try:
            row = self._write(self._row)
        except LostError:
            return _NOT_OURS
        place = Desk(self._store, row["id"], row["epoch"])
        child: Child | None = None
        try:
            task = {
                "kind": row["kind"],
                "request": row["request"],
                "workplace": place.prepared(self._database.read_now(place.inputs)),
            }
            child = Child(task, row["memory_limit_mb"])
            state, values = self._watch(child, row["timeout_s"])
            self._keep(at_once=True)
            child.kill()
            self._conclude(row, place, state, values)
        except ApiError as error:
            self._refuse(error)
        except LostError:
            return _NOT_OURS
        finally:
            if child is not None:
                child.kill()
        return 0

    def _conclude(
        self, row: RowMapping, place: Desk, state: str, values: dict[str, Any]
    ) -> None:  # fmt: skip
        """Its files are kept, and become what they are for, with its end or not at all."""
        made = place.gathered(self._renew)

        def work(connection: Connection) -> None:
            place.remember(connection, made)
            told = dict(values)
            if state == "succeeded":
                told["result"] = concluded(connection, row, values["result"])
            if not end(connection, self._claim, state, **told):
                raise LostError

        self._write(work)
        place.clear(is_done=state == "succeeded")

    def _refuse(self, error: ApiError) -> None:
        """Ends it where what it needs, or what it is for, is gone."""
        said = {"error_code": error.code, "error_message": error.message, "hint": error.hint}
        self._write(lambda connection: end(connection, self._claim, "failed", error=said))

    def _row(self, connection: Connection) -> RowMapping:
        """The job, whose lease is renewed. Raises LostError."""
        if renew(connection, self._claim) is None:
            raise LostError
        wanted = select(JOBS).where(JOBS.c.id == self._claim.job_id)
        return connection.execute(wanted).mappings().one()

    def _watch(self, child: Child, timeout_s: float) -> tuple[str, dict[str, Any]]:
        """Until the body is done or has to be ended: the state, and what `end` is told."""
        started = time.monotonic()
        while child.is_running():
            self._said += child.said(TICK_S)
            self._keep()
            if self._renew():
                child.kill()
                return "cancelled", {"metrics": child.metrics()}
            over = child.over_memory()
            if over or time.monotonic() - started > timeout_s:
                child.kill()
                self._said += child.said(0)
                code, text = (("N7014", over) if over else
                              ("N7015", f"it ran longer than {timeout_s:g} s"))  # fmt: skip
                error = {"error_code": code, "error_message": text}
                return "failed", {"error": error, "metrics": child.metrics()}
        self._said += child.said(0)
        return child.outcome()

    def _renew(self) -> bool:
        """Whether the job is to be cancelled. Raises LostError where it is not ours."""
        if time.monotonic() - self._renewed_at < BEAT_S:
            return False
        wanted = self._write(lambda connection: renew(connection, self._claim))
        if wanted is None:
            raise LostError
        self._renewed_at = time.monotonic()
        return wanted

    def _keep(self, *, at_once: bool = False) -> None:
        """What the body said, in one transaction. Raises LostError."""
        now = time.monotonic()
        if not self._said or (now - self._kept_at < FLUSH_S and not at_once):
            return
        said, self._said, self._kept_at = _merged(self._said), [], now

        def work(connection: Connection) -> bool:
            return all(tell(connection, self._claim, kind, payload) for kind, payload in said)

        if not self._write(work):
            raise LostError

    def _write(self, work: Callable[[Connection], Result]) -> Result:
        """As long as the lease may hold, a database that is busy is tried again."""
        deadline = time.monotonic() + LEASE_S
        while True:
            try:
                return self._database.write_now(work)
            except ApiError as error:
                if error.code not in _PASSING:
                    raise
                if time.monotonic() > deadline:
                    raise LostError from None
                time.sleep(_RETRY_S)


def _merged(said: list[tuple[str, Mapping[str, Any]]]) -> list[tuple[str, Mapping[str, Any]]]:
    """Texts of one stream in one event, and only the last of several `progress`."""
    made: list[tuple[str, Mapping[str, Any]]] = []
    for kind, payload in said:
        last = made[-1] if made else ("", {})
        if kind == "log" == last[0] and last[1]["stream"] == payload["stream"]:
            made[-1] = ("log", {**payload, "text": last[1]["text"] + payload["text"]})
        elif kind == "progress" == last[0]:
            made[-1] = (kind, payload)
        else:
            made.append((kind, payload))
    return made


def main() -> int:
    job_id, epoch = sys.argv[1:]
    database = Database(os.environ.pop("NOODLE_DATABASE_URL"))
    store = FileStore(Path(os.environ.pop("NOODLE_FOLDER")))
    try:
        return Supervisor(database, store, Claim(job_id, int(epoch))).run()
    finally:
        database.close()


if __name__ == "__main__":
    sys.exit(main())
