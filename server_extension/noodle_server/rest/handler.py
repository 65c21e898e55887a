"""The one handler of the REST API: request in, service called, answer or error out.

Who calls is found by the server's identity provider; that there is somebody, and that they may, is
checked here, before anything of the body is read. Errors of any kind leave in one shape.
"""

from __future__ import annotations

import asyncio
import json
import math
import sys
import uuid
from collections.abc import Awaitable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import ensure_async
from pydantic import BaseModel, ValidationError
from tornado.iostream import StreamClosedError
from tornado.web import HTTPError, stream_request_body

from nbc.errors import NoodleError
from noodle_server.errors import AWAY, ApiError, status_of
from noodle_server.identity.audit import NOBODY
from noodle_server.identity.callers import Caller
from noodle_server.identity.provider import OURS, caller_of
from noodle_server.logs import LOGGER, REQUEST_ID, say_request
from noodle_server.rest.downloading import send
from noodle_server.rest.guarding import admit_address, admit_caller, note_act
from noodle_server.rest.route import Given, Route
from noodle_server.schemas.checking import refusal
from noodle_server.services.all import Services
from noodle_server.services.downloads import Download
from noodle_server.services.inference import JSON_LENGTH, Raw

BODY_AT_MOST: Final = 8 * 1024 * 1024
"""Bytes of a JSON body. Files have their own routes."""

TENSORS_AT_MOST: Final = 128 * 1024 * 1024
"""Bytes of a body that is passed on."""

STRANGERS_BODY_AT_MOST: Final = 64 * 1024
"""The same, of those who may send none at all."""

GONE: Final = object()
"""Instead of an answer that nobody waits for."""

_SIGN_IN: Final = "send an Authorization header: Bearer and a token, or sign in"
_OF_STATUS: Final = {400: "N7011", 401: "N7001", 403: "N7002", 404: "N7003", 405: "N7010",
                     413: "N7006"}  # fmt: skip
"""Codes for what tornado and Jupyter refuse by themselves."""


