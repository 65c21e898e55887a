"""Work that goes on beside the requests, in the loop, from its start until it is stopped."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final, final

from sqlalchemy.exc import SQLAlchemyError

from noodle_server.errors import ApiError

_LOG: Final = logging.getLogger(__name__)


@final
class Background:
    """One task, if it was started."""

    def __init__(self) -> None:
        self._task: asyncio.Task[None] | None = None

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        self._task = asyncio.get_running_loop().create_task(work)

    @property
    def has_ended(self) -> bool:
        """Whether it was started and goes on no more: what never ends has failed then."""
        return self._task is not None and self._task.done()

    async def stop(self) -> bool:
        """Cancels it and waits until it has ended; whether there was one."""
        if self._task is None:
            return False
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task
        return True


@final
class Turns:
    """A turn of work when it is woken, and after `poll_s` at the latest. Where the database or the
    machine refuses, the next turn tries again; `name` is what the log says waits."""

    def __init__(self, name: str, turn: Callable[[], Awaitable[None]], poll_s: float) -> None:
        self._name, self._turn, self._poll_s = name, turn, poll_s
        self._wake = asyncio.Event()
        self._background = Background()

    def start(self) -> None:
        self._background.start(self._run())

    async def stop(self) -> None:
        await self._background.stop()

    def wake(self) -> None:
        """There may be something to do."""
        self._wake.set()

    @property
    def has_ended(self) -> bool:
        return self._background.has_ended

    async def _run(self) -> None:
        while True:
            try:
                await self._turn()
            except (ApiError, OSError, SQLAlchemyError) as error:
                _LOG.warning("%s wait: %s", self._name, error)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self._poll_s)
            self._wake.clear()
