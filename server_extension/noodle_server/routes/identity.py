"""The routes of signing in, users, keys and the audit."""

from __future__ import annotations

from typing import Any, Final

from noodle_server.identity.callers import Caller
from noodle_server.rest.route import Given, Route
from noodle_server.schemas.audit import AuditListing, AuditPage
from noodle_server.schemas.keys import Key, KeyIn, KeyListing, KeyMade, KeyPage
from noodle_server.schemas.signing_in import (
    Account,
    LoginIn,
    LogoutIn,
    PasswordIn,
    RefreshIn,
    TokensOut,
)
from noodle_server.schemas.users import User, UserChange, UserIn, UserListing, UserPage
from noodle_server.services.all import Services


async def _account(services: Services, caller: Caller, _: Given) -> Account:
    return services.identity.signing_in.account(caller)


_SIGNING_IN: Final[Any] = (
    Route("POST", "/api/v1/auth/login", lambda s, c, g: s.identity.signing_in.login(g.body),
          None, "Sign in by user name and password", TokensOut, body=LoginIn,
          errors=("N7020", "N7021")),
    Route("POST", "/api/v1/auth/refresh", lambda s, c, g: s.identity.signing_in.refresh(g.body),
          None, "New tokens for a refresh token, which is good once", TokensOut, body=RefreshIn,
          errors=("N7022",)),
    Route("POST", "/api/v1/auth/logout", lambda s, c, g: s.identity.signing_in.logout(c, g.body),
          None, "End a login, with all its tokens", body=LogoutIn, status=204,
          is_body_needed=False, errors=("N7001", "N7005")),
    Route("GET", "/api/v1/auth/account", _account,
          "account:read", "Who calls, and what they may do", Account),
    Route("POST", "/api/v1/auth/password",
          lambda s, c, g: s.identity.signing_in.change_password(c, g.body),
          "account:write", "Change the caller's password; ends all their logins and keys",
          body=PasswordIn, status=204, errors=("N7005", "N7020", "N7021")),
)  # fmt: skip

_USERS: Final = (
    Route("GET", "/api/v1/users", lambda s, c, g: s.identity.users.list(c, g.query),
          "users:read", "List users", UserPage, query=UserListing),
    Route("POST", "/api/v1/users", lambda s, c, g: s.identity.users.create(c, g.body),
          "users:write", "Make a user", User, body=UserIn, status=201, errors=("N7005",)),
    Route("GET", "/api/v1/users/{user_id}",
          lambda s, c, g: s.identity.users.get(c, g.path["user_id"]),
          "users:read", "Read a user", User, errors=("N7003",)),
    Route("PATCH", "/api/v1/users/{user_id}",
          lambda s, c, g: s.identity.users.change(c, g.path["user_id"], g.body),
          "users:write", "Change a user", User, body=UserChange, errors=("N7003", "N7023")),
    Route("DELETE", "/api/v1/users/{user_id}",
          lambda s, c, g: s.identity.users.delete(c, g.path["user_id"]),
          "users:write", "Delete a user", status=204, errors=("N7003", "N7023")),
)  # fmt: skip

_KEYS: Final = (
    Route("GET", "/api/v1/keys", lambda s, c, g: s.identity.keys.list(c, g.query),
          "keys:read", "List API keys", KeyPage, query=KeyListing),
    Route("POST", "/api/v1/keys", lambda s, c, g: s.identity.keys.create(c, g.body),
          "keys:write", "Make an API key, which is shown this once", KeyMade, body=KeyIn,
          status=201, errors=("N7005",)),
    Route("GET", "/api/v1/keys/{key_id}", lambda s, c, g: s.identity.keys.get(c, g.path["key_id"]),
          "keys:read", "Read about an API key", Key, errors=("N7003",)),
    Route("DELETE", "/api/v1/keys/{key_id}",
          lambda s, c, g: s.identity.keys.delete(c, g.path["key_id"]),
          "keys:write", "Revoke an API key, at once", status=204, errors=("N7003",)),
)  # fmt: skip

_AUDIT: Final = (
    Route("GET", "/api/v1/audit", lambda s, c, g: s.identity.auditing.list(c, g.query),
          "audit:read", "Who did what", AuditPage, query=AuditListing),
)  # fmt: skip

ROUTES: Final[tuple[Route, ...]] = (*_SIGNING_IN, *_USERS, *_KEYS, *_AUDIT)
