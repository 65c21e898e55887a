"""What a route is: one row says everything about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, final

from pydantic import BaseModel

from noodle_server.identity.callers import Caller
from noodle_server.services.all import Services

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]


@final
@dataclass(frozen=True, slots=True)
class Given:
    """What a request brings: the parts of its path, its query and its body as the route's models,
    and headers that some routes read."""

    path: Mapping[str, str]
    query: Any
    body: Any
    headers: Mapping[str, str]


@final
@dataclass(frozen=True, slots=True)
class Route:
    """`path` is relative to `<base>/noodle`; parts in braces are identifiers. `permission` is None
    for what anybody may call. `errors` are the codes that it may answer besides those that any
    route may."""

    method: Method
    path: str
    call: Callable[[Services, Caller, Given], Awaitable[BaseModel | None]]
    permission: str | None
    summary: str
    response: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    status: int = 200
    errors: tuple[str, ...] = ()

    @property
    def tag(self) -> str:
        """The resource that it belongs to."""
        parts = self.path.strip("/").split("/")
        return parts[2] if len(parts) > 2 else parts[-1]

    @property
    def names(self) -> tuple[str, ...]:
        """The parts of the path in braces."""
        return tuple(each[1:-1] for each in self.path.split("/") if each.startswith("{"))
