"""Ctrl-c at any moment: who is interrupted leaves, and everybody else gets an answer."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

import pytest

from ahr.infer.counters import Run
from ahr.infer.request import Request
from ahr.infer.scheduler import Scheduler
from tests.unit.ahr.infer.conftest import LIMIT_S, Caller, Log, Start, asking, request, until


def interrupting(runs: list[list[str]], at: int) -> Callable[[list[Request]], list[Run]]:
    """Executes like `Log`, with ctrl-c in one of its runs."""

    def execute(batch: list[Request]) -> list[Run]:
        runs.append([each.values[0] for each in batch])
        if len(runs) == at:
            signal.raise_signal(signal.SIGINT)
        for each in batch:
            each.outputs = {"y": each.values[0].upper()}
        return [Run(batch, len(batch), 0, 0, 0, 0)]

    return execute


def test_an_interrupted_caller_leaves_the_model_to_others() -> None:
    runs: list[list[str]] = []
    scheduler = Scheduler("m", interrupting(runs, 1), max_rows=8)
    with pytest.raises(KeyboardInterrupt):
        asking(scheduler, "a")()
    assert asking(scheduler, "b")() == "B"
    metrics = scheduler.metrics()
    assert (metrics.success, metrics.failures["CANCELED"]) == (1, 1)


def test_who_was_in_an_interrupted_batch_runs_again(calling: Start) -> None:
    """The main thread leads the batch that is interrupted; the others still get answers."""
    runs: list[list[str]] = []
    inner = interrupting(runs, 2)
    entered, go = threading.Event(), threading.Event()
    callers: list[Caller] = []

    def execute(batch: list[Request]) -> list[Run]:
        if batch[0].values[0] == "a":
            entered.set()
            assert go.wait(LIMIT_S)
        return inner(batch)

    scheduler = Scheduler("m", execute, max_rows=8)
    callers.append(calling(asking(scheduler, "a")))
    assert entered.wait(LIMIT_S)

    def others() -> None:
        until(lambda: scheduler.metrics().pending == 1)
        callers.append(calling(asking(scheduler, "c")))
        until(lambda: scheduler.metrics().pending == 2)
        futures.append(scheduler.submit(request("d")))
        go.set()

    futures: list[Future[dict[str, Any]]] = []
    helper = calling(others)
    with pytest.raises(KeyboardInterrupt):
        asking(scheduler, "main")()
    helper.answer()
    assert [each.answer() for each in callers] == ["A", "C"]
    assert futures[0].result(LIMIT_S) == {"y": "D"}
    assert runs == [["a"], ["main", "c", "d"], ["c", "d"]]
    assert scheduler.close(LIMIT_S) is True


def test_a_waiting_caller_that_is_interrupted_leaves_the_queue(log: Log, calling: Start) -> None:
    scheduler = Scheduler("m", log, max_rows=8)
    first = calling(asking(scheduler, "a"))
    log.begun()

    def interrupt() -> None:
        until(lambda: scheduler.metrics().pending == 1)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    helper = calling(interrupt)
    with pytest.raises(KeyboardInterrupt):
        asking(scheduler, "main")()
    helper.answer()
    assert scheduler.metrics().pending == 0
    log.finish()
    assert first.answer() == "A"
    assert log.batches == [["a"]]


def test_an_interrupted_quick_request_leaves_the_model_to_others() -> None:
    runs: list[list[str]] = []
    scheduler = Scheduler("m", interrupting(runs, 1), max_rows=8)
    with pytest.raises(KeyboardInterrupt):
        scheduler.submit(request("a"), is_quick=True)
    assert asking(scheduler, "b")() == "B"
