"""`.safetensors` files: weights alone, or with the network that they belong to.

What we write is the state dict of the PyTorch source that we write (where it can be written), so
that other programs see weights under the names that they want; and, in the metadata (`noodle`), the
network: the manifest of a `.trm`, its program, its constants, our names of the weights, what only
the network has, and a hash of the weights, for the format has none. What others write is weights
without a network.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from ahr.formats.archive import AGAIN, Content
from ahr.formats.manifest import read_manifest, written_manifest
from ahr.formats.tensors import Arrays, read_tensors, read_with_metadata, written_tensors
from ahr.models import Model
from ahr.ops.row import CannotWrite
from ahr.program import from_module, to_program
from ahr.program.reading import NetworkParts
from ahr.program.writing import all_constants
from ahr.source.torch_source import torch_source
from nbc import load as load_program
from nbc.errors import ModelError, NoodleError

_NETWORK: Final = "noodle"


def to_bytes(model: Model) -> bytes:
    """The bytes of the file. Raises ModelError N6004, N6012."""
    written, constants = to_program(model.graph), all_constants(model.graph)
    parts = {"program": written.program.to_bytes(), "constants": written_tensors(constants)}
    manifest = written_manifest(model.graph, written.names, tuple(constants), model.metadata, parts)
    network = {"manifest": manifest.decode()}
    network["weights"] = _digest(model.parameters)
    state, keys = _state(model)
    others = {name: array for name, array in model.parameters.items() if name not in keys}
    if others and keys:  # nothing needs them, and so the module has not got them
        parts["others"] = written_tensors(others)
    network |= {name: base64.b64encode(data).decode() for name, data in parts.items()}
    return written_tensors(state, {_NETWORK: json.dumps({**network, "keys": keys})})


def _state(model: Model) -> tuple[Arrays, dict[str, str]]:
    """The arrays of the file, and under which key each parameter is: our names, where there is no
    module that has others."""
    try:
        written = torch_source(model.graph)
    except CannotWrite:
        return dict(model.parameters), {}
    held = {**model.graph.constants, **model.parameters}
    state: Arrays = {key: held[name] for name, key in written.keys.items()}
    state |= {key: np.array(0) for key in written.counters}
    keys = {name: key for name, key in written.keys.items() if name in model.parameters}
    return state, keys


def tensors_of(content: Content) -> Arrays:
    """The weights alone, under our names where the file says them."""
    arrays, metadata = read_with_metadata(content.data, content.path)
    try:
        return _ours(json.loads(metadata[_NETWORK]), arrays, content)
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError):
        return arrays


def from_content(content: Content) -> Model | None:
    """The model of a file that says which it is; None for weights alone. Raises ModelError."""
    arrays, metadata = read_with_metadata(content.data, content.path)
    if _NETWORK not in metadata:
        return None
    try:
        network: dict[str, Any] = json.loads(metadata[_NETWORK])
        program, constants = (base64.b64decode(network[name], validate=True)
                              for name in ("program", "constants"))  # fmt: skip
        manifest = read_manifest(network["manifest"].encode(), content.path)
        module = load_program(program).module
        arrays = _ours(network, arrays, content)
        if network["weights"] != _digest(arrays):
            raise ValueError("its weights were changed")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError,
            binascii.Error) as error:  # fmt: skip
        raise _damaged(content, f"its network is not valid: {error!r}") from None
    except NoodleError as error:
        raise error if isinstance(error, ModelError) else _damaged(content, error.message) from None
    parts = NetworkParts(manifest.inputs, manifest.parameters,
                         read_tensors(constants, content.path), manifest.names)  # fmt: skip
    return Model(from_module(module, parts), arrays, metadata=manifest.metadata)


def _ours(network: dict[str, Any], arrays: Arrays, content: Content) -> Arrays:
    """The parameters under our names. Raises KeyError, ValueError."""
    keys = network.get("keys")
    if not keys:
        return arrays
    found = {name: arrays[key] for name, key in keys.items()}
    if "others" in network:
        data = base64.b64decode(network["others"], validate=True)
        found |= read_tensors(data, content.path)
    return found


def _digest(arrays: Mapping[str, Any]) -> str:
    """A hash of the numbers, in the order of their names."""
    made = hashlib.sha256()
    for name in sorted(arrays):
        made.update(np.asarray(arrays[name]).tobytes())
    return made.hexdigest()


def _damaged(content: Content, why: str) -> ModelError:
    return ModelError("N6005", f"{content.path}: {why}", hint=AGAIN)
