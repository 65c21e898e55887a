"""API keys: what they open, here and in Jupyter, and that they are worth nothing once revoked."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, Template
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado import web
from tornado.httpclient import HTTPClientError

from noodle_server.clock import now
from tests.server.people import NOBODY, bearer, jupyter, key, person, with_key

Call = Any


async def test_key_is_shown_once_and_kept_as_a_hash(call: Call, tmp_path: Path) -> None:
    made = await key(call, ["projects:read", "projects:read"], expires_in=3600)
    assert made["key"].startswith(made["prefix"]) and len(made["key"]) > 45
    shown = await call("GET", f"/api/v1/keys/{made['id']}")
    assert "key" not in shown.body and shown.body["scopes"] == ["projects:read"]
    with sqlite3.connect(tmp_path / "noodle.sqlite") as database:
        dump = "\n".join(database.iterdump())
    database.close()
    assert made["key"] not in dump and made["id"] in dump
    assert shown.body["last_used_at"] is None
    for headers in (with_key(made["key"]), bearer(made["key"])):
        assert (await call("GET", "/api/v1/projects", headers=headers)).status == 200
        refused = await call("POST", "/api/v1/projects", {"name": "a"}, headers=headers)
        assert refused.status == 403 and refused.body["error_code"] == "N7002"
    assert (await call("GET", f"/api/v1/keys/{made['id']}")).body["last_used_at"] is not None
    for wrong in (made["key"][:-1], made["key"] + "x", "nk_", "", made["prefix"], "nk_é"):
        found = await call("GET", "/api/v1/projects", headers=with_key(wrong))
        assert found.status == 401, wrong
    assert (await call("DELETE", f"/api/v1/keys/{made['id']}")).status == 204
    assert (await call("GET", "/api/v1/projects", headers=with_key(made["key"]))).status == 401


async def test_key_ends_at_its_time(call: Call, monkeypatch: Any) -> None:
    made = await key(call, ["projects:read"], expires_in=1)
    headers = with_key(made["key"])
    assert (await call("GET", "/api/v1/projects", headers=headers)).status == 200
    later = now() + 2
    monkeypatch.setattr("noodle_server.identity.sessions.now", lambda: later)
    assert (await call("GET", "/api/v1/projects", headers=headers)).status == 401


async def test_key_gives_no_more_than_its_maker_has(call: Call) -> None:
    viewer = await person(call, "vera", "viewer")
    for scopes, status in ((["projects:write"], 403), (["users:read"], 403), (["audit:read"], 403),
                           (["everything"], 422), (["*"], 422), (["projects:read"], 201)):  # fmt: skip
        body = {"name": "robot", "scopes": scopes}
        made = await call("POST", "/api/v1/keys", body, headers=viewer.headers)
        assert made.status == status, scopes
    narrow = await key(call, ["keys:write", "keys:read"], viewer.headers)
    headers = with_key(narrow["key"])
    for scopes, status in ((["projects:read"], 403), (["keys:read"], 201), ([], 201)):
        body = {"name": "robot", "scopes": scopes}
        assert (await call("POST", "/api/v1/keys", body, headers=headers)).status == status
    wide = await call("POST", "/api/v1/keys", {"name": "a", "scopes": [], "role": "admin"})
    assert wide.status == 422
    other = await person(call, "otto", "editor")
    mine = (await call("GET", "/api/v1/keys", headers=other.headers)).body
    assert mine["items"] == []
    for method in ("GET", "DELETE"):
        found = await call(method, f"/api/v1/keys/{narrow['id']}", headers=other.headers)
        assert found.status == 404
    assert len((await call("GET", "/api/v1/keys")).body["items"]) == 4


async def test_jupyters_own_routes_know_keys_and_roles(call: Call, jp_fetch: Any) -> None:
    editor = await person(call, "edda", "editor")
    viewer = await person(call, "vera", "viewer")
    robot = await key(call, ["jupyter:read"], editor.headers)
    cases = [("editor", editor.headers, 201), ("viewer", viewer.headers, 403),
             ("key", with_key(robot["key"]), 403), ("nobody", NOBODY, 403),
             ("bad key", with_key("nk_" + "x" * 43), 403)]  # fmt: skip
    for name, headers, wanted in cases:
        reads = 403 if wanted == 403 and name in ("nobody", "bad key") else 200
        assert (await jupyter(jp_fetch, "GET", "api", "contents", headers=headers))[0] == reads
        made = await jupyter(jp_fetch, "POST", "api", "contents", headers=headers)
        assert made[0] == wanted, (name, made)
        kernels = await jupyter(jp_fetch, "GET", "api", "kernels", headers=headers)
        assert kernels[0] == reads, name
        started = await jupyter(jp_fetch, "POST", "api", "terminals", headers=headers)
        assert started[0] == (200 if name == "editor" else 403), (name, started)
    text = (await jupyter(jp_fetch, "GET", "api", "me", headers=viewer.headers,
                          params={"permissions": json.dumps({"kernels": ["read", "execute"],
                                                             "noodle:users": ["read"]})}))[1]  # fmt: skip
    me = json.loads(text)
    assert me["identity"]["username"] == "vera" and "session" not in text
    assert me["permissions"]["kernels"] == ["read"] and me["permissions"]["noodle:users"] == []


async def test_credentials_never_become_jupyters_own(
    call: Call, jp_fetch: Any, jp_serverapp: Any
) -> None:
    """Neither a cookie, which lasts a month and may do all, nor Jupyter's token in a page."""
    editor = await person(call, "edda", "editor")
    token = jp_serverapp.identity_provider.token
    page = (url_path_join(jp_serverapp.base_url, "page"), Page)
    jp_serverapp.web_app.add_handlers(".*$", [page])
    assert token in (await jp_fetch("page")).body.decode()
    for headers in (editor.headers, with_key((await key(call, ["jupyter:read"]))["key"])):
        found = await jp_fetch("api", "status", headers=headers)
        names = [each.partition("=")[0] for each in found.headers.get_list("Set-Cookie")]
        assert not [each for each in names if each.startswith("username")], names
        changed = await jupyter(jp_fetch, "PATCH", "api", "me", headers=headers,
                                body={"color": "red"})  # fmt: skip
        assert changed[0] in (400, 403)
        shown = await jupyter(jp_fetch, "GET", "page", headers=headers)
        assert shown == (200, "<p>&#34;</p>")
    viewer = await person(call, "vera", "viewer")
    for headers, wanted in ((viewer.headers, 403), (editor.headers, 200)):
        assert (await jupyter(jp_fetch, "PUT", "page", headers=headers))[0] == wanted
    ours = await jp_fetch("api", "status")
    assert "username" in str(ours.headers.get_list("Set-Cookie"))


