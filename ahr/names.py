"""The names of models in Noodle cells, offered before anything that they need is imported."""

from __future__ import annotations

import importlib
from typing import Final

from nbc import offer_names

LAYERS: Final = ("linear", "relu")
"""Functions of `ahr.trace.layers`."""


def offer() -> None:
    """Every cell can use `model` and the layers; they are loaded when one first does."""
    offer_names(("model", *LAYERS), _load)


def _load() -> None:
    importlib.import_module("ahr.language").register()
