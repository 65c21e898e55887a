"""Takes a piece of a file as it comes: nothing of it is held in memory for longer than a moment.

Who may not, and what is not the next piece, is refused before the body is read.
"""

from __future__ import annotations

import asyncio
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from pydantic import BaseModel
from tornado.web import stream_request_body

from noodle_server.rest.handler import ApiHandler
from noodle_server.schemas.uploads import Upload
from noodle_server.services.receiving import Piece, Receiving
from noodle_server.serving import time_for


@stream_request_body
class UploadHandler(ApiHandler):
    """For the path of an upload; its other methods are as everywhere."""

    receiving: Receiving | None = None
    closing: asyncio.Task[None] | None = None

    async def prepare(self, *, _redirect_to_login: bool = False) -> None:
        await super().prepare(_redirect_to_login=_redirect_to_login)
        route, caller = self.route, self.caller
        if route is None or not route.takes_bytes or caller is None:
            return
        piece = Piece.of(self.request.headers)
        connection: Any = self.request.connection
        connection.set_max_body_size(piece.end - piece.start + 1)
        time_for(connection, piece.end - piece.start)
        upload_id = self.path_kwargs["upload_id"]
        self.receiving = await self.services.uploads.receive(caller, upload_id, piece)

    async def data_received(self, chunk: bytes) -> None:
        """What cannot be kept is answered at once; the rest is not read."""
        if self.receiving is None:
            return
        await self.receiving.write(chunk)
        failed = self.receiving.failed
        if failed is not None and not self._finished:
            self.send_error(exc_info=(type(failed), failed, None))

    @allow_unauthenticated
    async def _take(self, *parts: str, **path: str) -> None:
        if self._finished or self.receiving is None:
            return
        await self.receiving.finish()
        await self._answer(*parts, **path)

    put = patch = _take

    def show(self, result: BaseModel) -> None:
        """With headers of how much is there, which HEAD gives too."""
        if isinstance(result, Upload):
            self.set_header("Upload-Offset", result.received)
            self.set_header("Upload-Length", result.size_bytes)
        super().show(result)

    def on_connection_close(self) -> None:
        """What came is kept."""
        super().on_connection_close()
        if self.receiving is not None:
            self.closing = asyncio.get_running_loop().create_task(self.receiving.close())
