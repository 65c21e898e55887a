"""The audit: who did what to which, from where, written in the transaction in which it is done.

Whatever takes requests says once what is being done (`acting`); the first transaction that writes
for it adds the row, by `witness`, which the database calls. Services that know more say it by
`details` or `record`. No secret is ever a detail.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Final, final

from sqlalchemy import Connection, insert

from noodle_server.clock import now
from noodle_server.identity.callers import Caller
from noodle_server.store.identity_tables import AUDIT

NOBODY: Final = Caller("nobody", "nobody", "viewer", frozenset())
"""Who calls where nobody is known."""

_AT_MOST: Final = 128


@final
@dataclass(slots=True)
class Act:
    """What a request does. `target` is what it does it to, as far as the request says."""

    action: str
    caller: Caller = NOBODY
    target: str = ""
    address: str = ""
    request_id: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    is_recorded: bool = False


_ACT: Final[ContextVar[Act | None]] = ContextVar("noodle_act", default=None)


def acting(act: Act) -> None:
    """From here on, in this task and in what it starts, `act` is what is being done."""
    _ACT.set(act)


def details(**more: Any) -> None:
    """More about what is being done, for the row that will be written."""
    act = _ACT.get()
    if act is not None:
        act.details.update(more)


def address() -> str:
    """Where what is being done comes from."""
    act = _ACT.get()
    return "" if act is None else act.address


def record(
    connection: Connection, *, caller: Caller, target: str, action: str | None = None, **more: Any
) -> None:  # fmt: skip
    """Writes the row now, for a caller or a target that the request could not name."""
    act = _ACT.get() or Act("server")
    _insert(connection, act, caller, action or act.action, target, act.details | more)
    act.is_recorded = True


def witness(connection: Connection, result: Any) -> None:
    """What the database calls at the end of each transaction that writes: `result` is what it
    gives, whose identifier is the target where something was made."""
    act = _ACT.get()
    if act is None or act.is_recorded:
        return
    made = result.get("id") if isinstance(result, Mapping) else getattr(result, "id", None)
    _insert(connection, act, act.caller, act.action, act.target or str(made or ""), act.details)
    act.is_recorded = True


def _insert(
    connection: Connection, act: Act, caller: Caller, action: str, target: str,
    more: Mapping[str, Any],
) -> None:  # fmt: skip
    connection.execute(insert(AUDIT), {
        "id": uuid.uuid4().hex, "at": now(), "actor_id": caller.user_id,
        "actor": caller.username[:_AT_MOST], "session": caller.session, "action": action,
        "target": target[:_AT_MOST], "details": dict(more), "address": act.address,
        "request_id": act.request_id,
    })  # fmt: skip
