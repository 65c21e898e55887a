"""Two networks beside each other, layer by layer: what each takes, and how far their values differ.

A layer of the first is found in the second by the value that it makes (`matching.py`). What else
the second has (conversions, scales) counts to the first of such layers that needs it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, final

import numpy as np

from ahr.bench.profiling import profile
from ahr.costs import for_lengths, node_costs, size_bytes
from ahr.graph import Graph, Node
from ahr.models import Model
from ahr.optimise.candidate import Candidate
from ahr.packages import naming_packages
from ahr.running.session import runner
from ahr.widgets.layer_table import html, text
from ahr.widgets.matching import owners_of, same_values, used_by
from nbc.errors import ModelError

Array = np.ndarray[Any, Any]
Json = dict[str, Any]

_SAMPLES: Final = 8
"""All values of all layers are kept at once: of so many samples."""

_ROUNDS: Final = 15
_FLOATS: Final = ("f16", "bf16", "f32", "f64")


@final
@dataclass(frozen=True, slots=True)
class Layer:
    """`bytes` are those of its weights, `times_s` one run's, in the first network and the second;
    None where it is not told. `snr_db` is the signal over the noise of what it makes: infinite
    where nothing differs, None where the second has no such value."""

    name: str
    op: str
    parameters: int
    bytes: tuple[int, int | None]
    times_s: tuple[float | None, float | None]
    snr_db: float | None
    note: str = ""

    def to_json(self) -> Json:
        is_same = self.snr_db == math.inf
        snr = None if self.snr_db is None or not math.isfinite(self.snr_db) else self.snr_db
        return {"name": self.name, "op": self.op, "parameters": self.parameters,
                "bytes": list(self.bytes), "time": list(self.times_s), "snr": snr,
                "is_same": is_same, "note": self.note}  # fmt: skip


@final
@dataclass(frozen=True, slots=True)
class Comparison:
    """`names` of the two; a row for each layer of the first."""

    names: tuple[str, str]
    layers: tuple[Layer, ...]

    def __len__(self) -> int:
        return len(self.layers)

    def __getitem__(self, name: str) -> Layer:
        """By the name of the node. Raises KeyError."""
        for each in self.layers:
            if each.name == name:
                return each
        raise KeyError(name)

    def to_json(self) -> Json:
        return {"names": list(self.names), "layers": [each.to_json() for each in self.layers]}

    def __repr__(self) -> str:
        return text(self.to_json())

    def _repr_html_(self) -> str:
        return html(self.to_json())


@final
@dataclass(frozen=True, slots=True)
class _Both:
    """Two networks, their values by name, and what is known of their nodes."""

    a: Model
    b: Model
    same: Mapping[str, str]
    ours: Mapping[str, Array]
    theirs: Mapping[str, Array]
    owners: Mapping[str, list[Node]]
    times_a: Mapping[str, float] | None = None
    times_b: Mapping[str, float] | None = None


@naming_packages()
def compare(
    first: Model | Candidate, second: Model | Candidate, feed: Any, *, times: bool = True
) -> Comparison:
    """Runs both on the same samples. feed: arrays by the names of the inputs, or the array of the
    only input. times: measures each layer too, where ONNX Runtime is installed. Raises ModelError
    N6010 for networks with other inputs and for data that do not fit."""
    (a, b), names = (_model(first), _model(second)), (_name(first), _name(second))
    if a.graph.inputs != b.graph.inputs:
        raise ModelError("N6010", f"{names[0]} takes {', '.join(a.graph.inputs)}, {names[1]} "
                         f"{', '.join(b.graph.inputs)}")  # fmt: skip
    fed = _feed(a, feed)
    layers = [node for node in a.graph.nodes if node.outputs and _is_layer(a.graph, node)]
    same = same_values(a.graph, b.graph, layers)
    ours, theirs = _values(a, same, fed), _values(b, same.values(), fed)
    owners = owners_of(b.graph, same)
    both = _Both(
        a, b, same, ours, theirs, owners, *((_times(a, fed), _times(b, fed)) if times else ())
    )
    return Comparison(names, tuple(_layer(both, node) for node in layers))


def signal_to_noise_db(signal: Array, other: Array) -> float | None:
    """How loud the signal is over what `other` differs by; None for shapes that differ."""
    if signal.shape != other.shape:
        return None
    wanted, got = signal.astype(np.float64), other.astype(np.float64)
    noise, power = float(np.square(wanted - got).sum()), float(np.square(wanted).sum())
    if noise == 0:
        return math.inf
    if not math.isfinite(noise) or power == 0:
        return -math.inf
    return 10 * math.log10(power / noise)


def _model(given: Model | Candidate) -> Model:
    if isinstance(given, Candidate):
        return given.model
    if not isinstance(given, Model):
        raise ModelError("N6010", f"compare() wants models, got {type(given).__name__}")
    return given


def _name(given: Model | Candidate) -> str:
    return given.name


def _feed(model: Model, given: Any) -> dict[str, Array]:
    """A few samples by the names of the inputs."""
    names = model.graph.inputs
    if not isinstance(given, Mapping):
        given = dict(zip(names, given if isinstance(given, tuple) else (given,), strict=False))
    for name in names:
        if name not in given:
            raise ModelError("N6010", f"the data lack the input {name}",
                             hint="pass a dict of arrays by input")  # fmt: skip
    fed = model.checked_inputs(tuple(given[name] for name in names))
    specs = [model.graph.specs[name] for name in names]
    if all(spec.dims and isinstance(spec.dims[0], str) for spec in specs):
        return {name: array[:_SAMPLES] for name, array in fed.items()}
    return fed


def _is_layer(graph: Graph, node: Node) -> bool:
    """Whether it makes numbers that depend on the data and can be compared."""
    spec = graph.specs[node.outputs[0]]
    return spec.dtype in _FLOATS and bool(used_by(node) - graph.constants.keys())


def _values(model: Model, names: Iterable[str], feed: Mapping[str, Array]) -> dict[str, Array]:
    """Values inside a network, by name."""
    wanted = tuple(dict.fromkeys(names))
    if not wanted:
        return {}
    seen = replace(model.graph, outputs=wanted)
    return dict(zip(wanted, runner(seen, model.parameters)(feed), strict=True))


def _layer(both: _Both, node: Node) -> Layer:
    value = node.outputs[0]
    nodes = both.owners.get(value)
    snr = None
    if nodes is not None:
        snr = signal_to_noise_db(both.ours[value], both.theirs[both.same[value]])
    (cost,) = node_costs(replace(both.a.graph, nodes=(node,)))
    return Layer(
        node.name, node.op, cost.parameters,
        (_weights(both.a.graph, [node]), None if nodes is None else _weights(both.b.graph, nodes)),
        (_time(both.times_a, [node]), _time(both.times_b, nodes)), snr,
        "" if nodes is not None else _where(both, value),
    )  # fmt: skip


def _where(both: _Both, value: str) -> str:
    """The layer that a layer without a value of its own became part of."""
    users, seen = both.a.graph.users(), {value}
    waiting = [value]
    for each in waiting:
        for node in users.get(each, ()):
            if any(output in both.owners for output in node.outputs):
                return f"part of {node.name}"
            waiting += [output for output in node.outputs if output and output not in seen]
            seen.update(node.outputs)
    return "not there"


def _time(found: Mapping[str, float] | None, nodes: list[Node] | None) -> float | None:
    if found is None or nodes is None:
        return None
    return sum(found.get(each.name, 0.0) for each in nodes)


def _weights(graph: Graph, nodes: Iterable[Node]) -> int:
    """The bytes of what nodes have with them: parameters, and constants where those are numbers."""
    held = {name for node in nodes for name in used_by(node)
            if name in graph.parameters or name in graph.constants}  # fmt: skip
    return sum(for_lengths(size_bytes(graph.specs[name])) or 0 for name in held)


def _times(model: Model, feed: Mapping[str, Array]) -> Mapping[str, float] | None:
    """Seconds by node; None where they cannot be told."""
    try:
        return profile(model, feed, rounds=_ROUNDS).times()
    except ModelError:
        return None
