"""What a benchmark found, as data: a row for each model, engine and size of batch."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, final

from ahr.bench.cpu import Cpu
from ahr.packages import naming_packages
from ahr.summary import short
from ahr.tables import html_table, text_table

_TITLES: Final = ("model", "engine", "batch", "latency", "± %", "x", "items/s", "load", "size",
                  "difference", "")  # fmt: skip
_NUMBERS: Final = (2, 3, 4, 5, 6, 7, 8, 9)
_SECONDS: Final = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"))


@final
@dataclass(frozen=True, slots=True)
class Result:
    """A row. `load_s`: from the graph to the first result, once. `median_s` and `spread` (between
    the quartiles, as a share) are of one call with `batch` samples; None where it could not run:
    then `problem` says why. `ratio` is to the first row that ran with this size of batch, below 1
    where this is faster. `difference` is the largest from the outputs of `compared_with`, as a
    share of their largest number. `size_bytes` is that of the ONNX file."""

    model: str
    engine: str
    batch: int
    inputs: str = ""
    load_s: float | None = None
    median_s: float | None = None
    spread: float | None = None
    ratio: float | None = None
    rounds: int = 0
    size_bytes: int | None = None
    difference: float | None = None
    compared_with: str = ""
    differs: bool = False
    note: str = ""
    problem: str = ""

    @property
    def items_per_s(self) -> float | None:
        return self.batch / self.median_s if self.median_s else None

    def to_dict(self) -> dict[str, Any]:
        """As JSON's values; no number that JSON does not have."""
        made = {name: getattr(self, name) for name in self.__dataclass_fields__}
        made["items_per_s"] = self.items_per_s
        return {key: None if isinstance(value, float) and not math.isfinite(value) else value
                for key, value in made.items()}  # fmt: skip

    def remarks(self) -> str:
        """What there is to say beside the numbers."""
        found = (
            f"differs by {self.difference:.1%} from {self.compared_with}" if self.differs else ""
        )
        return "; ".join(each for each in (self.problem, found, self.note) if each)


@final
@dataclass(frozen=True, slots=True)
class Benchmark:
    """Results and what they were measured on; `threads` is how many each engine had (0: its own
    choice), `versions` those of the packages."""

    results: tuple[Result, ...]
    cpu: Cpu
    threads: int = 1
    versions: Mapping[str, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Result]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    def rows(self) -> list[dict[str, Any]]:
        """Each result as JSON's values, the processor beside it."""
        told = {"threads": self.threads, "cpu": self.cpu.name, "cpu_flags": list(self.cpu.flags)}
        return [each.to_dict() | told for each in self.results]

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON's values."""
        return {"results": [each.to_dict() for each in self.results], "cpu": self.cpu.to_dict(),
                "threads": self.threads, "versions": dict(self.versions)}  # fmt: skip

    @naming_packages()
    def to_pandas(self) -> Any:
        """A DataFrame. Raises ModelError N6013 without pandas."""
        import pandas  # lazy: heavy

        return pandas.DataFrame(self.rows())

    @naming_packages()
    def plot(self) -> Any:
        """Bars of the latencies, a picture of matplotlib for each size of batch. Raises ModelError
        N6013 without it."""
        from ahr.bench.bars import bars  # lazy: matplotlib

        return bars(self)

    def caption(self) -> str:
        """What it was measured on."""
        threads = f"{self.threads or 'any number of'} thread{'s' * (self.threads != 1)}"
        versions = ", ".join(f"{name} {each}" for name, each in self.versions.items())
        return f"{self.cpu}; {threads} each" + (f"; {versions}" if versions else "")

    def __str__(self) -> str:
        return f"{text_table(_TITLES, self._texts(), _NUMBERS)}\n{self.caption()}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return html_table(_TITLES, self._texts(), _NUMBERS, self.caption())

    def _texts(self) -> list[tuple[str, ...]]:
        return [_texts(each) for each in self.results]


def seconds(value: float | None) -> str:
    """0.00123 as 1.23 ms."""
    if value is None:
        return "–"
    for unit, name in _SECONDS:
        if value >= unit:
            return f"{value / unit:.3g} {name}"
    return f"{value * 1e6:.2g} µs"


def _texts(row: Result) -> tuple[str, ...]:
    items = row.items_per_s
    return (
        row.model, row.engine, str(row.batch), seconds(row.median_s),
        "–" if row.spread is None else f"{row.spread * 50:.0f}",
        "–" if row.ratio is None else f"{row.ratio:.2f}",
        "–" if items is None else f"{items:,.0f}" if items >= 10 else f"{items:.2g}",
        seconds(row.load_s), "–" if row.size_bytes is None else f"{short(row.size_bytes)}B",
        "–" if row.difference is None else f"{row.difference:.1e}", row.remarks(),
    )  # fmt: skip
