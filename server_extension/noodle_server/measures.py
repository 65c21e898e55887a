"""What is counted: requests, jobs, connections; as Prometheus reads it and as JSON.

One registry a server, so that several in one process (tests) do not share. Names are Prometheus's
conventions: base units, `_total` for what only grows.
"""

from __future__ import annotations

from typing import Any, Final, final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from noodle_server.deployments.scraping import plain

CONTENT_TYPE: Final = CONTENT_TYPE_LATEST
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


@final
class Measures:
    """The registry, and what is set in it."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        made: Any = {"registry": self.registry}
        self.requests = Counter("noodle_http_requests", "Requests that were answered.",
                                ("method", "route", "status"), **made)  # fmt: skip
        self.seconds = Histogram("noodle_http_request_duration_seconds", "From the first byte of a "
                                 "request to the end of its answer.", ("method", "route"),
                                 buckets=_SECONDS, **made)  # fmt: skip
        self.connections = Gauge("noodle_websocket_connections", "WebSockets that are open.",
                                 **made)  # fmt: skip
        self.jobs = Gauge("noodle_jobs", "Jobs in the database.", ("state",), **made)
        self.memory = Gauge("noodle_resident_memory_bytes", "Memory of the server's process.",
                            **made)  # fmt: skip

    def text(self) -> bytes:
        """In Prometheus's format."""
        return plain(generate_latest(self.registry))

    def families(self) -> list[dict[str, Any]]:
        """As JSON's values."""
        return [
            {"name": family.name, "kind": family.type, "help": family.documentation,
             "samples": [{"name": each.name, "labels": dict(each.labels), "value": each.value}
                         for each in family.samples if not each.name.endswith("_created")]}
            for family in self.registry.collect()
        ]  # fmt: skip
