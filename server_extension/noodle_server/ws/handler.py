"""The one WebSocket handler: who may, what is subscribed to, and events out as they happen.

A client that reads slowly waits for itself alone: nothing is kept for it, and where it takes
nothing at all for a while it is sent away (1013) and may come back with the number of its last
event. Who is no longer signed in is sent away too (4401).
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import struct
from typing import Any, Final

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from pydantic import BaseModel, ValidationError
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from noodle_server.errors import ApiError
from noodle_server.events.hub import Wanted
from noodle_server.identity.callers import Caller
from noodle_server.identity.provider import caller_of
from noodle_server.schemas.checking import refusal
from noodle_server.services.all import Services
from noodle_server.ws.messages import Command, Incoming, Ping, Subscribe, Unsubscribe
from noodle_server.ws.topics import may_follow, meant

TOPICS_AT_MOST: Final = 200
STUCK_S: Final = 20.0
"""How long a client may take nothing."""

CHECK_S: Final = 1.0
"""How often it is looked whether the caller's login or key has run out. Who is signed out is sent
away at once, by `identity/provider.py`."""

MESSAGES_A_SECOND: Final = 50
"""More than these, for a while, and a client is sent away."""

_TRY_AGAIN, _TOO_MANY, _SIGNED_OUT = 1013, 4429, 4401
_TEXT_FRAME: Final = 0x81


class EventsHandler(WebSocketMixin, WebSocketHandler, JupyterHandler):
    """`first` is the topic that a path is for, its identifier in braces; None where clients say."""

    def initialize(self, services: Services, first: str | None) -> None:
        self.services = services
        self.first = first
        self.tasks: list[asyncio.Task[None]] = []
        self.allowance = float(MESSAGES_A_SECOND)

    @allow_unauthenticated
    async def get(self, *args: Any, **path: str) -> None:
        """Checks who calls before the connection is taken on."""
        caller = caller_of(self.current_user, self.identity_provider)
        if caller is None:
            self.set_header("WWW-Authenticate", 'Bearer realm="noodle"')
            raise HTTPError(401)
        if not any(may_follow(caller, each) for each in meant({self.first or "*"}, caller)):
            raise HTTPError(403)
        self.caller: Caller = caller
        self.wanted = Wanted(None if caller.sees_all else caller.user_id)
        if self.first is not None:
            self.wanted.topics[self.first.format(**path)] = None
        self.position = await self.services.hub.latest()
        after = self.get_query_argument("after", None)
        if after is not None:
            self.position = int(after) if after.isdigit() and len(after) < 19 else self.position
        await super().get(*args, **path)

    def get_compression_options(self) -> None:
        """None: events are encoded once for all, as frames."""
        return

    def open(self, *_: Any, **__: Any) -> None:
        super().open()
        self.set_nodelay(True)
        self.services.system.measures.connections.inc()
        self._send({"type": "hello", "topics": sorted(self.wanted.topics), "seq": self.position})
        loop = asyncio.get_running_loop()
        self.tasks = [loop.create_task(self._follow()), loop.create_task(self._watch())]

    def on_close(self) -> None:
        super().on_close()
        if self.tasks:
            self.services.system.measures.connections.dec()
        for each in self.tasks:
            each.cancel()

    async def on_message(self, message: str | bytes) -> None:
        """A message from the client. One that does not fit is answered; the connection stays."""
        self.allowance -= 1
        if self.allowance < 0:
            self.close(_TOO_MANY, "too many messages")
            return
        try:
            given = Incoming.validate_json(message)
        except ValidationError as error:
            self._send(_error("N7004", refusal(error).message))
            return
        if isinstance(given, Subscribe):
            await self._subscribe(given)
        elif isinstance(given, Unsubscribe):
            for each in meant(given.topics, self.caller):
                self.wanted.topics.pop(each, None)
            self._send({"type": "unsubscribed", "topics": sorted(self.wanted.topics)})
        elif isinstance(given, Ping):
            self._send({"type": "pong", "id": given.id})
        else:
            await self._command(given)

    async def _subscribe(self, given: Subscribe) -> None:
        topics = meant(given.topics, self.caller)
        if len(self.wanted.topics.keys() | topics) > TOPICS_AT_MOST:
            self._send(_error("N7040", f"at most {TOPICS_AT_MOST} topics at once"))
            return
        refused = sorted(each for each in topics if not may_follow(self.caller, each))
        if refused:
            self._send(_error("N7002", f"{self.caller.username} may not follow {refused[0]}"))
            return
        kinds = None if given.kinds is None else frozenset(given.kinds)
        self.wanted.topics.update(dict.fromkeys(topics, kinds))
        self._send({"type": "subscribed", "topics": sorted(self.wanted.topics)})
        if given.after is not None:
            self.position = given.after
            self._restart()

    def _restart(self) -> None:
        """Follows from another event on."""
        self.tasks[0].cancel()
        self.tasks[0] = asyncio.get_running_loop().create_task(self._follow())

    async def _command(self, given: Command) -> None:
        try:
            system = self.services.system
            answer = {"get_status": system.status, "get_metrics": system.metrics}[given.name]
            made: BaseModel = await answer(self.caller)
        except ApiError as error:
            self._send(_error(error.code, error.message) | {"id": given.id})
            return
        self._send({"type": "result", "id": given.id, "value": made.model_dump(mode="json")})

    async def _follow(self) -> None:
        """Sends events for as long as the client takes them."""
        with contextlib.suppress(StreamClosedError, WebSocketClosedError):
            async for events in self.services.hub.follow(self.wanted, self.position):
                frames = b"".join(_frame(each.text) for each in events)
                self.position = events[-1].seq
                try:
                    async with asyncio.timeout(STUCK_S):
                        await self._write(frames)
                except TimeoutError:
                    self.close(_TRY_AGAIN, "too slow: come back with your last event")
                    return

    async def _write(self, frames: bytes) -> None:
        """Frames that stand, past tornado's own encoding of each message for each client."""
        connection = self.ws_connection
        stream = getattr(connection, "stream", None)
        if connection is None or stream is None:
            raise WebSocketClosedError
        await stream.write(frames)

    async def _watch(self) -> None:
        """Whether the caller is still signed in; and how many messages there may be."""
        while True:
            await asyncio.sleep(CHECK_S)
            self.allowance = min(self.allowance + MESSAGES_A_SECOND * CHECK_S,
                                 4.0 * MESSAGES_A_SECOND)  # fmt: skip
            if not self.services.is_signed_in(self.caller):
                self.close(_SIGNED_OUT, "signed out")
                return

    def _send(self, message: dict[str, Any]) -> None:
        with contextlib.suppress(WebSocketClosedError):
            self.write_message(json.dumps(message))


def _frame(text: bytes) -> bytes:
    """A text frame as a server sends it (RFC 6455, section 5.2)."""
    size = len(text)
    if size < 126:
        return struct.pack("!BB", _TEXT_FRAME, size) + text
    if size < 1 << 16:
        return struct.pack("!BBH", _TEXT_FRAME, 126, size) + text
    return struct.pack("!BBQ", _TEXT_FRAME, 127, size) + text


def _error(code: str, message: str) -> dict[str, Any]:
    return {"type": "error", "error_code": code, "error_message": message}
