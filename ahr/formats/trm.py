"""TRM (Typed Runtime Module): a model in one file that says what it is and proves what it computes.

A zip with four parts, stored and not compressed: manifest.json (names, shapes, where it came from,
the sha256 of the others), program.nbc (the network, verified when read), weights.safetensors and
golden.safetensors (inputs and the outputs that they must give). The zip's comment has the sha256
of the manifest. Nothing in it is executed before it is verified, nothing is ever unpickled. What
was checked once is not checked again while the file stays as it is (`checked`).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import numpy as np

from ahr.dtypes import noodle_name
from ahr.formats import checked
from ahr.formats.archive import AGAIN, Archive, Content, opened, read_content, zipped
from ahr.formats.golden import agrees, golden_run
from ahr.formats.manifest import Manifest, read_manifest, written_manifest
from ahr.formats.tensors import read_tensors, written_tensors
from ahr.formats.whole import write_whole
from ahr.graph import Graph, TensorSpec
from ahr.models import Model
from ahr.prepared import Prepared
from ahr.program import from_module, to_program
from ahr.program.reading import NetworkParts
from ahr.program.writing import all_constants
from ahr.running import reference
from nbc import load as load_program
from nbc.bytecode import decode
from nbc.errors import ModelError, NoodleError

PARTS: Final = ("program.nbc", "weights.safetensors", "golden.safetensors")
MANIFEST: Final = "manifest.json"


def save(model: Model, path: str | os.PathLike[str]) -> None:
    """Writes a `.trm`; the file is there whole or not at all. Raises ModelError N6004 where the
    model has no parameters yet, N6012 for metadata that are not JSON's values, OSError."""
    write_whole(Path(path), to_bytes(model))


def to_bytes(model: Model) -> bytes:
    """The file's content: the same for the same model."""
    graph, weights = model.graph, model.parameters
    written = to_program(graph)
    constants = all_constants(graph)
    golden, outputs = golden_run(graph, weights)
    parts = {
        "program.nbc": written.program.to_bytes(),
        "weights.safetensors": written_tensors({**weights, **constants}),
        "golden.safetensors": written_tensors(
            {f"input:{name}": value for name, value in golden.items()}
            | {f"output:{index}": np.asarray(value) for index, value in enumerate(outputs)}
        ),
    }
    manifest = written_manifest(graph, written.names, tuple(constants), model.metadata, parts)
    return _zipped(manifest, parts)


def load(path: str | os.PathLike[str], *, check_golden: bool = True) -> Model:
    """Reads a `.trm`. Raises ModelError: N6005 where it is damaged, N6006 where it holds what no
    model file may, N6007 where a newer version made it, N6008 where it does not compute what it
    promises."""
    return from_content(read_content(path), check_golden=check_golden)


def from_content(content: Content, *, check_golden: bool = True) -> Model:
    """The model of a `.trm` that was read."""
    place, archive = content.path, _archive(content)
    digest = hashlib.sha256(archive.parts[MANIFEST]).digest()
    if digest.hex().encode() != archive.comment:
        raise _damaged(place, "its manifest was changed")
    manifest = read_manifest(bytes(archive.parts[MANIFEST]), place)
    kept = checked.kept(place, content.status, digest)
    if kept is None:
        _check_hashes(archive, manifest, place)
    held = read_tensors(archive.parts["weights.safetensors"], place)
    if held.keys() != {*manifest.parameters, *manifest.constants}:
        raise _damaged(place, "its weights are not those of its manifest")
    constants = {name: held.pop(name) for name in manifest.constants}
    parts = NetworkParts(manifest.inputs, manifest.parameters, constants, manifest.names)
    read = partial(_graph, archive.parts["program.nbc"], parts, place, verified=kept is not None)
    keep = partial(checked.remember, place, content.status, digest)
    if kept is not None:
        known = Prepared(manifest.name, tuple(manifest.inputs), manifest.inputs,
                         manifest.parameters, constants, read, kept, keep)  # fmt: skip
        return Model(known, held, metadata=manifest.metadata)
    graph = read()
    if graph.name != manifest.name:
        raise _damaged(place, "its program has another name than its manifest")
    model = Model(graph, held, metadata=manifest.metadata)
    if check_golden:
        _check_golden(model, read_tensors(archive.parts["golden.safetensors"], place), place)
        keep()
    return model


def _zipped(manifest: bytes, parts: Mapping[str, bytes]) -> bytes:
    return zipped({MANIFEST: manifest, **parts}, hashlib.sha256(manifest).hexdigest().encode())


def _archive(content: Content) -> Archive:
    """Exactly the four parts."""
    archive = opened(content, check_sums=False)
    if archive.parts.keys() != {MANIFEST, *PARTS}:
        raise _damaged(content.path, "it does not hold the parts of a model")
    return archive


def _check_hashes(archive: Archive, manifest: Manifest, path: Path) -> None:
    for name in PARTS:
        if hashlib.sha256(archive.parts[name]).hexdigest() != manifest.sha256.get(name):
            raise _damaged(path, f"{name} was changed")


def _graph(data: memoryview, parts: NetworkParts, path: Path, *, verified: bool) -> Graph:
    """The network; `verified`: its program was, before."""
    try:
        module = decode(bytes(data)) if verified else load_program(bytes(data)).module
    except NoodleError as error:
        raise _damaged(path, f"its program is not valid: {error.message}") from None
    return from_module(module, parts)


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


def _damaged(path: Path, why: str) -> ModelError:
    return ModelError("N6005", f"{path}: {why}", hint=AGAIN)


def describe(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The manifest of a file, as JSON's values, without loading the model."""
    made: dict[str, Any] = json.loads(bytes(_archive(read_content(path)).parts[MANIFEST]))
    return made
