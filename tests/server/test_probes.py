"""What attackers try on any API, over all routes: fields that are not theirs to set, SQL where a
name or an order is expected, scripts in names, a cookie without its token."""

from __future__ import annotations

from typing import Any

from tornado.httpclient import AsyncHTTPClient, HTTPRequest

from noodle_server.routes import ROUTES
from tests.server.people import person

Call = Any
SCRIPT = "<script>alert(1)</script>"
SQL = ("' OR '1'='1", "x'; DROP TABLE projects; --", "name) UNION SELECT secret FROM keys --")


def test_no_body_takes_a_field_that_it_does_not_name() -> None:
    bodies = {route.body for route in ROUTES if route.body is not None}
    assert len(bodies) > 10
    for body in bodies:
        assert body.model_config.get("extra") == "forbid", body.__name__


async def test_nobody_makes_himself_more_than_he_is(call: Call) -> None:
    someone = await person(call, "viewer", "viewer")
    for body in ({"role": "admin"}, {"is_active": True, "role": "admin"}, {"owner_id": "local"}):
        for path in ("/api/v1/users/me", f"/api/v1/users/{someone.id}"):
            found = await call("PATCH", path, body, headers=someone.headers)
            assert found.status in (403, 404, 405, 422), (path, body, found.body)
    me = await call("GET", f"/api/v1/users/{someone.id}")
    assert me.body["role"] == "viewer"


async def test_sql_is_text(call: Call) -> None:
    made = await call("POST", "/api/v1/projects", {"name": "kept"})
    for path in ("projects", "jobs", "models", "datasets", "users", "keys", "audit"):
        for sql in SQL:
            for field in ("sort", "name", "state", "kind", "cursor", "limit", "project_id"):
                found = await call("GET", f"/api/v1/{path}", params={field: sql})
                assert found.status == 422 or found.body["items"] == [], (path, field, sql)
        for sql in SQL:
            wanted = sql.replace("/", "").replace(" ", "%20")
            assert (await call("GET", f"/api/v1/{path}/{wanted}")).status in (404, 405, 422)
    assert (await call("GET", f"/api/v1/projects/{made.body['id']}")).body["name"] == "kept"


async def test_scripts_come_back_as_data_that_no_page_runs(call: Call) -> None:
    made = await call("POST", "/api/v1/projects", {"name": SCRIPT[:8], "description": SCRIPT})
    job = await call("POST", "/api/v1/jobs", {
        "kind": "noodle", "name": SCRIPT.replace("/", ""), "request": {"source_code": "x = 1"}})  # fmt: skip
    assert job.status in (202, 422)
    answers = [made, job, await call("GET", "/api/v1/projects", params={"name": SCRIPT}),
               await call("GET", f"/api/v1/projects/{SCRIPT.replace('/', '')}")]  # fmt: skip
    for each in answers:
        assert each.headers["Content-Type"].startswith("application/json")
        assert each.headers["X-Content-Type-Options"] == "nosniff"


async def test_cookie_alone_changes_nothing(
    call: Call, jp_serverapp: Any, jp_base_url: str
) -> None:
    """Signed in by cookie, as a page of another site would have the browser do it."""
    await call("GET", "/api/v1/projects")
    root = f"http://127.0.0.1:{jp_serverapp.port}{jp_base_url}"
    client = AsyncHTTPClient()
    signed_in = await client.fetch(
        f"{root}tree?token={jp_serverapp.identity_provider.token}", raise_error=False,
        follow_redirects=False,
    )  # fmt: skip
    cookies = [each.split(";")[0] for each in signed_in.headers.get_list("Set-Cookie")]
    mine = next(each for each in cookies if each.startswith("username-"))

    async def ask(method: str, **headers: str) -> int:
        body = '{"name": "forged"}' if method == "POST" else None
        request = HTTPRequest(
            f"{root}noodle/api/v1/projects", method=method, body=body,
            headers={"Cookie": mine, "Content-Type": "application/json", **headers},
        )  # fmt: skip
        return (await client.fetch(request, raise_error=False)).code

    assert await ask("GET") == 200
    assert await ask("POST") == 403
    assert await ask("POST", Origin="http://evil.example") in (403, 404)
    xsrf = next((each for each in cookies if each.startswith("_xsrf=")), None)
    if xsrf is not None:
        token = xsrf.partition("=")[2]
        assert await ask("POST", **{"Cookie": f"{mine}; {xsrf}", "X-XSRFToken": token}) == 201
    names = [each["name"] for each in (await call("GET", "/api/v1/projects")).body["items"]]
    assert names == (["forged"] if xsrf is not None else [])
