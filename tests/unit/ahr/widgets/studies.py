"""Studies to show that cost nothing: candidates with made-up figures around a real model."""

from __future__ import annotations

from typing import Any

import numpy as np

from ahr import TensorSpec, model
from ahr.models import Model
from ahr.optimise.candidate import Candidate, Step, key_of
from ahr.optimise.data import checked_data
from ahr.optimise.settings import checked_settings
from ahr.optimise.study import Study
from ahr.trace import activations as act
from ahr.trace import layers as nn

X = np.random.default_rng(0).normal(size=(24, 6)).astype(np.float32)


def net() -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 6))})
    def small(x: Any) -> Any:
        return nn.linear(act.relu(nn.linear(x, 8)), 3)

    return small.init(seed=0)


def candidate(place: int, name: str = "", **figures: Any) -> Candidate:
    """The first one is the original."""
    lineage = (Step("fold"), Step("static", {"activations": "u8", "n": place}))[: 2 * (place > 0)]
    shown: dict[str, Any] = {"verdict": "kept", "size_bytes": 4000, "latency_s": 1e-3, "speedup": 1.0, "spread": 0.1,
             "metric": 0.9, "drop": 0.0} | figures  # fmt: skip
    return Candidate(key_of(lineage), name or ("original" if place == 0 else f"number {place}"),
                     lineage, **shown)  # fmt: skip


def study(candidates: list[Candidate], *, made: Model | None = None, **settings: Any) -> Study:
    shown = made or net()
    chosen = {"metric": "agreement", "max_drop": 0.02, **settings}
    found = Study(
        shown, checked_settings(**chosen), checked_data(shown, (X, None, X, None), seed=0)
    )
    found.candidates += candidates
    found.state = "done"
    return found


def usual() -> Study:
    """The original, one that is better, one that was rejected, one that failed."""
    found = study([
        candidate(0, verdict="rejected", reason="no better than number 1 in anything measured"),
        candidate(1, latency_s=4e-4, speedup=2.5, size_bytes=1200, metric=0.89, drop=0.01),
        candidate(2, latency_s=3e-3, speedup=0.33, size_bytes=1300, verdict="rejected",
                  reason="slower than the original (0.33 times its speed)"),
        candidate(3, latency_s=0.0, speedup=0.0, size_bytes=0, metric=None, drop=None,
                  verdict="rejected", code="N6017", reason="it ran out of memory"),
    ])  # fmt: skip
    for each in found.candidates[:3]:
        each.hold(found.model)
    return found
