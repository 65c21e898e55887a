"""Jobs."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from noodle_server.schemas.parts import Id, Listing, Name, PageOf, Shown, Strict, Time

State = Literal["queued", "running", "succeeded", "failed", "cancelled", "dead"]


class JobIn(Strict):
    """A job to do. `request` is what its kind asks for."""

    kind: str = Field(max_length=32, examples=["noodle"])
    request: dict[str, Any]
    name: Name = "job"
    project_id: Id | None = None
    priority: int = Field(0, ge=-100, le=100)
    timeout: float = Field(3600, ge=1, le=604_800, description="seconds of wall-clock time")
    memory_limit: int = Field(4096, ge=64, le=8192, description="MB, of all its processes together")
    max_attempts: int = Field(3, ge=1, le=20, description="how often it is begun, if it is lost")


class Job(Shown):
    """A job and what became of it. `dead`: its process was lost as often as it may be."""

    id: Id
    owner_id: str
    project_id: str | None
    kind: str
    name: str
    state: State
    priority: int
    request: dict[str, Any]
    result: Any
    error: dict[str, Any] | None
    metrics: dict[str, Any]
    progress: float
    note: str
    attempts: int
    max_attempts: int
    cancel_requested: bool
    timeout_s: float
    memory_limit_mb: int
    created_at: Time
    updated_at: Time
    started_at: Time | None
    finished_at: Time | None


class JobListing(Listing):
    """Which jobs, and in what order."""

    state: State | None = None
    kind: str | None = Field(None, max_length=32)
    project_id: Id | None = None
    brief: bool = Field(False, description="leave `request` and `result` empty: they may be large")
    sort: Literal["created_at", "-created_at", "updated_at", "-updated_at"] = "-created_at"


class EventListing(Listing):
    """From which event on; or, with `before`, the last ones before an event."""

    after: int = Field(0, ge=0, le=2**62, description="the number of the last event that is known")
    before: int | None = Field(None, ge=0, le=2**62, description="the first event that is known")
    kind: str | None = Field(None, max_length=48)


class Event(Shown):
    """What happened; `seq` numbers all events in order."""

    seq: int
    topic: str
    kind: str
    payload: dict[str, Any]
    at: Time


JobPage = PageOf[Job]


class EventPage(Shown):
    """Events in order; pass the last `seq` as `after` for more."""

    items: list[Event]
