"""Builtins that go through an iterable: sum, min, max, any, all, list, tuple, sorted, math.prod;
and the searches in lists that operators need.

What is gathered is kept in hidden variables, so that loops settle their types as those of any other
variable. A generator expression is never made: its body is written with what consumes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from nbc.bytecode.blocks import Block
from nbc.native.lower import arithmetic, iterables, lists
from nbc.native.lower.choices import positional, select
from nbc.native.lower.control import State, join_ways, merged
from nbc.native.lower.function import Loop
from nbc.native.lower.inlining import run
from nbc.native.lower.loops import repeat
from nbc.native.lower.python_calls import better, call_row
from nbc.native.lower.ranges import count_rounds
from nbc.native.lower.registry import Arguments, lowers_call
from nbc.native.lower.scalars import boolean, truth_of
from nbc.native.lower.sequences import equal, tuple_of
from nbc.native.lower.values import Value
from nbc.native.reps import ListRep, NoneRep, StaticRep, TupleRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

Each = Callable[[Value], None]


def consume(lowering: Lowering, value: Value, each: Each) -> None:
    """Hands every item of an iterable to `each`, which writes what is done with it."""
    if isinstance(value.rep, StaticRep) and value.rep.kind == "generator":

        def emit(values: Sequence[Value]) -> None:
            each(values[0])

        run(lowering, value.rep.key, value.items[0], emit)
        return
    value = iterables.computed(lowering, value)
    if isinstance(value.rep, TupleRep):
        for part in value.items:
            each(part)
        return
    found = iterables.sequence(lowering, iterables.kept(lowering, value))
    if found is None:
        lowering.refuse("going through this value has no native form")
    rounds(lowering, found.count(), lambda place: each(found.item(place)))


def rounds(lowering: Lowering, count: Value, body: Callable[[str], None]) -> None:
    """A loop that is no loop of the program's."""
    here = lowering.here
    exhausted: list[tuple[str, State]] = []

    def write(loop: Loop) -> State | None:
        exhausted.clear()
        return count_rounds(lowering, loop, count, body, exhausted, stretches=True)

    outer = lowering.temporaries
    lowering.temporaries = []
    repeat(lowering, Block(here, (), here), write)
    lowering.temporaries = outer + lowering.temporaries
    join_ways(lowering, exhausted, lowering.text.new_label("after"))


def _hidden(lowering: Lowering, what: str) -> str:
    name = f"<{what} {lowering.scope}{lowering.here}>"
    lowering.hidden.add(name)
    lowering.variables.state.pop(name, None)
    return name


def _taken(lowering: Lowering, name: str) -> Value:
    value = lowering.variables.read(name)
    assert value is not None
    lowering.variables.state.pop(name)
    lowering.hidden.discard(name)
    return value


# -- sums and products ----------------------------------------------------------------------------


@lowers_call("sum", "math.prod")
def _sum(lowering: Lowering, arguments: Arguments) -> Value:
    is_sum = arguments.name == "sum"
    values = [*arguments.values, *arguments.keywords.values()]
    if set(arguments.keywords) - {"start"} or not 1 <= len(values) <= 2:
        lowering.refuse(f"this call of {arguments.name}() has no native form")
    start = values[1] if len(values) == 2 else lowering.constant(0 if is_sum else 1)
    if not start.is_scalar or values[0].is_scalar:
        lowering.refuse(f"{arguments.name}() of this has no native form")
    name = _hidden(lowering, "sum")
    lowering.variables.write(name, start)

    def each(item: Value) -> None:
        present = lowering.variables.read(name)
        assert present is not None
        operation = "ADD" if is_sum else "MULTIPLY"
        lowering.variables.write(name, arithmetic.operate(lowering, operation, [present, item]))

    consume(lowering, values[0], each)
    return _taken(lowering, name)


# -- extremes -------------------------------------------------------------------------------------


def extreme(lowering: Lowering, which: str, value: Value) -> Value:
    """min or max of an iterable."""
    if isinstance(value.rep, TupleRep) and value.items:
        best = value.items[0]
        for item in value.items[1:]:
            best = better(lowering, which, best, item)
        return best
    name = _hidden(lowering, "best")

    def each(item: Value) -> None:
        binding = lowering.variables.state.get(name)
        if binding is None:
            lowering.missing.add(name)
            lowering.variables.write(name, item)
            return
        present = lowering.variables.peek(name, binding)
        made = better(lowering, which, present, item)
        if not binding.certain:
            bound = lowering.text.load("i1", lowering.variables.flag(name))
            made = select(lowering, bound, made, item)
        lowering.variables.write(name, made)

    lowering.text.store("i1", "false", lowering.variables.flag(name))
    consume(lowering, value, each)
    binding = lowering.variables.state.get(name)
    if binding is None:
        lowering.refuse(f"{which}() of what is always empty raises")
    if not binding.certain:
        bound = lowering.text.load("i1", lowering.variables.flag(name))
        missing = lowering.text.let(f"xor i1 {bound}, true")
        lowering.trap("EMPTY_ARGUMENT", missing, text=which)
        lowering.text.store("i1", "false", lowering.variables.flag(name))
    made = lowering.variables.peek(name, binding)
    lowering.variables.state.pop(name)
    lowering.hidden.discard(name)
    return made


# -- any and all ----------------------------------------------------------------------------------


