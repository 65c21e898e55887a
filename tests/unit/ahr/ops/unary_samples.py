"""Samples of functions of one number, with the numbers at the ends of what they are defined for."""

from __future__ import annotations

import numpy as np

from tests.unit.ahr.ops.samples import EDGES, Sample, floats, ints

ANY = "neg abs sign exp expm1 erf floor ceil round sin cos tan atan sinh cosh asinh".split()
POSITIVE = "sqrt log log1p reciprocal".split()
INSIDE = "asin acos atanh".split()
TINY = np.array([-0.5, -1e-3, -3e-8, 0.0, 1e-20, 1e-8, 1e-4, 0.3, 0.5, 8.0], np.float32)
HALVES = np.array([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5], np.float32)

SAMPLES = [
    *(Sample(op, (floats(2, 3),)) for op in ANY),
    *(Sample(op, (np.abs(floats(2, 3)) + 0.1,)) for op in POSITIVE),
    *(Sample(op, (floats(2, 3, scale=0.2),)) for op in INSIDE),
    *(Sample(op, (floats(2, 3).astype(np.float64),), label="f64")
      for op in ("abs", "neg", "sign", "exp", "round", "sin", "cos")),
    *(Sample(op, (floats(2, 3).astype(np.float64),), label="f64", cannot={"keras": "32 bits"})
      for op in ("floor", "ceil")),
    *(Sample(op, (np.abs(floats(3)).astype(np.float16) + 1,), label="f16", tolerance=2e-3)
      for op in ("abs", "neg", "exp", "log", "sqrt", "floor", "ceil", "reciprocal")),
    *(Sample(op, (ints(5, low=-4),), label="i64") for op in ("neg", "abs", "sign")),
    *(Sample(op, (ints(5, low=-4).astype(np.int32),), label="i32") for op in ("neg", "abs")),
    *(Sample(op, (EDGES,), label="edges")
      for op in ("neg", "abs", "sqrt", "exp", "log", "reciprocal", "floor", "erf", "is_nan",
                 "log1p", "expm1")),
    *(Sample(op, (np.zeros((0, 2), np.float32),), label="empty") for op in ("exp", "round")),
    *(Sample(op, (TINY,), label="near zero", tolerance=1e-6, exact=True)
      for op in ("log1p", "expm1")),
    *(Sample(op, (TINY.astype(dtype),), label=f"near zero {dtype}", tolerance=tolerance)
      for op in ("log1p", "expm1") for dtype, tolerance in (("float64", 1e-6), ("float16", 2e-3))),
    Sample("acosh", (np.abs(floats(3)) + 1.5,)),
    Sample("round", (HALVES,), label="halves"),
    Sample("abs", (np.array([3, 200], np.uint8),), label="u8"),
    Sample("not", (floats(2, 3) > 0,)),
    Sample("is_nan", (np.array([np.nan, 1, np.inf], np.float32),)),
    Sample("is_inf", (EDGES,)),
    Sample("is_inf", (EDGES,), {"detect_negative": False}, label="positive"),
    Sample("is_inf", (EDGES,), {"detect_positive": False}, label="negative"),
    Sample("is_inf", (EDGES,), {"detect_positive": False, "detect_negative": False},
           label="neither"),
]  # fmt: skip
