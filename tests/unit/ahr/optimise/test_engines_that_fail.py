"""Where an engine fails after a model was made: in single layers, at other lengths."""

from __future__ import annotations

import logging
import threading
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper
from onnxruntime.capi.onnxruntime_pybind11_state import Fail

import ahr
from ahr import TensorSpec, model
from ahr.formats.onnx_reading import read_onnx
from ahr.models import Model
from ahr.optimise import fragility
from ahr.optimise.steps.quantising import quantising
from ahr.trace import layers as nn
from nbc.errors import ModelError

X = np.random.default_rng(0).standard_normal((8, 128)).astype(np.float32)


@model(inputs={"x": TensorSpec("f32", ("N", 128))})
def wide(x: Any) -> Any:
    return nn.linear(x, 128)


def test_a_layer_that_no_session_takes_has_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(data: bytes, *, threads: int) -> Any:
        raise Fail("there is no such kernel")

    monkeypatch.setattr(fragility, "session_of", failing)
    with pytest.raises(ModelError) as raised:
        ahr.sensitivity(wide.init(0), (X, None), "cosine", progress=False)
    assert raised.value.code == "N6012" and "linear" in raised.value.message
    study = ahr.optimize(wide.init(0), (X, None), "cosine", 0.0, techniques=["static"], rounds=1,
                         objectives=["size"], progress=False)  # fmt: skip
    assert study.state == "done" and len(study) > 3


def test_layers_that_take_too_much_memory_do_not_end_a_study(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def hungry(*_: Any, **__: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(fragility, "in_qdq", hungry)
    with pytest.raises(ModelError) as raised:
        ahr.sensitivity(wide.init(0), (X, None), "cosine", progress=False)
    assert raised.value.code == "N6017" and "memory" in raised.value.message
    study = ahr.optimize(wide.init(0), (X, None), "cosine", 0.0, techniques=["static"], rounds=1,
                         objectives=["size"], progress=False)  # fmt: skip
    assert study.state == "done"


def test_a_network_that_does_not_run_at_the_length_that_is_timed() -> None:
    shape = onnx.numpy_helper.from_array(np.array([2, 128], np.int64), "shape")
    graph = helper.make_graph(
        [helper.make_node("Reshape", ["x", "shape"], ["y"])], "pairs",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 128])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["M", 128])], [shape],
    )  # fmt: skip
    proto = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    pairs = [{"x": X[at : at + 2]} for at in range(0, 8, 2)]
    with pytest.raises(ModelError) as raised:
        ahr.optimize(read_onnx(proto), (pairs, None), "cosine", techniques=[], progress=False)
    assert raised.value.code == "N6012"
    done = ahr.optimize(read_onnx(proto), (pairs, None), "cosine", techniques=[], rounds=1,
                        batch_size=2, progress=False)  # fmt: skip
    assert done.state == "done"


@pytest.mark.parametrize("size", [1e8, 1e30])
def test_huge_weights_stay_finite_in_4_bits(size: float) -> None:
    net: Model = wide.init(0)
    net.load_weights({name: each * np.float32(size) for name, each in net.parameters.items()})
    study = ahr.optimize(net, (X, None), "cosine", 0.1, techniques=["weights"], rounds=1,
                         objectives=["size"], progress=False)  # fmt: skip
    found = study["int4 weights"]
    assert np.isfinite(found.model(X)).all() and (found.metric or 0) > 0.99


def test_others_may_log_while_a_quantiser_is_silent(caplog: pytest.LogCaptureFixture) -> None:
    with quantising(wide.init(0)):
        logging.warning("advice")
        other = threading.Thread(target=logging.warning, args=("mine",))
        other.start()
        other.join()
    logging.warning("after")
    assert [each.message for each in caplog.records] == ["mine", "after"]
