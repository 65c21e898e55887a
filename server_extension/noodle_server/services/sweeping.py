"""Clears up from time to time: files that no row means, uploads and work that were left, what
happened long ago."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from typing import Final, final

from noodle_server.background import Background
from noodle_server.errors import ApiError
from noodle_server.models.sweeping import sweep
from noodle_server.store.database import Database
from noodle_server.store.files import FileStore
from noodle_server.store.forgetting import forget

FIRST_S: Final = 60.0
EVERY_S: Final = 3600.0

_LOG: Final = logging.getLogger(__name__)


@final
@dataclass(frozen=True, slots=True)
class Keeping:
    """For how many days what happened is kept; 0: for ever."""

    events_days: float = 90.0
    audit_days: float = 730.0


@final
class Sweeper:
    """Runs from `start` to `stop`."""

    def __init__(self, database: Database, store: FileStore, keeping: Keeping) -> None:
        self._keeping = keeping
        self._database = database
        self._store = store
        self._background = Background()

    def start(self) -> None:
        self._background.start(self._run())

    async def stop(self) -> None:
        await self._background.stop()

    async def _run(self) -> None:
        await asyncio.sleep(FIRST_S)
        while True:
            try:
                await asyncio.shield(asyncio.to_thread(self._sweep))
            except (ApiError, OSError) as error:
                _LOG.warning("files wait to be cleared: %s", error)
            await asyncio.sleep(EVERY_S)

    def _sweep(self) -> None:
        sweep(self._database, self._store)
        forget(self._database, events_days=self._keeping.events_days,
               audit_days=self._keeping.audit_days)  # fmt: skip
