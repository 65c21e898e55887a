"""Users: made, found, changed and deleted by who may, which is admins.

There is always an admin's account once there was one. What a user who is deleted owned stays, and
admins see it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, final

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from noodle_server.clock import now
from noodle_server.errors import ApiError, not_found
from noodle_server.identity import audit
from noodle_server.identity.callers import Caller
from noodle_server.identity.passwords import Passwords
from noodle_server.identity.sessions import Sessions
from noodle_server.identity.state import tell_changed
from noodle_server.schemas.users import User, UserChange, UserIn, UserListing, UserPage
from noodle_server.services.revoking import end_everything
from noodle_server.store.database import Database
from noodle_server.store.paging import page
from noodle_server.store.tables import USERS


@final
class Users:
    """What can be done with accounts. Callers need the `users` permissions."""

    def __init__(self, database: Database, sessions: Sessions, passwords: Passwords) -> None:
        self._database = database
        self._sessions = sessions
        self._passwords = passwords

    async def create(self, caller: Caller, given: UserIn) -> User:
        """Raises ApiError N7005 where the name is taken."""
        caller.require("users:write")
        if given.password is not None:
            check_password(given.password, given.username)
        at = now()
        row = {
            "id": uuid.uuid4().hex, "username": given.username, "role": given.role,
            "display_name": given.display_name or given.username, "is_active": True,
            "password_hash": await self._hash(given.password), "created_at": at, "updated_at": at,
        }  # fmt: skip
        audit.details(username=given.username, role=given.role)

        def work(connection: Connection) -> Mapping[str, Any]:
            connection.execute(insert(USERS).values(row))
            tell_changed(connection, str(row["id"]))
            return row

        try:
            await self._database.write(work)
        except IntegrityError:
            said = f"there is a user named {given.username!r} already"
            raise ApiError("N7005", said, hint="choose another name",
                           details={"field": "username"}) from None  # fmt: skip
        await self._sessions.catch_up()
        return User.model_validate(row)

    async def list(self, caller: Caller, wanted: UserListing) -> UserPage:
        caller.require("users:read")
        where: list[ColumnElement[bool]] = []
        if wanted.username is not None:
            where.append(USERS.c.username.contains(wanted.username, autoescape=True))
        if wanted.role is not None:
            where.append(USERS.c.role == wanted.role)
        if wanted.is_active is not None:
            where.append(USERS.c.is_active.is_(wanted.is_active))
        found = await self._database.read(lambda connection: page(connection, USERS, where, wanted))
        return UserPage(items=[User.model_validate(row) for row in found.rows],
                        next_cursor=found.cursor)  # fmt: skip

    async def get(self, caller: Caller, user_id: str) -> User:
        caller.require("users:read")
        return User.model_validate(await self._database.read(lambda each: _row(each, user_id)))

    async def change(self, caller: Caller, user_id: str, given: UserChange) -> User:
        """Raises ApiError N7023 where it would leave no admin."""
        caller.require("users:write")
        values = {name: value for name, value in given.model_dump(exclude={"password"}).items()
                  if value is not None}  # fmt: skip
        if given.password is not None:
            known = await self._database.read(lambda connection: _row(connection, user_id))
            check_password(given.password, known["username"])
            values["password_hash"] = await self._hash(given.password)
        audit.details(changed=sorted(given.model_dump(exclude_none=True)),
                      **({"role": given.role} if given.role else {}))  # fmt: skip

        def work(connection: Connection) -> Mapping[str, Any]:
            row = _row(connection, user_id)
            if values.get("role", "admin") != "admin" or given.is_active is False:
                _keep_an_admin(connection, row)
            connection.execute(update(USERS).where(USERS.c.id == user_id)
                               .values(**values, updated_at=now()))  # fmt: skip
            if given.password is not None or given.is_active is False:
                end_everything(connection, user_id)
            tell_changed(connection, user_id)
            return _row(connection, user_id)

        row = await self._database.write(work)
        await self._sessions.catch_up()
        return User.model_validate(row)

    async def delete(self, caller: Caller, user_id: str) -> None:
        """Raises ApiError N7023 for the last admin."""
        caller.require("users:write")

        def work(connection: Connection) -> None:
            row = _row(connection, user_id)
            _keep_an_admin(connection, row)
            end_everything(connection, user_id)
            connection.execute(delete(USERS).where(USERS.c.id == user_id))
            audit.record(connection, caller=caller, target=user_id, username=row["username"])

        await self._database.write(work)
        await self._sessions.catch_up()

    async def _hash(self, password: str | None) -> str | None:
        return None if password is None else await self._passwords.hash(password)


def check_password(password: str, username: str) -> None:
    """Raises ApiError N7004 for one that anybody would try first."""
    text = password.lower()
    if username in text or len(set(text)) < 5:
        problem = "it has the user's name in it, or hardly any different characters"
        details = {"problems": [{"field": "password", "problem": problem}]}
        raise ApiError(
            "N7004",
            f"password: {problem}",
            details=details,
            hint="choose one that is hard to guess",
        )


def _row(connection: Connection, user_id: str) -> Mapping[str, Any]:
    found = connection.execute(select(USERS).where(USERS.c.id == user_id)).mappings().first()
    if found is None:
        raise not_found("user", user_id)
    return dict(found)


def _keep_an_admin(connection: Connection, row: Mapping[str, Any]) -> None:
    """All admins are held until the transaction ends, so that no two can go at once."""
    found = select(USERS.c.id).where(USERS.c.role == "admin", USERS.c.is_active.is_(True))
    admins = connection.execute(found.order_by(USERS.c.id).with_for_update()).scalars().all()
    if list(admins) == [row["id"]]:
        raise ApiError("N7023", f"{row['username']} is the last admin",
                       hint="make somebody else an admin first")  # fmt: skip
