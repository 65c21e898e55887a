"""Models over HTTP: versions and their files, aliases with their past, names that are no paths."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from noodle_server.services.downloads import named
from noodle_server.store.tables import EVENTS
from tests.server.sending import added, fetch, make_model, model_file, sha256, version

Call = Any


async def test_model_is_made_changed_listed_and_deleted(call: Call) -> None:
    project = (await call("POST", "/api/v1/projects", {"name": "p"})).body["id"]
    given = {"description": "d", "tags": ["a"], "metadata": {"n": [1]}, "project_id": project}
    made = await call("POST", "/api/v1/models", {"name": "vision", **given})
    assert made.status == 201 and made.body["latest_version"] is None and made.body["aliases"] == {}
    assert {name: made.body[name] for name in given} == given
    path = f"/api/v1/models/{made.body['id']}"
    again = await call("POST", "/api/v1/models", {"name": "vision"})
    assert again.status == 409 and again.body["error_code"] == "N7005"
    await make_model(call, "sound")
    changed = await call("PATCH", path, {"tags": ["b"], "metadata": {}})
    assert changed.body["tags"] == ["b"] and changed.body["description"] == "d"
    assert (await call("PATCH", path, {"name": "sound"})).status == 409
    for params in ({"name": "vis"}, {"project_id": project}, {"sort": "-name", "limit": "1"}):
        listed = (await call("GET", "/api/v1/models", params=params)).body
        assert [each["name"] for each in listed["items"]] == ["vision"], params
    for name in ("../x", "a/b", "a\x00b", "x" * 10_000, "", "a\nb", "\\\\host\\share"):
        assert (await call("POST", "/api/v1/models", {"name": name})).status == 422, name
    for wrong in ({"tags": ["a"] * 65}, {"metadata": {"a": "x" * 100_001}}, {"owner_id": "me"},
                  {"project_id": "x"}, {"next_version": 7}):  # fmt: skip
        assert (await call("POST", "/api/v1/models", {"name": "n", **wrong})).status == 422, wrong
    absent = await call("POST", "/api/v1/models", {"name": "n", "project_id": "0" * 32})
    assert absent.status == 404
    assert (await call("DELETE", path)).status == 204 and (await call("GET", path)).status == 404
    for part in ("%2e%2e%2f%2e%2e%2fpasswd", "x" * 32, "0" * 33, "0" * 31 + "%00"):
        assert (await call("GET", f"/api/v1/models/{part}")).status == 404, part


async def test_versions_aliases_and_files(
    call: Call, jp_fetch: Any, jp_serverapp: Any, tmp_path: Path
) -> None:
    data, other = model_file("trm"), model_file("onnx")
    model_id = await make_model(call, "net «α»")
    path = f"/api/v1/models/{model_id}"
    assert await version(call, model_id, data, aliases=["champion"], metadata={"a": 1}) == 1
    assert added(jp_serverapp, model_id, data) == 2
    assert added(jp_serverapp, model_id, other, "onnx", "champion") == 3
    found = (await call("GET", path)).body
    assert found["latest_version"] == 3 and found["aliases"] == {"champion": 3}
    listed = (await call("GET", f"{path}/versions", params={"limit": "2"})).body
    assert [each["version"] for each in listed["items"]] == [3, 2]
    rest = await call("GET", f"{path}/versions", params={"cursor": listed["next_cursor"]})
    assert [each["version"] for each in rest.body["items"]] == [1]
    changed = await call("PATCH", f"{path}/versions/1", {"tags": ["old"], "description": "first"})
    assert changed.body["tags"] == ["old"] and changed.body["metadata"] == {"a": 1}
    await _check_aliases(call, path)
    await _check_download(jp_fetch, f"{path}/versions/1/file", data)
    await _check_deletion(call, jp_fetch, path, tmp_path / "files" / "files")
    assert added(jp_serverapp, model_id, other, "onnx") == 4, "3 never comes again"
    assert (await call("DELETE", path)).status == 204
    assert (await call("GET", f"{path}/versions/2")).status == 404
    events = _events(jp_serverapp, path)
    assert [each for each in events if each == "version"] == ["version"] * 4
    assert {"created", "alias", "version_deleted", "deleted"} <= set(events)


async def _check_aliases(call: Call, path: str) -> None:
    moved = await call("PUT", f"{path}/aliases/champion", {"version": 2})
    assert moved.status == 200 and moved.body["version"] == 2
    assert (await call("PUT", f"{path}/aliases/champion", {"version": 2})).body == moved.body
    assert (await call("GET", f"{path}/aliases/champion")).body == moved.body
    assert (await call("PUT", f"{path}/aliases/champion", {"version": 9})).status == 409
    weights = {"format": "safetensors", "size_bytes": 1, "sha256": "0" * 64,
               "network": {"model_id": "0" * 32}}  # fmt: skip
    refused = await call("POST", f"{path}/uploads", weights)  # the model of the path is there
    assert (refused.status, refused.body["error_code"]) == (409, "N7005")
    assert (await call("PUT", f"{path}/aliases/1", {"version": 2})).status == 404
    assert (await call("GET", f"{path}/aliases/nobody")).status == 404
    assert (await call("GET", f"{path}/aliases/nobody/history")).status == 404
    await call("PUT", f"{path}/aliases/trial", {"version": 1})
    assert (await call("DELETE", f"{path}/aliases/trial")).status == 204
    assert [each["version"] for each in (await call("GET", f"{path}/aliases")).body["items"]] == [2]
    past = (await call("GET", f"{path}/aliases/champion/history")).body["items"]
    assert [each["version"] for each in past] == [2, 3, 1]
    assert past[0]["until"] is None and past[1]["until"] == past[0]["since"] > past[1]["since"]
    assert {each["set_by"] for each in past} == {"local"}
    gone = (await call("GET", f"{path}/aliases/trial/history")).body["items"]
    assert [each["version"] for each in gone] == [None, 1]


async def _check_download(jp_fetch: Any, path: str, data: bytes) -> None:
    whole = await fetch(jp_fetch, path)
    assert whole.body == data and whole.headers["ETag"] == f'"{sha256(data)}"'
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in whole.headers["Content-Security-Policy"]
    said = whole.headers["Content-Disposition"]
    assert said.startswith('attachment; filename="net') and "\n" not in said
    assert unquote(said.partition("filename*=UTF-8''")[2]) == "net_α_-v1.trm"
    for asked, body in (("bytes=0-9", data[:10]), ("bytes=-7", data[-7:]),
                        (f"bytes={len(data) - 3}-", data[-3:]), ("bytes=5-5", data[5:6]),
                        (f"bytes=2-{10**12}", data[2:])):  # fmt: skip
        part = await fetch(jp_fetch, path, headers={"Range": asked})
        assert part.status == 206 and part.body == body, asked
        assert part.headers["Content-Range"].endswith(f"/{len(data)}")
    for asked in ("bytes=9-2", f"bytes={len(data)}-", "bytes=-0"):
        none = await fetch(jp_fetch, path, headers={"Range": asked})
        assert none.status == 416, asked
        assert none.headers["Content-Range"] == f"bytes */{len(data)}" and b"N7035" in none.body
    for headers in ({"Range": "bytes=0-1,4-5"}, {"Range": "lines=1-2"},
                    {"Range": "bytes=0-9", "If-Range": '"other"'}):  # fmt: skip
        assert (await fetch(jp_fetch, path, headers=headers)).body == data
    tag = {"If-None-Match": f'"x", "{sha256(data)}"'}
    assert (await fetch(jp_fetch, path, headers=tag)).status == 304
    head = await fetch(jp_fetch, path, method="HEAD")
    assert head.headers["Content-Length"] == str(len(data)) and head.body == b""


async def _check_deletion(call: Call, jp_fetch: Any, path: str, files: Path) -> None:
    refused = await call("DELETE", f"{path}/versions/2")
    assert refused.status == 409 and refused.body["details"]["aliases"] == ["champion"]
    place = files / sha256(model_file("trm"))[:2] / sha256(model_file("trm"))
    onnx = files / sha256(model_file("onnx"))[:2] / sha256(model_file("onnx"))
    for each in (place, onnx):
        os.utime(each, (time.time() - 3600,) * 2)  # what has just come is left
    assert (await call("DELETE", f"{path}/versions/3")).status == 204
    assert not onnx.exists() and place.exists()
    assert (await call("DELETE", f"{path}/versions/1")).status == 204
    assert place.exists(), "version 2 has the same file"
    assert (await fetch(jp_fetch, f"{path}/versions/1/file")).status == 404
    assert (await fetch(jp_fetch, f"{path}/versions/2/file")).status == 200


def _events(jp_serverapp: Any, path: str) -> Sequence[str]:
    (app,) = jp_serverapp.extension_manager.extension_apps["noodle_server"]
    wanted = select(EVENTS.c.kind).where(EVENTS.c.topic == f"model/{path.rpartition('/')[2]}")
    found: Sequence[str] = app.services.database.read_now(
        lambda each: each.execute(wanted.order_by(EVENTS.c.seq)).scalars().all())  # fmt: skip
    return found


@pytest.mark.parametrize(
    ("stem", "wanted"),
    [
        ("../../etc/passwd", "etc_passwd.trm"), ("a\r\nSet-Cookie: x", "a_Set-Cookie_x.trm"),
        ("CON", "_CON.trm"), ("nul.txt", "_nul.txt.trm"), ("..", "file.trm"), ("", "file.trm"),
        ("ﬁle\u202egpj", "file_gpj.trm"), ("C:\\x", "C_x.trm"), ('a"; b="c', "a_b_c.trm"),
        ("x" * 10_000, "x" * 100 + ".trm"),
    ],
)  # fmt: skip
def test_names_of_files_lead_nowhere(stem: str, wanted: str) -> None:
    assert named(stem, "trm") == wanted
