"""What comes in is what the JSON schemas say, no more and no less: integers as JSON has them, and
what must not be given together."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator
from pydantic import BaseModel, ValidationError

from noodle_server.routes import ROUTES
from noodle_server.schemas.deployments import DeploymentChange, DeploymentIn
from noodle_server.schemas.model_requests import ArrayIn
from noodle_server.schemas.models import ModelRef, OneVersion
from noodle_server.schemas.open_inference import TensorParameters
from noodle_server.schemas.parts import EXACT_AT_MOST, Strict
from noodle_server.ws.messages import Subscribe

Json = dict[str, Any]
ID = "0" * 32


def below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for each in model.__subclasses__():
        yield each
        yield from below(each)


def integers() -> Iterator[tuple[type[BaseModel], str, Json, bool]]:
    """Every integer that a request may hold: its model, field and schema, and whether it is an
    element of a list."""
    assert ROUTES, "all models are there"
    for model in below(Strict):
        for name, field in model.model_json_schema()["properties"].items():
            for each in (field, *field.get("anyOf", ())):
                for schema, in_list in ((each, False), (each.get("items", {}), True)):
                    if schema.get("type") == "integer":
                        yield model, name, schema, in_list


INTEGERS = list(integers())


def is_taken(model: type[BaseModel], name: str, value: Any) -> bool:
    """Whether a field takes a value, whatever else is missing."""
    try:
        model.model_validate({name: value})
    except ValidationError as error:
        return not any(each["loc"][0] == name for each in error.errors() if each["loc"])
    return True


def test_there_are_integers_of_each_kind() -> None:
    found = {(model, name) for model, name, _, _ in INTEGERS}
    assert len(found) > 25
    assert {(ModelRef, "version"), (Subscribe, "after"), (ArrayIn, "shape"), (TensorParameters, "binary_data_size"),
            (DeploymentChange, "version")} <= found  # fmt: skip


@pytest.mark.parametrize(
    ("model", "name", "schema", "in_list"), INTEGERS,
    ids=[f"{model.__name__}.{name}" for model, name, _, _ in INTEGERS],
)  # fmt: skip
def test_integer_is_taken_with_a_point_too(
    model: type[BaseModel], name: str, schema: Json, in_list: bool
) -> None:
    def takes(value: Any) -> bool:
        return is_taken(model, name, [value] if in_list else value)

    least = max(schema.get("minimum", 0), 0)
    assert takes(least) and takes(float(least)) and takes(float(least + 1))
    for wrong in (least + 0.5, True, math.inf, -math.inf, math.nan, float(2 * EXACT_AT_MOST)):
        assert not takes(wrong), wrong
    if name != "id":  # which clients make up
        assert not takes(str(least)) and "maximum" in schema


def test_integer_with_a_point_becomes_one() -> None:
    found = ArrayIn.model_validate({"dtype": "f32", "shape": [2.0, 1], "data": [1.0, 2]})
    assert [repr(each) for each in (*found.shape, *found.data)] == ["2", "1", "1.0", "2"]
    assert repr(ModelRef.model_validate({"model_id": ID, "version": 638407.0}).version) == "638407"


@pytest.mark.parametrize("model", [ModelRef, DeploymentIn, DeploymentChange])
@pytest.mark.parametrize("alias", [None, "champion", 1])
@pytest.mark.parametrize("version", [None, 1, 2.0, 1.5, "1", True])
def test_schema_says_that_version_and_alias_exclude_each_other(
    model: type[OneVersion], version: Any, alias: Any
) -> None:
    rest = {"model_id": ID, "name": "net"}
    given: Json = {name: rest[name] for name in rest if name in model.model_fields}
    given |= {"version": version, "alias": alias}
    try:
        model.model_validate(given)
        is_right = True
    except ValidationError:
        is_right = False
    assert OAS31Validator(model.model_json_schema()).is_valid(given) == is_right
    assert is_right == (
        alias in (None, "champion") and version in (None, 1, 2.0) and version is not True
        and None in (version, alias)
    )  # fmt: skip
