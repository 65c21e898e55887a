"""The tables of identity, beside those in `tables.py`: keys, logins, what signs tokens, the audit.

No secret stands in them that could be used by whoever reads them, but for `signing_keys`: keys and
refresh tokens are SHA-256 of 256 random bits, passwords (in `users`) are argon2's.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import JSON, Column, Float, Index, String, Table, UniqueConstraint

from noodle_server.store.tables import ID, METADATA

API_KEYS: Final = Table(
    "api_keys", METADATA,
    Column("id", ID, primary_key=True),
    Column("owner_id", ID, nullable=False),
    Column("owner_name", String(128), nullable=False),
    Column("name", String(200), nullable=False),
    Column("prefix", String(16), nullable=False),
    Column("key_hash", String(64), nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("expires_at", Float),
    Column("last_used_at", Float),
    UniqueConstraint("key_hash"),
    Index(None, "owner_id", "created_at", "id"),
)  # fmt: skip

LOGINS: Final = Table(
    "logins", METADATA,
    Column("id", ID, primary_key=True),
    Column("user_id", ID, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("expires_at", Float, nullable=False),
    Index(None, "user_id", "created_at"),
)  # fmt: skip
"""A login and all tokens that came of it: gone when it is revoked."""

REFRESH_TOKENS: Final = Table(
    "refresh_tokens", METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("login_id", ID, nullable=False),
    Column("used_at", Float),
    Index(None, "login_id"),
)  # fmt: skip
"""Those that were used stay while they would be good otherwise: one that comes again was stolen."""

SIGNING_KEYS: Final = Table(
    "signing_keys", METADATA,
    Column("id", ID, primary_key=True),
    Column("secret", String(128), nullable=False),
    Column("created_at", Float, nullable=False),
)  # fmt: skip
"""What signs access tokens; the newest signs, the older ones still check."""

AUDIT: Final = Table(
    "audit", METADATA,
    Column("id", ID, primary_key=True),
    Column("at", Float, nullable=False),
    Column("actor_id", ID, nullable=False),
    Column("actor", String(128), nullable=False),
    Column("session", String(48)),
    Column("action", String(64), nullable=False),
    Column("target", String(128), nullable=False),
    Column("details", JSON, nullable=False),
    Column("address", String(64), nullable=False),
    Column("request_id", ID, nullable=False),
    Index(None, "at", "id"),
    Index(None, "actor_id", "at"),
    Index(None, "target", "at"),
)  # fmt: skip
"""Who did what to which, from where. Rows are added, and nothing else."""
