"""Samples of activations."""

from __future__ import annotations

import numpy as np

from tests.unit.ahr.ops.samples import EDGES, Sample, floats

PLAIN = (
    "relu sigmoid tanh leaky_relu elu celu selu gelu silu mish softplus softsign hard_sigmoid "
    "hard_swish thresholded_relu softmax log_softmax"
).split()
FINITE = EDGES[1:-1]

SAMPLES = [
    *(Sample(op, (floats(2, 3),)) for op in PLAIN),
    *(Sample(op, (EDGES,), label="edges") for op in ("relu", "sigmoid", "tanh")),
    *(Sample(op, (FINITE,), label="large")
      for op in PLAIN if op not in ("relu", "sigmoid", "tanh", "softmax", "log_softmax")),
    *(Sample(op, (floats(2, 3).astype(np.float64),), label="f64")
      for op in ("relu", "sigmoid", "tanh", "softmax", "log_softmax")),
    Sample("relu", (floats(2, 3).astype(np.float16),), label="f16"),
    Sample("leaky_relu", (floats(2, 3),), {"alpha": 0.3}, label="alpha"),
    Sample("elu", (floats(2, 3),), {"alpha": 0.5}, label="alpha"),
    Sample("celu", (floats(2, 3),), {"alpha": 0.5}, label="alpha"),
    Sample("selu", (floats(2, 3),), {"alpha": 2.0, "gamma": 3.0}, label="alpha"),
    Sample("thresholded_relu", (floats(2, 3),), {"alpha": 0.2}, label="alpha"),
    Sample("gelu", (floats(2, 3),), {"approximate": "tanh"}, label="tanh"),
    Sample("gelu", (FINITE,), {"approximate": "tanh"}, label="tanh-large"),
    Sample("hard_sigmoid", (floats(2, 3, scale=5),), {"alpha": 1 / 6}, label="sixths"),
    Sample("hard_sigmoid", (floats(2, 3, scale=5),), {"alpha": 0.3, "beta": 0.4}, label="alpha"),
    Sample("prelu", (floats(2, 3, 4), floats(3, 1, seed=1))),
    Sample("prelu", (floats(2, 3, 4), floats(1, seed=1)), label="one"),
    Sample("prelu", (floats(2, 3, 4), floats(4, seed=1)), label="last"),
    Sample("prelu", (floats(2, 3), floats(3, seed=1)), label="2-d"),
    *(Sample(op, (floats(2, 3, 4, scale=30),), {"axis": 1}, label="axis")
      for op in ("softmax", "log_softmax", "hardmax")),
    *(Sample(op, (np.zeros((0, 3), np.float32),), label="empty")
      for op in ("softmax", "log_softmax")),
    Sample("hardmax", (np.array([[1, 3, 3], [2, 0, 1]], np.float32),)),
    Sample("softmax", (floats(5),), {"axis": 0}, label="1-d"),
]  # fmt: skip
