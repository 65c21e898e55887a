"""Runs before the first request: what is warmed up, and which samples depend on others."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, final

import numpy as np
import pytest

from ahr.graph import Graph, TensorSpec
from ahr.infer.trying import UNKNOWN, depending_output, warm
from ahr.models import Model

GRAPH = Graph("g", ("x",), ("y", "z"), (), {
    "x": TensorSpec("f32", ("N", "L")), "y": TensorSpec("f32", ("N", "L")),
    "z": TensorSpec("f32", ("N", "L")),
})  # fmt: skip


@final
class Function:
    """A backend of one function; `seen` are the shapes that it was given."""

    kind = "function"

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function
        self.seen: list[tuple[int, ...]] = []

    def run(self, values: Sequence[Any]) -> Sequence[Any]:
        (x,) = values
        self.seen.append(x.shape)
        return [x + 1, self.function(x)]


@pytest.mark.parametrize(
    ("function", "depends"),
    [
        (lambda x: x * 2, False),
        (lambda x: x - x.mean(0), True),
        (lambda x: x / np.linalg.norm(x, axis=0), True),
        (lambda x: x.argmax(1), False),
        (lambda x: (x >= x.max(0)).astype(np.int64), True),
        (lambda x: x.sum(0), True),
        (lambda x: np.round(x / np.abs(x).max() * 127) * np.abs(x).max() / 127, False),
        (lambda x: x / 0 + np.nan, False),
    ],
)
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_samples_that_depend_on_others_are_found(
    function: Callable[[Any], Any], depends: bool
) -> None:
    assert depending_output(Function(function), GRAPH) == ("z" if depends else None)


def picky(x: Any) -> Any:
    if x.shape[1] < 32:
        raise ValueError("too short")
    return x


def test_lengths_are_tried_until_the_model_runs() -> None:
    backend = Function(picky)
    assert depending_output(backend, GRAPH) is None
    assert 0 < warm(backend, GRAPH, 16).alone_s < 20
    assert {shape for shape in backend.seen if shape[1] == 32} == {(3, 32), (1, 32), (16, 32)}
    assert max(shape[1] for shape in backend.seen) == 32


def test_a_model_that_runs_on_no_try_is_left_alone() -> None:
    def refuse(x: Any) -> Any:
        raise ValueError("never")

    assert warm(Function(refuse), GRAPH, 8) == UNKNOWN
    assert depending_output(Function(refuse), GRAPH) is None


def test_what_a_batch_saves_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a clock that only the backend moves."""
    now_s = [0.0]
    monkeypatch.setattr(time, "perf_counter", lambda: now_s[0])

    def slow(x: Any) -> Any:
        now_s[0] += 1.0 + 0.25 * len(x)
        return x

    assert warm(Function(slow), GRAPH, 4) == pytest.approx((1.25, 1.25 - 2.0 / 4))


def test_real_models_are_tried(net: Model) -> None:
    from ahr.infer.backend import backend_of

    backend = backend_of(net.graph, net.parameters, 1)
    assert depending_output(backend, net.graph) is None
    assert warm(backend, net.graph, 8).alone_s > 0
