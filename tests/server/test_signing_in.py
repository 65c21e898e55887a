"""Signing in and out: tokens that rotate, what forged ones get, and what ends them at once."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import time
from dataclasses import dataclass
from typing import Any

import jwt

from noodle_server.events.outbox import write_event
from tests.server.people import (
    NOBODY,
    PASSWORD,
    Person,
    account,
    bearer,
    jupyter,
    key,
    login,
    person,
)
from tests.server.test_websockets import said, tell

Call = Any


async def test_login_gives_tokens_and_refresh_rotates_them(call: Call) -> None:
    ada = await person(call, "ada", "editor")
    me = await call("GET", "/api/v1/auth/account", headers=ada.headers)
    assert me.body["username"] == "ada" and me.body["kind"] == "login"
    assert "projects:write" in me.body["permissions"] and "users:read" not in me.body["permissions"]
    assert (await login(call, "ADA")).status == 200
    first = await refresh(call, ada.refresh)
    assert first.status == 200 and first.body["refresh_token"] != ada.refresh
    assert first.body["expires_in"] == 1800 and first.body["refresh_expires_in"] == 7 * 86_400
    assert await status(call, first.body["access_token"]) == 200

    other = (await login(call, "ada")).body
    stolen = await refresh(call, ada.refresh)
    assert stolen.status == 401 and stolen.body["error_code"] == "N7022"
    assert (await refresh(call, first.body["refresh_token"])).status == 401
    for token in (ada.access, first.body["access_token"]):
        assert await status(call, token) == 401
    assert await status(call, other["access_token"]) == 200
    said = (await call("GET", "/api/v1/audit", params={"action": "auth.refresh"})).body["items"]
    assert [each["details"] for each in said] == [{"outcome": "used before"}, {}]


async def test_logout_ends_the_login_and_no_other(call: Call) -> None:
    ada = await person(call, "ada")
    other = (await login(call, "ada")).body
    assert (await call("POST", "/api/v1/auth/logout", headers=ada.headers)).status == 204
    assert await status(call, ada.access) == 401
    assert (await refresh(call, ada.refresh)).status == 401
    body = {"refresh_token": other["refresh_token"]}
    assert (await call("POST", "/api/v1/auth/logout", body, headers=NOBODY)).status == 204
    assert await status(call, other["access_token"]) == 401
    assert (await call("POST", "/api/v1/auth/logout", body, headers=NOBODY)).status == 204
    assert (await call("POST", "/api/v1/auth/logout", headers=NOBODY)).status == 401
    assert (await call("POST", "/api/v1/auth/logout")).status == 409


async def test_open_websockets_end_with_the_login(
    call: Call, jp_fetch: Any, jp_ws_fetch: Any, jp_serverapp: Any
) -> None:
    """Ours, and Jupyter's own; and nothing more is said on them."""
    (app,) = jp_serverapp.extension_manager.extension_apps["noodle_server"]
    ada = await person(call, "ada", "editor")
    ends = [Ends(ada.access, ada.refresh)]
    ends += [Ends(each["access_token"], each["refresh_token"])
             for each in [(await login(call, "ada")).body for _ in range(3)]]  # fmt: skip
    _, started = await jupyter(jp_fetch, "POST", "api", "terminals", headers=ada.headers)
    terminal = ("terminals", "websocket", json.loads(started)["name"])
    for each in ends:
        headers = bearer(each.access)
        each.ours = await jp_ws_fetch("noodle", "ws", headers=headers)
        await said(each.ours, "hello")
        await tell(each.ours, type="subscribe", topics=["system"])
        await said(each.ours, "subscribed")
        each.jupyters = await jp_ws_fetch(*terminal, headers=headers)

    async def over(ended: Ends) -> None:
        """What happens from now on is not said to who has ended."""
        number = (await app.services.hub.latest()) + 1
        await app.services.database.write(
            lambda connection: write_event(connection, "system", "note", ada.id, {})
        )
        assert all(seq < number for seq in await ended.seen_to_the_end())

    out, forced, reused, kept = ends
    assert (await call("POST", "/api/v1/auth/logout", headers=bearer(out.access))).status == 204
    await over(out)
    body = {"refresh_token": forced.refresh}
    assert (await call("POST", "/api/v1/auth/logout", body, headers=NOBODY)).status == 204
    await over(forced)
    rotated = await refresh(call, reused.refresh)
    assert rotated.status == 200 and (await refresh(call, reused.refresh)).status == 401
    await over(reused)
    for _ in range(3):
        assert (await said(kept.ours, "event"))["event"]["kind"] == "note"
    assert kept.jupyters.close_code is None
    assert (await call("PATCH", f"/api/v1/users/{ada.id}", {"is_active": False})).status == 200
    await over(kept)


