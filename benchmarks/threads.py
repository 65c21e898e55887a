"""`for i in parallel(n)` with one thread and with two, in Noodle and in numba.

The number of threads is fixed when a process starts, so each count has processes of its own, which
take turns. Results must not depend on the count; they are compared.
"""

from __future__ import annotations

import os
import statistics
import time
import warnings
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy

from benchmarks import sides
from benchmarks.options import Options
from benchmarks.processes import AskError, ask
from benchmarks.sources import Source, cut, parts
from benchmarks.tables import Column, Table

FILE = Path(__file__).parent / "programs" / "threads.py"
PROCESSES = 3
CALLS = 5
LIMIT_S = 120.0
AIM = 1.7


def new_table() -> Table:
    columns = (
        Column("1 thread", "ms"), Column("2 threads", "ms"), Column("speed-up"),
        Column("numba 1", "ms"), Column("numba 2", "ms"), Column("speed-up "),
    )  # fmt: skip
    title = f"Parallel loops, ms; aimed at: {AIM} times with two threads on two free cores"
    return Table("threads", title, columns)


def fill(table: Table, options: Options) -> None:
    names = [name for name in parts(FILE)[1] if not name.endswith("_inputs")]
    for name in names:
        if options.wants(name):
            add_row(table, name, options)
    if not sides.is_installed("numba"):
        table.note("numba is not installed")
    if (os.cpu_count() or 1) < 2:
        table.note("this machine has one core: nothing can be gained")


def add_row(table: Table, name: str, options: Options) -> None:
    times_s: dict[tuple[str, int], list[float]] = {}
    results: dict[str, set[str]] = {side: set() for side in ("noodle", "numba")}
    for _ in range(1 if options.quick or options.tiny else PROCESSES):
        for side in filter(sides.is_installed, results):
            for count in (1, 2):
                try:
                    answer = ask_for(name, side, count)
                except AskError as error:
                    table.note(f"{name}, {side}, {count}: {error}")
                    continue
                times_s.setdefault((side, count), []).extend(answer["times_s"])
                results[side].add(answer["result"])
    cells: list[float | None] = []
    for side in results:
        one, two = (
            statistics.median(times_s[side, count]) if (side, count) in times_s else None
            for count in (1, 2)
        )
        cells += [one and one * 1000, two and two * 1000, one / two if one and two else None]
    table.add(name, cells)
    if len(results["noodle"]) > 1:
        table.note(f"{name}: results depend on the number of threads")


def ask_for(name: str, side: str, count: int) -> dict[str, Any]:
    threads = {"NOODLE_NUM_THREADS": str(count), "NUMBA_NUM_THREADS": str(count)}
    answer: dict[str, Any] = ask(
        "benchmarks.threads:measure", {"name": name, "side": side}, limit_s=LIMIT_S,
        environment=threads,
    )  # fmt: skip
    return answer


def measure(name: str, side: str) -> dict[str, Any]:
    """Times of some calls after the first, and a digest of the result."""
    warnings.simplefilter("ignore")
    source = cut(FILE, name)
    function: Callable[..., Any]
    if side == "noodle":
        sides.warm_up()
        function = sides.noodle(source)
    else:
        function = sides.numba(source, parallel=True)
    arguments = definitions()[f"{name}_inputs"](numpy.random.default_rng(5))
    returned = function(*arguments)
    result = arguments[-1] if returned is None else returned
    times_s = []
    for _ in range(CALLS):
        start_s = time.perf_counter()
        function(*arguments)
        times_s.append(time.perf_counter() - start_s)
    return {"times_s": times_s, "result": float(numpy.sum(result)).hex()}


@lru_cache
def definitions() -> dict[str, Any]:
    return Source("threads", FILE.read_text(), ()).namespace(parallel=range)
