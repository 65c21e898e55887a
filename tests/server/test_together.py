"""Writes that come at the same time: on disk together, each as if alone."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import OperationalError

from noodle_server.errors import ApiError
from noodle_server.store.database import TOGETHER, Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path / 'noodle.sqlite'}")
    made.write_now(lambda each: each.execute(text("CREATE TABLE t (n INTEGER UNIQUE)")) and None)
    yield made
    made.close()


def commits(database: Database) -> list[None]:
    found: list[None] = []
    event.listen(database.engine, "commit", lambda _: found.append(None))
    return found


def put(number: int, *, wrong: Exception | None = None) -> Any:
    def work(connection: Connection) -> int:
        connection.execute(text(f"INSERT INTO t VALUES ({number})"))
        if wrong is not None:
            raise wrong
        return number

    return work


def kept(database: Database) -> list[int]:
    rows = database.read_now(lambda each: each.execute(text("SELECT n FROM t ORDER BY n")).all())
    return [row[0] for row in rows]


async def at_once(database: Database, *works: Any) -> list[Any]:
    return await asyncio.gather(*map(database.write, works), return_exceptions=True)


async def test_what_waits_is_written_together_and_each_gets_its_own(database: Database) -> None:
    made, held = commits(database), threading.Event()

    def hold(_: Connection) -> bool:
        return held.wait(timeout=30)

    first = asyncio.ensure_future(database.write(hold))
    writes = [asyncio.ensure_future(database.write(put(number))) for number in range(2 * TOGETHER)]
    await asyncio.sleep(0)  # each waits behind the first now
    held.set()
    assert await first and await asyncio.gather(*writes) == list(range(2 * TOGETHER))
    assert kept(database) == list(range(2 * TOGETHER)) and len(made) <= 1 + 2


async def test_one_that_raises_has_done_nothing_and_the_others_have(database: Database) -> None:
    wrong = ApiError("N7005", "no")
    found = await at_once(
        database, put(1), put(2, wrong=wrong), put(1), put(3), put(4, wrong=ValueError("bad"))
    )
    assert [type(each).__name__ for each in found] == [
        "int", "ApiError", "IntegrityError", "int", "ValueError",
    ]  # fmt: skip
    assert kept(database) == [1, 3]


async def test_where_the_database_fails_none_has_happened_and_all_are_told(
    database: Database,
) -> None:
    full = OperationalError("INSERT", {}, Exception("database or disk is full"))
    first = asyncio.ensure_future(database.write(put(0)))  # the thread is busy with it
    found = await at_once(database, put(1), put(2, wrong=full), put(3))
    await first
    failed = [each for each in found if isinstance(each, ApiError)]
    assert failed and all(each.code == "N7009" for each in failed)
    assert kept(database) == [0, *[each for each in found if isinstance(each, int)]]
    assert await database.write(put(9)) == 9


async def test_one_that_is_not_waited_for_may_be_left_out(database: Database) -> None:
    writes = [asyncio.ensure_future(database.write(put(number))) for number in range(20)]
    await asyncio.sleep(0)
    writes[15].cancel()
    found = await asyncio.gather(*writes, return_exceptions=True)
    assert isinstance(found[15], asyncio.CancelledError)
    assert set(range(20)) - {15} <= set(kept(database)) <= set(range(20))
