"""`load`: a model from a file of any format that is known, whatever its name is.

Nothing of a file is executed. Formats with a network in them give a model; formats with weights
alone (safetensors of others, state dicts) fill a model that is given.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Final

from ahr.formats import trm, weights_file
from ahr.formats.archive import Content, read_content
from ahr.formats.fitting import fitted
from ahr.formats.kinds import kind_of, spoken
from ahr.formats.tensors import Arrays
from ahr.models import Model
from ahr.packages import naming_packages
from nbc.errors import ModelError


@naming_packages()
def load(
    path: str | os.PathLike[str], model: Model | None = None, *, check_golden: bool = True
) -> Model:
    """The model in a `.trm`, `.onnx`, `.pt2` or `.safetensors` file; or `model`, with the weights
    of a `.safetensors` file or a torch state dict (`.pt`, `.pth`), which are matched by name, else
    by shape.

    Raises ModelError: N6004 for weights that do not fit, N6005 for a file that is damaged or
    cannot be read, N6006 for one that holds what is not allowed (a pickle, a bomb), N6007 for what
    is not supported, N6008 for a `.trm` that does not compute what it promises, N6009 for weights
    that are not finite, N6013 where a package is missing.
    """
    content = read_content(path)
    kind = kind_of(content)
    if kind not in _MODELS and kind not in _WEIGHTS:
        raise _refused(content, kind)
    if model is not None:
        return model.load_weights(_weights_for(model, content, kind, check_golden))
    made = _MODELS[kind](content, check_golden) if kind in _MODELS else None
    if made is None:
        raise ModelError("N6004", f"{content.path} has weights alone, and no network",
                         hint="call ahr.load(path, model) with their model")  # fmt: skip
    return made


def _weights_for(model: Model, content: Content, kind: str, check_golden: bool) -> Arrays:
    """The weights in a file of any kind, as the model has them. A state dict has the order in which
    its layers were made; that of other files means nothing."""
    if kind in _WEIGHTS:
        return fitted(model, _WEIGHTS[kind](content), content.path, ordered=kind == "torch")
    other = _MODELS[kind](content, check_golden)
    arrays = {} if other is None else other.parameters
    return fitted(model, arrays, content.path, ordered=False)


def _trm(content: Content, check_golden: bool) -> Model | None:
    return trm.from_content(content, check_golden=check_golden)


def _onnx(content: Content, check_golden: bool) -> Model | None:
    from ahr.formats.onnx_reading import read_onnx  # lazy: onnx

    return read_onnx(content.path)


def _safetensors(content: Content, check_golden: bool) -> Model | None:
    return weights_file.from_content(content)


def _pt2(content: Content, check_golden: bool) -> Model | None:
    from ahr.formats.pt2_reading import from_content  # lazy: a long table of operators

    return from_content(content)


def _state_dict(content: Content) -> Arrays:
    from ahr.formats.state_dicts import read_state_dict  # lazy: torch

    return read_state_dict(content)


def _refused(content: Content, kind: str) -> ModelError:
    if kind == "pickle":
        return ModelError("N6006", f"{content.path} is a pickle, which can do anything when read",
                          hint="save the weights as safetensors")  # fmt: skip
    return ModelError("N6007", f"{content.path} is {spoken(kind)}, which is not read",
                      hint="export it as ONNX or with torch.export")  # fmt: skip


_MODELS: Final[dict[str, Callable[[Content, bool], Model | None]]] = {
    "trm": _trm, "onnx": _onnx, "safetensors": _safetensors, "pt2": _pt2,
}  # fmt: skip
_WEIGHTS: Final[dict[str, Callable[[Content], Arrays]]] = {
    "safetensors": weights_file.tensors_of, "torch": _state_dict,
}  # fmt: skip
