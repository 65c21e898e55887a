"""Who is signed in, on two servers with one database: what one ends, the other learns; secrets and
costs that change. Without HTTP, on SQLite and on PostgreSQL."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import select, update

from noodle_server import clock
from noodle_server.errors import ApiError
from noodle_server.identity.audit import NOBODY
from noodle_server.identity.callers import LOCAL, Caller
from noodle_server.identity.passwords import WAITING_AT_MOST, Passwords
from noodle_server.identity.tokens import renew_secrets
from noodle_server.schemas.keys import KeyIn
from noodle_server.schemas.signing_in import LoginIn, LogoutIn, RefreshIn
from noodle_server.schemas.users import UserChange, UserIn
from noodle_server.services.identity import Identity, IdentitySettings
from noodle_server.store.database import Database
from noodle_server.store.identity_tables import (
    API_KEYS,
    AUDIT,
    LOGINS,
    REFRESH_TOKENS,
    SIGNING_KEYS,
)
from noodle_server.store.migrating import migrate
from noodle_server.store.tables import USERS
from tests.server.databases import KINDS, database_url
from tests.server.people import PASSWORD

ADMIN = Caller(LOCAL, "jupyter", "admin")
LOGIN = LoginIn(username="ada", password=PASSWORD)


@pytest.fixture(params=KINDS)
def databases(request: Any, tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    """Two, as two servers have them."""
    with database_url(request.param, tmp_path) as url:
        both = Database(url), Database(url)
        migrate(both[0])
        yield both
        for each in both:
            each.close()


async def test_servers_learn_from_each_other(databases: Any) -> None:
    settings = IdentitySettings(password_memory_kib=64)
    here, there = (Identity.over(each, settings) for each in databases)
    await here.users.create(ADMIN, UserIn(username="ada", role="editor", password=PASSWORD))
    login = await here.signing_in.login(LOGIN)
    key = await here.keys.create(ADMIN, KeyIn(name="robot", scopes=["jobs:read"]))
    assert there.tokens.caller(login.access_token) is None
    await there.sessions.catch_up()
    caller, robot = there.tokens.caller(login.access_token), there.sessions.of_key(key.key)
    assert caller is not None and caller.username == "ada" and there.sessions.is_valid(caller)
    assert robot is not None and robot.scopes == frozenset({"jobs:read"}) and robot.role == "admin"

    told: list[bool] = []
    there.sessions.watch(lambda: told.append(there.sessions.is_valid(caller)))
    there.start()
    await here.users.change(ADMIN, caller.user_id, UserChange(role="viewer"))
    assert not here.sessions.is_valid(caller)
    changed = here.tokens.caller(login.access_token)
    assert changed is not None and changed.role == "viewer"
    await here.keys.delete(ADMIN, key.id)
    while not told or told[-1]:
        await asyncio.sleep(0.05)
    assert not there.sessions.is_valid(robot) and there.sessions.is_valid(ADMIN)
    await here.signing_in.logout(NOBODY, LogoutIn(refresh_token=login.refresh_token))
    await there.sessions.catch_up()
    assert there.tokens.caller(login.access_token) is None
    for each in (here, there):
        await each.stop()


async def test_refresh_tokens_are_good_once_however_many_come_at_once(databases: Any) -> None:
    settings = IdentitySettings(password_memory_kib=64)
    here, there = (Identity.over(each, settings) for each in databases)
    await here.users.create(ADMIN, UserIn(username="ada", password=PASSWORD))
    login = await here.signing_in.login(LOGIN)
    given = RefreshIn(refresh_token=login.refresh_token)
    found = await asyncio.gather(*(each.signing_in.refresh(given) for each in (here, there) * 4),
                                 return_exceptions=True)  # fmt: skip
    assert {each.code for each in found if isinstance(each, ApiError)} == {"N7022"}
    assert sum(not isinstance(each, BaseException) for each in found) <= 1
    left = await databases[0].read(lambda each: (each.execute(select(LOGINS)).all(),
                                                 each.execute(select(REFRESH_TOKENS)).all()))  # fmt: skip
    assert left == ([], [])
    rows = await databases[0].read(lambda each: each.execute(
        select(AUDIT.c.details).where(AUDIT.c.target == login.user.user_id)).scalars().all())  # fmt: skip
    assert {"outcome": "used before"} in rows
    for each in (here, there):
        await each.stop()


async def test_secrets_are_renewed_and_the_last_ones_still_check(
    databases: Any, monkeypatch: Any
) -> None:
    database = databases[0]
    here = Identity.over(database, IdentitySettings(password_memory_kib=64))
    await here.users.create(ADMIN, UserIn(username="ada", password=PASSWORD))
    before = (await here.signing_in.login(LOGIN)).access_token
    assert not database.write_now(renew_secrets)
    database.write_now(lambda each: each.execute(
        update(SIGNING_KEYS).values(created_at=SIGNING_KEYS.c.created_at - 31 * 86_400)))  # fmt: skip
    assert database.write_now(renew_secrets)
    after = (await here.signing_in.login(LOGIN)).access_token
    kids = [jwt.get_unverified_header(each)["kid"] for each in (before, after)]
    assert kids[0] != kids[1] and set(kids) == set(here.sessions.secrets)
    assert here.tokens.caller(before) and here.tokens.caller(after)
    later = clock.now() + 30 * 60 + 10
    monkeypatch.setattr("noodle_server.identity.tokens.now", lambda: later)
    assert here.tokens.caller(before) is None and here.sessions.is_valid(ADMIN)
    if database.is_sqlite:
        mode = Path(str(database.engine.url.database)).stat().st_mode
        assert stat.S_IMODE(mode) == 0o600
    await here.stop()


async def test_passwords_are_hashed_again_when_they_should_cost_more(databases: Any) -> None:
    database = databases[0]
    here = Identity.over(database, IdentitySettings(password_memory_kib=64))
    await here.users.create(ADMIN, UserIn(username="ada", password=PASSWORD))
    later = Identity.over(database, IdentitySettings(password_memory_kib=128))
    found = select(USERS.c.password_hash)
    kept = database.read_now(lambda each: each.execute(found).scalar_one())
    await later.signing_in.login(LOGIN)
    now = database.read_now(lambda each: each.execute(found).scalar_one())
    assert "m=64," in kept and "m=128," in now and PASSWORD not in now
    for each in (here, later):
        await each.stop()


async def test_who_has_no_account_costs_as_much_as_who_has(monkeypatch: Any) -> None:
    passwords = Passwords(64)
    kept = await passwords.hash(PASSWORD)
    nothing = passwords._nothing
    assert extract_parameters(kept) == extract_parameters(nothing)
    with pytest.raises(VerifyMismatchError):
        PasswordHasher().verify(nothing, PASSWORD)
    checked: list[str] = []
    verify = PasswordHasher.verify

    def counted(self: PasswordHasher, of: str, password: str) -> bool:
        checked.append(of)
        return verify(self, of, password)

    monkeypatch.setattr(PasswordHasher, "verify", counted)
    assert await passwords.fits(PASSWORD, kept) and not await passwords.fits("wrong", kept)
    assert not await passwords.fits(PASSWORD, None)
    assert checked == [kept, kept, nothing]
    waiting = [passwords.fits(PASSWORD, kept) for _ in range(WAITING_AT_MOST + 5)]
    found = await asyncio.gather(*waiting, return_exceptions=True)
    refused = [each for each in found if isinstance(each, ApiError)]
    assert [each.code for each in refused] == ["N7008"] * 5
    passwords.close()


async def test_times_of_use_are_written_at_the_end(databases: Any) -> None:
    database = databases[0]
    here = Identity.over(database, IdentitySettings(password_memory_kib=64))
    here.start()
    key = await here.keys.create(ADMIN, KeyIn(name="robot", scopes=[]))
    assert here.sessions.of_key(key.key) is not None
    found = select(API_KEYS.c.last_used_at)
    assert database.read_now(lambda each: each.execute(found).scalar_one()) is None
    await here.stop()
    assert database.read_now(lambda each: each.execute(found).scalar_one()) is not None
