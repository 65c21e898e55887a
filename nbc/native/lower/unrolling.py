"""Loops over short tuples, and over those whose items differ in type: once per item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower.control import State, end_way, join_ways
from nbc.native.lower.function import Loop
from nbc.native.lower.iterables import ITERATORS
from nbc.native.lower.loops import finish_loop
from nbc.native.lower.sequences import tuple_of
from nbc.native.lower.values import Value
from nbc.native.reps import INT, PartsRep, TupleRep

if TYPE_CHECKING:
    from nbc.bytecode.blocks import Block
    from nbc.native.lower.function import Lowering

_UNROLLED = 8
_UNROLLED_CODE = 3000


def is_unrolled(lowering: Lowering, block: Block, value: Value) -> bool:
    """Tuples whose items differ in type, and short ones."""
    columns = [value]
    if isinstance(value.rep, PartsRep) and value.rep.kind in ITERATORS:
        columns = [item for item in value.items if item.rep != INT]
    if not all(isinstance(column.rep, TupleRep) for column in columns):
        return False
    size = max(len(column.items) for column in columns)
    code = (block.end - block.opener) * size
    alike = all(part.rep == column.items[0].rep for column in columns for part in column.items)
    if alike and size and (size > _UNROLLED or code > _UNROLLED_CODE // 8):
        return False
    if code > _UNROLLED_CODE:
        lowering.refuse("a loop over a long tuple of different types stays on the VM")
    return True


def items_of(value: Value) -> list[Value]:
    """The items of a tuple, or of enumerate, zip and reversed of tuples."""
    if not isinstance(value.rep, PartsRep):
        return list(value.items)
    if value.rep.kind == "reversed":
        return items_of(value.items[0])[::-1]
    if value.rep.kind == "zip":
        return [tuple_of(list(row)) for row in zip(*map(items_of, value.items), strict=False)]
    inner, start = value.items
    numbers = _numbers(start, len(items_of(inner)))
    return [tuple_of([n, item]) for n, item in zip(numbers, items_of(inner), strict=True)]


def _numbers(start: Value, count: int) -> list[Value]:
    return [
        Value(INT, (str(start.constant + k),), start.constant + k,
              (start.constant + k, start.constant + k))
        for k in range(count)
    ]  # fmt: skip


def unrolled(lowering: Lowering, block: Block, value: Value) -> None:
    if isinstance(value.rep, PartsRep) and value.rep.kind == "enumerate":
        lowering.static_or_refuse(value.items[1], "where enumerate() starts")
    middle = block.middles[0] if block.middles else block.end
    breaks: list[tuple[str, State]] = []
    lowering.variables.release_temporaries()
    for item in items_of(value):
        loop = Loop(dict(lowering.variables.state))
        lowering.loops.append(loop)
        depth = len(lowering.stack)
        lowering.push(item)
        lowering.here = block.opener
        lowering.walk(block.opener + 1, middle)
        del lowering.stack[depth:]
        lowering.loops.pop()
        breaks += loop.breaks
        ways = list(loop.continues)
        end_way(lowering, ways)
        join_ways(lowering, ways, lowering.text.new_label("next"))
        if lowering.text.closed:
            break
    exhausted: list[tuple[str, State]] = []
    end_way(lowering, exhausted)
    finish_loop(lowering, block, middle, exhausted, breaks)
