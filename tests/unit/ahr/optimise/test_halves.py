"""Numbers of 16 bits: in the network, or in an engine that multiplies them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import ahr
from ahr import TensorSpec, model
from ahr.bench.cpu import Cpu, features, from_cpuinfo
from ahr.models import Model
from ahr.optimise.data import checked_data
from ahr.optimise.settings import checked_settings
from ahr.optimise.steps.row import Materials
from ahr.optimise.steps.table import TECHNIQUES
from ahr.running.engines import onnx_bytes
from ahr.trace import activations as act
from ahr.trace import layers as nn

X = np.random.default_rng(0).standard_normal((8, 3, 12, 12)).astype(np.float32)
HALF = TECHNIQUES["half"]
PLAIN = from_cpuinfo("processor: 0\nmodel name: plain\nflags: fma avx2\n")


@model(inputs={"x": TensorSpec("f32", ("N", 3, 12, 12))})
def pictures(x: Any) -> Any:
    x = act.relu(nn.batch_norm(nn.conv2d(x, 16, 3, padding=1)))
    return act.softmax(nn.linear(x.reshape(-1, 2304), 10))


@pytest.fixture(scope="module")
def net() -> Model:
    return pictures.init(0)


def materials(net: Model, cpu: Cpu) -> Materials:
    data = checked_data(net, (X, None, X, None), seed=0)
    return Materials(data, cpu, 0, lambda: False, lambda text, part: None)


def test_f16_is_half_as_large_and_takes_and_gives_what_it_did(net: Model) -> None:
    made = HALF.make(net, {"numbers": "f16"}, materials(net, PLAIN))
    assert len(onnx_bytes(made)) < len(onnx_bytes(net)) / 1.8
    assert {each.dtype.name for each in made.parameters.values()} == {"float16"}
    out = made(X)
    assert out.dtype == np.float32
    np.testing.assert_allclose(out, net(X), atol=2e-3)


def test_a_study_says_why_f16_is_no_faster(net: Model) -> None:
    study = ahr.optimize(net, (X, None, X, None), metric="cosine", rounds=1, progress=False,
                         objectives=["size"], techniques=["half"])  # fmt: skip
    half = study["f16"]
    assert half.size_bytes < study.baseline.size_bytes / 1.8
    assert half.drop is not None and half.drop < 1e-3
    said = HALF.why_slow(net, {"numbers": "f16"}, replace(PLAIN, architecture="x86_64"))
    assert "no f16 products on x86-64" in said
    arm = replace(PLAIN, architecture="aarch64")
    assert "does not calculate in f16" in HALF.why_slow(net, {"numbers": "f16"}, arm)


def test_bf16_runs_in_torch_where_the_processor_has_it(net: Model) -> None:
    settings = {"numbers": "bf16", "engine": "torch:bf16"}
    assert "bf16" in HALF.refuses(net, settings, materials(net, PLAIN))
    rich = replace(features(), flags=(*features().flags, "avx512_bf16"))
    assert HALF.refuses(net, settings, materials(net, rich)) == ""
    data = checked_data(net, (X, None, X, None), seed=0)
    said = checked_settings(metric="cosine", rounds=1, techniques=["half"])
    study = ahr.Study(net, said, data, cpu=rich).run(progress=False)
    narrow = study["bf16 (torch)"]
    assert narrow.engine == "torch:bf16" and not narrow.code
    assert narrow.drop is not None and 0 < narrow.drop < 0.01
    assert narrow.size_bytes == study["graph optimisation"].size_bytes


def test_a_quantised_network_is_refused(net: Model) -> None:
    given = materials(net, PLAIN)
    whole = TECHNIQUES["static"].make(net, {}, given)
    assert HALF.refuses(whole, {"numbers": "f16"}, given) == "it is quantised already"
