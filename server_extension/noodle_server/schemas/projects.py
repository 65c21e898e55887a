"""Projects."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from noodle_server.schemas.parts import Id, Labels, Listing, Name, PageOf, Shown, Strict, Time


class ProjectIn(Strict):
    """A project to make."""

    name: Name
    description: str = Field("", max_length=10_000)
    labels: Labels = Field(default_factory=dict)


class ProjectChange(Strict):
    """What to change of a project; what is left out stays."""

    name: Name | None = None
    description: str | None = Field(None, max_length=10_000)
    labels: Labels | None = None


class Project(Shown):
    """A project: what jobs and models belong to."""

    id: Id
    owner_id: str
    name: str
    description: str
    labels: dict[str, str]
    created_at: Time
    updated_at: Time


class ProjectListing(Listing):
    """Which projects, and in what order."""

    name: str | None = Field(None, max_length=200, description="only those whose name has this")
    sort: Literal["name", "-name", "created_at", "-created_at", "updated_at", "-updated_at"] = (
        "-created_at"
    )


ProjectPage = PageOf[Project]
