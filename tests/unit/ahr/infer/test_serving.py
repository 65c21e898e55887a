"""Served models on ONNX Runtime: answers, errors, threads, batches equal to requests alone."""

from __future__ import annotations

import asyncio
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ahr
from ahr.graph import Graph, TensorSpec
from ahr.infer import Batching, Served, serve
from ahr.infer.trying import UNKNOWN, Pace
from ahr.models import Model
from ahr.trace.activations import relu, softmax
from ahr.trace.decorator import model
from ahr.trace.layers import conv2d, embedding, linear
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError
from tests.unit.ahr.infer.conftest import LIMIT_S, Caller, Gate, row, until

Start = Callable[[Callable[[], Any]], Caller]

RANDOM = np.random.default_rng(0)
X = RANDOM.standard_normal((5, 8)).astype(np.float32)

DOUBLE = Graph("double", ("x",), ("y",), (),
               {"x": TensorSpec("f32", ("N", 1)), "y": TensorSpec("f32", ("N", 1))})  # fmt: skip
"""What `Gate` computes."""

JOINED = Batching(max_batch_size=8, at_once=1)
BOTH = pytest.mark.parametrize("batching", [None, JOINED], ids=["alone", "batched"])


def output(served: Served) -> str:
    return served.metadata.outputs[0].name


@BOTH
def test_answers_are_those_of_the_model(net: Model, batching: Batching | None) -> None:
    with serve(net, batching=batching) as served:
        for _ in range(3):  # the first run binds buffers, the others use them
            for rows in (1, 5, 2):
                answer = served.infer({"x": X[:rows]})
                assert list(answer) == [output(served)]
                np.testing.assert_allclose(answer[output(served)], net(X[:rows]), rtol=1e-6)
        metrics = served.metrics()
        assert (metrics.success, metrics.count, metrics.exec_count) == (9, 24, 9)
        assert metrics.batch_sizes[:4] == (3, 3, 0, 3)
        assert metrics.request_us >= metrics.queue_us + metrics.compute_infer_us > 0


def test_answers_are_their_receiver_s_own(net: Model) -> None:
    with serve(net) as served:
        served.infer({"x": X})
        first = served.infer({"x": X})[output(served)]
        kept = first.copy()
        first[...] = 0
        np.testing.assert_array_equal(served.infer({"x": X})[output(served)], kept)


def test_what_is_served_does_not_change_with_the_model(net: Model) -> None:
    with serve(net) as served:
        before = served.infer({"x": X})[output(served)]
        for each in net.parameters.values():
            each[...] = 0
        net.init(seed=5)
        np.testing.assert_array_equal(served.infer({"x": X})[output(served)], before)
        assert not np.allclose(net(X), before)


def test_a_file_is_served(net: Model, tmp_path: Path) -> None:
    net.save(tmp_path / "net.trm")
    with ahr.serve(tmp_path / "net.trm", name="digits", version=3) as served:
        answer = served.infer({"x": X})[output(served)]
        np.testing.assert_allclose(answer, net(X), rtol=1e-6)
        assert repr(served) == "<served digits, version 3, onnxruntime>"
    assert "unloaded" in repr(served)


def test_metadata_says_what_protocols_ask_for(net: Model) -> None:
    with serve(net, batching=JOINED, threads=1) as served:
        found = served.metadata
    assert (found.name, found.version, found.backend) == ("net", 1, "onnxruntime")
    assert [(each.name, each.datatype, each.shape) for each in found.inputs] == [
        ("x", "FP32", [-1, 8])
    ]
    assert [(each.datatype, each.shape) for each in found.outputs] == [("FP32", [-1, 3])]
    assert (found.batch_axis, found.max_batch_size, found.at_once) == ("N", 8, 1)


@BOTH
def test_many_threads_get_their_own_answers(
    net: Model, batching: Batching | None, calling: Start
) -> None:
    samples = RANDOM.standard_normal((8, 12, 3, 8)).astype(np.float32)
    with serve(net, batching=batching) as served:

        def ask(own: Any) -> list[Any]:
            return [served.infer({"x": each}, timeout_s=LIMIT_S) for each in own]

        callers = [calling(lambda own=own: ask(own)) for own in samples]  # type: ignore[misc]
        for own, caller in zip(samples, callers, strict=True):
            for each, answer in zip(own, caller.answer(), strict=True):
                np.testing.assert_allclose(answer[output(served)], net(each), rtol=1e-4, atol=1e-6)
        assert served.metrics().success == served.metrics().count / 3 == 96


