"""A study as a whole: what it finds, what it keeps, how it goes on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_digits

import ahr
from ahr import TensorSpec, model
from ahr.models import Model
from ahr.optimise.candidate import Step, key_of
from ahr.optimise.data import BATCH, checked_data
from ahr.optimise.settings import checked_settings
from ahr.trace import activations as act
from ahr.trace import layers as nn
from nbc.errors import ModelError

IMAGES, LABELS = load_digits(return_X_y=True)
X = (IMAGES / 16).astype(np.float32).reshape(-1, 1, 8, 8)
DATA = (X[:600], LABELS[:600], X[600:900], LABELS[600:900])


@pytest.fixture(scope="module")
def net() -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 1, 8, 8))})
    def small(x: Any) -> Any:
        x = nn.max_pool2d(act.relu(nn.batch_norm(nn.conv2d(x, 16, 3, padding=1))), 2)
        return nn.linear(act.relu(nn.linear(x.reshape(-1, 256), 32)), 10)

    small.fit(DATA[0], DATA[1], epochs=6, lr=5e-3, progress=False)
    return small


@pytest.fixture(scope="module")
def study(net: Model) -> ahr.Study:
    return ahr.optimize(net, DATA, max_drop=0.02, objectives=["size"], rounds=1, progress=False,
                        training={"epochs": 1})  # fmt: skip


def quick(net: Model, **settings: Any) -> ahr.Study:
    chosen = {"max_drop": 0.02, "rounds": 1, "techniques": ["static"], "progress": False}
    return ahr.optimize(net, DATA, **{**chosen, **settings})


def test_study_finds_what_is_smaller_and_keeps_the_metric(study: ahr.Study) -> None:
    smallest = study.best("size")
    assert smallest.size_bytes < study.baseline.size_bytes / 2.5
    assert smallest.drop is not None and smallest.drop <= 0.02
    batches = np.array_split(DATA[2], range(BATCH, len(DATA[2]), BATCH))
    found = np.concatenate([smallest.model(each).argmax(axis=1) for each in batches])
    assert (found == DATA[3]).mean() == pytest.approx(smallest.metric)


def test_every_candidate_is_kept_or_rejected_with_a_reason(study: ahr.Study) -> None:
    assert study.state == "done" and len(study) >= 6
    for each in study.candidates:
        assert (each.verdict == "kept") == (not each.reason), each
    assert len(study.pareto()) + len(study.rejected) == len(study)


def test_kept_candidates_are_not_better_than_one_another(study: ahr.Study) -> None:
    kept = study.pareto()
    for each in kept:
        for other in kept:
            if each is not other:
                assert (each.latency_s < other.latency_s or each.size_bytes < other.size_bytes
                        or (each.metric or 0) > (other.metric or 0))  # fmt: skip


def test_what_loses_too_much_is_rejected_by_the_metric(net: Model) -> None:
    def anything_else_is_bad(outputs: Any, targets: Any) -> float:
        return float(np.allclose(outputs, net(DATA[2]), atol=1e-4))

    found = quick(net, metric=anything_else_is_bad)
    static = found["static int8 (u8s8)"]
    assert static.verdict == "rejected" and static.drop == 1.0
    assert "anything_else_is_bad drops by 1 (to 0), at most 0.02" in static.reason


def test_study_is_saved_and_reopened(study: ahr.Study, tmp_path: Path) -> None:
    study.save(tmp_path / "a.study")
    again = ahr.open_study(tmp_path / "a.study")
    assert [each.to_json() for each in again.candidates] == [
        each.to_json() for each in study.candidates
    ]
    assert again.cpu == study.cpu and again.state == "done"
    best = again.best("size")
    assert np.array_equal(best.model(DATA[2]), study.best("size").model(DATA[2]))
    with pytest.raises(ModelError) as raised:
        again.run()
    assert raised.value.code == "N6015"
    again.save(tmp_path / "b.study")
    assert repr(ahr.open_study(tmp_path / "b.study")) == repr(study)


def test_interrupted_study_goes_on_from_its_folder(net: Model, tmp_path: Path) -> None:
    calls = []

    def counting(outputs: Any, targets: Any) -> float:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return float((np.asarray(outputs).argmax(axis=1) == targets).mean())

    place = tmp_path / "study"
    with pytest.raises(KeyboardInterrupt):
        quick(net, metric=counting, folder=place)
    half = ahr.open_study(place)
    assert half.state == "interrupted" and len(half) == 2
    again = quick(net, metric=counting, folder=place)
    assert again.state == "done" and len(again) >= 4
    assert len(calls) == 3 + 1 + len(again) - 2  # the original is run again, the others are not


def test_cancelled_study_returns_what_it_has(net: Model) -> None:
    def score(outputs: Any, targets: Any) -> float:
        seen.append(1)
        if len(seen) == 2:
            found[0].cancel()
        return 1.0

    seen: list[int] = []
    found: list[ahr.Study] = []
    settings = checked_settings(metric=score, rounds=1)
    found.append(ahr.Study(net, settings, checked_data(net, DATA, seed=0)))
    assert found[0].run(progress=False).state == "cancelled"
    assert found[0].baseline.verdict == "kept"


def test_folder_of_another_study_is_refused(net: Model, tmp_path: Path) -> None:
    quick(net, folder=tmp_path / "study", techniques=[])
    with pytest.raises(ModelError) as raised:
        quick(net, folder=tmp_path / "study", metric="agreement")
    assert raised.value.code == "N6015" and "another metric" in raised.value.message
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("mine")
    with pytest.raises(ModelError) as raised:
        quick(net, folder=tmp_path / "full")
    assert raised.value.code == "N6015"


def test_damaged_study_is_refused(net: Model, tmp_path: Path) -> None:
    place = tmp_path / "study"
    quick(net, folder=place, techniques=[])
    record = json.loads((place / "study.json").read_text())
    for key, value in (("format", "x"), ("candidates", [{}]), ("identity", 3), ("cpu", {})):
        (place / "study.json").write_text(json.dumps({**record, key: value}))
        with pytest.raises(ModelError) as raised:
            ahr.open_study(place)
        assert raised.value.code == "N6005", key


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ((X[:0], LABELS[:0], X[:5], LABELS[:5]), "the training data are empty"),
        ((X[:5], LABELS[:5], X[:0], LABELS[:0]), "the held data are empty"),
        ((X[:5, :, :7], None, X[:5], LABELS[:5]), "input x is"),
        ((X[:5], LABELS[:4], X[:5], LABELS[:5]), "5 samples and 4 targets"),
        ((X[:5] * np.nan, None, X[:5], LABELS[:5]), "not finite"),
        (X, "data is a tuple"),
        ((X[:1], LABELS[:1]), "none can be held back"),
    ],
)
def test_data_that_do_not_fit_are_refused(net: Model, data: Any, said: str) -> None:
    with pytest.raises(ModelError) as raised:
        ahr.optimize(net, data, progress=False)
    assert raised.value.code == "N6010" and said in raised.value.message


@pytest.mark.parametrize(
    "settings",
    [
        {"metric": "beauty"}, {"metric": 3}, {"max_drop": -1}, {"objectives": ["beauty"]},
        {"techniques": ["magic"]}, {"search": "random"}, {"rounds": 0}, {"time_limit_s": 0},
    ],
)  # fmt: skip
def test_settings_that_make_no_sense_are_refused(net: Model, settings: Any) -> None:
    with pytest.raises(ModelError) as raised:
        quick(net, **settings)
    assert raised.value.code == "N6015"


@pytest.mark.parametrize(("value", "said"), [(np.nan, "nan"), (None, "TypeError")])
def test_metric_that_fails_is_refused(net: Model, value: Any, said: str) -> None:
    with pytest.raises(ModelError) as raised:
        quick(net, metric=lambda outputs, targets: value)
    assert raised.value.code == "N6016" and said in raised.value.message


def test_metric_that_fails_for_one_candidate_rejects_that_one(net: Model) -> None:
    calls = []

    def second_fails(outputs: Any, targets: Any) -> float:
        calls.append(1)
        return np.nan if len(calls) == 2 else 1.0

    found = quick(net, metric=second_fails)
    assert found.state == "done"
    assert [each.code for each in found.candidates].count("N6016") == 1


def test_key_depends_on_the_lineage_alone() -> None:
    one = (Step("static", {"a": 1, "b": 2}),)
    assert key_of(one) == key_of((Step("static", {"b": 2, "a": 1}),))
    assert key_of(one) != key_of((Step("static", {"a": 1}),))


def test_times_of_what_was_not_in_the_race_are_on_the_same_scale(net: Model) -> None:
    """The machine may be faster or slower when the best are compared than it was before."""
    seen = []

    def only_the_original_is_good(outputs: Any, targets: Any) -> float:
        seen.append(1)
        return float(len(seen) == 1)

    found = quick(net, metric=only_the_original_is_good)
    for each in found.candidates[1:]:
        assert each.verdict == "rejected"
        assert each.latency_s * each.speedup == pytest.approx(found.baseline.latency_s)
