"""The scheduler, without tensors: who runs what, and that everybody gets an answer."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Any

import pytest

from ahr.infer.counters import Run
from ahr.infer.request import Request
from ahr.infer.scheduler import Scheduler
from nbc.errors import ModelError
from tests.unit.ahr.infer.conftest import LIMIT_S, Caller, until

Start = Callable[[Callable[[], Any]], Caller]


class Log:
    """Executes by noting the batch; waits where it is told to."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.threads: list[str] = []
        self.entered = threading.Semaphore(0)
        self.go = threading.Semaphore(0)

    def __call__(self, batch: list[Request]) -> list[Run]:
        self.batches.append([each.values[0] for each in batch])
        self.threads.append(threading.current_thread().name)
        self.entered.release()
        assert self.go.acquire(timeout=LIMIT_S)
        for each in batch:
            if each.values[0].startswith("bad"):
                each.error = ModelError("N6010", each.values[0])
            else:
                each.outputs = {"y": each.values[0].upper()}
        fine = [each for each in batch if each.outputs is not None]
        return [Run(fine, sum(each.rows for each in fine), 1, 2, 4, 7)] if fine else []

    def begun(self) -> None:
        assert self.entered.acquire(timeout=LIMIT_S)

    def finish(self, runs: int = 1) -> None:
        self.go.release(runs)


@pytest.fixture
def log() -> Log:
    return Log()


def request(text: str, rows: int = 1, key: object = None) -> Request:
    made = Request((text,), rows, 0)
    made.key = key
    return made


def asking(scheduler: Scheduler, text: str, rows: int = 1, key: object = None,
           timeout_s: float | None = None) -> Callable[[], Any]:  # fmt: skip
    return lambda: scheduler.answer(request(text, rows, key), timeout_s)["y"]


def queued(scheduler: Scheduler, calling: Start, *texts: str) -> list[Caller]:
    """Callers that wait in this order."""
    found = []
    before = scheduler.metrics().pending
    for count, text in enumerate(texts, before + 1):
        found.append(calling(asking(scheduler, text)))
        until(lambda count=count: scheduler.metrics().pending == count)  # type: ignore[misc]
    return found


def test_a_caller_that_finds_the_model_idle_runs_in_its_own_thread(log: Log) -> None:
    log.finish()
    assert asking(Scheduler("m", log, max_rows=8), "a")() == "A"
    assert log.threads == [threading.current_thread().name]


def test_who_waits_is_taken_along_by_the_first_of_them(log: Log, calling: Start) -> None:
    scheduler = Scheduler("m", log, max_rows=8)
    first = calling(asking(scheduler, "a"))
    log.begun()
    others = queued(scheduler, calling, "b", "c", "d")
    log.finish(2)
    assert first.answer() == "A"
    assert [each.answer() for each in others] == ["B", "C", "D"]
    assert log.batches == [["a"], ["b", "c", "d"]]
    assert log.threads == [first.name, others[0].name]


def test_batches_hold_no_more_rows_than_allowed(log: Log, calling: Start) -> None:
    scheduler = Scheduler("m", log, max_rows=4)
    callers = [calling(asking(scheduler, "a"))]
    log.begun()
    for text, rows in (("b", 2), ("c", 3), ("d", 2), ("e", 4)):
        count = scheduler.metrics().pending + 1
        callers.append(calling(asking(scheduler, text, rows)))
        until(lambda count=count: scheduler.metrics().pending == count)  # type: ignore[misc]
    log.finish(4)
    assert [each.answer() for each in callers] == ["A", "B", "C", "D", "E"]
    assert log.batches == [["a"], ["b", "d"], ["c"], ["e"]]


def test_only_alike_requests_share_a_batch_and_none_starves(log: Log, calling: Start) -> None:
    scheduler = Scheduler("m", log, max_rows=8)
    callers = [calling(asking(scheduler, "a"))]
    log.begun()
    for text, key in (("b", 8), ("c", 9), ("d", 8), ("e", 9), ("f", 7)):
        count = scheduler.metrics().pending + 1
        callers.append(calling(asking(scheduler, text, key=key)))
        until(lambda count=count: scheduler.metrics().pending == count)  # type: ignore[misc]
    log.finish(4)
    assert [each.answer() for each in callers] == list("ABCDEF")
    assert log.batches == [["a"], ["b", "d"], ["c", "e"], ["f"]]


