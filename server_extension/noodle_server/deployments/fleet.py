"""All deployments of this server: what the table says is to run, against what runs.

It looks at the table when it is woken, and twice a second, so that changes of other servers and
aliases that have moved are seen. What was to run runs again when the server starts; processes end
with it. Several servers on one database each run all deployments, as replicas.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any, Final, final

from noodle_server.background import Background, Turns
from noodle_server.deployments.keeper import Keeper
from noodle_server.deployments.recent import Recent
from noodle_server.deployments.rows import anything_moved, follow, topic_of, wanted
from noodle_server.deployments.scraping import Scraped
from noodle_server.errors import ApiError
from noodle_server.events.hub import Hub
from noodle_server.events.outbox import write_event
from noodle_server.identity.callers import Caller
from noodle_server.store.database import Database
from noodle_server.store.files import FileStore

POLL_S: Final = 0.5
TICK_S: Final = 1.0
"""How often memory is looked at, and figures go to those who follow them."""

END_S: Final = 5.0
"""How long a server that ends waits for answers."""

SCRAPE_S: Final = 2.0
_LOG: Final = logging.getLogger(__name__)


@final
class Fleet:
    """Runs from `start` to `stop`."""

    def __init__(self, database: Database, store: FileStore, hub: Hub) -> None:
        self._database, self._store, self._hub = database, store, hub
        self._keepers: dict[str, Keeper] = {}
        self._looking = Turns("deployments", self._turn, POLL_S)
        self._ticking = Background()
        self.has_looked = False
        self.scraped = Scraped()

    def start(self) -> None:
        self._looking.start()
        self._ticking.start(self._tick())

    async def stop(self) -> None:
        """Ends all processes."""
        await self._looking.stop()
        await self._ticking.stop()
        await asyncio.gather(*(each.end(END_S) for each in self._keepers.values()))
        self._keepers.clear()

    @property
    def trouble(self) -> str:
        return self._looking.trouble or self._ticking.trouble

    def wake(self) -> None:
        """Something is wanted."""
        self._looking.wake()

    def find(self, deployment_id: str) -> Keeper | None:
        return self._keepers.get(deployment_id)

    def own(self, caller: Caller, deployment_id: str) -> Keeper | None:
        """One that runs and that the caller may see, without a look at the table: nobody's becomes
        another's, and what is deleted is forgotten."""
        found = self._keepers.get(deployment_id)
        if found is None or not found.is_wanted:
            return None
        return found if caller.sees_all or found.owner_id == caller.user_id else None

    def named(self, caller: Caller, name: str) -> Keeper | None:
        """The caller's own of that name, likewise."""
        for each in self._keepers.values():
            if each.name == name and each.owner_id == caller.user_id and each.is_wanted:
                return each
        return None

    def forget(self, deployment_id: str) -> None:
        """It was deleted: who asks from now on does not find it. Who has asked is answered."""
        if (found := self._keepers.get(deployment_id)) is not None:
            found.want(None)
        self.wake()

    @property
    def is_starting(self) -> bool:
        """Whether something that is to run was not begun yet."""
        return not self.has_looked or any(
            each.state == "starting" for each in self._keepers.values()
        )

    async def scrape(self) -> None:
        """Reads what all workers count into `scraped`."""
        running = [(each.owner_id, each.process) for each in self._keepers.values()
                   if each.process is not None]  # fmt: skip
        texts = await asyncio.gather(
            *(process.metrics(SCRAPE_S) for _, process in running), return_exceptions=True
        )
        self.scraped.hold([(owner, text) for (owner, _), text in zip(running, texts, strict=True)
                           if isinstance(text, str)])  # fmt: skip

    async def _turn(self) -> None:
        if await self._database.read(anything_moved):
            await self._database.write(follow)
        found = {each.id: each for each in await self._database.read(wanted)}
        for name, keeper in list(self._keepers.items()):
            if keeper.is_done:
                del self._keepers[name]
                self._hub.forget(topic_of(name))
            elif name not in found:
                keeper.want(None)
        for name, each in found.items():
            known = self._keepers.get(name)
            if known is None:
                self._keepers[name] = Keeper(each, self._store.path, self._tell)
            elif not known.is_done:
                known.want(each.spec)
        self.has_looked = True

    async def _tell(self, keeper: Keeper) -> None:
        """A change of state, as an event."""
        reason = keeper.reason
        told: dict[str, Any] = {
            "state": keeper.state, "restarts": keeper.restarts,
            "version": keeper.serving.version if keeper.process and keeper.serving else None,
            "reason": reason and {"error_code": reason.code, "error_message": reason.message},
        }  # fmt: skip
        try:
            await self._database.write(lambda connection: write_event(
                connection, topic_of(keeper.id), "state", keeper.owner_id, told))  # fmt: skip
        except ApiError as error:
            _LOG.warning("a deployment's state is not told: %s", error)
        if keeper.is_done:
            self._looking.wake()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            for each in list(self._keepers.values()):
                each.check_memory()
                if self._hub.is_followed(topic_of(each.id), "live", each.owner_id):
                    await self._hub.say(topic_of(each.id), "live", each.owner_id,
                                        figures(each, window_s=60, seconds=1))  # fmt: skip


def figures(keeper: Keeper | None, window_s: int, seconds: int | None = None) -> dict[str, Any]:
    """What a deployment did lately (`schemas.deployments.DeploymentMetrics`); of `seconds` the last
    so many."""
    process = None if keeper is None else keeper.process
    found = _NOTHING if keeper is None else keeper.recent
    made = found.shown(time.monotonic(), window_s)
    if seconds is not None:
        made["seconds"] = made["seconds"][-seconds:]
    serving = keeper.serving if keeper is not None and process is not None else None
    return {
        **made, "state": "stopped" if keeper is None else keeper.state,
        "version": None if serving is None else serving.version,
        "at_work": 0 if process is None else process.waiting,
        "memory_mb": 0.0 if process is None else round(process.memory_bytes() / 2**20, 1),
    }  # fmt: skip


_NOTHING: Final = Recent()
