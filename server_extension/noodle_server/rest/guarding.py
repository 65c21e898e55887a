"""Before a request is carried out: how many there may be, and what the audit will say of it."""

from __future__ import annotations

import math
import time
from typing import Any, Final

from noodle_server.errors import ApiError
from noodle_server.identity.audit import NOBODY, Act, acting
from noodle_server.identity.callers import Caller
from noodle_server.identity.limits import MINUTE_S, Buckets, network
from noodle_server.rest.route import Route

_VERBS: Final = {"POST": "create", "PUT": "put", "PATCH": "change", "DELETE": "delete"}


def admit_address(handler: Any) -> None:
    """Raises ApiError N7007 where an address has sent too many, whoever it is."""
    _take(
        handler,
        handler.services.identity.limits.addresses,
        network(handler.request.remote_ip or ""),
    )


def admit_caller(handler: Any, caller: Caller) -> None:
    """Raises ApiError N7007 where a key or a user has sent too many."""
    session = caller.session or ""
    name = session if session.startswith("key:") else caller.user_id
    _take(handler, handler.services.identity.limits.callers, name)


def note_act(handler: Any, route: Route, caller: Caller | None) -> None:
    """What a request that may change something is about to do. Pieces of files are not told one by
    one: that they begin and that they are complete is."""
    if route.method in _VERBS and not route.takes_bytes:
        acting(Act(
            action=action_of(route), caller=caller or NOBODY,
            target="/".join(map(str, handler.path_kwargs.values())),
            address=handler.request.remote_ip or "", request_id=handler.request_id,
        ))  # fmt: skip


def action_of(route: Route) -> str:
    """How the audit calls what a route does: "jobs.create", "jobs.cancel"."""
    last = route.path.rpartition("/")[2]
    is_named = last != route.tag and not last.startswith("{")
    return f"{route.tag}.{last if is_named else _VERBS.get(route.method, 'read')}"


def _take(handler: Any, buckets: Buckets, name: str) -> None:
    left = buckets.take(name, time.monotonic())
    if left is None:
        return
    handler.keep("RateLimit-Limit", str(left.limit))
    handler.keep("RateLimit-Remaining", str(left.remaining))
    handler.keep("RateLimit-Reset", str(math.ceil(left.reset_s)))
    handler.keep("RateLimit-Policy", f"{left.limit};w={int(MINUTE_S)}")
    if left.wait_s > 0:
        raise ApiError("N7007", f"more than {left.limit} requests in a minute",
                       retry_after_s=left.wait_s, hint="wait as Retry-After says")  # fmt: skip
