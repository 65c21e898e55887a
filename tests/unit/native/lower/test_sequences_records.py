"""Records that stay inside native code: as the VM has them."""

from __future__ import annotations

from typing import Any

import pytest

from nbc.native.dispatch import tier
from nbc.session import Session
from tests.unit.native.lower.differential import outcome, shown

SOURCE = """
class Point:
    x: f64
    y: f64 = 0.5
    n: i32 = 3
    def norm(self): return self.x * self.x + self.y * self.y
    def plus(self, other): return Point(self.x + other.x, self.y + other.y)

def use(a, b):
    p = Point(a)
    q = Point(b, y=2.0)
    r = p.plus(q)
    return r.x, r.y, r.norm(), p.n, p == q, p == Point(a)

def loop(n):
    p = Point(0.0)
    for i in range(n):
        p = p.plus(Point(i * 0.5, 1.0))
    return p.x + p.y

def double(p): return p.x * 2
def passed(n): return double(Point(n))
def narrow(n): return Point(n, 0.0, n).n
"""
CALLS: list[tuple[Any, ...]] = [
    ("use", 1.5, 2.0), ("use", 2, 2.0), ("use", 1.5, 1.5), ("use", 2**53 + 1, 2.0), ("loop", 10),
    ("passed", 2), ("narrow", 3), ("narrow", 2**40),
]  # fmt: skip


@pytest.fixture(scope="module")
def sessions() -> tuple[Session, Session]:
    made = Session(native="never"), Session(optimize=3, native="always")
    for session in made:
        session.run(SOURCE)
    return made


@pytest.mark.parametrize("call", CALLS)
def test_as_on_the_vm(sessions: tuple[Session, Session], call: tuple[Any, ...]) -> None:
    name, *arguments = call
    want, got = (outcome(session[name], tuple(arguments)) for session in sessions)
    if isinstance(want, tuple) and isinstance(want[0], type):
        assert got[:2] == want[:2]
    else:
        assert shown(got) == shown(want)
    assert tier(sessions[1][name]).tier == "native", tier(sessions[1][name]).reason
