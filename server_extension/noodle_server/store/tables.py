"""The tables, as SQLAlchemy Core knows them. Migrations make them; a test compares the two.

Times are seconds since 1970 in UTC. Identifiers are 32 hexadecimal digits. What is JSON is text, so
that SQLite and PostgreSQL give back the same.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ID: Final = String(32)

USERS: Final = Table(
    "users", METADATA,
    Column("id", ID, primary_key=True),
    Column("username", String(128), nullable=False, unique=True),
    Column("display_name", String(256), nullable=False),
    Column("role", String(16), nullable=False),
    Column("password_hash", Text),
    Column("is_active", Boolean, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
)  # fmt: skip

PROJECTS: Final = Table(
    "projects", METADATA,
    Column("id", ID, primary_key=True),
    Column("owner_id", ID, nullable=False),
    Column("name", String(200), nullable=False),
    Column("description", Text, nullable=False),
    Column("labels", JSON, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
    UniqueConstraint("owner_id", "name"),
    Index(None, "owner_id", "created_at", "id"),
)  # fmt: skip

JOBS: Final = Table(
    "jobs", METADATA,
    Column("id", ID, primary_key=True),
    Column("owner_id", ID, nullable=False),
    Column("project_id", ID),
    Column("kind", String(32), nullable=False),
    Column("name", String(200), nullable=False),
    Column("state", String(16), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("request", JSON, nullable=False),
    Column("result", JSON),
    Column("error", JSON),
    Column("metrics", JSON, nullable=False),
    Column("progress", Float, nullable=False),
    Column("note", Text, nullable=False),
    Column("idempotency_key", String(200)),
    Column("request_hash", String(64), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("max_attempts", Integer, nullable=False),
    Column("lease_until", Float, nullable=False),
    Column("lease_boot", String(64), nullable=False),
    Column("not_before", Float, nullable=False),
    Column("cancel_requested", Boolean, nullable=False),
    Column("timeout_s", Float, nullable=False),
    Column("memory_limit_mb", Integer, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
    Column("started_at", Float),
    Column("finished_at", Float),
    UniqueConstraint("owner_id", "idempotency_key"),
    Index(None, "state", "priority", "created_at"),
    Index(None, "owner_id", "created_at", "id"),
)  # fmt: skip
"""`epoch` counts the claims: what an earlier one has to say is discarded. `lease_until` and
`not_before` are on the clock of `jobs/lease.py`, which `lease_boot` names."""

EVENTS: Final = Table(
    "events", METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("topic", String(96), nullable=False),
    Column("kind", String(48), nullable=False),
    Column("owner_id", ID, nullable=False),
    Column("payload", JSON, nullable=False),
    Column("at", Float, nullable=False),
    Index(None, "topic", "seq"),
    sqlite_autoincrement=True,
)  # fmt: skip
"""What happened, in order: written in the transaction in which it does, and replayed from here."""
