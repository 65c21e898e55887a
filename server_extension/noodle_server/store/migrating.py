"""Brings a database to the tables of this version, with Alembic's migrations in `migrations/`.

All of them run in one transaction (SQLite and PostgreSQL have transactions for tables too), so an
upgrade that was killed half way has done nothing and runs again.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from noodle_server.store.database import Database

SCRIPTS: Final = Path(__file__).parent / "migrations"


def migrate(database: Database, target: str = "head") -> None:
    """Raises alembic.util.CommandError for a database of a later version."""

    def run(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(SCRIPTS))
        config.attributes["connection"] = connection
        command.upgrade(config, target)

    database.write_now(run)


def version_of(database: Database) -> str | None:
    """The revision that a database is at."""
    return database.read_now(
        lambda connection: MigrationContext.configure(connection).get_current_revision()
    )
