"""The scheduler, without tensors: who runs what, and that everybody gets an answer."""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError

import pytest

from ahr.infer.scheduler import Scheduler
from nbc.errors import ModelError
from tests.unit.ahr.infer.conftest import LIMIT_S, Log, Start, asking, queued, request, until


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


def test_what_is_quick_is_done_where_it_is_submitted(log: Log) -> None:
    scheduler = Scheduler("m", log, max_rows=8)
    log.finish(2)
    assert scheduler.submit(request("a"), is_quick=True).result(0) == {"y": "A"}
    with pytest.raises(ModelError, match="bad"):
        scheduler.submit(request("bad"), is_quick=True).result(0)
    assert log.threads == [threading.current_thread().name] * 2
    scheduler.close(None)
    with pytest.raises(ModelError) as raised:
        scheduler.submit(request("c"), is_quick=True)
    assert raised.value.code == "N6018"


def test_what_is_quick_waits_all_the_same_where_no_slot_is_free(log: Log, calling: Start) -> None:
    scheduler = Scheduler("m", log, max_rows=8)
    first = calling(asking(scheduler, "a"))
    log.begun()
    future = scheduler.submit(request("b"), is_quick=True)
    assert not future.done()
    log.finish(2)
    assert first.answer() == "A" and future.result(LIMIT_S) == {"y": "B"}
