"""Samples of pooling: padding that is uneven or not counted, ceil mode, dilation, places."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.unit.ahr.ops.samples import Sample, floats

X = floats(2, 3, 7, 8)
LINE = floats(2, 3, 11)
BLOCK = floats(1, 2, 5, 6, 4)
KERAS_DILATION = {"keras": "dilation"}

BOTH: list[tuple[str, Any, dict[str, Any]]] = [
    ("plain", X, {}),
    ("stride", X, {"kernel": 3, "stride": 1}),
    ("padding", X, {"kernel": 3, "stride": 2, "padding": 1}),
    ("by-axis", X, {"kernel": (3, 2), "stride": (2, 1), "padding": (1, 0)}),
    ("uneven", X, {"kernel": 3, "stride": 2, "padding": (0, 1, 2, 1)}),
    ("same", X, {"kernel": 3, "stride": 2, "padding": "same"}),
    ("same-lower", X, {"kernel": 4, "stride": 2, "padding": "same_lower"}),
    ("ceil", X, {"kernel": 3, "stride": 2, "ceil_mode": True}),
    ("ceil-padding", X, {"kernel": 3, "stride": 2, "padding": 1, "ceil_mode": True}),
    ("ceil-gap", X, {"kernel": 1, "stride": 4, "ceil_mode": True}),
    ("1-d", LINE, {"kernel": 3, "stride": 2, "padding": 1}),
    ("3-d", BLOCK, {"kernel": (2, 3, 2), "stride": 2, "padding": (1, 1, 0)}),
]

SAMPLES = [
    *(Sample(op, (x,), {"stride": attributes.get("kernel", 2), **attributes}, label=label)
      for op in ("max_pool", "average_pool") for label, x, attributes in BOTH),
    *(Sample("average_pool", (x,),
             {"stride": 2, "kernel": 2, **attributes, "count_include_pad": True},
             label=f"counted-{label}") for label, x, attributes in BOTH),
    Sample("max_pool", (X,), {"kernel": 2, "stride": 1, "dilation": 2}, label="dilation",
           cannot=KERAS_DILATION),
    Sample("average_pool", (X,), {"kernel": 2, "stride": 1, "dilation": (2, 1)}, label="dilation",
           cannot={**KERAS_DILATION, "torch": "dilation"}),
    Sample("max_pool", (X,), {"kernel": 3, "stride": 2, "padding": 1, "indices": True},
           label="indices", cannot={"keras": "where"}),
    Sample("max_pool", (X,), {"kernel": 2, "stride": 2, "indices": True, "column_major": True},
           label="indices-by-column", cannot={"keras": "where", "torch": "inside"}),
    Sample("max_pool", (np.arange(50, dtype=np.int8).reshape(1, 2, 5, 5) - 25,),
           {"kernel": 3, "padding": 1, "stride": 1}, label="i8"),
    *(Sample(op, (x,), label=label) for op in ("global_average_pool", "global_max_pool")
      for label, x in (("1-d", LINE), ("2-d", X), ("3-d", BLOCK))),
    Sample("adaptive_average_pool", (X,), label="one"),
    Sample("adaptive_average_pool", (X,), {"output_size": (7, 4)}, label="even"),
    Sample("adaptive_average_pool", (X,), {"output_size": (3, 5)}, label="uneven"),
    Sample("adaptive_average_pool", (LINE,), {"output_size": 4}, label="1-d"),
    Sample("adaptive_average_pool", (BLOCK,), {"output_size": (2, 4, 3)}, label="3-d"),
]  # fmt: skip
