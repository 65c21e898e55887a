"""Lists of scalars: unboxed growing vectors behind a handle, so that every name of a list sees what
is done to it.

A handle is a block of `noodle_alloc`: its first word is the count of references, words 8 to 11 are
the support library's `Vector` (data, length, capacity, the block of the items). A list that came as
an argument is only read. The handle's words and the items never overlap: TBAA tells LLVM so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nbc.native.lower.arrays import memory
from nbc.native.lower.casts import Regs, cast
from nbc.native.lower.scalars import as_index, integer
from nbc.native.lower.values import LENGTH, LLVM, Value
from nbc.native.reps import COMPLEX, ITEM_BYTES, ListRep, Rep, ScalarRep, StaticRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

FLOATS = (ScalarRep("f64"), ScalarRep("f64", weak=False))
DATA, LENGTH_WORD, CAPACITY, OWNER = 8, 9, 10, 11
_TBAA = """!10 = !{!"noodle"}
!11 = !{!"list", !10}
!12 = !{!"item", !10}
!13 = !{!11, !11, i64 0}
!14 = !{!12, !12, i64 0}"""
_OF_HANDLE, OF_ITEM = ", !tbaa !13", ", !tbaa !14"
_RESERVE = "declare i32 @noodle_vector_reserve(ptr, ptr, i64, i64)"


class Learnt(Exception):
    """Raised where the first item of a list shows what the list holds."""


def learn(lowering: Lowering, value: Value, item: Value) -> None:
    """Settles what a list holds that was empty so far."""
    assert isinstance(value.rep, ListRep)
    if isinstance(value.rep.item, StaticRep):
        rep = check_item(lowering, item)
        known = lowering.assembly.list_items
        for site in [site for site, other in known.items() if _is_open(other)]:
            del known[site]  # a list of empty lists: what those hold was learnt now
        known[value.rep.item.key] = rep
        raise Learnt


def _is_open(rep: Rep) -> bool:
    return isinstance(rep, ListRep) and (isinstance(rep.item, StaticRep) or _is_open(rep.item))


def learn_from(lowering: Lowering, a: Value, b: Value) -> None:
    """Settles one of two lists by the other."""
    assert isinstance(a.rep, ListRep) and isinstance(b.rep, ListRep)
    for one, other in ((a.rep, b.rep), (b.rep, a.rep)):
        if isinstance(one.item, StaticRep) and isinstance(other.item, ScalarRep):
            lowering.assembly.list_items[one.item.key] = other.item
            raise Learnt


def nested(value: Value) -> bool:
    """Whether a list holds lists: by their handles, with a reference to each."""
    return isinstance(value.rep, ListRep) and isinstance(value.rep.item, ListRep)


def flat(lowering: Lowering, *values: Value) -> None:
    """Refuses what has no native form for lists of lists."""
    if any(nested(value) for value in values):
        lowering.refuse("this operation on a list of lists stays on the VM")


def item_of(value: Value) -> ScalarRep:
    """The representation of a list's items; handles of lists are kept as integers."""
    assert isinstance(value.rep, ListRep)
    return value.rep.item if isinstance(value.rep.item, ScalarRep) else ScalarRep("i64")


def field(lowering: Lowering, value: Value, word: int) -> str:
    """A word of a list's handle."""
    lowering.assembly.declare("!tbaa", _TBAA)
    out = lowering.text
    kind = "i64" if word in (LENGTH_WORD, CAPACITY) else "ptr"
    place = out.let(f"getelementptr i64, ptr {value.reg}, i64 {word}")
    return out.let(f"load {kind}, ptr {place}{_OF_HANDLE}")


def set_length(lowering: Lowering, value: Value, reg: str) -> None:
    lowering.assembly.declare("!tbaa", _TBAA)
    place = lowering.text.let(f"getelementptr i64, ptr {value.reg}, i64 {LENGTH_WORD}")
    lowering.text.do(f"store i64 {reg}, ptr {place}{_OF_HANDLE}")


def length(lowering: Lowering, value: Value) -> Value:
    return integer(field(lowering, value, LENGTH_WORD), LENGTH)


def vector(lowering: Lowering, value: Value) -> str:
    """The address of a list's `Vector`, for the support library."""
    return lowering.text.let(f"getelementptr i64, ptr {value.reg}, i64 {DATA}")


def changeable(lowering: Lowering, value: Value) -> None:
    """Refuses to change a list that the caller has, or that threads share."""
    assert isinstance(value.rep, ListRep)
    if value.rep.argument:
        lowering.refuse("changing a list that was passed in stays on the VM")
    if lowering.private is not None:
        lowering.refuse("changing a list in a parallel loop stays on the VM")