def test_without_batches_requests_run_alone(log: Log) -> None:
    scheduler = Scheduler("m", log, workers=1)
    log.finish(3)
    futures = [scheduler.submit(request(text)) for text in "abc"]
    assert [each.result(LIMIT_S)["y"] for each in futures] == ["A", "B", "C"]
    assert log.batches == [["a"], ["b"], ["c"]]


def test_as_many_run_at_once_as_there_are_slots(log: Log, calling: Start) -> None:
    scheduler = Scheduler("m", log, slots=2, max_rows=8)
    running = [calling(asking(scheduler, "a")), calling(asking(scheduler, "b"))]
    log.begun()
    log.begun()
    others = queued(scheduler, calling, "c", "d")
    log.finish(4)
    assert [each.answer() for each in (*running, *others)] == ["A", "B", "C", "D"]
    assert sorted(log.batches[:2]) == [["a"], ["b"]]


def test_a_full_queue_refuses(log: Log, calling: Start) -> None:
    scheduler = Scheduler("m", log, max_rows=8, max_queue=2)
    calling(asking(scheduler, "a"))
    log.begun()
    queued(scheduler, calling, "b")
    future = scheduler.submit(request("c"))
    for ask in (asking(scheduler, "d"), lambda: scheduler.submit(request("e"))):
        with pytest.raises(ModelError, match="2 requests waiting") as raised:
            ask()
        assert raised.value.code == "N6019"
    assert scheduler.metrics().failures["REJECTED"] == 2
    log.finish(2)
    assert future.result(LIMIT_S) == {"y": "C"}
    log.finish()
    assert asking(scheduler, "f")() == "F"


def test_a_request_whose_time_is_up_leaves_the_queue(log: Log, calling: Start) -> None:
    scheduler = Scheduler("m", log, max_rows=8)
    first = calling(asking(scheduler, "a"))
    log.begun()
    with pytest.raises(ModelError, match=r"did not answer in 0\.01 s") as raised:
        asking(scheduler, "b", timeout_s=0.01)()
    assert raised.value.code == "N6020"
    assert scheduler.metrics().pending == 0
    log.finish()
    assert first.answer() == "A"
    assert log.batches == [["a"]]
    metrics = scheduler.metrics()
    assert (metrics.success, metrics.failures["REJECTED"]) == (1, 1)


def test_a_time_limit_holds_while_another_runs_the_batch(log: Log, calling: Start) -> None:
    scheduler = Scheduler("m", log, max_rows=8)
    first = calling(asking(scheduler, "a"))
    log.begun()
    (second,) = queued(scheduler, calling, "b")
    third = calling(asking(scheduler, "c", timeout_s=0.2))
    until(lambda: scheduler.metrics().pending == 2)
    log.finish()
    log.begun()
    assert log.batches == [["a"], ["b", "c"]]
    with pytest.raises(ModelError) as raised:
        third.answer()
    assert raised.value.code == "N6020"
    log.finish()
    assert [first.answer(), second.answer()] == ["A", "B"]
    metrics = scheduler.metrics()
    assert (metrics.success, metrics.count, metrics.failures["REJECTED"]) == (2, 2, 1)


def test_futures_are_run_by_workers_and_joined_too(log: Log) -> None:
    scheduler = Scheduler("m", log, max_rows=8)
    first = scheduler.submit(request("a"))
    log.begun()
    others = [scheduler.submit(request(text)) for text in ("b", "bad", "d")]
    log.finish(2)
    assert first.result(LIMIT_S) == {"y": "A"}
    assert others[0].result(LIMIT_S) == {"y": "B"}
    assert others[2].result(LIMIT_S) == {"y": "D"}
    with pytest.raises(ModelError, match="bad"):
        others[1].result(LIMIT_S)
    assert log.batches == [["a"], ["b", "bad", "d"]]
    assert all(name.startswith("m-worker") for name in log.threads)


