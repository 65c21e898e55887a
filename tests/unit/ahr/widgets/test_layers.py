"""Two models layer by layer, and graphs coloured by numbers."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

import ahr
from ahr import TensorSpec, model
from ahr.models import Model
from ahr.ops import lookup
from ahr.trace import activations as act
from ahr.trace import layers as nn
from ahr.widgets import compare, heat
from ahr.widgets.layers import signal_to_noise_db
from nbc.errors import ModelError
from tests.unit.ahr.widgets.studies import X, net, usual

IMAGES = np.random.default_rng(1).normal(size=(16, 1, 8, 8)).astype(np.float32)


@pytest.fixture(scope="module")
def study() -> ahr.Study:
    @model(inputs={"x": TensorSpec("f32", ("N", 1, 8, 8))})
    def small(x: Any) -> Any:
        x = nn.max_pool2d(act.relu(nn.batch_norm(nn.conv2d(x, 4, 3, padding=1))), 2)
        return nn.linear(act.relu(nn.linear(x.reshape(-1, 64), 32)), 10)

    return ahr.optimize(small.init(0), (IMAGES, None, IMAGES, None), metric="agreement", max_drop=1,
                        techniques=["static", "dynamic"], rounds=1, progress=False)  # fmt: skip


@pytest.mark.parametrize(
    "name", ["static int8 (u8s8)", "dynamic int8 (matrix products)", "dynamic int8"]
)
@pytest.mark.parametrize("is_read_again", [False, True])
def test_layers_of_a_quantised_model_are_found(
    name: str, is_read_again: bool, study: ahr.Study, tmp_path: Path
) -> None:
    """Folded layers say into which; the others make nearly the same, be the names as they were or
    as a file has them."""
    found = study
    if is_read_again:
        study.save(tmp_path / "a.study")
        found = ahr.open_study(tmp_path / "a.study")
    made = compare(found["original"], found[name], IMAGES, times=False)
    assert made.names == ("original", name)
    assert made["conv2d"].snr_db is None and made["conv2d"].note.startswith("part of ")
    for layer in ("relu", "max_pool", "reshape", "relu_2", "linear_2"):
        snr = made[layer].snr_db
        assert snr is not None and snr > 20, (layer, snr)
    assert sum(each.bytes[1] or 0 for each in made.layers) < sum(
        each.bytes[0] for each in made.layers
    )


def test_a_model_is_the_same_as_itself() -> None:
    small = net()
    made = compare(small, small, X, times=False)
    assert [each.snr_db for each in made.layers] == [math.inf] * 3 and len(made) == 3
    assert [each.name for each in made.layers] == [node.name for node in small.graph.nodes]
    assert all(each["is_same"] and each["snr"] is None for each in made.to_json()["layers"])


def test_values_are_those_of_the_reference() -> None:
    """Numbers in the middle, calculated by hand for the second of two models."""
    first, second = net(), net()
    second.load_weights(
        {name: array * np.float32(1.01) for name, array in first.parameters.items()}
    )
    made = compare(first, second, {"x": X}, times=False)
    weight, bias = first.parameters["linear.weight"], first.parameters["linear.bias"]
    signal = lookup("linear").meaning(X[:8], weight, bias)
    noise = (
        lookup("linear").meaning(X[:8], weight * np.float32(1.01), bias * np.float32(1.01)) - signal
    )
    assert_allclose(
        made["linear"].snr_db or 0, 10 * np.log10((signal**2).sum() / (noise**2).sum()), rtol=1e-3
    )


def test_times_stand_beside_the_layers(study: ahr.Study) -> None:
    made = study.compare("original", "static int8 (u8s8)")
    assert (made["linear"].times_s[0] or 0) > 0 and made["linear"].times_s[1] is None
    assert sum(each.times_s[1] or 0 for each in made.layers) > 0
    text, html = repr(made), made._repr_html_()
    assert "part of relu" in text and "µs" in text
    assert html.count("<tr>") == len(made) + 1 and "part of relu" in html


def test_names_in_a_table_are_text() -> None:
    small = net()
    strange = Model(replace(small.graph, name="<script>alert(1)</script>")).init(0)
    assert "<script" not in compare(small, strange, X, times=False)._repr_html_()


@pytest.mark.parametrize("feed", [{"y": X}, np.ones((2, 5), "f4")])
def test_data_that_do_not_fit_are_refused(feed: Any) -> None:
    with pytest.raises(ModelError) as raised:
        compare(net(), net(), feed)
    assert raised.value.code == "N6010"


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(ModelError) as raised:
        compare(net(), "net", X)  # type: ignore[arg-type]
    assert raised.value.code == "N6010"


def test_signal_to_noise() -> None:
    one = np.array([3.0, 4.0])
    assert signal_to_noise_db(one, one) == math.inf
    assert signal_to_noise_db(one, one * 1.1) == pytest.approx(20)
    assert signal_to_noise_db(one, np.array([3.0])) is None
    assert signal_to_noise_db(one, np.array([np.nan, 4.0])) == -math.inf
    assert signal_to_noise_db(one * 0, one) == -math.inf


def test_heat_is_led_back_to_the_names_of_the_original(study: ahr.Study) -> None:
    numbers = {
        "conv2d/Conv_0/Conv_0": 2e-6,
        "conv2d/more": 1e-6,
        "linear": 5e-6,
        "x_QuantizeLinear": 1,
    }
    made = heat(study.model, numbers, "time")
    assert made.values == {"conv2d": 3e-6, "linear": 5e-6}
    assert "linear: 5 µs" in repr(made) and made.hottest(1) == [("linear", 5e-6)]
    shown = made._repr_mimebundle_()
    assert "5 µs" in shown["image/svg+xml"] and "#c2410c" in shown["image/svg+xml"]


def test_heat_of_what_is_not_there_is_refused() -> None:
    for numbers in ({"nothing": 1.0}, {"linear": math.nan}, {"linear": "much"}):
        with pytest.raises(ModelError) as raised:
            heat(net(), numbers)  # type: ignore[arg-type]
        assert raised.value.code == "N6010"
    assert heat(net(), {}).values == {}


def test_a_study_colours_its_graph(study: ahr.Study) -> None:
    times = study.graph(heat="time")
    assert times.values["linear"] > 0 and times.unit == "s"
    measured = study.graph(heat="sensitivity")
    assert (
        set(measured.values) == {"conv2d", "linear", "linear_2"}
        and max(measured.values.values()) > 0
    )
    found = usual()
    found.sensitivity = {"linear": 0.02, "linear_2/MatMul": 0.001}
    assert found.graph(heat="sensitivity").values == {"linear": 0.02, "linear_2": 0.001}
    with pytest.raises(ModelError) as raised:
        found.graph(heat="colour")  # type: ignore[arg-type]
    assert raised.value.code == "N6015"
