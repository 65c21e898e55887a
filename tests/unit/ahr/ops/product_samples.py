"""Samples of products."""

from __future__ import annotations

from tests.unit.ahr.ops.samples import Sample, floats, ints

SAMPLES = [
    Sample("linear", (floats(5, 4), floats(3, 4, seed=1), floats(3, seed=2))),
    Sample("linear", (floats(5, 4), floats(3, 4, seed=1), None), label="no bias"),
    Sample("linear", (floats(2, 5, 4), floats(3, 4, seed=1), floats(3, seed=2)), label="3-d"),
    Sample("matmul", (floats(3, 4), floats(4, 5, seed=1))),
    Sample("matmul", (floats(2, 1, 3, 4), floats(6, 4, 5, seed=1)), label="broadcast"),
    Sample("matmul", (floats(4), floats(4, seed=1)), label="vectors"),
    Sample("matmul", (floats(2, 3, 4), floats(4, seed=1)), label="by-vector"),
    Sample("matmul", (floats(4), floats(2, 4, 3, seed=1)), label="of-vector"),
    Sample("matmul", (floats(0, 4), floats(4, 3, seed=1)), label="no-rows"),
    Sample("matmul", (ints(3, 4), ints(4, 2)), label="i64"),
    Sample("matmul", (floats(3, 4).astype("float64"), floats(4, 2).astype("float64")), label="f64"),
    Sample("gemm", (floats(3, 4), floats(4, 5, seed=1), floats(5, seed=2))),
    Sample("gemm", (floats(3, 4), floats(4, 5, seed=1)), label="no-sum"),
    Sample("gemm", (floats(4, 3), floats(5, 4, seed=1), floats(3, 1, seed=2)),
           {"alpha": 0.5, "beta": 2.0, "trans_a": True, "trans_b": True}, label="turned"),
    Sample("gemm", (floats(3, 4), floats(5, 4, seed=1), floats(3, 5, seed=2)),
           {"trans_b": True}, label="as-linear"),
]  # fmt: skip
