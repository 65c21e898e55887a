"""The routes of the server itself."""

from __future__ import annotations

from typing import Final

from noodle_server.rest.route import Route
from noodle_server.schemas.system import SystemHealth, SystemMetrics, SystemStatus

ROUTES: Final = (
    Route("GET", "/api/v1/system/health", lambda s, c, g: s.system.health(), None,
          "The state of each part", SystemHealth, is_limited=False),
    Route("GET", "/api/v1/system/status", lambda s, c, g: s.system.status(c), "system:read",
          "What the server is doing", SystemStatus),
    Route("GET", "/api/v1/system/metrics", lambda s, c, g: s.system.metrics(c), "metrics:read",
          "All metrics, for administrators", SystemMetrics),
)  # fmt: skip
