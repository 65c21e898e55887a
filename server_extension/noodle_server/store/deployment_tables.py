"""The table of deployments. As in `tables.py`."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from noodle_server.store.tables import ID, METADATA

DEPLOYMENTS: Final = Table(
    "deployments", METADATA,
    Column("id", ID, primary_key=True),
    Column("owner_id", ID, nullable=False),
    Column("name", String(64), nullable=False),
    Column("model_id", ID, nullable=False),
    Column("version", Integer, nullable=False),
    Column("alias", String(64)),
    Column("settings", JSON, nullable=False),
    Column("is_started", Boolean, nullable=False),
    Column("begun", Integer, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
    UniqueConstraint("owner_id", "name"),
    Index(None, "owner_id", "created_at", "id"),
    Index(None, "model_id"),
)  # fmt: skip
"""What is to run. `alias` is followed: `version` becomes what it names. `begun` counts the times
that somebody has started it, so that a start is one even where it runs already or has failed."""
