"""Ends logins and keys, in the transaction of whatever is the reason."""

from __future__ import annotations

from sqlalchemy import Connection, Select, delete, select

from noodle_server.clock import now
from noodle_server.identity.state import tell_changed
from noodle_server.store.identity_tables import API_KEYS, LOGINS, REFRESH_TOKENS


def end_login(connection: Connection, user_id: str, login_id: str) -> None:
    """One login, with all tokens that came of it."""
    _end(connection, select(LOGINS.c.id).where(LOGINS.c.id == login_id))
    tell_changed(connection, user_id)


def end_everything(connection: Connection, user_id: str) -> None:
    """All logins and all keys of a user."""
    _end(connection, select(LOGINS.c.id).where(LOGINS.c.user_id == user_id))
    connection.execute(delete(API_KEYS).where(API_KEYS.c.owner_id == user_id))
    tell_changed(connection, user_id)


def end_old_logins(connection: Connection, user_id: str, at_most: int) -> None:
    """Those of anybody that ran out, and the oldest of a user that has too many."""
    _end(connection, select(LOGINS.c.id).where(LOGINS.c.expires_at <= now()))
    newest = select(LOGINS.c.id).where(LOGINS.c.user_id == user_id).order_by(
        LOGINS.c.created_at.desc(), LOGINS.c.id).limit(at_most)  # fmt: skip
    kept = connection.execute(newest).scalars().all()
    if len(kept) == at_most:
        _end(connection, select(LOGINS.c.id).where(LOGINS.c.user_id == user_id,
                                                   LOGINS.c.id.not_in(kept)))  # fmt: skip


def _end(connection: Connection, logins: Select[tuple[str]]) -> None:
    ended = connection.execute(logins).scalars().all()
    if ended:
        connection.execute(delete(REFRESH_TOKENS).where(REFRESH_TOKENS.c.login_id.in_(ended)))
        connection.execute(delete(LOGINS).where(LOGINS.c.id.in_(ended)))
