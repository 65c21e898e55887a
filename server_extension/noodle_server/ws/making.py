"""The four paths of WebSockets, and the topic that each is for."""

from __future__ import annotations

from typing import Any, Final

from noodle_server.services.all import Services
from noodle_server.ws.handler import EventsHandler

PATHS: Final = (
    (r"/noodle/ws", None),
    (r"/noodle/ws/compilation/(?P<job_id>[0-9a-f]{32})", "job/{job_id}"),
    (r"/noodle/ws/ai/(?P<model_id>[0-9a-f]{32})", "model/{model_id}"),
    (r"/noodle/ws/system", "system"),
)


def websockets(services: Services) -> list[tuple[str, Any, dict[str, Any]]]:
    """As tornado takes them."""
    return [
        (path, type("Handler", (EventsHandler,), {}), {"services": services, "first": first})
        for path, first in PATHS
    ]
