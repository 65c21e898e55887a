"""Runs before the first request: a model warmed up, and samples that must not depend on others.

The inputs are the golden ones (`ahr.formats.golden`). A model that does not run on any of them
(strings, lengths that depend on each other) is served as it is: its first requests are its trial.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np

from ahr.formats.golden import golden_inputs
from ahr.graph import Graph
from ahr.infer.backend import Backend
from ahr.infer.batching import Executor
from ahr.infer.request import Request

DEPENDS_ABOVE: Final = 0.5
"""How far outputs may differ, relative to their size, when other samples stand beside theirs. Far
above what dynamic quantisation does, which scales by all samples; below what depending means."""

_LENGTHS: Final = (2, 8, 32, 64, 128, 256, 512)
_SAMPLES: Final = 3
_TIMES: Final = 3
"""Of the times the least counts: what else runs only adds to them."""

Values = tuple[Any, ...]


class Pace(NamedTuple):
    """What was seen while warming up, in seconds: how long one sample takes alone, and how much
    less each takes in a full batch."""

    alone_s: float
    saved_s: float


UNKNOWN: Final = Pace(math.inf, math.inf)


def warm(backend: Backend, graph: Graph, rows: int) -> Pace:
    """Runs one sample, and as many as a batch may have, some times. UNKNOWN where none runs."""
    alone = next((each for each in _tried(graph, 1) if _run(backend, graph, each)), None)
    full = next((each for each in _tried(graph, rows) if _run(backend, graph, each)), None)
    if alone is None or full is None:
        return UNKNOWN
    fastest_s = [math.inf, math.inf]
    for _ in range(_TIMES):
        for at, values in enumerate((alone, full)):
            start_s = time.perf_counter()
            backend.run(values)
            fastest_s[at] = min(fastest_s[at], time.perf_counter() - start_s)
    return Pace(fastest_s[0], fastest_s[0] - fastest_s[1] / rows)


def depending_output(backend: Backend, graph: Graph) -> str | None:
    """The first output in which a sample changes with those beside it; None where none is seen.
    For graphs whose inputs begin with their samples."""
    for values in _tried(graph, _SAMPLES):
        whole = _run(backend, graph, values)
        single = [_run(backend, graph, tuple(each[at : at + 1] for each in values))
                  for at in range(_SAMPLES)]  # fmt: skip
        alone = [each for each in single if each is not None]
        if whole is not None and len(alone) == len(single):
            parts = zip(*alone, strict=True)
            found = zip(graph.outputs, whole, parts, strict=True)
            return next((name for name, both, apart in found if _depends(both, apart)), None)
    return None


def _tried(graph: Graph, rows: int) -> Iterator[Values]:
    """Inputs with so many samples, of growing other lengths."""
    if any(graph.specs[name].dtype == "list" for name in graph.inputs):
        return
    seen: set[Any] = set()
    for length in _LENGTHS:
        values = tuple(golden_inputs(graph, length=length, first=rows).values())
        shapes = tuple(each.shape for each in values)
        if shapes not in seen:
            seen.add(shapes)
            yield values


def _run(backend: Backend, graph: Graph, values: Values) -> Sequence[Any] | None:
    """The outputs; None where it fails."""
    request = Request(values, 1, 0)
    Executor(graph.name, backend, graph.outputs)([request])
    return None if request.outputs is None else list(request.outputs.values())


def _depends(whole: Any, alone: Sequence[Any]) -> bool:
    apart = np.concatenate(alone)
    if whole.shape != apart.shape:
        return True
    if whole.dtype.kind not in "fc":
        return bool(whole.size and np.mean(whole != apart) > DEPENDS_ABOVE)
    difference = whole - apart
    kept = np.isfinite(difference)
    scale = np.linalg.norm(whole[kept]) + np.linalg.norm(apart[kept])
    return bool(np.linalg.norm(difference[kept]) > DEPENDS_ABOVE * scale / 2)
