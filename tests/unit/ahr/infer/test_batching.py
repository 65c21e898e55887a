"""Requests joined and split; what is refused; a failure that stays with its request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from ahr.graph import Graph, TensorSpec
from ahr.infer.batching import Batching, Executor, batch_axis, why_not
from ahr.infer.request import Request
from nbc.errors import ModelError
from tests.unit.ahr.infer.conftest import Gate, row


def requests(*arrays: Any) -> list[Request]:
    return [Request((each,), len(each), 0) for each in arrays]


def test_requests_are_joined_and_their_answers_split(gate: Gate) -> None:
    gate.opened.set()
    batch = requests(row(1), row(2, 3), row(), row(4, 5, 6))
    (run,) = Executor("m", gate, ["y"])(batch)
    assert gate.batches == [[1, 2, 3, 4, 5, 6]]
    assert (run.rows, len(run.requests)) == (6, 4)
    for each in batch:
        assert each.outputs is not None
        np.testing.assert_array_equal(each.outputs["y"], each.values[0] * 2)
        assert each.outputs["y"].base is None, "it would keep the whole batch alive"


def test_a_batch_that_fails_is_tried_one_by_one(gate: Gate) -> None:
    gate.opened.set()
    batch = requests(row(1), row(-1), row(2))
    runs = Executor("m", gate, ["y"])(batch)
    assert gate.batches == [[1, -1, 2], [1], [-1], [2]]
    assert [run.requests for run in runs] == [(batch[0],), (batch[2],)]
    assert batch[0].outputs is not None and batch[2].outputs is not None
    assert isinstance(batch[1].error, ModelError) and batch[1].error.code == "N6010"
    assert batch[1].error.message == "m cannot compute this request: -1 is not allowed"


class Short:
    """Loses samples where there are several."""

    kind = "short"

    def run(self, values: Sequence[Any]) -> Sequence[Any]:
        return [values[0][:1]]


def test_outputs_without_the_samples_of_their_batch_are_not_split() -> None:
    batch = requests(row(1), row(2))
    assert len(Executor("m", Short(), ["y"])(batch)) == 2
    assert [each.outputs["y"].tolist() for each in batch if each.outputs] == [[[1]], [[2]]]


class Full:
    """Has no memory left."""

    kind = "full"

    def run(self, values: Sequence[Any]) -> Sequence[Any]:
        raise MemoryError


def test_memory_that_is_short_stays_its_own_error() -> None:
    batch = requests(row(1))
    assert Executor("m", Full(), ["y"])(batch) == ()
    assert isinstance(batch[0].error, MemoryError)


def graph(inputs: dict[str, TensorSpec], outputs: dict[str, TensorSpec]) -> Graph:
    return Graph("g", tuple(inputs), tuple(outputs), (), {**inputs, **outputs})


N8 = TensorSpec("f32", ("N", 8))


@pytest.mark.parametrize(
    ("inputs", "outputs", "said"),
    [
        ({"x": TensorSpec("f32", (1, 8))}, {"y": N8}, r"input x is f32\[1, 8\]: its first length"),
        ({"x": TensorSpec("f32", None)}, {"y": N8}, "input x"),
        ({"x": TensorSpec("f32", ("2*N", 8))}, {"y": N8}, "input x"),
        ({"x": N8, "z": TensorSpec("f32", ("M", 8))}, {"y": N8}, "input z .* is not N"),
        ({"x": N8, "z": TensorSpec("f32", ())}, {"y": N8}, "input z"),
        ({"x": N8}, {"y": TensorSpec("f32", (3,))}, r"output y is f32\[3\]: its first .* not N"),
        ({"x": N8}, {"y": N8, "z": TensorSpec("f32", (None, 3))}, "output z"),
        ({"x": N8}, {"y": TensorSpec("f32", ("N", "N"))}, "output y .* not only the first"),
        ({"x": N8}, {"y": TensorSpec("f32", ("N", "2*N + 1"))}, "output y .* not only the first"),
        ({"x": TensorSpec("list", None)}, {"y": N8}, "input x is a list"),
        ({}, {"y": TensorSpec("f32", ("N",))}, "no inputs"),
    ],
)
def test_what_cannot_be_batched_says_why(
    inputs: dict[str, TensorSpec], outputs: dict[str, TensorSpec], said: str
) -> None:
    made = graph(inputs, outputs)
    assert batch_axis(made) is None
    with pytest.raises(AssertionError, match=said):
        raise AssertionError(why_not(made))


def test_the_batch_is_the_name_that_all_begin_with() -> None:
    made = graph({"x": N8, "m": TensorSpec("bool", ("N", "L"))}, {"y": TensorSpec("f32", ("N",))})
    assert batch_axis(made) == "N" and why_not(made) == ""


@pytest.mark.parametrize("wrong", [{"max_batch_size": 0}, {"max_batch_size": 2.0}, {"at_once": -1}])
def test_limits_that_make_no_sense_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ModelError, match="must be a positive int") as raised:
        Batching(**wrong)
    assert raised.value.code == "N6002"
