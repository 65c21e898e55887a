"""The steps of ONNX Runtime and the time that each takes, by its own profiler."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, final

from ahr.bench.fused import Group, Step, groups
from ahr.running.engines import onnx_bytes

if TYPE_CHECKING:
    from ahr.models import Model

_SUFFIX: Final = "_kernel_time"
_WARM_UP: Final = 3
_MICRO: Final = 1e-6


@final
@dataclass(frozen=True, slots=True)
class Steps:
    """`times_s` by the names of steps, and the nodes of the file that each of them does."""

    times_s: Mapping[str, float]
    groups: Mapping[str, Group]
    run_s: float


def profiled(model: Model, inputs: Mapping[str, Any], *, rounds: int, threads: int) -> Steps:
    """Medians over rounds. Its clock counts microseconds. Raises CannotWrite and what ONNX Runtime
    raises."""
    import onnx  # lazy: heavy
    import onnxruntime  # lazy: heavy

    data = onnx_bytes(model)
    with TemporaryDirectory() as folder:
        optimised = Path(folder) / "optimised.onnx"
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        options.enable_profiling = True
        options.profile_file_prefix = str(Path(folder) / "profile")
        options.optimized_model_filepath = str(optimised)
        session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        for _ in range(rounds + _WARM_UP):
            session.run(None, dict(inputs))
        events = json.loads(Path(session.end_profiling()).read_text())
        steps = _steps(onnx.load(str(optimised), load_external_data=False))
    runs = [each["dur"] * _MICRO for each in events if each.get("name") == "model_run"]
    times_s = _times(events, {step.name for step in steps})
    found = groups(_steps(onnx.load_from_string(data)), steps)
    return Steps(times_s, found, statistics.median(runs[_WARM_UP:]))


def _times(events: list[dict[str, Any]], names: set[str]) -> dict[str, float]:
    """Of the steps of the graph itself: what a branch does inside is in the time of the branch."""
    found: dict[str, list[float]] = {}
    for event in events:
        name = event.get("name", "").removesuffix(_SUFFIX)
        if event.get("cat") == "Node" and event["name"].endswith(_SUFFIX) and name in names:
            found.setdefault(name, []).append(event["dur"] * _MICRO)
    return {name: statistics.median(times[_WARM_UP:] or times) for name, times in found.items()}


def _steps(model: Any) -> list[Step]:
    return [Step(node.name, node.op_type, tuple(node.input), tuple(node.output))
            for node in model.graph.node]  # fmt: skip
