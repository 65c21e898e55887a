"""Networks: loading, calling, training and checking them, beside ONNX Runtime and torch by hand.

The networks are made here, with random weights: a small CNN for digits, a CNN of 20 MB, and a
transformer of 90 MB. Both sides of a row use one thread, and the same files and numbers.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np

from ahr import TensorSpec, load, model
from ahr.models import Model
from ahr.trace import activations as act
from ahr.trace import layers as nn
from benchmarks.measure import Row, add_row, by_turns, new_table, timed
from benchmarks.options import Options
from benchmarks.tables import Table
from nbc import Session

CALLS_AT_ONCE: Final = 200
SETTLED_S: Final = 2.1
"""A file that is younger is always checked."""

SAMPLES: Final = 1797
LAYERS: Final = 100
LOAD_AIM, TRAIN_AIM, CALL_AIM_S, CHECK_AIM_S = 1.3, 1.1, 10e-6, 0.050


def own_table() -> Table:
    return new_table("networks", "Models beside ONNX Runtime and torch by hand", "rival")


def fill(table: Table, options: Options) -> None:
    for name in ["digits"] if options.tiny else NETWORKS:
        if options.wants(name):
            for row in loads(NETWORKS[name](), name, options.rounds(21)):
                add_row(table, row)
    if options.wants("call"):
        for row in calls(options.rounds(41)):
            add_row(table, row)
    if options.wants("train"):
        add_row(table, trains(options.rounds(7), 1 if options.tiny else 2))
    if options.wants("check"):
        add_row(table, checks(options.rounds(21)))


def digits() -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 1, 8, 8))})
    def digits(x: Any) -> Any:
        x = act.relu(nn.conv2d(x, 32, 3, padding=1))
        x = nn.max_pool2d(act.relu(nn.conv2d(x, 64, 3, padding=1)), 2)
        return nn.linear(act.relu(nn.linear(x.reshape(-1, 1024), 128)), 10)

    return digits.init(0)


def images() -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 3, 64, 64))})
    def images(x: Any) -> Any:
        x = act.relu(nn.batch_norm(nn.conv2d(x, 32, 3, padding=1)))
        for width in (64, 128, 256, 512):
            x = act.relu(nn.batch_norm(nn.conv2d(x, width, 3, stride=2, padding=1)))
            x = x + act.relu(nn.batch_norm(nn.conv2d(x, width, 3, padding=1)))
        return nn.linear(nn.global_avg_pool(x).reshape(-1, 512), 1000)

    return images.init(0)


def texts() -> Model:
    width, heads, length = 384, 12, 32

    @model(inputs={"x": TensorSpec("f32", ("N", length, width))})
    def texts(x: Any) -> Any:
        for _ in range(6):
            q, k, v = (nn.linear(x, width).reshape(-1, length, heads, width // heads)
                       .transpose(0, 2, 1, 3) for _ in "qkv")  # fmt: skip
            seen = act.softmax(q @ k.transpose(0, 1, 3, 2) * 0.17) @ v
            seen = seen.transpose(0, 2, 1, 3).reshape(-1, length, width)
            x = nn.layer_norm(x + nn.linear(seen, width))
            x = nn.layer_norm(x + nn.linear(act.gelu(nn.linear(x, 4 * width)), width))
        return nn.linear(x, 30_000)

    return texts.init(0)


def small() -> Model:
    """What it computes takes less than calling it."""

    @model(inputs={"x": TensorSpec("f32", ("N", 8))})
    def small(x: Any) -> Any:
        return nn.linear(act.relu(nn.linear(x, 16)), 3)

    return small.init(0)


NETWORKS: Final[dict[str, Callable[[], Model]]] = {
    "digits": digits,
    "images": images,
    "texts": texts,
}


def loads(net: Model, name: str, turns: int) -> list[Row]:
    """A .trm that was checked before, beside a bare session of the same network as ONNX: loaded,
    and loaded until there is a result."""
    with tempfile.TemporaryDirectory() as folder, own_cache(folder):
        ours, onnx = Path(folder) / "net.trm", Path(folder) / "net.onnx"
        net.save(ours)
        net.export(onnx)
        time.sleep(SETTLED_S)
        load(ours)
        size = f"{ours.stat().st_size / 1e6:.1f} MB"
        feed = sample(net)

        def result() -> Any:
            return load(ours)(feed)

        def rival_result() -> Any:
            return session(onnx).run(None, {"x": feed})

        return [
            by_turns(f"load {name} ({size})", lambda: load(ours), lambda: session(onnx),
                     turns=turns, bound=LOAD_AIM),
            by_turns(f"load {name}, first result", result, rival_result, turns=turns,
                     bound=LOAD_AIM),
        ]  # fmt: skip


def calls(turns: int) -> list[Row]:
    """`net(x)` beside `session.run` of the same session, and what is between them."""
    net = small()
    feed = sample(net)
    net(feed)
    from ahr.running.session import onnx_session  # lazy: onnxruntime

    bare = onnx_session(net.graph, net.parameters)
    names = [each.name for each in bare.get_outputs()]

    def ours() -> None:
        for _ in range(CALLS_AT_ONCE):
            net(feed)

    def theirs() -> None:
        for _ in range(CALLS_AT_ONCE):
            bare.run(names, {"x": feed})

    row = by_turns(f"call small, {CALLS_AT_ONCE} times", ours, theirs, turns=turns)
    pairs = zip(row.noodle_s, row.rival_s, strict=True)
    over = tuple(max(one - other, 0.0) / CALLS_AT_ONCE for one, other in pairs)
    between = f"{statistics.median(over) * 1e6:.1f} µs"
    return [row, Row(f"call small, over session.run: {between}", over, (), CALL_AIM_S)]


def trains(turns: int, epochs: int) -> Row:
    """`fit` beside the same network and loop written by hand; each starts from the same weights."""
    import torch  # lazy: heavy

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    random = np.random.default_rng(0)
    x = random.standard_normal((SAMPLES, 1, 8, 8)).astype(np.float32)
    y = random.integers(0, 10, SAMPLES)
    net = digits()

    def ours() -> None:
        net.init(0).fit(x, y, epochs=epochs, batch_size=64, progress=False, device="cpu")

    try:
        return by_turns(
            f"train digits, {epochs} epochs", ours, lambda: by_hand(torch, x, y, epochs),
            turns=turns, bound=TRAIN_AIM,
        )  # fmt: skip
    finally:
        torch.set_num_threads(threads)


def by_hand(torch: Any, x: Any, y: Any, epochs: int) -> Any:
    """What a person would write, with the loss and the accuracy of each epoch."""
    of = torch.nn
    net = of.Sequential(
        of.Conv2d(1, 32, 3, padding=1), of.ReLU(), of.Conv2d(32, 64, 3, padding=1), of.ReLU(),
        of.MaxPool2d(2), of.Flatten(), of.Linear(1024, 128), of.ReLU(), of.Linear(128, 10),
    )  # fmt: skip
    data, labels = torch.from_numpy(x), torch.from_numpy(y)
    loss_function, optimiser = of.CrossEntropyLoss(), torch.optim.Adam(net.parameters(), 1e-3)
    for _ in range(epochs):
        net.train()
        total, right = 0.0, 0
        order = torch.randperm(len(data))
        for start in range(0, len(data), 64):
            picked = order[start : start + 64]
            outputs = net(data[picked])
            loss = loss_function(outputs, labels[picked])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            total += loss.item() * len(picked)
            right += (outputs.argmax(1) == labels[picked]).sum().item()
    return total, right


def checks(turns: int) -> Row:
    """A cell with a network of so many layers, checked before it runs; each time a new text."""
    session_, times = Session({"np": np}), []
    for turn in range(turns + 1):
        lines = [f"    x = relu(linear(x, {64 + (turn + at) % 64}))" for at in range(LAYERS // 2)]
        text = "\n".join(["@model", f"def net{turn}(x: f32[N, 64]):", *lines, "    return x"])
        times.append(timed(lambda text=text: session_.compile(text)))  # type: ignore[misc]
    return Row(f"check a cell of {LAYERS} layers", tuple(times[1:]), (), CHECK_AIM_S)


def sample(net: Model) -> Any:
    dims = net.graph.specs["x"].dims or ()
    return np.random.default_rng(0).standard_normal((1, *dims[1:])).astype(np.float32)  # type: ignore[arg-type]


def session(path: Path) -> Any:
    import onnxruntime  # lazy: heavy

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


@contextmanager
def own_cache(folder: str) -> Iterator[None]:
    """Marks of what was checked go to this folder."""
    before = os.environ.get("NOODLE_CACHE_DIR")
    os.environ["NOODLE_CACHE_DIR"] = folder
    try:
        yield
    finally:
        del os.environ["NOODLE_CACHE_DIR"]
        if before is not None:
            os.environ["NOODLE_CACHE_DIR"] = before