def test_an_event_loop_is_served(net: Model) -> None:
    async def ask(served: Served) -> list[Any]:
        waiting = [asyncio.wrap_future(served.submit({"x": X[at : at + 1]})) for at in range(5)]
        return await asyncio.wait_for(asyncio.gather(*waiting), LIMIT_S)

    with serve(net, batching=JOINED) as served:
        answers = asyncio.run(ask(served))
        joined = np.concatenate([each[output(served)] for each in answers])
        np.testing.assert_allclose(joined, net(X), rtol=1e-5, atol=1e-6)


def test_an_event_loop_that_gives_up_frees_the_queue(gate: Gate) -> None:
    served = Served(DOUBLE, gate, name="double", batching=JOINED)

    async def ask() -> None:
        running = asyncio.wrap_future(served.submit({"x": row(1)}))
        gate.wait()
        waiting = asyncio.wrap_future(served.submit({"x": row(2)}))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(waiting, 0.01)
        assert served.metrics().pending == 0
        gate.opened.set()
        assert (await running)["y"] == 2

    asyncio.run(ask())
    assert gate.batches == [[1]]


@BOTH
def test_inputs_that_do_not_fit_are_refused_and_counted(
    net: Model, batching: Batching | None
) -> None:
    with serve(net, batching=batching) as served:
        for ask in (served.infer, served.submit):
            for wrong in ({"y": X}, {"x": X[:, :7]}, {"x": X.astype(np.float64)}):
                with pytest.raises(ModelError) as raised:
                    ask(wrong)
                assert raised.value.code == "N6010"
        assert served.metrics().failures["OTHER"] == 6


@pytest.fixture
def words() -> Model:
    @model(inputs={"ids": TensorSpec("i64", ("N", "L"))})
    def words(ids: Tensor) -> Tensor:
        return linear(embedding(ids, 10, 4), 3)

    return words.init(seed=0)


@BOTH
def test_what_the_model_cannot_compute_is_a_coded_error(
    words: Model, batching: Batching | None, capfd: pytest.CaptureFixture[str]
) -> None:
    wrong, right = np.array([[99]]), np.array([[1]])
    with serve(words, batching=batching) as served:
        for _ in range(3):
            with pytest.raises(ModelError, match="cannot compute this request") as raised:
                served.infer({"ids": wrong})
            assert raised.value.code == "N6010"
            assert len(served.infer({"ids": right})) == 1
        with pytest.raises(ModelError, match="out of data bounds"):
            served.submit({"ids": wrong}).result(LIMIT_S)
        assert served.metrics().failures["BACKEND"] == 4
    assert capfd.readouterr().err == "", "errors of requests are not for the server's terminal"


LENGTHS = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 3)), min_size=1, max_size=12)


@settings(max_examples=40)
@given(LENGTHS, st.integers(4, 9))
def test_batched_answers_are_those_of_requests_alone(
    sizes: list[tuple[int, int]], limit: int
) -> None:
    """Requests of other lengths are never padded; those with an index too large fail alone."""
    alone, together = SERVED["alone"], SERVED[f"at most {limit}"]
    ids = [np.random.default_rng(at).integers(0, 11, size) for at, size in enumerate(sizes)]
    futures = [together.submit({"ids": each}) for each in ids]
    for each, future in zip(ids, futures, strict=True):
        if (each == 10).any():
            assert isinstance(future.exception(LIMIT_S), ModelError)
            continue
        expected = alone.infer({"ids": each})
        answer = future.result(LIMIT_S)
        for name, wanted in expected.items():
            assert answer[name].shape == wanted.shape
            np.testing.assert_allclose(answer[name], wanted, rtol=1e-5, atol=1e-6)


@pytest.fixture(autouse=True, scope="module")
def served_words() -> Any:
    @model(inputs={"ids": TensorSpec("i64", ("N", "L"))})
    def words(ids: Tensor) -> tuple[Tensor, Tensor]:
        found = embedding(ids, 10, 4)
        return linear(relu(linear(found, 8)), 3), found.mean(axis=1)

    net = words.init(seed=0)
    SERVED["alone"] = serve(net, warm_up=False)
    for limit in range(4, 10):
        name = f"at most {limit}"
        SERVED[name] = serve(net, batching=Batching(limit, at_once=1), warm_up=False)
    yield
    for each in SERVED.values():
        assert each.unload(drain_s=LIMIT_S)


