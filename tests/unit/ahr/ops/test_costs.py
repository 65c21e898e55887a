"""Multiply-accumulates of products and filters, as one counts them by hand."""

from __future__ import annotations

from typing import Any

import pytest

from ahr.graph import TensorSpec
from ahr.ops import lookup
from ahr.ops.row import Call

COSTS: list[tuple[str, list[tuple[Any, ...]], dict[str, Any], Any]] = [
    ("linear", [("N", 5), (3, 5)], {}, "15*N"),
    ("matmul", [(2, 3, 4), (4, 5)], {}, 2 * 3 * 4 * 5),
    ("gemm", [(4, 3), (5, 4)], {"trans_a": True, "trans_b": True}, 3 * 4 * 5),
    ("conv", [(2, 4, 8, 8), (6, 4, 3, 3)], {}, 2 * 6 * 6 * 6 * 4 * 9),
    ("conv", [("N", 4, 8, 8), (4, 1, 3, 3)], {"groups": 4, "padding": 1}, f"{4 * 64 * 9}*N"),
    ("conv_transpose", [(2, 4, 8), (4, 6, 3)], {"stride": 2}, 2 * 4 * 8 * 6 * 3),
    ("attention", [(2, 4, 5), (2, 6, 5), (2, 6, 7)], {}, 2 * 4 * 6 * (5 + 7)),
    ("multi_head_attention", [(2, 4, 6), (2, 5, 6), (2, 5, 6), (18, 6), (6, 6)], {"heads": 2},
     2 * ((2 * 4 + 2 * 5) * 36 + 2 * 4 * 5 * 6)),
    ("lstm", [(7, 2, 5), (12, 5), (12, 3)], {}, 7 * 2 * (12 * 5 + 12 * 3)),
    ("relu", [(2, 3)], {}, 0),
]  # fmt: skip


@pytest.mark.parametrize(("op", "shapes", "attributes", "macs"), COSTS)
def test_macs_are_counted(
    op: str, shapes: list[tuple[Any, ...]], attributes: dict[str, Any], macs: Any
) -> None:
    row = lookup(op)
    call = Call(tuple(TensorSpec("f32", each) for each in shapes), {**row.attributes, **attributes})
    assert row.macs(call, row.shape(call)) == macs
