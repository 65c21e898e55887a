"""A model's graph coloured by numbers of its nodes: times, sensitivities, whatever was measured.

Names of a folded model are led back to the original's: a node that became part of another has no
number of its own, and neither has what folding added.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, final

from ahr.drawing import graph
from ahr.drawing.display import bundle
from ahr.drawing.heating import Heating
from ahr.models import Model
from nbc.errors import ModelError

_KINDS: Final = {"time": ("s", True), "sensitivity": ("", False)}
"""Of a label: the unit, and whether a group has the sum of what is in it (else the largest)."""


@final
@dataclass(frozen=True, slots=True)
class Heat:
    """What `heat` returns: a picture in a notebook. `values` are the numbers by node."""

    model: Model
    values: Mapping[str, float]
    label: str
    unit: str
    is_summed: bool

    def hottest(self, count: int = 10) -> list[tuple[str, float]]:
        """Nodes with the largest numbers."""
        return sorted(self.values.items(), key=lambda each: -each[1])[:count]

    def __repr__(self) -> str:
        heating = self.heating
        lines = [f"{name}: {heating.words(value)}" for name, value in self.hottest(5)]
        return f"<{self.label} of {self.model.name}: {', '.join(lines) or 'no numbers'}>"

    @property
    def heating(self) -> Heating:
        return Heating(self.label, self.unit, self.is_summed)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        data = graph(self.model, overlays={self.label: self.values})
        return bundle(data, self.model, repr(self), self.heating)


def heat(
    model: Model, values: Mapping[str, float], label: str = "heat", *, unit: str | None = None,
    is_summed: bool | None = None,
) -> Heat:  # fmt: skip
    """The graph of a model with numbers as colours. values: by the names of its nodes. label: what
    they are; "time" (in seconds) and "sensitivity" are known, for others tell the unit and whether
    a closed group shows the sum of what is in it or the largest. Raises ModelError N6010 for what
    is no number, and for names of which the model has none."""
    known_unit, known_sum = _KINDS.get(label, ("", True))
    numbers = {str(name): _number(str(name), value) for name, value in values.items()}
    found = in_terms_of(model, numbers)
    if numbers and not found:
        raise ModelError(
            "N6010",
            f"{model.name} has no node {next(iter(numbers))!r}, nor any other of these names",
            hint="names of nodes: [n.name for n in model.graph.nodes]",
        )
    return Heat(model, found, label, known_unit if unit is None else unit,
                known_sum if is_summed is None else is_summed)  # fmt: skip


def in_terms_of(model: Model, numbers: Mapping[str, float]) -> dict[str, float]:
    """The same numbers by the names that the model has: writing a node to ONNX and optimising it
    there puts more behind its name."""
    known = {node.name for node in model.graph.nodes}
    found: dict[str, float] = {}
    for name, value in numbers.items():
        while name and name not in known:
            name = name.rpartition("/")[0]
        if name:
            found[name] = found.get(name, 0.0) + value
    return found


def _number(name: str, value: Any) -> float:
    try:
        made = float(value)
    except (TypeError, ValueError):
        raise ModelError("N6010", f"the number for {name!r} is {value!r}") from None
    if math.isnan(made):
        raise ModelError("N6010", f"the number for {name!r} is not a number (nan)")
    return made
