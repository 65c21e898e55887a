"""Hands queued jobs to an engine while it has room, and takes back those that were lost.

It keeps nothing: killed at any point, the next one finds all there is in the database. Two at once
do no harm, since a claim is one transaction.
"""

from __future__ import annotations

import logging
from typing import Final, final

from noodle_server.background import Turns
from noodle_server.errors import ApiError
from noodle_server.jobs.engine import Engine
from noodle_server.jobs.lease import Claim, claim, reap, to_do
from noodle_server.store.database import Database

POLL_S: Final = 0.5
"""How long it sleeps where nobody wakes it: jobs of other servers on the same database wait so
long at most."""

_LOG: Final = logging.getLogger(__name__)


@final
class Dispatcher:
    """Runs from `start` to `stop`, in the loop of whoever started it."""

    def __init__(self, database: Database, engine: Engine) -> None:
        self._database = database
        self._engine = engine
        self._turns = Turns("jobs", self._turn, POLL_S)

    def start(self) -> None:
        self._turns.start()

    async def stop(self) -> None:
        """Starts no more jobs. Those that run go on."""
        await self._turns.stop()
        self._engine.close()

    def wake(self) -> None:
        """There may be something to do."""
        self._turns.wake()

    @property
    def trouble(self) -> str:
        return self._turns.trouble

    async def _turn(self) -> None:
        lost, is_any_waiting = await self._database.read(to_do)
        if lost:
            await self._take_back(lost)
        while is_any_waiting and self._engine.free() > 0:
            row = await self._database.write(claim)
            if row is None:
                return
            self._engine.start(Claim(row["id"], row["epoch"]))

    async def _take_back(self, lost: list[Claim]) -> None:
        """A process that stands still in the middle of a transaction holds up every writer of
        SQLite, this one too: it has lost its job already, and is ended."""
        try:
            taken = await self._database.write(reap)
        except ApiError:
            for each in lost:
                self._engine.kill(each)
            raise
        for job_id in taken:
            _LOG.warning("job %s was lost by its process", job_id)
