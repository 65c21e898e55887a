"""Sends a file, or the part of it that was asked for, a megabyte at a time: the next is read when
the last was taken, so a client that reads slowly costs no more than one.

It is always something to save, never to show: whatever is in it, no browser opens it here.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any, Final
from urllib.parse import quote

from tornado.web import RequestHandler

from noodle_server.errors import ApiError, not_found
from noodle_server.services.downloads import Download
from noodle_server.store.files import CHUNK

TAKEN_S: Final = 120.0
"""How long a client may take for a megabyte; then its connection is closed, and it may ask for the
rest of the file."""

_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


async def send(handler: RequestHandler, file: Download) -> None:
    """The answer, to its end. Raises ApiError N7003 where the file is gone, N7035 for a part that
    it does not have."""
    if not await asyncio.to_thread(file.path.is_file):
        raise not_found("file", file.name)
    tag = f'"{file.sha256}"'
    start, end = 0, file.size_bytes
    asked = handler.request.headers.get("Range", "")
    if asked and handler.request.headers.get("If-Range", tag) == tag:
        start, end = _part(asked, file.size_bytes)
    _set_headers(handler, file, tag)
    if _is_known(handler.request.headers.get("If-None-Match", ""), tag):
        handler.set_status(304)
        await handler.finish()
        return
    if (start, end) != (0, file.size_bytes):
        handler.set_status(206)
        handler.set_header("Content-Range", f"bytes {start}-{end - 1}/{file.size_bytes}")
    handler.set_header("Content-Length", end - start)
    if handler.request.method != "HEAD":
        await _write(handler, file, start, end)
    await handler.finish()


def _set_headers(handler: RequestHandler, file: Download, tag: str) -> None:
    plain = file.name.encode("ascii", "replace").decode().replace("?", "_")
    handler.set_header("Content-Type", "application/octet-stream")
    both = f"filename=\"{plain}\"; filename*=UTF-8''{quote(file.name)}"
    handler.set_header("Content-Disposition", f"attachment; {both}")
    handler.set_header("Content-Security-Policy", "default-src 'none'; sandbox")
    handler.set_header("Cache-Control", "private, no-cache")
    handler.set_header("Accept-Ranges", "bytes")
    handler.set_header("ETag", tag)


async def _write(handler: RequestHandler, file: Download, start: int, end: int) -> None:
    opened = await asyncio.to_thread(file.path.open, "rb")
    with opened:
        opened.seek(start)
        while start < end:
            data = await asyncio.to_thread(opened.read, min(CHUNK, end - start))
            if not data:
                return  # shorter than promised: the connection is closed, and says so
            start += len(data)
            handler.write(data)
            try:
                async with asyncio.timeout(TAKEN_S):
                    await handler.flush()
            except TimeoutError:
                connection: Any = handler.request.connection
                connection.stream.close()
                return


def _is_known(said: str, tag: str) -> bool:
    return any(each.strip().removeprefix("W/") in (tag, "*") for each in said.split(","))


def _part(said: str, size: int) -> tuple[int, int]:
    """From where to where. What is no range, and several of them, is the whole."""
    found = _RANGE.fullmatch(said.strip())
    if found is None or found.groups() == ("", ""):
        return 0, size
    first, last = found.groups()
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), min(size, int(last) + 1 if last else size)
    if start >= end:
        raise ApiError("N7035", f"the file has {size} bytes, {said} is no part of it",
                       details={"size_bytes": size})  # fmt: skip
    return start, end
