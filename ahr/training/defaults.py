"""What training starts from where nothing is said: the model's own settings, then the usual ones.

A model has settings of its own where its source says them (Neural-DSL): `metadata["training"]`.
Files are read from anywhere, so only values of the right kind are taken from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_USUAL: Final = {"epochs": 10, "batch_size": 32, "optimizer": "adam", "lr": 1e-3,
                 "weight_decay": 0.0}  # fmt: skip
_OPTIONAL: Final = {"loss": str, "validation": float}


def with_defaults(metadata: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The settings, none of them None where there is a usual value."""
    own = metadata.get("training")
    found = own if isinstance(own, Mapping) else {}
    kinds = {**{name: type(value) for name, value in _USUAL.items()}, **_OPTIONAL}
    taken = {name: found[name] for name, kind in kinds.items() if type(found.get(name)) is kind}
    said = {name: value for name, value in given.items() if value is not None}
    return {**dict.fromkeys(given), **_USUAL, **taken, **said}
