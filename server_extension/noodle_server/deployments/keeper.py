"""Keeps one deployment as it is wanted: begun, changed without a gap, begun again when it crashes.

One task does all of it, so nothing of it happens twice at once. A change is a second process: the
first answers until the other is ready, and then those who wait for it; where the other cannot be,
the first stays. What a request needs is the process that is current, and nothing else.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Final, final

from nbc.errors import NoodleError
from noodle_server.background import Background
from noodle_server.clock import now
from noodle_server.deployments.frames import Frame
from noodle_server.deployments.process import WorkerProcess
from noodle_server.deployments.recent import Recent
from noodle_server.deployments.rows import Spec, Wanted
from noodle_server.errors import ApiError

BACKOFF_S: Final = (0.2, 1.0, 5.0, 15.0, 60.0)
"""How long one that has crashed waits, by crashes in a row."""

STEADY_S: Final = 60.0
"""What ran so long begins to count crashes anew."""

MORE: Final = 256
"""How many requests may be on their way besides those that may wait in the worker."""

_CRASHES: Final = ("N7064", "N7014")
"""Ends that may be another time's luck; all else is what the model or the settings are."""

Tell = Callable[["Keeper"], Awaitable[None]]


@final
class Keeper:
    """`path` gives the file of a sha256, `tell` is called after each change of `state`."""

    def __init__(self, wanted: Wanted, path: Callable[[str], Path], tell: Tell) -> None:
        self.id, self.owner_id, self.name = wanted.id, wanted.owner_id, wanted.name
        self.state = "starting"
        self.reason: NoodleError | None = None
        self.restarts = 0
        self.since = 0.0
        self.serving: Spec | None = None
        self.recent = Recent()
        self._path, self._tell = path, tell
        self._target: Spec | None = wanted.spec
        self._refused: Spec | None = None
        self._process: WorkerProcess | None = None
        self._crashes = 0
        self._changed = asyncio.Event()
        self._ending: set[asyncio.Task[None]] = set()
        self._background = Background()
        self.is_done = False
        self._background.start(self._run())

    @property
    def process(self) -> WorkerProcess | None:
        """What answers, if anything does."""
        return self._process

    @property
    def is_wanted(self) -> bool:
        return self._target is not None

    def want(self, spec: Spec | None) -> None:
        """What it is to serve from now on; None: nothing."""
        if spec != self._target:
            self._target = spec
            self._changed.set()

    async def infer(
        self, head: Mapping[str, Any], body: bytes, timeout_s: float | None
    ) -> Frame:  # fmt: skip
        """The answer's frame. Raises ApiError N7060, N7061, N7062, N7063, N7064."""
        began = time.monotonic()
        try:
            frame = await self._answer(head, body, timeout_s)
        except NoodleError as error:
            self.recent.count_error(time.monotonic(), error.code)
            raise
        ended = time.monotonic()
        queue_ns, compute_ns, rows, is_first = frame.head["took"] or (0, 0, 1, True)
        durations = ((ended - began) * 1e6, queue_ns / 1000, compute_ns / 1000)
        self.recent.count_answer(ended, durations, rows, is_first=is_first)
        return frame

    async def _answer(
        self, head: Mapping[str, Any], body: bytes, timeout_s: float | None
    ) -> Frame:  # fmt: skip
        process, spec = self._process, self.serving
        if process is None or spec is None:
            raise self.away()
        settings = spec.settings
        if process.waiting >= settings["queue_size"] + MORE:
            raise ApiError("N7061", f"{self.name} has {process.waiting} requests waiting and takes "
                           "no more", hint="ask again later", retry_after_s=1.0)  # fmt: skip
        self.recent.count_arrival(time.monotonic(), process.waiting + 1)
        limit_s = settings["timeout_s"] if timeout_s is None else timeout_s
        return await process.infer(head, body, limit_s)

    def away(self) -> ApiError:
        """What to say where nothing answers."""
        why = "" if self.reason is None else f": {self.reason.message}"
        return ApiError("N7060", f"{self.name} is {self.state}{why}", retry_after_s=1.0,
                        details={"state": self.state})  # fmt: skip

    async def end(self, limit_s: float) -> None:
        """Now, with those answered that can be in the time."""
        await self._background.stop()
        process, self._process = self._process, None
        if process is not None:
            self._let_go(process, limit_s)
        if self._ending:
            _, late = await asyncio.wait(self._ending, timeout=limit_s + 1)
            for each in late:
                each.cancel()
            if late:
                await asyncio.wait(late)

    def check_memory(self) -> None:
        """Kills what uses more than it may; then it is begun again."""
        process, spec = self._process, self.serving
        if process is None or spec is None:
            return
        used, limit = process.memory_bytes() >> 20, spec.settings["memory_limit_mb"]
        if used > limit:
            process.kill(ApiError("N7014", f"it used {used} MB of memory, {limit} MB are allowed"))

    async def _run(self) -> None:
        while True:
            self._changed.clear()
            target = self._target
            if target is None:
                break
            running = None if self._process is None else self.serving
            if self._process is not None and self._process.ended.done():
                await self._crashed(self._process.ended.result())
            elif target not in (running, self._refused):
                await self._begin(target)
            elif self._process is None and self.state == "crashed" and self.serving is not None:
                await self._begin(self.serving)  # what was wanted instead could not be begun
            else:
                await self._wait(None)
        await self._stop()

    async def _begin(self, spec: Spec) -> None:
        """Begins a process, and makes it the one that answers. Not where something else is wanted
        meanwhile."""
        if self._process is None and self.state != "crashed":
            await self._become("starting", None)
        beginning = asyncio.create_task(self._made(spec))
        changed = asyncio.create_task(self._changed.wait())
        try:
            await asyncio.wait([beginning, changed], return_when=asyncio.FIRST_COMPLETED)
        finally:
            changed.cancel()
            beginning.cancel()
            await asyncio.wait([beginning])
        if beginning.cancelled():
            return
        made = beginning.result()
        if isinstance(made, WorkerProcess):
            await self._replace(spec, made)
        else:
            await self._not_begun(spec, made)

    async def _made(self, spec: Spec) -> WorkerProcess | NoodleError:
        if spec.sha256 is None:
            return ApiError("N7034", f"version {spec.version} is gone: it was deleted")
        load = {"path": str(self._path(spec.sha256)), "name": self.name, "version": spec.version,
                "settings": dict(spec.settings),
                "memory_limit_mb": spec.settings["memory_limit_mb"]}  # fmt: skip
        try:
            return await WorkerProcess.begin(load)
        except NoodleError as error:
            return error
        except OSError as error:
            return ApiError("N7064", f"no process can be begun: {error}")

    async def _replace(self, spec: Spec, made: WorkerProcess) -> None:
        before, self._process = self._process, made
        self.serving, self.since, self._refused = spec, now(), None
        if before is not None:
            self._let_go(before, None)
        await self._become("ready", None)

    async def _not_begun(self, spec: Spec, error: NoodleError) -> None:
        """What answers goes on; where nothing does, it is tried again if that may help."""
        if self._process is not None and not self._process.ended.done():
            self._refused = spec
            await self._become("ready", error)
        elif error.code in _CRASHES:
            await self._crashed(error)
        else:
            self._refused = spec
            await self._become("failed", error)

    async def _crashed(self, reason: NoodleError) -> None:
        """Waits before it is begun again."""
        if self._process is not None and now() - self.since > STEADY_S:
            self._crashes = 0
        self._process = None
        wait_s = BACKOFF_S[min(self._crashes, len(BACKOFF_S) - 1)]
        self._crashes += 1
        self.restarts += 1
        await self._become("crashed", reason)
        await self._wait(wait_s)

    async def _wait(self, limit_s: float | None) -> None:
        """Until something else is wanted, or the process has ended."""
        waiting: list[asyncio.Future[Any]] = [asyncio.create_task(self._changed.wait())]
        if self._process is not None:
            waiting.append(self._process.ended)
        try:
            await asyncio.wait(waiting, timeout=limit_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            waiting[0].cancel()

    async def _stop(self) -> None:
        process, self._process = self._process, None
        await self._become("stopping", None)
        if process is not None:
            self._let_go(process, None)
        if self._ending:
            await asyncio.wait(self._ending)
        self.is_done = True
        await self._become("stopped", None)

    def _let_go(self, process: WorkerProcess, limit_s: float | None) -> None:
        """Ends it when it has answered; its requests' own limits see to that."""
        task = asyncio.create_task(process.end(limit_s))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _become(self, state: str, reason: NoodleError | None) -> None:
        self.state, self.reason = state, reason
        await self._tell(self)