def check_item(lowering: Lowering, item: Value) -> ScalarRep | ListRep:
    rep = item.rep
    if isinstance(rep, ListRep) and not rep.argument:
        return rep
    if not isinstance(rep, ScalarRep) or rep.mixed:
        return lowering.refuse("lists hold numbers of one type in native code")
    return rep


def new_list(lowering: Lowering, item: ScalarRep | ListRep, capacity: str) -> Value:
    """An empty list with room for some items, owned by the statement."""
    width = ITEM_BYTES[item.dtype] if isinstance(item, ScalarRep) else 8
    out = lowering.text
    lowering.assembly.declare("noodle_alloc", "declare noalias ptr @noodle_alloc(ptr, i64, i64)")
    lowering.assembly.declare("!tbaa", _TBAA)
    lowering.assembly.declare("list.new", _NEW)
    handle = out.let(f"call ptr @list.new(ptr %ctx, i64 {capacity}, i64 {width})")
    lowering.trap("MEMORY", out.let(f"icmp eq ptr {handle}, null"), [capacity])
    return lowering.variables.temporary(Value(ListRep(item), (handle,), held="owned"))


# -- items ----------------------------------------------------------------------------------------


def item_address(lowering: Lowering, value: Value, index: str) -> str:
    data = field(lowering, value, DATA)
    dtype = item_of(value).dtype
    kind = f"[2 x {LLVM[dtype]}]" if dtype in COMPLEX else "i8" if dtype == "bool" else LLVM[dtype]
    return lowering.text.let(f"getelementptr inbounds {kind}, ptr {data}, i64 {index}")


def load(lowering: Lowering, value: Value, index: str) -> Value:
    """The item at an index that is in bounds."""
    where = item_address(lowering, value, index)
    rep = item_of(value)
    regs = memory.load_at(lowering, rep.dtype, where, OF_ITEM)
    if isinstance(value.rep, ListRep) and isinstance(value.rep.item, ListRep):
        handle = lowering.text.let(f"inttoptr i64 {regs[0]} to ptr")
        return Value(value.rep.item, (handle,), held="borrowed")
    return Value(rep, regs)


def store(lowering: Lowering, value: Value, index: str, regs: Regs) -> None:
    where = item_address(lowering, value, index)
    memory.store_at(lowering, item_of(value).dtype, where, regs, OF_ITEM)


def checked_index(lowering: Lowering, value: Value, key: Value, trap: str) -> str:
    """An index, wrapped if it is negative; outside the list it traps."""
    size = field(lowering, value, LENGTH_WORD)
    return wrapped_index(lowering, as_index(lowering, key), size, trap)


def wrapped_index(lowering: Lowering, index: Value, size: str, trap: str) -> str:
    out, known = lowering.text, index.range
    reg = index.reg
    if known is None or known[0] < 0:
        moved = out.let(f"add i64 {reg}, {size}")
        negative = out.let(f"icmp slt i64 {reg}, 0")
        reg = out.let(f"select i1 {negative}, i64 {moved}, i64 {reg}")
    if size.isdigit() and known is not None and known[0] >= 0 and known[1] < int(size):
        return reg
    lowering.trap(trap, out.let(f"icmp uge i64 {reg}, {size}"))
    return reg


def fitting(lowering: Lowering, value: Value, item: Value) -> Regs:
    """An item's registers as the list holds them."""
    learn(lowering, value, item)
    if isinstance(value.rep, ListRep) and isinstance(value.rep.item, ListRep):
        if check_item(lowering, item) != value.rep.item:
            lowering.refuse("lists hold lists of one type in native code")
        lowering.hand_over(item)
        return (lowering.text.let(f"ptrtoint ptr {item.reg} to i64"),)
    wanted = item_of(value)
    if check_item(lowering, item) != wanted:
        lowering.refuse("lists hold numbers of one type in native code")
    return cast(lowering.text, item.regs, item.dtype, wanted.dtype)


def dropped(lowering: Lowering, value: Value, index: str) -> None:
    """An item is about to be overwritten or taken out: a list gives its reference back."""
    if nested(value):
        lowering.variables.temporary(load(lowering, value, index))


def reserve(lowering: Lowering, value: Value, extra: str) -> None:
    """Room for `extra` more items."""
    out = lowering.text
    size, room = field(lowering, value, LENGTH_WORD), field(lowering, value, CAPACITY)
    needed = size if extra == "1" else out.let(f"add i64 {size}, {extra}")
    full = out.let(f"icmp {'uge' if extra == '1' else 'ugt'} i64 {needed}, {room}")
    grow, done = out.new_label("grow"), out.new_label("room")
    out.branch(full, grow, done, "!prof !0")
    out.begin(grow)
    lowering.assembly.declare("noodle_vector_reserve", _RESERVE)
    width = ITEM_BYTES[item_of(value).dtype]
    status = out.let(
        f"call i32 @noodle_vector_reserve(ptr %ctx, ptr {vector(lowering, value)}, "
        f"i64 {extra}, i64 {width})"
    )
    lowering.trap("MEMORY", out.let(f"icmp ne i32 {status}, 0"), [extra])
    out.go(done)
    out.begin(done)


