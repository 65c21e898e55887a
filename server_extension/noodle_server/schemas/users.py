"""Users: the accounts of those who sign in here."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from noodle_server.identity.callers import Role
from noodle_server.schemas.parts import Listing, Name, PageOf, Shown, Strict, Time
from noodle_server.schemas.signing_in import NewPassword

Username = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$", examples=["ada"])]
"""Small letters, digits and three signs: no two that look the same."""


class UserIn(Strict):
    """An account to make. Without a password nobody can sign in by it yet."""

    username: Username
    display_name: Name | None = None
    role: Role = "viewer"
    password: NewPassword | None = None


class UserChange(Strict):
    """What to change of an account; what is left out stays. Another password, or `is_active` false,
    ends its logins and keys at once."""

    display_name: Name | None = None
    role: Role | None = None
    password: NewPassword | None = None
    is_active: bool | None = None


class User(Shown):
    """An account."""

    id: str
    username: str
    display_name: str
    role: Role
    is_active: bool
    created_at: Time
    updated_at: Time


class UserListing(Listing):
    """Which accounts, and in what order."""

    username: str | None = Field(None, max_length=64, description="only those whose name has this")
    role: Role | None = None
    is_active: bool | None = None
    sort: Literal[
        "username", "-username", "created_at", "-created_at", "updated_at", "-updated_at"
    ] = "username"


UserPage = PageOf[User]
