"""Uploads over HTTP: in pieces, gone on with, checked by hash and by `ahr`, refused with a code."""

from __future__ import annotations

import asyncio
import os
import pickle
import socket
from pathlib import Path
from typing import Any

from tests.server.sending import (
    begin,
    ended,
    fetch,
    looked_at,
    make_model,
    model_file,
    send,
    sha256,
    version,
)
from tests.server.test_failures import TOKEN, Server, until

Call = Any


async def raw(jp_base_url: str, port: int, head: str, body: bytes, token: str) -> bytes:
    """Sends a request as it is and closes; what came back by then."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [*head.splitlines(), f"Host: 127.0.0.1:{port}", f"Authorization: token {token}"]
    lines[0] = lines[0].replace("BASE", jp_base_url.rstrip("/") + "/noodle")
    writer.write("\r\n".join([*lines, "", ""]).encode() + body)
    await writer.drain()
    try:
        return await asyncio.wait_for(reader.read(4096), 1.0)
    except TimeoutError:
        return b""
    finally:
        writer.close()


async def test_upload_goes_on_after_any_piece(
    call: Call, jp_fetch: Any, tmp_path: Path, jp_base_url: str, jp_http_port: int,
    jp_auth_header: dict[str, str],
) -> None:  # fmt: skip
    data = model_file("trm")
    model_id = await make_model(call)
    begun = await begin(call, f"/api/v1/models/{model_id}/uploads", data, "trm",
                        tags=["first"], aliases=["champion"], file_name="net.trm")  # fmt: skip
    path, half = f"/api/v1/uploads/{begun['id']}", len(data) // 2
    assert begun["received"] == 0 and begun["state"] == "receiving"
    assert (await send(call, begun["id"], data, 0, 100)).body["received"] == 100
    again = await send(call, begun["id"], data, 0, 100)
    assert again.status == 409 and again.body["error_code"] == "N7031"
    assert again.body["details"]["received"] == 100
    early = await call("POST", f"{path}/complete")
    assert early.status == 409 and early.body["details"]["received"] == 100
    # A connection that is lost in the middle of a piece: what came stays.
    token = jp_auth_header["Authorization"].split()[1]
    head = (f"PATCH BASE{path} HTTP/1.1\nContent-Length: {len(data) - 100}\n"
            f"Content-Range: bytes 100-{len(data) - 1}/{len(data)}")  # fmt: skip
    assert await raw(jp_base_url, jp_http_port, head, data[100:half], token) == b""
    while (await call("GET", path)).body["received"] < half:
        await asyncio.sleep(0.02)
    head_of = await fetch(jp_fetch, path, method="HEAD")
    assert head_of.headers["Upload-Offset"] == str(half) and head_of.body == b""
    assert (await send(call, begun["id"], data, half, method="PUT")).status == 200
    assert (await call("GET", f"/api/v1/models/{model_id}")).body["latest_version"] is None
    done = await looked_at(call, begun["id"])
    assert done["state"] == "ready" and done["version"] == 1, done["error"]
    assert (await call("POST", f"{path}/complete")).body == done
    found = (await call("GET", f"/api/v1/models/{model_id}/versions/1")).body
    assert found["sha256"] == sha256(data) and found["aliases"] == ["champion"]
    assert found["signature"]["inputs"] == [{"name": "x", "dtype": "f32", "shape": ["N", 4]}]
    assert found["signature"]["parameters"] == 4 * 8 + 8 + 8 * 3 + 3
    assert found["tags"] == ["first"] and found["format"] == "trm"
    assert not list((tmp_path / "files" / "uploads").iterdir())


async def test_pieces_that_lie_are_refused(
    call: Call, tmp_path: Path, jp_base_url: str, jp_http_port: int, jp_auth_header: dict[str, str],
) -> None:  # fmt: skip
    data, model_id = bytes(3_000_000), await make_model(call)
    uploads = f"/api/v1/models/{model_id}/uploads"
    begun = await begin(call, uploads, data, "trm")
    path = f"/api/v1/uploads/{begun['id']}"
    for said, status, code in (
        ("", 400, "N7011"), ("bytes 5-2/3000000", 400, "N7011"), ("bytes 0-9/10", 409, "N7031"),
        ("bytes 0-1/3000000", 400, "N7011"), ("bytes 50-59/3000000", 409, "N7031"),
        ("bytes 0-99999999999999999999/3000000", 400, "N7011"),
    ):  # fmt: skip
        found = await call("PATCH", path, b"0123456789", headers={"Content-Range": said})
        assert (found.status, found.body["error_code"]) == (status, code), said
    assert (await call("GET", path)).body["received"] == 0
    # Without a length, more than was said comes.
    token = jp_auth_header["Authorization"].split()[1]
    head = (
        f"PATCH BASE{path} HTTP/1.1\nTransfer-Encoding: chunked\nContent-Range: bytes 0-9/3000000"
    )
    answer = await raw(jp_base_url, jp_http_port, head, b"b\r\n01234567890\r\n0\r\n\r\n", token)
    assert b" 400 " in answer and b"N7011" in answer
    # Bytes that are others than was promised: none is there any more.
    other = await begin(call, uploads, data, "trm")
    assert (await send(call, other["id"], b"\1" * len(data))).body["received"] == len(data)
    wrong = await call("POST", f"/api/v1/uploads/{other['id']}/complete")
    assert wrong.status == 422 and wrong.body["error_code"] == "N7030"
    assert (await call("GET", f"/api/v1/uploads/{other['id']}")).body["received"] == 0
    # The disk is full: /dev/full says what a full disk says.
    (tmp_path / "files" / "uploads" / other["id"]).symlink_to("/dev/full")
    full = await send(call, other["id"], data)
    assert full.status == 507 and full.body["error_code"] == "N7009"
    large = {"size_bytes": 1 << 49, "sha256": "0" * 64, "format": "onnx"}
    found = await call("POST", uploads, large)
    assert found.status == 413 and found.body["error_code"] == "N7006"
    listed = (await call("GET", "/api/v1/uploads", params={"model_id": model_id})).body["items"]
    assert [each["id"] for each in listed] == [other["id"], begun["id"]]
    assert (await call("DELETE", path)).status == 204 and (await call("GET", path)).status == 404
    for body in ({"format": "pickle"}, {"sha256": "x"}, {"size_bytes": 0},
                 {"file_name": "../x.trm"}, {"file_name": "net.onnx", "format": "trm"},
                 {"aliases": ["1"]}):  # fmt: skip
        given = {"size_bytes": 1, "sha256": "0" * 64, "format": "onnx", **body}
        assert (await call("POST", uploads, given)).status == 422, body


async def test_weights_get_their_network_and_pickles_are_refused(
    call: Call, tmp_path: Path
) -> None:
    """What else is refused is in `test_validating.py`."""
    model_id = await make_model(call)
    uploads = f"/api/v1/models/{model_id}/uploads"
    assert await version(call, model_id, model_file("onnx"), "tensorflow") == 1
    ref, weights = {"model_id": model_id, "version": 1}, model_file("safetensors")
    begun = [await begin(call, uploads, data, form, network=network) for data, form, network in
             ((weights, "safetensors", ref), (pickle.dumps(os.mkdir), "pytorch", None))]  # fmt: skip
    for each, data in zip(begun, (weights, pickle.dumps(os.mkdir)), strict=True):
        await send(call, each["id"], data)
        await call("POST", f"/api/v1/uploads/{each['id']}/complete")
    good, evil = [await looked_at(call, each["id"]) for each in begun]
    assert good["state"] == "ready", good["error"]
    made = (await call("GET", f"/api/v1/models/{model_id}/versions/2")).body
    assert made["sha256"] == sha256(weights) and made["format"] == "safetensors"
    assert made["lineage"]["network"] == ref
    assert evil["state"] == "refused" and evil["version"] is None
    assert evil["error"]["error_code"] == "N6006"
    assert str(tmp_path) not in evil["error"]["error_message"]
    assert (await ended(call, evil["job_id"]))["state"] == "failed"
    for each in (good, evil):  # what an upload became outlives the job that looked at it
        assert (await call("DELETE", f"/api/v1/jobs/{each['job_id']}")).status == 204
        assert (await call("GET", f"/api/v1/uploads/{each['id']}")).status == 404
    assert (await call("GET", f"/api/v1/models/{model_id}/versions/2")).status == 200
    assert (await call("GET", f"/api/v1/models/{model_id}")).body["latest_version"] == 2


def pieces(server: Server, upload_id: str, data: bytes, start: int, end: int, sent: int) -> None:
    """Sends `sent` bytes of a piece, and no more."""
    head = (
        f"PATCH /noodle/api/v1/uploads/{upload_id} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        f"Authorization: token {TOKEN}\r\nContent-Length: {end - start}\r\n"
        f"Content-Range: bytes {start}-{end - 1}/{len(data)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port)) as connection:
        connection.sendall(head.encode() + data[start : start + sent])
        if sent == end - start:
            connection.settimeout(20)
            assert b" 200 " in connection.recv(4096).partition(b"\r\n")[0]


def test_server_that_is_killed_loses_nothing_of_an_upload(tmp_path: Path) -> None:
    data, server = model_file("trm"), Server(tmp_path)
    server.start()
    model_id = server.answers("POST", "/api/v1/models", {"name": "net"})[1]["id"]
    given = {"size_bytes": len(data), "sha256": sha256(data), "format": "trm"}
    begun = server.answers("POST", f"/api/v1/models/{model_id}/uploads", given)[1]["id"]
    path, third = f"/api/v1/uploads/{begun}", len(data) // 3
    try:
        pieces(server, begun, data, 0, third, third)
        server.kill()  # between two pieces
        server.start()
        assert server.answers("GET", path)[1]["received"] == third
        assert server.answers("GET", f"/api/v1/models/{model_id}/versions")[1]["items"] == []
        pieces(server, begun, data, third, 2 * third, 100)
        server.kill()  # in the middle of one
        server.start()
        there = server.answers("GET", path)[1]["received"]
        assert third <= there <= third + 100
        pieces(server, begun, data, there, len(data), len(data) - there)
        server.kill()  # after the last
        server.start()
        assert server.answers("GET", path)[1]["received"] == len(data)
        assert server.answers("POST", f"{path}/complete")[0] == 202
        server.kill()  # while it is looked at
        assert server.answers("GET", path) is None
        server.start()
        until(lambda: server.answers("GET", path)[1]["state"] == "ready")
        found = server.answers("GET", f"/api/v1/models/{model_id}/versions")[1]["items"]
        assert [(each["version"], each["sha256"]) for each in found] == [(1, sha256(data))]
    finally:
        server.kill()
