"""What computes: bound buffers give what sessions give, for all shapes and many threads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ahr.graph import TensorSpec
from ahr.infer.backend import BOUND_BYTES, SHAPES_AT_MOST, OnnxBackend, ReferenceBackend, backend_of
from ahr.models import Model
from ahr.trace.decorator import model
from ahr.trace.layers import linear
from ahr.trace.tensor import Tensor
from tests.unit.ahr.infer.conftest import Caller

RANDOM = np.random.default_rng(0)


def samples(rows: int) -> Any:
    return RANDOM.standard_normal((rows, 8)).astype(np.float32)


def made(net: Model) -> OnnxBackend:
    found = backend_of(net.graph, net.parameters, 1)
    assert isinstance(found, OnnxBackend)
    return found


def bindings(backend: OnnxBackend) -> dict[Any, Any]:
    return backend._spare


def test_buffers_are_bound_once_for_a_shape(net: Model) -> None:
    backend = made(net)
    for _ in range(4):
        for rows in (1, 3):
            x = samples(rows)
            (answer,) = backend.run((x,))
            np.testing.assert_allclose(answer, net(x), rtol=1e-6)
    assert {shapes: len(kept) for shapes, kept in bindings(backend).items()} == {
        ((1, 8),): 1, ((3, 8),): 1,
    }  # fmt: skip


def test_large_arrays_are_not_copied_to_buffers(net: Model) -> None:
    backend = made(net)
    rows = BOUND_BYTES // (4 * 8)
    for _ in range(2):
        x = samples(rows)
        np.testing.assert_allclose(backend.run((x,))[0], net(x), rtol=1e-5, atol=1e-6)
    assert list(bindings(backend).values()) == [None]


def test_buffers_are_kept_for_so_many_shapes(net: Model) -> None:
    backend = made(net)
    for rows in range(1, SHAPES_AT_MOST + 9):
        for _ in range(2):
            assert len(backend.run((samples(rows),))[0]) == rows
    assert len(bindings(backend)) == SHAPES_AT_MOST


def test_threads_never_share_a_buffer(
    net: Model, calling: Callable[[Callable[[], Any]], Caller]
) -> None:
    backend = made(net)

    def ask(seed: int) -> None:
        random = np.random.default_rng(seed)
        for _ in range(300):
            x = random.standard_normal((2, 8)).astype(np.float32)
            np.testing.assert_allclose(backend.run((x,))[0], expected(x), rtol=1e-4, atol=1e-5)

    p = net.parameters
    names = list(p)

    def expected(x: Any) -> Any:
        hidden = np.maximum(x @ p[names[0]].T + p[names[1]], 0)
        return hidden @ p[names[2]].T + p[names[3]]

    for each in [calling(lambda seed=seed: ask(seed)) for seed in range(4)]:  # type: ignore[misc]
        each.answer()


def test_outputs_whose_lengths_the_data_decide_are_not_bound() -> None:
    @model(inputs={"x": TensorSpec("f32", ("N", 8))})
    def net(x: Tensor) -> Tensor:
        return linear(x, 2)

    net.init(0)
    spec = net.graph.specs[net.graph.outputs[0]]
    backend = made(net)
    object.__setattr__(spec, "dims", (None, 2))
    for _ in range(2):
        backend.run((samples(2),))
    assert list(bindings(backend).values()) == [None]


def test_a_run_that_fails_leaves_the_others_working(net: Model) -> None:
    backend = made(net)
    x = samples(2)
    (before,) = backend.run((x,))
    with pytest.raises(Exception, match="Got invalid dimensions"):
        backend.run((np.zeros((2, 7), np.float32),))
    np.testing.assert_array_equal(backend.run((x,))[0], before)


def test_the_reference_stands_in_where_there_is_no_runtime(
    net: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    backend = backend_of(net.graph, net.parameters, 1)
    assert isinstance(backend, ReferenceBackend) and backend.kind == "numpy"
    x = samples(3)
    np.testing.assert_allclose(backend.run((x,))[0], net(x), rtol=1e-5, atol=1e-6)
