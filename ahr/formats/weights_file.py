"""`.safetensors` files: weights alone, or with the network that they belong to.

What we write has the network in its metadata (`noodle`): the manifest of a `.trm`, its program, its
constants, and a hash of the weights, for the format has none. Other programs see the weights alone.
What others write is weights without a network.
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
from ahr.program import from_module, to_program
from ahr.program.reading import NetworkParts
from ahr.program.writing import all_constants
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
    network |= {name: base64.b64encode(data).decode() for name, data in parts.items()}
    return written_tensors(model.parameters, {_NETWORK: json.dumps(network)})


def tensors_of(content: Content) -> Arrays:
    """The weights alone."""
    return read_tensors(content.data, content.path)


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


def _digest(arrays: Mapping[str, Any]) -> str:
    """A hash of the numbers, in the order of their names."""
    made = hashlib.sha256()
    for name in sorted(arrays):
        made.update(np.asarray(arrays[name]).tobytes())
    return made.hexdigest()


def _damaged(content: Content, why: str) -> ModelError:
    return ModelError("N6005", f"{content.path}: {why}", hint=AGAIN)
