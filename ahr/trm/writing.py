"""Models written for each target, with what runs the result."""

from __future__ import annotations

import copy
import importlib
import os
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from ahr.models import Model
from ahr.packages import naming_packages
from ahr.running import reference
from ahr.source.keras_source import keras_source
from ahr.source.noodle_source import noodle_source
from ahr.source.numpy_source import numpy_source
from ahr.source.torch_source import torch_source
from ahr.trm.transpiled import Transpiled
from nbc import Session

_NO_WEIGHTS = "the model has no weights yet: these are those of init(seed=0)"


def noodle(model: Model) -> Transpiled:
    """A model function; it makes the parameters, the weights stay with the model."""
    model, notes = _ready(model)
    written = noodle_source(model.graph)

    def load() -> Callable[..., Any]:
        session = Session({"np": np})
        session.run(written.text, source_id="source")
        read = session[written.function]
        return Model(read.graph, model.parameters)

    return Transpiled("noodle", model.name, written.text, None, model, notes, load)


def numpy(model: Model) -> Transpiled:
    model, notes = _ready(model)
    written = numpy_source(model.graph)
    known = {**model.graph.constants, **model.parameters}
    held = {name: known[name] for name in written.held}
    function = partial(_numpy_run, written.load, held)
    return Transpiled("numpy", model.name, written.text, None, model, notes, lambda: function)


def _numpy_run(load: Callable[[], Any], held: Mapping[str, Any], *arrays: Any) -> Any:
    with np.errstate(all="ignore"):
        return load()(*arrays, *([held] if held else []))


def torch(model: Model) -> Transpiled:
    model, notes = _ready(model)
    text = torch_source(model.graph).text

    @naming_packages()
    def load() -> Callable[..., Any]:
        import torch  # lazy: heavy

        from ahr.running.torch_module import torch_module  # lazy: torch

        module = torch_module(model.graph, model.parameters)

        def call(*arrays: Any) -> Any:
            with torch.no_grad():
                given = [torch.from_numpy(np.array(each)) for each in _fitted(model, arrays)]
                return _arrays(module(*given))

        return call

    return Transpiled("torch", model.name, text, None, model, notes, load)


def keras(model: Model) -> Transpiled:
    model, notes = _ready(model)
    text = keras_source(model.graph).text

    @naming_packages()
    def load() -> Callable[..., Any]:
        os.environ.setdefault("KERAS_BACKEND", "torch")
        importlib.import_module("keras")  # the source imports it
        from ahr.running.keras_model import keras_model  # lazy: heavy

        def call(*arrays: Any) -> Any:
            given = _fitted(model, arrays)
            made = keras_model(model.graph, model.parameters, given)
            return _arrays(made(*given))

        return call

    return Transpiled("keras", model.name, text, None, model, notes, load)


@naming_packages()
def onnx(model: Model) -> Transpiled:
    from ahr.formats.onnx_writing import to_onnx  # lazy: onnx

    model, notes = _ready(model)
    data = to_onnx(model.graph, model.parameters).SerializeToString()

    @naming_packages()
    def load() -> Callable[..., Any]:
        import onnxruntime  # lazy: heavy

        session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
        inputs = [each.name for each in session.get_inputs()]

        def call(*arrays: Any) -> Any:
            given = dict(zip(model.graph.inputs, _fitted(model, arrays), strict=True))
            results = session.run(None, {name: given[name] for name in inputs})
            return results[0] if len(results) == 1 else tuple(results)

        return call

    return Transpiled("onnx", model.name, None, data, model, notes, load)


@naming_packages()
def trm(model: Model) -> Transpiled:
    from ahr.formats.trm import to_bytes  # lazy: safetensors

    model, notes = _ready(model)
    data = to_bytes(model)

    def load() -> Callable[..., Any]:
        read = _read_trm(data)

        def call(*arrays: Any) -> Any:
            results = reference.run(read.graph, read.parameters, read.checked_inputs(arrays))
            return results[0] if len(results) == 1 else results

        return call

    return Transpiled("trm", model.name, None, data, model, notes, load)


def _read_trm(data: bytes) -> Model:
    """As from a file, with all its checks."""
    from ahr.formats.trm import load as read_trm  # lazy: safetensors

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.trm"
        path.write_bytes(data)
        return read_trm(path)


def _ready(model: Model) -> tuple[Model, tuple[str, ...]]:
    """The model with weights, and what to say of them."""
    if model.is_initialised:
        return model, ()
    return copy.copy(model).init(0), (_NO_WEIGHTS,)


def _fitted(model: Model, arrays: tuple[Any, ...]) -> list[Any]:
    return list(model.checked_inputs(arrays).values())


def _arrays(results: Any) -> Any:
    """torch's tensors as arrays."""
    if isinstance(results, tuple | list):
        return tuple(_arrays(each) for each in results)
    return results.detach().cpu().numpy()