@stream_request_body
class ApiHandler(JupyterHandler):
    """All methods of one path: `routes` has a row for each. A body is held to its limit as it
    comes: tornado alone would keep half a gigabyte of anybody's."""

    def initialize(self, services: Services, routes: Mapping[str, Route]) -> None:
        self.services = services
        self.routes = routes
        self.request_id = uuid.uuid4().hex
        self.kept: dict[str, str] = {}
        self.received = bytearray()
        self.asking: asyncio.Task[Any] | None = None
        self.has_gone = False
        self.keep("X-Request-ID", self.request_id)

    @property
    def route(self) -> Route | None:
        method = str(self.request.method)
        return self.routes.get("GET" if method == "HEAD" else method)

    @property
    def caller(self) -> Caller | None:
        """Who calls, if anybody is known to."""
        return caller_of(self.current_user, self.identity_provider)

    def keep(self, name: str, value: str) -> None:
        """Sets a header, on an error too."""
        self.kept[name] = value
        self.set_header(name, value)

    def set_default_headers(self) -> None:
        self.set_header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cache-Control", "no-store")

    def check_xsrf_cookie(self) -> None:
        """Only those who are known by a cookie can be tricked; who is not known gets 401. tornado
        asks before Jupyter has looked who it is, which then asks again."""
        if getattr(self, "_jupyter_current_user", None) is not None and self.route is not None:
            super().check_xsrf_cookie()

    async def prepare(self, *, _redirect_to_login: bool = False) -> None:
        """Refuses who may not, before the body is looked at: where there can be one, as soon as it
        is there, since who still sends does not listen."""
        REQUEST_ID.set(self.request_id)
        route = self.route
        if route is None or route.is_limited:
            admit_address(self)
        await super().prepare(_redirect_to_login=_redirect_to_login)
        if route is None:
            raise ApiError("N7010", f"{self.request.method} is not for this path")
        caller = self.caller
        if caller is not None and route.is_limited:
            admit_caller(self, caller)
        elif caller is None and route.permission is not None and not route.is_limited:
            admit_address(self)
        if route.body is None:
            await self._require(caller, route.permission)
        else:
            promised = self.request.headers.get("Content-Length", "")
            if promised.isdecimal() and int(promised) > self._body_at_most():
                raise self._too_large()
        note_act(self, route, caller)

    def _body_at_most(self) -> int:
        route = self.route
        is_known = self.caller is not None or (route is not None and route.permission is None)
        known = TENSORS_AT_MOST if route is not None and route.is_raw else BODY_AT_MOST
        return known if is_known else STRANGERS_BODY_AT_MOST

    def _too_large(self) -> ApiError:
        """And reads no further, however much comes."""
        connection: Any = self.request.connection
        connection.set_max_body_size(sys.maxsize)
        return ApiError("N7006", f"a body has at most {self._body_at_most()} bytes")

    def data_received(self, chunk: bytes) -> Awaitable[None] | None:
        """A part of the body."""
        self.received += chunk
        if len(self.received) > self._body_at_most() and not self._finished:
            error = self._too_large()
            self.send_error(exc_info=(ApiError, error, None))
        return None

    async def _require(self, caller: Caller | None, permission: str | None) -> None:
        """Both the caller's role and Jupyter's authorizer must allow it."""
        if permission is None:
            return
        if caller is None:
            raise ApiError("N7001", "nobody is signed in here", hint=_SIGN_IN)
        caller.require(permission)
        resource, _, action = permission.partition(":")
        asked = self.authorizer.is_authorized(self, self.current_user, action, OURS + resource)
        if not await ensure_async(asked):
            raise ApiError("N7002", f"the server's authorizer does not allow {permission}",
                           details={"permission": permission})  # fmt: skip

    @allow_unauthenticated
    async def _answer(self, *_: str, **path: str) -> None:
        route = self.route
        assert route is not None
        if self._finished:
            return
        if route.body is not None:
            await self._require(self.caller, route.permission)
        given = Given(path, self._query(route), self._body(route), self.request.headers)
        work = route.call(self.services, self.caller or NOBODY, given)
        result = await (self._while_wanted(work) if route.is_raw else work)
        if result is GONE:
            self.set_status(499, "the caller has gone")
            return
        self.set_status(route.status)
        if isinstance(result, Download):
            await send(self, result)
            return
        if isinstance(result, Raw):
            self._pass_on(result)
        elif result is not None:
            self.show(result)
        await self.finish()

    async def _while_wanted(self, work: Awaitable[Any]) -> Any:
        """What the service gives; `GONE`, and it is given up, when the caller has gone: it is of
        no use to anybody else."""
        task = self.asking = asyncio.current_task()
        try:
            return await work
        except asyncio.CancelledError:
            if task is None or not self.has_gone:
                raise
            task.uncancel()
            return GONE
        finally:
            self.asking = None

    def on_connection_close(self) -> None:
        super().on_connection_close()
        if self.asking is not None:
            self.has_gone = True
            self.asking.cancel()

    def show(self, result: BaseModel) -> None:
        """Writes what the service gave."""
        self.set_header("Content-Type", "application/json")
        self.write(result.model_dump_json())

    def _pass_on(self, result: Raw) -> None:
        """Writes what the service gave, as it is."""
        self.set_header("Content-Type", result.kind)
        if result.json_bytes is not None:
            self.set_header(JSON_LENGTH, result.json_bytes)
        self.write(result.body)

    get = post = put = patch = delete = _answer
    head = options = _answer

    def _query(self, route: Route) -> BaseModel | None:
        given = self.request.query_arguments
        if route.query is None:
            if given:
                raise _invalid("query", f"this path takes no {', '.join(map(str, given))}")
            return None
        values: dict[str, str] = {}
        for name, each in given.items():
            if len(each) > 1:
                raise _invalid(name, "it is there more than once")
            values[name] = _text(each[0], name)
        return _checked(route.query, values)

    def _body(self, route: Route) -> BaseModel | Raw | None:
        body = bytes(self.received)
        if route.body is None:
            return None
        if route.is_raw:
            return _raw(body, self.request.headers.get(JSON_LENGTH))
        if not body and not route.is_body_needed:
            return _checked(route.body, {})
        kind = self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise ApiError("N7011", "the body must be application/json", hint="set Content-Type")
        return _checked(route.body, _json(body))

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Every error leaves here."""
        raised = kwargs.get("exc_info", (None, None, None))[1]
        error = _known(raised, status_code)
        self.set_status(status_of(error))
        for name, value in self.kept.items():
            self.set_header(name, value)
        if error.code == "N7010":
            self.set_header("Allow", ", ".join(self._methods()))
        if error.code == "N7001":
            self.set_header("WWW-Authenticate", 'Bearer realm="noodle"')
        if isinstance(error, ApiError) and error.retry_after_s is not None:
            self.set_header("Retry-After", str(math.ceil(error.retry_after_s)))
        if error.code == "N7035" and isinstance(error, ApiError):
            self.set_header("Content-Range", f"bytes */{error.details['size_bytes']}")
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(self._shape(error)))

    def _methods(self) -> list[str]:
        return sorted({*self.routes, *({"HEAD"} if "GET" in self.routes else ())})

    def _shape(self, error: NoodleError) -> dict[str, Any]:
        details = dict(error.details) if isinstance(error, ApiError) else {}
        if error.hint:
            details["hint"] = error.hint
        return {"error_code": error.code, "error_message": error.message, "details": details,
                "timestamp": datetime.now(UTC).isoformat(),
                "request_id": self.request_id,
                **({"error": error.message} if self._is_open() else {})}  # fmt: skip

    def _is_open(self) -> bool:
        return self.route is not None and self.route.is_open

    def on_finish(self) -> None:
        """Counts the request."""
        super().on_finish()
        route = self.route.path if self.route is not None else "other"
        method = str(self.request.method)
        measures = self.services.system.measures
        measures.requests.labels(method, route, str(self.get_status())).inc()
        measures.seconds.labels(method, route).observe(self.request.request_time())

    def _log(self) -> None:
        """Our line of the log instead of Jupyter's."""
        caller = caller_of(getattr(self, "_jupyter_current_user", None), self.identity_provider)
        say_request(self, "" if caller is None else caller.username)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """What is the caller's fault is no news. Not tornado's way: that has the query in it."""
        known = _known(value, 500)
        is_news = status_of(known) >= 500 and known.code not in AWAY
        if is_news and not isinstance(value, StreamClosedError):
            LOGGER.error("a request was not carried out", exc_info=(typ, value, tb))


