"""Models in ONNX Runtime, and as the bytes of ONNX files."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ahr.running.session import onnx_session

if TYPE_CHECKING:
    from ahr.models import Model


def opened(
    model: Model, threads: int, precision: str
) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:  # fmt: skip
    """A function of inputs by name. Raises CannotWrite, and `failures`."""
    return _running(onnx_session(model.graph, model.parameters, threads=threads))


def session_of(data: bytes, *, threads: int) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    """The same for the bytes of a file. Raises `failures`."""
    import onnxruntime  # lazy: heavy

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return _running(onnxruntime.InferenceSession(data, options,
                                                 providers=["CPUExecutionProvider"]))  # fmt: skip


def _running(session: Any) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:
    outputs = [each.name for each in session.get_outputs()]

    def run(inputs: Mapping[str, Any]) -> tuple[Any, ...]:
        return tuple(session.run(outputs, inputs))

    return run


def onnx_bytes(model: Model) -> bytes:
    """The bytes of a file. Raises CannotWrite."""
    from ahr.formats import onnx_writing  # lazy: onnx

    return onnx_writing.onnx_bytes(model.graph, model.parameters)


def failures() -> tuple[type[Exception], ...]:
    """The errors of ONNX Runtime, which have no class in common, and those of ONNX's files."""
    from onnxruntime.capi import onnxruntime_pybind11_state as state  # lazy: heavy

    own = (each for each in vars(state).values()
           if isinstance(each, type) and issubclass(each, Exception))  # fmt: skip
    return (*own, importlib.import_module("google.protobuf.message").Error)
