"""Studies that go on: nothing is done twice, and only what fits what was found before goes on."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ahr
from ahr import TensorSpec, model
from ahr.bench.cpu import features
from ahr.models import Model
from ahr.optimise import study as studies
from ahr.optimise.steps import table
from ahr.trace import activations as act
from ahr.trace import layers as nn
from nbc.errors import ModelError

X = np.random.default_rng(0).standard_normal((40, 24)).astype(np.float32)
DATA = (X[:30], X[:30, 0], X[30:], X[30:, 0])
QUICK: dict[str, Any] = {"metric": "mse", "max_drop": 0.5, "rounds": 1, "progress": False,
         "objectives": ["size"], "techniques": ["weights"]}  # fmt: skip


@model(inputs={"x": TensorSpec("f32", ("N", 24))})
def small(x: Any) -> Any:
    return nn.linear(act.relu(nn.linear(x, 256)), 1)


@pytest.fixture(scope="module")
def net() -> Model:
    return small.init(0)


def stopping(after: int) -> Any:
    def watch(study: ahr.Study) -> None:
        if len(study) >= after:
            study.cancel()

    return watch


def test_what_others_begin_with_is_read_and_not_made_again(
    net: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    fold = table.TECHNIQUES["fold"]

    def counting(*given: Any) -> Model:
        made.append(1)
        return fold.make(*given)

    monkeypatch.setitem(table.TECHNIQUES, "fold", dataclasses.replace(fold, make=counting))
    first = ahr.optimize(net, DATA, folder=tmp_path, watch=stopping(3), **QUICK)
    assert first.state == "cancelled" and len(first) == 3
    again = ahr.optimize(net, DATA, folder=tmp_path, **QUICK)
    assert again.state == "done" and len(again) > 3 and len(made) == 1


def test_models_that_are_in_the_folder_do_not_stay_in_memory(net: Model, tmp_path: Path) -> None:
    study = ahr.optimize(net, DATA, folder=tmp_path, **QUICK)
    assert not study.made and all(each._model is None for each in study.candidates)
    outputs = [each.model(X) for each in study.candidates if each.is_made]
    assert len(outputs) > 3 and all(each.shape == (40, 1) for each in outputs)


def zeros(outputs: Any, targets: Any) -> float:
    return 0.0


def test_other_settings_that_change_what_is_found_are_refused(net: Model, tmp_path: Path) -> None:
    ahr.optimize(net, DATA, folder=tmp_path, **QUICK | {"metric": zeros, "techniques": []})
    other = lambda outputs, targets: 1.0  # noqa: E731
    other.__name__ = "zeros"
    for changed in (
        {"metric": other}, {"metric": zeros, "higher_is_better": False},
        {"metric": zeros, "student": small}, {"metric": zeros, "training": {"epochs": 3}},
    ):  # fmt: skip
        with pytest.raises(ModelError) as raised:
            ahr.optimize(net, DATA, folder=tmp_path, **QUICK | changed | {"techniques": []})
        assert raised.value.code == "N6015", changed
    assert ahr.optimize(net, DATA, folder=tmp_path, **QUICK | {"metric": zeros}).state == "done"


def test_on_another_processor_all_is_measured_again(
    net: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def error(outputs: Any, targets: Any) -> float:
        calls.append(1)
        return float(np.abs(outputs[:, 0] - targets).mean())

    given = QUICK | {"metric": error, "higher_is_better": False}
    other = dataclasses.replace(features(), name="another one")
    with monkeypatch.context() as patched:
        patched.setattr(studies, "features", lambda: other)
        first = ahr.optimize(net, DATA, folder=tmp_path, **given)
    opened = ahr.open_study(tmp_path)
    assert opened.cpu == other and not opened.is_elsewhere
    count = len(calls)
    again = ahr.optimize(net, DATA, folder=tmp_path, **given)
    scored = [each for each in again.candidates if each.metric is not None]
    assert len(calls) - count == len(scored) + 1  # the original's outputs are needed before
    assert [each.key for each in again.candidates] == [each.key for each in first.candidates]
    assert ahr.open_study(tmp_path).cpu == features()
    count = len(calls)
    ahr.optimize(net, DATA, folder=tmp_path, **given)
    assert len(calls) - count == 1
