"""The OpenAPI 3.1 document, from the table of routes and the schemas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from noodle_server.errors import STATUSES
from noodle_server.rest.route import Route, pattern_of
from noodle_server.schemas.parts import ErrorBody
from noodle_server.version import VERSION

Json = dict[str, Any]
_REFERENCE: Final = "#/components/schemas/{model}"
_Mode = Literal["validation", "serialization"]
_SCHEMES: Final[Json] = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "an access token, or an API key"},
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "an API key"},
    "jupyter": {"type": "apiKey", "in": "header", "name": "Authorization",
                "description": "`token` and Jupyter's token"},
}  # fmt: skip
_ALWAYS: Final = ("N7007", "N7008", "N7099")
"""What any route may answer."""


def document(routes: Sequence[Route], base: str = "/noodle") -> Json:
    """For routes under `base`."""
    wanted: list[tuple[type[BaseModel], _Mode]] = [(ErrorBody, "serialization")]
    models = list(dict.fromkeys([*_models(routes), *wanted]))
    names, definitions = models_json_schema(models, ref_template=_REFERENCE)
    paths: Json = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, names)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Noodle", "version": VERSION,
                 "description": "Projects, jobs, compilation and models of a Noodle server."},
        "servers": [{"url": base}],
        "paths": paths,
        "components": {
            "schemas": definitions["$defs"],
            "securitySchemes": _SCHEMES,
        },
    }  # fmt: skip


def _models(routes: Sequence[Route]) -> Iterable[tuple[type[BaseModel], _Mode]]:
    for route in routes:
        if route.body is not None:
            yield route.body, "validation"
        if route.response is not None:
            yield route.response, "serialization"


def _operation(route: Route, names: Any) -> Json:
    answer: Json = {"description": "done"}
    if route.response is not None:
        answer["content"] = _json(names[route.response, "serialization"])
    if route.gives_file:
        answer["content"] = _BYTES
    if route.is_raw:
        answer["content"] |= _BYTES
    made: Json = {
        "operationId": f"{route.method.lower()}_{route.path.strip('/').translate(_PLAIN)}",
        "summary": route.summary,
        "tags": [route.tag],
        "responses": {str(route.status): answer, **_parts(route), **_errors(route, names)},
        "security": [] if route.permission is None else [{name: []} for name in _SCHEMES],
    }
    if route.permission is not None:
        made["x-permission"] = route.permission
    parameters = [*_path_parameters(route), *_query_parameters(route),
                  *([_CONTENT_RANGE] if route.takes_bytes else ()),
                  *([_RANGE] if route.gives_file else ())]  # fmt: skip
    if parameters:
        made["parameters"] = parameters
    if route.body is not None:
        content = _json(names[route.body, "validation"])
        if route.is_raw:
            content |= _BYTES
        made["requestBody"] = {"required": route.is_body_needed, "content": content}
    if route.takes_bytes:
        made["requestBody"] = {"required": True, "content": _BYTES}
    return made


_BYTES: Final[Json] = {"application/octet-stream": {}}
_RANGE: Final[Json] = {"name": "Range", "in": "header", "schema": {"type": "string"},
                       "description": "a part of the file: bytes=0-1023"}  # fmt: skip
_CONTENT_RANGE: Final[Json] = {
    "name": "Content-Range", "in": "header", "required": True,
    "schema": {"type": "string", "pattern": r"^bytes \d+-\d+/\d+$"},
    "description": "which bytes of the whole the body is: bytes 0-1023/5000",
}  # fmt: skip
_PLAIN: Final = str.maketrans({"/": "_", "{": None, "}": None, "-": "_"})


def _parts(route: Route) -> Json:
    """What else a file may be answered with."""
    if not route.gives_file:
        return {}
    return {"206": {"description": "the part that was asked for", "content": _BYTES},
            "304": {"description": "it is as it was"}}  # fmt: skip


def _errors(route: Route, names: Any) -> Json:
    codes = set(route.errors) | set(_ALWAYS)
    if route.permission is not None:
        codes |= {"N7001", "N7002"}
    if route.query is not None or route.body is not None:
        codes |= {"N7004", "N7011"}
    if route.body is not None:
        codes |= {"N7006"}
    by_status: dict[int, list[str]] = {}
    for code in sorted(codes):
        by_status.setdefault(STATUSES[code], []).append(code)
    content = _json(names[ErrorBody, "serialization"])
    return {str(status): {"description": ", ".join(found), "content": content}
            for status, found in sorted(by_status.items())}  # fmt: skip


def _path_parameters(route: Route) -> list[Json]:
    return [{"name": name, "in": "path", "required": True,
             "schema": {"type": "string", "pattern": pattern_of(name)}}
            for name in route.names]  # fmt: skip


def _query_parameters(route: Route) -> list[Json]:
    if route.query is None:
        return []
    schema = route.query.model_json_schema(ref_template=_REFERENCE)
    required = schema.get("required", [])
    return [{"name": name, "in": "query", "required": name in required, "schema": each,
             "description": each.get("description", "")}
            for name, each in schema["properties"].items()]  # fmt: skip


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}
