"""Weights of others for a model of ours: matched by name, else by shape, never by guess.

By name: our names, or those of the PyTorch source that we write, with or without what wrappers put
before them. By shape: where every shape is there once; or in order, where that of the file means
something and the shapes follow each other as the model's do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from ahr.dtypes import noodle_name, numpy_dtype
from ahr.formats.tensors import Arrays
from ahr.graph import TensorSpec
from ahr.models import Model
from ahr.ops.row import CannotWrite
from nbc.errors import ModelError

_WRAPPERS: Final = re.compile(r"^(module\.|_orig_mod\.|model\.)+")
_COUNTS: Final = "num_batches_tracked"
"""torch counts batches beside running statistics; nothing is computed with it."""

_SHOWN: Final = 6


def fitted(model: Model, given: Mapping[str, Any], path: Path, *, ordered: bool) -> Arrays:
    """Arrays for all parameters. `ordered`: they stand as the layers do. Raises
    ModelError N6004, which says what does not fit."""
    held = {name: np.asarray(each) for name, each in given.items() if not name.endswith(_COUNTS)}
    for names in _namings(model, held):
        if names.keys() == model.graph.parameters.keys():
            return _checked(model, {ours: held[theirs] for ours, theirs in names.items()}, path)
    by_shape = _by_shape(model, held, ordered)
    if by_shape is None:
        raise _misfit(model, held, path)
    return _checked(model, by_shape, path)


def _namings(model: Model, held: Arrays) -> Iterable[dict[str, str]]:
    """Our names and theirs, one way after the other."""
    short = {_WRAPPERS.sub("", name): name for name in held}
    yield {name: name for name in held}
    yield short
    try:
        from ahr.source.torch_source import torch_source  # lazy: only where names differ

        keys = torch_source(model.graph).keys
    except CannotWrite:
        return
    ours = {key: name for name, key in keys.items() if name in model.graph.parameters}
    yield {ours[name]: theirs for name, theirs in short.items() if name in ours}


def _by_shape(model: Model, held: Arrays, ordered: bool) -> Arrays | None:
    wanted = {name: each.spec.dims for name, each in model.graph.parameters.items()}
    shapes = [array.shape for array in held.values()]
    if ordered and shapes == list(wanted.values()):
        return dict(zip(wanted, held.values(), strict=True))
    if sorted(map(str, shapes)) != sorted(map(str, wanted.values())):
        return None
    if len(set(shapes)) != len(shapes):
        return None
    place = {array.shape: array for array in held.values()}
    return {name: place[dims] for name, dims in wanted.items() if dims in place}


def _checked(model: Model, arrays: Arrays, path: Path) -> Arrays:
    """With the model's element types. Raises ModelError N6004 for other shapes."""
    found: Arrays = {}
    wrong: list[str] = []
    for name, parameter in model.graph.parameters.items():
        array, spec = arrays[name], parameter.spec
        dtype = numpy_dtype(spec.dtype)
        floats = noodle_name(array.dtype) in ("f16", "bf16", "f32", "f64") and dtype.kind != "i"
        if array.shape != spec.dims or (array.dtype != dtype and not floats):
            wrong.append(f"{name} is {spec}, in the file {_spec(array)}")
        found[name] = array.astype(dtype, copy=False)
    if wrong:
        raise ModelError("N6004", f"{path} does not fit {model.name}: {_listed(wrong)}")
    return found


def _misfit(model: Model, held: Arrays, path: Path) -> ModelError:
    wanted = model.graph.parameters
    missing = [f"{name}: {each.spec}" for name, each in wanted.items() if name not in held]
    others = [f"{name}: {_spec(each)}" for name, each in held.items() if name not in wanted]
    return ModelError(
        "N6004", f"{path} does not fit {model.name}, neither by names nor by shapes: the model "
        f"needs {len(wanted)} tensors, the file has {len(held)}",
        notes=[f"only in the model: {_listed(missing)}", f"only in the file: {_listed(others)}"],
        hint="rename the layers (name=...) or the tensors",
    )  # fmt: skip


def _listed(texts: list[str]) -> str:
    more = f" and {len(texts) - _SHOWN} more" if len(texts) > _SHOWN else ""
    return ", ".join(texts[:_SHOWN]) + more or "nothing"


def _spec(array: np.ndarray[Any, Any]) -> TensorSpec:
    return TensorSpec(noodle_name(array.dtype), array.shape)
