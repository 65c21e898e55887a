"""What can be iterated over: ranges, tuples, strings, lists, arrays; enumerate, zip and reversed
of those. FOR_EACH loops over them, and so do the builtins that consume an iterable.

All of them are indexed from 0 to their length. Iterators are consumed where they are made: one that
is stored in a variable would remember how far it came, so it stays on the VM.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from nbc.native.lower import lists, texts
from nbc.native.lower.choices import positional
from nbc.native.lower.control import State
from nbc.native.lower.function import Loop
from nbc.native.lower.hoist import hoisted
from nbc.native.lower.iteration import iterates
from nbc.native.lower.loops import come_round, finish_loop, repeat
from nbc.native.lower.ranges import (
    count_rounds,
    index_at,
    index_range,
    is_innermost,
    trip_count,
    write_each,
)
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.scalars import as_index, integer
from nbc.native.lower.sequences import length, tuple_of
from nbc.native.lower.values import Value, from_registers, register_types, registers
from nbc.native.reps import ArrayRep, ListRep, PartsRep, StaticRep, StringRep, TupleRep

if TYPE_CHECKING:
    from nbc.bytecode.blocks import Block
    from nbc.native.lower.function import Lowering

ITERATORS = frozenset({"enumerate", "zip", "reversed"})


@final
@dataclass(frozen=True, slots=True)
class Sequence:
    """`count()` writes the number of items, `item(position)` one of them. `moving`: the number may
    change while the items are gone through; `checked`: `count` raises then."""

    count: Callable[[], Value]
    item: Callable[[str], Value]
    moving: bool = False
    checked: bool = False


# -- making them ----------------------------------------------------------------------------------


@lowers_call("range")
def _range(lowering: Lowering, arguments: Arguments) -> Value:
    values = positional(lowering, arguments, 1, 3)
    bounds = [as_index(lowering, value, "a bound of range") for value in values]
    if len(bounds) == 1:
        bounds = [lowering.constant(0), bounds[0]]
    if len(bounds) == 2:
        bounds.append(lowering.constant(1))
    elif bounds[2].constant == 0:
        lowering.refuse("range() with step 0 raises")
    elif not bounds[2].is_constant:
        zero = lowering.text.let(f"icmp eq i64 {bounds[2].reg}, 0")
        lowering.trap("ZERO_STEP", zero)
    return parts("range", bounds)


def parts(kind: str, items: list[Value]) -> Value:
    return Value(PartsRep(kind, tuple(item.rep for item in items)), items=tuple(items))


@lowers_call("enumerate")
def _enumerate(lowering: Lowering, arguments: Arguments) -> Value:
    values = [*arguments.values, *arguments.keywords.values()]
    if not 1 <= len(values) <= 2 or set(arguments.keywords) - {"start"}:
        lowering.refuse("this call of enumerate() has no native form")
    start = as_index(lowering, values[1]) if len(values) == 2 else lowering.constant(0)
    return parts("enumerate", [computed(lowering, values[0]), start])


@lowers_call("zip")
def _zip(lowering: Lowering, arguments: Arguments) -> Value:
    if arguments.keywords or not arguments.values:
        lowering.refuse("this call of zip() has no native form")
    return parts("zip", [computed(lowering, value) for value in arguments.values])


@lowers_call("reversed")
def _reversed(lowering: Lowering, arguments: Arguments) -> Value:
    (value,) = positional(lowering, arguments, 1)
    if isinstance(value.rep, PartsRep) and value.rep.kind != "range":
        lowering.refuse("reversed() of this value has no native form")
    return parts("reversed", [computed(lowering, value)])


def computed(lowering: Lowering, value: Value) -> Value:
    if value.lazy is None:
        return value
    from nbc.native.lower.arrays import materialise  # lazy: arrays build on this package

    return materialise(lowering, value)


# -- going through them ---------------------------------------------------------------------------


def sequence(lowering: Lowering, value: Value) -> Sequence | None:
    """How a value is gone through; None where it has no native form."""
    match value.rep:
        case PartsRep(kind="range"):
            start, stop, step = value.items
            bounds = index_range(start, stop, step)
            return _fixed(
                trip_count(lowering, start, stop, step),
                lambda place: integer(index_at(lowering, start, step, place), bounds),
            )
        case PartsRep(kind="enumerate"):
            return _enumerated(lowering, value)
        case PartsRep(kind="zip"):
            return _zipped(lowering, value)
        case PartsRep(kind="reversed"):
            return _backwards(lowering, value)
        case PartsRep(kind="map" | "dict.items" | "dict.values" | "dict.keys"):
            from nbc.native.lower.maps import keys  # lazy: maps build on this module

            return keys(lowering, value)
        case StringRep():
            return _fixed(
                texts.length(value), lambda place: texts.part(lowering, value, place, "1")
            )
        case TupleRep(items=items) if items and all(item == items[0] for item in items):
            return _of_tuple(lowering, value)
        case ListRep(item=item, argument=argument):
            if isinstance(item, StaticRep):
                return _fixed(lowering.constant(0), lambda _: lowering.constant(0))
            return Sequence(
                lambda: lists.length(lowering, value),
                lambda place: lists.load(lowering, value, place),
                moving=not argument,
            )
        case ArrayRep(rank=rank) if rank:
            return _of_array(lowering, value)
    return None


def _fixed(count: Value, item: Callable[[str], Value]) -> Sequence:
    return Sequence(lambda: count, item)


def _inner(lowering: Lowering, value: Value) -> Sequence:
    found = sequence(lowering, value)
    if found is None:
        return lowering.refuse("iterating over this value has no native form")
    return found


def _enumerated(lowering: Lowering, value: Value) -> Sequence:
    inner, start = _inner(lowering, value.items[0]), value.items[1]

    def item(place: str) -> Value:
        number = index_at(lowering, start, lowering.constant(1), place)
        known = (0, 2**47) if start.constant == 0 else None
        return tuple_of([integer(number, known), inner.item(place)])

    return Sequence(inner.count, item, inner.moving, inner.checked)


def _zipped(lowering: Lowering, value: Value) -> Sequence:
    from nbc.native.lower.python_calls import better  # lazy: builds on this package's scalars

    columns = [_inner(lowering, item) for item in value.items]

    def count() -> Value:
        least = columns[0].count()
        for column in columns[1:]:
            least = better(lowering, "min", least, column.count())
        return least

    moving = any(column.moving for column in columns)
    checked = any(column.checked for column in columns)
    return Sequence(
        count, lambda place: tuple_of([c.item(place) for c in columns]), moving, checked
    )


def _backwards(lowering: Lowering, value: Value) -> Sequence:
    inner = _inner(lowering, value.items[0])
    if inner.moving:
        inner = _frozen(inner)
    count = inner.count()
    out = lowering.text

    def item(place: str) -> Value:
        last = out.let(f"sub i64 {count.reg}, 1")
        return inner.item(out.let(f"sub i64 {last}, {place}"))

    return Sequence(lambda: count, item)


def _frozen(inner: Sequence) -> Sequence:
    return Sequence(inner.count, inner.item)


def _of_tuple(lowering: Lowering, value: Value) -> Sequence:
    """The items are put on the stack, so that they can be indexed."""
    out, rep = lowering.text, value.items[0].rep
    kinds = register_types(rep)
    tables = []
    for kind, column in zip(kinds, zip(*map(registers, value.items), strict=True), strict=True):
        table = out.slot(f"[{len(column)} x {kind}]")
        for place, reg in enumerate(column):
            out.store(kind, reg, out.let(f"getelementptr {kind}, ptr {table}, i64 {place}"))
        tables.append((kind, table))

    def item(place: str) -> Value:
        regs = [
            out.load(kind, out.let(f"getelementptr {kind}, ptr {table}, i64 {place}"))
            for kind, table in tables
        ]
        return from_registers(rep, iter(regs), held="borrowed")

    return _fixed(lowering.constant(len(value.items)), item)


def _of_array(lowering: Lowering, value: Value) -> Sequence:
    from nbc.native.lower.arrays import access, memory  # lazy: arrays build on this package

    assert isinstance(value.rep, ArrayRep)
    rank = value.rep.rank

    def item(place: str) -> Value:
        if rank == 1:
            return memory.load(lowering, value, [place])
        return access.item(lowering, value, integer(place, (0, 2**47)))

    return _fixed(length(lowering, value), item)


# -- FOR_EACH -------------------------------------------------------------------------------------


@iterates("PartsRep", "StringRep", "TupleRep", "ListRep", "ArrayRep")
def _each(lowering: Lowering, block: Block, iterable: Value) -> None:
    value = kept(lowering, computed(lowering, iterable))
    if isinstance(value.rep, PartsRep) and value.rep.kind == "range":
        start, stop, step = value.items
        hoisted(lowering, block, start, stop, step,
                lambda: write_each(lowering, block, start, stop, step))  # fmt: skip
        return
    from nbc.native.lower.unrolling import is_unrolled, unrolled  # lazy: builds on this module

    if is_unrolled(lowering, block, value):
        unrolled(lowering, block, value)
        return
    found = sequence(lowering, value)
    if found is None:
        lowering.refuse("iterating over this value has no native form")
    write_loop(lowering, block, found)


def kept(lowering: Lowering, value: Value) -> Value:
    """The iterable, held until the loop is entered again."""
    name = f"<iterable {lowering.scope}{lowering.here}>"
    lowering.variables.write(name, value)
    held = lowering.variables.read(name)
    lowering.variables.state.pop(name)
    return value if held is None else held


def write_loop(lowering: Lowering, block: Block, found: Sequence) -> None:
    middle = block.middles[0] if block.middles else block.end
    inner = is_innermost(lowering, block)
    moving = found.moving and (found.checked or _changes_lists(lowering, block))
    count = found.count()
    breaks: list[tuple[str, State]] = []
    exhausted: list[tuple[str, State]] = []

    def body(position: str) -> None:
        depth = len(lowering.stack)
        lowering.push(found.item(position))
        lowering.here = block.opener
        lowering.variables.begin_round()
        lowering.walk(block.opener + 1, middle)
        del lowering.stack[depth:]

    def write(loop: Loop) -> State | None:
        breaks.clear()
        exhausted.clear()
        if moving:
            back = _moving_rounds(lowering, loop, found.count, body, exhausted)
        else:
            back = count_rounds(lowering, loop, count, body, exhausted, stretches=inner)
        breaks.extend(loop.breaks)
        return back

    repeat(lowering, block, write)
    finish_loop(lowering, block, middle, exhausted, breaks)


_CHANGES = frozenset({"append", "pop", "insert", "extend", "clear", "remove", "update"})


def _changes_lists(lowering: Lowering, block: Block) -> bool:
    """Whether the body may change the length of a list: by a method, or in a function it calls."""
    for index in range(block.opener + 1, block.end):
        op, operands = lowering.code[index].op.name, lowering.code[index].operands
        if op == "GET_ATTRIBUTE" and operands[0] in _CHANGES:
            return True
        if op in ("INPLACE_ADD", "INPLACE_MULTIPLY", "DELETE_INDEX"):
            return True
        if op == "PUSH" and _is_function(lowering, operands[0]):
            return True
    return False


def _is_function(lowering: Lowering, name: str) -> bool:
    binding = lowering.variables.state.get(name)
    if binding is not None:
        return isinstance(binding.template.rep, StaticRep)
    try:
        value = lowering.assembly.global_value(name)
    except KeyError:
        return False
    return lowering.assembly.functions_of(value) is not None


def _moving_rounds(
    lowering: Lowering, loop: Loop, count: Callable[[], Value], body: Callable[[str], None],
    exhausted: list[tuple[str, State]],
) -> State | None:  # fmt: skip
    """As `count_rounds`; the number of items is looked at before each round."""
    out, here = lowering.text, lowering.here
    position = out.slot("i64")
    out.store("i64", "0", position)
    head, inside, done = (out.new_label(stem) for stem in ("each", "item", "done"))
    out.go(head)
    out.begin(head)
    present = out.load("i64", position)
    more = out.let(f"icmp slt i64 {present}, {count().reg}")
    out.branch(more, inside, done)
    exhausted.append((done, dict(lowering.variables.state)))
    out.begin(inside)
    body(present)
    back = come_round(lowering, loop)
    if back is None:
        return None
    lowering.here = here
    out.store("i64", out.let(f"add nuw nsw i64 {out.load('i64', position)}, 1"), position)
    lowering.charge("1")
    lowering.poll()
    out.go(head)
    return back
