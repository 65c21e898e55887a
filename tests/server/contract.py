"""What goes over the wire beside the served OpenAPI document, by openapi-core.

An answer must be one that the document has for its route and status, body and all; a request that
was carried out must be one that the document allows. Paths that the document lacks (WebSockets,
pages, what is nobody's) are not looked at, nor methods that a path lacks.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from openapi_core import Config, OpenAPI
from openapi_core.templating.paths.exceptions import PathError
from openapi_core.testing import MockRequest, MockResponse
from tornado.httpclient import HTTPResponse

_HOST: Final = "http://server.example"


class Contract:
    """The document of one server."""

    def __init__(self, document: dict[str, Any]) -> None:
        # That the document is a valid one is tested elsewhere, once.
        self._document = OpenAPI.from_dict(document, config=Config(spec_validator_cls=None))

    def hold(self, found: HTTPResponse) -> bool:
        """Whether the document has the route. Raises openapi-core's errors for what breaks it."""
        sent = _sent(found)
        try:
            if found.request.method != "HEAD":  # whose answer has no body
                self._document.validate_response(sent, _came(found))
            if found.code < 400:
                self._document.validate_request(sent)
        except PathError:
            return False
        return True


def _sent(found: HTTPResponse) -> MockRequest:
    url = urlsplit(found.request.url)
    headers = dict(found.request.headers)
    # A HEAD is a GET of which only the headers come.
    method = str(found.request.method).replace("HEAD", "GET")
    return MockRequest(
        _HOST, method, url.path, headers=headers, data=found.request.body or b"",
        args=dict(parse_qsl(url.query, keep_blank_values=True)),
        content_type=headers.get("Content-Type", ""),
    )  # fmt: skip


def _came(found: HTTPResponse) -> MockResponse:
    headers = dict(found.headers)
    return MockResponse(
        found.body, status_code=found.code, headers=headers,
        content_type=headers.get("Content-Type", ""),
    )  # fmt: skip
