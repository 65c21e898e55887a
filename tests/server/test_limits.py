"""How many requests there may be; whose addresses count; providers that are not Jupyter's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jwt
import pytest
from jupyter_server.auth import Authorizer, IdentityProvider, User

from noodle_server.errors import ApiError
from noodle_server.identity.attempts import Attempts
from noodle_server.identity.limits import KEPT_AT_MOST, Buckets, network
from tests.server.people import NOBODY, bearer, key, with_key

Call = Any


def test_bucket_gives_what_it_has_and_fills_again() -> None:
    buckets = Buckets(3)
    left = [buckets.take("a", 100.0) for _ in range(4)]
    assert [each.remaining for each in left if each] == [2, 1, 0, 0]
    assert [each.wait_s for each in left if each] == [0, 0, 0, pytest.approx(20)]
    assert buckets.take("b", 100.0).remaining == 2  # type: ignore[union-attr]
    assert buckets.take("a", 119.0).wait_s == pytest.approx(1)  # type: ignore[union-attr]
    assert buckets.take("a", 120.0).wait_s == 0  # type: ignore[union-attr]
    assert buckets.take("a", 1000.0).remaining == 2  # type: ignore[union-attr]
    assert Buckets(0).take("a", 0.0) is None


def test_buckets_are_forgotten_when_they_are_full() -> None:
    buckets = Buckets(60)
    for number in range(KEPT_AT_MOST):
        buckets.take(str(number), 0.0)
    for _ in range(60):
        buckets.take("busy", 10.0)
    assert len(buckets._full_at) < KEPT_AT_MOST
    assert buckets.take("busy", 10.0).wait_s > 0  # type: ignore[union-attr]


def test_addresses_of_one_network_count_together() -> None:
    assert network("2001:db8::1") == network("2001:db8::ffff") != network("2001:db8:0:1::1")
    assert network("::ffff:10.0.0.1") == "10.0.0.1" != network("10.0.0.2")
    assert network("/a/socket") == "/a/socket"


def test_attempts_wait_twice_as_long_each_and_longest_a_while(monkeypatch: Any) -> None:
    clock = [0.0]
    monkeypatch.setattr("noodle_server.identity.attempts.now", lambda: clock[0])
    attempts, waits = Attempts(), []
    for _ in range(20):
        try:
            attempts.begin("ada", "1.1.1.1")
        except ApiError as error:
            waits.append(error.retry_after_s)
            clock[0] += float(error.retry_after_s or 0)
            attempts.begin("ada", "1.1.1.1")
    assert waits[:4] == [1, 2, 4, 8] and max(map(float, waits)) == 900  # type: ignore[arg-type]
    attempts.begin("ada", "2.2.2.2")
    for number in range(40):
        attempts.begin(f"name{number}", f"3.3.3.{number}")
    clock[0] += 4000
    attempts.begin("ada", "1.1.1.1")


async def test_requests_are_limited_by_key_and_by_address(call: Call) -> None:
    """The server of `jp_server_config` below allows 8 a minute to each, and 30 to an address."""
    made = (await key(call, ["projects:read"]))["key"]
    other = (await key(call, ["projects:read"]))["key"]
    for number in range(10):
        headers = {**with_key(made), "X-Forwarded-For": f"10.0.0.{number}"}
        found = await call("GET", "/api/v1/projects", headers=headers)
        assert found.status == (200 if number < 8 else 429), number
        assert found.headers["RateLimit-Limit"] == "8"
        assert found.headers["RateLimit-Remaining"] == str(max(7 - number, 0))
        assert found.headers["RateLimit-Policy"] == "8;w=60"
    assert found.body["error_code"] == "N7007" and 1 <= int(found.headers["Retry-After"]) <= 60
    assert (await call("GET", "/api/v1/projects", headers=with_key(other))).status == 200
    answers = [await call("GET", "/api/v1/projects", headers={**NOBODY, "X-Forwarded-For": f"1.1.1.{number}"})
               for number in range(20)]  # fmt: skip
    assert [each.status for each in answers] == [401] * 17 + [429] * 3
    for path in ("/api/v1/nothing", "/api/v1/projects"):
        assert (await call("GET", path, headers=with_key(other))).status == 429
    health = await call("GET", "/api/v1/system/health", headers=NOBODY)
    assert health.status == 200 and "RateLimit-Limit" not in health.headers


class Elsewhere(IdentityProvider):
    """A provider that knows people by tokens of its own, which are JWTs too."""

    def get_user(self, handler: Any) -> User | None:
        text = handler.request.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            claims = jwt.decode(text, "their secret, which is long enough", algorithms=["HS256"])
        except jwt.InvalidTokenError:
            return None
        return User(claims["sub"])


class Narrow(Authorizer):
    """Lets nobody write."""

    def is_authorized(self, handler: Any, user: User, action: str, resource: str) -> bool:
        return action == "read"


class TestElsewhere:
    """Whatever provider and authorizer a server has, they go on knowing their own."""

    @pytest.fixture
    def jp_server_config(self, tmp_path: Path) -> dict[str, Any]:
        return {
            "ServerApp": {"jpserver_extensions": {"noodle_server": True},
                          "identity_provider_class": Elsewhere, "authorizer_class": Narrow},
            "NoodleServerApp": {"database_url": f"sqlite:///{tmp_path / 'noodle.sqlite'}"},
        }  # fmt: skip

    async def test_other_providers_and_authorizers_stay(self, call: Call) -> None:
        def theirs(name: str, secret: str = "their secret, which is long enough") -> dict[str, str]:
            return bearer(jwt.encode({"sub": name}, secret, algorithm="HS256"))

        accounts = [(await call("GET", "/api/v1/auth/account", headers=theirs(name))).body
                    for name in ("mia", "m" * 40 + "1", "m" * 40 + "2")]  # fmt: skip
        assert len({each["user_id"] for each in accounts}) == 3
        assert accounts[0]["username"] == "mia" and accounts[0]["kind"] == "jupyter"
        wrong = await call("GET", "/api/v1/auth/account", headers=theirs("mia", "w" * 40))
        assert wrong.status == 401
        refused = await call("POST", "/api/v1/projects", {"name": "a"}, headers=theirs("mia"))
        assert refused.status == 403 and refused.body["error_code"] == "N7002"


@pytest.fixture
def jp_server_config(jp_server_config: dict[str, Any]) -> dict[str, Any]:
    limits = {"requests_per_minute": 8, "address_requests_per_minute": 30}
    return {**jp_server_config,
            "NoodleServerApp": {**jp_server_config["NoodleServerApp"], **limits}}  # fmt: skip
