"""Migrations: from every version there was to this one, killed half way, and never backwards."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Column, Connection, MetaData, insert, inspect, text

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
        before = database.write_now(_filled)
        assert {"users", "projects", "events"} <= before.keys()
        migrate(database)
        assert version_of(database) == REVISIONS[-1]
        assert differences(database) == []
        migrate(database)  # once more does nothing
        assert before == database.read_now(lambda each: _rows(each, before))  # noqa: B023
        empty(database)
    database.close()


Rows = dict[str, list[dict[str, Any]]]


def _filled(connection: Connection) -> Rows:
    """A row in every table that there is at this version."""
    found = MetaData()
    found.reflect(connection)
    for table in found.sorted_tables:
        if table.name != "alembic_version":
            row = {each.name: _something(each) for each in table.columns}
            connection.execute(insert(table).values(row))
    columns = {name: [table.columns.keys()] for name, table in found.tables.items()}
    return _rows(connection, {name: columns[name] for name in columns if name != "alembic_version"})


def _something(column: Column[Any]) -> Any:
    if isinstance(column.type, JSON):
        return {"a": ["ä"]}
    usual: dict[type, Any] = {str: "x", int: 7, float: 1.5, bool: True}
    return usual[column.type.python_type]


def _rows(connection: Connection, tables: Mapping[str, Any]) -> Rows:
    """What the columns have that there were, by table."""
    return {name: [{column: row[column] for column in known[0]}
                   for row in connection.execute(text(f"SELECT * FROM {name}")).mappings()]
            for name, known in sorted(tables.items())}  # fmt: skip


def test_killed_half_way_it_runs_again(url: str) -> None:
    first = Database(url)
    migrate(first, REVISIONS[0])
    before = first.write_now(_filled)
    first.close()
    for left in (0, 4, 9, 20):
        done = subprocess.run([sys.executable, "-c", KILLED, url, str(left)], timeout=60)
        assert done.returncode == -signal.SIGKILL
    database = Database(url)
    assert version_of(database) == REVISIONS[0]
    migrate(database)
    assert version_of(database) == REVISIONS[-1] and differences(database) == []
    assert before == database.read_now(lambda each: _rows(each, before))
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
