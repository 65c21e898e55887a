"""Signing in and out: passwords for tokens, refresh tokens for new ones, each good once.

Unknown names, wrong passwords and accounts that are not active get the same answer after the same
work. A refresh token that comes a second time was stolen from one of two, so the login ends.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, Final, final

from sqlalchemy import Connection, Select, delete, insert, select, update

from noodle_server.clock import now
from noodle_server.errors import ApiError
from noodle_server.identity import audit
from noodle_server.identity.attempts import Attempts
from noodle_server.identity.callers import PERMISSIONS, Caller
from noodle_server.identity.credentials import hashed, new_refresh_token
from noodle_server.identity.limits import network
from noodle_server.identity.passwords import Passwords
from noodle_server.identity.sessions import Sessions
from noodle_server.identity.state import tell_changed
from noodle_server.identity.tokens import Tokens
from noodle_server.schemas.signing_in import (
    Account,
    LoginIn,
    LogoutIn,
    PasswordIn,
    RefreshIn,
    TokensOut,
)
from noodle_server.services.revoking import end_everything, end_login, end_old_logins
from noodle_server.services.users import check_password
from noodle_server.store.database import Database
from noodle_server.store.identity_tables import LOGINS, REFRESH_TOKENS
from noodle_server.store.tables import USERS

LOGINS_AT_MOST: Final = 100
"""Of one user at once; the oldest end."""


@final
class SigningIn:
    """`refresh_s` is how long a refresh token is good."""

    def __init__(
        self, database: Database, sessions: Sessions, tokens: Tokens, passwords: Passwords,
        refresh_s: float,
    ) -> None:  # fmt: skip
        self._database = database
        self._sessions = sessions
        self._tokens = tokens
        self._passwords = passwords
        self._attempts = Attempts()
        self._refresh_s = refresh_s

    async def login(self, given: LoginIn) -> TokensOut:
        """Raises ApiError N7021 where name and password do not fit, N7020 after too many."""
        name = given.username.lower()
        found = select(USERS).where(USERS.c.username == name)
        row = await self._database.read(lambda connection: _first(connection, found))
        if not await self._fits(name, given.password, row):
            await self._refused(row)
            raise ApiError("N7021", "the user name or the password is wrong")
        assert row is not None
        kept = row["password_hash"]
        better = await self._passwords.hash(given.password) if self._is_outdated(kept) else kept
        login_id, token = uuid.uuid4().hex, new_refresh_token()

        def work(connection: Connection) -> bool:
            held = connection.execute(
                update(USERS).where(USERS.c.id == row["id"], USERS.c.password_hash == kept,
                                    USERS.c.is_active.is_(True)).values(password_hash=better)
            )  # fmt: skip
            if held.rowcount:
                self._begin(connection, row["id"], login_id, token)
                audit.record(connection, caller=_as_caller(row, login_id), target=row["id"])
            return bool(held.rowcount)

        if not await self._database.write(work):
            raise ApiError("N7021", "the user name or the password is wrong")
        await self._sessions.catch_up()
        return self._answer(row["id"], login_id, token)

    async def refresh(self, given: RefreshIn) -> TokensOut:
        """Raises ApiError N7022 for a token that is no good; one that was used ends the login."""
        digest, token = hashed(given.refresh_token), new_refresh_token()

        def work(connection: Connection) -> tuple[str, str] | None:
            row = _login_of(connection, digest)
            if row is None:
                return None
            fresh = connection.execute(
                update(REFRESH_TOKENS).where(REFRESH_TOKENS.c.token_hash == digest,
                                             REFRESH_TOKENS.c.used_at.is_(None))
                .values(used_at=now())
            )  # fmt: skip
            caller = _as_caller(row, row["login_id"])
            if not fresh.rowcount:
                end_login(connection, row["id"], row["login_id"])
                audit.record(connection, caller=caller, target=row["id"], outcome="used before")
                return None
            self._go_on(connection, row, token)
            audit.record(connection, caller=caller, target=row["id"])
            return row["id"], row["login_id"]

        known = await self._database.read(lambda connection: _login_of(connection, digest))
        made = await self._database.write(work) if known is not None else None
        await self._sessions.catch_up()
        if made is None:
            raise ApiError("N7022", "the refresh token is not good any more", hint="sign in again")
        return self._answer(*made, token)

    async def logout(self, caller: Caller, given: LogoutIn) -> None:
        """Ends a login. A refresh token that is no good is no error: there is nothing to end."""
        if given.refresh_token is None and not (caller.session or "").startswith("login:"):
            if caller == audit.NOBODY:
                raise ApiError("N7001", "nobody is signed in here", hint="send the refresh token")
            raise ApiError("N7005", "the caller did not sign in by a password: there is no login",
                           hint="keys are deleted; Jupyter has its own logout")  # fmt: skip

        def work(connection: Connection) -> None:
            if given.refresh_token is None:
                end_login(connection, caller.user_id, str(caller.session).removeprefix("login:"))
                return
            row = _login_of(connection, hashed(given.refresh_token))
            if row is not None:
                end_login(connection, row["id"], row["login_id"])
                audit.record(connection, caller=_as_caller(row, row["login_id"]), target=row["id"])

        await self._database.write(work)
        await self._sessions.catch_up()

    def account(self, caller: Caller) -> Account:
        """Who calls."""
        known = self._sessions.account(caller.user_id)
        session = caller.session or "jupyter:"
        kind: Any = session.partition(":")[0]
        return Account(
            user_id=caller.user_id, username=caller.username, role=caller.role, kind=kind,
            display_name=known.display_name if known else caller.username,
            permissions=sorted(each for each in PERMISSIONS[caller.role] if caller.may(each)),
        )  # fmt: skip

    async def change_password(self, caller: Caller, given: PasswordIn) -> None:
        """Raises ApiError N7021 where the current one is wrong, N7005 for who has no account."""
        found = select(USERS).where(USERS.c.id == caller.user_id)
        row = await self._database.read(lambda connection: _first(connection, found))
        if row is None:
            raise ApiError("N7005", "the caller has no account here, so no password")
        check_password(given.new_password, row["username"])
        if not await self._fits(row["username"], given.current_password, row):
            raise ApiError("N7021", "the current password is wrong")
        made = await self._passwords.hash(given.new_password)

        def work(connection: Connection) -> None:
            connection.execute(update(USERS).where(USERS.c.id == row["id"])
                               .values(password_hash=made, updated_at=now()))  # fmt: skip
            end_everything(connection, row["id"])
            audit.record(connection, caller=caller, target=row["id"])

        await self._database.write(work)
        await self._sessions.catch_up()

    async def _fits(self, name: str, password: str, row: Mapping[str, Any] | None) -> bool:
        """The same work whether or not there is a row."""
        address = network(audit.address())
        self._attempts.begin(name, address)
        kept = row["password_hash"] if row is not None else None
        is_right = await self._passwords.fits(password, kept)
        if not is_right or row is None or not row["is_active"]:
            return False
        self._attempts.succeeded(name, address)
        return True

    async def _refused(self, row: Mapping[str, Any] | None) -> None:
        """Names that are nobody's are not kept: people type passwords there."""
        target = row["id"] if row is not None else ""
        await self._database.write(lambda connection: audit.record(
            connection, caller=audit.NOBODY, target=target, outcome="refused"))  # fmt: skip

    def _is_outdated(self, kept: str) -> bool:
        return self._passwords.is_outdated(kept)

    def _begin(self, connection: Connection, user_id: str, login_id: str, token: str) -> None:
        at = now()
        connection.execute(
            insert(LOGINS).values(
                id=login_id, user_id=user_id, created_at=at, expires_at=at + self._refresh_s
            )
        )
        self._go_on(connection, {"id": user_id, "login_id": login_id}, token)
        end_old_logins(connection, user_id, LOGINS_AT_MOST)

    def _go_on(self, connection: Connection, row: Mapping[str, Any], token: str) -> None:
        """The next refresh token of a login."""
        connection.execute(insert(REFRESH_TOKENS).values(
            token_hash=hashed(token), login_id=row["login_id"]))  # fmt: skip
        at = now()
        connection.execute(delete(REFRESH_TOKENS).where(
            REFRESH_TOKENS.c.login_id == row["login_id"],
            REFRESH_TOKENS.c.used_at < at - self._refresh_s))  # fmt: skip
        connection.execute(update(LOGINS).where(LOGINS.c.id == row["login_id"])
                           .values(expires_at=at + self._refresh_s))  # fmt: skip
        tell_changed(connection, row["id"])

    def _answer(self, user_id: str, login_id: str, token: str) -> TokensOut:
        caller = self._sessions.of_login(login_id, user_id)
        if caller is None:
            raise ApiError("N7022", "the login was ended meanwhile", hint="sign in again")
        return TokensOut(
            access_token=self._tokens.issue(user_id, login_id), refresh_token=token,
            expires_in=int(self._tokens.lifetime_s), refresh_expires_in=int(self._refresh_s),
            user=self.account(caller),
        )  # fmt: skip


def _login_of(connection: Connection, digest: str) -> Mapping[str, Any] | None:
    """The user, and the login, that a refresh token is of, while they are good."""
    found = (
        select(USERS.c.id, USERS.c.username, USERS.c.role, LOGINS.c.id.label("login_id"))
        .join_from(REFRESH_TOKENS, LOGINS, LOGINS.c.id == REFRESH_TOKENS.c.login_id)
        .join(USERS, USERS.c.id == LOGINS.c.user_id)
        .where(REFRESH_TOKENS.c.token_hash == digest, LOGINS.c.expires_at > now(),
               USERS.c.is_active.is_(True))
    )  # fmt: skip
    return _first(connection, found)


def _first(connection: Connection, wanted: Select[Any]) -> Mapping[str, Any] | None:
    found = connection.execute(wanted).mappings().first()
    return None if found is None else dict(found)


def _as_caller(row: Mapping[str, Any], login_id: str) -> Caller:
    return Caller(row["id"], row["username"], row["role"], None, f"login:{login_id}")
