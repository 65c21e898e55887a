"""OpenVINO and NNCF in studies: where they are installed, and where they are not."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from typing import Any

import numpy as np
import pytest

import ahr
from ahr import TensorSpec, model
from ahr.bench.cpu import features
from ahr.models import Model
from ahr.optimise.data import checked_data
from ahr.optimise.settings import from_json
from ahr.optimise.steps.row import Materials
from ahr.optimise.steps.table import TECHNIQUES
from ahr.running.engines import onnx_bytes, open_engine
from ahr.trace import activations as act
from ahr.trace import layers as nn
from nbc.errors import ModelError

HAS_OPENVINO = importlib.util.find_spec("openvino") is not None
HAS_NNCF = importlib.util.find_spec("nncf") is not None
X = np.random.default_rng(0).standard_normal((96, 6, 32)).astype(np.float32)


@model(inputs={"x": TensorSpec("f32", ("N", 6, 32))})
def attentive(x: Any) -> Any:
    x = nn.layer_norm(nn.linear(x, 160))
    scores = act.softmax(nn.linear(x, 160) @ nn.linear(x, 160).transpose(0, 2, 1) / 12)
    return nn.linear((scores @ x).reshape(-1, 960), 10)


@pytest.fixture(scope="module")
def net() -> Model:
    return attentive.init(0)


def study(net: Model, *techniques: str) -> ahr.Study:
    return ahr.optimize(net, (X, None, X[:32], None), metric="cosine", rounds=1, progress=False,
                        techniques=techniques, max_drop=0.02)  # fmt: skip


@pytest.mark.skipif(HAS_OPENVINO, reason="OpenVINO is installed")
def test_without_the_package_it_is_planned_only_on_demand(net: Model) -> None:
    with pytest.raises(ModelError) as raised:
        study(net, "openvino")
    assert raised.value.code == "N6013" and "openvino" in raised.value.message
    given = study(net, "static")
    assert not any("OpenVINO" in each.name for each in given.candidates)


def test_a_study_of_another_machine_keeps_what_it_was_told(net: Model) -> None:
    made = study(net).settings.to_json()
    assert "openvino" in from_json({**made, "techniques": ["openvino", "nncf"]}).techniques


@pytest.mark.skipif(not HAS_OPENVINO, reason="needs OpenVINO (the extra openvino)")
def test_openvino_runs_candidates(net: Model) -> None:
    found = study(net, "openvino", "static")
    for name in ("OpenVINO", "static int8 (u8s8) + OpenVINO"):
        each = found[name]
        assert each.engine == "openvino" and not each.code and each.latency_s > 0
        assert each.drop is not None and each.drop < 0.05
    if features().has_fast_bf16:
        assert found["OpenVINO in bf16"].engine == "openvino:bf16"


@pytest.mark.skipif(not HAS_NNCF, reason="needs NNCF (the extra openvino)")
def test_nncf_makes_networks_that_every_engine_runs(
    net: Model, capfd: pytest.CaptureFixture[str]
) -> None:
    data = checked_data(net, (X, None, X[:32], None), seed=0)
    given = Materials(data, features(), 0, lambda: False, lambda text, part: None)
    folded = TECHNIQUES["fold"].make(net, {}, given)
    made = TECHNIQUES["nncf"].make(folded, {"transformer": True}, given)
    assert capfd.readouterr() == ("", "")
    assert len(onnx_bytes(made)) < len(onnx_bytes(net)) / 2
    assert any(node.op == "quantize_linear" for node in made.graph.nodes)
    wanted = net(X[:8])
    for engine in ("onnxruntime", "reference", *["openvino"] * HAS_OPENVINO):
        (out,) = open_engine(engine, made)({"x": X[:8]})
        assert (out * wanted).sum() / np.linalg.norm(out) / np.linalg.norm(wanted) > 0.99, engine


@pytest.mark.skipif(not HAS_NNCF, reason="needs NNCF (the extra openvino)")
def test_nncf_is_stopped_between_samples(net: Model) -> None:
    data = checked_data(net, (X, None, X[:32], None), seed=0)
    given = Materials(data, features(), 0, lambda: True, lambda text, part: None)
    with pytest.raises(KeyboardInterrupt):
        TECHNIQUES["nncf"].make(net, {}, given)


@pytest.mark.skipif(not HAS_NNCF, reason="needs NNCF (the extra openvino)")
def test_nncf_tells_nobody() -> None:
    """Outside of pytest, which turns it off as well."""
    code = (
        "from ahr.optimise.steps.openvino import _quiet_nncf\n"
        "with _quiet_nncf():\n"
        "    from nncf.telemetry import telemetry\n"
        "print(type(telemetry).__name__)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "MagicMock"