async def test_websockets_show_a_key_no_more_than_its_scopes(call: Call, jp_ws_fetch: Any) -> None:
    ada = await person(call, "ada", "editor")
    made = await key(call, ["projects:read", "models:read", "models:write"], ada.headers)
    headers = with_key(made["key"])
    for path in (("noodle", "ws", "compilation", "0" * 32), ("noodle", "ws", "system")):
        with pytest.raises(HTTPClientError) as refused:
            await jp_ws_fetch(*path, headers=headers)
        assert refused.value.code == 403
    with pytest.raises(HTTPClientError):
        none = await key(call, ["keys:read"], ada.headers)
        await jp_ws_fetch("noodle", "ws", headers=with_key(none["key"]))
    socket = await jp_ws_fetch("noodle", "ws", headers=headers)
    assert json.loads(await socket.read_message())["type"] == "hello"
    await socket.write_message(json.dumps({"type": "subscribe", "topics": ["job/*"]}))
    assert json.loads(await socket.read_message())["error_code"] == "N7002"
    await socket.write_message(json.dumps({"type": "subscribe", "topics": ["*"]}))
    assert json.loads(await socket.read_message())["topics"] == ["model/*", "project/*"]
    body = {"kind": "noodle", "request": {"source_code": "x = 1"}}
    assert (await call("POST", "/api/v1/jobs", body, headers=ada.headers)).status == 202
    assert (await call("POST", "/api/v1/models", {"name": "a"}, headers=headers)).status == 201
    seen = json.loads(await asyncio.wait_for(socket.read_message(), 10))
    assert seen["event"]["topic"].startswith("model/")
    socket.close()


class Page(JupyterHandler):
    """As JupyterLab's, with the token for its scripts."""

    def get_template(self, name: str) -> Template:
        return Environment(autoescape=True).from_string("<p>{{ token }}{{ sign }}</p>")

    @web.authenticated
    def get(self) -> None:
        self.write(self.render_template("page.html", sign='"'))  # type: ignore[no-untyped-call]

    @web.authenticated
    def put(self) -> None:
        """Asks no authorizer, as settings and extensions of JupyterLab do not."""
        self.write("done")


async def test_open_websockets_end_with_the_key(
    call: Call, jp_fetch: Any, jp_ws_fetch: Any
) -> None:
    """Ours, and Jupyter's own."""
    scopes = ["jobs:read", "jupyter:execute", "jupyter:read", "jupyter:write"]
    made = await key(call, scopes)
    other = await key(call, scopes)
    started = await jupyter(jp_fetch, "POST", "api", "terminals", headers=with_key(made["key"]))
    name = json.loads(started[1])["name"]

    async def opened(given: Any) -> list[Any]:
        headers = with_key(given["key"])
        return [await jp_ws_fetch("noodle", "ws", headers=headers),
                await jp_ws_fetch("terminals", "websocket", name, headers=headers)]  # fmt: skip

    ended, kept = await opened(made), await opened(other)
    assert (await call("DELETE", f"/api/v1/keys/{made['id']}")).status == 204
    for socket in ended:
        while (await asyncio.wait_for(socket.read_message(), 10)) is not None:
            pass
        assert socket.close_code == 4401
    assert all(each.close_code is None for each in kept)
    for each in kept:
        each.close()
    for path in (("noodle", "ws"), ("terminals", "websocket", name)):
        with pytest.raises(HTTPClientError) as refused:
            await jp_ws_fetch(*path, headers=with_key(made["key"]))
        assert refused.value.code in (401, 403)
