"""What kinds of ops there are, as far as a picture tells them apart by colour.

The kinds follow the files of the op table, so that a new op has a colour by standing in one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Final

from ahr.ops.table import FAMILIES

COLOURS: Final = {
    "weights": "#3566ad",
    "normalisation": "#2c7a59",
    "activation": "#b0493f",
    "pooling": "#7a52a8",
    "arithmetic": "#86631a",
    "shape": "#5b6776",
    "other": "#2f7688",
    "group": "#515c74",
    "hot": "#c2410c",
    "cold": "#5b6776",
}
"""Fills that white text is read on, and that stand out from light and dark pages; `hot` and `cold`
are the ends of the scale for numbers."""

_KINDS: Final = {
    "weights": ("product_rows", "convolution_rows", "transposed_rows", "recurrent_rows",
                "attention_rows"),
    "normalisation": ("normalisation_rows", "layer_norm_rows"),
    "activation": ("activation_rows",),
    "pooling": ("pooling_rows", "adaptive_rows", "reduction_rows"),
    "arithmetic": ("arithmetic_rows", "unary_rows", "comparison_rows"),
    "shape": ("reshape_rows", "measure_rows", "joining_rows", "padding_rows"),
}  # fmt: skip
OTHER: Final = "other"


@cache
def kinds() -> Mapping[str, str]:
    """The kind of each op."""
    kind_of = {family: kind for kind, families in _KINDS.items() for family in families}
    return {
        row.name: kind_of.get(family, OTHER)
        for family in FAMILIES
        for row in import_module(f"ahr.ops.{family}").ROWS
    }
