"""Lines of native code are found while it runs, and nothing of the search is left behind."""

from __future__ import annotations

import re
import signal
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from nbc import Session
from nbc.native.dispatch.records import RECORDS
from nbc.native.llvm import debug_lines
from nbc.native.sampling import Counters, NativePlace, open_counters

CELL = """
import numpy as np

def twice(x):
    return x + x

def work(a, rounds):
    total = 0.0
    for _ in range(rounds):
        for i in range(a.shape[0]):
            total += (a[i] * i) % 3.0
        for i in range(0, a.shape[0], 16):
            total += a[i] + twice(i)
    return total

def spread(out, a, rounds):
    for k in parallel(out.shape[0]):
        total = 0.0
        for _ in range(rounds):
            for i in range(a.shape[0]):
                total += (a[i] * i) % 3.0
        out[k] = total

a = np.random.default_rng(1).random(20_000)
work(a, 1)
out = np.zeros(8)
spread(out, a, 1)
"""
HOT = "            total += (a[i] * i) % 3.0"


@pytest.fixture(scope="module")
def session() -> Session:
    made = Session()
    made.run(CELL)
    return made


@pytest.fixture
def counters() -> Iterator[Counters]:
    found = open_counters()
    assert found is not None
    yield found
    found.close()


def threads() -> dict[int, int]:
    return {each.ident: each.native_id for each in threading.enumerate()
            if each.ident is not None and each.native_id is not None}  # fmt: skip


def seen_while(
    counters: Counters, run: Callable[[], Any], *, least: int = 40
) -> dict[int, Counter[NativePlace | None]]:
    """Places by thread, once there are enough."""
    found: list[tuple[int, Any]] = []
    while len(found) < least:
        counters.watch(threads())
        run()
        found += [(ident, one) for ident, seen in counters.read().items() for one in seen]
    counters.close()
    places: dict[int, Counter[NativePlace | None]] = {}
    for ident, one in found:
        places.setdefault(ident, Counter())[counters.place(one)] += 1
    return places


def test_the_hot_line_of_a_native_loop(session: Session, counters: Counters) -> None:
    places = seen_while(counters, lambda: session.run("work(a, 60)"))[threading.get_ident()]
    (place, count), *_ = places.most_common(1)
    assert place is not None
    assert CELL.split("\n")[place.line - 1] == HOT
    assert (place.function, place.first_line) == (
        "work",
        CELL.split("\n").index("def work(a, rounds):") + 1,
    )
    assert count > 0.6 * places.total()


def test_threads_of_a_parallel_loop_are_seen_too(session: Session, counters: Counters) -> None:
    places = seen_while(counters, lambda: session.run("spread(out, a, 60)"))
    for ident, found in places.items():
        hot = sum(n for place, n in found.items() if place and place.function == "spread")
        assert hot > 0.5 * found.total() or ident != threading.get_ident()
    assert len(places) > 1


def test_lines_cost_no_code(session: Session) -> None:
    tables = [
        (compiled, debug_lines.line_table(compiled.keep))
        for record in list(RECORDS) for compiled in record.compiled.values()
        if record.module.source == CELL
    ]  # fmt: skip
    assert tables
    for compiled, table in tables:
        assert table is not None  # made only where the bytes are those in memory
        assert compiled.address in range(table.start, table.stop)
        lines = {compiled.places[n - 1].position[0] for n in table.numbers if n}
        assert len(lines) > 2 and lines <= set(range(1, CELL.count("\n") + 1))
        assert re.search(r" ;\d+$", compiled.keep.ir, re.MULTILINE)


def handles_sigprof() -> bool:
    status = Path("/proc/self/status").read_text()
    caught = re.search(r"^SigCgt:\s*(\w+)$", status, re.MULTILINE)
    ignored = re.search(r"^SigIgn:\s*(\w+)$", status, re.MULTILINE)
    assert caught and ignored
    return bool((int(caught[1], 16) | int(ignored[1], 16)) >> (signal.SIGPROF - 1) & 1)


def test_nothing_is_left_behind(session: Session) -> None:
    for _ in range(3):
        found = open_counters()
        assert found is not None and handles_sigprof()
        found.watch(threads())
        session.run("work(a, 5)")
        found.close()
        assert not handles_sigprof()
        session.run("work(a, 5)")
    assert not [each for each in threading.enumerate() if "profile" in each.name]


def test_a_signal_that_somebody_uses_is_left_alone() -> None:
    before = signal.signal(signal.SIGPROF, lambda number, frame: None)
    try:
        assert open_counters() is None
    finally:
        signal.signal(signal.SIGPROF, before)
