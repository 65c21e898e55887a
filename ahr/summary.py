"""A network as a table: what each layer gives, and what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, final

from ahr.costs import NodeCost, for_lengths, node_costs
from ahr.graph import Graph
from ahr.tables import html_table, text_table

_TITLES: Final = ("layer", "op", "output", "parameters", "MACs", "bytes")
_NUMBERS: Final = (3, 4, 5)
"""Which of them are numbers."""

_UNITS: Final = ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k"))


@final
@dataclass(frozen=True, slots=True)
class Summary:
    """`rows` are those of the table; counts are for one sample, unless `lengths` said otherwise."""

    name: str
    rows: tuple[tuple[str, str, str, int, int | None, int | None], ...]
    parameters: int
    parameter_bytes: int
    macs: int | None
    activation_bytes: int | None

    def __str__(self) -> str:
        table = text_table(_TITLES, [_texts(row) for row in self.rows], _NUMBERS)
        return f"{table}\n{self.total()}"

    __repr__ = __str__

    def total(self) -> str:
        """The sums in words."""
        return (f"{self.name}: {self.parameters:,} parameters ({short(self.parameter_bytes)}B), "
                f"{short(self.macs)} MACs, {short(self.activation_bytes)}B of activations for "
                "one sample")  # fmt: skip

    def _repr_html_(self) -> str:
        return html_table(_TITLES, [_texts(row) for row in self.rows], _NUMBERS, self.total())


def summary(graph: Graph, lengths: Mapping[str, int] | None = None) -> Summary:
    """The table of a graph. `lengths` are those of symbolic axes (1 where not given)."""
    costs = node_costs(graph)
    rows = tuple(_row(cost, lengths) for cost in costs)
    return Summary(
        graph.name, rows, sum(cost.parameters for cost in costs),
        sum(cost.parameter_bytes for cost in costs), _sum(row[4] for row in rows),
        _sum(row[5] for row in rows),
    )  # fmt: skip


def _row(
    cost: NodeCost, lengths: Mapping[str, int] | None
) -> tuple[str, str, str, int, int | None, int | None]:
    outputs = ", ".join(str(spec) for spec in cost.outputs)
    macs, size = (for_lengths(each, lengths) for each in (cost.macs, cost.activation_bytes))
    return cost.node.name, cost.node.op, outputs, cost.parameters, macs, size


def _sum(counts: Iterable[int | None]) -> int | None:
    """None as soon as one is unknown."""
    total = 0
    for count in counts:
        if count is None:
            return None
        total += count
    return total


def _texts(row: tuple[str, str, str, int, int | None, int | None]) -> tuple[str, ...]:
    name, op, output, parameters, macs, size = row
    return name, op, output, f"{parameters:,}", short(macs), short(size)


def short(count: int | None) -> str:
    """1234567 as 1.23 M."""
    if count is None:
        return "?"
    for unit, letter in _UNITS:
        if count >= unit:
            return f"{count / unit:.3g} {letter}"
    return f"{count} "
