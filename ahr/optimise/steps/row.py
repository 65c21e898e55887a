"""What is known of a technique that changes a model: one row each."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, final

from ahr.bench.cpu import Cpu
from ahr.models import Model
from ahr.optimise.data import Data

Settings = Mapping[str, Any]


@final
@dataclass(frozen=True, slots=True)
class Materials:
    """What techniques may need. `student` is a model function's model to distil into. `stop` says
    that the study was cancelled; `report` takes a line of what is done and the part that is."""

    data: Data
    cpu: Cpu
    seed: int
    stop: Callable[[], bool]
    report: Callable[[str, float], None]
    student: Model | None = None
    training: Settings | None = None
    """What `Model.fit` is told when a model is fine-tuned or distilled."""


def _nothing(model: Model, settings: Settings, cpu: Cpu) -> str:
    return ""


def _always(model: Model, settings: Settings, materials: Materials) -> str:
    return ""


@final
@dataclass(frozen=True, slots=True)
class Technique:
    """`says(settings)` is its name in words; `refuses` why it cannot be used on a model, or "".
    `make` raises ModelError N6017 where it turns out not to work. `why_slow` and `why_worse`
    explain what was measured, "" where there is nothing to say. `engine` runs what it makes, unless
    a step has a setting of that name. `packages` are what it needs besides ONNX Runtime;
    `choices` settings that a search may draw. `comes_first`: before the network is folded."""

    kind: str
    says: Callable[[Settings], str]
    make: Callable[[Model, Settings, Materials], Model]
    refuses: Callable[[Model, Settings, Materials], str] = _always
    why_slow: Callable[[Model, Settings, Cpu], str] = _nothing
    why_worse: Callable[[Model, Settings, Cpu], str] = _nothing
    engine: str = "onnxruntime"
    packages: tuple[str, ...] = ()
    choices: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    comes_first: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """Its packages that are not installed."""
        return tuple(each for each in self.packages if importlib.util.find_spec(each) is None)
