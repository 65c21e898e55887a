"""How fragile each layer is: what is lost where it alone is quantised.

A network is calibrated once, then each layer costs one run over a few samples. Layers are those
with weights, by the names of the original network; the other ops that a quantiser touches are taken
all of a kind at once. The error of the outputs tells more than a metric does, which hardly moves
for one layer on few samples; both are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self, final

import numpy as np

from ahr.optimise.metrics import METRICS, scored
from ahr.optimise.steps.calibrating import quantisable
from ahr.optimise.steps.exchange import written
from ahr.optimise.steps.quantising import quantising, weight_products
from ahr.optimise.steps.static import in_qdq
from ahr.optimise.trying import made
from ahr.running.engines import engine
from ahr.running.onnx_engine import session_of

if TYPE_CHECKING:
    from ahr.optimise.candidate import Lineage
    from ahr.optimise.study import Study

SAMPLES: Final = 64
"""Of the held data, at least, where the metric is one of ours; a function gets all."""

_CONVOLUTIONS: Final = ("Conv", "ConvTranspose")
_NOISE_AT_MOST: Final = 1e12
"""For outputs that are not finite."""


@final
@dataclass(frozen=True, slots=True)
class Layer:
    """`drop` is how much worse the metric is where it alone is quantised, `noise` the squared error
    of the outputs over their squares. `nodes` are its own in the folded network."""

    name: str
    nodes: tuple[str, ...]
    drop: float
    noise: float

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "nodes": list(self.nodes), "drop": self.drop,
                "noise": self.noise}  # fmt: skip

    @classmethod
    def from_json(cls, made: Mapping[str, Any]) -> Self:
        return cls(str(made["name"]), tuple(map(str, made["nodes"])), float(made["drop"]),
                   float(made["noise"]))  # fmt: skip


@final
@dataclass(frozen=True, slots=True)
class Sensitivity(Sequence[Layer]):
    """Layers, the most fragile first. `metric` is the name of what `drop` is of."""

    layers: tuple[Layer, ...]
    metric: str

    @property
    def drops(self) -> dict[str, float]:
        """How much worse the metric is, by layer."""
        return {each.name: each.drop for each in self.layers}

    @property
    def noise(self) -> dict[str, float]:
        """The squared error of the outputs over their squares, by layer."""
        return {each.name: each.noise for each in self.layers}

    def __getitem__(self, index: Any) -> Any:
        return self.layers[index]

    def __len__(self) -> int:
        return len(self.layers)

    def __repr__(self) -> str:
        width = max([len(each.name) for each in self.layers], default=0)
        rows = (f"  {each.name:{width}}  {each.noise:9.2e}  {each.drop:+.4f}" for each in self)
        return "\n".join([f"<sensitivity: error of the outputs, drop of {self.metric}>", *rows])


def measured(study: Study, lineage: Lineage, ops: str = "all") -> Sensitivity:
    """Of the network that `lineage` gives, quantised statically; `ops` as the technique says.
    Raises ModelError, and KeyboardInterrupt where the study is cancelled."""
    model = made(study, lineage)
    proto = written(model)
    runs = _Runs(study)
    found = []
    parts = list(_parts(study, proto, ops))
    for index, (name, nodes) in enumerate(parts):
        study.refuse_if_cancelled()
        study.report(f"sensitivity: {name}", index / len(parts))
        with quantising(model):
            alone = in_qdq(model, proto, {"ops": ops}, study.materials, only=nodes)
        if any(each.op_type == "QuantizeLinear" for each in alone.graph.node):
            own = tuple(dict.fromkeys(each.rpartition("/")[0] for each in nodes))
            with engine("onnxruntime")[0].explaining(f"{model.name} with {name} in int8"):
                run = session_of(alone.SerializeToString(), threads=study.settings.threads)
                found.append(Layer(name, own, *runs.loss(run)))
    found.sort(key=lambda each: (-each.noise, each.name))
    return Sensitivity(tuple(found), study.settings.metric.name)


@final
class _Runs:
    """Outputs and the metric of the original on a part of the held data, to compare with."""

    def __init__(self, study: Study) -> None:
        held, metric = study.data.held, study.settings.metric
        self.metric = metric
        self.samples = held.head(SAMPLES) if METRICS.get(metric.name) is metric else held
        known = study.reference[: len(self.samples.feeds)]
        original = study.baseline_run()
        self.reference = list(known) or [original(feed) for feed in self.samples.feeds]
        self.score = self._score(self.reference)

    def _score(self, outputs: Sequence[tuple[Any, ...]]) -> float:
        return scored(self.metric, outputs, self.reference, self.samples)

    def loss(self, run: Callable[[Any], tuple[Any, ...]]) -> tuple[float, float]:
        """The drop of the metric, and the noise."""
        outputs = [run(feed) for feed in self.samples.feeds]
        drop = self.metric.drop(self.score, self._score(outputs))
        return drop, noise(outputs, self.reference)


def noise(outputs: Sequence[tuple[Any, ...]], reference: Sequence[tuple[Any, ...]]) -> float:
    """The squared error of outputs of floats, over their squares."""
    wrong = whole = 0.0
    for ours, theirs in zip(outputs, reference, strict=True):
        for a, b in zip(ours, theirs, strict=True):
            if np.asarray(b).dtype.kind == "f":
                exact = np.asarray(b, dtype=np.float64)
                wrong += float(np.square(np.asarray(a, dtype=np.float64) - exact).sum())
                whole += float(np.square(exact).sum())
    found = wrong / whole if whole else wrong
    return min(found, _NOISE_AT_MOST) if np.isfinite(found) else _NOISE_AT_MOST


def _parts(study: Study, proto: Any, ops: str) -> Iterator[tuple[str, list[str]]]:
    """What is quantised at once: its name, and names of ONNX nodes."""
    products = set(weight_products(proto))
    if ops == "all":
        products |= {each.name for each in proto.graph.node if each.op_type in _CONVOLUTIONS}
    known = set(quantisable()) if ops == "all" else set()
    names = {node.name for node in study.model.graph.nodes}
    found: dict[str, list[str]] = {}
    for node in proto.graph.node:
        if node.name in products:
            found.setdefault(original_name(names, node.name), []).append(node.name)
        elif node.op_type in known:
            found.setdefault(f"every {node.op_type}", []).append(node.name)
    yield from found.items()


def original_name(names: set[str], node: str) -> str:
    """The layer of the original that an ONNX node was made of: a tool puts its own names behind
    ours, each after a stroke. Where there is none, that of the folded network's node."""
    name = node
    while "/" in name:
        name = name.rpartition("/")[0]
        if name in names:
            return name
    return node.rpartition("/")[0] or node
