"""A network as a table: what each layer gives, and what it costs."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, final

from ahr.costs import NodeCost, for_lengths, node_costs
from ahr.graph import Graph

_TITLES: Final = ("layer", "op", "output", "parameters", "MACs", "bytes")
_ALIGNED: Final = ("left",) * 3 + ("right",) * 3
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
        table = [_TITLES, *(_texts(row) for row in self.rows)]
        widths = [max(len(row[column]) for row in table) for column in range(len(_TITLES))]
        lines = [
            "  ".join(
                cell.ljust(width) if column < 3 else cell.rjust(width)
                for column, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in table
        ]
        return "\n".join([*lines, self.total()])

    __repr__ = __str__

    def total(self) -> str:
        """The sums in words."""
        return (f"{self.name}: {self.parameters:,} parameters ({short(self.parameter_bytes)}B), "
                f"{short(self.macs)} MACs, {short(self.activation_bytes)}B of activations for "
                "one sample")  # fmt: skip

    def _repr_html_(self) -> str:
        head = "".join(map(_cell, _TITLES, _ALIGNED, ["th"] * len(_TITLES)))
        body = "".join(
            "<tr>" + "".join(map(_cell, _texts(row), _ALIGNED)) + "</tr>" for row in self.rows
        )
        total = html.escape(self.total())
        style = "caption-side:bottom;white-space:nowrap;text-align:left"
        return (f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
                f"<caption style='{style}'>{total}</caption></table>")  # fmt: skip


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


def _cell(text: str, side: str, tag: str = "td") -> str:
    return f'<{tag} style="text-align:{side}">{html.escape(text)}</{tag}>'


def short(count: int | None) -> str:
    """1234567 as 1.23 M."""
    if count is None:
        return "?"
    for unit, letter in _UNITS:
        if count >= unit:
            return f"{count / unit:.3g} {letter}"
    return f"{count} "
