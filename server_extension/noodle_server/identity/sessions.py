"""Who is signed in, in memory: every key and every login, asked at each request and each message.

What is revoked here is not valid from the moment the answer goes out; what another server on the
same database revokes, from its next look at the events (`POLL_S`). Whoever holds a connection open
calls `watch`, and asks `is_valid` when told.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from typing import Final, final

from sqlalchemy import Connection, update

from noodle_server.background import Background
from noodle_server.clock import now
from noodle_server.errors import ApiError
from noodle_server.identity.callers import LOCAL, Caller
from noodle_server.identity.credentials import hashed, same
from noodle_server.identity.state import Account, Key, News, Owner, everything, news
from noodle_server.store.database import Database
from noodle_server.store.identity_tables import API_KEYS

POLL_S: Final = 1.0
"""How long another server's revocation waits at most. Ours do not wait."""

KEEP_USED_S: Final = 30.0
"""How often the times at which keys were used are written down."""

JUPYTERS: Final = "jupyter-"
"""How the identifiers of people begin whom Jupyter's identity provider names."""

_KEY, _LOGIN = "key:", "login:"
_LOG: Final = logging.getLogger(__name__)


@final
class Sessions:
    """Runs from `start` to `stop`; it answers before and after too."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._owners: dict[str, Owner] = {}
        self._by_hash: dict[str, Key] = {}
        self._by_id: dict[str, Key] = {}
        self._by_login: dict[str, str] = {}
        self._used: dict[str, float] = {}
        self._watchers: list[Callable[[], None]] = []
        self._background = Background()
        self._seq = 0
        self.secrets: Mapping[str, str] = {}
        self._apply(database.read_now(everything))

    def of_key(self, text: str) -> Caller | None:
        """Who shows an API key."""
        digest = hashed(text)
        key = self._by_hash.get(digest)
        if key is None or not same(key.key_hash, digest):
            return None
        self._used[key.id] = now()
        return self._caller(_KEY + key.id)

    def of_login(self, login_id: str, user_id: str) -> Caller | None:
        """Who shows a token that came of a login."""
        if self._by_login.get(login_id) != user_id:
            return None
        return self._caller(_LOGIN + login_id)

    def is_valid(self, caller: Caller) -> bool:
        """Whether a caller of before is still signed in, and may do what they might then."""
        return caller.session is None or self._caller(caller.session) == caller

    def watch(self, told: Callable[[], None]) -> None:
        """`told` is called when somebody may be signed out, and every second, in the loop."""
        self._watchers.append(told)

    def account(self, user_id: str) -> Account | None:
        """Whose account it is."""
        owner = self._owners.get(user_id)
        return None if owner is None else owner.account

    def last_used(self, key_id: str) -> float | None:
        """When a key was used since this server started."""
        return self._used.get(key_id)

    async def catch_up(self) -> None:
        """Takes in what was committed: called after every change, before it is answered."""
        found = await self._database.read(lambda connection: news(connection, self._seq))
        if found.seq > self._seq:
            self._apply(found)
        for told in self._watchers:
            told()

    def start(self) -> None:
        self._background.start(self._run())

    async def stop(self) -> None:
        if await self._background.stop():
            with contextlib.suppress(ApiError):
                await self._keep_used()

    def _caller(self, session: str) -> Caller | None:
        """As the session is now; None where it is over."""
        if session.startswith(_KEY):
            key = self._by_id.get(session.removeprefix(_KEY))
            if key is None or (key.expires_at is not None and key.expires_at <= now()):
                return None
            return self._caller_of_owner(key.owner_id, session, key)
        login_id = session.removeprefix(_LOGIN)
        user_id = self._by_login.get(login_id)
        if user_id is None or self._owners[user_id].logins[login_id] <= now():
            return None
        return self._caller_of_owner(user_id, session, None)

    def _caller_of_owner(self, owner_id: str, session: str, key: Key | None) -> Caller | None:
        account = self._owners[owner_id].account
        scopes = None if key is None else key.scopes
        if account is not None:
            if not account.is_active:
                return None
            return Caller(owner_id, account.username, account.role, scopes, session)
        if key is not None and (owner_id == LOCAL or owner_id.startswith(JUPYTERS)):
            return Caller(owner_id, key.owner_name, "admin", scopes, session)
        return None

    def _apply(self, found: News) -> None:
        self._seq = found.seq
        if found.secrets is not None:
            self.secrets = found.secrets
        for owner_id, owner in found.owners.items():
            before = self._owners.get(owner_id, Owner())
            for key in before.keys:
                self._by_hash.pop(key.key_hash, None)
                self._by_id.pop(key.id, None)
            for login_id in before.logins:
                self._by_login.pop(login_id, None)
            self._owners[owner_id] = owner
            for key in owner.keys:
                self._by_hash[key.key_hash] = self._by_id[key.id] = key
            self._by_login.update(dict.fromkeys(owner.logins, owner_id))

    async def _run(self) -> None:
        kept_at = now()
        while True:
            await asyncio.sleep(POLL_S)
            try:
                await self.catch_up()
                if now() - kept_at >= KEEP_USED_S:
                    kept_at = now()
                    await self._keep_used()
            except ApiError as error:
                _LOG.warning("sessions wait: %s", error)

    async def _keep_used(self) -> None:
        used = dict(self._used)

        def work(connection: Connection) -> None:
            for key_id, at in used.items():
                connection.execute(update(API_KEYS).where(API_KEYS.c.id == key_id)
                                   .values(last_used_at=at))  # fmt: skip

        if used:
            await self._database.write(work)
            self._used = {key: at for key, at in self._used.items() if used.get(key) != at}
