"""TRM (Typed Runtime Module): a model in one file that says what it is and proves what it computes.

A zip with four parts, stored and not compressed: manifest.json (names, shapes, where it came from,
the sha256 of the others), program.nbc (the network, verified when read), weights.safetensors and
golden.safetensors (inputs and the outputs that they must give). The zip's comment has the sha256
of the manifest. Nothing in it is executed before it is verified, nothing is ever unpickled.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from ahr.dims import evaluate, names
from ahr.dtypes import noodle_name, numpy_dtype
from ahr.formats import checked
from ahr.formats.manifest import Manifest, read_manifest, written_manifest
from ahr.formats.tensors import read_tensors, written_tensors
from ahr.formats.whole import write_whole
from ahr.graph import Graph, TensorSpec
from ahr.models import Model
from ahr.program import from_module, to_program
from ahr.program.reading import NetworkParts
from ahr.program.writing import all_constants
from ahr.running import reference
from nbc import load as load_program
from nbc.errors import ModelError, NoodleError

PARTS: Final = ("program.nbc", "weights.safetensors", "golden.safetensors")
MANIFEST: Final = "manifest.json"
_LONGEST_SYMBOL: Final = 2
"""What a symbolic length is in the golden inputs."""

_TOLERANCE: Final = 1e-4
_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The same model gives the same bytes."""


def save(model: Model, path: str | os.PathLike[str]) -> None:
    """Writes a `.trm`; the file is there whole or not at all. Raises ModelError N6004 where the
    model has no parameters yet."""
    graph, weights = model.graph, model.parameters
    written = to_program(graph)
    constants = all_constants(graph)
    golden = golden_inputs(graph)
    outputs = reference.run(graph, weights, golden)
    parts = {
        "program.nbc": written.program.to_bytes(),
        "weights.safetensors": written_tensors({**weights, **constants}),
        "golden.safetensors": written_tensors(
            {f"input:{name}": value for name, value in golden.items()}
            | {f"output:{index}": np.asarray(value) for index, value in enumerate(outputs)}
        ),
    }
    manifest = written_manifest(graph, written.names, tuple(constants), model.metadata, parts)
    write_whole(Path(path), _zipped(manifest, parts))


def load(path: str | os.PathLike[str], *, check_golden: bool = True) -> Model:
    """Reads a `.trm`. Raises ModelError: N6005 where it is damaged, N6006 where it holds what no
    model file may, N6007 where a newer version made it, N6008 where it does not compute what it
    promises. What was checked once is not hashed again while the file stays as it is."""
    place = Path(path)
    known = checked.is_known(place)
    manifest, parts = _read(place, hashed=not known)
    try:
        module = load_program(parts["program.nbc"]).module
    except NoodleError as error:
        raise _damaged(place, f"its program is not valid: {error.message}") from None
    held = read_tensors(parts["weights.safetensors"], place)
    if held.keys() != {*manifest.parameters, *manifest.constants}:
        raise _damaged(place, "its weights are not those of its manifest")
    constants = {name: held.pop(name) for name in manifest.constants}
    graph = from_module(module, NetworkParts(manifest.inputs, manifest.parameters, constants,
                                             manifest.names))  # fmt: skip
    model = Model(graph, held, metadata=manifest.metadata)
    if check_golden and not known:
        _check_golden(model, read_tensors(parts["golden.safetensors"], place), place)
        checked.remember(place)
    return model


def golden_inputs(graph: Graph, seed: int = 0) -> dict[str, np.ndarray[Any, Any]]:
    """Inputs that fit a graph, the same for the same graph; symbolic lengths are short."""
    random = np.random.default_rng(seed)
    made: dict[str, np.ndarray[Any, Any]] = {}
    for name in graph.inputs:
        spec = graph.specs[name]
        shape = tuple(_length(each) for each in spec.dims or ())
        dtype = numpy_dtype(spec.dtype)
        if dtype.kind == "f":
            made[name] = random.standard_normal(shape).astype(dtype)
        else:
            made[name] = random.integers(0, 2, shape).astype(dtype)
    return made


