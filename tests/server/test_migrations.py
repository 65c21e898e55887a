"""Migrations: from every version there was to this one, killed half way, and never backwards."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from noodle_server.errors import ApiError
from noodle_server.store import deployment_tables, identity_tables, model_tables
from noodle_server.store.database import Database
from noodle_server.store.migrating import SCRIPTS, migrate, version_of
from noodle_server.store.tables import METADATA
from tests.server.databases import KINDS, database_url

REVISIONS = [each.revision for each in ScriptDirectory(str(SCRIPTS)).walk_revisions()][::-1]
KILLED = """
import os, signal, sys
from sqlalchemy import event
from noodle_server.store.database import Database
from noodle_server.store.migrating import migrate

url, left = sys.argv[1], int(sys.argv[2])
database = Database(url)

@event.listens_for(database.engine, "before_cursor_execute")
def count(connection, cursor, statement, *_):
    global left
    left -= statement.startswith(("CREATE", "ALTER", "INSERT", "UPDATE", "DROP"))
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

migrate(database)
"""
"""Migrates, and is killed before the so-manieth statement that changes something."""


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with database_url(request.param, tmp_path) as made:
        yield made


def differences(database: Database) -> list[Any]:
    assert (
        identity_tables and model_tables and deployment_tables
    )  # they put their tables into METADATA
    return database.read_now(
        lambda connection: compare_metadata(
            MigrationContext.configure(connection, opts={"compare_type": True}), METADATA
        )
    )


def empty(database: Database) -> None:
    """Drops all tables there are."""
    names = database.read_now(lambda connection: inspect(connection).get_table_names())
    for name in names:
        database.write_now(lambda connection, name=name: connection.execute(  # type: ignore[misc]
            text(f"DROP TABLE {name}")) and None)  # fmt: skip


def test_versions_are_in_a_row() -> None:
    assert [f"{number + 1:04}" for number in range(len(REVISIONS))] == REVISIONS


def test_every_version_becomes_this_one_with_what_is_in_it(url: str) -> None:
    database = Database(url)
    for revision in REVISIONS:
        migrate(database, revision)
        assert version_of(database) == revision
        database.write_now(_add_project)
        migrate(database)
        assert version_of(database) == REVISIONS[-1]
        assert differences(database) == []
        count = text("SELECT count(*) FROM projects")
        assert database.read_now(lambda each: each.execute(count).scalar_one()) == 1  # noqa: B023
        migrate(database)  # once more does nothing
        empty(database)
    database.close()


def _add_project(connection: Any) -> None:
    connection.execute(text(
        "INSERT INTO projects (id, owner_id, name, description, labels, created_at, updated_at) "
        "VALUES ('1', 'me', 'a', '', '{}', 1, 1)"))  # fmt: skip


def test_killed_half_way_it_runs_again(url: str) -> None:
    first = Database(url)
    migrate(first, REVISIONS[0])
    first.close()
    for left in (0, 1, 4, 9):
        done = subprocess.run([sys.executable, "-c", KILLED, url, str(left)], timeout=60)
        assert done.returncode == -signal.SIGKILL
    database = Database(url)
    assert version_of(database) == REVISIONS[0]
    migrate(database)
    assert version_of(database) == REVISIONS[-1] and differences(database) == []
    database.close()


def test_later_version_is_refused_and_left_as_it_is(url: str) -> None:
    database = Database(url)
    migrate(database)
    database.write_now(lambda each: each.execute(
        text("UPDATE alembic_version SET version_num = '9999'")) and None)  # fmt: skip
    with pytest.raises(ApiError, match="of a later version") as raised:
        migrate(database)
    assert raised.value.code == "N7050" and "9999" in str(raised.value)
    assert version_of(database) == "9999" and differences(database) == []
    database.close()
