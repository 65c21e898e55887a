"""Clients that mean harm, or are broken, byte by byte: slow, endless, lying; and what the log says
of them."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest
from sqlalchemy import Connection, insert

from noodle_server.clock import now
from noodle_server.identity.callers import Caller
from noodle_server.models.rows import add_version
from noodle_server.rest import downloading
from noodle_server.store.model_tables import MODELS

Call = Any
TOKEN = "secret-of-the-tests-0123456789"
MB = 1 << 20
LARGE = 100 * MB


@pytest.fixture
def jp_server_config(tmp_path: Path) -> dict[str, Any]:
    """Short of patience, and with a log of everything."""
    return {
        "ServerApp": {"jpserver_extensions": {"noodle_server": True}},
        "IdentityProvider": {"token": TOKEN},
        "NoodleServerApp": {
            "database_url": f"sqlite:///{tmp_path / 'noodle.sqlite'}", "header_timeout": 0.4,
            "body_timeout": 0.6, "request_log_level": "INFO",
            "request_log_file": str(tmp_path / "log"),
        },
    }  # fmt: skip


class Client:
    """Sends bytes as they are."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    async def send(self, text: str | bytes) -> None:
        self.writer.write(text.encode() if isinstance(text, str) else text)
        await self.writer.drain()

    async def until_closed(self) -> bytes:
        """All that comes. A server that closes on who still sends may reset the connection."""
        found = b""
        try:
            while part := await asyncio.wait_for(self.reader.read(65536), 20):
                found += part
        except ConnectionError:
            pass
        return found


class Place:
    """The server, and heads of requests to it."""

    def __init__(self, port: int, base: str) -> None:
        self.port, self.base = port, base

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Client]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            yield Client(reader, writer)
        finally:
            writer.close()

    def head(self, method: str, path: str, *lines: str, token: str = TOKEN) -> str:
        known = [f"Authorization: token {token}"] if token else []
        host = [] if any(each.startswith("Host:") for each in lines) else ["Host: 127.0.0.1"]
        first = f"{method} {self.base}noodle{path} HTTP/1.1"
        return "\r\n".join([first, *host, *known, *lines, "", ""])

    async def answer(self, text: str | bytes) -> bytes:
        """To a request after which the connection ends."""
        async with self.client() as client:
            await client.send(text)
            return await client.until_closed()


@pytest.fixture
def place(
    call: Call, jp_http_port: int, jp_base_url: str, http_server: Any, jp_serverapp: Any
) -> Place:
    (app,) = jp_serverapp.extension_manager.extension_apps["noodle_server"]
    app.limit(http_server)  # which pytest-jupyter has made, not Jupyter Server
    return Place(jp_http_port, jp_base_url)


@pytest.fixture
def large_file(jp_serverapp: Any, place: Place) -> str:
    """The path of a version whose file has LARGE bytes, all of them holes."""
    (app,) = jp_serverapp.extension_manager.extension_apps["noodle_server"]
    services, name = app.services, "ab" * 32
    kept = services.versions._store.path(name)
    kept.parent.mkdir(parents=True, exist_ok=True)
    with kept.open("wb") as opened:
        opened.truncate(LARGE)

    def work(connection: Connection) -> str:
        model = {"id": "0" * 32, "owner_id": "local", "name": "large", "description": "",
                 "tags": [], "metadata": {}, "next_version": 1, "created_at": now(),
                 "updated_at": now()}  # fmt: skip
        connection.execute(insert(MODELS).values(model))
        into = {**model, "model_id": model["id"], "aliases": []}
        add_version(connection, Caller("local", "me", "admin"), into, format="trm",
                    file_name="large.trm", sha256=name, size_bytes=LARGE, origin="upload")  # fmt: skip
        return f"/api/v1/models/{model['id']}/versions/1/file"

    return str(services.database.write_now(work))


JSON = "Content-Type: application/json"
PROJECTS = "/api/v1/projects"


async def test_who_is_slow_is_sent_away_and_hurts_nobody(call: Call, place: Place) -> None:
    async with place.client() as head, place.client() as body, place.client() as idle:
        await head.send("GET /x HTTP/1.1\r\nHost: a")
        await body.send(place.head("POST", PROJECTS, JSON, "Content-Length: 50") + "{")
        assert (await call("GET", PROJECTS)).status == 200
        for each in (head, body, idle):
            assert b"200 OK" not in await each.until_closed()


