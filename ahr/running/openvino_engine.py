"""Models in OpenVINO, which reads them as ONNX."""

from __future__ import annotations

import importlib
import io
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from ahr.running.onnx_engine import onnx_bytes

if TYPE_CHECKING:
    from ahr.models import Model

PRECISIONS: Final = ("f32", "bf16", "f16")
"""What its hint of precision takes on a CPU; int8 is a matter of the network (its graph is then
quantised), and runs as int8 under each of these."""


def opened(
    model: Model, threads: int, precision: str
) -> Callable[[Mapping[str, Any]], tuple[Any, ...]]:  # fmt: skip
    """A function of inputs by name. Raises CannotWrite, and RuntimeError for what OpenVINO does not
    take."""
    core = importlib.import_module("openvino").Core()
    settings = {"INFERENCE_PRECISION_HINT": precision, "PERFORMANCE_HINT": "LATENCY",
                "NUM_STREAMS": "1"}  # fmt: skip
    if threads:
        settings["INFERENCE_NUM_THREADS"] = str(threads)
    network = core.read_model(io.BytesIO(onnx_bytes(model)))
    request = core.compile_model(network, "CPU", settings).create_infer_request()
    names, count = model.graph.inputs, len(model.graph.outputs)

    def run(inputs: Mapping[str, Any]) -> tuple[Any, ...]:
        request.infer([inputs[name] for name in names], share_inputs=True, share_outputs=True)
        return tuple(np.array(request.get_output_tensor(index).data) for index in range(count))

    return run
