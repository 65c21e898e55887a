"""The OpenAPI document: valid, whole, and true. That every answer of the server's tests is one that
the document has is held by the `call` fixture (`contract.py`)."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from openapi_core.validation.response.exceptions import InvalidData
from openapi_spec_validator import OpenAPIV31SpecValidator
from tornado.httpclient import HTTPRequest, HTTPResponse
from tornado.httputil import HTTPHeaders

from noodle_server.errors import STATUSES
from noodle_server.identity.callers import PERMISSIONS
from noodle_server.rest.openapi import document
from noodle_server.rest.route import Route
from noodle_server.routes import ROUTES
from tests.server.contract import Contract

Call = Any
OPEN = {
    "POST /api/v1/auth/login", "POST /api/v1/auth/refresh", "POST /api/v1/auth/logout",
    "GET /api/v1/system/health", "GET /v2", "GET /v2/health/live", "GET /v2/health/ready",
}  # fmt: skip
"""What anybody may call."""


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


def test_document_is_openapi_3_1() -> None:
    OpenAPIV31SpecValidator(document(ROUTES)).validate()


def test_no_route_is_there_twice() -> None:
    names = [name_of(each) for each in ROUTES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("route", ROUTES, ids=name_of)
def test_row_of_a_route_says_all_of_it(route: Route) -> None:
    assert route.summary and not route.summary.endswith(".")
    assert (route.permission is None) == (name_of(route) in OPEN)
    if route.permission is not None:
        assert any(route.permission in role for role in PERMISSIONS.values()), "nobody may call it"
    assert (route.status == 204) == (route.response is None and not route.gives_file)
    assert route.body is None or not route.takes_bytes
    if route.method in ("GET", "DELETE"):
        assert route.body is None
    assert set(route.errors) <= STATUSES.keys()
    assert not route.names or "N7003" in route.errors, "what is named may not be there"
    for model in (route.body, route.query):
        assert model is None or model.model_config.get("extra") == "forbid"


async def test_served_document_is_that_of_the_routes(call: Call, jp_base_url: str) -> None:
    found = await call("GET", "openapi.json", headers={"Authorization": ""})
    assert found.status == 200 and found.body == document(ROUTES, jp_base_url + "noodle")


def test_front_ends_copy_is_up_to_date() -> None:
    copy = Path(__file__).parents[2] / "labextension/src/server/openapi.json"
    assert json.loads(copy.read_text("utf-8")) == document(ROUTES), "run `make schema`"


def test_answer_that_is_not_in_the_document_is_seen() -> None:
    contract = Contract(document(ROUTES, "/noodle"))
    url = "http://server.example/noodle/api/v1/system/health"
    request = HTTPRequest(url, headers={"Accept": "*/*"})

    def answer(status: int, text: str) -> HTTPResponse:
        return HTTPResponse(
            request,
            status,
            HTTPHeaders({"Content-Type": "application/json"}),
            io.BytesIO(text.encode()),
        )

    with pytest.raises(InvalidData):
        contract.hold(answer(200, '{"state": "very well"}'))
    with pytest.raises(Exception, match="418"):
        contract.hold(answer(418, "{}"))
