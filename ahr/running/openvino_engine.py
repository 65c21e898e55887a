"""Models in OpenVINO, which reads them as ONNX."""

from __future__ import annotations

import importlib
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, final

import numpy as np

from ahr.running.onnx_engine import onnx_bytes

if TYPE_CHECKING:
    from ahr.models import Model

PRECISIONS: Final = ("f32", "bf16", "f16")
"""What its hint of precision takes on a CPU; int8 is a matter of the network (its graph is then
quantised), and runs as int8 under each of these."""


def opened(model: Model, threads: int, precision: str) -> OpenvinoRun:
    """A function of inputs by name. Raises CannotWrite, and RuntimeError for what OpenVINO does not
    take."""
    core = importlib.import_module("openvino").Core()
    settings = {"INFERENCE_PRECISION_HINT": precision, "PERFORMANCE_HINT": "LATENCY",
                "NUM_STREAMS": "1"}  # fmt: skip
    if threads:
        settings["INFERENCE_NUM_THREADS"] = str(threads)
    network = core.read_model(io.BytesIO(onnx_bytes(model)))
    return OpenvinoRun(core.compile_model(network, "CPU", settings), model, precision)


@final
class OpenvinoRun:
    """A compiled network with a request of its own."""

    def __init__(self, compiled: Any, model: Model, precision: str) -> None:
        self._request = compiled.create_infer_request()
        self._names = model.graph.inputs
        self._outputs = range(len(model.graph.outputs))
        used = compiled.get_property("INFERENCE_PRECISION_HINT").get_type_name()
        self._note = "" if used == precision else f"in {used}: this processor has no {precision}"

    def __call__(self, inputs: Mapping[str, Any]) -> tuple[Any, ...]:
        request = self._request
        given = [inputs[name] for name in self._names]
        request.infer(given, share_inputs=True, share_outputs=True)
        return tuple(np.array(request.get_output_tensor(each).data) for each in self._outputs)

    def note(self) -> str:
        """Where this processor has another precision in place of the one that was asked for."""
        return self._note
