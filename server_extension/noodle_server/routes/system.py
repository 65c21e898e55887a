"""The routes of the server itself."""

from __future__ import annotations

from typing import Final

from noodle_server.rest.route import Route
from noodle_server.schemas.system import SystemHealth

ROUTES: Final = (
    Route("GET", "/api/v1/system/health", lambda s, c, g: s.system.health(), None,
          "The state of each part", SystemHealth),
)  # fmt: skip
