"""Access tokens: JWTs of one algorithm, checked strictly, that name a login and nothing it may do.

What the caller may do is looked up at each request, so a token never says more than is true now.
The secrets are in the database, so that all servers on it take each other's tokens; the newest
signs, and is replaced after a while; those before it check until every token of theirs has ended.
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, final

import jwt
from sqlalchemy import Connection, delete, func, insert, select

from noodle_server.clock import now
from noodle_server.identity.callers import Caller
from noodle_server.identity.sessions import Sessions
from noodle_server.identity.state import tell_signing_changed
from noodle_server.store.identity_tables import SIGNING_KEYS

ALGORITHM: Final = "HS256"
ISSUER: Final = "noodle"
AUDIENCE: Final = "noodle-api"
CLAIMS: Final = ("exp", "iat", "sub", "aud", "iss", "jti", "sid")
"""Every token must have them all. `sub` is the user, `sid` the login."""

LEEWAY_S: Final = 5.0
NEW_AFTER_S: Final = 30 * 86_400.0
GONE_AFTER_S: Final = 60 * 86_400.0
CHECKED_AT_MOST: Final = 10_000
_SIZE_AT_MOST: Final = 4096


@final
@dataclass(frozen=True, slots=True)
class Checked:
    """What a good token says."""

    user_id: str
    login_id: str
    ends_at: float


@final
class Tokens:
    """`lifetime_s` is how long an access token is good."""

    def __init__(self, sessions: Sessions, lifetime_s: float) -> None:
        self._sessions = sessions
        self.lifetime_s = lifetime_s
        self._checked: dict[str, Checked] = {}

    def issue(self, user_id: str, login_id: str) -> str:
        """An access token of a login."""
        key_id, secret = list(self._sessions.secrets.items())[-1]
        at = int(now())
        claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": user_id, "sid": login_id, "iat": at,
                  "exp": at + int(self.lifetime_s), "jti": uuid.uuid4().hex}  # fmt: skip
        return jwt.encode(claims, secret, algorithm=ALGORITHM, headers={"kid": key_id})

    def caller(self, text: str) -> Caller | None:
        """Who shows a token; None where it is no good for any reason."""
        known = self._checked.get(text) or self._check(text)
        if known is None or known.ends_at <= now() - LEEWAY_S:
            return None
        return self._sessions.of_login(known.login_id, known.user_id)

    def _check(self, text: str) -> Checked | None:
        """Once for each token: a signature that was right stays so."""
        claims = self._claims(text)
        if claims is None or not isinstance(claims["sid"], str):
            return None
        if len(self._checked) >= CHECKED_AT_MOST:
            self._checked.clear()
        made = self._checked[text] = Checked(claims["sub"], claims["sid"], float(claims["exp"]))
        return made

    def _claims(self, text: str) -> Mapping[str, Any] | None:
        if len(text) > _SIZE_AT_MOST:
            return None
        try:
            secret = self._sessions.secrets.get(str(jwt.get_unverified_header(text).get("kid")))
            if secret is None:
                return None
            return jwt.decode(text, secret, algorithms=[ALGORITHM], audience=AUDIENCE,
                              issuer=ISSUER, leeway=LEEWAY_S,
                              options={"require": list(CLAIMS)})  # fmt: skip
        except jwt.InvalidTokenError:
            return None


def issuer_of(text: str) -> str:
    """Whose a token says that it is, without believing it; "" where it says nothing."""
    try:
        return str(jwt.decode(text, options={"verify_signature": False}).get("iss", ""))
    except jwt.InvalidTokenError:
        return ""


def renew_secrets(connection: Connection) -> bool:
    """Makes a secret where there is none or where the newest is old; whether anything changed."""
    newest = connection.execute(select(func.max(SIGNING_KEYS.c.created_at))).scalar()
    at = now()
    if newest is not None and at - newest < NEW_AFTER_S:
        return False
    connection.execute(insert(SIGNING_KEYS).values(
        id=uuid.uuid4().hex, secret=secrets.token_hex(32), created_at=at))  # fmt: skip
    connection.execute(delete(SIGNING_KEYS).where(SIGNING_KEYS.c.created_at < at - GONE_AFTER_S))
    tell_signing_changed(connection)
    return True