class NothingHere(ApiHandler):
    """Any other path under ours: the same shape, not a page."""

    def initialize(self, services: Services) -> None:  # type: ignore[override]
        super().initialize(services, {})

    async def prepare(self, *, _redirect_to_login: bool = False) -> None:
        admit_address(self)
        await JupyterHandler.prepare(self, _redirect_to_login=_redirect_to_login)
        raise ApiError("N7003", "there is nothing at this path", hint="see openapi.json")


def _known(raised: Any, status: int) -> NoodleError:
    """What was raised, as one of ours."""
    if isinstance(raised, NoodleError):
        return raised
    if isinstance(raised, HTTPError) and raised.status_code in _OF_STATUS:
        said = raised.log_message or raised.reason or "the request was refused"
        return ApiError(_OF_STATUS[raised.status_code], str(said))
    if status in _OF_STATUS:
        return ApiError(_OF_STATUS[status], "the request was refused")
    return ApiError("N7099", "the server has made a mistake",
                    hint="report it with the request_id")  # fmt: skip


def _checked(model: type[BaseModel], values: Any) -> BaseModel:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        raise refusal(error) from None


def _raw(body: bytes, json_bytes: str | None) -> Raw:
    if json_bytes is not None and not (json_bytes.isdecimal() and len(json_bytes) < 12):
        raise ApiError("N7011", f"{JSON_LENGTH} is not a number of bytes")
    return Raw(body, None if json_bytes is None else int(json_bytes))


def _json(body: bytes) -> Any:
    try:
        # Decoded here: `json` would take UTF-16 too, which JSON between systems never is.
        found = json.loads(body.decode(), parse_constant=_refuse_constant, parse_float=_finite,
                           object_pairs_hook=_once)  # fmt: skip
        if b"\\u" in body:
            json.dumps(found, ensure_ascii=False).encode()  # halves of a pair are no text
        return found
    except (ValueError, RecursionError) as error:
        raise ApiError("N7011", f"the body is not JSON: {error}") from None


def _finite(text: str) -> float:
    found = float(text)
    if not math.isfinite(found):
        raise ValueError(f"{text[:40]} is too large a number")
    return found


def _refuse_constant(text: str) -> None:
    raise ValueError(f"{text} is no JSON number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("an object has a key twice")
    return made


def _text(value: bytes, name: str) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise _invalid(name, "it is not UTF-8") from None


def _invalid(field: str, problem: str) -> ApiError:
    return ApiError("N7004", f"{field}: {problem}",
                    details={"problems": [{"field": field, "problem": problem}]})  # fmt: skip
