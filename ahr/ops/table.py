"""The tensor-op table: from a name to its row.

The rows are in the `*_rows` files, which are all read when the first one is asked for.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from typing import Final

from ahr.ops.row import TensorOp

FAMILIES: Final = (
    "arithmetic_rows", "unary_rows", "comparison_rows", "activation_rows", "product_rows",
    "convolution_rows", "transposed_rows", "pooling_rows", "adaptive_rows",
    "normalisation_rows", "layer_norm_rows", "reshape_rows", "measure_rows",
    "joining_rows", "padding_rows", "gathering_rows", "reduction_rows", "ranking_rows",
    "resize_rows", "recurrent_rows", "quantisation_rows", "branch_rows",
    "attention_rows",
)  # fmt: skip
"""The files with rows; each has them in `ROWS`."""


@cache
def rows() -> Mapping[str, TensorOp]:
    """All rows by name, in the order of the files."""
    found: dict[str, TensorOp] = {}
    for family in FAMILIES:
        for row in importlib.import_module(f"ahr.ops.{family}").ROWS:
            if row.name in found:
                raise ValueError(f"two rows are named {row.name!r}")
            found[row.name] = row
    return found


def lookup(name: str) -> TensorOp:
    """The row of an op. Raises KeyError."""
    return rows()[name]
