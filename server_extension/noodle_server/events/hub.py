"""Follows the table of events and hands each listener what it has asked for, in order, once.

A listener says from which event on; what it missed is read from the table, so a connection that was
lost misses nothing. Nothing is kept for a slow listener: it reads from the table at its own pace
and can hurt nobody. Processes that write events need not know of this one: it looks for new rows.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any, Final, final

from sqlalchemy import ColumnElement, Connection, func, or_, select

from noodle_server.errors import ApiError
from noodle_server.store.database import Database
from noodle_server.store.tables import EVENTS

POLL_S: Final = 0.05
BATCH: Final = 500
"""Events read at once."""

_LOG: Final = logging.getLogger(__name__)


@final
class Hub:
    """Runs from `start` to `stop`; looks for rows only while somebody listens."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last = 0
        self._changes = 0
        self._listeners = 0
        self._news = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def latest(self) -> int:
        """The number of the last event of all."""
        wanted = select(func.coalesce(func.max(EVENTS.c.seq), 0))
        return int(await self._database.read(lambda each: each.execute(wanted).scalar_one()))

    async def follow(
        self, topics: Callable[[], ColumnElement[bool]], after: int
    ) -> AsyncIterator[list[dict[str, Any]]]:
        """Events after `after` that `topics` admits, some at a time, for ever. It is asked anew
        each time, so it may change meanwhile."""
        self._listeners += 1
        try:
            while True:
                known = self._changes
                rows = await self._database.read(partial(_rows, wanted=topics(), after=after))
                if rows:
                    after = rows[-1]["seq"]
                    yield rows
                else:
                    await self._change(known)
        finally:
            self._listeners -= 1

    async def nudge(self) -> None:
        """What listeners ask for has changed: they look again."""
        async with self._news:
            self._changes += 1
            self._news.notify_all()

    async def _change(self, known: int) -> None:
        """Until something changed since `known`."""
        async with self._news:
            await self._news.wait_for(lambda: self._changes != known)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(POLL_S)
            if not self._listeners:
                continue
            try:
                last = await self.latest()
            except ApiError as error:
                _LOG.warning("events wait: %s", error)
                continue
            if last > self._last:
                self._last = last
                await self.nudge()


def among(topics: frozenset[str], owner: str | None) -> ColumnElement[bool]:
    """Events of these topics ("job/*" takes every job); `owner`: only what is theirs."""
    exact = [each for each in topics if not each.endswith("*")]
    wider = [EVENTS.c.topic.startswith(each[:-1], autoescape=True) for each in topics
             if each.endswith("*")]  # fmt: skip
    found = or_(EVENTS.c.topic.in_(exact), *wider)
    return found if owner is None else found & (EVENTS.c.owner_id == owner)


def _rows(
    connection: Connection, wanted: ColumnElement[bool], after: int
) -> list[dict[str, Any]]:  # fmt: skip
    found = select(EVENTS).where(EVENTS.c.seq > after, wanted).order_by(EVENTS.c.seq).limit(BATCH)
    return [dict(each) for each in connection.execute(found).mappings()]
