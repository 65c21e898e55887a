"""The first result in a fresh process: from the source text to it, minus what a call takes later.

Packages are imported before (their times are counted apart), as the kernel imports llvmlite once it
is up. With a disk cache, an earlier process has run the same text. The second table is about texts
of many lines, in a process that has compiled before.
"""

from __future__ import annotations

import importlib
import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy

from benchmarks import sides
from benchmarks.kernels16.catalogue import BY_NAME, KERNELS
from benchmarks.options import Options
from benchmarks.processes import AskError, ask
from benchmarks.sources import Source
from benchmarks.tables import Cell, Column, Table

PROCESSES = 3
LATER_CALLS = 3
LIMIT_S = 120.0
SIDES = ("noodle", "noodle, cached", "numba", "numba, cached")
LINES = (20, 50, 100, 200, 400)
QUICK = ("fib", "jacobi", "black_scholes", "kmeans")


def new_table() -> Table:
    columns = tuple(Column(side, "ms") for side in shown())
    title = (
        "Cold: ms to the first result, imports and one steady call taken off (aim: 40, cached 10)"
    )
    return Table("cold", title, columns)


def shown() -> list[str]:
    return [side for side in SIDES if sides.is_installed(side.partition(",")[0])]


def fill(table: Table, options: Options) -> None:
    for kernel in KERNELS:
        if options.wants(kernel.name) and not (
            options.quick and not options.only and kernel.name not in QUICK
        ):
            cells = [cold_ms(table, kernel.name, side, options) for side in shown()]
            table.add(kernel.name, cells)
    medians: list[Cell] = []
    for side in shown():
        values = table.column(side)
        medians.append(statistics.median(values) if values else None)
    worst: list[Cell] = [max(table.column(side), default=None) for side in shown()]
    table.add("median", medians)
    table.add("worst", worst)
    add_imports(table)


def add_imports(table: Table) -> None:
    """What importing takes, the medians of some processes."""
    for packages in (["numpy", "nbc", "native"], ["numpy", "numba"]):
        if not all(sides.is_installed(package) for package in packages[:1] + packages[-1:]):
            continue
        answers = []
        for _ in range(PROCESSES):
            try:
                question = {"packages": packages}
                answers.append(
                    ask("benchmarks.imports:measure", question, limit_s=LIMIT_S, environment={})
                )
            except AskError as error:
                table.note(f"imports of {', '.join(packages)}: {error}")
                return
        shown = (
            f"{package} {statistics.median(answer[package] for answer in answers) * 1000:.0f}"
            for package in packages
        )
        table.note(f"imports, ms, not counted above: {', '.join(shown)}")


def cold_ms(table: Table, name: str, side: str, options: Options) -> Cell:
    """The median over fresh processes; a cache that is to be warm is filled by one more."""
    cached = side.endswith("cached")
    times_s = []
    with tempfile.TemporaryDirectory() as folder:
        repeats = (1 if options.quick or options.tiny else PROCESSES) + cached
        for _ in range(repeats):
            try:
                answer = ask(
                    f"benchmarks.cold:{side.partition(',')[0]}_first",
                    {"name": name, "tiny": options.tiny, "folder": folder if cached else ""},
                    limit_s=LIMIT_S, environment={"NOODLE_CACHE_DIR": folder if cached else "0"},
                )  # fmt: skip
            except AskError as error:
                table.note(f"{name}, {side}: {error}")
                return None
            times_s.append(answer["first_s"] - answer["steady_s"])
    milliseconds: float = statistics.median(times_s[cached:]) * 1000
    return max(0.0, milliseconds)


def noodle_first(name: str, tiny: bool, folder: str) -> dict[str, float]:
    sides.warm_up()
    source = BY_NAME[name].source("loops")
    return first(name, tiny, lambda: sides.noodle(source))


