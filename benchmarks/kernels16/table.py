"""The table of the sixteen kernels: times over gcc -O3 -march=native, and geometric means."""

from __future__ import annotations

import statistics
from typing import Any

from benchmarks import sides
from benchmarks.kernels16.catalogue import KERNELS
from benchmarks.measure import spread
from benchmarks.options import Options
from benchmarks.processes import AskError, ask
from benchmarks.tables import Column, Table, geometric_mean

SIDES = ("noodle", "gcc-fast", "numba", "numba-fast", "pythran", "numpy")
ROUNDS = 9
LIMIT_S = 240.0
BASES = ("gcc", "numba", "noodle")
"""What the times are over: the first of these that is there."""


def new_table() -> Table:
    columns = (Column(f"{base()} ms", "ms"), *map(Column, shown()), Column("spread", "%"))
    over = "gcc -O3 -march=native" if base() == "gcc" else f"{base()}, gcc is not installed"
    return Table("kernels", f"Sixteen kernels: times over {over}; one thread", columns)


def shown() -> list[str]:
    """The sides that are installed, the base aside."""
    return [side for side in SIDES if side != base() and sides.is_installed(side)]


def base() -> str:
    return next(side for side in BASES if sides.is_installed(side))


def fill(table: Table, options: Options) -> None:
    """Rows of the loops, then of the array forms, where a mean over all of them follows."""
    for form in ("loops", "arrays"):
        for kernel in KERNELS:
            if (form == "loops" or kernel.takes) and options.wants(kernel.name):
                add_row(table, kernel.name, form, options)
        add_means(table, form)


def add_row(table: Table, name: str, form: str, options: Options) -> None:
    label = name if form == "loops" else f"{name} (arrays)"
    rounds = options.rounds(ROUNDS)
    try:
        answer = ask(
            "benchmarks.kernels16.measuring:measure",
            {"name": name, "form": form, "rounds": rounds, "quick": options.tiny},
            limit_s=LIMIT_S, environment={},
        )  # fmt: skip
    except AskError as error:
        table.add(label, [None] * len(table.columns))
        table.note(f"{label}: {error}")
        return
    table.add(label, cells(answer["times_s"]))
    for side, reason in answer["reasons"].items():
        table.note(f"{label}, {side}: {reason}")


def cells(times_s: dict[str, Any]) -> list[float | None]:
    medians = {side: statistics.median(times) for side, times in times_s.items()}
    over = medians.get(base())
    ratios = [
        medians[side] / over if over is not None and side in medians else None for side in shown()
    ]
    widest = max((spread(times) for times in times_s.values()), default=0.0)
    return [None if over is None else over * 1000, *ratios, widest * 100]


def add_means(table: Table, form: str) -> None:
    """A side's mean is over the rows that both it and Noodle have; so all are comparable."""
    names = [column.name for column in table.columns]
    rows = [
        dict(zip(names, row, strict=True)) for label, row in table.rows
        if label.endswith("(arrays)") == (form == "arrays") and "mean" not in label
    ]  # fmt: skip
    means: list[float | str | None] = []
    for name in names:
        both = [
            value for row in rows
            if isinstance(value := row[name], float) and isinstance(row.get("noodle", 1.0), float)
        ]  # fmt: skip
        means.append(geometric_mean(both) if name in shown() else None)
    suffix = " (arrays)" if form == "arrays" else ""
    table.add(f"geometric mean{suffix}", means)
