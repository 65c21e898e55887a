"""WebSockets: events as they happen and from any event on, answers to what clients say, limits."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, WebSocketClosedError, websocket_connect

from noodle_server.events.outbox import write_event
from tests.server.people import person
from tests.server.sending import make_model

Call = Any
Socket = WebSocketClientConnection


async def said(socket: Socket, kind: str) -> Any:
    """The next message of a kind."""
    while True:
        text = await asyncio.wait_for(socket.read_message(), 20)
        assert text is not None, f"closed: {socket.close_code} {socket.close_reason}"
        made = json.loads(text)
        if made["type"] == kind:
            return made


async def tell(socket: Socket, **message: Any) -> None:
    await socket.write_message(json.dumps(message))


async def test_events_come_as_they_happen_and_again_from_any_on(
    call: Call, jp_ws_fetch: Any
) -> None:
    socket = await jp_ws_fetch("noodle", "ws")
    hello = await said(socket, "hello")
    await tell(socket, type="subscribe", topics=["job/*"])
    await said(socket, "subscribed")
    made = await call("POST", "/api/v1/jobs",
                      {"kind": "noodle", "request": {"source_code": "print('x')"}})  # fmt: skip
    seen: list[Any] = []
    while not seen or seen[-1]["kind"] != "succeeded":
        seen.append((await said(socket, "event"))["event"])
    assert [each["kind"] for each in seen if each["kind"] not in ("progress", "log")] == [
        "queued", "running", "succeeded",
    ]  # fmt: skip
    assert {each["topic"] for each in seen} == {f"job/{made.body['id']}"}
    assert [each["seq"] for each in seen] == sorted(each["seq"] for each in seen)
    socket.close()

    again = await jp_ws_fetch("noodle", "ws", "compilation", made.body["id"],
                              params={"after": str(hello["seq"])})  # fmt: skip
    replayed: list[Any] = []
    while len(replayed) < len(seen):
        replayed.append((await said(again, "event"))["event"])
    assert replayed == seen
    again.close()


async def test_a_list_need_not_hear_what_jobs_print(call: Call, jp_ws_fetch: Any) -> None:
    socket = await jp_ws_fetch("noodle", "ws")
    start = (await said(socket, "hello"))["seq"]
    await tell(socket, type="subscribe", topics=["job/*"], kinds=["queued", "succeeded"])
    await said(socket, "subscribed")
    request = {"kind": "noodle", "request": {"source_code": "print('x')"}}
    made = await call("POST", "/api/v1/jobs", request)
    mine = f"job/{made.body['id']}"
    assert [(await said(socket, "event"))["event"]["kind"] for _ in range(2)] == [
        "queued", "succeeded",
    ]  # fmt: skip
    await tell(socket, type="subscribe", topics=[mine], kinds=["log"], after=start)
    found = [(await said(socket, "event"))["event"] for _ in range(3)]
    assert [each["kind"] for each in found] == ["queued", "log", "succeeded"]
    assert found[1]["payload"]["text"] == "x\n"
    socket.close()


async def test_clients_are_answered(call: Call, jp_ws_fetch: Any) -> None:
    socket = await jp_ws_fetch("noodle", "ws", "system")
    assert (await said(socket, "hello"))["topics"] == ["system"]
    await tell(socket, type="ping", id=7)
    assert (await said(socket, "pong"))["id"] == 7
    await tell(socket, type="command", name="get_status", id="s")
    assert (await said(socket, "result"))["value"]["jobs"]["queued"] == 0
    await tell(socket, type="command", name="get_metrics")
    names = [each["name"] for each in (await said(socket, "result"))["value"]["families"]]
    assert "noodle_http_requests" in names
    await tell(socket, type="unsubscribe", topics=["system"])
    assert (await said(socket, "unsubscribed"))["topics"] == []
    for wrong in ("{", '"x"', '{"type": "x"}', '{"type": "subscribe", "topics": ["../x"]}',
                  '{"type": "ping", "extra": 1}', "[" * 5000):  # fmt: skip
        await socket.write_message(wrong)
        assert (await said(socket, "error"))["error_code"] == "N7004", wrong
    many = [f"job/{number:032x}" for number in range(100)]
    for part in range(3):
        await tell(
            socket, type="subscribe", topics=[each[:4] + f"{part}" + each[5:] for each in many]
        )
    assert (await said(socket, "error"))["error_code"] == "N7040"
    socket.close()


async def test_flood_and_huge_messages_end_the_connection(call: Call, jp_ws_fetch: Any) -> None:
    socket = await jp_ws_fetch("noodle", "ws")
    for _ in range(300):
        await tell(socket, type="ping")
    while await asyncio.wait_for(socket.read_message(), 20) is not None:
        pass
    assert socket.close_code == 4429

    socket = await jp_ws_fetch("noodle", "ws")
    with contextlib.suppress(WebSocketClosedError):
        await socket.write_message("x" * (11 << 20))
    while await asyncio.wait_for(socket.read_message(), 20) is not None:
        pass
    assert socket.close_code in (1009, None)  # None: the connection was reset while it was sent


async def test_stranger_gets_no_connection(call: Call, jp_ws_fetch: Any) -> None:
    with pytest.raises(HTTPClientError) as raised:
        await jp_ws_fetch("noodle", "ws", headers={"Authorization": "token wrong"})
    assert raised.value.code in (401, 403)


async def test_page_of_another_site_gets_no_connection(
    call: Call, jp_serverapp: Any, jp_base_url: str
) -> None:
    """Its browser sends the cookie along."""
    root = f"127.0.0.1:{jp_serverapp.port}{jp_base_url}"
    signed_in = await AsyncHTTPClient().fetch(
        f"http://{root}tree?token={jp_serverapp.identity_provider.token}", raise_error=False,
        follow_redirects=False,
    )  # fmt: skip
    cookies = [each.split(";")[0] for each in signed_in.headers.get_list("Set-Cookie")]
    mine = next(each for each in cookies if each.startswith("username-"))

    async def connected(origin: str) -> Any:
        return await websocket_connect(HTTPRequest(
            f"ws://{root}noodle/ws", headers={"Cookie": mine, "Origin": origin}))  # fmt: skip

    socket = await connected(f"http://127.0.0.1:{jp_serverapp.port}")
    assert (await said(socket, "hello"))["topics"] == []
    socket.close()
    for origin in ("http://evil.example", "null", f"http://127.0.0.1.evil.example:{root[10:15]}"):
        with pytest.raises(HTTPClientError) as raised:
            await connected(origin)
        assert raised.value.code == 403, origin


async def test_model_is_followed_by_its_path(call: Call, jp_ws_fetch: Any) -> None:
    mine, other = [await make_model(call, name) for name in ("mine", "other")]
    socket = await jp_ws_fetch("noodle", "ws", "ai", mine)
    assert (await said(socket, "hello"))["topics"] == [f"model/{mine}"]
    await call("PATCH", f"/api/v1/models/{other}", {"description": "a"})
    await call("PATCH", f"/api/v1/models/{mine}", {"description": "b"})
    assert (await said(socket, "event"))["event"]["topic"] == f"model/{mine}"
    stranger = await person(call, "otto", "editor")
    unseen = await jp_ws_fetch("noodle", "ws", "ai", mine, headers=stranger.headers)
    await said(unseen, "hello")
    await call("DELETE", f"/api/v1/models/{mine}")
    assert (await said(socket, "event"))["event"]["kind"] == "deleted"
    await tell(unseen, type="ping", id=1)
    assert json.loads(await asyncio.wait_for(unseen.read_message(), 20))["type"] == "pong"
    for each in (socket, unseen):
        each.close()


async def test_client_that_never_reads_hurts_nobody(
    call: Call, jp_ws_fetch: Any, jp_serverapp: Any
) -> None:
    (app,) = jp_serverapp.extension_manager.extension_apps["noodle_server"]
    services = app.services
    stuck = await jp_ws_fetch("noodle", "ws", "system")
    reader = await jp_ws_fetch("noodle", "ws", "system")
    await said(reader, "hello")
    payload = {"text": "x" * 50_000}
    for _ in range(200):
        await services.database.write(
            lambda connection: write_event(connection, "system", "note", "local", payload)
        )
    for _ in range(200):
        assert (await said(reader, "event"))["event"]["kind"] == "note"
    reader.close()
    stuck.close()


async def test_page_document_and_metrics_are_served(call: Call) -> None:
    page = await call("GET", "/docs", headers={"Authorization": ""})
    assert page.status == 200 and "docs/start.js" in page.body
    for path in ("docs/start.js", "docs/static/swagger-ui-bundle.js", "docs/static/swagger-ui.css"):
        assert (await call("GET", path, headers={"Authorization": ""})).status == 200, path
    assert (await call("GET", "docs/static/../../x")).status in (403, 404)
    found = await call("GET", "/metrics")
    names = {each.name for each in text_string_to_metric_families(found.body)}
    assert {"noodle_http_requests", "noodle_jobs", "noodle_resident_memory_bytes"} <= names
    assert (await call("GET", "/metrics", headers={"Authorization": "token x"})).status == 401
