"""Samples of normalisation."""

from __future__ import annotations

import numpy as np

from tests.unit.ahr.ops.samples import Sample, floats

X, LINE, BLOCK = floats(2, 6, 4, 5), floats(2, 6, 7), floats(2, 6, 3, 4, 2)
SCALE, BIAS, MEAN = floats(6, seed=1), floats(6, seed=2), floats(6, seed=3)
VARIANCE = np.abs(floats(6, seed=4)) + 0.1
BATCH = (SCALE, BIAS, MEAN, VARIANCE)
ROW, ROW_BIAS = floats(5, seed=1), floats(5, seed=2)
WIDE, WIDE_BIAS = floats(4, 5, seed=1), floats(4, 5, seed=2)

SAMPLES = [
    Sample("batch_norm", (X, *BATCH)),
    Sample("batch_norm", (LINE, *BATCH), {"epsilon": 1e-3}, label="1-d"),
    Sample("batch_norm", (BLOCK, *BATCH), {"momentum": 0.99}, label="3-d"),
    Sample("batch_norm", (floats(3, 6), *BATCH), label="rows"),
    *(Sample(op, (x, SCALE, BIAS), attributes, label=label)
      for op, attributes in (("instance_norm", {}), ("group_norm", {"groups": 2}))
      for label, x in (("", X), ("1-d", LINE), ("3-d", BLOCK))),
    Sample("instance_norm", (X, SCALE, BIAS), {"epsilon": 0.1}, label="epsilon"),
    Sample("group_norm", (X, SCALE, BIAS), {"groups": 3, "epsilon": 0.1}, label="epsilon"),
    Sample("group_norm", (floats(3, 6), SCALE, BIAS), {"groups": 2}, label="rows"),
    Sample("lrn", (X,)),
    Sample("lrn", (X,), {"size": 4, "alpha": 0.5, "beta": 0.6, "bias": 2.0}, label="even"),
    Sample("lrn", (X,), {"size": 3, "alpha": 0.5}, label="odd"),
    Sample("layer_norm", (X, ROW, ROW_BIAS)),
    Sample("layer_norm", (X, ROW), label="no-bias"),
    Sample("layer_norm", (X, WIDE, WIDE_BIAS), {"axis": 2, "epsilon": 1e-2}, label="two-axes"),
    Sample("layer_norm", (X, ROW, ROW_BIAS), {"axis": -2}, label="broadcast"),
    Sample("layer_norm", (X, ROW, ROW_BIAS), {"statistics": True}, label="statistics"),
    Sample("layer_norm", (X, WIDE, None), {"axis": -2, "statistics": True},
           label="statistics-of-two"),
    Sample("rms_norm", (X, ROW)),
    Sample("rms_norm", (X, WIDE), {"axis": 2, "epsilon": 1e-2}, label="two-axes"),
    Sample("rms_norm", (X, ROW), {"axis": 2}, label="broadcast"),
]  # fmt: skip