def test_callers_and_futures_share_batches(log: Log, calling: Start) -> None:
    scheduler = Scheduler("m", log, max_rows=8)
    first = calling(asking(scheduler, "a"))
    log.begun()
    future = scheduler.submit(request("b"))
    others = queued(scheduler, calling, "c")
    log.finish(2)
    assert first.answer() == "A" and others[0].answer() == "C"
    assert future.result(LIMIT_S) == {"y": "B"}
    assert log.batches == [["a"], ["b", "c"]]


def test_a_future_that_is_cancelled_leaves_the_queue(log: Log, calling: Start) -> None:
    scheduler = Scheduler("m", log, max_rows=8)
    first = calling(asking(scheduler, "a"))
    log.begun()
    future = scheduler.submit(request("b"))
    assert future.cancel()
    metrics = scheduler.metrics()
    assert (metrics.pending, metrics.failures["CANCELED"]) == (0, 1)
    log.finish()
    assert first.answer() == "A"
    with pytest.raises(CancelledError):
        future.result()
    assert log.batches == [["a"]]


def test_an_error_reaches_only_its_request(log: Log, calling: Start) -> None:
    scheduler = Scheduler("m", log, max_rows=8)
    first = calling(asking(scheduler, "a"))
    log.begun()
    bad, good = queued(scheduler, calling, "bad", "c")
    log.finish(2)
    assert [first.answer(), good.answer()] == ["A", "C"]
    with pytest.raises(ModelError, match="bad"):
        bad.answer()
    assert scheduler.metrics().failures["BACKEND"] == 1
    log.finish()
    assert asking(scheduler, "d")() == "D"


def test_durations_and_counts_are_triton_s(log: Log, calling: Start) -> None:
    scheduler = Scheduler("m", log, max_rows=8)
    calling(asking(scheduler, "a"))
    log.begun()
    callers = queued(scheduler, calling, "b", "c")
    log.finish(2)
    for each in callers:
        each.answer()
    metrics = scheduler.metrics()
    assert (metrics.success, metrics.count, metrics.exec_count) == (3, 3, 2)
    assert metrics.batch_sizes[:3] == (1, 1, 0) and metrics.batch_rows == 3
    assert metrics.compute_input_us == pytest.approx(0.003)
    assert metrics.compute_infer_us == pytest.approx(0.006)
    assert metrics.compute_output_us == pytest.approx(0.009)


def test_unloading_answers_those_who_wait(log: Log, calling: Start) -> None:
    scheduler = Scheduler("m", log, max_rows=8)
    first = calling(asking(scheduler, "a"))
    log.begun()
    others = queued(scheduler, calling, "b")
    closing = calling(lambda: scheduler.close(None))
    until(lambda: scheduler.is_closed)
    for ask in (asking(scheduler, "c"), lambda: scheduler.submit(request("d"))):
        with pytest.raises(ModelError, match="not served any more") as raised:
            ask()
        assert raised.value.code == "N6018"
    log.finish(2)
    assert [first.answer(), others[0].answer()] == ["A", "B"]
    assert closing.answer() is True


def test_unloading_in_a_hurry_refuses_those_who_wait(log: Log, calling: Start) -> None:
    scheduler = Scheduler("m", log, max_rows=8)
    first = calling(asking(scheduler, "a"))
    log.begun()
    (second,) = queued(scheduler, calling, "b")
    future = scheduler.submit(request("c"))
    assert scheduler.close(0.0) is False
    for ask in (second.answer, lambda: future.result(LIMIT_S)):
        with pytest.raises(ModelError) as raised:
            ask()
        assert raised.value.code == "N6018"
    log.finish()
    assert first.answer() == "A"
    assert log.batches == [["a"]]
    assert scheduler.close(LIMIT_S) is True


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


def test_no_thread_for_a_worker_is_no_reason_to_hang(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("concurrent.futures.ThreadPoolExecutor.submit", none)
    scheduler = Scheduler("m", log, max_rows=8)
    log.finish()
    assert scheduler.submit(request("a")).result(0) == {"y": "A"}
    log.finish()
    assert asking(scheduler, "b")() == "B"
