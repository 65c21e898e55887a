"""API keys."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from noodle_server.schemas.parts import Listing, Name, PageOf, Shown, Strict, Time


class KeyIn(Strict):
    """A key to make. It may do what its scopes say, of what its owner may."""

    name: Name
    scopes: list[str] = Field(max_length=64, examples=[["projects:read", "jobs:execute"]])
    expires_in: int | None = Field(None, ge=1, le=315_360_000, description="seconds from now")


class Key(Shown):
    """A key, without what makes it one. `prefix` is how it begins."""

    id: str
    owner_id: str
    name: str
    prefix: str
    scopes: list[str]
    created_at: Time
    expires_at: Time | None
    last_used_at: Time | None


class KeyMade(Key):
    """A key that was just made: `key` is shown this once."""

    key: str = Field(repr=False)


class KeyListing(Listing):
    """Which keys, and in what order."""

    name: str | None = Field(None, max_length=200, description="only those whose name has this")
    sort: Literal["name", "-name", "created_at", "-created_at"] = "-created_at"


KeyPage = PageOf[Key]
