"""Samples of products."""

from __future__ import annotations

from tests.unit.ahr.ops.samples import Sample, floats

SAMPLES = [
    Sample("linear", (floats(5, 4), floats(3, 4, seed=1), floats(3, seed=2))),
    Sample("linear", (floats(5, 4), floats(3, 4, seed=1), None), label="no bias"),
    Sample("linear", (floats(2, 5, 4), floats(3, 4, seed=1), floats(3, seed=2)), label="3-d"),
]
