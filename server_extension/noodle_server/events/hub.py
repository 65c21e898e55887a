"""Follows the table of events and hands each listener what it has asked for, in order, once.

New events are read and encoded once for all who are up to date; who is behind, or was away, reads
the table from where it was. Nothing is kept for a slow listener, so it can hurt nobody. Processes
that write events need not know of this one: it looks for new rows while somebody listens.

What is only of this moment (`say`) is told to those who listen now, and never comes again.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import deque
from collections.abc import AsyncIterator, Mapping, Set
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import starmap
from typing import Any, Final, final

from sqlalchemy import ColumnElement, Connection, RowMapping, false, func, or_, select, true

from noodle_server.background import Background
from noodle_server.clock import now
from noodle_server.errors import ApiError
from noodle_server.store.database import Database
from noodle_server.store.tables import EVENTS

POLL_S: Final = 0.05
BATCH: Final = 500
"""Events read at once."""

RECENT: Final = 2000
"""Events kept for those who are up to date, or nearly."""

_LOG: Final = logging.getLogger(__name__)


@final
@dataclass(frozen=True, slots=True)
class Happened:
    """An event, and its JSON as it goes out."""

    seq: int
    topic: str
    kind: str
    owner_id: str
    payload: Mapping[str, Any]
    at: float
    text: bytes = field(repr=False, compare=False, default=b"")
    change: int = 0
    """Of what is not in the table: with which change it was said."""


@final
@dataclass(slots=True)
class Wanted:
    """What a listener has asked for: topics ("job/*" takes every job) with the kinds of events that
    are wanted of each (None: all), and whose (None: anybody's). It may be changed while it is
    followed; `Hub.nudge` then tells."""

    owner: str | None
    topics: dict[str, Set[str] | None] = field(default_factory=dict)

    def admits(self, event: Happened) -> bool:
        return self.follows(event.topic, event.kind, event.owner_id)

    def follows(self, topic: str, kind: str, owner_id: str) -> bool:
        if self.owner is not None and owner_id != self.owner:
            return False
        for name in (topic, f"{topic.partition('/')[0]}/*", "*"):
            kinds = self.topics.get(name, ())
            if kinds is None or kind in kinds:
                return True
        return False

    def condition(self) -> ColumnElement[bool]:
        """The same for the database."""
        found = or_(false(), *starmap(_meant, self.topics.items()))
        return found & (true() if self.owner is None else EVENTS.c.owner_id == self.owner)


@final
class Hub:
    """Runs from `start` to `stop`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._recent: deque[Happened] = deque(maxlen=RECENT)
        self._before = self._last = 0
        self._changes = 0
        self._listeners: dict[object, Wanted] = {}
        self._said: dict[str, Happened] = {}
        self._news = asyncio.Condition()
        self._background = Background()

    def start(self) -> None:
        self._background.start(self._run())

    async def stop(self) -> None:
        await self._background.stop()

    @property
    def trouble(self) -> str:
        return self._background.trouble

    async def latest(self) -> int:
        """The number of the last event of all."""
        wanted = select(func.coalesce(func.max(EVENTS.c.seq), 0))
        return int(await self._database.read(lambda each: each.execute(wanted).scalar_one()))

    async def follow(self, wanted: Wanted, after: int) -> AsyncIterator[list[Happened]]:
        """Events after `after` that are wanted, some at a time, for ever."""
        me = object()
        self._listeners[me] = wanted
        heard = self._changes
        try:
            while True:
                known = self._changes
                said = [each for each in self._said.values()
                        if each.change > heard and wanted.admits(each)]  # fmt: skip
                heard = known
                if said:
                    yield [replace(each, seq=after) for each in said]
                if self._recent and after >= self._before:
                    found = [each for each in self._recent
                             if each.seq > after and wanted.admits(each)]  # fmt: skip
                    after = max(after, self._last)
                else:
                    found, after = await self._from_table(wanted, after)
                if found:
                    yield found
                elif after >= self._last:
                    await self._change(known)
        finally:
            del self._listeners[me]

    async def nudge(self) -> None:
        """Something has changed: listeners look again."""
        async with self._news:
            self._changes += 1
            self._news.notify_all()

    def is_followed(self, topic: str, kind: str, owner_id: str) -> bool:
        """Whether somebody listens to what is said of it."""
        return any(each.follows(topic, kind, owner_id) for each in self._listeners.values())

    async def say(self, topic: str, kind: str, owner_id: str, payload: Mapping[str, Any]) -> None:
        """Tells those who listen now. Only the newest of a topic is kept, until it is forgotten."""
        at = now()
        told = {"topic": topic, "kind": kind, "payload": payload, "at": at}
        text = json.dumps({"type": "live", "event": told}).encode()
        self._said[topic] = Happened(0, topic, kind, owner_id, payload, at, text,
                                     self._changes + 1)  # fmt: skip
        await self.nudge()

    def forget(self, topic: str) -> None:
        self._said.pop(topic, None)

    async def _from_table(self, wanted: Wanted, after: int) -> tuple[list[Happened], int]:
        """The next events of the table that are wanted, and up to where it was looked through."""
        last = await self.latest()
        rows = await self._database.read(
            partial(_rows, wanted=wanted.condition(), after=after, last=last)
        )
        return rows, rows[-1].seq if len(rows) == BATCH else max(last, after)

    async def _change(self, known: int) -> None:
        """Until something has changed since `known`."""
        async with self._news:
            await self._news.wait_for(lambda: self._changes != known)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(POLL_S)
            if not self._listeners:
                self._recent.clear()
                continue
            try:
                await self._look()
            except ApiError as error:
                _LOG.warning("events wait: %s", error)

    async def _look(self) -> None:
        """Reads what is new."""
        if not self._recent:
            self._before = self._last = await self._newest_known()
        rows = await self._database.read(partial(_rows, wanted=true(), after=self._last, last=None))
        if not rows:
            return
        over = len(self._recent) + len(rows) - RECENT
        if over > 0:
            known = [*self._recent, *rows]
            self._before = known[over - 1].seq
        self._recent.extend(rows)
        self._last = rows[-1].seq
        await self.nudge()

    async def _newest_known(self) -> int:
        """From where on to keep events, when nobody listened before."""
        return max(self._last, await self.latest() - BATCH)


def _meant(topic: str, kinds: Set[str] | None) -> ColumnElement[bool]:
    """A topic for the database."""
    found = (EVENTS.c.topic.startswith(topic[:-1], autoescape=True) if topic.endswith("*") else
             EVENTS.c.topic == topic)  # fmt: skip
    return found if kinds is None else found & EVENTS.c.kind.in_(kinds)


def _rows(
    connection: Connection, wanted: ColumnElement[bool], after: int, last: int | None
) -> list[Happened]:  # fmt: skip
    found = select(EVENTS).where(EVENTS.c.seq > after, wanted).order_by(EVENTS.c.seq).limit(BATCH)
    if last is not None:
        found = found.where(EVENTS.c.seq <= last)
    return [_happened(each) for each in connection.execute(found).mappings()]


def _happened(row: RowMapping) -> Happened:
    shown = {name: row[name] for name in ("seq", "topic", "kind", "payload", "at")}
    return Happened(**row, text=json.dumps({"type": "event", "event": shown}).encode())
