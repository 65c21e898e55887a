"""`Profile`: what a cell's profile found, while it runs and afterwards.

Seconds are those of the clock (README.md). A person gets one from `%%profile NAME` or as
`_profile`; `speedscope`, `csv` and `save` write it down.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, final

from noodle_kernel.profile.frames import Place
from noodle_kernel.profile.speedscope import speedscope
from noodle_kernel.profile.still import html_table, plain_table
from noodle_kernel.profile.tally import NATIVE, TIERS, Point, Tally


class LineTime(NamedTuple):
    """A line of the cell with its seconds, also by tier; `share` of the whole time. Bytes and
    blocks: what it allocated and the cell kept, where that was asked for."""

    line: int
    source: str
    share: float
    seconds: float
    native_s: float
    vm_s: float
    library_s: float
    compiler_s: float
    waiting_s: float
    allocated_bytes: int | None = None
    allocated_blocks: int | None = None


class FunctionTime(NamedTuple):
    """A function with its own seconds, and those with what it called; `native_s` of its own."""

    function: str
    source: str
    line: int
    own_s: float
    total_s: float
    native_s: float


@final
@dataclass(slots=True)
class Profile:
    """`state`: running, done, failed or interrupted. `file` and `text` are the cell's."""

    tally: Tally
    cell: int
    cell_id: str | None = None
    file: str = ""
    text: str = ""
    state: str = "running"
    allocated: Mapping[int, tuple[int, int]] | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def elapsed_s(self) -> float:
        return self.tally.elapsed_s

    @property
    def points(self) -> list[Point]:
        """Memory, cores and threads along the time."""
        return list(self.tally.points)

    def tiers(self) -> dict[str, float]:
        """Seconds by tier."""
        return dict(zip(TIERS, self.tally.tiers, strict=True))

    def threads(self) -> dict[str, float]:
        """CPU seconds by thread; `cell` is the one that runs the cell."""
        return dict(sorted(self.tally.threads.items(), key=lambda item: -item[1]))

    def lines(self) -> list[LineTime]:
        """The lines of the cell that took time or memory, in order."""
        text = self.text.split("\n")
        seconds = {
            line: list(row) for (file, line), row in list(self.tally.lines.items())
            if file == self.file
        }  # fmt: skip
        nothing = [0.0] * len(TIERS)
        return [
            self._line(line, text, seconds.get(line, nothing))
            for line in sorted({*seconds, *(self.allocated or {})})
        ]

    def _line(self, line: int, text: list[str], row: list[float]) -> LineTime:
        native, vm, library, compiler, waiting = row
        source = text[line - 1] if 0 < line <= len(text) else ""
        share = sum(row) / self.elapsed_s if self.elapsed_s else 0.0
        bytes_, blocks = (
            (None, None) if self.allocated is None else self.allocated.get(line, (0, 0))
        )
        return LineTime(
            line, source, share, sum(row), native, vm, library, compiler, waiting, bytes_, blocks
        )

    def functions(self) -> list[FunctionTime]:
        """All functions that were seen, those that took longest first."""
        sums: dict[tuple[str, str, int], tuple[Place, list[float]]] = {}
        for (_, tier, stack), seconds in list(self.tally.stacks.items()):
            places = {place.key: place for number in stack
                      for place in [self.tally.frames.places[number]]}  # fmt: skip
            for key, place in places.items():
                sums.setdefault(key, (place, [0.0] * 3))[1][1] += seconds
            if stack:
                own = sums[self.tally.frames.places[stack[-1]].key][1]
                own[0] += seconds
                own[2] += seconds if tier == NATIVE else 0.0
        rows = [
            FunctionTime(place.function, place.source, place.first_line, own, total, native)
            for place, (own, total, native) in sums.values()
        ]
        return sorted(rows, key=lambda row: (-row.own_s, -row.total_s))

    def table(self) -> list[dict[str, Any]]:
        """The lines as rows of names and values."""
        return [
            {name: value for name, value in line._asdict().items() if value is not None}
            for line in self.lines()
        ]

    def csv(self) -> str:
        """The same for a spreadsheet."""
        rows = self.table()
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0] if rows else LineTime._fields[:9])
        writer.writeheader()
        writer.writerows(rows)
        return out.getvalue()

    def speedscope(self) -> dict[str, Any]:
        """What speedscope.app opens, once it is written as JSON."""
        return speedscope(self.tally, f"Noodle, cell {self.cell}")

    def save(self, path: str | Path) -> None:
        """Writes a table where the name ends in .csv, else what speedscope opens."""
        path = Path(path)
        text = self.csv() if path.suffix == ".csv" else json.dumps(self.speedscope())
        path.write_text(text, encoding="utf-8", newline="")

    def summary(self) -> str:
        """All of it in a line."""
        tiers = ", ".join(
            f"{name} {seconds / self.elapsed_s:.0%}"
            for name, seconds in self.tiers().items() if seconds >= 0.005 * self.elapsed_s
        ) if self.elapsed_s else ""  # fmt: skip
        ended = "" if self.state in ("done", "running") else f", {self.state}"
        return f"cell {self.cell}: {self.elapsed_s:.2f} s{ended} ({tiers or 'no samples'})"

    def __repr__(self) -> str:
        return f"Profile of {self.summary()}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": plain_table(self), "text/html": html_table(self)}
