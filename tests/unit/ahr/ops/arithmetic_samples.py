"""Samples of arithmetic: broadcasting, element types, infinities and what is no number."""

from __future__ import annotations

import numpy as np

from tests.unit.ahr.ops.samples import Sample, floats, ints

ODD = np.array([np.nan, np.inf, -np.inf, 0.0, -0.0, 1.5], np.float32)
A, B = ints(3, 4, low=-9), ints(3, 4, low=1, seed=1)
POSITIVE = np.abs(floats(2, 3)) + 0.5

SAMPLES = [
    *(Sample(op, (floats(2, 3), floats(2, 3, seed=1))) for op in ("add", "sub", "mul", "div")),
    *(Sample(op, (floats(2, 1, 3), floats(4, 1, seed=1)), label="broadcast")
      for op in ("add", "sub", "mul", "div", "max", "min", "mod")),
    *(Sample(op, (ODD, ODD[::-1].copy()), {"fmod": True} if op == "mod" else {}, label="odd")
      for op in ("add", "sub", "mul", "div", "max", "min")),
    *(Sample(op, (A, B), label="i64") for op in ("add", "sub", "mul", "div", "max", "min", "mod")),
    *(Sample(op, (A.astype(np.int32), -B.astype(np.int32)), label="i32")
      for op in ("add", "sub", "mul", "div", "max", "min", "mod")),
    *(Sample(op, (floats(3).astype(np.float64), floats(1).astype(np.float64)), label="f64")
      for op in ("add", "sub", "mul", "div", "max", "min", "pow")),
    *(Sample(op, (floats(3).astype(np.float16), floats(1).astype(np.float16)), label="f16",
             tolerance=2e-3) for op in ("add", "sub", "mul", "div", "max", "min")),
    *(Sample(op, (floats(0, 3), floats(3))) for op in ("add", "max")),
    Sample("add", (floats(2, 3), np.float32(2)), constants=(1,), label="number"),
    Sample("mul", (np.float32(3), np.float32(2)), label="numbers"),
    Sample("max", (floats(3), floats(2, 3, seed=1), floats(1, seed=2)), label="three"),
    Sample("min", (floats(3),), label="one"),
    Sample("mod", (floats(8, scale=5), floats(8, seed=1)), {"fmod": True}, label="fmod"),
    Sample("mod", (A, -B), {"fmod": True}, label="fmod-i64"),
    Sample("mod", (A, -B), label="negative"),
    Sample("pow", (POSITIVE, floats(3))),
    Sample("pow", (floats(2, 3), np.float32(2)), constants=(1,), label="square"),
    Sample("pow", (POSITIVE, ints(2, 3, low=-3)), label="f32-i64"),
    Sample("pow", (A, np.abs(A) % 4), label="i64"),
    Sample("pow", (np.abs(A), np.float32(2.0)), label="i64-f32"),
    Sample("where", (floats(2, 3) > 0, floats(3), floats(2, 1, seed=1))),
    Sample("where", (np.array(True), A, B), label="i64"),
    Sample("where", (floats(3) > 0, floats(3) > 1, np.array(True)), label="bool",
           cannot={}),
    Sample("clip", (floats(2, 3), np.float32(-0.5), np.float32(0.5)), constants=(1, 2)),
    Sample("clip", (floats(2, 3), np.float32(-0.5), np.float32(0.5)), label="computed"),
    Sample("clip", (floats(2, 3), None, np.float32(0.5)), constants=(2,), label="above"),
    Sample("clip", (floats(2, 3), np.float32(-0.5)), constants=(1,), label="below"),
    Sample("clip", (floats(2, 3), np.float32(0.5), np.float32(-0.5)), constants=(1, 2),
           label="crossed"),
    Sample("clip", (A, np.int64(-2), np.int64(3)), constants=(1, 2), label="i64"),
    Sample("clip", (floats(2, 3), np.float32(0), np.float32(np.inf)), constants=(1, 2),
           label="infinite"),
    Sample("clip", (floats(3), None, None), label="unbounded"),
    Sample("cast", (floats(2, 3, scale=4),), {"to": "i64"}),
    Sample("cast", (ODD,), {"to": "bool"}, label="bool"),
    Sample("cast", (A,), {"to": "f32"}, label="f32"),
    Sample("cast", (A > 0,), {"to": "f32"}, label="from-bool"),
    Sample("cast", (floats(3),), {"to": "f16"}, label="f16"),
    Sample("cast", (floats(3),), {"to": "f64"}, label="f64"),
    Sample("cast", (np.abs(A),), {"to": "u8"}, label="u8"),
    Sample("cast", (floats(3),), {"to": "f32"}, label="same"),
]  # fmt: skip
