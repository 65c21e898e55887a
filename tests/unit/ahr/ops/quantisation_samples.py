"""Samples of quantised tensors and of branches."""

from __future__ import annotations

from typing import Any

import numpy as np

from ahr.building import GraphBuilder
from ahr.graph import Graph, TensorSpec
from tests.unit.ahr.ops.samples import Sample, floats, ints

X = floats(2, 3, 4, scale=3)
SCALES, POINTS = np.array([0.1, 0.02, 0.3], np.float32), np.array([128, 3, 250], np.uint8)
ONE = np.float32(0.05)
BYTES = ints(2, 3, 4, high=256).astype(np.uint8)
SIGNED = ints(2, 3, 4, low=-128, high=128).astype(np.int8)
LEFT, RIGHT = ints(3, 4, high=256).astype(np.uint8), ints(4, 2, low=-128, high=128).astype(np.int8)
IMAGE = ints(1, 2, 5, 6, high=256).astype(np.uint8)
KERNEL = ints(4, 2, 3, 3, high=256, seed=1).astype(np.uint8)
NO_CONV = {"keras": "no convolution of integers"}
HALVES = np.array([[0.5, 1.5, 2.5], [-300.0, 300.0, -0.5]], np.float32)


def branch(name: str, *, long: bool) -> Graph:
    """One that looks at the value around it, and one that does not."""
    builder = GraphBuilder(name)
    builder.specs["x0"] = TensorSpec("bool", ())
    seen = builder.apply("cast", ["x0"], {"to": "f32"}, outputs=(f"{name}_seen",))[0]
    ones = builder.constant(np.ones(3 if long else 2, np.float32), f"{name}_ones")
    return builder.finish(builder.apply("add", [seen, ones], outputs=(f"{name}_sum",)))


BRANCHES: dict[str, Any] = {
    "then_branch": branch("then", long=False), "else_branch": branch("other", long=False)
}  # fmt: skip
UNEVEN: dict[str, Any] = {**BRANCHES, "else_branch": branch("longer", long=True)}
CHOSEN = {"torch": "branches", "keras": "branches"}

SAMPLES = [
    Sample("quantize_linear", (X, ONE, np.uint8(10))),
    Sample("quantize_linear", (X, ONE), label="no-zero"),
    Sample("quantize_linear", (X, ONE), {"dtype": "i8"}, label="dtype"),
    Sample("quantize_linear", (X, ONE, np.int8(-3)), label="i8"),
    Sample("quantize_linear", (X, SCALES, POINTS), label="axis"),
    Sample("quantize_linear", (floats(4, 3), SCALES, POINTS), {"axis": -1}, label="last"),
    Sample("quantize_linear", (HALVES, np.float32(1)), label="halves"),
    Sample("dequantize_linear", (BYTES, ONE, np.uint8(10))),
    Sample("dequantize_linear", (SIGNED, ONE), label="no-zero"),
    Sample("dequantize_linear", (BYTES, SCALES, POINTS), label="axis"),
    Sample("dequantize_linear", (SIGNED[0], SCALES), {"axis": 0}, label="first"),
    Sample("dequantize_linear", (ints(2, 3).astype(np.int32), ONE), label="i32"),
    Sample("dynamic_quantize_linear", (X,)),
    Sample("dynamic_quantize_linear", (np.abs(X) + 1,), label="positive"),
    Sample("dynamic_quantize_linear", (-np.abs(X) - 1,), label="negative"),
    Sample("matmul_integer", (LEFT, RIGHT)),
    Sample("matmul_integer", (LEFT, RIGHT, np.uint8(7), np.int8(-3)), label="zeros"),
    Sample("matmul_integer", (BYTES, RIGHT, np.uint8(7), np.array([1, -2], np.int8)),
           label="columns"),
    Sample("conv_integer", (IMAGE, KERNEL), {"padding": 1}, cannot=NO_CONV),
    Sample("conv_integer", (IMAGE, KERNEL, np.uint8(9), np.uint8(2)),
           {"padding": (0, 1, 2, 1), "stride": 2}, cannot=NO_CONV, label="zeros"),
    Sample("if", (np.array(True),), BRANCHES, cannot=CHOSEN),
    Sample("if", (np.array(False),), BRANCHES, cannot=CHOSEN, label="else"),
    Sample("if", (np.array(False),), UNEVEN, cannot=CHOSEN, label="uneven", foretold=False),
]  # fmt: skip