def append(lowering: Lowering, value: Value, item: Value) -> None:
    changeable(lowering, value)
    regs = fitting(lowering, value, item)
    reserve(lowering, value, "1")
    push(lowering, value, regs)


def push(lowering: Lowering, value: Value, regs: Regs) -> None:
    """Writes an item behind the last; there is room."""
    size = field(lowering, value, LENGTH_WORD)
    store(lowering, value, size, regs)
    set_length(lowering, value, lowering.text.let(f"add nuw nsw i64 {size}, 1"))


def empty(lowering: Lowering) -> Value:
    """[] or an empty comprehension's list, made by the present instruction. What it holds is learnt
    from the first item that is put in: then the unit is lowered again with that."""
    site = (id(lowering.module), lowering.index, lowering.here)
    item = lowering.assembly.list_items.get(site)
    rep = ScalarRep("i64") if item is None else item
    made = new_list(lowering, rep, "0")
    return made if item is not None else replace(made, rep=ListRep(StaticRep("items", site)))


def of_items(lowering: Lowering, items: list[Value]) -> Value:
    """[a, b, c]"""
    if not items:
        return empty(lowering)
    made = new_list(lowering, check_item(lowering, items[0]), str(len(items)))
    for item in items:
        push(lowering, made, fitting(lowering, made, item))
    return made


def extend_raw(lowering: Lowering, value: Value, data: str, count: str) -> None:
    """Appends a copy of items in memory."""
    lowering.assembly.declare(
        "noodle_vector_extend", "declare i32 @noodle_vector_extend(ptr, ptr, ptr, i64, i64)"
    )
    width = ITEM_BYTES[item_of(value).dtype]
    status = lowering.text.let(
        f"call i32 @noodle_vector_extend(ptr %ctx, ptr {vector(lowering, value)}, ptr {data}, "
        f"i64 {count}, i64 {width})"
    )
    lowering.trap("MEMORY", lowering.text.let(f"icmp ne i32 {status}, 0"), [count])


def as_array(lowering: Lowering, value: Value) -> Value:
    """A new array of a list's items."""
    if not isinstance(value.rep, ListRep):
        return lowering.refuse("an array of this value has no native form")
    flat(lowering, value)
    if isinstance(value.rep.item, StaticRep):
        return memory.new_array(lowering, "f64", ["0"])
    size = field(lowering, value, LENGTH_WORD)
    made = memory.new_array(lowering, item_of(value).dtype, [size])
    width = ITEM_BYTES[item_of(value).dtype]
    symbol = "llvm.memcpy.p0.p0.i64"
    lowering.assembly.declare(symbol, f"declare void @{symbol}(ptr, ptr, i64, i1)")
    bytes_ = lowering.text.let(f"mul i64 {size}, {width}")
    data = field(lowering, value, DATA)
    lowering.text.do(f"call void @{symbol}(ptr {made.data}, ptr {data}, i64 {bytes_}, i1 false)")
    return made


def reverse(lowering: Lowering, value: Value) -> None:
    """Turns the order round, in place."""
    lowering.assembly.declare(
        "noodle_vector_reverse", "declare void @noodle_vector_reverse(ptr, i64)"
    )
    width = ITEM_BYTES[item_of(value).dtype]
    lowering.text.do(
        f"call void @noodle_vector_reverse(ptr {vector(lowering, value)}, i64 {width})"
    )


_NEW = """define internal ptr @list.new(ptr %ctx, i64 %capacity, i64 %width) {
  %list = call ptr @noodle_alloc(ptr %ctx, i64 32, i64 0)
  %none = icmp eq ptr %list, null
  br i1 %none, label %failed, label %more
failed:
  ret ptr null
more:
  %bytes = mul i64 %capacity, %width
  %items = call ptr @noodle_alloc(ptr %ctx, i64 %bytes, i64 0)
  %lost = icmp eq ptr %items, null
  br i1 %lost, label %failed, label %fill
fill:
  %data.of = getelementptr i64, ptr %items, i64 1
  %data = load ptr, ptr %data.of
  %at.data = getelementptr i64, ptr %list, i64 8
  store ptr %data, ptr %at.data, !tbaa !13
  %at.length = getelementptr i64, ptr %list, i64 9
  store i64 0, ptr %at.length, !tbaa !13
  %at.capacity = getelementptr i64, ptr %list, i64 10
  store i64 %capacity, ptr %at.capacity, !tbaa !13
  %at.owner = getelementptr i64, ptr %list, i64 11
  store ptr %items, ptr %at.owner, !tbaa !13
  ret ptr %list
}"""
