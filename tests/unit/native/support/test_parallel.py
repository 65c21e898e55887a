"""Parallel loops: the split, the traps, interrupts, nesting, forks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nbc.native.reps import INT, ArrayRep
from nbc.native.support import threads
from nbc.native.support.binding import library, set_parallel_runner
from tests.unit.native.support.units import Trapped, entry, unit

INTS = ArrayRep("i64", 1, "C")
ROOT = Path(__file__).parents[4]

# Calls noodle_parallel over an array (data, dim), with the number of chunks as second argument.
CALL = """
  %np = getelementptr i64, ptr %in, i64 2
  %n = load i64, ptr %np
  %cp = getelementptr i64, ptr %in, i64 4
  %c = load i64, ptr %cp
  %s = call i32 @noodle_parallel(ptr %ctx, ptr @body, ptr %in, i64 %n, i64 %c)
  ret i32 %s"""

# Stores 1000 * chunk + i into each item; work for a while.
BODY = """
define i32 @body(ptr %ctx, ptr %env, i64 %lo, i64 %hi) {
entry:
  %data = load ptr, ptr %env
  %cp = getelementptr i64, ptr %ctx, i64 80
  %chunk = load i64, ptr %cp
  %base = mul i64 %chunk, 1000
  %none = icmp sge i64 %lo, %hi
  br i1 %none, label %done, label %loop
loop:
  %i = phi i64 [ %lo, %entry ], [ %next, %more ]
  %fuel = load i64, ptr %ctx
  %left = sub i64 %fuel, 1
  store i64 %left, ptr %ctx
  %empty = icmp slt i64 %left, 0
  br i1 %empty, label %poll, label %more
poll:
  %status = call i32 @noodle_poll(ptr %ctx)
  %stop = icmp ne i32 %status, 0
  br i1 %stop, label %stopped, label %more
more:
  %value = add i64 %base, %i
  %p = getelementptr i64, ptr %data, i64 %i
  store volatile i64 %value, ptr %p
  %next = add i64 %i, 1
  %again = icmp slt i64 %next, %hi
  br i1 %again, label %loop, label %done
stopped:
  ret i32 %status
done:
  END
  ret i32 0
}
"""


def loop(end: str = "", body: str = BODY) -> Any:
    return entry(unit(CALL, [INTS, INT], more=body.replace("  END\n", end)))


@pytest.fixture(params=[1, 2, 5])
def workers(request: pytest.FixtureRequest) -> Iterator[int]:
    pool = threads.Pool(request.param)
    set_parallel_runner(pool.run, request.param)
    yield request.param
    threads.start(library().set_runner, library().set_main_thread)


def test_every_index_runs_once_in_its_chunk(workers: int) -> None:
    fill = loop()
    for n, chunks in (10, 3), (1000, 7), (5, 9), (1, 1), (0, 4), (100_000, 64):
        array = np.full(n, -1, np.int64)
        fill(array, chunks)
        for chunk in range(chunks):
            lo, hi = n * chunk // chunks, n * (chunk + 1) // chunks
            assert array[lo:hi].tolist() == list(range(1000 * chunk + lo, 1000 * chunk + hi))


TRAP_FROM_3 = """
  %bad = icmp sge i64 %chunk, 3
  br i1 %bad, label %trap, label %fine
trap:
  %k = getelementptr i64, ptr %ctx, i64 5
  store i64 11, ptr %k
  %a = getelementptr i64, ptr %ctx, i64 7
  store i64 %chunk, ptr %a
  %block = call ptr @noodle_alloc(ptr %ctx, i64 100, i64 0)
  ret i32 1
