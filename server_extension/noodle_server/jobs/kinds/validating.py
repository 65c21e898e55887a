"""Looks at an upload before anybody sees it: a model is loaded as `ahr.load` does it, all checks
included; arrays are read. Keras files are read by Keras and become a network of ours.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import ahr
from ahr import Model
from ahr.formats.archive import read_content
from ahr.formats.kinds import kind_of
from ahr.packages import naming_packages
from nbc.errors import ModelError
from noodle_server.errors import ApiError
from noodle_server.jobs.kinds.samples import read_arrays
from noodle_server.jobs.kinds.signatures import signature
from noodle_server.schemas.model_requests import ValidateRequest

_MAY_BE: Final = {
    "trm": ("trm",), "onnx": ("onnx",), "safetensors": ("safetensors",),
    "pytorch": ("pt2", "torch"), "tensorflow": ("keras", "onnx"),
}  # fmt: skip
"""What a file may be, by what was said of it."""


def run(request: ValidateRequest, teller: Any) -> tuple[Any, Mapping[str, Any]]:
    """Raises ModelError for what `ahr.load` refuses, ApiError N7032 for another format."""
    if request.purpose == "data":
        arrays = read_arrays(teller.workplace.files["data"])
        shown = {name: {"dtype": str(each.dtype), "shape": list(each.shape)}
                 for name, each in arrays.items()}  # fmt: skip
        return {"arrays": shown}, {}
    place = teller.workplace.files["model"]
    kind = kind_of(read_content(place))
    may_be = _MAY_BE[request.format]
    if kind != "pickle" and kind not in may_be:
        raise ApiError("N7032", f"the file is {kind}, not {request.format}",
                       hint=f"{request.format} is {' or '.join(may_be)}")  # fmt: skip
    network = teller.workplace.files.get("network")
    teller.progress(f"reading {kind}", 0.1)
    model = _read(place, kind, network, teller.workplace.folder)
    if network is not None or kind == "keras":
        teller.workplace.put("whole.trm", model.save)
    return {"format": kind, "signature": signature(model)}, {}


def _read(place: Path, kind: str, network: Path | None, folder: Path) -> Model:
    if kind == "keras":
        return _keras(place, folder / "half")
    return ahr.load(place) if network is None else ahr.load(place, ahr.load(network))


@naming_packages()
def _keras(place: Path, folder: Path) -> Model:
    """Keras writes ONNX of its file, which holds no code: `safe_mode` refuses what would. Raises
    ModelError N6005 where it cannot, N6013 without Keras."""
    os.environ["KERAS_BACKEND"] = "torch"
    import keras  # lazy: heavy, and not everybody has it
    import numpy as np  # lazy: as Keras

    named, onnx = folder / "given.keras", folder / "keras.onnx"
    named.hardlink_to(place)
    try:
        found = keras.saving.load_model(named, compile=False, safe_mode=True)
        found([np.zeros([each or 1 for each in spec.shape], spec.dtype) for spec in found.inputs])
        found.export(onnx, format="onnx", verbose=False)
    except (ValueError, TypeError, KeyError, OSError, RuntimeError, AttributeError) as error:
        raise ModelError(
            "N6005", f"Keras cannot read the file: {error}",
            hint="save the whole model with model.save('x.keras')",
        ) from None  # fmt: skip
    return ahr.load(onnx)