@dataclass
class Ends:
    """A login, and WebSockets that were opened by it."""

    access: str
    refresh: str
    ours: Any = None
    jupyters: Any = None

    async def seen_to_the_end(self) -> list[int]:
        """The numbers of the events that were said until both were closed."""
        seen = []
        while (text := await asyncio.wait_for(self.ours.read_message(), 20)) is not None:
            seen.append(json.loads(text)["event"]["seq"])
        while await asyncio.wait_for(self.jupyters.read_message(), 20) is not None:
            pass
        assert (self.ours.close_code, self.jupyters.close_code) == (4401, 4401)
        return seen


async def test_forged_tokens_are_nobodys(call: Call, jp_serverapp: Any, jp_fetch: Any) -> None:
    ada = await person(call, "ada", "admin")
    cookie = await jupyters_cookie(jp_fetch)
    assert (await call("GET", "/api/v1/projects", headers={"Authorization": "", "Cookie": cookie})).status == 200  # fmt: skip
    for name, token in forgeries(ada, secrets_of(jp_serverapp)).items():
        for extra in ({}, {"Cookie": cookie}):
            headers = {**bearer(token), **extra}
            found = await call("GET", "/api/v1/projects", headers=headers)
            assert found.status == 401, (name, found.body)
            theirs, _ = await jupyter(jp_fetch, "GET", "api", "status", headers=headers)
            assert theirs == 403, name
    assert await status(call, ada.access) == 200


def forgeries(ada: Person, known: tuple[str, str]) -> dict[str, str]:
    """Tokens that are each wrong in one way."""
    key_id, secret = known
    claims = jwt.decode(ada.access, options={"verify_signature": False})
    headers = {"kid": key_id}

    def signed(changed: dict[str, Any], **settings: Any) -> str:
        body = {name: value for name, value in {**claims, **changed}.items() if value is not None}
        return jwt.encode(body, **{"key": secret, "algorithm": "HS256", "headers": headers, **settings})  # fmt: skip

    head, body, signature = ada.access.split(".")
    changed = base64.urlsafe_b64encode(json.dumps({**claims, "sub": "0" * 32}).encode()).decode().rstrip("=")  # fmt: skip
    none = base64.urlsafe_b64encode(json.dumps({"alg": "none", "kid": key_id}).encode()).decode().rstrip("=")  # fmt: skip
    made = {
        "no algorithm": jwt.encode(claims, None, algorithm="none", headers=headers),
        "none with a signature": f"{none}.{body}.{signature}",
        "another algorithm": signed({}, algorithm="HS512"),
        "no key": signed({}, headers={}),
        "another key": signed({}, headers={"kid": "../../etc/passwd"}),
        "another secret": signed({}, key="s" * 64),
        "changed": f"{head}.{changed}.{signature}",
        "over": signed({"exp": int(time.time()) - 60}),
        "not yet": signed({"iat": int(time.time()) + 600}),
        "other audience": signed({"aud": "other"}),
        "other issuer": signed({"iss": "other"}),
        "a list for a user": signed({"sid": ["x"]}),
        "another's login": signed({"sub": "f" * 32}),
        "two dots": "a.b.c",
        "long": "a." + "b" * 5000 + ".c",
    }
    made |= {f"without {name}": signed({name: None}) for name in ("exp", "iat", "sub", "aud", "iss", "jti", "sid")}  # fmt: skip
    return made


