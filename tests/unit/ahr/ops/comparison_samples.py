"""Samples of comparisons, logic and bits."""

from __future__ import annotations

import numpy as np

from tests.unit.ahr.ops.samples import Sample, floats, ints

COMPARISONS = "equal greater greater_or_equal less less_or_equal".split()
X = np.array([[np.nan, 1.0, 2.0], [np.inf, 0.0, -0.0]], np.float32)
Y = np.array([1.0, 1.0, 0.0], np.float32)
TRUTHS = np.array([[True], [False]]), np.array([True, False, True])
BITS = ints(2, 3, high=200), ints(3, high=200, seed=1)

SAMPLES = [
    *(Sample(op, (X, Y)) for op in COMPARISONS),
    *(Sample(op, BITS, label="i64") for op in COMPARISONS),
    Sample("equal", TRUTHS, label="bool"),
    *(Sample(op, TRUTHS) for op in ("and", "or", "xor")),
    *(Sample(op, BITS) for op in ("bitwise_and", "bitwise_or", "bitwise_xor")),
    *(Sample(op, tuple(each.astype(np.uint8) for each in BITS), label="u8")
      for op in ("bitwise_and", "bitwise_or", "bitwise_xor")),
    Sample("bitwise_not", (BITS[0],)),
    Sample("equal", (floats(0, 3), floats(3)), label="empty"),
]  # fmt: skip
