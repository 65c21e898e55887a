"""Benchmarks of small networks on real engines: what their rows say, never how fast anything is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ahr
from ahr.bench import cases
from ahr.bench.benchmarking import benchmark
from ahr.bench.comparing import difference
from ahr.bench.cpu import features
from ahr.bench.inputs import batch_sizes, inputs_of, lengths_of, shapes_of
from ahr.bench.results import Benchmark, Result, seconds
from ahr.graph import TensorSpec
from ahr.models import Model
from ahr.packages import WHERE
from ahr.running import engines
from ahr.running.engines import ENGINES, Engine
from ahr.source.numpy_source import TEXTS
from ahr.trace.activations import relu
from ahr.trace.decorator import model
from ahr.trace.layers import linear
from ahr.trace.sequences import gru
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError

QUICK: dict[str, Any] = {"rounds": 2, "progress": False}


@model(inputs={"x": TensorSpec("f32", ("N", 6))})
def plain(x: Tensor) -> Tensor:
    return linear(relu(linear(x, 8)), 3)


@model(inputs={"x": TensorSpec("f32", ("N", 4, 6))})
def recurrent(x: Tensor) -> Tensor:
    return gru(x, 3)


@model(inputs={"x": TensorSpec("f32", ("N", "T", 6)), "mask": TensorSpec("f32", ("N", "T", 1))})
def two(x: Tensor, mask: Tensor) -> Tensor:
    return linear(x * mask, 3)


@model(inputs={"x": TensorSpec("f32", (2, 6))})
def fixed(x: Tensor) -> Tensor:
    return linear(x, 3)


@pytest.fixture(autouse=True)
def initialised() -> None:
    for each in (plain, recurrent, two, fixed):
        each.init(0)


def test_each_model_runs_on_each_engine_with_each_batch() -> None:
    found = ahr.benchmark(
        {"a": plain, "b": recurrent}, engines=["onnxruntime", "torch", "vm"],
        batch_sizes=(1, 5), **QUICK,
    )  # fmt: skip
    assert [(row.batch, row.model, row.engine) for row in found] == [
        (batch, name, each)
        for batch in (1, 5) for name in "ab" for each in ("onnxruntime", "torch", "vm")
    ]  # fmt: skip
    for row in found:
        assert not row.problem
        assert row.median_s is not None and row.load_s is not None
        assert 0 < row.median_s < row.load_s
        assert row.items_per_s == pytest.approx(row.batch / row.median_s)
        assert row.rounds == 2
        assert row.difference is not None and row.difference < 1e-5
        assert (row.compared_with, row.differs) == ("reference", False)
    assert found.results[0].ratio == found.results[6].ratio == 1.0
    assert found.results[0].inputs == "x f32[1, 6]"
    assert found.results[9].inputs == "x f32[5, 4, 6]"
    sizes = {row.size_bytes for row in found if row.model == "a"}
    assert len(sizes) == 1 and None not in sizes
    assert found.versions.keys() == {"onnx", "onnxruntime", "torch"}


def test_default_engines_are_those_that_are_installed() -> None:
    found = benchmark(plain, **QUICK)
    wanted = [each.name for each in ENGINES if each.is_default and each.is_installed]
    assert [row.engine for row in found] == wanted
    assert "torch.compile" not in wanted
    assert "native" in wanted
    assert {row.model for row in found} == {"plain"}
    native = next(row for row in found if row.engine == "native")
    assert "native" in native.remarks()


def test_what_cannot_run_says_why_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = replace(ENGINES[0], name="other", title="Another", packages=("no_such_package",))
    monkeypatch.setattr(engines, "ENGINES", (*ENGINES, missing))
    monkeypatch.setitem(WHERE, "no_such_package", "noodle-notebook[other]")
    monkeypatch.delitem(TEXTS, "relu")
    found = benchmark(plain, engines=["native", "other", "vm"], batch_sizes=(1, 2), **QUICK)
    native, other, vm = found.results[:3]
    assert "cannot run on Noodle's native tier" in native.problem
    assert native.median_s is native.ratio is native.load_s is None
    assert "no_such_package" in other.problem and "pip install" in other.problem
    assert not vm.problem and vm.ratio == 1.0, "the first that ran is the measure"
    assert native.problem in str(found)
    assert found.results[3].problem == native.problem


def test_outputs_that_differ_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(model: Model, threads: int, precision: str) -> engines.Run:
        return lambda inputs: (np.zeros((len(inputs["x"]), 3), np.float32),)

    wrong = Engine("wrong", "Wrong", (), opened)
    monkeypatch.setattr(engines, "ENGINES", (*ENGINES, wrong))
    found = benchmark(plain, engines=["vm", "wrong"], **QUICK)
    right, row = found.results
    assert (right.differs, row.differs) == (False, True)
    assert "differs by 100.0% from reference" in str(found)


def test_an_engine_is_opened_once_for_all_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    row, _ = engines.engine("vm")

    def counting(model: Model, threads: int, precision: str) -> engines.Run:
        opened.append(model.name)
        return row.opener(model, threads, precision)

    counted = replace(row, name="counted", opener=counting)
    monkeypatch.setattr(engines, "ENGINES", (*ENGINES, counted))
    models = {"a": plain, "b": plain}
    benchmark(models, engines=["counted"], batch_sizes=(1, 2, 3), **QUICK)
    assert opened == ["plain", "plain"]


def test_models_come_as_paths_and_lists(tmp_path: Path) -> None:
    plain.save(tmp_path / "net.trm")
    found = benchmark(
        [plain, tmp_path / "net.trm", str(tmp_path / "net.trm")], engines=["vm"], **QUICK
    )
    assert [row.model for row in found] == ["plain", "plain 2", "plain 3"]
    assert len(benchmark(tmp_path / "net.trm", engines=["vm"], **QUICK)) == 1


def test_stopped_it_has_what_was_measured() -> None:
    rounds: list[int] = []

    def stop() -> bool:
        rounds.append(1)
        return len(rounds) > 4

    found = benchmark(
        plain, engines=["vm"], batch_sizes=(1, 2), rounds=50, progress=False, stop=stop
    )
    assert [row.rounds for row in found] == [2], "one asked before opening, one before warming up"
    assert len(benchmark(plain, engines=["vm"], stop=lambda: True, progress=False)) == 0


def test_progress_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    benchmark(plain, engines=["vm"], rounds=2)
    assert "1 result" in capsys.readouterr().err
    told: list[str] = []
    benchmark(plain, engines=["vm"], rounds=2, progress=told.append)
    assert told == ["batch 1: plain on Noodle's VM", "batch 1: round 1 of 2",
                    "batch 1: round 2 of 2", "1 result"]  # fmt: skip
    assert not capsys.readouterr().err


@pytest.mark.parametrize("given", [7, {"a": None}])
def test_what_is_no_model_is_refused(given: Any) -> None:
    with pytest.raises(ModelError, match="wants models") as caught:
        benchmark(given, **QUICK)
    assert caught.value.code == "N6010"


def test_models_without_parameters_and_unknown_engines_are_refused() -> None:
    with pytest.raises(ModelError, match="no parameters") as caught:
        benchmark(Model(plain.graph), **QUICK)
    assert caught.value.code == "N6004"
    with pytest.raises(ModelError, match="there is no engine"):
        benchmark(plain, engines=["vmm"], **QUICK)


def test_data_are_cut_and_repeated_to_the_batch() -> None:
    data = np.arange(18, dtype=np.float32).reshape(3, 6)
    np.testing.assert_array_equal(inputs_of(plain, data, 2)["x"], data[:2])
    np.testing.assert_array_equal(inputs_of(plain, data, 4)["x"], [*data, data[0]])
    x, mask = np.ones((3, 7, 6), np.float32), np.ones((3, 7, 1), np.float32)
    for given in ((x, mask), {"mask": mask, "x": x}):
        fed = inputs_of(two, given, 5)
        assert [each.shape for each in fed.values()] == [(5, 7, 6), (5, 7, 1)]
    assert lengths_of(two.graph, fed) == {"N": 5, "T": 7}
    assert shapes_of(two.graph, fed) == "x f32[5, 7, 6], mask f32[5, 7, 1]"


@pytest.mark.parametrize(
    "data",
    [np.ones((2, 6)), (np.ones((2, 3, 6), np.float32),) * 3, {"x": np.ones((2, 3, 6))},
     (np.ones((2, 3, 6), np.float32), np.ones((2, 4, 1), np.float32)),
     (np.ones((0, 3, 6), np.float32), np.ones((0, 3, 1), np.float32))],
)  # fmt: skip
def test_data_that_do_not_fit_are_refused(data: Any) -> None:
    with pytest.raises(ModelError) as caught:
        inputs_of(two, data, 2)
    assert caught.value.code == "N6010"


def test_a_fixed_batch_is_the_only_one() -> None:
    assert batch_sizes(fixed.graph, (1, 8)) == (2,)
    assert batch_sizes(plain.graph, (1, 8, 1)) == (1, 8)
    found = benchmark(fixed, engines=["vm"], batch_sizes=(1, 8), **QUICK)
    assert [row.batch for row in found] == [2]


def test_random_inputs_have_lengths_that_fit() -> None:
    fed = inputs_of(two, None, 3)
    assert fed["x"].shape == (3, 32, 6)

    @model(inputs={"x": TensorSpec("f32", ("N", "T"))})
    def picky(x: Tensor) -> Tensor:
        return linear(x.reshape(-1, 64, 1), 2) if x is not None else x

    picky.init(0)
    assert inputs_of(picky, None, 1)["x"].shape == (1, 64)


def test_difference_is_a_share_of_the_largest() -> None:
    one = np.array([1.0, -4.0])
    assert difference((one,), (one,)) == 0.0
    assert difference((one + 0.04,), (one,)) == pytest.approx(0.01)
    assert difference((one,), (one, one)) == difference((one[:1],), (one,)) == float("inf")
    assert difference((one * np.nan,), (one,)) == float("inf")
    assert difference((one * np.nan,), (one * np.nan,)) == 0.0
    assert difference((np.array([1, 2]),), (np.array([1, 3]),)) == 0.5
    assert difference(([one, one],), ([one, one * 2],)) == pytest.approx(0.5)


def result(**more: Any) -> Result:
    told = {"median_s": 2e-3, "spread": 0.1, "ratio": 1.0, "load_s": 0.5, "size_bytes": 2048,
            "difference": 1e-7}  # fmt: skip
    return Result(**{"model": "net", "engine": "vm", "batch": 4, **told, **more})


def test_rows_are_data_with_the_processor_beside_them() -> None:
    found = Benchmark((result(), result(median_s=None, difference=float("inf"), problem="<b>")),
                      features(), 1, {"torch": "2"})  # fmt: skip
    rows = found.rows()
    assert rows[0]["items_per_s"] == 2000
    assert rows[1]["difference"] is None, "JSON has no infinity"
    assert rows[0]["cpu_flags"] == list(features().flags)
    assert json.loads(json.dumps(found.to_dict(), allow_nan=False))["versions"] == {"torch": "2"}
    frame = found.to_pandas()
    assert list(frame["engine"]) == ["vm", "vm"]
    text = repr(found)
    assert "2 ms" in text and "2.05 kB" in text and features().name in text
    shown = found._repr_html_()
    assert "&lt;b&gt;" in shown and "<b>" not in shown


def test_a_picture_has_a_bar_for_each_that_ran() -> None:
    found = Benchmark((result(), result(batch=8), result(median_s=None)), features())
    first, second = found.plot().axes
    assert len(first.patches) == 1
    assert [each.get_text() for each in first.get_yticklabels()] == ["net · vm"]
    assert second.get_title(loc="left") == "batch 8"


@pytest.mark.parametrize(("value", "text"), [
    (None, "–"), (2.5, "2.5 s"), (0.0123, "12.3 ms"), (4.56e-6, "4.56 µs"), (3e-7, "0.3 µs"),
])  # fmt: skip
def test_seconds_in_words(value: float | None, text: str) -> None:
    assert seconds(value) == text


def test_a_quantised_network_on_a_slow_processor_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    @model(inputs={"x": TensorSpec("f32", ("N", 6))})
    def rounded(x: Tensor) -> Tensor:
        return linear(x, 3)

    slow = replace(features(), flags=("avx2",), is_known=True)
    monkeypatch.setattr(cases, "features", lambda: slow)
    monkeypatch.setattr(cases, "is_quantised", lambda model: True)
    found = benchmark(rounded.init(0), engines=["vm"], **QUICK)
    assert "int8 gains little here" in str(found)
