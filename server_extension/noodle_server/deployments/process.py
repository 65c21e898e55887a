"""The process of one deployed model, and the way to it: begun, asked, emptied, ended.

Each request has a number and a future; what comes back settles it. When the process ends, by itself
or because it was killed, all that wait are told so at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from typing import Any, Final, Self, final

import psutil

from nbc.errors import ModelError, NoodleError
from noodle_server.deployments.frames import Frame, FrameError, Kind, receive
from noodle_server.errors import STATUSES, ApiError

START_S: Final = 300.0
"""How long a model may take to be loaded and tried."""

BYTES_AT_MOST: Final = 512 << 20
"""Bytes of requests that are on their way to one process."""

_LAST_WORDS: Final = 2000
_BUFFER: Final = 1 << 20
_ONE_THREAD: Final = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
"""ONNX Runtime has threads of its own; NumPy's would only be in their way."""


@final
class WorkerProcess:
    """`begin` makes one, which is ready then."""

    def __init__(self, process: Process, reader: asyncio.StreamReader,
                 writer: asyncio.StreamWriter) -> None:  # fmt: skip
        self._process = process
        self._reader, self._writer = reader, writer
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Frame]] = {}
        self._bytes = 0
        self._words = b""
        self._idle = asyncio.Event()
        self._idle.set()
        self.ended: asyncio.Future[ApiError] = asyncio.get_running_loop().create_future()
        """Why it has ended, once it has."""
        self._reason: ApiError | None = None
        self.about: Mapping[str, Any] = {}
        loop = asyncio.get_running_loop()
        self._tasks = [loop.create_task(self._listen()), loop.create_task(self._hear())]

    @classmethod
    async def begin(cls, load: Mapping[str, Any]) -> Self:
        """A process that has loaded its model. `load` is what `worker/__main__.py` takes. Raises
        NoodleError for what the model is, N7015 where it takes too long, N7064 where it ends."""
        made = await cls._connected()
        is_ready = False
        try:
            async with asyncio.timeout(START_S):
                told = await made._ask(Kind.LOAD, load)
            made.about = told.head
            is_ready = True
        except TimeoutError:
            raise ApiError("N7015", f"it was not ready in {START_S:g} s") from None
        finally:
            if not is_ready:
                await made._end_now()
        return made

    @classmethod
    async def _connected(cls) -> Self:
        """A process that has not loaded anything."""
        ours, theirs = socket.socketpair()
        is_connected = False
        try:
            with theirs:
                process = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", "noodle_server.deployments.worker", str(theirs.fileno()),
                    pass_fds=[theirs.fileno()], stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE,
                    start_new_session=True, env={**os.environ, **_ONE_THREAD},
                )  # fmt: skip
            made = cls(process, *await asyncio.open_connection(sock=ours, limit=_BUFFER))
            is_connected = True
        finally:
            if not is_connected:
                ours.close()  # at whose end the process ends
        return made

    @property
    def waiting(self) -> int:
        """Requests that were sent and are not answered."""
        return len(self._waiting)

    @property
    def pid(self) -> int:
        return self._process.pid

    def memory_bytes(self) -> int:
        """What it uses just now."""
        try:
            return int(psutil.Process(self.pid).memory_info().rss)
        except psutil.Error:
            return 0

    async def infer(self, head: Mapping[str, Any], body: bytes, timeout_s: float) -> Frame:
        """The answer. Raises ApiError N7061 where too much is on its way, N7062, N7063, N7064."""
        if self._bytes + len(body) > BYTES_AT_MOST:
            raise ApiError("N7061", f"{self._bytes >> 20} MB of requests are on their way already",
                           retry_after_s=1.0)  # fmt: skip
        return await self._ask(Kind.INFER, head, body, timeout_s)

    async def metrics(self, timeout_s: float) -> str:
        """What it has counted, as Prometheus reads it."""
        return (await self._ask(Kind.METRICS, {}, b"", timeout_s)).body.decode()

    async def empty(self, limit_s: float | None) -> bool:
        """Waits until all are answered; whether they are."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(limit_s):
                await self._idle.wait()
        return not self._waiting

    async def end(self, limit_s: float | None) -> None:
        """Answers those who wait, then ends it. Nobody may ask any more."""
        try:
            await self.empty(limit_s)
        finally:
            await self._end_now()

    async def _end_now(self) -> None:
        """Nothing of it is left then."""
        self.kill()
        await asyncio.wait([self.ended])

    def kill(self, reason: ApiError | None = None) -> None:
        """`reason` is what those who wait are told; `ended` has it once it is gone."""
        self._reason = self._reason or reason
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                # Not the process's own `kill`, which looks first whether it has ended: then the one
                # who waits for it does not learn how.
                os.kill(self.pid, signal.SIGKILL)

    async def _ask(
        self, kind: Kind, head: Mapping[str, Any], body: bytes = b"", timeout_s: float | None = None
    ) -> Frame:  # fmt: skip
        if self.ended.done():
            raise self._lost()
        number = next(self._numbers)
        future: asyncio.Future[Frame] = asyncio.get_running_loop().create_future()
        self._waiting[number] = future
        self._bytes += len(body)
        self._idle.clear()
        try:
            async with asyncio.timeout(timeout_s):
                for each in Frame(kind, number, head, body).parts():
                    self._writer.write(each)
                await self._writer.drain()
                return _checked(await future)
        except (TimeoutError, asyncio.CancelledError) as error:
            if not self._writer.is_closing():
                self._writer.write(Frame(Kind.CANCEL, number).encoded())
            if isinstance(error, asyncio.CancelledError) or timeout_s is None:
                raise
            raise ApiError("N7062", f"there was no answer in {timeout_s:g} s",
                           hint="allow more time, or ask less at once") from None  # fmt: skip
        except ConnectionError:
            await asyncio.wait([self.ended])
            raise self._lost() from None
        finally:
            del self._waiting[number]
            self._bytes -= len(body)
            if not self._waiting:
                self._idle.set()

    async def _listen(self) -> None:
        """Settles futures until the connection ends; then the process is at its end too."""
        with contextlib.suppress(FrameError, ConnectionError):
            while (frame := await receive(self._reader)) is not None:
                future = self._waiting.get(frame.number)
                if future is not None and not future.done():
                    future.set_result(frame)
        self.kill()
        code = await self._process.wait()
        await self._tasks[1]
        self.ended.set_result(self._reason or self._why(code))
        for future in self._waiting.values():
            if not future.done():
                future.set_exception(self._lost())
        self._writer.close()

    def _lost(self) -> ApiError:
        """What those are told who wait."""
        reason = self.ended.result()
        return ApiError("N7064", reason.message, hint="ask again: it is begun anew",
                        details=reason.details, retry_after_s=1.0)  # fmt: skip

    async def _hear(self) -> None:
        """Keeps the last of what it says."""
        assert self._process.stderr is not None
        while part := await self._process.stderr.read(1 << 16):
            self._words = (self._words + part)[-_LAST_WORDS:]

    def _why(self, code: int) -> ApiError:
        how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        words = self._words.decode(errors="replace").strip()
        return ApiError("N7064", f"its process ended by itself: {how}",
                        details={"last_words": words} if words else {})  # fmt: skip


def _checked(frame: Frame) -> Frame:
    """Raises ApiError for what was refused."""
    if frame.kind is not Kind.REFUSED:
        return frame
    told = frame.head
    raise refused(told["code"], told["message"], told["hint"], told["details"])


def refused(
    code: str, message: str, hint: str | None, details: Mapping[str, Any]
) -> NoodleError:  # fmt: skip
    """An error that a worker has told."""
    if code not in STATUSES:
        return ModelError(code, message, hint=hint)
    wait_s = 1.0 if STATUSES[code] == 503 else None
    return ApiError(code, message, hint=hint, details=details, retry_after_s=wait_s)
