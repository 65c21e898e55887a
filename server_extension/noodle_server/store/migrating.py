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
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

from noodle_server.errors import ApiError
from noodle_server.store.database import Database

_LOCK: Final = 0x4E4F4F45
SCRIPTS: Final = Path(__file__).parent / "migrations"


def migrate(database: Database, target: str = "head") -> None:
    """Raises ApiError N7050 for a database of a later version, and leaves it as it is."""

    def run(connection: Connection) -> None:
        config = Config()
        if connection.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))  # one server at a time
        config.set_main_option("script_location", str(SCRIPTS))
        config.attributes["connection"] = connection
        _refuse_later(connection, ScriptDirectory.from_config(config))
        command.upgrade(config, target)

    database.write_now(run)


def _refuse_later(connection: Connection, scripts: ScriptDirectory) -> None:
    found = MigrationContext.configure(connection).get_current_revision()
    known = [each.revision for each in scripts.walk_revisions()]
    if found is not None and found not in known:
        raise ApiError(
            "N7050", f"the database is of a later version: its tables are those of {found}, "
            f"the last that is known here is {scripts.get_current_head()}",
            hint="start the version of Noodle that it was used with, or a later one",
        )  # fmt: skip


def version_of(database: Database) -> str | None:
    """The revision that a database is at."""
    return database.read_now(
        lambda connection: MigrationContext.configure(connection).get_current_revision()
    )
