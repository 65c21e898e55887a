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
        self._task.add_done_callback(_say_end)

    @property
    def trouble(self) -> str:
        """Why it goes on no more, though nobody has stopped it; else nothing."""
        if self._task is None or not self._task.done():
            return ""
        error = None if self._task.cancelled() else self._task.exception()
        return "it has ended" if error is None else f"it has ended: {type(error).__name__}"

    async def stop(self) -> bool:
        """Cancels it and waits until it has ended; whether there was one."""
        task, self._task = self._task, None
        if task is None:
            return False
        task.cancel()
        await asyncio.wait([task])
        return True


@final
class Turns:
    """A turn of work when it is woken, and after `poll_s` at the latest. What one turn cannot do
    the next one tries again, whatever the reason was; `name` is what the log says waits."""

    def __init__(self, name: str, turn: Callable[[], Awaitable[None]], poll_s: float) -> None:
        self._name, self._turn, self._poll_s = name, turn, poll_s
        self._wake = asyncio.Event()
        self._background = Background()
        self._failed = ""

    def start(self) -> None:
        self._background.start(self._run())

    async def stop(self) -> None:
        await self._background.stop()

    def wake(self) -> None:
        """There may be something to do."""
        self._wake.set()

    @property
    def trouble(self) -> str:
        """Why the last turn was not done, if it was not."""
        return self._background.trouble or self._failed

    async def _run(self) -> None:
        while True:
            try:
                await self._turn()
                self._failed = ""
            except Exception as error:  # noqa: BLE001  # dispatch: no turn may be the last
                self._failed = f"its last turn failed: {type(error).__name__}"
                is_known = isinstance(error, ApiError | OSError | SQLAlchemyError)
                _LOG.warning("%s wait: %s", self._name, error, exc_info=not is_known)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._poll_s):  # `wait_for` may swallow a cancellation
                    await self._wake.wait()
            self._wake.clear()


def _say_end(task: asyncio.Task[None]) -> None:
    """A task that fails would be heard of only when it is stopped."""
    if not task.cancelled() and (error := task.exception()) is not None:
        _LOG.error("work beside the requests has ended", exc_info=error)
