"""Slices of lists and strings: bounds as Python clips them, and copies of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower import lists
from nbc.native.lower.scalars import as_index
from nbc.native.lower.values import Value
from nbc.native.reps import ITEM_BYTES, NoneRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


def general(key: Value) -> bool:
    """Whether a slice has a step other than 1."""
    step = key.items[2]
    return not isinstance(step.rep, NoneRep) and step.constant != 1


def bounds(lowering: Lowering, key: Value, size: str) -> tuple[str, str]:
    """First index and number of items of a slice with step 1."""
    out = lowering.text
    start = _clipped(lowering, key.items[0], size, "0")
    stop = _clipped(lowering, key.items[1], size, size)
    if start == "0":
        return start, stop
    some = out.let(f"icmp sgt i64 {stop}, {start}")
    apart = out.let(f"sub i64 {stop}, {start}")
    return start, out.let(f"select i1 {some}, i64 {apart}, i64 0")


def _clipped(lowering: Lowering, part: Value, size: str, default: str) -> str:
    """A bound between 0 and the size."""
    if isinstance(part.rep, NoneRep):
        return default
    index, out = as_index(lowering, part), lowering.text
    reg, known = index.reg, index.range
    if index.constant == 0:
        return "0"
    if known is None or known[0] < 0:
        moved = out.let(f"add i64 {reg}, {size}")
        low = out.let(f"icmp slt i64 {reg}, 0")
        reg = out.let(f"select i1 {low}, i64 {moved}, i64 {reg}")
        still = out.let(f"icmp slt i64 {reg}, 0")
        reg = out.let(f"select i1 {still}, i64 0, i64 {reg}")
    high = out.let(f"icmp sgt i64 {reg}, {size}")
    return out.let(f"select i1 {high}, i64 {size}, i64 {reg}")


def slice_list(lowering: Lowering, owner: Value, key: Value) -> Value:
    """A new list of the items of a slice."""
    lists.flat(lowering, owner)
    rep = lists.item_of(owner)
    size = lists.length(lowering, owner).reg
    reverse = general(key)
    if reverse and (
        key.items[2].constant != -1
        or not all(isinstance(part.rep, NoneRep) for part in key.items[:2])
    ):
        lowering.refuse("slicing a list with this step has no native form")
    start, count = ("0", size) if reverse else bounds(lowering, key, size)
    made = lists.new_list(lowering, rep, count)
    data = lists.field(lowering, owner, lists.DATA)
    offset = lowering.text.let(f"mul i64 {start}, {ITEM_BYTES[rep.dtype]}")
    first = lowering.text.let(f"getelementptr i8, ptr {data}, i64 {offset}")
    lists.extend_raw(lowering, made, first, count)
    if reverse:
        lists.reverse(lowering, made)
    return made
