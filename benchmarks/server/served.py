"""The server that is measured, as an extension beside the API.

It brings what tornado does by itself: a handler that answers, and WebSockets that are written to
one by one. `/bare/publish/<which>` has a number of events sent, by the API's way or by
tornado's.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, Final

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.serverapp import ServerApp
from sqlalchemy import Connection
from tornado.web import RequestHandler
from tornado.websocket import WebSocketHandler

from noodle_server.events.outbox import write_event

EVENTS: Final = 200
PAYLOAD: Final = {"text": "x" * 100}
LAST: Final = "the last"
TOKEN: Final = "of-the-benchmark"


class Bare(RequestHandler):
    """As little as tornado can do, with a body as long as the API's."""

    @allow_unauthenticated
    def get(self) -> None:
        self.set_header("Content-Type", "application/json")
        self.write('{"username": "' + "x" * 250 + '"}')


class BareSocket(WebSocketHandler):
    """Is written to by `write_message`."""

    open_ones: Final[set[BareSocket]] = set()

    @allow_unauthenticated
    async def get(self, *args: Any, **kwargs: Any) -> None:
        await super().get(*args, **kwargs)

    def open(self, *_: str, **__: str) -> None:
        self.open_ones.add(self)

    def on_close(self) -> None:
        self.open_ones.discard(self)

    async def on_message(self, message: str | bytes) -> None:
        """Nothing is said."""


class Publish(RequestHandler):
    """Sends the events."""

    def initialize(self, server: ServerApp) -> None:
        (self.app,) = server.extension_manager.extension_apps["noodle_server"]

    @allow_unauthenticated
    async def get(self, which: str) -> None:
        payloads = [{**PAYLOAD, "number": number} for number in range(EVENTS - 1)] + [
            {"text": LAST}
        ]
        if which == "api":
            await self.app.services.database.write(partial(_write, payloads=payloads))
            return
        for each in payloads:
            text = json.dumps({"type": "event", "event": each})
            await asyncio.gather(*(one.write_message(text) for one in BareSocket.open_ones))


class Hold(RequestHandler):
    """From here on jobs are taken on and not begun: what they do is not measured."""

    def initialize(self, server: ServerApp) -> None:
        (self.app,) = server.extension_manager.extension_apps["noodle_server"]

    @allow_unauthenticated
    async def get(self) -> None:
        await self.app.dispatcher.stop()


def _write(connection: Connection, payloads: Iterable[dict[str, Any]]) -> None:
    for each in payloads:
        write_event(connection, "system", "note", "local", each)


def _load_jupyter_server_extension(server: ServerApp) -> None:
    """As Jupyter Server asks for it of each of its extensions."""
    base = server.base_url.rstrip("/")
    server.web_app.add_handlers(".*$", [
        (base + r"/bare", Bare), (base + r"/bare/socket", BareSocket),
        (base + r"/bare/publish/(api|bare)", Publish, {"server": server}),
        (base + r"/bare/hold", Hold, {"server": server}),
    ])  # fmt: skip


def command(port: int, folder: Path) -> list[str]:
    """Starts the server."""
    extensions = ("noodle_server", "benchmarks.server.served")
    return [
        sys.executable, "-m", "jupyter_server", "--allow-root", "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={folder}",
        "--ServerApp.open_browser=False", f"--IdentityProvider.token={TOKEN}",
        *(f"--ServerApp.jpserver_extensions={each}=True" for each in extensions),
        f"--NoodleServerApp.database_url=sqlite:///{folder / 'noodle.sqlite'}",
        "--NoodleServerApp.requests_per_minute=0",
        "--NoodleServerApp.address_requests_per_minute=0",
    ]  # fmt: skip
