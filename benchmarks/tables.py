"""Tables: rows that are printed as they come, in columns known beforehand, and kept as data.

A cell is a number in the unit of its column, a text (why there is no number), or None. What is kept
under `results/` is the printed text and the same as JSON, with the machine described in both.
"""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, final

Cell = float | str | None
RESULTS = Path(__file__).parent / "results"

_SHOWN: dict[str, Callable[[float], str]] = {
    "ratio": lambda value: f"{value:.2f}" if value < 100 else f"{value:.0f}",
    "ms": lambda value: f"{value:.2f}" if value < 100 else f"{value:.0f}",
    "ns": lambda value: f"{value:.0f}",
    "%": lambda value: f"±{value:.0f}%",
    "count": lambda value: f"{value:.0f}",
    "text": str,
}


@final
@dataclass(frozen=True, slots=True)
class Column:
    """`unit` is one of ratio, ms, ns, %, count, text."""

    name: str
    unit: str = "ratio"

    @property
    def width(self) -> int:
        return max(len(self.name), 8)

    def show(self, cell: Cell) -> str:
        if cell is None:
            return "-"
        return cell if isinstance(cell, str) else _SHOWN[self.unit](cell)


@final
@dataclass(slots=True)
class Table:
    """A table that is being filled. `label` is the width of the first column."""

    name: str
    title: str
    columns: tuple[Column, ...]
    label: int = 30
    show: Callable[[str], None] = lambda text: print(text, flush=True)
    rows: list[tuple[str, tuple[Cell, ...]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def begin(self) -> None:
        self.say(self.title)
        names = "".join(f"  {column.name:>{column.width}}" for column in self.columns)
        self.say(f"  {'':{self.label}}{names}")

    def add(self, name: str, cells: Sequence[Cell]) -> None:
        self.rows.append((name, tuple(cells)))
        shown = "".join(
            f"  {column.show(cell):>{column.width}}"
            for column, cell in zip(self.columns, cells, strict=True)
        )
        self.say(f"  {name:{self.label}}{shown}")

    def note(self, text: str) -> None:
        self.notes.append(text)
        self.say(f"  {text}")

    def say(self, text: str) -> None:
        self.lines.append(text)
        self.show(text)

    def column(self, name: str) -> list[float]:
        """The numbers of a column."""
        at = [column.name for column in self.columns].index(name)
        return [cell for _, cells in self.rows if isinstance(cell := cells[at], int | float)]

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "title": self.title,
            "columns": [{"name": column.name, "unit": column.unit} for column in self.columns],
            "rows": [{"name": name, "cells": list(cells)} for name, cells in self.rows],
            "notes": self.notes,
        }


def keep(table: Table, machine: dict[str, Any]) -> None:
    """Writes the table over the one of the last run."""
    RESULTS.mkdir(exist_ok=True)
    described = ", ".join(f"{name}: {value}" for name, value in machine.items())
    text = "\n".join([*table.lines, "", described, ""])
    (RESULTS / f"{table.name}.txt").write_text(text)
    content = json.dumps({"machine": machine, **table.to_json()}, indent=1)
    (RESULTS / f"{table.name}.json").write_text(content + "\n")


def geometric_mean(values: Iterable[float]) -> float | None:
    logs = [math.log(value) for value in values]
    return math.exp(statistics.fmean(logs)) if logs else None
