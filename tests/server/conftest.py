"""A Jupyter server with the extension, for each test, under a base URL that needs quoting."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from pytest_jupyter.jupyter_server import *  # noqa: F403  # fixtures and hooks
from pytest_jupyter.jupyter_server import jp_fetch as jp_plain_fetch  # noqa: F401
from tornado.httpclient import HTTPClientError, HTTPResponse

from noodle_server.rest.openapi import document
from noodle_server.routes import ROUTES
from tests.server.contract import Contract
from tests.server.databases import database_url, stop_server


@pytest.fixture
def database_kind() -> str:
    """What the server keeps its rows in: `test_postgresql.py` has the other."""
    return "sqlite"


@pytest.fixture  # type: ignore[no-redef]
def jp_server_config(tmp_path: Path, database_kind: str) -> Iterator[dict[str, Any]]:
    """The extension alone, on a database of its own, with passwords that cost little."""
    with database_url(database_kind, tmp_path) as url:
        yield {
            "ServerApp": {"jpserver_extensions": {"noodle_server": True}},
            "NoodleServerApp": {"database_url": url, "data_folder": str(tmp_path / "files"),
                                "password_memory_kib": 64},
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer, errors too."""

    status: int
    body: Any
    headers: Any


Call = Callable[..., Awaitable[Answer]]
LONG: Final = 1_000_000
"""Bytes of a body in JSON that takes longer to be held to the document than to be made."""


@pytest.fixture  # type: ignore[no-redef]
def jp_fetch(jp_plain_fetch: Any, jp_serverapp: Any) -> Any:  # noqa: F811
    """Each request and each answer is held to the document that the server serves."""
    contract = Contract(document(ROUTES, jp_serverapp.base_url + "noodle"))

    async def held(*parts: str, **settings: Any) -> HTTPResponse:
        try:
            found: HTTPResponse = await jp_plain_fetch(*parts, **settings)
        except HTTPClientError as error:
            if error.response is not None:
                contract.hold(error.response)
            raise
        if len(settings.get("body") or "") < LONG:
            contract.hold(found)
        return found

    return held


@pytest.fixture
def call(jp_fetch: Any, jp_serverapp: Any, jp_asyncio_loop: Any) -> Call:
    """`await call("GET", "/api/v1/projects", {...})`, as whoever has Jupyter's token."""
    jp_asyncio_loop.run_until_complete(jp_serverapp.extension_manager.start_all_extensions())

    async def ask(method: str, path: str, body: Any = None, **settings: Any) -> Answer:
        headers = dict(settings.pop("headers", {}))
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
            settings["body"] = body if isinstance(body, str | bytes) else json.dumps(body)
        elif method in ("POST", "PUT", "PATCH"):
            settings["body"] = ""
        parts = ["noodle", *path.strip("/").split("/")]
        try:
            found = await jp_fetch(*parts, method=method, headers=headers, **settings)
        except HTTPClientError as error:
            assert error.response is not None
            found = error.response
        return _answer(found)

    return ask


def _answer(found: HTTPResponse) -> Answer:
    text = found.body.decode() if found.body else ""
    is_json = found.headers.get("Content-Type", "").startswith("application/json")
    return Answer(found.code, json.loads(text) if is_json and text else text, found.headers)


@pytest.fixture(scope="session", autouse=True)
def no_server_is_left() -> Iterator[None]:
    """PostgreSQL, where a test has started it, ends with the tests."""
    yield
    stop_server()
