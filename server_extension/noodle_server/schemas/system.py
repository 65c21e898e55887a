"""The state of the server."""

from __future__ import annotations

from typing import Literal

from noodle_server.schemas.parts import Shown

Health = Literal["ok", "degraded", "down"]


class PartHealth(Shown):
    """One part: the database, the disk, jobs, events, deployments."""

    name: str
    state: Health
    detail: str


class SystemHealth(Shown):
    """The worst of all parts, and each of them."""

    state: Health
    version: str
    parts: list[PartHealth]


class SystemStatus(Shown):
    """What the server is doing. `jobs` counts the caller's jobs by state."""

    version: str
    uptime_s: float
    database: str
    jobs: dict[str, int]
    connections: int
    last_event: int


class Sample(Shown):
    """A number with its labels."""

    name: str
    labels: dict[str, str]
    value: float


class Family(Shown):
    """A metric as Prometheus knows it."""

    name: str
    kind: str
    help: str
    samples: list[Sample]


class SystemMetrics(Shown):
    """All metrics."""

    families: list[Family]