async def test_name_and_password_are_refused_alike_and_slowed_down(
    call: Call, caplog: Any, monkeypatch: Any
) -> None:
    await account(call, "ada")
    clock = [1000.0]
    monkeypatch.setattr("noodle_server.identity.attempts.now", lambda: clock[0])
    caplog.set_level(logging.DEBUG)
    answers: list[Any] = []
    for name in ("ada", "nobody"):
        for number in range(8):
            headers = {**NOBODY, "X-Forwarded-For": f"10.0.0.{number}"}
            body = {"username": name, "password": "wrong password here"}
            answers.append(await call("POST", "/api/v1/auth/login", body, headers=headers))
    kinds = [[each.status for each in answers[part : part + 8]] for part in (0, 8)]
    assert kinds[0] == kinds[1] == [401] * 5 + [429] * 3
    said = [{**each.body, "timestamp": "", "request_id": ""} for each in answers]
    assert said[0] == said[8] and said[0]["error_code"] == "N7021"
    waits = answers[5]
    assert waits.body["error_code"] == "N7020" and int(waits.headers["Retry-After"]) >= 1
    assert int(waits.headers["RateLimit-Limit"]) > 0
    assert (await login(call, "ada")).status == 429
    clock[0] += 1.5
    assert (await login(call, "ada", "wrong again")).status == 401
    clock[0] += 1.5
    assert (await login(call, "ada")).headers["Retry-After"] == "1"
    clock[0] += 1.5
    assert (await login(call, "ada")).status == 200
    assert "wrong password here" not in caplog.text and PASSWORD not in caplog.text


async def test_account_that_changes_is_signed_out_at_once(call: Call) -> None:
    ada = await person(call, "ada", "editor")
    path = f"/api/v1/users/{ada.id}"
    robot = await key(call, ["projects:read"], ada.headers)
    for change in ({"is_active": False}, {"password": "another long password"}):
        assert await status(call, ada.access) == 200 and await status(call, robot["key"]) == 200
        assert (await call("PATCH", path, change)).status == 200
        assert await status(call, ada.access) == 401 and await status(call, robot["key"]) == 401
        assert (await refresh(call, ada.refresh)).status == 401
        assert (await login(call, "ada")).status == 401
        await call("PATCH", path, {"is_active": True, "password": PASSWORD})
        assert await status(call, robot["key"]) == 401
        again = (await login(call, "ada")).body
        ada = Person(ada.id, "ada", again["access_token"], again["refresh_token"])
        robot = await key(call, ["projects:read"], ada.headers)

    made = await call("POST", "/api/v1/projects", {"name": "a"}, headers=ada.headers)
    assert made.status == 201
    await call("PATCH", path, {"role": "viewer"})
    refused = await call("POST", "/api/v1/projects", {"name": "b"}, headers=ada.headers)
    assert refused.status == 403
    assert (await call("DELETE", path)).status == 204
    assert await status(call, ada.access) == 401 and await status(call, robot["key"]) == 401


async def test_own_password_is_changed_with_the_current_one(call: Call) -> None:
    ada = await person(call, "ada")
    new = "quite another password"

    async def change(current: str, wanted: str, **settings: Any) -> int:
        body = {"current_password": current, "new_password": wanted}
        found = await call("POST", "/api/v1/auth/password", body, **settings)
        return int(found.status)

    assert await change("wrong", new, headers=ada.headers) == 401
    assert await change(PASSWORD, "short", headers=ada.headers) == 422
    assert await change(PASSWORD, "ada is my name", headers=ada.headers) == 422
    assert await change(PASSWORD, new) == 409
    assert await change(PASSWORD, new, headers=ada.headers) == 204
    assert await status(call, ada.access) == 401
    assert (await login(call, "ada")).status == 401
    assert (await login(call, "ada", new)).status == 200


async def test_login_that_does_not_fit_is_refused(call: Call) -> None:
    for body in ({}, {"username": "a"}, {"username": "a", "password": ""},
                 {"username": "a", "password": "b", "role": "admin"},
                 {"username": ["a"], "password": "b"}, {"username": "a" * 65, "password": "b"}):  # fmt: skip
        found = await call("POST", "/api/v1/auth/login", body, headers=NOBODY)
        assert found.status == 422, body


async def status(call: Call, token: str) -> int:
    return int((await call("GET", "/api/v1/projects", headers=bearer(token))).status)


async def refresh(call: Call, token: str) -> Any:
    return await call("POST", "/api/v1/auth/refresh", {"refresh_token": token}, headers=NOBODY)


async def jupyters_cookie(jp_fetch: Any) -> str:
    found = await jp_fetch("api", "status")
    return "; ".join(each.partition(";")[0] for each in found.headers.get_list("Set-Cookie"))


def secrets_of(jp_serverapp: Any) -> tuple[str, str]:
    """What signs tokens in this server: its identifier and itself."""
    apps = jp_serverapp.extension_manager.extension_apps["noodle_server"]
    secrets: dict[str, str] = next(iter(apps)).services.identity.sessions.secrets
    return next(iter(secrets.items()))
