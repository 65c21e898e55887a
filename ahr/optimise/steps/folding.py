"""Graph optimisation: constants folded, batch norms folded into convolutions, what is dead removed.

ONNX Runtime does it, at the level that stays within ONNX's own operators.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from ahr.models import Model
from ahr.optimise.steps.exchange import read_back, written
from ahr.optimise.steps.row import Materials, Settings, Technique
from nbc.errors import ModelError


def fold(model: Model, settings: Settings, materials: Materials) -> Model:
    """The same network with fewer nodes. Raises ModelError N6017."""
    import onnxruntime  # lazy: heavy

    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.log_severity_level = 3
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "folded.onnx"
        options.optimized_model_filepath = str(place)
        data = written(model).SerializeToString()
        try:
            onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        except RuntimeError as error:
            raise ModelError("N6017", f"{model.name} cannot be optimised by ONNX Runtime: "
                             f"{error}") from None  # fmt: skip
        return read_back(place.read_bytes(), model)


ROWS: Final = (Technique("fold", lambda _: "graph optimisation", fold),)
