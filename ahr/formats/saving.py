"""Models to files: the suffix says the format, and a file is there whole or not at all.

A `.safetensors` file is the state dict of the PyTorch source, and has in its metadata the network
that the weights belong to, so that it can be read without the model too. Source is text that runs
by itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ahr.formats.whole import write_whole
from ahr.ops.row import CannotWrite
from nbc.errors import ModelError

if TYPE_CHECKING:
    from ahr.models import Model

TARGETS: Final = ("torch", "keras")
"""What source can be written for."""


def save(model: Model, path: str | os.PathLike[str]) -> None:
    """Writes a `.trm`."""
    if Path(path).suffix != ".trm":
        raise ModelError("N6012", f"{path}: what is saved is a .trm",
                         hint=f'call export("{Path(path).name}") for other formats')  # fmt: skip
    _write_trm(model, Path(path))


def export(model: Model, path: str | os.PathLike[str], target: str | None = None) -> None:
    """Writes the file that the suffix says. Raises ModelError N6012, N6004, N6005."""
    place = Path(path)
    if target is not None and place.suffix != ".py":
        raise ModelError("N6012", f"{place}: target= says what source is for, which is a .py")
    if place.suffix == ".py":
        _write(place, source(model, target or "torch").encode())
    elif place.suffix in _WRITERS:
        _WRITERS[place.suffix](model, place)
    else:
        raise ModelError("N6012", f"{place}: there is no format {place.suffix!r}",
                         hint=f"end the name with .py, {', '.join(_WRITERS)}")  # fmt: skip


def source(model: Model, target: str) -> str:
    """A model as source text for torch or Keras. Raises ModelError N6012."""
    from ahr.source.keras_source import keras_source  # lazy: only for those who export
    from ahr.source.torch_source import torch_source  # lazy: only for those who export

    if target not in TARGETS:
        raise ModelError("N6012", f"there is no source for {target!r}",
                         hint=f"target is one of {', '.join(TARGETS)}")  # fmt: skip
    try:
        made = torch_source(model.graph) if target == "torch" else keras_source(model.graph)
    except CannotWrite as error:
        raise _cannot(model, f"as {target} source", error) from None
    return made.text


def _write_trm(model: Model, path: Path) -> None:
    from ahr.formats import trm  # lazy: it imports models

    _write(path, trm.to_bytes(model))


def _write_onnx(model: Model, path: Path) -> None:
    from ahr.formats.onnx_writing import onnx_bytes  # lazy: onnx

    try:
        _write(path, onnx_bytes(model.graph, model.parameters, model.metadata))
    except CannotWrite as error:
        raise _cannot(model, "as ONNX", error) from None


def _write_safetensors(model: Model, path: Path) -> None:
    from ahr.formats import weights_file  # lazy: it imports models

    _write(path, weights_file.to_bytes(model))


def _write(path: Path, data: bytes) -> None:
    """Raises ModelError N6005 where the place cannot be written to."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise ModelError("N6005", f"{path} cannot be written: {error.strerror or error}") from None


def _cannot(model: Model, how: str, error: CannotWrite) -> ModelError:
    return ModelError("N6012", f"{model.name} cannot be written {how}: {error}",
                      hint="a .trm holds every model")  # fmt: skip


_WRITERS: Final[dict[str, Callable[[Model, Path], None]]] = {
    ".trm": _write_trm,
    ".onnx": _write_onnx,
    ".safetensors": _write_safetensors,
}
