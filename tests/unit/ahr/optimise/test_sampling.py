"""The search by optuna: what it draws, that it goes on, that the same seed draws the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ahr
from ahr import TensorSpec, model
from ahr.models import Model
from ahr.optimise.candidate import key_of
from ahr.optimise.steps.table import TECHNIQUES
from ahr.trace import activations as act
from ahr.trace import layers as nn
from nbc.errors import ModelError

pytest.importorskip("optuna")

RANDOM = np.random.default_rng(1)
X = RANDOM.standard_normal((120, 16)).astype(np.float32)
X[:, 3] *= 1000.0
DATA = (X[:60], None, X[60:], None)
TRIALS = 10


@pytest.fixture(scope="module")
def net() -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 16))})
    def small(x: Any) -> Any:
        return nn.linear(act.relu(nn.linear(act.relu(nn.linear(x, 96)), 96)), 8)

    return small.init(0)


def drawn(net: Model, **settings: Any) -> ahr.Study:
    given = {"metric": "cosine", "max_drop": 0.005, "objectives": ["size"], "rounds": 1,
             "search": "optuna", "trials": TRIALS, "progress": False,
             "techniques": ["static", "dynamic", "weights"], **settings}  # fmt: skip
    return ahr.optimize(net, DATA, **given)


@pytest.fixture(scope="module")
def study(net: Model) -> ahr.Study:
    return drawn(net)


def test_as_many_are_tried_as_were_asked_for(study: ahr.Study) -> None:
    assert study.state == "done" and len(study) == TRIALS + 1
    assert len({each.key for each in study.candidates}) == len(study)
    kinds = {step.kind for each in study.candidates for step in each.lineage}
    assert kinds <= {"fold", "static", "dynamic", "weights"} and len(kinds) >= 3


def test_what_it_found_is_judged_like_any_other(study: ahr.Study) -> None:
    best = study.best("size")
    assert best.size_bytes < study.baseline.size_bytes * 0.6
    assert best.drop is not None and best.drop <= 0.005
    for each in study.rejected:
        assert each.reason


def test_same_seed_draws_the_same(net: Model, study: ahr.Study) -> None:
    assert [each.key for each in drawn(net).candidates] == [each.key for each in study.candidates]


def test_search_goes_on_from_a_folder(net: Model, tmp_path: Path) -> None:
    calls = []

    def stops(outputs: Any, targets: Any) -> float:
        calls.append(1)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return 1.0

    given: dict[str, Any] = {"metric": stops, "folder": tmp_path / "study", "trials": 5,
                             "techniques": ["weights", "half"]}  # fmt: skip
    with pytest.raises(KeyboardInterrupt):
        drawn(net, **given)
    half = [each.key for each in ahr.open_study(tmp_path / "study").candidates]
    assert len(half) == 3
    again = drawn(net, **given)
    assert [each.key for each in again.candidates][: len(half)] == half
    assert again.state == "done" and len(again) == 6
    once_more = drawn(net, **given)
    assert len(once_more) == len(again)


def test_space_that_is_exhausted_ends_the_search(net: Model) -> None:
    found = drawn(net, techniques=["weights"], trials=30)
    bits = [each.lineage[-1].settings.get("bits") for each in found.candidates if each.lineage]
    assert sorted(bits, key=str) == [16, 4, 8, None]


def test_without_techniques_that_can_be_drawn_there_is_only_the_original(net: Model) -> None:
    assert len(drawn(net, techniques=[])) == 1


def test_choices_are_settings_that_techniques_know() -> None:
    for kind, each in TECHNIQUES.items():
        for name, values in each.choices.items():
            assert values and len(set(values)) == len(values), (kind, name)
        first = {name: values[0] for name, values in each.choices.items()}
        if first:
            assert each.says(first) and key_of(())


def test_missing_optuna_is_named(net: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "optuna", None)
    with pytest.raises(ModelError) as raised:
        drawn(net)
    assert raised.value.code == "N6013" and "optuna" in raised.value.message
