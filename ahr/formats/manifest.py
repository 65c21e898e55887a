"""The manifest of a `.trm`: JSON, read strictly."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, final

from ahr.dims import canonical
from ahr.dtypes import BY_NAME
from ahr.graph import Graph, Initial, Parameter, TensorSpec
from nbc.errors import ModelError

VERSION: Final = 1
_KINDS: Final = ("constant", "uniform", "normal")


@final
@dataclass(frozen=True, slots=True)
class Manifest:
    """`names` maps parameters and constants to the globals of the program; `sha256` the parts to
    their hashes; `metadata` holds lineage and metrics, whatever the maker wrote."""

    name: str
    inputs: Mapping[str, TensorSpec]
    parameters: Mapping[str, Parameter]
    constants: tuple[str, ...]
    names: Mapping[str, str]
    sha256: Mapping[str, str]
    metadata: dict[str, Any]


def written_manifest(
    graph: Graph, names: Mapping[str, str], constants: tuple[str, ...],
    metadata: Mapping[str, Any], parts: Mapping[str, bytes],
) -> bytes:  # fmt: skip
    """The manifest's bytes. Raises ModelError N6012 for metadata that JSON cannot say."""
    made = {
        "format": "trm",
        "version": VERSION,
        "name": graph.name,
        "inputs": {name: _spec_json(graph.specs[name]) for name in graph.inputs},
        "outputs": {name: _spec_json(graph.specs[name]) for name in graph.outputs},
        "parameters": {
            name: {**_spec_json(each.spec), "trainable": each.trainable,
                   "initial": [each.initial.kind, each.initial.value]}
            for name, each in graph.parameters.items()
        },
        "constants": list(constants),
        "names": dict(names),
        "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()},
        "metadata": dict(metadata),
    }  # fmt: skip
    try:
        return json.dumps(made, indent=1, allow_nan=False).encode()
    except (TypeError, ValueError) as error:
        raise ModelError("N6012", f"the metadata of {graph.name} cannot be written: {error}",
                         hint="metadata are JSON's values") from None  # fmt: skip


def read_manifest(text: bytes, path: Path) -> Manifest:
    """What a manifest says. Raises ModelError N6005, and N6007 for another version."""
    try:
        made = json.loads(text)
        if made["format"] != "trm" or made["version"] != VERSION:
            said = f"{made['format']} {made['version']}"
            raise ModelError("N6007", f"{path} is {said}; this version reads trm {VERSION}",
                             hint="update Noodle, or save the model again")  # fmt: skip
        return Manifest(
            str(made["name"]),
            {name: _spec(each) for name, each in made["inputs"].items()},
            {name: _parameter(each) for name, each in made["parameters"].items()},
            tuple(map(str, made["constants"])),
            {str(name): str(each) for name, each in made["names"].items()},
            {str(name): str(each) for name, each in made["sha256"].items()},
            dict(made["metadata"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise ModelError("N6005", f"{path}: its manifest is not valid: {error!r}",
                         hint="copy or download it again") from None  # fmt: skip


def _spec_json(spec: TensorSpec) -> dict[str, Any]:
    return {"dtype": spec.dtype, "dims": None if spec.dims is None else list(spec.dims)}


def _spec(made: Mapping[str, Any]) -> TensorSpec:
    if made["dtype"] not in BY_NAME:
        raise ValueError(f"no element type {made['dtype']!r}")
    dims = made["dims"]
    return TensorSpec(made["dtype"], None if dims is None else tuple(map(_dim, dims)))


def _dim(value: Any) -> int | str | None:
    if value is None or (type(value) is int and value >= 0):
        return value
    if isinstance(value, str):
        return canonical(value)
    raise ValueError(f"{value!r} is not a length")


def _parameter(made: Mapping[str, Any]) -> Parameter:
    kind, value = made["initial"]
    if kind not in _KINDS or type(made["trainable"]) is not bool:
        raise ValueError(f"{kind!r} is not how parameters start")
    return Parameter(_spec(made), Initial(kind, float(value)), made["trainable"])
