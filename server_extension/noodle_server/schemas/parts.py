"""What all schemas share: strictness, times as text, pages, errors."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Generic, TypeVar, Union, get_args, get_origin

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    model_validator,
)

Item = TypeVar("Item")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]")
ID_PATTERN: Final = "^[0-9a-f]{32}$"
"""Identifiers of what is stored."""

EXACT_AT_MOST: Final = 2**53
"""As far as every integer is a number with a point as well."""

Id = Annotated[str, Field(pattern=ID_PATTERN)]
Time = Annotated[
    float,
    PlainSerializer(lambda at: datetime.fromtimestamp(at, UTC).isoformat(), return_type=str),
    Field(json_schema_extra={"format": "date-time"}),
]
"""Seconds since 1970 inside, ISO 8601 in UTC outside."""

When = Annotated[AwareDatetime, BeforeValidator(lambda given: _as_date(given))]
"""A time that is asked for, in ISO 8601 with its zone; a number is none."""

Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f/\\]+$")]
"""What people call things: no control characters, nothing that reads as a path."""

Labels = Annotated[
    dict[Annotated[str, Field(min_length=1, max_length=64)], Annotated[str, Field(max_length=256)]],
    Field(max_length=64),
]


class Strict(BaseModel):
    """What comes in: nothing is converted, nothing unknown is taken."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _whole_numbers(cls, given: Any) -> Any:
        """JSON has one kind of number: 3.0 is an integer."""
        if not isinstance(given, dict):
            return given
        wanted = _integers(cls)
        return {name: _whole(value, wanted[name]) if name in wanted else value
                for name, value in given.items()}  # fmt: skip


def _as_date(given: object) -> object:
    if isinstance(given, str) and not _DATE.match(given):
        raise ValueError("a time is written as 2026-01-31T12:00:00Z")
    return given


@cache
def _integers(model: type[BaseModel]) -> dict[str, Any]:
    """The fields of a model that are integers, or lists of them, or may be: their types."""
    return {name: field.annotation for name, field in model.model_fields.items()
            if _has_integers(field.annotation)}  # fmt: skip


def _has_integers(kind: Any) -> bool:
    return kind is int or any(map(_has_integers, get_args(kind)))


def _whole(value: Any, kind: Any) -> Any:
    """`value`, its numbers as integers where `kind` wants them. Beyond 2**53 a number with a point
    may not be what was written: it stays, and is refused."""
    if isinstance(value, float):
        is_whole = value.is_integer() and abs(value) <= EXACT_AT_MOST
        return int(value) if is_whole and int in _alternatives(kind) else value
    if isinstance(value, list):
        for each in _alternatives(kind):
            if get_origin(each) is list:
                return [_whole(item, *get_args(each)) for item in value]
    return value


def _alternatives(kind: Any) -> tuple[Any, ...]:
    """What a value may be, without what is said of it."""
    if get_origin(kind) is Annotated:
        return _alternatives(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return tuple(found for each in get_args(kind) for found in _alternatives(each))
    return (kind,)


class Shown(BaseModel):
    """What goes out."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class Query(BaseModel):
    """A query. Queries are text, so numbers are read from it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Listing(Query):
    """The query of a list."""

    cursor: str | None = Field(None, max_length=1000, description="where the last page ended")
    limit: int = Field(50, ge=1, le=200, description="rows in a page, at most")


class PageOf(Shown, Generic[Item]):
    """A part of a list."""

    items: list[Item]
    next_cursor: str | None = Field(description="pass it as `cursor` for the next page; null: end")


class ErrorBody(Shown):
    """What every answer is that is an error."""

    error_code: str = Field(examples=["N7003"])
    error_message: str
    details: dict[str, Any]
    timestamp: str
    request_id: str
