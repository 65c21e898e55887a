"""A benchmark as bars, in matplotlib."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

if TYPE_CHECKING:
    from ahr.bench.results import Benchmark


def bars(benchmark: Benchmark) -> Any:
    """A figure with the latencies, one picture below the other for each size of batch. It belongs
    to no window: it is shown where it is the value of a cell, and saved with `savefig`."""
    sizes = list(dict.fromkeys(each.batch for each in benchmark))
    groups = [[row for row in benchmark if row.batch == size and row.median_s is not None]
              for size in sizes]  # fmt: skip
    height = sum(0.3 * len(rows) + 1 for rows in groups)
    figure = Figure(figsize=(7, max(height, 1.5)), layout="constrained")
    for axes, size, rows in zip(figure.subplots(len(sizes) or 1, squeeze=False)[:, 0], sizes,
                                groups, strict=False):  # fmt: skip
        names = [f"{row.model} · {row.engine}" for row in rows]
        times = [(row.median_s or 0) * 1e3 for row in rows]
        spreads = [time * (row.spread or 0) / 2 for time, row in zip(times, rows, strict=True)]
        axes.barh(range(len(rows)), times, xerr=spreads, height=0.7)
        axes.set_yticks(range(len(rows)), names)
        axes.invert_yaxis()
        axes.set_title(f"batch {size}", loc="left")
        axes.set_xlabel("ms")
    return figure
