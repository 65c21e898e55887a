"""`profile`: the time of a network, node by node.

ONNX Runtime profiles itself, and its steps are led back to the nodes that they stand for
(`onnx_steps`, `fused`); the reference is timed op by op.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, final

from ahr.bench.cases import model_of
from ahr.bench.cpu import features
from ahr.bench.inputs import Inputs, batch_sizes, check_count, inputs_of, lengths_of, shapes_of
from ahr.bench.onnx_steps import profiled
from ahr.bench.profiles import Profile, ProfileRow
from ahr.costs import NodeCost, for_lengths, node_costs
from ahr.graph import Graph
from ahr.models import Model
from ahr.running import nbc_engine, reference
from ahr.running.engines import engine
from ahr.running.timing import interleaved
from nbc.errors import ModelError

ENGINES: Final = ("onnxruntime", "reference")
"""Those that can tell the time of a node."""


@final
@dataclass(slots=True)
class _Times:
    """Seconds by node, and which nodes are done inside which."""

    run_s: float
    seconds: dict[str, float] = field(default_factory=dict)
    part_of: dict[str, str] = field(default_factory=dict)


def profile(
    model: Model | str | os.PathLike[str], data: Any = None, *, engine: str = "onnxruntime",
    batch_size: int = 1, rounds: int = 30, threads: int = 1,
) -> Profile:  # fmt: skip
    """Where the time of a model goes: a row for each node of its graph.

    data: as for `ahr.benchmark`; random without. engine: "onnxruntime", or "reference" (NumPy, op
    by op). Times are medians over `rounds`. Raises ModelError: N6010 for data that do not fit and
    other engines, N6012 for a model that the engine cannot run, N6013 where a package is missing.
    """
    if engine not in ENGINES:
        raise ModelError("N6010", f"the engine {engine!r} does not tell the time of a node",
                         hint=f"there are {', '.join(ENGINES)}")  # fmt: skip
    check_count("rounds", rounds, 0)
    check_count("threads", threads, 0)
    net = model_of(model)
    inputs = inputs_of(net, data, batch_sizes(net.graph, (batch_size,))[0])
    with nbc_engine.limited(threads):
        times, latency_s = _timed(net, inputs, engine, max(rounds, 1), threads)
    return Profile(
        net.name, _rows(net.graph, inputs, times), engine, shapes_of(net.graph, inputs),
        times.run_s, latency_s, max(rounds, 1), threads, features(),
    )  # fmt: skip


def _timed(
    net: Model, inputs: Inputs, name: str, rounds: int, threads: int
) -> tuple[_Times, float]:  # fmt: skip
    """Profiled, and as it runs otherwise."""
    row, _ = engine(name)
    run = row.open(net, threads=threads)
    with row.explaining(net.name):
        run(inputs)
        if name == "reference":
            times = _by_reference(net, inputs, rounds)
        else:
            times = _by_onnx_runtime(net, inputs, rounds, threads)
        found = interleaved({name: lambda: run(inputs)}, rounds=rounds, seconds=10.0)
    return times, found[name].median_s


def _by_onnx_runtime(net: Model, inputs: Inputs, rounds: int, threads: int) -> _Times:
    """The writer names ONNX's nodes after the graph's, with their own name behind a slash."""
    steps = profiled(net, inputs, rounds=rounds, threads=threads)
    known = {node.name for node in net.graph.nodes}
    times = _Times(steps.run_s)
    whole: set[str] = set()
    for name, time_s in steps.times_s.items():
        group = steps.groups.get(name)
        main = group.main.rpartition("/")[0] if group is not None else ""
        if group is None or main not in known:
            continue
        times.seconds[main] = times.seconds.get(main, 0.0) + time_s
        whole.add(main)
        for member in group.members:
            times.part_of.setdefault(member.rpartition("/")[0], main)
    for name in whole:
        times.part_of.pop(name, None)
    return times


def _by_reference(net: Model, inputs: Inputs, rounds: int) -> _Times:
    """Each node's own time, from run to run."""
    graph = net.graph
    found: dict[str, list[float]] = {node.name: [] for node in graph.nodes}
    runs: list[float] = []
    for _ in range(rounds):
        values: dict[str, Any] = {**graph.constants, **net.parameters, **inputs}
        begin_s = time.perf_counter()
        for node in graph.nodes:
            start_s = time.perf_counter()
            values.update(zip(node.outputs, reference.results_of(node, values), strict=True))
            found[node.name].append(time.perf_counter() - start_s)
        runs.append(time.perf_counter() - begin_s)
    medians = {name: statistics.median(times) for name, times in found.items()}
    return _Times(statistics.median(runs), medians)


def _rows(graph: Graph, inputs: Inputs, times: _Times) -> tuple[ProfileRow, ...]:
    lengths = lengths_of(graph, inputs)
    total_s = sum(times.seconds.values()) or 1.0
    included: dict[str, list[str]] = {}
    for name, main in times.part_of.items():
        included.setdefault(main, []).append(name)
    return tuple(_row(cost, lengths, times, total_s, included) for cost in node_costs(graph))


def _row(
    cost: NodeCost, lengths: Mapping[str, int], times: _Times, total_s: float,
    included: Mapping[str, list[str]],
) -> ProfileRow:  # fmt: skip
    node, time_s = cost.node, times.seconds.get(cost.node.name, 0.0)
    made = for_lengths(cost.activation_bytes, lengths)
    return ProfileRow(
        node.name, node.op, node.path, time_s, time_s / total_s, for_lengths(cost.macs, lengths),
        None if made is None else made + cost.parameter_bytes, cost.parameters,
        times.part_of.get(node.name, ""), tuple(included.get(node.name, ())),
    )  # fmt: skip
