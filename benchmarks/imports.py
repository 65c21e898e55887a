"""How long the packages take to import, in a process that has imported none of them.

Each is imported behind the others in this order, so a time is what the package adds: nbc after
NumPy, the native tier's llvmlite after both. numba brings llvmlite with it and is timed alone.
"""

from __future__ import annotations

import importlib
import time


def measure(packages: list[str]) -> dict[str, float]:
    """Seconds by package. `native` is what Noodle loads before it compiles for the first time."""
    times_s = {}
    for package in packages:
        start_s = time.perf_counter()
        if package == "native":
            importlib.import_module("nbc.native.dispatch").warm_up().join()
        else:
            importlib.import_module(package)
        times_s[package] = time.perf_counter() - start_s
    return times_s
