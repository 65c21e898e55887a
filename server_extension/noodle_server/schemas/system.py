"""The state of the server."""

from __future__ import annotations

from typing import Literal

from noodle_server.schemas.parts import Shown

Health = Literal["ok", "degraded", "down"]


class PartHealth(Shown):
    """One part: the database, the jobs, the disk."""

    name: str
    state: Health
    detail: str


class SystemHealth(Shown):
    """The worst of all parts, and each of them."""

    state: Health
    version: str
    parts: list[PartHealth]
