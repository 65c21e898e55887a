"""Noodle as a backend of ONNX: models are read, written as NBC and run on the VM tier.

For ONNX's own test-suite (`onnx.backend.test`), and for whoever else speaks that protocol.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, final

import numpy as np
import onnx
from onnx.backend.base import Backend, BackendRep

from ahr.formats.onnx_reading import read_onnx
from ahr.models import Model
from ahr.program import run_program, to_program
from ahr.program.writing import all_constants


@final
class NoodleRep(BackendRep):
    """A model that was prepared: a function on the VM."""

    def __init__(self, model: Model) -> None:
        self.model = model
        graph = model.graph
        self._function = run_program(
            to_program(graph), {**model.parameters, **all_constants(graph)}
        )

    def run(self, inputs: Sequence[Any], **keywords: Any) -> tuple[Any, ...]:
        """The outputs, in the order of the file's."""
        fed = self.model.checked_inputs(tuple(inputs))
        results = self._function(*fed.values())
        return tuple(each if isinstance(each, list) else np.asarray(each) for each in results)


@final
class NoodleBackend(Backend):
    """Raises ModelError for what cannot be read."""

    @classmethod
    def prepare(cls, model: onnx.ModelProto, device: str = "CPU", **keywords: Any) -> NoodleRep:
        return NoodleRep(read_onnx(model))

    @classmethod
    def supports_device(cls, device: str) -> bool:
        return device.partition(":")[0] == "CPU"
