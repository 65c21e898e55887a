"""Graphs that run fast: in ONNX Runtime where it is installed and can say every op of them."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np

from ahr.graph import Graph
from ahr.ops.row import CannotWrite
from ahr.running import reference

Values = Mapping[str, Any]


def runner(graph: Graph, weights: Values) -> Callable[[Values], tuple[Any, ...]]:
    """A function from inputs by name to the outputs. Without ONNX Runtime it is the reference."""
    if importlib.util.find_spec("onnxruntime") is None or importlib.util.find_spec("onnx") is None:
        return partial(reference.run, graph, weights)
    try:
        session = onnx_session(graph, weights)
    except CannotWrite:
        return partial(reference.run, graph, weights)
    outputs = [each.name for each in session.get_outputs()]

    def run(inputs: Values) -> tuple[Any, ...]:
        return tuple(session.run(outputs, inputs))

    return run


def onnx_session(graph: Graph, weights: Values, *, threads: int = 0) -> Any:
    """An `onnxruntime.InferenceSession`. threads: 0 leaves the number to ONNX Runtime. Raises
    CannotWrite."""
    import onnxruntime  # lazy: heavy

    from ahr.formats.onnx_writing import beside  # lazy: onnx

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    model, apart = beside(graph, weights)
    values = [np.ascontiguousarray(each) for each in apart.values()]
    taken = list(map(onnxruntime.OrtValue.ortvalue_from_numpy, values))
    options.add_external_initializers(list(apart), taken)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
