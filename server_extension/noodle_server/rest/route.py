"""What a route is: one row says everything about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, final

from pydantic import BaseModel

from noodle_server.identity.callers import Caller
from noodle_server.schemas.deployments import NAME_PATTERN
from noodle_server.schemas.models import ALIAS_PATTERN, FILE_PATTERN
from noodle_server.schemas.parts import ID_PATTERN
from noodle_server.services.all import Services
from noodle_server.services.downloads import Download
from noodle_server.services.inference import Raw

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]

PARTS: Final = {"version": "^[1-9][0-9]{0,8}$", "alias": ALIAS_PATTERN, "file_name": FILE_PATTERN,
                "deployment_name": NAME_PATTERN}  # fmt: skip
"""What parts of paths are that are no identifiers."""


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
    """`path` is relative to `<base>/noodle`; parts in braces are identifiers, or as `PARTS` says.
    `permission` is None for what anybody may call. `errors` are the codes that it may answer
    besides those that any route may. `takes_bytes`: a piece of a file, not JSON; `gives_file`:
    bytes, of which a part may be asked for; `is_raw`: body and answer pass as they are, JSON or
    JSON with bytes behind it, and are held to their models elsewhere; `is_open`: it is part of the
    Open Inference Protocol, whose errors say `error` too."""

    method: Method
    path: str
    call: Callable[[Services, Caller, Given], Awaitable[BaseModel | Download | Raw | None]]
    permission: str | None
    summary: str
    response: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    status: int = 200
    errors: tuple[str, ...] = ()
    is_body_needed: bool = True
    """Where not, no body is an empty object."""
    is_limited: bool = True
    """Where not, there may be any number of requests."""
    takes_bytes: bool = False
    gives_file: bool = False
    is_raw: bool = False
    is_open: bool = False

    @property
    def tag(self) -> str:
        """The resource that it belongs to."""
        parts = self.path.strip("/").split("/")
        if self.is_open:
            return "open inference"
        return parts[2] if len(parts) > 2 else parts[-1]

    @property
    def names(self) -> tuple[str, ...]:
        """The parts of the path in braces."""
        return tuple(each[1:-1] for each in self.path.split("/") if each.startswith("{"))


def pattern_of(part: str) -> str:
    """What a part of a path in braces is, as a regular expression."""
    return PARTS.get(part, ID_PATTERN)
