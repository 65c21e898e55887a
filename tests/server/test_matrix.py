"""Every route, called by everybody: nobody, who may read, who may write, who may all, another owner,
a key without scopes. What each gets follows from the route's row, so a new row is tested by itself.

Objects are planted in the tables, one of each kind for each of two owners. Whoever is refused must
be told so before anything is looked up or changed; what belongs to another is not found, whether it
is named in the path or anywhere in the body.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pytest
from sqlalchemy import Table, insert

from noodle_server.clock import now
from noodle_server.identity.callers import PERMISSIONS
from noodle_server.jobs.kinds import KINDS
from noodle_server.rest.route import Route
from noodle_server.routes import ROUTES
from noodle_server.schemas.deployments import DeploymentSettings
from noodle_server.store.deployment_tables import DEPLOYMENTS
from noodle_server.store.identity_tables import API_KEYS
from noodle_server.store.model_tables import (
    ALIAS_HISTORY,
    ALIASES,
    DATASETS,
    JOB_FILES,
    MODEL_VERSIONS,
    MODELS,
    UPLOADS,
)
from noodle_server.store.tables import JOBS, PROJECTS
from tests.server.people import NOBODY, PASSWORD, Person, account, key, person, with_key
from tests.server.samples import Sampler

Call = Any
Planted = Mapping[str, str]

PUBLIC: Final = {"/api/v1/auth/login", "/api/v1/auth/refresh", "/api/v1/auth/logout",
                 "/api/v1/system/health", "/v2", "/v2/health/live", "/v2/health/ready"}  # fmt: skip
"""What anybody may call. A route without a permission that is not named here is a mistake."""

NAMED: Final = {
    "username": "somebody", "password": PASSWORD, "name": "something", "kind": "noodle",
    "request": {"source_code": "x = 1"}, "version": 1, "alias": "best", "file_name": "a.trm",
    "project_id": None, "sha256": "0" * 64, "source_code": "x = 1", "scopes": [],
    "new_password": "another long password", "size_bytes": 10,
}  # fmt: skip
"""What bodies and paths have where a schema does not say enough."""

TABLES: Final = {"project_id": PROJECTS, "job_id": JOBS, "model_id": MODELS, "dataset_id": DATASETS,
                 "upload_id": UPLOADS, "key_id": API_KEYS, "deployment_id": DEPLOYMENTS,
                 "deployment_name": DEPLOYMENTS}  # fmt: skip
"""Where objects with owners are. Every part of a path that is an identifier is here, or is an
account's. Deployments are planted with their identifiers as names."""

USUAL: Final = DeploymentSettings().model_dump()
COMPILED: Final = {"source_code": "", "optimization_level": 1, "inputs": {}, "execute": False}
SENDS_BYTES: Final = {"Content-Type": "application/octet-stream", "Content-Range": "bytes 0-0/10"}


@dataclass(frozen=True, slots=True)
class World:
    """Who calls, what `owner` and `other` have, and an account that nobody minds."""

    nobody: dict[str, str]
    unscoped: dict[str, str]
    viewer: Person
    editor: Person
    other: Person
    admin: Person
    editors: Planted
    others: Planted


async def test_every_route_refuses_who_may_not(call: Call, jp_serverapp: Any) -> None:
    world = await made(call, jp_serverapp)
    for route in ROUTES:
        if route.permission is None:
            assert route.path in PUBLIC, route
            continue
        await expect(call, route, world.nobody, world.editors, "N7001")
        await expect(call, route, {"Authorization": "Bearer a.b.c"}, world.editors, "N7001")
        await expect(call, route, world.unscoped, world.editors, "N7002")
        for each in (world.viewer, world.other):
            role = "viewer" if each is world.viewer else "editor"
            may = route.permission in permissions_of(role)
            if not may:
                await expect(call, route, each.headers, world.editors, "N7002")
            elif set(route.names) & set(TABLES):
                await expect(call, route, each.headers, world.editors, "N7003")
    for route in ROUTES:
        if is_plain_read(route):
            for who in (world.editor, world.admin):
                if route.permission in permissions_of("editor" if who is world.editor else "admin"):
                    found = await ask(call, route, who.headers, world.editors)
                    is_away = found.status == 503 and "N7060" in route.errors
                    assert found.status == route.status or is_away, (route.path, found.body)


async def test_every_route_answers_who_may(call: Call, jp_serverapp: Any) -> None:
    world = await made(call, jp_serverapp)
    order = {"GET": 0, "POST": 1, "PUT": 2, "PATCH": 3, "DELETE": 4}
    for who, things in ((world.editor, world.editors), (world.admin, world.others)):
        role = "editor" if who is world.editor else "admin"
        for route in sorted(ROUTES, key=lambda each: (order[each.method], -len(each.path))):
            if route.gives_file or "/auth/" in route.path:
                continue  # files are not planted; passwords have their own tests
            if route.permission in permissions_of(role):
                found = await ask(call, route, who.headers, things)
                assert found.status not in (401, 403, 500), (route, found.body)
                is_made = not route.names and not route.takes_bytes
                if is_made and route.path not in NEEDS_MORE:
                    assert found.status in (route.status, 409), (route, found.body)


NEEDS_MORE: Final = {"/api/v1/ahr/optimize", "/api/v1/deployments"}
"""Routes whose body has to name what was not planted whole."""


