"""Models: what has versions, each of them one file, and names for versions that may move."""

from __future__ import annotations

import json
from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from noodle_server.schemas.parts import Id, Listing, Name, PageOf, Shown, Strict, Time

METADATA_AT_MOST: Final = 100_000
ALIAS_PATTERN: Final = "^[A-Za-z][A-Za-z0-9_.-]{0,63}$"
FILE_PATTERN: Final = "^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$"
"""Names of the files of jobs."""


def _small(value: dict[str, Any]) -> dict[str, Any]:
    if len(json.dumps(value)) > METADATA_AT_MOST:
        raise ValueError(f"metadata have at most {METADATA_AT_MOST} characters as JSON")
    return value


Alias = Annotated[str, Field(pattern=ALIAS_PATTERN, examples=["champion"])]
Aliases = Annotated[list[Alias], Field(max_length=16)]
Tag = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\x00-\x1f\x7f]+$")]
Tags = Annotated[list[Tag], Field(max_length=64)]
Metadata = Annotated[dict[str, Any], Field(max_length=1000), AfterValidator(_small)]
FileName = Annotated[str, Field(pattern=FILE_PATTERN)]
VersionNumber = Annotated[int, Field(ge=1, le=999_999_999)]
Origin = Literal["upload", "train", "optimise"]


class ModelIn(Strict):
    """A model to make; it has no version yet."""

    name: Name
    description: str = Field("", max_length=10_000)
    project_id: Id | None = None
    tags: Tags = Field(default_factory=list)
    metadata: Metadata = Field(default_factory=dict)


class ModelChange(Strict):
    """What to change of a model; what is left out stays."""

    name: Name | None = None
    description: str | None = Field(None, max_length=10_000)
    tags: Tags | None = None
    metadata: Metadata | None = None


class Model(Shown):
    """A model: `aliases` are versions by name."""

    id: Id
    owner_id: str
    project_id: str | None
    name: str
    description: str
    tags: list[str]
    metadata: dict[str, Any]
    latest_version: int | None
    aliases: dict[str, int]
    created_at: Time
    updated_at: Time


class ModelListing(Listing):
    """Which models, and in what order."""

    name: str | None = Field(None, max_length=200, description="only those whose name has this")
    project_id: Id | None = None
    sort: Literal["name", "-name", "created_at", "-created_at", "updated_at", "-updated_at"] = (
        "-created_at"
    )


class OneVersion(Strict):
    """Which version of a model: by number, by what an alias names, or neither."""

    model_config = ConfigDict(json_schema_extra={"not": {
        "required": ["version", "alias"],
        "properties": {"version": {"type": "integer"}, "alias": {"type": "string"}},
    }})  # fmt: skip

    version: VersionNumber | None = None
    alias: Alias | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if self.version is not None and self.alias is not None:
            raise ValueError("name a version or an alias, not both")
        return self


class ModelRef(OneVersion):
    """A version of a model: by number, by alias, or the latest."""

    model_id: Id


class Into(Strict):
    """Where a new version goes, and what is known of it."""

    model_id: Id
    description: str = Field("", max_length=10_000)
    tags: Tags = Field(default_factory=list)
    metadata: Metadata = Field(default_factory=dict)
    aliases: Aliases = Field(default_factory=list)


class VersionIn(Strict):
    """A version from a file that a job has made."""

    job_id: Id
    file_name: FileName = "model.trm"
    description: str = Field("", max_length=10_000)
    tags: Tags = Field(default_factory=list)
    metadata: Metadata = Field(default_factory=dict)
    aliases: Aliases = Field(default_factory=list)


class VersionChange(Strict):
    """What to change of a version; its file never changes."""

    description: str | None = Field(None, max_length=10_000)
    tags: Tags | None = None
    metadata: Metadata | None = None


class ModelVersion(Shown):
    """A version. `lineage` says what it was made of, `signature` what goes in and comes out."""

    model_id: Id
    version: int
    format: str
    file_name: str
    sha256: str
    size_bytes: int
    signature: dict[str, Any]
    origin: Origin
    job_id: str | None
    lineage: dict[str, Any]
    metrics: dict[str, Any]
    description: str
    tags: list[str]
    metadata: dict[str, Any]
    aliases: list[str]
    created_by: str
    created_at: Time
    updated_at: Time


class VersionListing(Listing):
    """Which versions, and in what order."""

    sort: Literal["version", "-version"] = "-version"


class AliasIn(Strict):
    """The version that an alias is to name."""

    version: VersionNumber


class AliasShown(Shown):
    """An alias, and who set it when."""

    name: str
    version: int
    set_by: str
    set_at: Time


class AliasList(Shown):
    """All aliases of a model."""

    items: list[AliasShown]


class AliasPast(Shown):
    """What an alias named from `since` to `until` (null: now); `version` null: nothing."""

    name: str
    version: int | None
    set_by: str
    since: Time
    until: Time | None


class AliasHistory(Shown):
    """What an alias named, the present first."""

    items: list[AliasPast]


ModelPage = PageOf[Model]
VersionPage = PageOf[ModelVersion]