SERVED: dict[str, Served] = {}


def test_a_bad_request_does_not_harm_those_beside_it(gate: Gate, calling: Start) -> None:
    served = Served(DOUBLE, gate, name="double", batching=JOINED)
    first = calling(lambda: served.infer({"x": row(1)}))
    gate.wait()
    others = [served.submit({"x": row(value)}) for value in (2, -1, 3)]
    gate.opened.set()
    assert first.answer()["y"] == 2
    assert [float(others[at].result(LIMIT_S)["y"][0, 0]) for at in (0, 2)] == [4, 6]
    with pytest.raises(ModelError, match="-1 is not allowed"):
        others[1].result(LIMIT_S)
    assert gate.batches == [[1], [2, -1, 3], [2], [-1], [3]]
    metrics = served.metrics()
    assert (metrics.success, metrics.failures["BACKEND"], metrics.exec_count) == (3, 1, 3)


def test_a_future_says_what_its_answer_took(gate: Gate) -> None:
    served = Served(DOUBLE, gate, name="double", batching=JOINED)
    futures = [served.submit({"x": row(0)})]
    gate.wait()
    futures += [served.submit({"x": row(1, 1)}), served.submit({"x": row(2)})]
    assert futures[1].timing is None
    gate.opened.set()
    assert all(each.result(LIMIT_S) for each in futures)
    timings = [each.timing for each in futures if each.timing is not None]
    assert [(each.rows, each.is_first) for each in timings] == [(1, True), (3, True), (3, False)]
    metrics = served.metrics()
    assert sum(each.queue_ns for each in timings) == metrics.queue_us * 1000
    assert sum(each.infer_ns for each in timings) == metrics.compute_infer_us * 1000


def test_at_once_bounds_what_runs_alone(gate: Gate) -> None:
    served = Served(DOUBLE, gate, name="double", at_once=2)
    futures = [served.submit({"x": row(at)}) for at in range(3)]
    gate.wait()
    gate.wait()
    assert served.metadata.at_once == 2 and not gate.entered.acquire(timeout=0.05)
    gate.opened.set()
    assert [float(each.result(LIMIT_S)["y"][0, 0]) for each in futures] == [0, 2, 4]


def test_without_batching_callers_run_side_by_side(gate: Gate, calling: Start) -> None:
    served = Served(DOUBLE, gate, name="double")
    callers = [calling(lambda at=at: served.infer({"x": row(at)})) for at in range(4)]  # type: ignore[misc]
    for _ in callers:
        gate.wait()
    gate.opened.set()
    assert [float(each.answer()["y"][0, 0]) for each in callers] == [0, 2, 4, 6]
    assert sorted(gate.batches) == [[0], [1], [2], [3]]


def test_the_queue_of_futures_is_bounded_without_batching_too(gate: Gate) -> None:
    served = Served(DOUBLE, gate, name="double", max_queue=2, threads=10_000)
    running = served.submit({"x": row(0)})
    gate.wait()
    waiting = [served.submit({"x": row(1)}), served.submit({"x": row(2)})]
    with pytest.raises(ModelError) as raised:
        served.submit({"x": row(3)})
    assert raised.value.code == "N6019"
    gate.opened.set()
    assert [each.result(LIMIT_S)["y"].item() for each in (running, *waiting)] == [0, 2, 4]


@BOTH
def test_a_model_unloaded_while_requests_run(
    gate: Gate, batching: Batching | None, calling: Start
) -> None:
    served = Served(DOUBLE, gate, name="double", batching=batching)
    running = calling(lambda: served.infer({"x": row(1)}))
    gate.wait()
    unloading = calling(lambda: served.unload(drain_s=LIMIT_S))
    until(lambda: not served.is_ready)
    for ask in (served.infer, served.submit):
        with pytest.raises(ModelError) as raised:
            ask({"x": row(2)})
        assert raised.value.code == "N6018"
    gate.opened.set()
    assert running.answer()["y"] == 2
    assert unloading.answer() is True
    assert served.unload() is True


