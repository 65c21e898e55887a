"""What a server and the worker of a deployment say to each other: frames over a stream socket.

A frame is its kind, a number (an answer has that of its request), a head in JSON and a body of
bytes, which is the body of an HTTP request or answer as it is. Sizes are bounded: what breaks the
bounds, or is no frame, ends the connection. Both ends are processes of one installation.
"""

from __future__ import annotations

import asyncio
import json
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Final, final

HEAD_AT_MOST: Final = 1 << 20
BODY_AT_MOST: Final = 1 << 30
"""Bytes; requests are held to less before they come here."""

_LAYOUT: Final = struct.Struct("!4sBxxxIQQ")
_MARK: Final = b"NDL1"
_SMALL_BYTES: Final = 1 << 16


@final
class Kind(IntEnum):
    """LOAD is the first of all, LOADED or REFUSED its answer. INFER is answered by ANSWER or
    REFUSED, METRICS by TEXT, CANCEL not at all."""

    LOAD = 1
    INFER = 2
    CANCEL = 3
    METRICS = 4
    LOADED = 16
    ANSWER = 17
    REFUSED = 18
    TEXT = 19


class FrameError(Exception):
    """What came is no frame."""


@final
@dataclass(frozen=True, slots=True)
class Frame:
    """`head` is JSON's values."""

    kind: Kind
    number: int = 0
    head: Mapping[str, Any] = field(default_factory=dict)
    body: bytes = b""

    def parts(self) -> tuple[bytes, ...]:
        """What to send: a large body is not copied, a small one goes in one piece."""
        head = self.encoded()
        return (head + self.body,) if len(self.body) < _SMALL_BYTES else (head, self.body)

    def encoded(self) -> bytes:
        """All but the body. Raises FrameError for what is too large."""
        head = json.dumps(self.head).encode() if self.head else b""
        if len(head) > HEAD_AT_MOST or len(self.body) > BODY_AT_MOST:
            raise FrameError(f"a frame of {len(head)} and {len(self.body)} bytes")
        return _LAYOUT.pack(_MARK, self.kind, len(head), len(self.body), self.number) + head


async def receive(reader: asyncio.StreamReader) -> Frame | None:
    """The next frame; None at the end. Raises FrameError."""
    try:
        kind, head, body, number = _parsed(await reader.readexactly(_LAYOUT.size))
        told = await reader.readexactly(head)
        return Frame(kind, number, _json(told), await reader.readexactly(body))
    except asyncio.IncompleteReadError as error:
        if error.partial:
            raise FrameError("the connection ended in a frame") from None
        return None


def receive_now(read: Callable[[int], bytes]) -> Frame | None:
    """The same for a file that waits: `read` gives so many bytes, fewer at the end."""
    start = read(_LAYOUT.size)
    if not start:
        return None
    if len(start) < _LAYOUT.size:
        raise FrameError("the connection ended in a frame")
    kind, head, body, number = _parsed(start)
    told, rest = read(head), read(body)
    if len(told) < head or len(rest) < body:
        raise FrameError("the connection ended in a frame")
    return Frame(kind, number, _json(told), rest)


def _parsed(start: bytes) -> tuple[Kind, int, int, int]:
    mark, kind, head, body, number = _LAYOUT.unpack(start)
    if mark != _MARK or head > HEAD_AT_MOST or body > BODY_AT_MOST:
        raise FrameError("what came is no frame")
    try:
        return Kind(kind), head, body, number
    except ValueError:
        raise FrameError(f"there is no kind {kind}") from None


def _json(told: bytes) -> Mapping[str, Any]:
    if not told:
        return {}
    try:
        found = json.loads(told)
    except ValueError as error:
        raise FrameError(f"a head is not JSON: {error}") from None
    if not isinstance(found, dict):
        raise FrameError("a head is no object")
    return found
