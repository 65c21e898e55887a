"""A piece of an upload on its way to disk: written in threads, a megabyte at a time.

Whatever happens, the file has a beginning of what was sent, and nothing else.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self, final

from noodle_server.errors import ApiError
from noodle_server.store.files import CHUNK, full_disk

_RANGE: Final = re.compile(r"bytes (\d{1,16})-(\d{1,16})/(\d{1,16})")


@final
@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes from `start` up to `end` of `size`."""

    start: int
    end: int
    size: int

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> Self:
        """As Content-Range says. Raises ApiError N7011 where Content-Length says otherwise."""
        said = _RANGE.fullmatch(headers.get("Content-Range", ""))
        if said is None:
            raise ApiError("N7011", "a piece of an upload needs a Content-Range",
                           hint="Content-Range: bytes 0-1048575/5000000")  # fmt: skip
        first, last, size = map(int, said.groups())
        made = cls(first, last + 1, size)
        length = headers.get("Content-Length")
        if last < first or (length is not None and length != str(last - first + 1)):
            raise ApiError("N7011", "Content-Range and Content-Length do not agree")
        return made

    def check(self, size: int, there: int) -> None:
        """Raises ApiError N7031 where it is not the next."""
        if self.size != size or self.end > size:
            raise ApiError("N7031", f"the upload has {size} bytes, the piece is of another",
                           details={"received": there})  # fmt: skip
        if self.start != there:
            raise ApiError("N7031", f"{there} bytes are there: the next piece begins with those",
                           hint="ask how much is there, and go on from it",
                           details={"received": there})  # fmt: skip


@final
class Receiving:
    """Takes what comes. It never raises while bytes come: `failed` says so."""

    def __init__(self, place: Path, piece: Piece) -> None:
        self._place = place
        self._left = piece.end - piece.start
        self._at = piece.start
        self._buffer = bytearray()
        self._lock = asyncio.Lock()
        self._is_open = True
        self.failed: ApiError | None = None

    async def write(self, data: bytes) -> None:
        if not self._is_open or self.failed is not None:
            self.failed = self.failed or ApiError("N7031", "somebody else goes on with the upload")
            return
        self._left -= len(data)
        if self._left < 0:
            self.failed = ApiError("N7011", "there is more in the body than Content-Range says")
            return
        self._buffer += data
        if len(self._buffer) >= CHUNK:
            await self._flush(is_last=False)

    async def finish(self) -> None:
        """All of it came and is on disk. Raises ApiError, N7009 where the disk is full."""
        await self.close()
        if self.failed is not None:
            raise self.failed
        if self._left:
            raise ApiError("N7011", "there is less in the body than Content-Range says")

    async def close(self) -> None:
        """Keeps what came and takes no more."""
        self._is_open = False
        await self._flush(is_last=True)

    async def _flush(self, *, is_last: bool) -> None:
        async with self._lock:
            data, self._buffer = bytes(self._buffer), bytearray()
            if not data:
                return
            try:
                await asyncio.to_thread(_write, self._place, self._at, data, is_last)
            except ApiError as error:
                self.failed = error
            self._at += len(data)


def _write(place: Path, at: int, data: bytes, is_last: bool) -> None:
    with full_disk():
        handle = os.open(place, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            view: Any = memoryview(data)
            while view:
                done = os.pwrite(handle, view, at)
                view, at = view[done:], at + done
            if is_last:
                os.fsync(handle)
        finally:
            os.close(handle)