@lowers_call("any", "all")
def _any(lowering: Lowering, arguments: Arguments) -> Value:
    (value,) = positional(lowering, arguments, 1)
    if value.is_array:
        lowering.refuse(f"{arguments.name}() of an array has no native form")
    is_any = arguments.name == "any"
    kept, lowering.leaves = lowering.leaves, []

    def each(item: Value) -> None:
        condition = truth_of(lowering, item)
        leave, onwards = lowering.text.new_label("settled"), lowering.text.new_label("next")
        lowering.variables.compute_pending()
        pair = (leave, onwards) if is_any else (onwards, leave)
        lowering.text.branch(condition, *pair)
        settled = boolean("true" if is_any else "false")
        lowering.leaves.append((leave, dict(lowering.variables.state), settled))
        lowering.text.begin(onwards)

    consume(lowering, value, each)
    return _settled_early(lowering, kept, boolean("false" if is_any else "true"))


def _settled_early(
    lowering: Lowering, outer: list[tuple[str, State, Value]], otherwise: Value
) -> Value:
    """Joins the ways that left the loop with its end."""
    leaves, lowering.leaves = lowering.leaves, outer
    state = lowering.variables.state
    ways = [
        (label, {name: b for name, b in left.items() if name in state}) for label, left, _ in leaves
    ]
    values = [value for _, _, value in leaves]
    if not lowering.text.closed:
        lowering.variables.compute_pending()
        label = lowering.text.new_label("way")
        lowering.text.go(label)
        ways.append((label, dict(state)))
        values.append(otherwise)
    return merged(lowering, values, ways)


# -- lists and tuples -----------------------------------------------------------------------------


@lowers_call("list")
def _list(lowering: Lowering, arguments: Arguments) -> Value:
    values = positional(lowering, arguments, 0, 1)
    made = lists.empty(lowering)
    if values:
        consume(lowering, values[0], lambda item: lists.append(lowering, made, item))
    return made


@lowers_call("tuple")
def _tuple(lowering: Lowering, arguments: Arguments) -> Value:
    values = positional(lowering, arguments, 0, 1)
    if values and not isinstance(values[0].rep, TupleRep):
        lowering.refuse("a tuple of a length that varies stays on the VM")
    return values[0] if values else tuple_of([])


@lowers_call("sorted")
def _sorted(lowering: Lowering, arguments: Arguments) -> Value:
    values = positional(lowering, Arguments("sorted", arguments.values, {}), 1)
    made = lists.empty(lowering)
    consume(lowering, values[0], lambda item: lists.append(lowering, made, item))
    sort = Arguments("list.sort", [made], arguments.keywords)
    from nbc.native.lower.registry import CALLS  # lazy: one use

    CALLS["list.sort"](lowering, sort)
    return made


# -- searches -------------------------------------------------------------------------------------


def position_of(lowering: Lowering, owner: Value, value: Value, start: str = "0") -> str:
    """The index of the first item that equals a value, or -1."""
    assert isinstance(owner.rep, ListRep)
    if isinstance(owner.rep.item, StaticRep):
        return "-1"
    out = lowering.text
    count = lists.length(lowering, owner).reg
    result, place = out.slot("i64"), out.slot("i64")
    out.store("i64", start, place)
    out.store("i64", "-1", result)
    head, look, found, onwards, done = (
        out.new_label(stem) for stem in ("search", "look", "found", "next", "done")
    )
    out.go(head)
    out.begin(head)
    present = out.load("i64", place)
    out.branch(out.let(f"icmp slt i64 {present}, {count}"), look, done)
    out.begin(look)
    same = equal(lowering, lists.load(lowering, owner, present), value)
    out.branch(same, found, onwards)
    out.begin(onwards)
    out.store("i64", out.let(f"add nuw nsw i64 {present}, 1"), place)
    out.go(head)
    out.begin(found)
    out.store("i64", present, result)
    out.go(done)
    out.begin(done)
    lowering.charge(count)
    return out.load("i64", result)


def count_equal(lowering: Lowering, owner: Value, value: Value) -> Value:
    """How many items equal a value."""
    name = _hidden(lowering, "count")
    lowering.variables.write(name, lowering.constant(0))

    def each(item: Value) -> None:
        present = lowering.variables.read(name)
        assert present is not None
        more = boolean(equal(lowering, item, value))
        made = arithmetic.operate(lowering, "ADD", [present, more])
        lowering.variables.write(name, made)

    consume(lowering, owner, each)
    return _taken(lowering, name)


def equal_lists(lowering: Lowering, a: Value, b: Value) -> str:
    """Whether two lists hold the same, as i1."""
    if isinstance(a.rep, ListRep) and isinstance(b.rep, ListRep) and a.rep.item != b.rep.item:
        lowering.refuse("lists of different items are compared")
    out = lowering.text
    sizes = [lists.length(lowering, value).reg for value in (a, b)]
    result, place = out.slot("i1"), out.slot("i64")
    out.store("i64", "0", place)
    out.store("i1", out.let(f"icmp eq i64 {sizes[0]}, {sizes[1]}"), result)
    head, look, onwards, done = (out.new_label(s) for s in ("compare", "look", "next", "done"))
    out.go(head)
    out.begin(head)
    present = out.load("i64", place)
    inside = out.let(f"icmp slt i64 {present}, {sizes[0]}")
    more = out.let(f"and i1 {out.load('i1', result)}, {inside}")
    out.branch(more, look, done)
    out.begin(look)
    pair = [lists.load(lowering, value, present) for value in (a, b)]
    out.store("i1", equal(lowering, *pair), result)
    out.go(onwards)
    out.begin(onwards)
    out.store("i64", out.let(f"add nuw nsw i64 {present}, 1"), place)
    out.go(head)
    out.begin(done)
    return out.load("i1", result)


__all__ = ["NoneRep", "call_row", "consume", "equal_lists", "extreme", "position_of"]
