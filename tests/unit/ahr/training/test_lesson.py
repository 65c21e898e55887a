"""Learning from a teacher, and runs that are watched and ended in mid-epoch."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from ahr import TensorSpec, model
from ahr.models import Model
from ahr.trace import activations as act
from ahr.trace import layers as nn
from ahr.training import fit
from ahr.training.history import History
from ahr.training.lesson import Lesson

RANDOM = np.random.default_rng(0)
X = RANDOM.standard_normal((96, 6)).astype(np.float32)
SCORES = (X @ RANDOM.standard_normal((6, 3))).astype(np.float32)


def student(*, probabilities: bool = False) -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 6))})
    def net(x: Any) -> Any:
        scores = nn.linear(act.relu(nn.linear(x, 24)), 3)
        return act.softmax(scores) if probabilities else scores

    return net


def taught(net: Model, lesson: Lesson, y: Any = None, **settings: Any) -> History:
    said = dict.fromkeys(("epochs", "batch_size", "loss", "optimizer", "lr", "weight_decay",
                          "clip_norm", "validation", "patience", "checkpoint", "device"))  # fmt: skip
    said |= {"schedule": "constant", "seed": 0, "progress": False, "lr": 0.02, "epochs": 40}
    return fit(net, X, y, lesson=lesson, **{**said, **settings})


@pytest.mark.parametrize("probabilities", [False, True])
def test_student_learns_without_a_label(probabilities: bool) -> None:
    net = student(probabilities=probabilities)
    taught(net, Lesson(SCORES, True, 2.0, 1.0, probabilities))
    assert (net(X).argmax(axis=1) == SCORES.argmax(axis=1)).mean() > 0.9


def test_student_learns_values() -> None:
    net = student()
    history = taught(net, Lesson(SCORES, False, share=1.0), epochs=60)
    assert np.abs(net(X) - SCORES).mean() < 0.3
    assert history.epochs[-1]["loss"] < history.epochs[0]["loss"] / 10


def test_share_weighs_teacher_and_targets() -> None:
    """With labels that contradict the teacher the share decides who is believed."""
    wrong = (SCORES.argmax(axis=1) + 1) % 3
    for share, believed in ((0.0, wrong), (1.0, SCORES.argmax(axis=1))):
        net = student()
        taught(net, Lesson(SCORES, True, 1.0, share), wrong)
        assert (net(X).argmax(axis=1) == believed).mean() > 0.9


def test_loss_is_the_divergence_of_softened_classes() -> None:
    ours, theirs = torch.tensor([[1.0, 2.0, 0.0]]), torch.tensor([[0.0, 3.0, 1.0]])
    found = Lesson(SCORES, True, 2.0).loss(torch)(ours, theirs).item()
    p, q = (torch.softmax(each / 2, 1) for each in (theirs, ours))
    assert found == pytest.approx((p * (p.log() - q.log())).sum().item() * 4)
    of_probabilities = Lesson(SCORES, True, 2.0, of_probabilities=True).loss(torch)
    assert of_probabilities(torch.softmax(ours, 1), theirs).item() == pytest.approx(found)


def test_seed_decides_what_is_learnt() -> None:
    made = []
    for seed in (0, 0, 1):
        net = student().init(7)
        taught(net, Lesson(SCORES, True), SCORES.argmax(axis=1), seed=seed, epochs=2)
        made.append(net(X))
    assert np.array_equal(made[0], made[1]) and not np.array_equal(made[0], made[2])


def test_teacher_is_split_with_the_samples() -> None:
    net = student()
    history = taught(net, Lesson(SCORES, True, 1.0, 1.0), SCORES.argmax(axis=1), validation=0.25)
    assert history.epochs[-1]["val_accuracy"] > 0.8


def test_watched_run_ends_within_an_epoch() -> None:
    net, seen = student(), []

    def watch(history: History) -> None:
        seen.append(history.underway)
        if len(seen) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt, match="no epoch was finished"):
        taught(net, Lesson(SCORES, True), batch_size=8, watch=watch)
    assert seen == [1 / 12, 2 / 12, 3 / 12]
    assert np.isfinite(net(X)).all()
