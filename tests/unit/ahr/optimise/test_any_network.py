"""What holds for any network that is studied: figures can be had again from the candidate's model,
its file is the same model, and the kept ones are within the bound and better than none another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ahr
from ahr import TensorSpec, model
from ahr.models import Model
from ahr.optimise.judging import covers
from ahr.optimise.metrics import scored
from ahr.optimise.trying import run_of
from ahr.running.engines import onnx_bytes, open_engine
from ahr.trace import activations as act
from ahr.trace import layers as nn

LAYERS: dict[str, Any] = {
    "wide": lambda x: nn.linear(x, 80),
    "narrow": lambda x: nn.linear(x, 7, bias=False),
    "relu": act.relu,
    "gelu": act.gelu,
    "softmax": act.softmax,
    "norm": nn.layer_norm,
    "twice": lambda x: x + act.relu(nn.linear(x, x.shape[-1])),
    "gate": lambda x: x * act.sigmoid(nn.linear(x, x.shape[-1])),
    "images": lambda x: nn.flatten(nn.batch_norm(nn.conv1d(x.reshape(-1, 1, x.shape[-1]), 4, 3))),
}


def network(names: list[str], seed: int, size: float) -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 12))})
    def net(x: Any) -> Any:
        for name in names:
            x = LAYERS[name](x)
        return nn.linear(x, 3)

    made = net.init(seed)
    made.load_weights({name: (each * size).astype(each.dtype) if name.endswith("weight") else each
                       for name, each in made.parameters.items()})  # fmt: skip
    return made


@settings(max_examples=3, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(names=st.lists(st.sampled_from(sorted(LAYERS)), min_size=1, max_size=4),
       seed=st.integers(0, 99), size=st.sampled_from([1e-3, 1.0, 30.0]),
       samples=st.integers(2, 70), metric=st.sampled_from(["cosine", "agreement", "mse"]))  # fmt: skip
def test_a_study_says_of_any_network_what_is_so(
    tmp_path: Path, names: list[str], seed: int, size: float, samples: int, metric: str
) -> None:
    x = np.random.default_rng(seed).standard_normal((samples, 12)).astype(np.float32)
    study = ahr.optimize(network(names, seed, size), (x, None), metric, 0.05, rounds=1,
                         objectives=["size"], progress=False,
                         techniques=["static", "dynamic", "weights", "half"])  # fmt: skip
    assert study.state == "done" and study.pareto()
    for each in study.candidates:
        assert each.verdict == "kept" or (each.verdict == "rejected" and each.reason)
        if each.metric is None:
            continue
        assert len(onnx_bytes(each.model)) == each.size_bytes
        feeds = study.data.held.feeds
        run, outputs = run_of(study, each), []
        outputs = [run(feed) for feed in feeds]
        again = scored(study.settings.metric, outputs, study.reference, study.data.held)
        np.testing.assert_allclose(again, each.metric, rtol=1e-6)
        each.model.save(tmp_path / "candidate.trm")
        read = open_engine(each.engine, ahr.load(tmp_path / "candidate.trm"))
        for feed, expected in zip(feeds, outputs, strict=True):
            np.testing.assert_array_equal(read(feed)[0], expected[0])
    better = 1 if study.settings.metric.higher_is_better else -1
    kept = study.pareto()
    for each in kept:
        assert each is study.baseline or (each.drop or 0.0) <= 0.05 + 1e-12
        for other in kept:
            is_over = other is not each and covers(other, each, ["size"])
            assert not is_over or better * (other.metric or 0) < better * (each.metric or 0)
