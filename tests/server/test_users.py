"""Users and the audit: made, listed, changed, never without an admin; who did what is kept."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.server.people import PASSWORD, account, key, person, with_key

Call = Any
USERS = "/api/v1/users"


async def test_user_is_made_read_changed_and_deleted(call: Call) -> None:
    body = {"username": "ada", "display_name": "Ada L.", "role": "editor", "password": PASSWORD}
    made = await call("POST", USERS, body)
    assert made.status == 201 and made.body["role"] == "editor" and made.body["is_active"]
    assert not {"password", "password_hash"} & set(made.body)
    path = f"{USERS}/{made.body['id']}"
    assert (await call("GET", path)).body == made.body
    changed = await call("PATCH", path, {"display_name": "Ada"})
    assert changed.body["display_name"] == "Ada" and changed.body["role"] == "editor"
    again = await call("POST", USERS, body)
    assert again.status == 409 and again.body["error_code"] == "N7005"
    assert (await call("DELETE", path)).status == 204
    for method, given in (("GET", None), ("PATCH", {"role": "viewer"}), ("DELETE", None)):
        assert (await call(method, path, given)).status == 404
    for wrong in ({"username": "Ada"}, {"username": "../x"}, {"username": "ada", "password": "short"},
                  {"username": "adabyron", "password": "adabyron12345"}, {"username": "ада"},
                  {"username": "ada", "password": "a" * 20}, {"username": "ada", "id": "0" * 32},
                  {"username": "ada", "role": "root"}, {"username": "ada", "is_active": 1}):  # fmt: skip
        assert (await call("POST", USERS, wrong)).status == 422, wrong


async def test_users_are_filtered_sorted_and_paged(call: Call) -> None:
    for name, role in (("ada", "admin"), ("bob", "viewer"), ("cleo", "editor"), ("dora", "viewer")):
        await call("POST", USERS, {"username": name, "role": role})

    async def names(**params: str) -> list[str]:
        found: list[str] = []
        while True:
            page = (await call("GET", USERS, params={"limit": "2", **params})).body
            found += [each["username"] for each in page["items"]]
            if page["next_cursor"] is None:
                return found
            params["cursor"] = page["next_cursor"]

    assert await names() == ["ada", "bob", "cleo", "dora"]
    assert await names(sort="-username", role="viewer") == ["dora", "bob"]
    assert await names(username="o") == ["bob", "cleo", "dora"]
    assert await names(username="%") == [] and await names(is_active="false") == []
    for params in ({"sort": "password_hash"}, {"password_hash": "x"}, {"role": "x"}):
        assert (await call("GET", USERS, params=params)).status == 422


async def test_last_admin_stays(call: Call) -> None:
    first, second = await account(call, "ada", "admin"), await account(call, "bob", "admin")
    assert (await call("PATCH", f"{USERS}/{second}", {"is_active": False})).status == 200
    for method, body in (("DELETE", None), ("PATCH", {"role": "viewer"}),
                         ("PATCH", {"is_active": False})):  # fmt: skip
        refused = await call(method, f"{USERS}/{first}", body)
        assert refused.status == 409 and refused.body["error_code"] == "N7023"
    assert (await call("PATCH", f"{USERS}/{second}", {"is_active": True})).status == 200
    both = await asyncio.gather(*(call("PATCH", f"{USERS}/{each}", {"role": "editor"})
                                  for each in (first, second)))  # fmt: skip
    assert sorted(each.status for each in both) == [200, 409]


async def test_roles_cannot_be_raised_by_who_has_them(call: Call) -> None:
    ada = await person(call, "ada", "editor")
    for method, path, body in (("PATCH", f"{USERS}/{ada.id}", {"role": "admin"}),
                               ("POST", USERS, {"username": "eve", "role": "admin"}),
                               ("GET", USERS, None), ("GET", "/api/v1/audit", None)):  # fmt: skip
        assert (await call(method, path, body, headers=ada.headers)).status == 403
    for path, body in (("/api/v1/projects", {"name": "a", "owner_id": "0" * 32}),
                       ("/api/v1/projects", {"name": "a", "role": "admin"}),
                       ("/api/v1/auth/password", {"current_password": PASSWORD, "role": "admin",
                                                  "new_password": "another long password"})):  # fmt: skip
        assert (await call("POST", path, body, headers=ada.headers)).status == 422
    admin = await person(call, "root", "admin")
    assert (await call("GET", USERS, headers=admin.headers)).status == 200
    narrow = await key(call, ["users:read"], admin.headers)
    found = await call("POST", USERS, {"username": "eve"}, headers=with_key(narrow["key"]))
    assert found.status == 403


async def test_audit_says_who_did_what(call: Call) -> None:
    ada = await person(call, "ada", "editor")
    robot = await key(call, ["projects:read", "projects:write"], ada.headers)
    made = await call("POST", "/api/v1/projects", {"name": "a"}, headers=with_key(robot["key"]))
    path = f"/api/v1/projects/{made.body['id']}"
    await call("PATCH", path, {"name": "b"}, headers=ada.headers)
    await call("PATCH", path, {"name": "b/"}, headers=ada.headers)
    await call("DELETE", path, headers={**ada.headers, "X-Forwarded-For": "6.6.6.6"})
    job = {"kind": "noodle", "request": {"source_code": "x = 1"}}
    begun = await call("POST", "/api/v1/jobs", job, headers=ada.headers)
    await call("POST", f"/api/v1/jobs/{begun.body['id']}/cancel", headers=ada.headers)
    await call("DELETE", f"/api/v1/keys/{robot['id']}", headers=ada.headers)

    found = (await call("GET", "/api/v1/audit", params={"sort": "at", "limit": "200"})).body[
        "items"
    ]
    assert [each["action"] for each in found] == [
        "users.create", "auth.login", "keys.create", "projects.create", "projects.change",
        "projects.delete", "jobs.create", "jobs.cancel", "keys.delete",
    ]  # fmt: skip
    targets = [ada.id, ada.id, robot["id"], *[made.body["id"]] * 3, *[begun.body["id"]] * 2,
               robot["id"]]  # fmt: skip
    assert [each["target"] for each in found] == targets
    assert found[3]["session"] == f"key:{robot['id']}" and found[3]["actor"] == "ada"
    assert found[3]["request_id"] == made.headers["X-Request-ID"]
    assert {each["address"] for each in found} == {"127.0.0.1"}
    assert found[4]["session"].startswith("login:") and found[0]["actor_id"] == "local"
    assert PASSWORD not in str(found) and robot["key"] not in str(found)
    params = {"actor_id": ada.id, "action": "projects.change", "since": "2020-01-01T00:00:00Z"}
    assert len((await call("GET", "/api/v1/audit", params=params)).body["items"]) == 1
    params = {"until": "2020-01-01T00:00:00Z"}
    assert (await call("GET", "/api/v1/audit", params=params)).body["items"] == []
    assert (await call("GET", "/api/v1/audit", params={"since": "yesterday"})).status == 422
