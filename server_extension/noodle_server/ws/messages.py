"""What goes over a WebSocket, both ways: JSON objects with a `type`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from noodle_server.schemas.parts import Strict

Topic = Annotated[
    str, Field(pattern=r"^(\*|system|(job|model|project|deployment)/(\*|[0-9a-f]{32}))$")
]
"""`job/<id>`, `model/<id>`, `project/<id>`, `deployment/<id>`, `system`; a star for all of them."""

EventKind = Annotated[str, Field(min_length=1, max_length=48)]


class Subscribe(Strict):
    """Send these topics from now on; from the event after `after`, where it is given. With
    `kinds`, only such events of them: a list of jobs need not hear what each of them prints."""

    type: Literal["subscribe"]
    topics: list[Topic] = Field(min_length=1, max_length=100)
    after: int | None = Field(None, ge=0, le=2**62)
    kinds: list[EventKind] | None = Field(None, max_length=32)


class Unsubscribe(Strict):
    """Send these no more."""

    type: Literal["unsubscribe"]
    topics: list[Topic] = Field(min_length=1, max_length=100)


class Ping(Strict):
    """Answered by a pong with the same `id`."""

    type: Literal["ping"]
    id: str | int | None = None


class Command(Strict):
    """Answered by a `result` with the same `id`."""

    type: Literal["command"]
    name: Literal["get_status", "get_metrics"]
    id: str | int | None = None


Incoming: TypeAdapter[Any] = TypeAdapter(
    Annotated[Subscribe | Unsubscribe | Ping | Command, Field(discriminator="type")]
)
