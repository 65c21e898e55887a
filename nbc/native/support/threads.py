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
    """Calls `work` in up to `workers` threads, this one among them, and returns when all have
    returned; what this thread's raises is raised after `cancel()` made the others stop."""

    def __call__(
        self, work: Callable[[], None], cancel: Callable[[], None], workers: int
    ) -> None: ...


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

    def run(self, work: Callable[[], None], cancel: Callable[[], None], workers: int) -> None:
        if self._executor is None:
            self._executor = ThreadPoolExecutor(self.workers - 1, "noodle")
        helpers = [self._executor.submit(work) for _ in range(min(workers, self.workers) - 1)]
        try:
            work()
            _wait(helpers)
        except BaseException:
            cancel()
            _wait_undisturbed(helpers)
            raise

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


def _wait(helpers: list[Future[None]]) -> None:
    for helper in helpers:
        if not helper.cancel():
            helper.result()


def _wait_undisturbed(helpers: list[Future[None]]) -> None:
    """Until all have returned, whatever interrupts come: they use this call's memory."""
    for helper in helpers:
        while not (helper.cancel() or helper.done()):
            try:
                helper.exception()
            except KeyboardInterrupt:
                continue