async def test_no_body_reaches_what_is_anothers(call: Call, jp_serverapp: Any) -> None:
    world = await made(call, jp_serverapp)
    foreign = {name: value for name, value in world.editors.items() if name in TABLES}
    asked: list[str] = []
    for route in ROUTES:
        if route.body is None or route.permission not in permissions_of("editor"):
            continue
        sampler = Sampler(route.body, NAMED, foreign)
        if sampler.takes_ids():
            asked.append(route.path)
            found = await ask(call, route, world.other.headers, world.others, sampler.body())
            # Where the path names something, N7003 would say that that is not there.
            code = "N7005" if route.names else "N7003"
            assert found.body["error_code"] == code, (route.path, found.body)
            assert found.body["error_message"].startswith("there is no "), found.body
    for kind in KINDS.values():
        sampler = Sampler(kind.request, NAMED, foreign)
        if sampler.takes_ids() and not getattr(kind, "is_inner", False):
            body = {"kind": kind.name, "request": sampler.body()}
            found = await call("POST", "/api/v1/jobs", body, headers=world.other.headers)
            asked.append(kind.name)
            assert found.body["error_code"] == "N7003", (kind.name, body, found.body)
    assert {"/api/v1/jobs", "/api/v1/models", "train"} <= set(asked), asked


@pytest.mark.parametrize("route", ROUTES, ids=lambda each: f"{each.method} {each.path}")
def test_row_can_be_tested(route: Route) -> None:
    """Its permission is one, its parts can be filled, its body can be made."""
    assert route.permission is None or route.permission in permissions_of("admin")
    for name in route.names:
        assert name in TABLES or name in NAMED or name == "user_id", f"plant a {name}"
    if route.body is not None:
        route.body.model_validate(body_of(route))


async def made(call: Call, jp_serverapp: Any) -> World:
    editor, other = await person(call, "edda", "editor"), await person(call, "otto", "editor")
    viewer, admin = await person(call, "vera", "viewer"), await person(call, "root", "admin")
    spare = await account(call, "spare")
    unscoped = with_key((await key(call, [], editor.headers))["key"])
    apps = jp_serverapp.extension_manager.extension_apps["noodle_server"]
    database = next(iter(apps)).services.database
    planted: list[Planted] = []
    for owner in (editor, other):
        rows = rows_of(owner.id)
        database.write_now(lambda each, rows=rows: [each.execute(insert(table).values(row))
                                                    for table, row in rows])  # fmt: skip
        first = dict(reversed(rows))
        planted.append({"user_id": spare,
                        **{name: first[table]["id"] for name, table in TABLES.items()}})  # fmt: skip
    return World(NOBODY, unscoped, viewer, editor, other, admin, *planted)


def rows_of(owner_id: str) -> list[tuple[Table, dict[str, Any]]]:
    """One object of each kind, and what belongs to it."""
    job = filled(JOBS, owner_id, kind="compile", state="cancelled", request=COMPILED)
    model = filled(MODELS, owner_id, next_version=2)
    version, deployment = {"model_id": model["id"], "version": 1}, uuid.uuid4().hex
    return [
        (JOBS, job), (MODELS, model), (PROJECTS, filled(PROJECTS, owner_id)),
        (MODEL_VERSIONS, filled(MODEL_VERSIONS, owner_id, **version, origin="upload", format="trm",
                                sha256="0" * 64)),
        (ALIASES, filled(ALIASES, owner_id, **version, name="best")),
        (ALIAS_HISTORY, {"model_id": model["id"], "version": 1, "name": "best",
                         "set_by": owner_id, "at": now()}),
        (DATASETS, filled(DATASETS, owner_id, format="npz")),
        (UPLOADS, filled(UPLOADS, owner_id, purpose="model", model_id=model["id"], format="trm")),
        (JOB_FILES, filled(JOB_FILES, owner_id, job_id=job["id"], role="result", name="a.trm",
                           format="trm")),
        (API_KEYS, filled(API_KEYS, owner_id, key_hash=uuid.uuid4().hex)),
        (DEPLOYMENTS, filled(DEPLOYMENTS, owner_id, id=deployment, name=deployment,
                             model_id=model["id"], version=1, settings=USUAL)),
    ]  # fmt: skip


def filled(table: Table, owner_id: str, **given: Any) -> dict[str, Any]:
    """A row: what is not given is something of the column's type, or nothing."""
    usual: dict[type, Any] = {str: "x", int: 10, float: now(), bool: False, object: {}}
    lists: dict[str, Any] = {"tags": [], "scopes": []}
    row = {each.name: usual[each.type.python_type] for each in table.columns if not each.nullable}
    mine = lists | {"id": uuid.uuid4().hex, "owner_id": owner_id, "set_by": owner_id}
    return row | {name: value for name, value in mine.items() if name in row} | given


async def expect(call: Call, route: Route, headers: Any, things: Planted, code: str) -> None:
    found = await ask(call, route, headers, things)
    who = headers.get("Authorization", "")[:20]
    assert found.body and found.body["error_code"] == code, (route.method, route.path, who, found)


async def ask(
    call: Call, route: Route, headers: Any, things: Planted, body: Any = None
) -> Any:  # fmt: skip
    path = route.path
    for name in route.names:
        path = path.replace(f"{{{name}}}", str(things.get(name) or NAMED[name]))
    if route.takes_bytes:
        return await call(route.method, path, "x", headers={**headers, **SENDS_BYTES})
    if route.body is not None and body is None:
        body = body_of(route)
    return await call(route.method, path, body, headers=headers)


def body_of(route: Route) -> Any:
    assert route.body is not None
    return Sampler(route.body, NAMED).body()


def is_plain_read(route: Route) -> bool:
    return route.method == "GET" and not route.gives_file


def permissions_of(role: str) -> frozenset[str]:
    return PERMISSIONS[role]  # type: ignore[index]
