"""Who runs what, and when: a work-conserving batcher without timers, in plain Python.

A model has slots, each for one execution at a time. A thread that finds a slot free runs its own
request in it at once. Others queue; who finishes passes its slot on to the head of the queue, which
takes along all that may share its batch. So a caller alone never changes threads, and batches grow
as the load does. Requests with a future have no thread of their own: workers run them.

Under `_lock`: a request waits only while there is no slot for it; a slot belongs to one request
(`has_slot`) or one worker; who leaves, for whatever reason, passes it on. Interrupts come only to
the main thread: what changes there is one step without a call in it, or stands in `after()`.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import perf_counter_ns
from typing import Any, final

from ahr.infer.counters import BACKEND, CANCELED, REJECTED, Counters, Metrics, Run
from ahr.infer.request import CHOSEN, DONE, QUEUED, RUNNING, Answer, Request
from nbc.errors import ModelError
from nbc.interrupts import after

Execute = Callable[[list[Request]], Sequence[Run]]
"""Gives every request of a batch its outputs or its error; the executions that went well."""


@final
class Scheduler:
    """slots: executions at the same time, by callers and workers together; workers: by workers.
    max_rows: samples in a batch; None: each request alone. max_queue: requests that may wait."""

    def __init__(
        self, name: str, execute: Execute, *, slots: int = 1, workers: int = 1,
        max_rows: int | None = None, max_queue: int = 256,
    ) -> None:  # fmt: skip
        self.name = name
        self._execute = execute
        self._slots, self._workers = slots, workers
        self._max_rows, self._max_queue = max_rows, max_queue
        self._lock = threading.Lock()
        self._idle = threading.Condition(self._lock)
        self._queue: deque[Request] = deque()
        self._counters = Counters()
        self._leading = self._working = 0
        self._is_closed = False
        self._pool: ThreadPoolExecutor | None = None

    @property
    def is_closed(self) -> bool:
        return self._is_closed

    def answer(self, request: Request, timeout_s: float | None = None) -> dict[str, Any]:
        """Runs a request in this thread, or waits until another has. timeout_s bounds the wait, not
        an execution that this thread leads. Raises ModelError N6018, N6019, N6020, and what the
        execution says."""
        try:
            with self._lock:
                if self._is_closed or self._leading >= self._slots:
                    self._enqueue(request)
                else:
                    self._leading += 1
                    request.has_slot = True
                    request.batch = [request]
            if request.batch is None:
                self._await(request, timeout_s)
            if request.batch is not None:
                self._lead(request, request.batch)
        finally:
            if request.state is not DONE:
                self._leave(request, CANCELED)
        if request.error is not None:
            raise request.error
        assert request.outputs is not None
        return request.outputs

    def submit(self, request: Request, *, is_quick: bool = False) -> Answer:
        """The answer to come; to cancel it takes the request out of the queue. is_quick: to execute
        it takes less than a worker would cost, so where a slot is free it is done here. Raises
        ModelError N6018, N6019."""
        future = Answer()
        request.future = future
        if is_quick and self._is_done_here(request):
            request.deliver()
            return future
        has_thread = True
        with after(), self._lock:
            self._enqueue(request)
            if self._leading < self._slots and self._working < self._workers:
                self._leading += 1
                has_thread = self._start_worker()
        future.add_done_callback(lambda done: self._cancelled(request) if done.cancelled() else 0)
        if not has_thread:
            self._work()
        return future

    def _is_done_here(self, request: Request) -> bool:
        """Whether a slot was free."""
        try:
            with self._lock:
                if self._is_closed or self._leading >= self._slots or self._queue:
                    return False
                self._leading += 1
                request.has_slot = True
                request.batch = [request]
            self._lead(request, request.batch)
        finally:
            if request.batch is not None and request.state is not DONE:
                self._leave(request, CANCELED)
        return True

    def count_failure(self, reason: str) -> None:
        """Counts a request that did not come as far as here."""
        with self._lock:
            self._counters.failures[reason] += 1

    def metrics(self) -> Metrics:
        with self._lock:
            return self._counters.snapshot(len(self._queue))

    def close(self, drain_s: float | None) -> bool:
        """Refuses requests from now on, and waits for those that are here: at most drain_s; then
        those in the queue are refused. Whether nothing runs any more."""
        with self._lock:
            self._is_closed = True
            is_drained = self._idle.wait_for(lambda: not self._leading, drain_s)
        with after():
            with self._lock:
                refused = [each for each in self._queue if _starts(each)]
                self._queue.clear()
                for each in refused:
                    each.error, each.state = unloaded(self.name), DONE
                    self._counters.failures[REJECTED] += 1
            for each in refused:
                each.deliver()
        if self._pool is not None:
            self._pool.shutdown(wait=False)
        return is_drained

    def _await(self, request: Request, timeout_s: float | None) -> None:
        """Until it is answered, or leads a batch of its own."""
        assert request.wake is not None
        check_seconds("timeout_s", timeout_s)
        limit_s = -1 if timeout_s is None else min(max(timeout_s, 0), threading.TIMEOUT_MAX)
        if not request.wake.acquire(timeout=limit_s):
            if self._leave(request, REJECTED):
                raise ModelError("N6020", f"{self.name} did not answer in {timeout_s:g} s",
                                 hint="allow more time, or ask less at once")  # fmt: skip
        elif request.state is CHOSEN:
            with after(), self._lock:
                request.batch = self._collect(request)

    def _lead(self, request: Request, batch: list[Request]) -> None:
        """Executes a batch in this thread, and passes the slot on."""
        runs = self._execute(batch)
        now_ns = perf_counter_ns()
        with self._lock:
            if len(batch) == 1 and not self._queue and not self._is_closed:
                self._count(batch, runs, now_ns)
                request.state = DONE
                request.has_slot = False
                self._leading -= 1
                return
        with after():
            with self._lock:
                done = self._conclude(batch, runs, now_ns)
                request.has_slot = False
                heir, must_work = self._pass_on()
            self._wake(heir, (each for each in done if each is not request))
            if must_work:
                self._work()

    def _work(self) -> None:
        """Executes batches until the queue is empty; what a worker does, which has a slot."""
        batch = self._next()
        try:
            while batch:
                runs = self._execute(batch)
                now_ns = perf_counter_ns()
                with after():
                    with self._lock:
                        done = self._conclude(batch, runs, now_ns)
                    self._wake(None, done)
                batch = self._next()
        finally:
            if batch:
                self._stop_working(batch)

    def _wake(self, heir: Request | None, done: Iterable[Request]) -> None:
        """The next leader first: it can begin while the others take their answers."""
        if heir is not None:
            heir.deliver()
        for each in done:
            each.deliver()

    def _leave(self, request: Request, reason: str) -> bool:
        """Takes out a request whose thread does not wait any more; False if it was answered."""
        heir, must_work = None, False
        with after():
            with self._lock:
                if request.state is DONE:
                    return False
                self._counters.failures[reason] += 1
                if request in self._queue:
                    self._queue.remove(request)
                request.state = DONE
                self._put_back(request.batch or ())
                if request.has_slot:
                    request.has_slot = False
                    heir, must_work = self._pass_on()
            self._wake(heir, ())
            if must_work:
                self._work()
        return True

    def _stop_working(self, batch: list[Request]) -> None:
        """Something that is no error of the model ended a worker."""
        with self._lock:
            self._put_back(batch)
            self._working -= 1
            heir, must_work = self._pass_on()
        self._wake(heir, ())
        if must_work:
            self._work()

    def _cancelled(self, request: Request) -> None:
        with self._lock:
            self._counters.failures[CANCELED] += 1
            if request.state is QUEUED and request in self._queue:
                self._queue.remove(request)
                request.state = DONE

    # `_lock` is held by who calls what follows.

    def _enqueue(self, request: Request) -> None:
        refused = None
        if self._is_closed:
            refused = unloaded(self.name)
        elif len(self._queue) >= self._max_queue:
            refused = ModelError("N6019", f"{self.name} has {self._max_queue} requests waiting and "
                                 "takes no more", hint="ask again later")  # fmt: skip
        if refused is not None:
            self._counters.failures[REJECTED] += 1
            request.state = DONE
            raise refused
        if request.future is None:
            request.wake = threading.Lock()
            request.wake.acquire()
        request.state = QUEUED
        self._queue.append(request)

    def _pass_on(self) -> tuple[Request | None, bool]:
        """Gives a slot to the head of the queue, or frees it. The caller to wake, if that is one;
        whether this thread must work, because no other can be started."""
        if self._queue and self._queue[0].future is None:
            heir = self._queue.popleft()
            heir.state, heir.has_slot = CHOSEN, True
            return heir, False
        if self._queue and self._working < self._workers:
            return None, not self._start_worker()
        self._free_slot()
        return None, False

    def _free_slot(self) -> None:
        self._leading -= 1
        if self._is_closed and not self._leading:
            self._idle.notify_all()

    def _start_worker(self) -> bool:
        """Gives a slot to a worker; False where there is no thread for it."""
        self._working += 1
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._workers, f"{self.name}-worker")
        try:
            self._pool.submit(self._work)
        except RuntimeError:  # no more threads, or Python is ending
            return False
        return True

    def _next(self) -> list[Request]:
        """What a worker does next; where there is nothing, it has given its slot back."""
        with after(), self._lock:
            while self._queue:
                first = self._queue.popleft()
                if _starts(first):
                    return self._collect(first)
            self._working -= 1
            self._free_slot()
            return []

    def _collect(self, first: Request) -> list[Request]:
        """The batch that begins with a request: in order of arrival, what has its key and fits.
        The rest stays in its order, and each comes to be the head."""
        batch, rows, left = [first], first.rows, []
        first.state = RUNNING
        while self._max_rows is not None and self._queue and rows < self._max_rows:
            each = self._queue.popleft()
            if each.key != first.key or rows + each.rows > self._max_rows:
                left.append(each)
            elif _starts(each):
                batch.append(each)
                rows += each.rows
        self._queue.extendleft(reversed(left))
        return batch

    def _conclude(self, batch: list[Request], runs: Sequence[Run], now_ns: int) -> list[Request]:
        """Those who are to get their answers."""
        self._count(batch, runs, now_ns)
        done = [each for each in batch if each.state is RUNNING]
        for each in done:
            each.state = DONE
        return done

    def _count(self, batch: list[Request], runs: Sequence[Run], now_ns: int) -> None:
        for run in runs:
            self._counters.count_run(run, now_ns)
        for each in batch:
            if each.error is not None and each.state is RUNNING:
                self._counters.failures[BACKEND] += 1

    def _put_back(self, batch: Sequence[Request]) -> None:
        """What was interrupted goes to the front of the queue again, without who left."""
        again = [each for each in batch if each.state is RUNNING]
        for each in again:
            each.state, each.was_put_back = QUEUED, True
            each.outputs = each.error = None
        self._queue.extendleft(reversed(again))


def check_seconds(name: str, given: object) -> None:
    """Raises ModelError N6002 for what is neither None nor a number; infinity is one."""
    if given is not None and not (isinstance(given, int | float) and given == given):
        raise ModelError("N6002", f"{name} must be a number of seconds or None, got {given!r:.60}")


def unloaded(name: str) -> ModelError:
    return ModelError("N6018", f"{name} is not served any more", hint="load it again")


def _starts(request: Request) -> bool:
    """Whether a request that leaves the queue is still wanted; then it runs."""
    future = request.future
    is_wanted = future is None or request.was_put_back or future.set_running_or_notify_cancel()
    request.state = RUNNING if is_wanted else DONE
    return is_wanted
