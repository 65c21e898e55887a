"""AHR, the runtime for AI models: networks as plain functions, traced to graphs.

A graph (`graph`) is data: what every format is read into and written from, what is drawn, trained
and run. Each op is a row of one table (`ops`). What is public is named here, and imported when it
is first used: importing this imports nothing heavy, not even NumPy.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from ahr import names
from ahr.packages import naming_packages

if TYPE_CHECKING:
    from ahr import infer, trm, widgets
    from ahr.bench.benchmarking import benchmark
    from ahr.bench.profiling import profile
    from ahr.drawing import graph
    from ahr.formats.loading import load
    from ahr.graph import TensorSpec
    from ahr.infer import serve
    from ahr.models import Model
    from ahr.optimise import Study, open_study, optimize, sensitivity
    from ahr.trace.decorator import model

__all__ = [
    "Model", "Study", "TensorSpec", "benchmark", "graph", "infer", "load", "model", "open_study",
    "optimize", "profile", "sensitivity", "serve", "trm", "widgets",
]  # fmt: skip

_HOMES = {
    "Model": "ahr.models",
    "Study": "ahr.optimise",
    "TensorSpec": "ahr.graph",
    "benchmark": "ahr.bench.benchmarking",
    "graph": "ahr.drawing",
    "load": "ahr.formats.loading",
    "model": "ahr.trace.decorator",
    "open_study": "ahr.optimise",
    "optimize": "ahr.optimise",
    "sensitivity": "ahr.optimise",
    "profile": "ahr.bench.profiling",
    "serve": "ahr.infer",
}


_FOLDERS = frozenset({"infer", "trm", "widgets"})
"""Packages of this one that are public as they are."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES and name not in _FOLDERS:
        raise AttributeError(f"module 'ahr' has no attribute {name!r}")
    with naming_packages():
        if name in _FOLDERS:
            return importlib.import_module(f"{__name__}.{name}")
        return getattr(importlib.import_module(_HOMES[name]), name)


names.offer()
