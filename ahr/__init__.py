"""AHR, the runtime for AI models: networks as plain functions, traced to graphs.

A graph (`graph`) is data: what every format is read into and written from, what is drawn, trained
and run. Each op is a row of one table (`ops`). What is public is named here, and imported when it
is first used: importing this imports nothing heavy, not even NumPy.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ahr import names

if TYPE_CHECKING:
    from ahr.drawing import graph
    from ahr.formats.loading import load
    from ahr.graph import TensorSpec
    from ahr.models import Model
    from ahr.trace.decorator import model

__all__ = ["Model", "TensorSpec", "graph", "load", "model"]

_HOMES = {
    "Model": "ahr.models",
    "TensorSpec": "ahr.graph",
    "graph": "ahr.drawing",
    "load": "ahr.formats.loading",
    "model": "ahr.trace.decorator",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'ahr' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


names.offer()
