"""Where a training run was: everything that it needs to go on as if it had not stopped.

A safetensors file: weights, the best weights, the optimiser's tensors, and as JSON in its metadata
the history and the settings. Random numbers depend on the seed and the epoch alone, so there is no
state of a generator to keep.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, final

from safetensors import SafetensorError, safe_open
from safetensors.torch import save

from ahr.formats.whole import write_whole
from ahr.training.history import History
from nbc.errors import ModelError

_KIND: Final = "noodle training checkpoint 1"


@final
@dataclass(frozen=True, slots=True)
class Checkpoint:
    """`tensors` have the prefixes `weights:`, `best:` and `optimiser:`; `optimiser` is the rest of
    its state. `settings` must be those of the run that goes on."""

    tensors: dict[str, Any]
    optimiser: dict[str, Any]
    history: History
    best: float | None
    settings: dict[str, Any]


def write(path: Path, checkpoint: Checkpoint) -> None:
    """Replaces the file whole. Raises OSError."""
    said = {
        "optimiser": checkpoint.optimiser,
        "history": checkpoint.history.to_json(),
        "best": checkpoint.best,
        "settings": checkpoint.settings,
    }
    tensors = {name: each.detach().cpu().contiguous() for name, each in checkpoint.tensors.items()}
    write_whole(path, save(tensors, {"kind": _KIND, "said": json.dumps(said)}))


def read(path: Path, settings: Mapping[str, Any]) -> Checkpoint:
    """A checkpoint of a run with the same settings. Raises ModelError N6005, N6004."""
    try:
        with safe_open(path, "pt") as file:
            metadata = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
        if metadata.get("kind") != _KIND:
            raise ValueError("it is no checkpoint")
        said = json.loads(metadata["said"])
        history = History(**said["history"])
        found = Checkpoint(tensors, said["optimiser"], history, said["best"], said["settings"])
    except (SafetensorError, ValueError, KeyError, TypeError) as error:
        raise ModelError("N6005", f"{path}: it is not a whole checkpoint: {error}",
                         hint="remove it to start anew") from None  # fmt: skip
    for name, value in settings.items():
        if found.settings.get(name) != value:
            raise ModelError(
                "N6004", f"{path} belongs to a run with {name}={found.settings.get(name)!r}, this "
                f"one has {value!r}", hint="remove it to start anew, or use the same settings",
            )  # fmt: skip
    return found
