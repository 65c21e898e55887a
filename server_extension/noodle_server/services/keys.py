"""API keys: shown once, kept as a hash, narrowed by scopes, gone at once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final, final

from sqlalchemy import Connection, delete, func, insert, select

from noodle_server.clock import now
from noodle_server.errors import ApiError, not_found
from noodle_server.identity import audit
from noodle_server.identity.callers import PERMISSIONS, Caller
from noodle_server.identity.credentials import KEY_PREFIX, SHOWN, hashed, new_key
from noodle_server.identity.sessions import Sessions
from noodle_server.identity.state import tell_changed
from noodle_server.schemas.keys import Key, KeyIn, KeyListing, KeyMade, KeyPage
from noodle_server.services.ownership import visible
from noodle_server.store.database import Database
from noodle_server.store.identity_tables import API_KEYS
from noodle_server.store.paging import page

KEYS_AT_MOST: Final = 200
"""Of one owner."""


@final
class Keys:
    """What can be done with keys."""

    def __init__(self, database: Database, sessions: Sessions) -> None:
        self._database = database
        self._sessions = sessions

    async def create(self, caller: Caller, given: KeyIn) -> KeyMade:
        """Raises ApiError N7004 for scopes that there are not, N7002 for more than the caller
        has."""
        _check_scopes(caller, given.scopes)
        key, at = new_key(), now()
        row = {
            "id": uuid.uuid4().hex, "owner_id": caller.user_id, "owner_name": caller.username,
            "name": given.name, "prefix": key[: len(KEY_PREFIX) + SHOWN], "key_hash": hashed(key),
            "scopes": sorted(set(given.scopes)), "created_at": at, "last_used_at": None,
            "expires_at": None if given.expires_in is None else at + given.expires_in,
        }  # fmt: skip
        audit.details(name=given.name, scopes=row["scopes"])

        def work(connection: Connection) -> Mapping[str, Any]:
            count = select(func.count()).where(API_KEYS.c.owner_id == caller.user_id)
            if connection.execute(count).scalar_one() >= KEYS_AT_MOST:
                raise ApiError("N7005", f"there are {KEYS_AT_MOST} keys already",
                               hint="delete those that nobody needs")  # fmt: skip
            connection.execute(insert(API_KEYS).values(row))
            tell_changed(connection, caller.user_id)
            return row

        await self._database.write(work)
        await self._sessions.catch_up()
        return KeyMade.model_validate(row | {"key": key})

    async def list(self, caller: Caller, wanted: KeyListing) -> KeyPage:
        where = visible(API_KEYS, caller)
        if wanted.name is not None:
            where.append(API_KEYS.c.name.contains(wanted.name, autoescape=True))
        found = await self._database.read(
            lambda connection: page(connection, API_KEYS, where, wanted)
        )
        return KeyPage(items=[self._shown(row) for row in found.rows], next_cursor=found.cursor)

    async def get(self, caller: Caller, key_id: str) -> Key:
        return self._shown(await self._database.read(lambda each: _row(each, caller, key_id)))

    async def delete(self, caller: Caller, key_id: str) -> None:
        """It is no good from now on, on connections that are open too."""

        def work(connection: Connection) -> None:
            row = _row(connection, caller, key_id)
            connection.execute(delete(API_KEYS).where(API_KEYS.c.id == key_id))
            tell_changed(connection, row["owner_id"])
            audit.record(connection, caller=caller, target=key_id, name=row["name"])

        await self._database.write(work)
        await self._sessions.catch_up()

    def _shown(self, row: Mapping[str, Any]) -> Key:
        """With the time of its last use, which is written down only now and then."""
        used = self._sessions.last_used(row["id"]) or row["last_used_at"]
        return Key.model_validate({**row, "last_used_at": used})


def _check_scopes(caller: Caller, scopes: list[str]) -> None:
    for scope in scopes:
        if scope not in PERMISSIONS["admin"]:
            problem = f"there is no permission {scope!r}"
            details = {"problems": [{"field": "scopes", "problem": problem}]}
            raise ApiError("N7004", f"scopes: {problem}", details=details,
                           hint="auth/account shows the permissions that you have")  # fmt: skip
        caller.require(scope)


def _row(connection: Connection, caller: Caller, key_id: str) -> Mapping[str, Any]:
    found = connection.execute(
        select(API_KEYS).where(API_KEYS.c.id == key_id, *visible(API_KEYS, caller))
    ).mappings().first()  # fmt: skip
    if found is None:
        raise not_found("key", key_id)
    return dict(found)
