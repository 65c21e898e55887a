"""Projects over HTTP: made, read, changed, deleted, listed a page at a time."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

Call = Any


async def test_project_is_made_read_changed_and_deleted(call: Call) -> None:
    made = await call("POST", "/api/v1/projects", {"name": "vision", "labels": {"a": "b"}})
    assert made.status == 201 and made.body["labels"] == {"a": "b"}
    path = f"/api/v1/projects/{made.body['id']}"
    assert (await call("GET", path)).body == made.body
    changed = await call("PATCH", path, {"description": "pictures"})
    assert changed.body["description"] == "pictures" and changed.body["name"] == "vision"
    assert (await call("DELETE", path)).status == 204
    gone = await call("GET", path)
    assert gone.status == 404 and gone.body["error_code"] == "N7003"


async def test_name_that_is_taken_is_a_conflict(call: Call) -> None:
    await call("POST", "/api/v1/projects", {"name": "a"})
    again = await call("POST", "/api/v1/projects", {"name": "a"})
    assert again.status == 409 and again.body["error_code"] == "N7005"


async def test_pages_neither_skip_nor_repeat(call: Call) -> None:
    names = [f"p{number:02}" for number in range(7)]
    for name in names:
        await call("POST", "/api/v1/projects", {"name": name})
    for sort, wanted in (("name", names), ("-name", names[::-1]), ("created_at", names)):
        found: list[str] = []
        params = {"limit": "3", "sort": sort}
        while True:
            page = (await call("GET", "/api/v1/projects", params=params)).body
            found += [each["name"] for each in page["items"]]
            if page["next_cursor"] is None:
                break
            params["cursor"] = page["next_cursor"]
        assert found == wanted, sort


@pytest.mark.parametrize("cursor", ["x", "e30", "WyJuYW1lIiwgMSwgMV0", "a" * 999, "%00", "../"])
async def test_cursor_of_somebody_else_is_refused(call: Call, cursor: str) -> None:
    found = await call("GET", "/api/v1/projects", params={"cursor": cursor})
    assert found.status == 422 and found.body["error_code"] == "N7004"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422), ({"name": ""}, 422), ({"name": "a/b"}, 422), ({"name": "a\x00"}, 422),
        ({"name": 3}, 422), ({"name": "a", "owner_id": "me"}, 422), ({"name": "n" * 201}, 422),
        ("{", 400), ('{"name": "a", "name": "b"}', 400), ('{"name": NaN}', 400), ("[" * 9999, 400),
    ],
)  # fmt: skip
async def test_body_that_does_not_fit_is_refused(call: Call, body: Any, status: int) -> None:
    found = await call("POST", "/api/v1/projects", body)
    assert found.status == status
    assert set(found.body) == {
        "error_code", "error_message", "details", "timestamp", "request_id",
    }  # fmt: skip
    assert found.headers["X-Request-ID"] == found.body["request_id"]


async def test_who_is_not_signed_in_is_told_how(call: Call) -> None:
    found = await call("GET", "/api/v1/projects", headers={"Authorization": "token wrong"})
    assert found.status == 401 and found.body["error_code"] == "N7001"
    assert found.headers["WWW-Authenticate"].startswith("Bearer")


async def test_other_methods_and_paths_answer_in_the_same_shape(call: Call) -> None:
    for method, path, status in (("PUT", "/api/v1/projects", 405), ("GET", "/api/v1/x", 404),
                                 ("GET", "/api/v1/projects/nothing", 404)):  # fmt: skip
        found = await call(method, path)
        assert found.status == status and found.body["request_id"], path


async def test_health_needs_nobody_and_names_each_part(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def health() -> Any:
        found = await call("GET", "/api/v1/system/health", headers={"Authorization": ""})
        return found.body

    assert {each["name"]: each["state"] for each in (await health())["parts"]} == dict.fromkeys(
        ("database", "disk", "events", "deployments", "jobs"), "ok"
    )

    def broken(_: Any) -> Any:
        raise ZeroDivisionError("a mistake of ours")

    with monkeypatch.context() as patched:
        patched.setattr("noodle_server.jobs.dispatcher.to_do", broken)
        while (found := await health())["state"] == "ok":
            await asyncio.sleep(0.05)
        (jobs,) = [each for each in found["parts"] if each["name"] == "jobs"]
        assert jobs["state"] == "degraded" and jobs["detail"].endswith("ZeroDivisionError")
        assert "mistake" not in str(found)
    while (await health())["state"] != "ok":
        await asyncio.sleep(0.05)
