"""Whether two arrays share memory: by the extents of what they can reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower.values import Value
from nbc.native.reps import ITEM_BYTES

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


def extent(lowering: Lowering, array: Value) -> tuple[str, str]:
    """The first address that an array reaches, and the one behind the last; equal if empty."""
    out = lowering.text
    low = high = out.let(f"ptrtoint ptr {array.data} to i64")
    empty = "false"
    for dim, stride in zip(array.dims, array.strides, strict=True):
        last = out.let(f"sub i64 {dim}, 1")
        span = out.let(f"mul i64 {last}, {stride}")
        negative = out.let(f"icmp slt i64 {span}, 0")
        down = out.let(f"select i1 {negative}, i64 {span}, i64 0")
        up = out.let(f"select i1 {negative}, i64 0, i64 {span}")
        low, high = out.let(f"add i64 {low}, {down}"), out.let(f"add i64 {high}, {up}")
        none = out.let(f"icmp eq i64 {dim}, 0")
        empty = none if empty == "false" else out.let(f"or i1 {empty}, {none}")
    behind = out.let(f"add i64 {high}, {ITEM_BYTES[array.dtype]}")
    return low, out.let(f"select i1 {empty}, i64 {low}, i64 {behind}")


def overlap(lowering: Lowering, a: Value, b: Value) -> str:
    """Whether (i1) two arrays may share elements."""
    out = lowering.text
    (low_a, high_a), (low_b, high_b) = extent(lowering, a), extent(lowering, b)
    before = out.let(f"icmp ult i64 {low_a}, {high_b}")
    behind = out.let(f"icmp ult i64 {low_b}, {high_a}")
    return out.let(f"and i1 {before}, {behind}")