def numba_first(name: str, tiny: bool, folder: str) -> dict[str, float]:
    warnings.simplefilter("ignore")
    sides.numba_package()
    source = BY_NAME[name].source("loops")
    make = (lambda: from_file(source, Path(folder))) if folder else (lambda: sides.numba(source))
    return first(name, tiny, make)


def from_file(source: Source, folder: Path) -> Callable[..., Any]:
    """numba caches only what stands in a file: the text as a module with `@njit(cache=True)`."""
    file = folder / f"{source.name}_cached.py"
    if not file.exists():
        text = source.text.replace("\ndef ", "\n@njit(cache=True)\ndef ")
        if text.startswith("def "):
            text = f"@njit(cache=True)\n{text}"
        file.write_text(f"from numba import njit\n{text}")
    sys.path.insert(0, str(folder))
    function: Callable[..., Any] = getattr(importlib.import_module(file.stem), source.name)
    return function


def first(name: str, tiny: bool, make: Callable[[], Callable[..., Any]]) -> dict[str, float]:
    kernel = BY_NAME[name]

    def arguments() -> tuple[Any, ...]:
        return kernel.arguments("loops", kernel.tiny if tiny else kernel.size)

    passed = arguments()
    start_s = time.perf_counter()
    function = make()
    function(*passed)
    first_s = time.perf_counter() - start_s
    later_s = []
    for _ in range(LATER_CALLS):
        passed = arguments()
        start_s = time.perf_counter()
        function(*passed)
        later_s.append(time.perf_counter() - start_s)
    return {"first_s": first_s, "steady_s": statistics.median(later_s)}


def new_length_table() -> Table:
    columns = (Column("noodle", "ms"), Column("numba", "ms"), Column("CPython", "ms"))
    title = "Compile time by length: ms from a text not seen before to its first result"
    return Table("length", title, columns)


def fill_lengths(table: Table, options: Options) -> None:
    """`aim`: linear, and 200 lines under 150 ms."""
    repeats = 1 if options.quick or options.tiny else PROCESSES
    for lines in LINES[:3] if options.quick or options.tiny else LINES:
        try:
            answer = ask(
                "benchmarks.cold:lengths", {"lines": lines, "repeats": repeats}, limit_s=LIMIT_S,
                environment={"NOODLE_CACHE_DIR": "0"},
            )  # fmt: skip
        except AskError as error:
            table.note(f"{lines} lines: {error}")
            continue
        table.add(f"{lines} lines", [answer.get(column.name) for column in table.columns])


def lengths(lines: int, repeats: int) -> dict[str, float]:
    """Medians over texts that differ in their constants; the first one warms up and is dropped."""
    warnings.simplefilter("ignore")
    sides.warm_up()
    makers = {"noodle": sides.noodle, "numba": sides.numba, "CPython": sides.cpython}
    times_s: dict[str, list[float]] = {}
    for seed in range(repeats + 1):
        source = long_source(20 if seed == 0 else lines, seed)
        for side, make in makers.items():
            if side != "numba" or has_numba():
                data = numpy.linspace(0.0, 1.0, 50)
                start_s = time.perf_counter()
                make(source)(data)
                times_s.setdefault(side, []).append(time.perf_counter() - start_s)
    return {side: statistics.median(times[1:]) * 1000 for side, times in times_s.items()}


def long_source(lines: int, seed: int) -> Source:
    """A function of many short loops, five lines each."""
    text = ["def work(data):", "    total = 0.0"]
    for number in range((lines - 3) // 5):
        low = 0.1 + 0.001 * number + 0.01 * seed
        text += [
            "    for i in range(1, len(data)):",
            f"        t = data[i] * {low + 1} - data[i - 1] + {low}",
            f"        if t > {low}:",
            f"            t = t * t - {low / 2}",
            "        total += t",
        ]
    return Source("work", "\n".join([*text, "    return total", ""]), ("work",))


def has_numba() -> bool:
    try:
        sides.numba_package()
    except sides.UnavailableError:
        return False
    return True
