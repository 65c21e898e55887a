"""The int8 techniques: what becomes int8, what stays in float, how often is calibrated."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ahr import TensorSpec, load, model
from ahr.bench.cpu import Cpu
from ahr.models import Model
from ahr.optimise.data import checked_data
from ahr.optimise.steps import calibrating, dynamic, folding, static
from ahr.optimise.steps.exchange import written
from ahr.optimise.steps.quantising import weight_products
from ahr.optimise.steps.row import Materials
from ahr.running.engines import onnx_bytes
from ahr.trace import activations as act
from ahr.trace import layers as nn

RANDOM = np.random.default_rng(0)
IDS = RANDOM.integers(0, 200, (40, 6))
CPU = Cpu("made up", "x86_64", 1, 1, ("avx512_vnni",))


@pytest.fixture(scope="module")
def texts() -> Model:
    """A table, products with weights of both kinds, a product of activations, a softmax."""

    @model(inputs={"ids": TensorSpec("i64", ("N", 6))})
    def texts(ids: Any) -> Any:
        x = nn.embedding(ids, 200, 64, name="table")
        x = nn.linear(x, 96, name="wide")
        x = act.softmax(x @ x.swapaxes(-1, -2)) @ x
        return nn.linear(x.mean(axis=1), 64, name="last")

    made: Model = folding.fold(texts.init(0), {}, None)  # type: ignore[arg-type]
    return made


@pytest.fixture
def materials(texts: Model) -> Materials:
    data = checked_data(texts, (IDS, None), seed=0)
    return Materials(data, CPU, 0, lambda: False, lambda text, part: None)


def kinds(network: Model) -> Counter[str]:
    return Counter(node.op for node in network.graph.walk())


def close(network: Model, other: Model) -> float:
    a, b = (np.asarray(each(IDS)).reshape(-1) for each in (network, other))
    return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))


def test_dynamic_int8_makes_all_weights_small(texts: Model, materials: Materials) -> None:
    """Tables too; linear layers that were folded to one node as well."""
    made = dynamic.make(texts, {}, materials)
    assert len(onnx_bytes(made)) < len(onnx_bytes(texts)) / 2.5
    assert kinds(made)["matmul_integer"] == 2
    assert close(texts, made) > 0.99


def test_dynamic_int8_leaves_what_it_is_told_to(texts: Model, materials: Materials) -> None:
    names = {node.name for node in texts.graph.nodes if node.name.startswith("last")}
    made = dynamic.make(texts, {"keep": sorted(names)}, materials)
    assert kinds(made)["matmul_integer"] == 1


def test_products_alone_keep_their_results_in_float(texts: Model, materials: Materials) -> None:
    """And products of activations, and softmax, stay as they are."""
    all_ops = static.make(texts, {}, materials)
    products = static.make(texts, {"ops": "matmul"}, materials)
    assert kinds(products)["quantize_linear"] == 2 < kinds(all_ops)["quantize_linear"]
    assert len(onnx_bytes(products)) < len(onnx_bytes(texts)) / 2
    assert close(texts, products) > 0.99
    kept = static.make(texts, {"ops": "matmul", "keep": [each.name for each in texts.graph.nodes]},
                       materials)  # fmt: skip
    assert not kinds(kept)["quantize_linear"]


def test_products_of_activations_have_no_weights(texts: Model) -> None:
    found = weight_products(written(texts))
    assert len(found) == 3 and [each.split("/")[0] for each in found] == ["table", "wide", "last"]


def test_network_is_calibrated_once_for_the_same_samples(
    texts: Model, materials: Materials, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    real = calibrating._calibrated

    def counted(*given: Any) -> Any:
        calls.append(1)
        return real(*given)

    monkeypatch.setattr(calibrating, "_calibrated", counted)
    texts = folding.fold(texts, {}, materials)
    for settings in ({}, {"activations": "s8"}, {"ops": "matmul"}, {"keep": ["x"]}):
        static.make(texts, settings, materials)
    assert len(calls) == 1
    static.make(texts, {"calibration": "percentile"}, materials)
    assert len(calls) == 2
    other = Materials(checked_data(texts, (IDS[::-1], None), seed=0), CPU, 0, lambda: False,
                      lambda text, part: None)  # fmt: skip
    static.make(texts, {}, other)
    assert len(calls) == 3


def test_calibrating_says_where_it_is_and_can_be_stopped(texts: Model) -> None:
    said = []
    data = checked_data(texts, (IDS, None), seed=0)
    texts = folding.fold(texts, {}, None)  # type: ignore[arg-type]
    stopped = Materials(data, CPU, 0, lambda: True, lambda text, part: said.append(text))
    with pytest.raises(KeyboardInterrupt):
        static.make(texts, {}, stopped)
    static.make(texts, {}, Materials(data, CPU, 0, lambda: False, stopped.report))
    assert set(said) == {"calibrating"}


def test_weights_of_convolutions_are_unsigned_unless_left_in_float(materials: Materials) -> None:
    @model(inputs={"x": TensorSpec("f32", ("N", 1, 8, 8))})
    def images(x: Any) -> Any:
        return nn.linear(nn.conv2d(x, 8, 3).reshape(-1, 288), 32)

    network = folding.fold(images.init(0), {}, materials)
    assert kinds(dynamic.make(network, {}, materials)) >= Counter(
        "conv_integer matmul_integer".split()
    )
    assert "conv_integer" not in kinds(dynamic.make(network, {"ops": "matmul"}, materials))
    slow = dynamic.ROWS[0].why_slow(network, {}, CPU)
    assert slow.endswith("no fast kernel on this CPU, and it has 1 convolution")


def test_small_weights_and_biases_stay_quantised(materials: Materials) -> None:
    """ONNX Runtime would quantise floats beside quantised ones anew, with one scale for all
    channels."""

    @model(inputs={"ids": TensorSpec("i64", ("N", 6))})
    def images(ids: Any) -> Any:
        x = ids.astype(np.float32).reshape(-1, 1, 2, 3)
        return nn.conv2d(act.relu(nn.conv2d(x, 4, 1)), 4, 1, groups=4)

    network = folding.fold(images.init(0), {}, materials)
    proto = static.in_qdq(network, written(network), {}, materials)
    wanted = sum(each.op_type == "DequantizeLinear" for each in proto.graph.node)
    assert kinds(static.make(network, {}, materials))["dequantize_linear"] == wanted >= 7


def test_a_bias_that_a_file_has_as_a_row_is_quantised_as_well(tmp_path: Path) -> None:
    """Graph optimisation makes one operator of a product and the sum behind it, and keeps the
    shape [1, n] of what was added, which ONNX Runtime's quantiser fails at."""

    @model(inputs={"x": TensorSpec("f32", ("N", 16))})
    def rowed(x: Any) -> Any:
        return nn.linear(x, 24, name="wide")

    network = rowed.init(0)
    proto = written(network)
    for each in proto.graph.initializer:
        if list(each.dims) == [24]:
            each.dims.insert(0, 1)
    (tmp_path / "rowed.onnx").write_bytes(proto.SerializeToString())
    x = RANDOM.normal(size=(40, 16)).astype(np.float32)
    read = load(tmp_path / "rowed.onnx")
    materials = Materials(checked_data(read, (x, None), seed=0), CPU, 0, lambda: False,
                          lambda text, part: None)  # fmt: skip
    made = static.make(folding.fold(read, {}, materials), {}, materials)
    assert kinds(made)["quantize_linear"]
    assert np.abs(made(x) - network(x)).max() < 0.1
