"""Weights in fewer bits: how small, how near, and that nothing is converted while it runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest

import ahr
from ahr import TensorSpec, model
from ahr.bench.cpu import features
from ahr.formats.archive import read_content
from ahr.formats.trm import from_content, to_bytes
from ahr.models import Model
from ahr.optimise.data import checked_data
from ahr.optimise.steps.row import Materials
from ahr.optimise.steps.table import TECHNIQUES
from ahr.optimise.steps.weights import large_floats
from ahr.running import reference
from ahr.running.engines import onnx_bytes, open_engine
from ahr.trace import activations as act
from ahr.trace import layers as nn
from ahr.trace import sequences

GENERATOR = np.random.default_rng(0)


@model(inputs={"x": TensorSpec("f32", ("N", 3, 16, 16))})
def pictures(x: Any) -> Any:
    x = act.relu(nn.conv2d(nn.conv2d(x, 64, 3, padding=1), 64, 3, stride=4))
    return nn.linear(nn.conv_transpose2d(x, 16, 4).reshape(-1, 16 * 7 * 7), 32)


@model(inputs={"x": TensorSpec("i64", ("N", 6))})
def words(x: Any) -> Any:
    x = nn.layer_norm(nn.embedding(x, 500, 64))
    return nn.linear(act.relu(nn.linear(x, 128)), 96)


@model(inputs={"x": TensorSpec("f32", ("N", 5, 48))})
def sounds(x: Any) -> Any:
    return nn.linear(sequences.gru(sequences.lstm(x, 192), 256), 8)


NETS: dict[str, tuple[Callable[[int], Model], Any]] = {
    "pictures": (pictures.init, GENERATOR.standard_normal((4, 3, 16, 16)).astype(np.float32)),
    "words": (words.init, GENERATOR.integers(0, 500, (4, 6))),
    "sounds": (sounds.init, GENERATOR.standard_normal((4, 5, 48)).astype(np.float32)),
}


def materials(net: Model, x: Any) -> Materials:
    data = checked_data(net, (x, None, x, None), seed=0)
    return Materials(data, features(), 0, lambda: False, lambda text, part: None)


def apply(kind: str, name: str, **settings: Any) -> tuple[Model, Model, Any]:
    """A folded network, what a technique makes of it, and inputs."""
    make, x = NETS[name]
    given = materials(net := make(0), x)
    folded = TECHNIQUES["fold"].make(net, {}, given)
    assert TECHNIQUES[kind].refuses(folded, settings, given) == ""
    return folded, TECHNIQUES[kind].make(folded, settings, given), x


def cosine(a: Any, b: Any) -> float:
    return float((a * b).sum() / np.linalg.norm(a) / np.linalg.norm(b))


@pytest.mark.parametrize("name", NETS)
@pytest.mark.parametrize(("bits", "ratio", "near"),
                         [(16, 1.8, 0.999999), (8, 3.0, 0.9999), (4, 4.2, 0.985)])  # fmt: skip
def test_weights_in_fewer_bits_are_smaller_and_near(
    name: str, bits: int, ratio: float, near: float
) -> None:
    folded, made, x = apply("weights", name, bits=bits)
    assert len(onnx_bytes(made)) < len(onnx_bytes(folded)) / ratio
    assert cosine(made(x), folded(x)) > near
    inputs = dict(zip(made.graph.inputs, (x,), strict=True))
    (wanted,) = reference.run(made.graph, made.parameters, inputs)
    np.testing.assert_allclose(open_engine("onnxruntime", made)(inputs)[0], wanted, atol=2e-5)


@pytest.mark.parametrize("name", NETS)
@pytest.mark.parametrize("bits", [16, 8, 4])
def test_nothing_is_converted_in_a_run(name: str, bits: int, tmp_path: Path) -> None:
    """ONNX Runtime's own form of both networks has the same nodes: as fast as before."""
    folded, made, x = apply("weights", name, bits=bits)
    folded = TECHNIQUES["fold"].make(folded, {}, materials(folded, x))  # read as often
    counts = []
    for net in (folded, made):
        options = onnxruntime.SessionOptions()
        options.optimized_model_filepath = str(tmp_path / "optimised.onnx")
        options.log_severity_level = 3
        onnxruntime.InferenceSession(onnx_bytes(net), options, providers=["CPUExecutionProvider"])
        proto = onnx.load(tmp_path / "optimised.onnx")
        counts.append(Counter(node.op_type for node in proto.graph.node))
    assert counts[0] == counts[1]


def test_weights_in_fewer_bits_are_kept_in_files(tmp_path: Path) -> None:
    _, made, x = apply("weights", "words", bits=4)
    (tmp_path / "a.trm").write_bytes(to_bytes(made))
    again = from_content(read_content(tmp_path / "a.trm"))
    assert np.array_equal(again(x), made(x))


def test_only_tables_and_all_but_a_layer() -> None:
    folded, made, _ = apply("weights", "words", ops="gather")
    assert len(large_floats(made)) == len(large_floats(folded)) - 1
    kept = next(
        node.name for node in folded.graph.nodes if "gemm" in node.op or node.op == "matmul"
    )
    _, all_of_it, _ = apply("weights", "words")
    _, but_one, _ = apply("weights", "words", keep=[kept])
    assert len(large_floats(but_one)) == len(large_floats(all_of_it)) + 1


def test_channels_of_zeros_and_large_numbers_stay_right() -> None:
    net = words.init(0)
    weights = {name: np.array(value) for name, value in net.parameters.items()}
    for value in weights.values():
        if value.size > 4096:
            value[:32] = 0
            value[40:] *= 1e5
    net.load_weights(weights)
    given = materials(net, NETS["words"][1])
    for bits in (16, 8, 4):
        made = TECHNIQUES["weights"].make(net, {"bits": bits}, given)
        out = made(NETS["words"][1])
        assert np.isfinite(out).all()
        assert cosine(out, net(NETS["words"][1])) > 0.97


def test_what_has_no_large_weights_is_refused() -> None:
    @model(inputs={"x": TensorSpec("f32", ("N", 8))})
    def tiny(x: Any) -> Any:
        return nn.linear(x, 8)

    net = tiny.init(0)
    given = materials(net, np.zeros((4, 8), np.float32))
    assert "no weight" in TECHNIQUES["weights"].refuses(net, {}, given)
    sound = materials(pictures.init(0), NETS["pictures"][1])
    refused = TECHNIQUES["weights"].refuses(pictures.init(0), {"ops": "gather"}, sound)
    assert "no large table" in refused


def test_weights_left_in_float_are_made_smaller_after_static_int8() -> None:
    folded, half, x = apply("static", "pictures", ops="matmul")
    given = materials(folded, x)
    both = TECHNIQUES["weights"].make(half, {"bits": 8}, given)
    assert len(onnx_bytes(both)) < len(onnx_bytes(half)) / 2
    assert cosine(both(x), half(x)) > 0.999


def test_a_study_tries_them() -> None:
    x = NETS["sounds"][1]
    study = ahr.optimize(sounds.init(0), (x, None), metric="cosine", rounds=1, objectives=["size"],
                         techniques=["weights"], progress=False)  # fmt: skip
    sizes = [study[f"{each} weights"].size_bytes for each in ("f16", "int8", "int4")]
    assert sizes == sorted(sizes, reverse=True)
    assert study.best("size").name == "int4 weights"
