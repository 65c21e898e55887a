"""How fragile layers are, and the repair that keeps the most fragile ones in float.

The network has one layer that is fragile by construction: a feature a thousand times as large as
the others, which weighs a thousandth, takes all of the range that eight bits have.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ahr
from ahr import TensorSpec, model
from ahr.models import Model
from ahr.optimise.candidate import Candidate, Step
from ahr.optimise.fragility import Layer, Sensitivity, noise, original_name
from ahr.optimise.repairing import broken, keeping, ops_of, repaired
from ahr.trace import activations as act
from ahr.trace import layers as nn
from nbc.errors import ModelError

RANDOM = np.random.default_rng(0)
LARGE = 1000.0
X = RANDOM.standard_normal((200, 16)).astype(np.float32)
X[:, 3] *= LARGE
DATA = (X[:100], None, X[100:], None)
FOLDED = Step("fold")


@pytest.fixture(scope="module")
def net() -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 16))})
    def outlier(x: Any) -> Any:
        x = act.relu(nn.linear(x, 64, name="first"))
        x = act.relu(nn.linear(x, 64, name="second"))
        return nn.linear(x, 8, name="third")

    weights = dict(outlier.init(0).parameters)
    (name,) = (each for each in weights if each.startswith("first") and weights[each].ndim == 2)
    made = weights[name].copy()
    made[made.shape.index(16) and slice(None), 3] /= LARGE
    return outlier.load_weights({**weights, name: made})


@pytest.fixture(scope="module")
def study(net: Model) -> ahr.Study:
    return ahr.optimize(net, DATA, metric="cosine", max_drop=0.005, techniques=["static"],
                        objectives=["size"], rounds=1, progress=False)  # fmt: skip


@pytest.fixture(scope="module")
def found(net: Model) -> Sensitivity:
    return ahr.sensitivity(net, DATA, "cosine", progress=False)


def test_layer_with_outliers_is_the_most_fragile_one(found: Sensitivity) -> None:
    assert found[0].name == "first" and {"second", "third"} <= found.drops.keys()
    assert found[0].noise > 100 * found[1].noise
    assert found[0].drop > 0.01 > found[1].drop
    assert found.drops["first"] == found[0].drop and found.noise["first"] == found[0].noise


def test_sensitivity_is_a_table_in_words(found: Sensitivity) -> None:
    lines = repr(found).splitlines()
    assert "drop of cosine" in lines[0] and lines[1].split()[0] == "first"
    assert len(lines) == len(found) + 1


def test_repair_keeps_exactly_the_fragile_layer(study: ahr.Study) -> None:
    plain = study["static int8 (u8s8)"]
    assert plain.verdict == "rejected" and "cosine drops by" in plain.reason
    repairs = [each for each in study.candidates
               if each.lineage and each.lineage[-1].settings.get("keep")]  # fmt: skip
    assert {ops_of(each.lineage) for each in repairs} == {"all", "matmul"}
    for each in repairs:
        (kept,) = each.lineage[-1].settings["keep"]
        assert kept.startswith("first/") and each.drop is not None and each.drop <= 0.005
    assert study.best("size") in repairs
    assert study.best("size").size_bytes < study.baseline.size_bytes * 0.6
    assert not any("2 layers" in each.name for each in study.candidates)


def test_study_keeps_what_it_found_of_the_layers(study: ahr.Study, tmp_path: Path) -> None:
    assert study.sensitivity["first"] == max(study.sensitivity.values())
    study.save(tmp_path / "a.study")
    again = ahr.open_study(tmp_path / "a.study")
    assert again.sensitivity == study.sensitivity and again.fragile == study.fragile
    assert again.layers("all") == study.layers("all")


def test_repair_doubles_then_halves_what_is_between() -> None:
    layers = [Layer(f"layer{at}", (f"node{at}",), 0.0, 1.0 / (at + 1)) for at in range(40)]
    for enough, asked in ((1, [1]), (2, [1, 2]), (7, [1, 2, 4, 8, 6, 7]), (20, [1, 2, 4, 8, 16])):
        assert asked_for(enough, layers) == asked


def asked_for(enough: int, layers: list[Layer]) -> list[int]:
    """How many layers are kept in float, in the order of trying, where so many are enough."""
    base = candidate((FOLDED, Step("static", {"activations": "u8"})), drop=0.5)
    study: Any = FakeStudy([base], layers)
    asked = []
    for lineage in repaired(study):
        count = len(lineage[-1].settings["keep"])
        asked.append(count)
        study.candidates.append(candidate(lineage, drop=0.0 if count >= enough else 0.5))
    return asked


class FakeStudy:
    """What the repair asks a study for."""

    def __init__(self, candidates: list[Candidate], layers: list[Layer]) -> None:
        self.candidates = candidates
        self.settings = self
        self.objectives = ("latency", "size")
        self.max_drop = 0.01
        self._layers = layers

    def layers(self, ops: str) -> list[Layer]:
        if not self._layers:
            raise ModelError("N6017", "it cannot be quantised")
        return self._layers

    def pareto(self) -> list[Candidate]:
        return [each for each in self.candidates if (each.drop or 0.0) <= self.max_drop]

    def tried(self, lineage: Any) -> Candidate | None:
        return next((each for each in self.candidates if each.lineage == lineage), None)


def candidate(lineage: Any, **figures: Any) -> Candidate:
    given = {"latency_s": 1e-3, "speedup": 2.0, "size_bytes": 1000, "metric": 0.5, **figures}
    return Candidate("key", "name", lineage, **given)


@pytest.mark.parametrize(
    ("figures", "count"),
    [({}, 1), ({"speedup": 0.5}, 0), ({"drop": 0.001}, 0), ({"drop": None}, 0)],
)
def test_only_what_is_fast_and_loses_too_much_is_repaired(figures: Any, count: int) -> None:
    base = candidate((FOLDED, Step("static", {})), **{"drop": 0.5, **figures})
    study: Any = FakeStudy([base], [])
    assert len(broken(study)) == count
    assert not list(repaired(study))  # its layers cannot be measured, which is no error


def test_nothing_is_repaired_beside_what_is_as_small_and_fast() -> None:
    base = candidate((FOLDED, Step("static", {})), drop=0.5)
    good = candidate((FOLDED, Step("dynamic", {})), drop=0.0)
    study: Any = FakeStudy([base, good], [])
    assert broken(study) == []
    good.size_bytes = 2000
    assert broken(study) == [base]


def test_of_each_choice_of_ops_the_best_one_is_repaired() -> None:
    steps = [Step("static", {}), Step("static", {"calibration": "entropy"}),
             Step("static", {"ops": "matmul"}), Step("dynamic", {}),
             Step("static", {"keep": ["a"]}), Step("weights", {"bits": 4})]  # fmt: skip
    tried = [candidate((FOLDED, each), drop=0.5 - at / 100, size_bytes=1000 * 2**at)
             for at, each in enumerate(steps)]  # fmt: skip
    study: Any = FakeStudy(tried, [])
    assert broken(study) == [tried[1], tried[2], tried[3]]
    assert [ops_of(each.lineage) for each in broken(study)] == ["all", "matmul", "matmul"]


def test_of_two_that_are_as_small_and_fast_the_better_one_is_repaired() -> None:
    worse = candidate((FOLDED, Step("static", {})), drop=0.5)
    better = candidate((FOLDED, Step("static", {"ops": "matmul"})), drop=0.1)
    study: Any = FakeStudy([worse, better], [])
    assert broken(study) == [better]
    better.latency_s *= 2
    assert broken(study) == [worse, better]


def test_layers_in_float_are_a_setting() -> None:
    base = (FOLDED, Step("static", {"activations": "u8"}))
    layers = [Layer("b", ("b/x", "b/y"), 0, 0), Layer("a", ("a/x",), 0, 0)]
    made = keeping(base, layers)
    assert made[-1].settings == {"activations": "u8", "keep": ["a/x", "b/x", "b/y"]}
    assert base[-1].settings == {"activations": "u8"}


def test_noise_counts_floats_alone() -> None:
    exact = (np.array([3.0, 4.0]), np.array([1, 2]))
    assert noise([(np.array([3.0, 4.0]), np.array([7, 7]))], [exact]) == 0
    assert noise([(np.array([3.0, 4.5]), np.array([1, 2]))], [exact]) == pytest.approx(0.01)
    assert noise([(np.array([3.0, np.nan]), np.array([1, 2]))], [exact]) == 1e12


def test_names_of_nodes_lead_to_layers() -> None:
    names = {"a", "a/b", "c"}
    for node, name in (("a/MatMul_1", "a"), ("a/b/MatMul_1/Gemm_2", "a/b"), ("c/x/y/z", "c"),
                       ("d/x", "d"), ("e", "e")):  # fmt: skip
        assert original_name(names, node) == name
