"""Threads of parallel loops: one pool per process, made when it is first needed.

A loop hands over `work`, which takes chunks from a counter until none is left, with the GIL
released. `run` lets helpers of the pool work and works itself; helpers that come too late find
nothing to do. NOODLE_NUM_THREADS says how many threads work, by default all cores that this process
may use.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, final


class Runner(Protocol):
    """Calls `work` in up to `workers` threads, this one among them, and returns when no chunk is
    left. What it raises (an interrupt) stops the loop, which waits itself for threads that are
    still at work."""

    def __call__(self, work: Callable[[], None], workers: int) -> None: ...


def thread_count() -> int:
    """How many threads work on a loop."""
    asked = os.environ.get("NOODLE_NUM_THREADS", "")
    if asked.isdecimal() and int(asked) > 0:
        return int(asked)
    return len(os.sched_getaffinity(0))


@final
class Pool:
    """The helpers of this process."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._executor: ThreadPoolExecutor | None = None

    def run(self, work: Callable[[], None], workers: int) -> None:
        helpers = self._start(work, min(workers, self.workers) - 1)
        work()
        for helper in helpers:
            if not helper.cancel():
                helper.result()

    def _start(self, work: Callable[[], None], count: int) -> list[Future[None]]:
        if self._executor is None:
            self._executor = ThreadPoolExecutor(self.workers - 1, "noodle")
        try:
            return [self._executor.submit(work) for _ in range(count)]
        except RuntimeError:  # the interpreter is shutting down: no new threads
            return []

    def forget(self) -> None:
        """In a new process: the threads stayed in the old one."""
        self._executor = None


def start(set_runner: Callable[[Runner, int], None], set_main_thread: Callable[[], None]) -> None:
    """Gives the library its runner, and again after each fork."""
    pool = Pool(thread_count())
    set_runner(pool.run, pool.workers)

    def after_fork() -> None:
        pool.forget()
        set_main_thread()

    os.register_at_fork(after_in_child=after_fork)
