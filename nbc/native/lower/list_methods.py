"""The methods of lists, and `del` of an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower import iterables, lists
from nbc.native.lower.choices import positional
from nbc.native.lower.folding import consume, position_of
from nbc.native.lower.registry import Arguments, lowers, lowers_call
from nbc.native.lower.scalars import as_index, integer
from nbc.native.lower.values import LENGTH, NONE_VALUE, Value
from nbc.native.lower.weak import with_overflow
from nbc.native.reps import ITEM_BYTES, ListRep, StaticRep

if TYPE_CHECKING:
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering

_DTYPES = {name: number for number, name in enumerate(ITEM_BYTES)}
_CLOSE = "declare void @noodle_vector_close(ptr, i64, i64, i64)"
_OPEN = "declare i32 @noodle_vector_open(ptr, ptr, i64, i64, i64)"


@lowers("BUILD_LIST")
def _build_list(lowering: Lowering, ins: Instruction) -> None:
    from nbc.native.lower.arrays.displays import display  # lazy: arrays build on this package

    items = lowering.take(ins.operands[0])
    shown = display(lowering, tuple(items))
    lowering.push(lists.of_items(lowering, items) if shown is None else shown)


@lowers_call("list.append")
def _append(lowering: Lowering, arguments: Arguments) -> Value:
    owner, item = positional(lowering, arguments, 2)
    lists.append(lowering, owner, iterables.computed(lowering, item))
    return NONE_VALUE


@lowers_call("list.extend")
def _extend(lowering: Lowering, arguments: Arguments) -> Value:
    owner, more = positional(lowering, arguments, 2)
    extend(lowering, owner, more)
    return NONE_VALUE


def extend(lowering: Lowering, owner: Value, more: Value) -> None:
    """Adds the items of an iterable."""
    lists.changeable(lowering, owner)
    if isinstance(more.rep, ListRep):
        lists.flat(lowering, owner, more)
        lists.learn_from(lowering, owner, more)
        if lists.item_of(owner) != lists.item_of(more):
            lowering.refuse("lists hold numbers of one type in native code")
        data = lists.field(lowering, more, lists.DATA)
        lists.extend_raw(lowering, owner, data, lists.length(lowering, more).reg)
        return
    consume(lowering, more, lambda item: lists.append(lowering, owner, item))


@lowers_call("list.pop")
def _pop(lowering: Lowering, arguments: Arguments) -> Value:
    values = positional(lowering, arguments, 1, 2)
    owner, out = values[0], lowering.text
    lists.changeable(lowering, owner)
    size = lists.length(lowering, owner).reg
    lowering.trap("POP_EMPTY", out.let(f"icmp eq i64 {size}, 0"))
    last = out.let(f"sub i64 {size}, 1")
    place = last
    if len(values) == 2 and values[1].constant != -1:
        index = as_index(lowering, values[1])
        place = lists.wrapped_index(lowering, index, size, "POP_INDEX")
    item = lists.load(lowering, owner, place)
    if lists.nested(owner):
        item = lowering.variables.temporary(item)
    if place == last:
        lists.set_length(lowering, owner, last)
    else:
        _close(lowering, owner, place)
    return item


def _close(lowering: Lowering, owner: Value, place: str, count: str = "1") -> None:
    lowering.assembly.declare("noodle_vector_close", _CLOSE)
    width = ITEM_BYTES[lists.item_of(owner).dtype]
    lowering.text.do(
        f"call void @noodle_vector_close(ptr {lists.vector(lowering, owner)}, i64 {place}, "
        f"i64 {count}, i64 {width})"
    )


@lowers_call("list.insert")
def _insert(lowering: Lowering, arguments: Arguments) -> Value:
    owner, key, item = positional(lowering, arguments, 3)
    lists.changeable(lowering, owner)
    regs, out = lists.fitting(lowering, owner, item), lowering.text
    size, index = lists.length(lowering, owner).reg, as_index(lowering, key)
    moved = out.let(f"add i64 {index.reg}, {size}")
    low = out.let(f"icmp slt i64 {index.reg}, 0")
    place = out.let(f"select i1 {low}, i64 {moved}, i64 {index.reg}")
    still = out.let(f"icmp slt i64 {place}, 0")
    place = out.let(f"select i1 {still}, i64 0, i64 {place}")
    high = out.let(f"icmp sgt i64 {place}, {size}")
    place = out.let(f"select i1 {high}, i64 {size}, i64 {place}")
    lowering.assembly.declare("noodle_vector_open", _OPEN)
    width = ITEM_BYTES[lists.item_of(owner).dtype]
    status = out.let(
        f"call i32 @noodle_vector_open(ptr %ctx, ptr {lists.vector(lowering, owner)}, "
        f"i64 {place}, i64 1, i64 {width})"
    )
    lowering.trap("MEMORY", out.let(f"icmp ne i32 {status}, 0"), ["1"])
    lists.store(lowering, owner, place, regs)
    return NONE_VALUE


@lowers_call("list.clear")
def _clear(lowering: Lowering, arguments: Arguments) -> Value:
    (owner,) = positional(lowering, arguments, 1)
    lists.changeable(lowering, owner)
    lists.flat(lowering, owner)
    lists.set_length(lowering, owner, "0")
    return NONE_VALUE


@lowers_call("list.reverse")
def _reverse(lowering: Lowering, arguments: Arguments) -> Value:
    (owner,) = positional(lowering, arguments, 1)
    lists.changeable(lowering, owner)
    lists.reverse(lowering, owner)
    return NONE_VALUE


@lowers_call("list.copy")
def _copy(lowering: Lowering, arguments: Arguments) -> Value:
    (owner,) = positional(lowering, arguments, 1)
    lists.flat(lowering, owner)
    if isinstance(owner.rep, ListRep) and isinstance(owner.rep.item, StaticRep):
        lowering.refuse("a copy of a list that is always empty")
    size = lists.length(lowering, owner).reg
    made = lists.new_list(lowering, lists.item_of(owner), size)
    lists.extend_raw(lowering, made, lists.field(lowering, owner, lists.DATA), size)
    return made


@lowers_call("list.index")
def _index(lowering: Lowering, arguments: Arguments) -> Value:
    owner, value = positional(lowering, arguments, 2)
    place = position_of(lowering, owner, value)
    absent = lowering.text.let(f"icmp slt i64 {place}, 0")
    if not value.is_scalar or value.dtype != "i64":
        lowering.refuse("list.index() is native for ints")
    lowering.trap("LIST_ABSENT", absent, [value.reg])
    return integer(place, LENGTH)


@lowers_call("list.remove")
def _remove(lowering: Lowering, arguments: Arguments) -> Value:
    owner, value = positional(lowering, arguments, 2)
    lists.changeable(lowering, owner)
    lists.flat(lowering, owner)
    place = position_of(lowering, owner, value)
    lowering.trap("REMOVE_ABSENT", lowering.text.let(f"icmp slt i64 {place}, 0"))
    _close(lowering, owner, place)
    return NONE_VALUE


@lowers_call("list.count")
def _count(lowering: Lowering, arguments: Arguments) -> Value:
    from nbc.native.lower.folding import count_equal  # lazy: one use

    owner, value = positional(lowering, arguments, 2)
    return count_equal(lowering, owner, value)


@lowers_call("list.sort")
def _sort(lowering: Lowering, arguments: Arguments) -> Value:
    (owner,) = positional(lowering, Arguments("list.sort", arguments.values, {}), 1)
    if set(arguments.keywords) - {"reverse"}:
        lowering.refuse("sorting by a key has no native form")
    reverse = arguments.keywords.get("reverse")
    descending = reverse is not None and lowering.static_or_refuse(reverse, "reverse")
    lists.changeable(lowering, owner)
    lists.flat(lowering, owner)
    rep, out = lists.item_of(owner), lowering.text
    if rep.dtype not in ("i64", "f64"):
        lowering.refuse("only lists of ints or floats are sorted in native code")
    lowering.assembly.declare("noodle_sort", "declare i32 @noodle_sort(ptr, i64, ptr, i64, i64)")
    data, size = lists.field(lowering, owner, lists.DATA), lists.length(lowering, owner).reg
    if descending:
        lists.reverse(lowering, owner)  # equal items (zeros of both signs) keep their order
    status = out.let(
        f"call i32 @noodle_sort(ptr %ctx, i64 {_DTYPES[rep.dtype]}, ptr {data}, i64 {size}, i64 1)"
    )
    lowering.trap("MEMORY", out.let(f"icmp ne i32 {status}, 0"), [size])
    if descending:
        lists.reverse(lowering, owner)
    return NONE_VALUE


def repeated(lowering: Lowering, owner: Value, count: Value) -> Value:
    """`list * count`"""
    lists.flat(lowering, owner)
    out, rep = lowering.text, lists.item_of(owner)
    if isinstance(owner.rep, ListRep) and isinstance(owner.rep.item, StaticRep):
        lowering.refuse("repeating an empty list")
    if count.range is None or count.range[0] < 0:
        low = out.let(f"icmp slt i64 {count.reg}, 0")
        count = integer(out.let(f"select i1 {low}, i64 0, i64 {count.reg}"), LENGTH)
    size = lists.length(lowering, owner).reg
    width = ITEM_BYTES[rep.dtype]
    total, lost = with_overflow(lowering, "smul", size, count.reg)
    huge = out.let(f"icmp ugt i64 {total}, {2**58}")
    lowering.trap("MEMORY", out.let(f"or i1 {lost}, {huge}"), [total])
    made = lists.new_list(lowering, rep, total)
    source = lists.field(lowering, owner, lists.DATA)
    target = lists.field(lowering, made, lists.DATA)
    lowering.assembly.declare("list.fill", _FILL)
    lowering.assembly.declare("llvm.memcpy.p0.p0.i64",
                              "declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)")  # fmt: skip
    bytes_ = out.let(f"mul i64 {size}, {width}")
    out.do(f"call void @list.fill(ptr {target}, ptr {source}, i64 {bytes_}, i64 {count.reg})")
    lists.set_length(lowering, made, total)
    return made


@lowers("DELETE_INDEX")
def _delete(lowering: Lowering, ins: Instruction) -> None:
    key, owner = lowering.pop(), lowering.pop()
    if not isinstance(owner.rep, ListRep) or not key.is_scalar:
        lowering.refuse("this `del` has no native form")
    lists.changeable(lowering, owner)
    place = lists.checked_index(lowering, owner, key, "LIST_STORE")
    lists.dropped(lowering, owner, place)
    _close(lowering, owner, place)


_FILL = """define internal void @list.fill(ptr %target, ptr %source, i64 %bytes, i64 %count) {
entry:
  %one = icmp eq i64 %bytes, 8
  br i1 %one, label %words, label %copies
words:
  %some.words = icmp sgt i64 %count, 0
  br i1 %some.words, label %first, label %done
first:
  %word = load i64, ptr %source
  br label %word.loop
word.loop:
  %k = phi i64 [ 0, %first ], [ %k.next, %word.loop ]
  %place = getelementptr i64, ptr %target, i64 %k
  store i64 %word, ptr %place
  %k.next = add i64 %k, 1
  %more = icmp slt i64 %k.next, %count
  br i1 %more, label %word.loop, label %done
copies:
  %some = icmp sgt i64 %count, 0
  br i1 %some, label %loop, label %done
loop:
  %i = phi i64 [ 0, %copies ], [ %next, %loop ]
  %offset = mul i64 %i, %bytes
  %to = getelementptr i8, ptr %target, i64 %offset
  call void @llvm.memcpy.p0.p0.i64(ptr %to, ptr %source, i64 %bytes, i1 false)
  %next = add i64 %i, 1
  %again = icmp slt i64 %next, %count
  br i1 %again, label %loop, label %done
done:
  ret void
}"""
