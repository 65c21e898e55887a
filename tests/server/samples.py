"""The smallest body that a schema takes, made from the schema itself, for tests over all routes.

Where identifiers of objects are given, all places that take one get it, also those that may be left
out: so that a test can ask for what belongs to somebody else in every way there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, final

from pydantic import BaseModel

from noodle_server.schemas.parts import ID_PATTERN

Json = dict[str, Any]


@final
class Sampler:
    """`named` are values by the name of the property that takes them; `ids` are those among them
    that are put in wherever they may be."""

    def __init__(
        self, model: type[BaseModel], named: Mapping[str, Any], ids: Mapping[str, str] | None = None
    ) -> None:  # fmt: skip
        self._schema = model.model_json_schema()
        self._named = named
        self._ids = ids or {}

    def body(self) -> Any:
        return self._value(self._schema)

    def takes_ids(self) -> bool:
        """Whether there is a place for one of the identifiers."""
        return self._has_ids(self._schema, ())

    def _value(self, schema: Json, name: str = "") -> Any:
        schema = self._resolved(schema)
        if name in self._ids:
            return self._ids[name]
        if name in self._named:
            return self._named[name]
        for each in ("const", "default"):
            if each in schema and not self._has_ids(schema, ()):
                return schema[each]
        if "enum" in schema:
            return schema["enum"][0]
        if choices := [*schema.get("anyOf", []), *schema.get("oneOf", [])]:
            wanted = [each for each in choices if self._has_ids(each, ())]
            return self._value((wanted or choices)[0], name)
        if "examples" in schema:
            return schema["examples"][0]
        return self._of_type(schema)

    def _of_type(self, schema: Json) -> Any:
        kind = schema.get("type")
        if kind == "object":
            required = schema.get("required", [])
            return {name: self._value(each, name)
                    for name, each in schema.get("properties", {}).items()
                    if name in required or self._is_id(name, each, ())}  # fmt: skip
        if kind == "array":
            count = max(schema.get("minItems", 0), int(self._has_ids(schema.get("items", {}), ())))
            return [self._value(schema["items"]) for _ in range(count)]
        if kind in ("integer", "number"):
            return schema.get("minimum", 1)
        if kind == "string" and schema.get("pattern") == ID_PATTERN:
            return "0" * 32
        if kind == "string":
            return "a" * max(schema.get("minLength", 1), 1)
        return {"boolean": False, "null": None}.get(str(kind), "a")

    def _has_ids(self, schema: Json, seen: tuple[str, ...]) -> bool:
        reference = schema.get("$ref", "")
        if reference in seen:
            return False
        seen = (*seen, reference) if reference else seen
        schema = self._resolved(schema)
        if any(
            self._is_id(name, each, seen) for name, each in schema.get("properties", {}).items()
        ):
            return True
        inner = [*schema.get("anyOf", []), *schema.get("oneOf", []), schema.get("items")]
        return any(self._has_ids(each, seen) for each in inner if isinstance(each, dict))

    def _is_id(self, name: str, schema: Json, seen: tuple[str, ...]) -> bool:
        return name in self._ids or self._has_ids(schema, seen)

    def _resolved(self, schema: Json) -> Json:
        while "$ref" in schema:
            found = self._schema["$defs"][schema["$ref"].rpartition("/")[2]]
            schema = {**found, **{name: each for name, each in schema.items() if name != "$ref"}}
        return schema