fine:
"""


def test_the_lowest_failing_chunk_wins(workers: int) -> None:
    fill = loop(TRAP_FROM_3)
    for _ in range(20):
        array = np.zeros(4096, np.int64)
        with pytest.raises(Trapped) as caught:
            fill(array, 16)
        trap = caught.value.trap
        assert (trap.kind, trap.values[0]) == (11, 3)
        assert array[1 : 3 * 256].all(), "chunks before it are finished"


ENDLESS = BODY.replace("%again = icmp slt i64 %next, %hi", "%again = icmp eq i64 0, 0").replace(
    "%next = add i64 %i, 1", "%next = add i64 %i, 0"
)


def test_interrupts_stop_all_chunks(workers: int) -> None:
    def interrupt(number: int, frame: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    forever = loop(body=ENDLESS)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        started = time.process_time()  # of all threads
        with pytest.raises(KeyboardInterrupt):
            forever(np.zeros(100, np.int64), 10)
        assert time.process_time() - started < 0.3 * workers
    finally:
        signal.signal(signal.SIGALRM, before)
    array = np.zeros(100, np.int64)
    loop()(array, 10)
    assert array[1:].all()


def test_an_interrupt_while_only_helpers_work() -> None:
    """The calling thread waits in Python then."""
    second = BODY.replace("%none = icmp sge i64 %lo, %hi", "%none = icmp eq i64 %chunk, 0").replace(
        "%next = add i64 %i, 1", "%next = add i64 %i, 0"
    )

    def interrupt(number: int, frame: Any) -> None:
        raise KeyboardInterrupt

    def helper_first(work: Any, workers: int) -> None:
        threading.Thread(target=work).start()
        time.sleep(60)  # the interrupt ends it; the thread is still at work

    before = signal.signal(signal.SIGALRM, interrupt)
    set_parallel_runner(helper_first, 2)
    loaded = loop(body=second)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        with pytest.raises(KeyboardInterrupt):
            loaded(np.zeros(100, np.int64), 2)
    finally:
        signal.signal(signal.SIGALRM, before)
        threads.start(library().set_runner, library().set_main_thread)


def test_nested_loops_run_in_order() -> None:
    """The body of the outer loop runs another over the same items, and all of it is there after."""
    more = (
        BODY.replace("  END\n", "")
        + """
define i32 @outer(ptr %ctx, ptr %env, i64 %lo, i64 %hi) {
  %np = getelementptr i64, ptr %env, i64 2
  %n = load i64, ptr %np
  %s = call i32 @noodle_parallel(ptr %ctx, ptr @body, ptr %env, i64 %n, i64 4)
  ret i32 %s
}"""
    )
    nested = entry(unit(CALL.replace("@body", "@outer"), [INTS, INT], more=more))
    array = np.zeros(100, np.int64)
    nested(array, 2)
    assert array[99] == 3099


def test_two_threads_are_faster_than_one() -> None:
    """Only that both work: how much faster is for benchmarks on a quiet machine."""
    seen: set[int] = set()
    pool = threads.Pool(2)

    def watching(work: Any, workers: int) -> None:
        def watched() -> None:
            seen.add(threading.get_ident())
            work()

        pool.run(watched, workers)

    set_parallel_runner(watching, 2)
    try:
        loop()(np.zeros(1_000_000, np.int64), 64)
    finally:
        threads.start(library().set_runner, library().set_main_thread)
    assert threading.get_ident() in seen


def test_the_number_of_threads_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOODLE_NUM_THREADS", "3")
    assert threads.thread_count() == 3
    for nonsense in ("", "0", "-1", "many"):
        monkeypatch.setenv("NOODLE_NUM_THREADS", nonsense)
        assert threads.thread_count() == len(os.sched_getaffinity(0))


FORKING = """
import os, sys
import numpy as np
from tests.unit.native.support.test_parallel import loop
fill, array = loop(), np.zeros(1000, np.int64)
fill(array, 8)
child = os.fork()
if child == 0:
    array[:] = 0
    fill(array, 8)
    os._exit(0 if array[-1] == 7999 else 1)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_a_forked_process_has_threads_of_its_own() -> None:
    path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "NOODLE_NUM_THREADS": "2", "PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, "-c", FORKING], cwd=ROOT, env=environment, timeout=60, check=False
    )
    assert done.returncode == 0
