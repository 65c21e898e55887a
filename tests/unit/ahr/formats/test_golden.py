"""Golden inputs: the first lengths that a network takes, found by its shapes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ahr.formats.golden import golden_run
from ahr.graph import TensorSpec
from ahr.models import Model
from ahr.running import reference
from ahr.trace.decorator import model
from ahr.trace.layers import conv1d
from nbc.errors import ModelError


def _wide(kernel: int) -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 1, "T"))})
    def wide(x: Any) -> Any:
        return conv1d(x, 2, kernel)

    return wide.init(0)


def test_only_what_fits_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[tuple[int, ...]] = []
    run = reference.run

    def counted(graph: Any, weights: Any, inputs: Any, *rest: Any) -> Any:
        runs.append(inputs["x"].shape)
        return run(graph, weights, inputs, *rest)

    monkeypatch.setattr(reference, "run", counted)
    net = _wide(40)
    inputs, (result,) = golden_run(net.graph, net.parameters)
    assert runs == [(2, 1, 64)]
    assert result.shape == (2, 2, 25)
    np.testing.assert_allclose(net(inputs["x"]), result, rtol=1e-4, atol=1e-5)


def test_a_network_that_fits_nothing_is_refused() -> None:
    net = _wide(2000)
    with pytest.raises(ModelError, match="N6012"):
        golden_run(net.graph, net.parameters)
