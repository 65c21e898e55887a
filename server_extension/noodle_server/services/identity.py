"""All that has to do with who calls, made once for a server."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self, final

from argon2 import DEFAULT_MEMORY_COST

from noodle_server.identity import audit
from noodle_server.identity.limits import Buckets
from noodle_server.identity.passwords import Passwords
from noodle_server.identity.sessions import Sessions
from noodle_server.identity.tokens import Tokens, renew_secrets
from noodle_server.services.auditing import Auditing
from noodle_server.services.keys import Keys
from noodle_server.services.signing_in import SigningIn
from noodle_server.services.users import Users
from noodle_server.store.database import Database


@final
@dataclass(frozen=True, slots=True)
class IdentitySettings:
    """How long tokens are good, and how many requests there may be in a minute (0: any number).
    `password_memory_kib` is what argon2 takes for one password."""

    access_s: float = 30 * 60
    refresh_s: float = 7 * 86_400
    requests_a_minute: int = 60_000
    address_requests_a_minute: int = 120_000
    password_memory_kib: int = DEFAULT_MEMORY_COST


@final
@dataclass(frozen=True, slots=True)
class Limits:
    """Requests, by key or user, and by address."""

    callers: Buckets
    addresses: Buckets


@final
@dataclass(frozen=True, slots=True)
class Identity:
    """`sessions` knows who is signed in; the rest is what routes call."""

    sessions: Sessions
    tokens: Tokens
    passwords: Passwords
    limits: Limits
    signing_in: SigningIn
    users: Users
    keys: Keys
    auditing: Auditing

    @classmethod
    def over(cls, database: Database, settings: IdentitySettings) -> Self:
        """From now on, what is written is audited."""
        database.write_now(renew_secrets)
        database.witness = audit.witness
        sessions, passwords = Sessions(database), Passwords(settings.password_memory_kib)
        tokens = Tokens(sessions, settings.access_s)
        return cls(
            sessions=sessions, tokens=tokens, passwords=passwords,
            limits=Limits(Buckets(settings.requests_a_minute),
                          Buckets(settings.address_requests_a_minute)),
            signing_in=SigningIn(database, sessions, tokens, passwords, settings.refresh_s),
            users=Users(database, sessions, passwords), keys=Keys(database, sessions),
            auditing=Auditing(database),
        )  # fmt: skip

    def start(self) -> None:
        """In the loop."""
        self.sessions.start()

    async def stop(self) -> None:
        await self.sessions.stop()
        self.passwords.close()