@pytest.mark.parametrize(
    ("batching", "pace", "waits", "joins"),
    [
        (Batching(8), Pace(1e-3, 0.5e-3), True, True),
        (Batching(8), UNKNOWN, True, True),
        (Batching(8), Pace(1e-3, 0.2e-3), False, False),
        (Batching(8), Pace(1e-3, -1e-3), False, False),
        (Batching(8), Pace(60e-6, 18e-6), False, True),
        (Batching(8, at_once=1), Pace(1e-3, -1e-3), True, True),
        (None, Pace(1e-3, 0.9e-3), False, False),
    ],
)
def test_requests_are_joined_where_it_pays(
    gate: Gate, batching: Batching | None, pace: Pace, waits: bool, joins: bool
) -> None:
    served = Served(DOUBLE, gate, name="g", batching=batching, pace=pace, threads=10_000)
    assert served.metadata.at_once == (1 if waits else None)
    first = served.submit({"x": row(0, 0)})
    gate.wait()
    others = [served.submit({"x": row(at, at)}) for at in (1, 2)]
    gate.opened.set()
    assert [each.result(LIMIT_S)["y"][0, 0] for each in (first, *others)] == [0, 2, 4]
    assert gate.batches[1:] == ([[1, 1, 2, 2]] if joins else [[1, 1], [2, 2]])
    if batching is not None:
        with pytest.raises(ModelError, match="may have 8"):
            served.infer({"x": row(*range(9))})


def test_quick_requests_change_no_thread(gate: Gate) -> None:
    gate.opened.set()
    served = Served(DOUBLE, gate, name="g", batching=JOINED, pace=Pace(40e-6, 0.0))
    for rows, is_quick in ((1, True), (2, True), (3, False)):
        assert len(served.submit({"x": row(*range(rows))}).result(LIMIT_S)["y"]) == rows
        assert (gate.threads[-1] == threading.current_thread().name) is is_quick
    served.unload()


def test_unloading_lets_go_of_the_session() -> None:
    gate = Gate()
    gate.opened.set()
    served = Served(DOUBLE, gate, name="double")
    served.submit({"x": row(1)}).result(LIMIT_S)
    kept = weakref.ref(gate)
    del gate
    assert served.unload(drain_s=LIMIT_S) and not served.is_ready
    assert kept() is None


def test_time_limits_of_callers(gate: Gate, calling: Start) -> None:
    served = Served(DOUBLE, gate, name="double", batching=JOINED)
    running = calling(lambda: served.infer({"x": row(1)}))
    gate.wait()
    for limit_s in (0.0, -1.0, 0.01):
        with pytest.raises(ModelError) as raised:
            served.infer({"x": row(2)}, timeout_s=limit_s)
        assert raised.value.code == "N6020"
    patient = calling(lambda: served.infer({"x": row(3)}, timeout_s=1e12))
    until(lambda: served.metrics().pending == 1)
    gate.opened.set()
    assert running.answer()["y"] == 2 and patient.answer()["y"] == 6


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": 3},
        {"version": 0},
        {"version": "1"},
        {"max_queue": 0},
        {"threads": -1},
    ],
)
def test_arguments_that_make_no_sense_are_refused(net: Model, wrong: dict[str, Any]) -> None:
    with pytest.raises(ModelError) as raised:
        serve(net, **wrong)
    assert raised.value.code == "N6002"


def test_a_model_without_parameters_is_not_served() -> None:
    @model(inputs={"x": TensorSpec("f32", ("N", 8))})
    def empty(x: Tensor) -> Tensor:
        return linear(x, 3)

    with pytest.raises(ModelError) as raised:
        serve(empty)
    assert raised.value.code == "N6004"


def test_a_fixed_batch_cannot_be_joined() -> None:
    @model(inputs={"x": TensorSpec("f32", (1, 1, 4, 4))})
    def fixed(x: Tensor) -> Tensor:
        return conv2d(x, 2, 3)

    with pytest.raises(
        ModelError, match=r"cannot be batched: input x is f32\[1, 1, 4, 4\]"
    ) as raised:
        serve(fixed.init(0), batching=Batching())
    assert raised.value.code == "N6002"
    assert raised.value.hint == "serve it with batching=None"
    with serve(fixed.init(0)) as served:
        served.infer({"x": np.zeros((1, 1, 4, 4), np.float32)})
        assert served.metrics().count == 1


def test_samples_that_depend_on_each_other_cannot_be_joined() -> None:
    @model(inputs={"x": TensorSpec("f32", ("N", 8))})
    def ranked(x: Tensor) -> tuple[Tensor, Tensor]:
        return linear(x, 3), softmax(linear(x, 1), axis=0)

    net = ranked.init(0)
    with pytest.raises(ModelError, match="a sample changes with those beside it") as raised:
        serve(net, batching=Batching())
    assert raised.value.code == "N6002"
    assert net.graph.outputs[1] in raised.value.message
    serve(net).unload()
