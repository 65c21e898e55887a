"""One model that a study tried: how it was made, its figures, and what became of it."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, final, get_args

from ahr.models import Model

Verdict = Literal["kept", "rejected", "unfinished"]
State = Literal["new", "running", "done", "cancelled", "interrupted", "failed"]
"""How far a study is."""

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
    words why a rejected one was, `dominated_by` names the candidate that is better in all. `sha256`
    is that of the file of its model, once there is one."""

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
    sha256: str = ""
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

    def hold(self, model: Model) -> None:
        """Keeps the model in memory."""
        self._model = model

    def let_go(self) -> None:
        """Frees the memory of a model that can be read again."""
        if self.opening is not None:
            self._model = None

    def fail(self, code: str, reason: str) -> None:
        """Rejects it: there is no model, and no figure."""
        self.verdict, self.code, self.reason = "rejected", code, reason
        self.metric = self.drop = None
        self.latency_s = 0.0
        self._model = self.opening = None

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
    for name in _PLAIN:
        if not _fits(name, made[name]):
            raise ValueError(f"{name} is {made[name]!r}")
    candidate = Candidate(lineage=lineage, **{name: made[name] for name in _PLAIN})
    if candidate.key != key_of(lineage):
        raise ValueError(f"{candidate.name} is not what its lineage says")
    return candidate


def _fits(name: str, value: Any) -> bool:
    """Whether a value of JSON is one that a candidate may have."""
    if name == "verdict":
        return value in get_args(Verdict)
    if name in ("metric", "drop") and value is None:
        return True
    default = Candidate.__dataclass_fields__[name].default
    if name in ("metric", "drop") or isinstance(default, int | float):
        return isinstance(value, int | float) and math.isfinite(value)
    return isinstance(value, str)
