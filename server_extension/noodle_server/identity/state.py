"""What the database says of identities, as it is kept in memory: accounts, keys, logins, secrets.

Read here and nowhere changed; `sessions.py` holds it and follows the events that name an owner of
whom something is different now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast, final

from sqlalchemy import ColumnElement, Connection, func, select

from noodle_server.events.outbox import write_event
from noodle_server.identity.callers import Role
from noodle_server.store.identity_tables import API_KEYS, LOGINS, SIGNING_KEYS
from noodle_server.store.tables import EVENTS, USERS

TOPIC: Final = "identity"
SIGNING: Final = "signing"
OWNER: Final = "owner"


@final
@dataclass(frozen=True, slots=True)
class Account:
    """A row of users, without its password."""

    username: str
    display_name: str
    role: Role
    is_active: bool


@final
@dataclass(frozen=True, slots=True)
class Key:
    """An API key, by its hash."""

    id: str
    owner_id: str
    owner_name: str
    key_hash: str
    scopes: frozenset[str]
    expires_at: float | None


@final
@dataclass(slots=True)
class Owner:
    """All that is known of one owner; `account` is None for Jupyter's own people. `logins` are
    identifiers, each with the time at which it ends."""

    account: Account | None = None
    keys: list[Key] = field(default_factory=list)
    logins: dict[str, float] = field(default_factory=dict)


@final
@dataclass(frozen=True, slots=True)
class News:
    """What the events of a while have changed: owners as they are now, secrets if they are new."""

    seq: int
    owners: Mapping[str, Owner]
    secrets: Mapping[str, str] | None


def tell_changed(connection: Connection, owner_id: str) -> None:
    """Says, in the transaction of the change, that something of an owner is different now."""
    write_event(connection, TOPIC, OWNER, owner_id, {"owner_id": owner_id})


def tell_signing_changed(connection: Connection) -> None:
    write_event(connection, TOPIC, SIGNING, "", {})


def everything(connection: Connection) -> News:
    """All there is."""
    seq = connection.execute(select(func.coalesce(func.max(EVENTS.c.seq), 0))).scalar_one()
    return News(seq, _owners(connection, None), secrets(connection))


def news(connection: Connection, after: int) -> News:
    """What has changed since an event."""
    found = select(EVENTS.c.seq, EVENTS.c.kind, EVENTS.c.owner_id).where(
        EVENTS.c.topic == TOPIC, EVENTS.c.seq > after)  # fmt: skip
    rows = connection.execute(found).all()
    if not rows:
        return News(after, {}, None)
    names = {row.owner_id for row in rows if row.kind == OWNER}
    is_signing = any(row.kind == SIGNING for row in rows)
    owners = _owners(connection, names) if names else {}
    return News(max(row.seq for row in rows), {name: owners.get(name, Owner()) for name in names},
                secrets(connection) if is_signing else None)  # fmt: skip


def secrets(connection: Connection) -> dict[str, str]:
    """What signs tokens, by its identifier; the newest is the last."""
    rows = connection.execute(select(SIGNING_KEYS).order_by(SIGNING_KEYS.c.created_at))
    return {row.id: row.secret for row in rows}


def _owners(connection: Connection, names: set[str] | None) -> dict[str, Owner]:
    made: dict[str, Owner] = {}
    for row in _rows(connection, USERS, USERS.c.id, names):
        account = Account(row["username"], row["display_name"], cast("Role", row["role"]),
                          row["is_active"])  # fmt: skip
        made.setdefault(row["id"], Owner()).account = account
    for row in _rows(connection, API_KEYS, API_KEYS.c.owner_id, names):
        key = Key(row["id"], row["owner_id"], row["owner_name"], row["key_hash"],
                  frozenset(row["scopes"]), row["expires_at"])  # fmt: skip
        made.setdefault(row["owner_id"], Owner()).keys.append(key)
    for row in _rows(connection, LOGINS, LOGINS.c.user_id, names):
        made.setdefault(row["user_id"], Owner()).logins[row["id"]] = row["expires_at"]
    return made


def _rows(
    connection: Connection, table: Any, column: ColumnElement[str], names: set[str] | None
) -> Iterable[Mapping[str, Any]]:
    found = select(table) if names is None else select(table).where(column.in_(names))
    return [dict(row) for row in connection.execute(found).mappings()]
