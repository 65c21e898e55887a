"""Signing in, and what the caller is told of themselves."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from noodle_server.identity.callers import Role
from noodle_server.schemas.parts import Shown, Strict

Secret = Annotated[str, Field(min_length=1, max_length=256)]
"""What is never shown again."""

NewPassword = Annotated[str, Field(min_length=12, max_length=256)]


class LoginIn(Strict):
    """Who signs in."""

    username: str = Field(min_length=1, max_length=64)
    password: Secret


class RefreshIn(Strict):
    """The refresh token of the last answer; it is good once."""

    refresh_token: Secret


class LogoutIn(Strict):
    """Which login ends: that of the refresh token, or without one that of the caller."""

    refresh_token: Secret | None = None


class PasswordIn(Strict):
    """Another password for the caller's account."""

    current_password: Secret
    new_password: NewPassword


class Account(Shown):
    """Who calls. `kind`: by what they are known; `permissions`: what they may do by it."""

    user_id: str
    username: str
    display_name: str
    role: Role
    kind: Literal["login", "key", "jupyter"]
    permissions: list[str]


class TokensOut(Shown):
    """What was asked for by signing in. Times are seconds from now."""

    access_token: str = Field(repr=False)
    refresh_token: str = Field(repr=False)
    token_type: Literal["Bearer"] = "Bearer"
    expires_in: int
    refresh_expires_in: int
    user: Account
