"""People for tests of the server: accounts, logins and keys, and how to call as one of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from tornado.httpclient import HTTPClientError

Call = Any
PASSWORD: Final = "correct horse battery"
NOBODY: Final = {"Authorization": ""}
"""Without Jupyter's token, which `call` sends by itself."""


@dataclass(frozen=True, slots=True)
class Person:
    """An account that is signed in. `headers` are what to call with."""

    id: str
    name: str
    access: str
    refresh: str

    @property
    def headers(self) -> dict[str, str]:
        return bearer(self.access)


def bearer(text: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {text}"}


def with_key(key: str) -> dict[str, str]:
    return {"Authorization": "", "X-API-Key": key}


async def account(call: Call, name: str, role: str = "viewer") -> str:
    """A new account's identifier."""
    body = {"username": name, "role": role, "password": PASSWORD}
    made = await call("POST", "/api/v1/users", body)
    assert made.status == 201, made.body
    return str(made.body["id"])


async def login(call: Call, name: str, password: str = PASSWORD) -> Any:
    return await call("POST", "/api/v1/auth/login", {"username": name, "password": password},
                      headers=NOBODY)  # fmt: skip


async def person(call: Call, name: str, role: str = "viewer") -> Person:
    """Somebody new, signed in."""
    await account(call, name, role)
    found = await login(call, name)
    assert found.status == 200, found.body
    return Person(found.body["user"]["user_id"], name, found.body["access_token"],
                  found.body["refresh_token"])  # fmt: skip


async def jupyter(fetch: Any, method: str, *parts: str, **settings: Any) -> tuple[int, str]:
    """The status and the text of one of Jupyter's own routes."""
    settings.setdefault("headers", NOBODY)
    if method in ("POST", "PUT", "PATCH"):
        settings["body"] = json.dumps(settings.get("body", {}))
    try:
        found = await fetch(*parts, method=method, **settings)
    except HTTPClientError as error:
        assert error.response is not None
        found = error.response
    return found.code, (found.body or b"").decode()


async def key(
    call: Call, scopes: list[str], headers: dict[str, str] | None = None, **given: Any
) -> Any:  # fmt: skip
    """A new key, of whoever the headers say."""
    made = await call("POST", "/api/v1/keys", {"name": "robot", "scopes": scopes, **given},
                      headers=headers or {})  # fmt: skip
    assert made.status == 201, made.body
    return made.body
