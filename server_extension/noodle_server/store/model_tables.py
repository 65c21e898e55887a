"""The tables of models, their versions, aliases and uploads, of data sets, and of jobs' files.

As in `tables.py`. A row that means a file has its sha256; `sweeping.py` knows all of these.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from noodle_server.store.tables import ID, METADATA

SHA256: Final = String(64)

MODELS: Final = Table(
    "models", METADATA,
    Column("id", ID, primary_key=True),
    Column("owner_id", ID, nullable=False),
    Column("project_id", ID),
    Column("name", String(200), nullable=False),
    Column("description", Text, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("metadata", JSON, nullable=False),
    Column("next_version", Integer, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
    UniqueConstraint("owner_id", "name"),
    Index(None, "owner_id", "created_at", "id"),
)  # fmt: skip
"""`next_version` only grows: the number of a version that was deleted never comes again."""

MODEL_VERSIONS: Final = Table(
    "model_versions", METADATA,
    Column("id", ID, primary_key=True),
    Column("model_id", ID, nullable=False),
    Column("owner_id", ID, nullable=False),
    Column("version", Integer, nullable=False),
    Column("format", String(16), nullable=False),
    Column("file_name", String(200), nullable=False),
    Column("sha256", SHA256, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("whole_sha256", SHA256),
    Column("whole_size_bytes", BigInteger),
    Column("signature", JSON, nullable=False),
    Column("origin", String(16), nullable=False),
    Column("job_id", ID),
    Column("lineage", JSON, nullable=False),
    Column("metrics", JSON, nullable=False),
    Column("description", Text, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("metadata", JSON, nullable=False),
    Column("created_by", ID, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("updated_at", Float, nullable=False),
    UniqueConstraint("model_id", "version"),
    Index(None, "sha256"),
    Index(None, "whole_sha256"),
)  # fmt: skip
"""`whole_sha256` is the .trm of a version whose own file cannot be loaded alone: weights, Keras."""

ALIASES: Final = Table(
    "aliases", METADATA,
    Column("id", ID, primary_key=True),
    Column("model_id", ID, nullable=False),
    Column("name", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("set_by", ID, nullable=False),
    Column("set_at", Float, nullable=False),
    UniqueConstraint("model_id", "name"),
)  # fmt: skip

ALIAS_HISTORY: Final = Table(
    "alias_history", METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("model_id", ID, nullable=False),
    Column("name", String(64), nullable=False),
    Column("version", Integer),
    Column("set_by", ID, nullable=False),
    Column("at", Float, nullable=False),
    Index(None, "model_id", "name", "seq"),
    sqlite_autoincrement=True,
)  # fmt: skip
"""`version` is null where the alias was removed."""

DATASETS: Final = Table(
    "datasets", METADATA,
    Column("id", ID, primary_key=True),
    Column("owner_id", ID, nullable=False),
    Column("name", String(200), nullable=False),
    Column("format", String(16), nullable=False),
    Column("sha256", SHA256, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("arrays", JSON, nullable=False),
    Column("created_at", Float, nullable=False),
    Index(None, "owner_id", "created_at", "id"),
    Index(None, "sha256"),
)  # fmt: skip

UPLOADS: Final = Table(
    "uploads", METADATA,
    Column("id", ID, primary_key=True),
    Column("owner_id", ID, nullable=False),
    Column("purpose", String(8), nullable=False),
    Column("model_id", ID),
    Column("format", String(16), nullable=False),
    Column("file_name", String(200), nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("sha256", SHA256, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("is_hashed", Boolean, nullable=False),
    Column("job_id", ID),
    Column("created_at", Float, nullable=False),
    Index(None, "owner_id", "created_at", "id"),
)  # fmt: skip
"""How much is there is what the file has; `is_hashed`: all of it came, and it is what was
promised."""

JOB_FILES: Final = Table(
    "job_files", METADATA,
    Column("job_id", ID, primary_key=True),
    Column("role", String(8), primary_key=True),
    Column("name", String(128), primary_key=True),
    Column("sha256", SHA256, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("format", String(16), nullable=False),
    Column("model_id", ID),
    Column("version", Integer),
    Index(None, "sha256"),
)  # fmt: skip
"""What a job reads (role "input", pinned when it was taken on) and what it made ("result")."""
