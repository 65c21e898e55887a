"""Distillation: what a student learns from its teacher, and when there is none to teach."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sklearn.datasets import load_digits

import ahr
from ahr import TensorSpec, model
from ahr.bench.cpu import features
from ahr.models import Model
from ahr.optimise import search
from ahr.optimise.data import checked_data
from ahr.optimise.learning import combined, distilled, pruned
from ahr.optimise.plan import singles
from ahr.optimise.steps import distilling
from ahr.optimise.steps.row import Materials
from ahr.optimise.steps.table import TECHNIQUES
from ahr.trace import activations as act
from ahr.trace import layers as nn
from nbc.errors import ModelError

IMAGES, LABELS = load_digits(return_X_y=True)
X = (IMAGES / 16).astype(np.float32)
FEW = (X[:60], LABELS[:60], X[1200:], LABELS[1200:])
MANY = (X[:600], None, X[1200:], None)
REFUSES = TECHNIQUES["distil"].refuses


def network(width: int, *, classes: int = 10, ends: Any = None) -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 64))})
    def net(x: Any) -> Any:
        scores = nn.linear(act.relu(nn.linear(x, width)), classes)
        return ends(scores) if ends else scores

    return net


@model(inputs={"y": TensorSpec("f32", ("N", 64))})
def named_otherwise(y: Any) -> Any:
    return nn.linear(y, 10)


@pytest.fixture(scope="module")
def teacher() -> Model:
    net = network(64).init(0)
    net.fit(X[:1200], LABELS[:1200], epochs=12, lr=5e-3, progress=False)
    return net


def materials(net: Model, data: Any, student: Model | None, **more: Any) -> Materials:
    made = Materials(checked_data(net, data, seed=0), features(), 0, lambda: False,
                     lambda text, part: None, student, {"epochs": 25, "lr": 5e-3})  # fmt: skip
    return replace(made, **more)


def accuracy(net: Model) -> float:
    return float((net(X[1200:]).argmax(axis=1) == LABELS[1200:]).mean())


def test_teacher_is_worth_more_than_few_labels(teacher: Model) -> None:
    gains = []
    for seed in range(3):
        labelled = materials(teacher, FEW, network(12), seed=seed)
        alone = distilling.make(teacher, {"plain": True}, labelled)
        taught = distilling.make(teacher, {}, materials(teacher, MANY, network(12), seed=seed))
        gains.append(accuracy(taught) - accuracy(alone))
    assert min(gains) > 0.02


@pytest.mark.parametrize("ends", [None, act.softmax, act.log_softmax])
def test_probabilities_teach_as_scores_do(teacher: Model, ends: Any) -> None:
    speaker = network(64, ends=ends).load_weights(teacher.parameters)
    student = network(16, ends=act.softmax)
    made = distilling.make(speaker, {"loss": "classes"}, materials(speaker, MANY, student))
    assert (made(X[1200:]).argmax(axis=1) == teacher(X[1200:]).argmax(axis=1)).mean() > 0.85


def test_values_are_learnt_as_values(teacher: Model) -> None:
    data = materials(teacher, MANY, network(48), training={"epochs": 40, "lr": 1e-2})
    made = distilling.make(teacher, {"loss": "values"}, data)
    wanted = teacher(X[1200:])
    assert ((made(X[1200:]) - wanted) ** 2).mean() < wanted.var() / 5


def test_seed_decides_and_the_student_passed_stays_as_it_was(teacher: Model) -> None:
    student = network(8)
    made = [distilling.make(teacher, {"epochs": 2}, materials(teacher, FEW, student, seed=seed))
            for seed in (0, 0, 1)]  # fmt: skip
    assert np.array_equal(made[0](X[:50]), made[1](X[:50]))
    assert not np.array_equal(made[0](X[:50]), made[2](X[:50]))
    assert not student.is_initialised


def test_student_with_weights_begins_with_them(teacher: Model) -> None:
    student = network(64).load_weights(teacher.parameters)
    before = {name: value.copy() for name, value in student.parameters.items()}
    data = materials(teacher, FEW, student, training={"epochs": 1, "lr": 1e-5})
    made = distilling.make(teacher, {}, data)
    assert abs(accuracy(made) - accuracy(teacher)) < 0.01
    assert all(np.array_equal(student.parameters[name], before[name]) for name in before)


def test_own_settings_of_a_network_come_before_the_usual_ones(teacher: Model) -> None:
    still = network(8).init(0)
    still.metadata["training"] = {"optimizer": "sgd", "lr": 1e-9}
    for training, moves in (({"epochs": 2}, False), ({"epochs": 2, "lr": 0.1}, True)):
        data = materials(teacher, FEW, still, training=training)
        made = distilling.make(teacher, {"plain": True}, data)
        assert np.allclose(made(X[:9]), still(X[:9]), atol=1e-4) is not moves


@pytest.mark.parametrize(
    ("student", "settings", "data", "said"),
    [
        (None, {}, FEW, "pass student="),
        (network(8), {"plain": True}, MANY, "learns nothing without its teacher"),
        (named_otherwise, {}, FEW, "the student takes y, the model x"),
        (network(8, classes=9), {}, FEW, "f32[N, 9] where the model has f32[N, 10]"),
    ],
)
def test_what_cannot_be_distilled_is_refused(
    teacher: Model, student: Any, settings: Any, data: Any, said: str
) -> None:
    assert said in REFUSES(teacher, settings, materials(teacher, data, student))


def test_student_that_fits_is_not_refused(teacher: Model) -> None:
    assert not REFUSES(teacher, {}, materials(teacher, FEW, network(8)))
    assert not REFUSES(teacher, {}, materials(teacher, MANY, network(8)))


def test_cancelled_while_the_teacher_is_asked(teacher: Model) -> None:
    with pytest.raises(KeyboardInterrupt):
        distilling.make(teacher, {}, materials(teacher, FEW, network(8), stop=lambda: True))


def run(net: Model, data: Any, **settings: Any) -> ahr.Study:
    return ahr.optimize(net, data, **{"max_drop": 0.05, "objectives": ["size"], "rounds": 1,
                                      "progress": False, **settings})  # fmt: skip


def test_combination_wins_a_study(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = network(1024).init(0)
    wide.fit(X[:900], LABELS[:900], epochs=4, progress=False)
    monkeypatch.setattr(search, "stages", lambda study: (singles, distilled, pruned, combined))
    data = (X[:900], LABELS[:900], X[1200:], LABELS[1200:])
    study = run(wide, data, student=network(256), techniques=["static", "prune", "distil"],
                training={"epochs": 4, "lr": 5e-3})  # fmt: skip
    best = study.best("size")
    kinds = [each.kind for each in best.lineage]
    assert kinds[0] in ("prune", "distil") and kinds[-1] == "static"
    smaller = [each for each in study.candidates if len(each.lineage) < len(kinds)]
    assert all(best.size_bytes < each.size_bytes for each in smaller if each.verdict == "kept")
    assert {"distilled", "student by itself"} <= {each.name for each in study.candidates}


def test_student_that_nobody_passed_is_asked_for_by_name(
    teacher: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "stages", lambda study: (distilled,))
    asked = run(teacher, FEW, techniques=["distil"])
    assert [each.code for each in asked.candidates] == ["", "N6017"]
    assert "pass student=" in asked.candidates[1].reason
    assert len(run(teacher, FEW)) == 1


def test_labels_that_do_not_fit_are_the_candidates_fault(
    teacher: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "stages", lambda study: (distilled,))
    labels = LABELS[:60].copy()
    labels[7] = 30
    study = run(teacher, (X[:60], labels, *FEW[2:]), student=network(8))
    assert study.state == "done" and {each.code for each in study.candidates} == {"", "N6010"}
    with pytest.raises(ModelError):
        distilling.make(teacher, {}, materials(teacher, (X[:60], labels, *FEW[2:]), network(8)))


def test_student_is_drawn_where_there_is_one(teacher: Model) -> None:
    pytest.importorskip("optuna")
    said = {"search": "optuna", "trials": 6, "techniques": ["distil", "weights"],
            "training": {"epochs": 1}}  # fmt: skip
    kinds = [{step.kind for each in run(teacher, FEW, student=student, **said).candidates
              for step in each.lineage} for student in (None, network(8))]  # fmt: skip
    assert "distil" not in kinds[0] and "distil" in kinds[1]
