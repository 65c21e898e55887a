"""One model that a study tried: how it was made, its figures, and what became of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, final

from ahr.models import Model

Verdict = Literal["kept", "rejected", "unfinished"]
DIGITS: Final = 12
"""Of the hexadecimal hash that names a candidate."""


@final
@dataclass(frozen=True, slots=True)
class Step:
    """One technique with its settings, which are JSON's values: the same step on the same model
    gives the same model."""

    kind: str
    settings: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "settings": dict(self.settings)}


Lineage = tuple[Step, ...]


def key_of(lineage: Lineage) -> str:
    """The name of what a lineage gives, in files and on the wire."""
    text = json.dumps([each.to_json() for each in lineage], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


@final
@dataclass(slots=True)
class Candidate:
    """`latency_s` is the median time of one run on `engine` (`ahr.running.engines`), `spread` the
    interquartile range over it; `speedup` the median of the rounds' ratios to the original;
    `size_bytes` that of the ONNX file. `drop` is how much worse the metric is. `reason` says in
    words why a rejected one was, `dominated_by` names the candidate that is better in all."""

    key: str
    name: str
    lineage: Lineage
    engine: str = "onnxruntime"
    verdict: Verdict = "unfinished"
    reason: str = ""
    code: str = ""
    size_bytes: int = 0
    parameters: int = 0
    latency_s: float = 0.0
    spread: float = 0.0
    speedup: float = 0.0
    metric: float | None = None
    drop: float | None = None
    seconds: float = 0.0
    dominated_by: str = ""
    opening: Callable[[], Model] | None = None
    _model: Model | None = None

    @property
    def model(self) -> Model:
        """The model itself; read from the study's folder the first time."""
        if self._model is None:
            if self.opening is None:
                raise LookupError(f"{self.name} was never made: {self.reason}")
            self._model = self.opening()
        return self._model

    @property
    def is_made(self) -> bool:
        """Whether there is a model."""
        return self._model is not None or self.opening is not None

    def hold(self, model: Model | None) -> None:
        """Keeps the model in memory, or lets go of it."""
        self._model = model

    def to_json(self) -> dict[str, Any]:
        """All but the model."""
        made = {name: getattr(self, name) for name in _PLAIN}
        return {**made, "lineage": [each.to_json() for each in self.lineage]}

    def __repr__(self) -> str:
        said = f"{self.size_bytes / 1e6:.3g} MB, {self.latency_s * 1e3:.3g} ms"
        if self.speedup:
            said += f" ({self.speedup:.2f}x)"
        if self.metric is not None:
            said += f", metric {self.metric:.4g}"
        return f"<{self.verdict} {self.name}: {said}{'; ' + self.reason if self.reason else ''}>"


_PLAIN: Final = ("key", "name", "engine", "verdict", "reason", "code", "size_bytes", "parameters",
                 "latency_s", "spread", "speedup", "metric", "drop", "seconds",
                 "dominated_by")  # fmt: skip


def from_json(made: Mapping[str, Any]) -> Candidate:
    """Raises KeyError, TypeError or ValueError for what is no candidate."""
    lineage = tuple(Step(str(each["kind"]), dict(each["settings"])) for each in made["lineage"])
    candidate = Candidate(lineage=lineage, **{name: made[name] for name in _PLAIN})
    if candidate.key != key_of(lineage):
        raise ValueError(f"{candidate.name} is not what its lineage says")
    return candidate
