"""How much text there is for LLVM: what is asked once, and what stands only where it is needed."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

import nbc
from nbc.native import llvm
from nbc.native.lower import loops

SOURCE = """
import numpy as np
def chain(a, b, c): return (a - b) * c
def added(a, b):
    a += b
def total(a, n):
    found = 0
    for i in range(n):
        found += a[i, 0]
        for j in range(a.shape[1]):
            found += a[i, j]
    return found
"""


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The IR texts that are compiled."""
    monkeypatch.setenv("NOODLE_CACHE_DIR", "0")
    kept: list[str] = []
    compiled = llvm.machine_code

    def machine_code(ir: str, *args: Any, **options: Any) -> Any:
        kept.append(ir)
        return compiled(ir, *args, **options)

    monkeypatch.setattr(llvm, "machine_code", machine_code)
    return kept


def function(name: str) -> Any:
    session = nbc.Session(optimize=3, native="always")
    session.run(SOURCE)
    return session[name]


def hot(text: str) -> str:
    """A function of a text without what runs when something is wrong."""
    body = text[text.index("\nbody:") :]
    return body[: re.search(r"\n(?:trap|poll|fail)\d+:", body).start()]  # type: ignore[union-attr]


def test_lengths_of_operands_are_compared_once(texts: list[str]) -> None:
    made = [np.ones((3, 4)) for _ in range(3)]
    function("chain")(*made)
    assert hot(texts[0]).count(" = icmp eq i64 ") == 4


def test_shapes_are_packed_only_for_a_trap(texts: list[str]) -> None:
    function("added")(np.ones((3, 4)), np.ones((3, 4)))
    assert "@pair(" in texts[0]
    assert "call i64 @pair(" not in hot(texts[0])


def test_late_parts_get_what_they_read_as_arguments(texts: list[str]) -> None:
    assert function("total")(np.ones((3, 4)), 3) == 15.0
    call = re.search(r"call i32 %\w+\(ptr %ctx, ptr %shared, ptr %env\d+, (.*)\)", texts[0])
    assert call is not None
    assert "ptr %r" in call[1]
    behind = texts[0][call.end() : texts[0].index("switch i32", call.end())]
    assert "store ptr" not in behind


def test_a_loop_that_settled_is_written_once_from_then_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOODLE_CACHE_DIR", "0")
    again: list[bool] = []
    changed = loops._changed

    def counted(*args: Any) -> bool:
        again.append(changed(*args))
        return again[-1]

    monkeypatch.setattr(loops, "_changed", counted)
    assert function("total")(np.ones((3, 4)), 3) == 15.0
    assert sum(again) <= 2


def test_a_nest_without_elements_ends_at_once() -> None:
    for shape in [(1 << 40, 0), (1 << 20, 1 << 20, 0)]:
        a, b, c = (np.zeros(shape) for _ in range(3))
        assert function("chain")(a, b, c).shape == shape
