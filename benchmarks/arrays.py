"""Array expressions of several statements at sizes from one element up: Noodle over NumPy.

A sample repeats the call until it takes about a millisecond; arguments are reused, so the programs
that update theirs in place are harmless when repeated.
"""

from __future__ import annotations

import statistics
import time
import warnings
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy

from benchmarks import sides
from benchmarks.measure import in_rounds, settle
from benchmarks.options import Options
from benchmarks.processes import AskError, ask
from benchmarks.results_agree import difference
from benchmarks.sources import Source, cut, parts
from benchmarks.tables import Cell, Column, Table, geometric_mean

FILE = Path(__file__).parent / "programs" / "arrays.py"
SIZES = (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000)
ROUNDS = 7
SAMPLE_S = 1e-3
LIMIT_S = 240.0


def new_table() -> Table:
    columns = tuple(Column(f"{size:.0e}".replace("e+0", "e")) for size in SIZES)
    title = "Array expressions, one thread: how many times NumPy's speed, by number of elements"
    return Table("arrays", title, columns)


def fill(table: Table, options: Options) -> None:
    sizes = SIZES[:3] if options.tiny else SIZES[:-1] if options.quick else SIZES
    for name in names():
        if options.wants(name):
            add_row(table, name, list(sizes), options)
    table.add("geometric mean", [geometric_mean(table.column(c.name)) for c in table.columns])


def add_row(table: Table, name: str, sizes: list[int], options: Options) -> None:
    question = {"name": name, "sizes": sizes, "rounds": options.rounds(ROUNDS)}
    try:
        answer = ask("benchmarks.arrays:measure", question, limit_s=LIMIT_S, environment={})
    except AskError as error:
        table.add(name, [None] * len(SIZES))
        table.note(f"{name}: {error}")
        return
    cells: list[Cell] = list(answer["ratios"])
    table.add(name, cells + [None] * (len(SIZES) - len(cells)))
    if answer["reason"]:
        table.note(f"{name}: {answer['reason']}")


def names() -> list[str]:
    return [name for name in parts(FILE)[1] if not name.endswith("_inputs")]


def measure(name: str, sizes: list[int], rounds: int) -> dict[str, Any]:
    """The ratio at each size, until one where the results differ."""
    warnings.simplefilter("ignore")
    sides.warm_up()
    source = cut(FILE, name)
    functions = {"numpy": sides.cpython(source), "noodle": sides.noodle(source)}
    ratios: list[float] = []
    for size in sizes:
        copies = {side: arguments_of(name, size) for side in functions}
        expected, found = (function(*copies[side]) for side, function in functions.items())
        wrong = difference(expected, found, 1e-8)
        if wrong:
            return {"ratios": ratios, "reason": f"differs at {size}: {wrong}"}
        medians = timed(functions, copies, rounds)
        ratios.append(medians["numpy"] / medians["noodle"])
    return {"ratios": ratios, "reason": None}


def timed(
    functions: dict[str, Callable[..., Any]], copies: dict[str, tuple[Any, ...]], rounds: int
) -> dict[str, float]:
    counts = {side: calls_of(function, copies[side]) for side, function in functions.items()}

    def sample(side: str) -> Callable[[], None]:
        function, arguments, count = functions[side], copies[side], counts[side]

        def run() -> None:
            for _ in range(count):
                function(*arguments)

        return run

    times_s = in_rounds({side: (tuple, sample(side)) for side in functions}, rounds)
    return {side: statistics.median(times) / counts[side] for side, times in times_s.items()}


def calls_of(function: Callable[..., Any], arguments: tuple[Any, ...]) -> int:
    """How many calls take about SAMPLE_S, known after some that warm up."""
    settle(lambda: arguments, function)
    start_s = time.perf_counter()
    function(*arguments)
    return max(1, int(SAMPLE_S / max(time.perf_counter() - start_s, 1e-7)))


def arguments_of(name: str, size: int) -> tuple[Any, ...]:
    made: tuple[Any, ...] = definitions()[f"{name}_inputs"](numpy.random.default_rng(3), size)
    return made


@lru_cache
def definitions() -> dict[str, Any]:
    return Source("arrays", FILE.read_text(), ()).namespace()
