"""The database: one class for SQLite and PostgreSQL, transactions as functions of a connection.

Writing goes through one thread where the database is SQLite, which takes one writer at a time
anyway; reading from SQLite happens at once, in the caller's thread (it takes microseconds, a hop to
another thread takes longer). What is written at the same time goes to the disk together
(`together.py`). PostgreSQL has a small pool of threads for both.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar, cast, final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DataError, NoSuchModuleError, OperationalError

from noodle_server.errors import ApiError
from noodle_server.store.together import Pending, together

Result = TypeVar("Result")
BUSY_S: Final = 3.0
"""How long a write waits for another process that holds the database."""

TOGETHER: Final = 64
"""Writes in one transaction, at most."""

_PRAGMAS: Final = (
    f"PRAGMA busy_timeout={int(BUSY_S * 1000)}",  # first: the others may have to wait as well
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
)


@final
class Database:
    """`url` is SQLAlchemy's: sqlite:///file or postgresql+psycopg://..."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        workers = 1 if self.is_sqlite else 8
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="noodle-database")
        self._waiting: deque[Pending] = deque()
        self.witness: Callable[[Connection, Any], None] | None = None
        """Called at the end of each transaction that writes, with what it gives."""

    async def write(self, work: Callable[[Connection], Result]) -> Result:
        """Runs `work` in one transaction, which is on disk when this returns. Raises ApiError N7008
        where the database is held by somebody else, N7009 where the disk is full."""
        context = copy_context()

        def run(connection: Connection) -> Result:
            return context.run(self._within, work, connection)

        if self.is_sqlite:
            pending = Pending(run)
            self._waiting.append(pending)
            self._threads.submit(self._write_waiting)
            return cast("Result", await asyncio.wrap_future(pending.result))
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._alone, run)

    async def read(self, work: Callable[[Connection], Result]) -> Result:
        """Runs `work`, which changes nothing."""
        if self.is_sqlite:
            return self.read_now(work)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self.read_now, work)

    def write_now(self, work: Callable[[Connection], Result]) -> Result:
        """As `write`, in this thread: for programs without a loop."""
        return self._alone(partial(self._within, work))

    def _within(self, work: Callable[[Connection], Result], connection: Connection) -> Result:
        """In a transaction that has begun."""
        result = work(connection)
        if self.witness is not None:
            self.witness(connection, result)
        return result

    def _alone(self, run: Callable[[Connection], Result]) -> Result:
        with _saying(), self._begun() as connection:
            return run(connection)

    @contextmanager
    def _begun(self) -> Iterator[Connection]:
        with self.engine.begin() as connection:
            if self.is_sqlite:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection

    def _write_waiting(self) -> None:
        """What has come meanwhile, in one transaction: the disk is waited for once."""
        taken = [self._waiting.popleft() for _ in range(min(len(self._waiting), TOGETHER))]
        together(taken, self._begun, self._alone, _saying)

    def read_now(self, work: Callable[[Connection], Result]) -> Result:
        """As `read`, in this thread."""
        with _saying(), self.engine.connect() as connection:
            return work(connection)

    def close(self) -> None:
        """Waits for what is being written."""
        self._threads.shutdown()
        self.engine.dispose()


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ValueError(f"{url!r} is no database URL: {error}") from None
    if parsed.get_backend_name() == "sqlite":
        if parsed.database in (None, "", ":memory:"):
            raise ValueError("the database must be a file: sqlite:////path/noodle.sqlite")
        place = Path(str(parsed.database))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch(mode=0o600)  # what signs tokens is in it; SQLite's other files get the same
        made = create_engine(parsed, connect_args={"check_same_thread": False})
        event.listen(made, "connect", _prepare_sqlite)
        return made
    try:
        return create_engine(parsed, pool_pre_ping=True, isolation_level="READ COMMITTED")
    except NoSuchModuleError as error:
        raise ValueError(f"{url!r} needs a driver that is not there: {error}") from None


def _prepare_sqlite(connection: Any, _: Any) -> None:
    """Our own BEGIN: the driver's begins late, and a transaction that becomes a writing one in its
    middle can fail where it need not."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for each in _PRAGMAS:
        cursor.execute(each)
    cursor.close()


@contextmanager
def _saying() -> Iterator[None]:
    """Turns what the database cannot do just now into an answer."""
    try:
        yield
    except OperationalError as error:
        said = str(error.orig).lower()
        if "full" in said or "no space" in said:
            raise ApiError("N7009", "the disk that the database is on is full") from error
        raise ApiError("N7008", "the database cannot be used just now", retry_after_s=1.0,
                       hint="try again in a moment") from error  # fmt: skip
    except DataError as error:
        raise ApiError("N7004", "a text has a character that the database does not keep, or a "
                       "number is too large for it") from error  # fmt: skip
