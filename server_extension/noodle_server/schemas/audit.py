"""The audit."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from noodle_server.schemas.parts import Listing, PageOf, Shown, Time, When


class AuditEntry(Shown):
    """Who did what to which, and where the request came from. `session` is the key or the login."""

    id: str
    at: Time
    actor_id: str
    actor: str
    session: str | None
    action: str
    target: str
    details: dict[str, Any]
    address: str
    request_id: str


class AuditListing(Listing):
    """Which entries, and in what order."""

    actor_id: str | None = Field(None, max_length=32)
    action: str | None = Field(None, max_length=64, examples=["auth.login"])
    target: str | None = Field(None, max_length=128)
    since: When | None = None
    until: When | None = None
    sort: Literal["at", "-at"] = "-at"


AuditPage = PageOf[AuditEntry]
