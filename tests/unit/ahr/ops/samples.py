"""Samples of every row of the tensor-op table, for the differential test: one file a family."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, final

import numpy as np

FAMILIES = (
    "arithmetic",
    "unary",
    "comparison",
    "activation",
    "product",
    "convolution",
    "pooling",
    "normalisation",
    "shape",
    "movement",
    "reduction",
    "resize",
    "recurrent",
    "quantisation",
    "attention",
)


@final
@dataclass(frozen=True)
class Sample:
    """`inputs` are arrays (None: left out); those whose index is in `constants` are part of the
    graph. `cannot` names the targets that have no way to say this, with a part of the reason.
    `foretold` is False where the shape depends on numbers that are computed.
    `exact`: the tolerance is of each number alone, however small it is.
    `data` are the inputs that are no parameters where a layer owns the others."""

    op: str
    inputs: tuple[Any, ...]
    attributes: Mapping[str, Any] = field(default_factory=dict)
    constants: tuple[int, ...] = ()
    cannot: Mapping[str, str] = field(default_factory=dict)
    tolerance: float = 2e-5
    label: str = ""
    data: tuple[int, ...] = (0,)
    foretold: bool = True
    exact: bool = False

    def __str__(self) -> str:
        return f"{self.op}-{self.label}" if self.label else self.op


def floats(*shape: int, seed: int = 0, scale: float = 1.0) -> np.ndarray[Any, Any]:
    """Normal numbers, the same ones each time."""
    made = np.random.default_rng(seed).standard_normal(shape) * scale
    return made.astype(np.float32)


def ints(
    *shape: int, low: int = 0, high: int = 10, seed: int = 0
) -> np.ndarray[Any, Any]:  # fmt: skip
    """Integers from `low` to below `high`, the same ones each time."""
    return np.random.default_rng(seed).integers(low, high, shape, np.int64)


EDGES = np.array([-np.inf, -100, -1.0, -0.0, 0.0, 1e-30, 1.0, 100, np.inf], np.float32)


def samples() -> list[Sample]:
    """All of them."""
    found: list[Sample] = []
    for family in FAMILIES:
        module = importlib.import_module(f"tests.unit.ahr.ops.{family}_samples")
        found.extend(module.SAMPLES)
    return found