def _length(dim: Any) -> int:
    found = evaluate(dim, dict.fromkeys(names(dim), _LONGEST_SYMBOL))
    return _LONGEST_SYMBOL if found is None else found


def _zipped(manifest: bytes, parts: Mapping[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_STORED) as archive:
        for name, data in {MANIFEST: manifest, **parts}.items():
            archive.writestr(zipfile.ZipInfo(name, _DATE), data)
        archive.comment = hashlib.sha256(manifest).hexdigest().encode()
    return memory.getvalue()


def _read(path: Path, *, hashed: bool) -> tuple[Manifest, dict[str, bytes]]:
    """The manifest and the parts, which are what the manifest says."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _check_entries(entries, path)
            data = {entry.filename: archive.read(entry) for entry in entries}
            comment = archive.comment
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise _damaged(path, f"it is not a whole zip file ({error})") from None
    except OSError as error:
        raise ModelError("N6005", f"{path}: {error.strerror or error}") from None
    text = data.pop(MANIFEST)
    if hashlib.sha256(text).hexdigest().encode() != comment:
        raise _damaged(path, "its manifest was changed")
    manifest = read_manifest(text, path)
    for name, part in data.items():
        if hashed and hashlib.sha256(part).hexdigest() != manifest.sha256.get(name):
            raise _damaged(path, f"{name} was changed")
    return manifest, data


def _check_entries(entries: list[zipfile.ZipInfo], path: Path) -> None:
    """Exactly the four parts, none compressed: then no part is larger than the file."""
    if sorted(each.filename for each in entries) != sorted((MANIFEST, *PARTS)):
        raise _damaged(path, "it does not hold the parts of a model")
    if any(each.compress_type != zipfile.ZIP_STORED or each.file_size != each.compress_size
           for each in entries):  # fmt: skip
        raise ModelError("N6006", f"{path}: a part is compressed, which a model file's never are",
                         hint="do not trust this file")  # fmt: skip


def _check_golden(model: Model, golden: Mapping[str, Any], path: Path) -> None:
    graph = model.graph
    fed = {name: golden.get(f"input:{name}") for name in graph.inputs}
    if any(value is None for value in fed.values()):
        raise _damaged(path, "its golden inputs are not those of its program")
    results = reference.run(graph, model.parameters, model.checked_inputs(tuple(fed.values())))
    for index, (name, result) in enumerate(zip(graph.outputs, results, strict=True)):
        wanted = golden.get(f"output:{index}")
        if wanted is None or not agrees(np.asarray(result), wanted):
            got = TensorSpec(noodle_name(np.asarray(result).dtype), np.shape(result))
            raise ModelError(
                "N6008", f"{path}: output {name} ({got}) is not what the file says that it must "
                "be for its golden input", hint="it was made for another version, or was changed",
            )  # fmt: skip


def agrees(result: np.ndarray[Any, Any], wanted: np.ndarray[Any, Any]) -> bool:
    """Whether an output is the golden one, up to rounding on another machine."""
    if result.shape != wanted.shape or result.dtype != wanted.dtype:
        return False
    if result.dtype.kind not in "fc":
        return bool(np.array_equal(result, wanted))
    finite = wanted[np.isfinite(wanted)]
    scale = float(np.abs(finite).max()) if finite.size else 0.0
    tolerance = _TOLERANCE * max(scale, 1e-6) * (100 if result.dtype.itemsize < 4 else 1)
    return bool(np.allclose(result, wanted, rtol=_TOLERANCE, atol=tolerance, equal_nan=True))


def _damaged(path: Path, why: str) -> ModelError:
    return ModelError("N6005", f"{path}: {why}", hint="copy or download it again")


def describe(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The manifest of a file, as JSON's values, without loading the model."""
    with zipfile.ZipFile(path) as archive:
        made: dict[str, Any] = json.loads(archive.read(MANIFEST))
    return made
