"""Where the time of a network goes, as data: a row for each node of its graph, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, final

from ahr.bench.cpu import Cpu
from ahr.bench.results import seconds
from ahr.packages import naming_packages
from ahr.summary import short
from ahr.tables import html_table, text_table

_TITLES: Final = ("node", "op", "time", "share", "MACs", "MACs/s", "bytes", "parameters", "")
_NUMBERS: Final = (2, 3, 4, 5, 6, 7)
_BAR: Final = 20
"""Characters of the longest bar."""


@final
@dataclass(frozen=True, slots=True)
class ProfileRow:
    """`time_s` of one run, and its share of all rows. Where an engine does several nodes in one
    step, its time stands at the layer among them (a convolution, a product): `includes` names the
    others there, and `part_of` names the layer at the others. `macs`, `bytes` (of parameters and
    outputs) and `parameters` are what the node costs for these inputs."""

    node: str
    op: str
    path: tuple[str, ...]
    time_s: float
    share: float
    macs: int | None
    bytes: int | None
    parameters: int
    part_of: str = ""
    includes: tuple[str, ...] = ()

    @property
    def macs_per_s(self) -> float | None:
        return self.macs / self.time_s if self.macs and self.time_s else None

    def to_dict(self) -> dict[str, Any]:
        """As JSON's values."""
        made = {name: getattr(self, name) for name in self.__dataclass_fields__}
        lists = {"path": list(self.path), "includes": list(self.includes)}
        return made | lists | {"macs_per_s": self.macs_per_s}


@final
@dataclass(frozen=True, slots=True)
class Profile:
    """`run_s` is a whole run while it was profiled: what it takes beyond the rows is the engine's
    own. `latency_s` is a run without a profiler, which slows small nodes down."""

    name: str
    rows: tuple[ProfileRow, ...]
    engine: str
    inputs: str
    run_s: float
    latency_s: float
    rounds: int
    threads: int
    cpu: Cpu

    def __iter__(self) -> Iterator[ProfileRow]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def total_s(self) -> float:
        """The sum of the rows."""
        return sum(row.time_s for row in self.rows)

    def times(self) -> dict[str, float]:
        """Seconds by node: an overlay, as `ahr.graph(model, overlays={"time": ...})` takes it."""
        return {row.node: row.time_s for row in self.rows}

    def by_op(self) -> dict[str, float]:
        """Seconds by op, the slowest first."""
        found: dict[str, float] = {}
        for row in self.rows:
            found[row.op] = found.get(row.op, 0.0) + row.time_s
        return dict(sorted(found.items(), key=lambda each: -each[1]))

    def slowest(self, count: int = 10) -> tuple[ProfileRow, ...]:
        """The rows that take most."""
        return tuple(sorted(self.rows, key=lambda row: -row.time_s)[:count])

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON's values."""
        return {
            "name": self.name, "engine": self.engine, "inputs": self.inputs, "run_s": self.run_s,
            "latency_s": self.latency_s, "total_s": self.total_s, "rounds": self.rounds,
            "threads": self.threads, "cpu": self.cpu.to_dict(),
            "rows": [row.to_dict() for row in self.rows],
        }  # fmt: skip

    @naming_packages()
    def to_pandas(self) -> Any:
        """A DataFrame. Raises ModelError N6013 without pandas."""
        import pandas  # lazy: heavy

        return pandas.DataFrame([row.to_dict() for row in self.rows])

    def caption(self) -> str:
        """The sums, and what it was measured on."""
        threads = f"{self.threads or 'any number of'} thread{'s' * (self.threads != 1)}"
        return (f"{self.name} on {self.engine}, {self.inputs}: {seconds(self.total_s)} in nodes of "
                f"{seconds(self.run_s)} a run ({seconds(self.latency_s)} without the profiler); "
                f"{self.cpu}; {threads}")  # fmt: skip

    def __str__(self) -> str:
        return f"{text_table(_TITLES, self._texts(), _NUMBERS)}\n{self.caption()}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return html_table(_TITLES, self._texts(), _NUMBERS, self.caption())

    def _texts(self) -> list[tuple[str, ...]]:
        most = max((row.share for row in self.rows), default=0.0) or 1.0
        return [_texts(row, row.share / most) for row in self.rows]


def _texts(row: ProfileRow, length: float) -> tuple[str, ...]:
    said = f"in {row.part_of}" if row.part_of else "█" * round(length * _BAR)
    said += f" with {', '.join(row.includes)}" if row.includes else ""
    name = "/".join((*row.path, row.node)) if row.path and "/" not in row.node else row.node
    timed = not row.part_of or row.time_s
    return (
        name, row.op, seconds(row.time_s) if timed else "–", f"{row.share:.1%}" if timed else "–",
        short(row.macs), "–" if row.macs_per_s is None else short(int(row.macs_per_s)),
        short(row.bytes), f"{row.parameters:,}", said.strip(),
    )  # fmt: skip
