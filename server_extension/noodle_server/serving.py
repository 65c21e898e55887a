"""How the extension serves: how long it waits for a client, and what it writes to its log.

Part of `NoodleServerApp`, whose settings these are. Jupyter Server sets no limit to how long a
client takes to send a request; what is set here holds for all of the server.
"""

from __future__ import annotations

import logging
from typing import Any, Final

from traitlets import Enum, Float, HasTraits, Unicode

from noodle_server import logs

SLOWEST_BYTES_A_S: Final = 16_384
"""A file that comes more slowly is not waited for."""


class Serving(HasTraits):
    """Begins when the server listens, ends with the extension."""

    header_timeout = Float(
        60.0, min=0.01, help="Seconds for the head of a request, and that a connection may be idle"
    ).tag(config=True)

    body_timeout = Float(
        300.0, min=0.01, help="Seconds for the body of a request, but for files in pieces"
    ).tag(config=True)

    request_log_format = Enum(
        logs.FORMATS, "json", help="Of the log: a line of JSON for each record, or text"
    ).tag(config=True)

    request_log_level = Enum(
        logs.LEVELS, "WARNING", help="What the log has: INFO for all requests, WARNING for refusals"
    ).tag(config=True)

    request_log_file = Unicode("", help="Where the log goes; nothing: to the standard error").tag(
        config=True
    )

    _lines: logging.Handler | None = None

    def limit(self, server: Any) -> None:
        """`server` is tornado's, of all of Jupyter."""
        server.conn_params.header_timeout = self.header_timeout
        server.conn_params.body_timeout = self.body_timeout

    def begin_lines(self) -> None:
        """Begins the log."""
        self._lines = logs.begin(
            form=self.request_log_format, level=self.request_log_level, file=self.request_log_file
        )

    def end_lines(self) -> None:
        if self._lines is not None:
            logs.end(self._lines)


def time_for(connection: Any, size_bytes: int, least_s: float = 60.0) -> None:
    """Lets a body of a known size take its time."""
    connection.set_body_timeout(least_s + size_bytes / SLOWEST_BYTES_A_S)
