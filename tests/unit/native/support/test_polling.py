"""Long calls: the GIL is released, interrupts land, the stack's end is known."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from nbc.native.reps import FLOAT, INT
from nbc.runtime.unset import UNSET
from tests.unit.native.support.units import Trapped, entry, traps, unit

LOOP = """
entry:
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %more ]
  %next = add i64 %i, 1
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
  store volatile i64 %next, ptr %out
  %limit = load i64, ptr %in
  %again = icmp slt i64 %next, %limit
  br i1 %again, label %loop, label %done
stopped:
  ret i32 %status
done:
  ret i32 0
"""
FOREVER = 1 << 62


@pytest.fixture(autouse=True)
def interrupts() -> Iterator[None]:
    """SIGALRM interrupts as ctrl-C does."""

    def interrupt(number: int, frame: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def test_an_endless_loop_is_interrupted_in_time() -> None:
    counting = entry(unit(LOOP, [INT], INT))
    assert counting(1000) == 1000
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    started = time.thread_time()
    with pytest.raises(KeyboardInterrupt):
        counting(FOREVER)
    assert time.thread_time() - started < 0.2
    assert counting(1000) == 1000


SPIN = """
define void @spin() noinline {
entry:
  %cell = alloca i64
  br label %loop
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  store volatile i64 %i, ptr %cell
  %next = add i64 %i, 1
  %again = icmp slt i64 %next, 20000
  br i1 %again, label %loop, label %done
done:
  ret void
}
"""


def test_iterations_that_take_long_are_interrupted_in_time_too() -> None:
    heavy = LOOP.replace("more:\n", "more:\n  call void @spin()\n")
    counting = entry(unit(heavy, [INT], INT, more=SPIN))
    signal.setitimer(signal.ITIMER_REAL, 0.6)
    started = time.thread_time()
    with pytest.raises(KeyboardInterrupt):
        counting(FOREVER)
    assert time.thread_time() - started < 0.75


def test_a_region_that_is_interrupted_gives_its_variables() -> None:
    body = LOOP.replace("ptr %out", "ptr %value").replace(
        "entry:", "entry:\n  store i64 1, ptr %out\n  %value = getelementptr i64, ptr %out, i64 1"
    )
    counting = entry(unit(body, [INT], outputs=[INT]))
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    count, error = counting(FOREVER)
    assert isinstance(error, KeyboardInterrupt) and count > 1000
    none, error = entry(unit(traps(1), [], outputs=[FLOAT]))()
    assert none is UNSET and isinstance(error, Trapped)


def test_other_threads_run_meanwhile() -> None:
    counting = entry(unit(LOOP, [INT], INT))
    stop = threading.Event()
    turns = 0

    def turn() -> None:
        nonlocal turns
        while not stop.is_set():
            turns += 1
            time.sleep(0.001)

    thread = threading.Thread(target=turn)
    thread.start()
    try:
        before = turns
        counting(200_000_000)
        assert turns - before > 5
    finally:
        stop.set()
        thread.join()


def test_a_signal_to_the_process_reaches_the_main_thread_s_loop() -> None:
    counting = entry(unit(LOOP, [INT], INT))
    timer = threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGALRM))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        counting(FOREVER)
    timer.join()


RECURSION = """
  %top = alloca i64
  %from = ptrtoint ptr %top to i64
  %to = call i64 @down(ptr %ctx)
  %deep = sub i64 %from, %to
  store i64 %deep, ptr %out
  ret i32 0"""
DOWN = """
define i64 @down(ptr %ctx) noinline {
  %here = alloca i64
  %p = getelementptr i64, ptr %ctx, i64 4
  %limit = load i64, ptr %p
  %address = ptrtoint ptr %here to i64
  %low = icmp slt i64 %address, %limit
  br i1 %low, label %out, label %deeper
deeper:
  %found = call i64 @down(ptr %ctx)
  store volatile i64 %found, ptr %here
  ret i64 %found
out:
  ret i64 %address
}
"""


def test_recursion_ends_before_the_stack_does() -> None:
    recursing = entry(unit(RECURSION, [], INT, more=DOWN))
    depths = [recursing()]
    for stack_bytes in (1 << 20, 4 << 20):
        threading.stack_size(stack_bytes)
        thread = threading.Thread(target=lambda: depths.append(recursing()))
        try:
            thread.start()
        finally:
            threading.stack_size(0)
        thread.join()
        # No crash is the point; the C library may have given it a larger stack that it had left.
        assert depths[-1] > stack_bytes / 2
    assert depths[0] > 1 << 20
