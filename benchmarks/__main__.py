"""`python -m benchmarks [PART ...] [--quick] [--only ROW ...] [--json FILE]`: prints the tables.

Rows are printed as they are measured, and an interrupt ends with what there is. A table that was
measured in full is kept under `results/`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import (
    arrays,
    calls,
    cold,
    compiling,
    deployed,
    dynamic,
    jupyter,
    learning,
    machine,
    measure,
    networks,
    onnx_suite,
    profiling,
    real_models,
    serving,
    shrink,
    threads,
)
from benchmarks.kernels16 import table as kernels
from benchmarks.npbench import table as npbench
from benchmarks.options import Options
from benchmarks.server import table as server
from benchmarks.tables import Table, keep

Part = tuple[Callable[[], Table], Callable[[Table, Options], None]]


def pairs(name: str, title: str, rival: str, rows: Callable[[], list[measure.Row]]) -> Part:
    """A benchmark that compares Noodle with one rival, row by row."""

    def fill(table: Table, _: Options) -> None:
        for row in rows():
            measure.add_row(table, row)

    return lambda: measure.new_table(name, title, rival), fill


PARTS: dict[str, Part] = {
    "kernels": (kernels.new_table, kernels.fill),
    "npbench": (npbench.new_table, npbench.fill),
    "arrays": (arrays.new_table, arrays.fill),
    "cold": (cold.new_table, cold.fill),
    "length": (cold.new_length_table, cold.fill_lengths),
    "calls": (calls.new_table, calls.fill),
    "threads": (threads.new_table, threads.fill),
    "dynamic": pairs("dynamic", "Dynamic code: the VM tier beside CPython", "CPython",
                     dynamic.rows),
    "compiling": pairs("compiling", "From a cell's text to running code", "-", compiling.rows),
    "onnx": (onnx_suite.new_table, onnx_suite.fill),
    "models": (real_models.new_table, real_models.fill),
    "shrink": (shrink.new_table, shrink.fill),
    "networks": (networks.own_table, networks.fill),
    "prune": (learning.prune_table, learning.fill_pruned),
    "distil": (learning.distil_table, learning.fill_distilled),
    "serving": (serving.own_table, serving.fill),
    "deployments": (deployed.own_table, deployed.fill),
    "server": (server.new_table, server.fill),
    "profile": pairs("profile", "What a profile costs", "plain", profiling.rows),
    "jupyter": pairs("jupyter", "The kernel beside ipykernel", "ipykernel", jupyter.rows),
}  # fmt: skip


def main(arguments: list[str]) -> int:
    given = parser().parse_args(arguments)
    options = Options(given.quick, given.tiny, tuple(given.only or ()))
    described = machine.describe()
    print(", ".join(f"{name}: {value}" for name, value in described.items()))
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"load {load:.1f}; medians\n", flush=True)
    tables: list[Table] = []
    finished = run(given.parts or list(PARTS), options, described, tables)
    if given.json:
        content = {"machine": described, "tables": [table.to_json() for table in tables]}
        given.json.write_text(json.dumps(content, indent=1) + "\n")
    return 0 if finished else 130


def run(names: list[str], options: Options, described: dict[str, Any], tables: list[Table]) -> bool:
    """Whether all of it ran: False after an interrupt."""
    for name in names:
        make, fill = PARTS[name]
        table = make()
        tables.append(table)
        table.begin()
        try:
            fill(table, options)
        except KeyboardInterrupt:
            table.note("interrupted")
            return False
        print(flush=True)
        if options == Options():
            keep(table, described)
    return True


def parser() -> argparse.ArgumentParser:
    new = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    new.add_argument("parts", nargs="*", choices=[[], *PARTS], metavar="PART",
                     help=", ".join(PARTS))  # fmt: skip
    new.add_argument("--quick", action="store_true", help="fewer rounds and rows; not kept")
    new.add_argument("--tiny", action="store_true", help="only to see that everything runs")
    new.add_argument("--only", nargs="*", metavar="ROW", help="these rows")
    new.add_argument("--json", type=Path, metavar="FILE", help="write the tables there too")
    return new


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