async def test_who_reads_slowly_costs_little_and_is_sent_away(
    call: Call, place: Place, large_file: str, http_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, before = place.head("GET", large_file, "Connection: close"), _resident()
    async with AsyncExitStack() as opened:

        async def asked() -> Client:
            client = await opened.enter_async_context(place.client())
            await client.send(head)
            assert (await client.reader.readline()).startswith(b"HTTP/1.1 200 ")
            return client

        slow = [await asked() for _ in range(4)]
        quick, taken = await asked(), 0
        while part := await asyncio.wait_for(quick.reader.read(MB), 20):
            taken += len(part)
        assert taken > LARGE and (await call("GET", PROJECTS)).status == 200
        assert _resident() - before < 60 * MB
        monkeypatch.setattr(downloading, "TAKEN_S", 0.2)
        stuck = [await asked() for _ in range(2)]
        await _left(http_server, len(slow))
        for each in stuck:
            assert len(await each.until_closed()) < LARGE / 2
    await _left(http_server, 0)


async def _left(http_server: Any, wanted: int) -> None:
    """Waits until the server has so many connections."""
    async with asyncio.timeout(20):
        while len(http_server._connections) > wanted:
            await asyncio.sleep(0.02)


def _resident() -> int:
    return int(psutil.Process().memory_info().rss)


async def test_bodies_are_held_to_their_limit_as_they_come(place: Place) -> None:
    before = _resident()
    promised = place.head("POST", PROJECTS, JSON, f"Content-Length: {600 * MB}")
    assert b" 413 " in (await place.answer(promised)).split(b"\r\n")[0]

    for token in (TOKEN, ""):
        head = place.head("POST", PROJECTS, JSON, "Transfer-Encoding: chunked", token=token)
        async with place.client() as client:
            await client.send(head)
            with pytest.raises(ConnectionError):  # while it still sends
                for _ in range(600):
                    await client.send(b"100000\r\n" + bytes(MB) + b"\r\n")
    assert _resident() - before < 60 * MB

    # A stranger with a small body is told so, however it comes.
    small = place.head("POST", PROJECTS, JSON, "Content-Length: 2", "Connection: close", token="")
    async with place.client() as client:
        await client.send(small)
        await asyncio.sleep(0.1)
        await client.send("{}")
        assert b" 401 " in (await client.until_closed()).split(b"\r\n")[0]


async def test_bodies_that_are_not_what_they_say(place: Place) -> None:
    async def ask(*lines: str, body: bytes = b"") -> bytes:
        head = place.head("POST", PROJECTS, JSON, "Connection: close", *lines)
        return await place.answer(head.encode() + body)

    both = await ask("Content-Length: 3", "Transfer-Encoding: chunked", body=b"0\r\n\r\n")
    assert b" 400 " in both.split(b"\r\n")[0]  # one of them is a lie
    two = await ask("Content-Length: 2", "Content-Length: 3", body=b"{}")
    assert b" 400 " in two.split(b"\r\n")[0]
    for wrong in ("-1", "0x2", "2 3", "٣"):
        found = await ask(f"Content-Length: {wrong}", body=b"{}")
        assert b" 400 " in found.split(b"\r\n")[0], wrong
    short = await ask("Content-Length: 2", body=b"{}" + b'{"name": "smuggled"}')
    assert b" 422 " in short.split(b"\r\n")[0] and b"smuggled" not in short
    bomb = gzip.compress(b'{"name": "' + b"x" * (64 * MB) + b'"}')
    packed = await ask("Content-Encoding: gzip", f"Content-Length: {len(bomb)}", body=bomb)
    assert b" 400 " in packed.split(b"\r\n")[0]  # it is not unpacked, and no JSON


async def test_requests_that_are_none(place: Place) -> None:
    trace = await place.answer(place.head("TRACE", PROJECTS, "Connection: close"))
    assert b" 405 " in trace.split(b"\r\n")[0] and b"Allow: GET, HEAD, POST" in trace
    assert TOKEN.encode() not in trace
    host = await place.answer(
        place.head("GET", PROJECTS, "Host: evil.example", "Connection: close")
    )
    assert b" 403 " in host.split(b"\r\n")[0] and b"N7002" in host
    huge = await place.answer(place.head("GET", PROJECTS, "X-Filler: " + "x" * 100_000))
    assert b"200 OK" not in huge
    for text in (b"GET\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
                 b"G\x00T / HTTP/1.1\r\nHost: a\r\n\r\n"):  # fmt: skip
        assert b"200 OK" not in await place.answer(text)


async def test_log_is_lines_of_json_without_secrets(
    call: Call, place: Place, jp_serverapp: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = "nk_0123456789abcdef0123456789abcdef"
    made = await call("POST", PROJECTS, {"name": "password-of-mine"})
    await call("GET", f"/api/v1/{key}", headers={"X-Request-ID": 'a"} {"level": "FAKE'})
    await call("GET", PROJECTS, params={"token": TOKEN, "name": "a\r\nlevel: FAKE"})
    await place.answer(place.head("GET", "/api/v1/a%0d%0aFAKE%22%7d", "Connection: close"))
    await place.answer(place.head("GET", "/api/v1/x?token=" + TOKEN, "Connection: close",
                                  token="wrong" + TOKEN))  # fmt: skip
    (app,) = jp_serverapp.extension_manager.extension_apps["noodle_server"]
    monkeypatch.setattr(app.services.projects, "_database", None)
    broken = await call("POST", PROJECTS, {"name": "password-of-mine"}, params={})
    assert broken.status == 500

    text = (tmp_path / "log").read_text()
    lines = [json.loads(each) for each in text.splitlines()]
    for secret in (TOKEN, key, "password-of-mine", "FAKE\n", "token="):
        assert secret not in text, secret
    assert {"FAKE"}.isdisjoint(each["level"] for each in lines)
    found = next(each for each in lines if each.get("request_id") == made.headers["X-Request-ID"])
    assert found.keys() == {"time", "level", "logger", "message", "request_id", "method", "path",
                            "status", "duration_ms", "user", "address"}  # fmt: skip
    assert (found["method"], found["status"], found["level"]) == ("POST", 201, "INFO")
    assert found["user"] and found["duration_ms"] > 0
    mistakes = [each for each in lines if "exception" in each]
    assert [each["request_id"] for each in mistakes] == [broken.headers["X-Request-ID"]]
    assert len(lines) == len({each["request_id"] for each in lines}) + 1
