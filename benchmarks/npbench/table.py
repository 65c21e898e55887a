"""The table of NumPy programs: Noodle and numba over NumPy, and times to the first result."""

from __future__ import annotations

import statistics
from typing import Any

from benchmarks import sides
from benchmarks.measure import spread
from benchmarks.npbench.catalogue import BENCHMARKS
from benchmarks.options import Options
from benchmarks.processes import AskError, ask
from benchmarks.tables import Cell, Column, Table, geometric_mean

ROUNDS = 9
LIMIT_S = 90.0
CLOSE = 1.05
"""Ratios up to this one are not told from equality."""
SIDES = ("numpy", "noodle", "numba")
EVERY = 6
"""With --quick, every sixth row."""


def new_table() -> Table:
    columns = (
        Column("NumPy ms", "ms"), Column("noodle x"), Column("numba x"), Column("over numba"),
        Column("first ms", "ms"), Column("numba first", "ms"), Column("spread", "%"),
    )  # fmt: skip
    title = "NumPy programs, one thread: how many times NumPy's speed (more is faster)"
    return Table("npbench", title, columns)


def fill(table: Table, options: Options) -> None:
    for number, benchmark in enumerate(BENCHMARKS):
        if options.wants(benchmark.name) and not (
            options.quick and not options.only and number % EVERY
        ):
            add_row(table, benchmark.name, options)
    add_summary(table)


def add_row(table: Table, name: str, options: Options) -> None:
    reasons: dict[str, str] = {}
    answer: dict[str, Any] = {"times_s": {}, "first_s": {}, "reasons": {}}
    for names in ([side for side in SIDES if sides.is_installed(side)], ["numpy", "noodle"]):
        try:
            answer = ask_for(name, names, options)
            break
        except AskError as error:
            reasons["numba" if "numba" in names else "noodle"] = str(error)
    if "noodle" in reasons:
        reasons.pop("numba", None)
    table.add(name, cells(answer))
    for side, reason in {**answer["reasons"], **reasons}.items():
        table.note(f"{name}, {side}: {reason}")


def ask_for(name: str, names: list[str], options: Options) -> dict[str, Any]:
    answer: dict[str, Any] = ask(
        "benchmarks.npbench.measuring:measure",
        {"name": name, "names": names, "rounds": options.rounds(ROUNDS), "tiny": options.tiny},
        limit_s=LIMIT_S, environment={},
    )  # fmt: skip
    return answer


def cells(answer: dict[str, Any]) -> list[Cell]:
    times_s, first_s = answer["times_s"], answer["first_s"]
    medians = {side: statistics.median(times) for side, times in times_s.items()}
    numpy, noodle, numba = (medians.get(side) for side in SIDES)
    widest = max((spread(times) for times in times_s.values() if len(times) > 1), default=0.0)
    return [
        None if numpy is None else numpy * 1000,
        over(numpy, noodle), over(numpy, numba), over(numba, noodle),
        milliseconds(first_s.get("noodle")), milliseconds(first_s.get("numba")), widest * 100,
    ]  # fmt: skip


def over(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one / other


def milliseconds(seconds: float | None) -> float | None:
    return None if seconds is None else seconds * 1000


def add_summary(table: Table) -> None:
    """Geometric means; for first results the median, and the worst below."""
    firsts = [table.column("first ms"), table.column("numba first")]
    means: list[Cell] = [geometric_mean(table.column(column.name)) for column in table.columns[1:4]]
    medians: list[Cell] = [statistics.median(times) if times else None for times in firsts]
    worst: list[Cell] = [max(times, default=None) for times in firsts]
    speeds, beaten = table.column("noodle x"), table.column("over numba")
    count = len(table.rows)
    table.add("mean; median first result", [None, *means, *medians, None])
    table.add("worst first result", [None, None, None, None, *worst, None])
    table.note(f"{len(speeds)} of {count} programs agree with NumPy")
    slower = sum(speed < 1 / CLOSE for speed in speeds)
    table.note(f"{slower} are slower than NumPy by more than {CLOSE - 1:.0%}")
    if not sides.is_installed("numba"):
        table.note("numba is not installed")
        return
    table.note(
        f"of {len(beaten)} that numba runs too, faster than numba on "
        f"{sum(ratio > 1 for ratio in beaten)}, slower by more than {CLOSE - 1:.0%} on "
        f"{sum(ratio < 1 / CLOSE for ratio in beaten)}"
    )
