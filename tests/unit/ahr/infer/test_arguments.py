"""Arguments of serving that make no sense have a code, and end nothing that is served."""

from __future__ import annotations

from typing import Any

import pytest

from ahr.graph import Graph, TensorSpec
from ahr.infer import Batching, Repository, Served, serve
from ahr.models import Model
from nbc.errors import ModelError
from tests.unit.ahr.infer.conftest import LIMIT_S, Gate, row

DOUBLE = Graph("double", ("x",), ("y",), (),
               {"x": TensorSpec("f32", ("N", 1)), "y": TensorSpec("f32", ("N", 1))})  # fmt: skip
"""What `Gate` computes."""

JOINED = Batching(max_batch_size=8, at_once=1)


def test_what_is_no_model_no_batching_and_no_time_has_a_code(net: Model) -> None:
    for call in (
        lambda: serve(5), lambda: serve(None), lambda: serve(net, batching=8),  # type: ignore[arg-type]
        lambda: serve(net, at_once=0), lambda: serve(net, batching=JOINED, at_once=1),
        lambda: Repository().load("net", 5), lambda: Repository().unload("net", drain_s="1"),  # type: ignore[arg-type]
    ):  # fmt: skip
        with pytest.raises(ModelError) as raised:
            call()
        assert raised.value.code == "N6002"


@pytest.mark.parametrize("seconds", ["1", float("nan")])
def test_a_time_that_is_none_does_not_end_what_is_served(seconds: Any) -> None:
    gate = Gate()
    with Served(DOUBLE, gate, name="double", batching=JOINED) as served:
        first = served.submit({"x": row(1)})
        gate.entered.acquire(timeout=LIMIT_S)
        for call in (
            lambda: served.infer({"x": row(2)}, timeout_s=seconds),
            lambda: served.unload(drain_s=seconds),
        ):
            with pytest.raises(ModelError) as raised:
                call()
            assert raised.value.code == "N6002"
        gate.opened.set()
        assert first.result(LIMIT_S)["y"] == 2 and served.is_ready
        assert served.infer({"x": row(3)})["y"] == 6
