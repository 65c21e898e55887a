"""Samples of activations."""

from __future__ import annotations

import numpy as np

from tests.unit.ahr.ops.samples import Sample, floats

EDGES = np.array([-np.inf, -100, -1.0, -0.0, 0.0, 1e-30, 1.0, 100, np.inf], np.float32)

SAMPLES = [
    *(Sample(op, (floats(2, 3),)) for op in ("relu", "sigmoid", "tanh")),
    *(Sample(op, (EDGES,), label="edges") for op in ("relu", "sigmoid", "tanh")),
]
