"""Graphs that run fast: in ONNX Runtime where it is installed and can say every op of them."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

import numpy as np

from ahr.graph import Graph
from ahr.ops.row import CannotWrite
from ahr.running import reference

Values = Mapping[str, Any]
_APART_FROM: Final = 1024
"""Bytes of an array that stands beside the model: smaller ones tell the optimiser something."""

_APART: Final = ("float32", "float64", "float16", "int8", "uint8", "int32", "int64")


def runner(
    graph: Graph, weights: Values, keep: Callable[[bytes], None] | None = None
) -> Callable[[Values], tuple[Any, ...]]:  # fmt: skip
    """A function from inputs by name to the outputs. Without ONNX Runtime it is the reference.
    `keep` is given what `written_runner` takes later."""
    if importlib.util.find_spec("onnxruntime") is None or importlib.util.find_spec("onnx") is None:
        return partial(reference.run, graph, weights)
    from ahr.formats.onnx_writing import beside  # lazy: onnx

    try:
        model, held = beside(graph, weights)
    except CannotWrite:
        return partial(reference.run, graph, weights)
    if keep is not None:
        keep(model)
    return _running(_session(model, held))


def written_runner(model: bytes, held: Values) -> Callable[[Values], tuple[Any, ...]] | None:
    """The same, of what was kept, and all constants and weights; None without ONNX Runtime."""
    if importlib.util.find_spec("onnxruntime") is None:
        return None
    return _running(_session(model, apart({name: np.asarray(held[name]) for name in held})))


def apart(held: Mapping[str, np.ndarray[Any, Any]]) -> dict[str, np.ndarray[Any, Any]]:
    """The arrays that stand beside the model, not in its bytes."""
    return {name: array for name, array in held.items()
            if array.nbytes >= _APART_FROM and array.dtype.name in _APART}  # fmt: skip


def _running(session: Any) -> Callable[[Values], tuple[Any, ...]]:
    outputs = [each.name for each in session.get_outputs()]

    def run(inputs: Values) -> tuple[Any, ...]:
        return tuple(session.run(outputs, inputs))

    return run


def onnx_session(
    graph: Graph, weights: Values, *, threads: int = 0, serving: bool = False
) -> Any:  # fmt: skip
    """An `onnxruntime.InferenceSession`. threads: 0 leaves the number to ONNX Runtime. serving:
    its threads sleep between runs, and runs that fail print nothing. Raises CannotWrite."""
    from ahr.formats.onnx_writing import beside  # lazy: onnx

    return _session(*beside(graph, weights), threads=threads, serving=serving)


def _session(model: bytes, held: Values, *, threads: int = 0, serving: bool = False) -> Any:
    import onnxruntime  # lazy: heavy

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 4 if serving else 3
    if serving:
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    values = [np.ascontiguousarray(each) for each in held.values()]
    taken = list(map(onnxruntime.OrtValue.ortvalue_from_numpy, values))
    options.add_external_initializers(list(held), taken)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
