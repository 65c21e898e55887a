"""What people and programs show to say who they are: API keys and tokens, made, hashed and read.

Keys and refresh tokens are 256 random bits, so SHA-256 hides them as well as any slower hash. Only
headers are read: addresses end up in logs and histories.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, final

KEY_PREFIX: Final = "nk_"
REFRESH_PREFIX: Final = "nr_"
SHOWN: Final = 8
"""How many characters of a key are kept to tell keys apart."""

_KEY_AT_MOST: Final = 200
_JWT_DOTS: Final = 2


@final
@dataclass(frozen=True, slots=True)
class Credential:
    """`text` as it came; it may be no good."""

    kind: Literal["key", "token"]
    text: str


def new_key() -> str:
    """An API key."""
    return KEY_PREFIX + secrets.token_urlsafe(32)


def new_refresh_token() -> str:
    return REFRESH_PREFIX + secrets.token_urlsafe(32)


def hashed(secret: str) -> str:
    """What is kept of a key or a refresh token."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def explicit(headers: Mapping[str, str], jupyter_token: str) -> Credential | None:
    """The credential of ours that a request shows; None where it shows none, or Jupyter's."""
    key = headers.get("X-API-Key")
    if key is not None:
        return Credential("key", key[:_KEY_AT_MOST])
    scheme, _, text = headers.get("Authorization", "").partition(" ")
    text = text.strip()
    if scheme.lower() != "bearer" or same(text, jupyter_token):
        return None
    if text.startswith(KEY_PREFIX):
        return Credential("key", text[:_KEY_AT_MOST])
    return Credential("token", text) if text.count(".") == _JWT_DOTS else None


def same(one: str, other: str) -> bool:
    """In a time that does not tell how much of them agrees."""
    return hmac.compare_digest(one.encode(errors="replace"), other.encode(errors="replace"))
