"""`python -m benchmarks [dynamic] [compiling] [kernels]`: runs them and prints the tables."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable

from benchmarks import compiling, dynamic, kernels
from benchmarks.measure import Row, table

PARTS: dict[str, tuple[str, str, Callable[[], list[Row]]]] = {
    "dynamic": ("Dynamic code: the VM tier beside CPython", "CPython", dynamic.rows),
    "compiling": ("From a cell's text to running code", "-", compiling.rows),
    "kernels": ("The kernel beside ipykernel", "ipykernel", kernels.rows),
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(PARTS)}")
        return 2
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f}; medians\n")
    for name in names or PARTS:
        title, rival, rows = PARTS[name]
        print(table(title, rows(), rival), end="\n\n", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
