"""Colours for numbers: how hot a box is, what its number is in words, the legend.

The same as `heat` and `amount` in labextension/src/models/state.ts.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, final

from ahr.drawing.families import COLOURS
from ahr.summary import short

Json = dict[str, Any]

_SECONDS: Final = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"))


@final
@dataclass(frozen=True, slots=True)
class Heating:
    """The numbers of the overlay `label`. `is_summed`: a group has the sum of what is in it, else
    the largest."""

    label: str
    unit: str = ""
    is_summed: bool = True

    def to_json(self) -> Json:
        return {"label": self.label, "unit": self.unit, "is_summed": self.is_summed}

    def amount(self, data: Json, nodes: list[Json]) -> float | None:
        """The number of a node or a group of `ahr.graph(...)` data."""
        inside = nodes[data["first"] : data["first"] + data["size"]] if "count" in data else [data]
        found = [value for each in inside
                 if isinstance(value := each["overlays"].get(self.label), int | float)]  # fmt: skip
        if not found:
            return None
        return math.fsum(found) if self.is_summed else max(found)

    def words(self, value: float) -> str:
        """A number with its unit."""
        if self.unit == "s":
            size, name = next((each for each in _SECONDS if abs(value) >= each[0]), _SECONDS[-1])
            return f"{float(f'{value / size:.3g}'):g} {name}"
        if value != 0 and abs(value) < 1e3:
            return f"{float(f'{value:.3g}'):g} {self.unit}".strip()
        return f"{short(round(value)).strip()} {self.unit}".strip()


def hottest(amounts: Iterable[float | None]) -> float:
    """What is hottest of all that are seen."""
    return max((value for value in amounts if value is not None), default=0.0)


def colour(value: float | None, most: float) -> str:
    """Between cold and hot; roots, so that small numbers are told apart too."""
    part = 0.0 if value is None or most <= 0 else math.sqrt(max(0.0, value) / most)
    return mixed(min(1.0, part))


def mixed(part: float) -> str:
    cold, hot = (_parts(COLOURS[name]) for name in ("cold", "hot"))
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in zip(cold, hot, strict=True))


def _parts(written: str) -> list[int]:
    return [int(written[at : at + 2], 16) for at in (1, 3, 5)]
