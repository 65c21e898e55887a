"""The metrics: what they compare, and what they refuse to compare."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ahr.optimise.data import Samples
from ahr.optimise.metrics import METRICS, scored
from nbc.errors import ModelError

SCORES = np.array([[0.1, 0.9, 0.0], [0.8, 0.1, 0.1]], np.float32)


def score(name: str, outputs: Any, targets: Any = None, reference: Any = None) -> float:
    outputs = np.asarray(outputs, np.float32)
    reference = outputs if reference is None else np.asarray(reference, np.float32)
    samples = Samples((), (len(outputs),), None if targets is None else np.asarray(targets), None)
    return scored(METRICS[name], [(outputs,)], [(reference,)], samples)


@pytest.mark.parametrize("labels", [[1, 2], [1.0, 2.0], [[1], [2]], np.eye(3)[[1, 2]]])
def test_accuracy_takes_classes_and_a_column_for_each(labels: Any) -> None:
    assert score("accuracy", SCORES, labels) == 0.5
    assert score("accuracy", SCORES[:1], labels[:1]) == 1.0


def test_accuracy_of_parts_of_samples() -> None:
    scores = np.stack([SCORES, SCORES])
    assert score("accuracy", scores, [[1, 0], [1, 1]]) == 0.75


REFUSED: tuple[Any, ...] = (
    ("accuracy", SCORES, ["a", "b"]), ("accuracy", SCORES, [None, None]),
    ("accuracy", SCORES, [1, 2, 0]), ("accuracy", SCORES[:1], np.eye(4)[:1]),
    ("accuracy", SCORES[:, :1], [0, 0]), ("agreement", SCORES[:, :1]), ("cosine", SCORES[:, :1]),
    ("accuracy", SCORES * np.nan, [0, 0]), ("agreement", SCORES * np.nan),
    ("cosine", SCORES * np.nan), ("mse", SCORES * np.nan), ("mae", SCORES[:1], [1.0]),
    ("mse", SCORES[:1, :1], [1.0, 2.0]), ("cosine", SCORES + np.inf), ("mae", SCORES + np.inf),
)  # fmt: skip


@pytest.mark.parametrize("given", REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_compared_is_refused(given: Any) -> None:
    """None of these may give a number: it would say that nothing is lost, whatever is."""
    with pytest.raises(ModelError) as raised:
        score(*given)
    assert raised.value.code == "N6016"


def test_infinite_scores_have_a_largest_one() -> None:
    masked = np.where(SCORES < 0.5, -np.inf, SCORES)
    assert score("agreement", masked, reference=SCORES) == 1.0
