"""What is served besides the routes: the OpenAPI document, its page, and Prometheus's text.

The page is Swagger UI as its package ships it: nothing comes from elsewhere.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from jupyter_server.auth.decorator import allow_unauthenticated
from tornado.web import RequestHandler, StaticFileHandler

from noodle_server.identity.callers import Caller
from noodle_server.measures import CONTENT_TYPE
from noodle_server.rest.handler import ApiHandler
from noodle_server.rest.route import Route
from noodle_server.services.all import Services

_PACKAGE: Final = find_spec("swagger_ui")  # its Python is for other servers: never imported
assert _PACKAGE is not None and _PACKAGE.submodule_search_locations is not None
FOLDER: Final = Path(_PACKAGE.submodule_search_locations[0]) / "static"
_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Noodle API</title>
<link rel="stylesheet" href="docs/static/swagger-ui.css"></head>
<body><div id="page"></div>
<script src="docs/static/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script></body></html>
"""
_START: Final = """SwaggerUIBundle({url: "openapi.json", dom_id: "#page", deepLinking: true,
  requestInterceptor: (request) => {
    const found = document.cookie.match(/\\b_xsrf=([^;]*)/);
    if (found) request.headers["X-XSRFToken"] = found[1];
    return request;
  }});
"""
_POLICY: Final = ("default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
                  "img-src 'self' data:; connect-src 'self'; frame-ancestors 'self'")  # fmt: skip

Pages = list[tuple[str, Any, dict[str, Any]]]


class TextHandler(RequestHandler):
    """A text that does not change, for anybody."""

    def initialize(self, text: str | dict[str, Any], kind: str) -> None:
        self._text = text
        self._kind = kind

    @allow_unauthenticated
    def get(self) -> None:
        self.set_header("Content-Security-Policy", _POLICY)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.write(self._text)
        self.set_header("Content-Type", self._kind)


class AssetHandler(StaticFileHandler):
    """Files of Swagger UI, for anybody."""

    @allow_unauthenticated
    async def get(self, path: str, include_body: bool = True) -> None:
        await super().get(path, include_body)

    head = get


class MetricsHandler(ApiHandler):
    """Prometheus's text. Whoever scrapes it is an administrator, by token or key."""

    def initialize(self, services: Services) -> None:  # type: ignore[override]
        row = Route("GET", "/metrics", lambda s, c, g: s.system.metrics(c), "metrics:read", "")
        super().initialize(services, {"GET": row})

    @allow_unauthenticated
    async def get(self) -> None:  # type: ignore[override]
        caller = self.caller
        assert isinstance(caller, Caller)
        text = await self.services.system.prometheus(caller)
        self.set_header("Content-Type", CONTENT_TYPE)
        await self.finish(text)


def pages(services: Services, document: dict[str, Any]) -> Pages:
    """As tornado takes them."""
    return [
        (r"/noodle/openapi.json", TextHandler, {"text": document, "kind": "application/json"}),
        (r"/noodle/docs", TextHandler, {"text": _PAGE, "kind": "text/html; charset=utf-8"}),
        (r"/noodle/docs/start.js", TextHandler, {"text": _START, "kind": "text/javascript"}),
        (r"/noodle/docs/static/(.*)", AssetHandler, {"path": str(FOLDER)}),
        (r"/noodle/metrics", MetricsHandler, {"services": services}),
    ]
