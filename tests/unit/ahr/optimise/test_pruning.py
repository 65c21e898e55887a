"""Pruning: networks of every shape without some channels still compute the same everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import torch
from sklearn.datasets import load_digits

import ahr
from ahr import TensorSpec, model
from ahr.bench.cpu import features
from ahr.models import Model
from ahr.optimise import search
from ahr.optimise.candidate import Lineage
from ahr.optimise.data import checked_data
from ahr.optimise.learning import pruned
from ahr.optimise.steps import pruning
from ahr.optimise.steps.channels import Channels, Group
from ahr.optimise.steps.layers import with_layers
from ahr.optimise.steps.row import Materials, Technique
from ahr.optimise.steps.table import TECHNIQUES, step
from ahr.running.reference import run as run_reference
from ahr.trace import activations as act
from ahr.trace import layers as nn
from ahr.trace.shaping import concatenate
from nbc.errors import ModelError

IMAGES, LABELS = load_digits(return_X_y=True)
X = (IMAGES / 16).astype(np.float32).reshape(-1, 1, 8, 8)
DATA = (X[:400], LABELS[:400], X[400:600], LABELS[400:600])
RANDOM = np.random.default_rng(0)


def spec(*dims: int) -> dict[str, TensorSpec]:
    return {"x": TensorSpec("f32", ("N", *dims))}


@model(inputs=spec(1, 8, 8))
def residual(x: Any) -> Any:
    x = act.relu(nn.batch_norm(nn.conv2d(x, 16, 3, padding=1)))
    x = nn.max_pool2d(x + act.relu(nn.batch_norm(nn.conv2d(x, 16, 3, padding=1))), 2)
    return nn.linear(act.relu(nn.linear(x.reshape(-1, 256), 32)), 10)


@model(inputs=spec(1, 8, 8))
def grouped(x: Any) -> Any:
    x = act.relu(nn.conv2d(x, 16, 3, padding=1))
    x = act.relu(nn.conv2d(act.relu(nn.conv2d(x, 16, 3, padding=1, groups=16)), 24, 1))
    x = act.relu(nn.conv2d(act.relu(nn.conv2d(x, 24, 3, padding=1, groups=4)), 12, 1))
    x = concatenate([x, act.relu(nn.conv2d(x, 8, 3, padding=1))], axis=1)
    x = act.relu(nn.group_norm(nn.conv2d(x, 16, 3, padding=1), 4))
    return nn.linear(nn.global_avg_pool(x).reshape(-1, 16), 10)


@model(inputs=spec(12, 24))
def attentive(x: Any) -> Any:
    x = nn.linear(x, 24)
    for _ in range(2):
        q, k, v = (nn.linear(x, 24).reshape(-1, 12, 4, 6).transpose(0, 2, 1, 3) for _ in "qkv")
        seen = act.softmax(q @ k.transpose(0, 1, 3, 2) * 0.4) @ v
        seen = seen.transpose(0, 2, 1, 3).reshape(-1, 12, 24)
        x = nn.layer_norm(x + nn.linear(seen, 24))
        x = nn.layer_norm(x + nn.linear(act.gelu(nn.linear(x, 96)), 24))
    return nn.linear(x[:, 0], 5)


@model(inputs=spec(20))
def decoder(x: Any) -> Any:
    x = act.relu(nn.linear(x, 128)).reshape(-1, 8, 4, 4)
    return nn.conv2d(act.relu(nn.conv_transpose2d(x, 6, 2, stride=2)), 1, 3, padding=1)


@model(inputs=spec(1, 8, 8))
def channels_last(x: Any) -> Any:
    x = act.relu(nn.conv2d(x, 16, 3, padding=1)).transpose(0, 2, 3, 1)
    return nn.linear(act.relu(nn.linear(x.reshape(-1, 1024), 32)), 10)


NETWORKS = [residual, grouped, attentive, decoder, channels_last]


def feed(net: Model, count: int = 3) -> dict[str, Any]:
    dims = net.graph.specs["x"].dims or ()
    return {"x": RANDOM.standard_normal((count, *dims[1:])).astype(np.float32)}  # type: ignore[arg-type]


def size(net: Model) -> int:
    return sum(each.size for each in net.parameters.values())


def materials(net: Model, data: Any = DATA, **more: Any) -> Materials:
    made = Materials(checked_data(net, data, seed=0), features(), 0, lambda: False,
                     lambda text, part: None)  # fmt: skip
    return replace(made, **more)


@pytest.mark.parametrize("net", [residual, grouped, attentive], ids=lambda net: net.name)
def test_networks_from_files_are_pruned_too(net: Model, tmp_path: Path) -> None:
    """Files have products with weights that stand either way, where we have linear layers."""
    net.init(0).export(tmp_path / "net.onnx")
    read = ahr.load(tmp_path / "net.onnx")
    made = with_layers(read)
    x = feed(net)["x"]
    assert np.allclose(made(x), net(x), atol=1e-5)
    sizes = [sorted(len(each.sets) for each in Channels(one, {name: x}).groups)
             for one, name in ((net, "x"), (made, made.graph.inputs[0]))]  # fmt: skip
    if net is grouped:  # ONNX says a group norm in several nodes, which no channel can leave
        sizes[0].remove(4)
    assert sizes[0] == sizes[1]


@pytest.mark.parametrize("net", NETWORKS, ids=lambda net: net.name)
def test_half_of_every_group_goes_and_all_engines_agree(net: Model) -> None:
    net.init(0)
    channels = Channels(net, feed(net))
    made = channels.without([(each, range(len(each.sets) // 2)) for each in channels.groups])
    assert size(made) < size(net) * 0.55
    assert [each.name for each in made.graph.nodes] == [each.name for each in net.graph.nodes]
    assert made.parameters.keys() == net.parameters.keys()
    assert made.graph.specs[made.graph.outputs[0]] == net.graph.specs[net.graph.outputs[0]]
    given = feed(net)
    expected = run_reference(made.graph, made.parameters, given)[0]
    assert np.allclose(made(given["x"]), expected, atol=1e-5)
    with torch.no_grad():
        by_torch = made.to_torch()(torch.from_numpy(given["x"])).numpy()
    assert np.allclose(by_torch, expected, atol=1e-5)


def test_channels_that_do_nothing_go_first_and_nothing_changes() -> None:
    net = Model(residual.graph).init(1)
    dead = [1, 4, 5, 9, 12, 14]
    weights = {name: value.copy() for name, value in net.parameters.items()}
    for layer in ("conv2d", "conv2d_2"):
        norm = layer.replace("conv2d", "batch_norm")
        for name in (f"{layer}.weight", f"{layer}.bias", f"{norm}.weight", f"{norm}.bias"):
            weights[name][dead] = 0
        weights[f"{norm}.running_mean"][:] = RANDOM.standard_normal(16)
    weights["conv2d_2.weight"][:, dead] = 0
    columns = [channel * 16 + place for channel in dead for place in range(16)]
    weights["linear.weight"][:, columns] = 0
    net.load_weights(weights)
    channels = Channels(net, feed(net))
    wide = [each for each in channels.groups if len(each.sets) == 16]
    made = channels.without(pruning.chosen(wide, 6 / 16))
    assert made.parameters["conv2d.weight"].shape == (10, 1, 3, 3)
    assert made.parameters["linear.weight"].shape == (32, 160)
    assert np.allclose(made(X[:9]), net(X[:9]), atol=1e-5)


def test_heads_of_attention_go_as_wholes() -> None:
    attentive.init(0)
    channels = Channels(attentive, feed(attentive))
    heads = [each for each in channels.groups if len(each.sets) == 4]
    assert len(heads) == 2 and all(len(each.sets[0]) == 6 for each in heads)
    made = channels.without([(each, [1, 3]) for each in heads])
    shapes = {node.name: made.graph.specs[node.outputs[0]].dims for node in made.graph.nodes}
    assert shapes["reshape"] == ("N", 12, 2, 6)


def test_layer_whose_channels_are_scattered_stays() -> None:
    channels_last.init(0)
    found = Channels(channels_last, feed(channels_last))
    assert len(found.groups) == 1
    assert any("mean more than" in each for each in found.reasons)


def test_group_with_the_least_scores_goes_but_never_whole() -> None:
    def group(*scores: float) -> Group:
        return Group(None, None, [[each] for each in range(len(scores))], scores)

    low, high = group(0.1, 0.1, 0.1, 0.1), group(1.0, 0.9, 1.1, 2.0)
    assert [gone for _, gone in pruning.chosen([low, high], 0.5)] == [[0, 1, 2], [1]]
    assert [gone for _, gone in pruning.chosen([low, high], 0.25)] == [[0, 1]]
    assert [len(gone) for _, gone in pruning.chosen([low, high], 0.99)] == [3, 3]


def test_convolutions_keep_multiples_that_are_fast() -> None:
    def group(count: int, at_once: int = 1, *, is_convolution: bool = True) -> Group:
        sets = [range(each, each + at_once) for each in range(0, count, at_once)]
        scores = tuple(1.0 + number / count for number in range(len(sets)))
        return Group(None, None, sets, scores, is_convolution)

    def kept(ratio: float, *groups: Group) -> list[int]:
        gone = pruning.chosen(groups, ratio, 16)
        assert all(each == list(range(len(each))) for _, each in gone)  # the least scores
        return [(len(group.sets) - len(each)) * len(group.sets[0]) for group, each in gone]

    assert kept(0.3, group(64)) == [48] and kept(0.45, group(64)) == [32]
    assert kept(0.9, group(64)) == [16] and kept(0.1, group(64)) == []
    assert kept(0.4, group(16)) == [8] and kept(0.6, group(10)) == [4]
    assert kept(0.3, group(64, is_convolution=False)) == [45]
    assert kept(0.4, group(64, 4)) == [32] and kept(0.5, group(60, 5)) == [30]


@pytest.fixture(scope="module")
def trained() -> Model:
    made = Model(residual.graph).init(0)
    made.fit(DATA[0], DATA[1], epochs=5, lr=5e-3, progress=False)
    return made


def accuracy(net: Model) -> float:
    return float((net(DATA[2]).argmax(axis=1) == DATA[3]).mean())


def test_pruned_network_learns_again_and_seeds_decide(trained: Model) -> None:
    settings = {"ratio": 0.5, "epochs": 4}
    before = {name: value.copy() for name, value in trained.parameters.items()}
    made, again = (pruning.make(trained, settings, materials(trained)) for _ in range(2))
    other = pruning.make(trained, settings, materials(trained, seed=1))
    assert size(made) < size(trained) / 1.8
    assert accuracy(made) > accuracy(trained) - 0.05
    assert np.array_equal(made(DATA[2]), again(DATA[2]))
    assert not np.array_equal(made(DATA[2]), other(DATA[2]))
    assert all(np.array_equal(trained.parameters[name], before[name]) for name in before)
    norm = "batch_norm.running_mean"
    assert made.graph.parameters["batch_norm.weight"].trainable
    assert made.parameters[norm].shape == made.parameters["batch_norm.weight"].shape


def test_turns_prune_as_much_as_one(trained: Model) -> None:
    data = materials(trained, training={"epochs": 1})
    one, three = (pruning.make(trained, {"ratio": 0.6, "iterative_steps": turns}, data)
                  for turns in (1, 3))  # fmt: skip
    widths = [sum(value.shape[0] for name, value in each.parameters.items()
                  if name in ("conv2d.weight", "linear.weight")) for each in (one, three)]  # fmt: skip
    assert abs(widths[0] - widths[1]) <= 3


@pytest.mark.parametrize(
    ("net", "more", "data", "said"),
    [
        (residual, {"ratio": 0.5}, (X[:50], None, X[:50], LABELS[:50]), "no targets"),
        (residual, {"ratio": 1.5}, DATA, "between 0 and 1"),
        (residual, {}, DATA, "between 0 and 1"),
    ],
)
def test_what_cannot_be_pruned_is_refused(net: Model, more: Any, data: Any, said: str) -> None:
    assert said in TECHNIQUES["prune"].refuses(net.init(0), more, materials(net, data))


def test_networks_that_cannot_learn_are_refused() -> None:
    @model(inputs={"x": TensorSpec("f32", (4, 64))})
    def fixed(x: Any) -> Any:
        return nn.linear(act.relu(nn.linear(x, 8)), 10)

    @model(inputs=spec(64))
    def bare(x: Any) -> Any:
        return act.relu(x)

    flat = X.reshape(-1, 64)
    refuses = TECHNIQUES["prune"].refuses
    for net, said in ((fixed, "batch of any size"), (bare, "no convolution and no linear")):
        net.init(0)
        data = (flat[:48], LABELS[:48], flat[:16], LABELS[:16])
        assert said in refuses(net, {"ratio": 0.5}, materials(net, data))
    quantised = TECHNIQUES["static"].make(residual.init(0), {}, materials(residual))
    assert "quantised already" in refuses(quantised, {"ratio": 0.5}, materials(residual))


def test_network_with_nothing_to_give_says_why() -> None:
    @model(inputs=spec(64))
    def single(x: Any) -> Any:
        return nn.linear(x, 10)

    single.init(0)
    flat = X.reshape(-1, 64)
    data = (flat[:64], LABELS[:64], flat[:64], LABELS[:64])
    with pytest.raises(ModelError) as raised:
        pruning.make(single, {"ratio": 0.5}, materials(single, data))
    assert raised.value.code == "N6017" and "output linear would be" in raised.value.message


def test_unknown_training_setting_is_refused(trained: Model) -> None:
    with pytest.raises(ModelError) as raised:
        pruning.make(trained, {"ratio": 0.5}, materials(trained, training={"speed": 3}))
    assert raised.value.code == "N6017" and "speed" in raised.value.message


def test_cancelled_in_the_middle_of_an_epoch(trained: Model) -> None:
    seen: list[float] = []
    data = materials(trained, stop=lambda: len(seen) >= 5, report=lambda _, part: seen.append(part))
    with pytest.raises(KeyboardInterrupt):
        pruning.make(trained, {"ratio": 0.5, "epochs": 10}, data)
    assert len(seen) == 5 and 0 < seen[-1] < 0.1


def only(monkeypatch: pytest.MonkeyPatch, *stages: Callable[..., Any]) -> None:
    monkeypatch.setattr(search, "stages", lambda study: stages)


def run(net: Model, data: Any = DATA, **settings: Any) -> ahr.Study:
    return ahr.optimize(net, data, **{"max_drop": 0.05, "objectives": ["size"], "rounds": 1,
                                      "progress": False, **settings})  # fmt: skip


def test_cancelled_study_keeps_what_it_had(trained: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    def stage(study: ahr.Study) -> Any:
        yield (step("fold"),)
        study.watch(lambda: study.cancel() if "training" in study.now[0] else None)
        yield (step("prune", ratio=0.5), step("fold"))

    only(monkeypatch, stage)
    study = run(trained)
    assert study.state == "cancelled" and len(study) == 2 and study.now[1] < 0.1


def test_ratio_rises_until_the_metric_is_lost(
    trained: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, pruned)
    study = run(trained, max_drop=0.03, training={"epochs": 3})
    tried = [each for each in study.candidates if each.lineage]
    good = [each for each in tried if (each.drop or 0) <= 0.03]
    assert good and len(tried) > 2
    assert study.best("size").lineage[0].kind == "prune"
    assert study.best("size").parameters < study.baseline.parameters / 2


def test_networks_that_take_long_learn_for_fewer_epochs() -> None:
    @model(inputs=spec(64))
    def wide(x: Any) -> Any:
        for _ in range(3):
            x = act.relu(nn.linear(x, 4096))
        return nn.linear(x, 10)

    class Found:
        model = wide

        def __init__(self, count: int) -> None:
            self.data = checked_data(wide, (np.zeros((count, 64), np.float32), None) * 2, seed=0)

        def tried(self, lineage: Lineage) -> None:
            return None

    for count, epochs in ((100, None), (6000, 4), (100_000, 1)):
        (first,) = pruned(cast("ahr.Study", Found(count)))
        assert first[0].settings.get("epochs") == epochs


def test_data_without_targets_are_rejected_once(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, pruned)
    net = Model(residual.graph).init(0)
    study = run(net, (X[:64], None, X[:64], None), metric="agreement")
    assert [each.code for each in study.candidates] == ["", "N6017"]
    assert "no targets" in study.candidates[1].reason


@pytest.mark.parametrize(
    "allocate", [lambda: np.ones(1 << 57), lambda: torch.ones(1 << 55)], ids=["numpy", "torch"]
)
def test_candidate_that_is_out_of_memory_leaves_the_study_going(
    trained: Model, monkeypatch: pytest.MonkeyPatch, allocate: Callable[[], Any]
) -> None:
    def greedy(*_: Any) -> Model:
        allocate()
        return trained

    def stage(_: ahr.Study) -> Any:
        lineages: tuple[Lineage, ...] = ((step("greedy"),), (step("fold"), step("static")))
        yield from lineages

    monkeypatch.setitem(TECHNIQUES, "greedy", Technique("greedy", lambda _: "greedy", greedy))
    only(monkeypatch, stage)
    study = run(trained)
    rejected = study["greedy"]
    assert study.state == "done" and rejected.code == "N6017"
    assert rejected.reason.startswith("it ran out of memory: ")
    assert study.best("size").lineage[-1].kind == "static"
