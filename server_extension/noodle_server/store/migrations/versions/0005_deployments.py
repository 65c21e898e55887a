"""Deployments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deployments",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("owner_id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("model_id", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("alias", sa.String(64)),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("is_started", sa.Boolean, nullable=False),
        sa.Column("begun", sa.Integer, nullable=False),
        sa.Column("created_at", sa.Float, nullable=False),
        sa.Column("updated_at", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deployments"),
        sa.UniqueConstraint("owner_id", "name", name="uq_deployments_owner_id_name"),
    )
    op.create_index(
        "ix_deployments_owner_id_created_at_id", "deployments", ["owner_id", "created_at", "id"]
    )
    op.create_index("ix_deployments_model_id", "deployments", ["model_id"])
