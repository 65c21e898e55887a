"""Values at a unit's boundary: in and out of 8-byte slots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower.assembly import NotNative
from nbc.native.lower.text import Text
from nbc.native.lower.values import NONE_VALUE, Value, from_registers, register_types
from nbc.native.reps import (
    INT,
    ListRep,
    NoneRep,
    OpaqueRep,
    PartsRep,
    Rep,
    ScalarRep,
    StaticRep,
    TupleRep,
    slots,
)

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


def load_slots(out: Text, rep: Rep, base: str, first: int, *, invariant: bool = False) -> Value:
    """The value in the slots from `first` on."""
    note = ", !invariant.load !2" if invariant else ""
    if isinstance(rep, TupleRep):
        items = []
        for item in rep.items:
            items.append(load_slots(out, item, base, first, invariant=invariant))
            first += slots(item)
        return Value(rep, items=tuple(items))
    if isinstance(rep, NoneRep):
        return NONE_VALUE
    if isinstance(rep, ListRep):
        return _list_handle(out, rep, base, first)
    regs = []
    for offset, kind in enumerate(register_types(rep)):
        address = out.let(f"getelementptr i64, ptr {base}, i64 {first + offset}")
        wide = "i64" if kind in ("i1", "i8", "i16", "i32") else kind
        reg = out.let(f"load {wide}, ptr {address}{note}")
        regs.append(reg if wide == kind else out.let(f"trunc i64 {reg} to {kind}"))
    return from_registers(rep, iter(regs), held="static")


def _list_handle(out: Text, rep: ListRep, base: str, first: int) -> Value:
    """A handle on the stack (see `nbc.native.lower.lists`) of a list that is only read."""
    if not rep.argument:
        raise NotNative("a list that is built here is not shared with other threads")
    handle = out.slot("[12 x i64]")
    out.store("i64", str(1 << 40), handle)
    for word in range(4):
        address = out.let(f"getelementptr i64, ptr {base}, i64 {first + word}")
        place = out.let(f"getelementptr i64, ptr {handle}, i64 {8 + word}")
        out.store("i64", out.load("i64", address), place)
    return Value(rep, (handle,))


def _store_list(out: Text, value: Value, base: str, first: int) -> None:
    for word in range(4):
        place = out.let(f"getelementptr i64, ptr {value.reg}, i64 {8 + word}")
        address = out.let(f"getelementptr i64, ptr {base}, i64 {first + word}")
        out.store("i64", out.load("i64", place), address)


def lists_in(rep: Rep) -> int:
    """How many new lists a result holds: two might be the same one, and would become two."""
    if isinstance(rep, TupleRep):
        return sum(map(lists_in, rep.items))
    return int(isinstance(rep, ListRep) and not rep.argument)


def settled_result(rep: Rep) -> Rep:
    """The representation that a result is given back in. Raises NotNative where there is none."""
    match rep:
        case TupleRep(items=items):
            return TupleRep(tuple(map(settled_result, items)))
        case ListRep(item=StaticRep()):
            return ListRep(INT)
        case PartsRep() | StaticRep() | OpaqueRep() | ListRep(item=ListRep()):
            raise NotNative("what this gives back stays on the VM")
        case _:
            return rep


def store_slots(lowering: Lowering, value: Value, base: str, first: int) -> None:
    """Writes a value into the slots from `first` on."""
    out = lowering.text
    if isinstance(value.rep, TupleRep):
        for item in value.items:
            store_slots(lowering, item, base, first)
            first += slots(item.rep)
        return
    if isinstance(value.rep, ListRep):
        _store_list(out, value, base, first)
        return
    if isinstance(value.rep, PartsRep):
        raise NotNative("what this gives back stays on the VM")
    for offset, (kind, reg) in enumerate(zip(register_types(value.rep), value.regs, strict=True)):
        address = out.let(f"getelementptr i64, ptr {base}, i64 {first + offset}")
        if kind in ("i1", "i8", "i16", "i32"):
            signed = kind != "i1" and isinstance(value.rep, ScalarRep) and value.dtype[0] == "i"
            reg = out.let(f"{'sext' if signed else 'zext'} {kind} {reg} to i64")
            kind = "i64"
        out.do(f"store {kind} {reg}, ptr {address}")


STOPPED = [
    "stopped:",
    "  %kind.at = getelementptr i64, ptr %ctx, i64 5",
    "  %kind = load i64, ptr %kind.at",
    "  %thread.at = getelementptr i64, ptr %ctx, i64 1",
    "  %thread = load ptr, ptr %thread.at",
    "  %no.trap = icmp eq i64 %kind, 0",
    "  %holds = icmp eq ptr %thread, null",
    "  %raised = and i1 %no.trap, %holds",
    "  %code = select i1 %raised, i32 2, i32 1",
    "  ret i32 %code",
]
"""How a chunk of a parallel loop ends early: 1 after a trap or where it was cancelled; 2 where an
interrupt raised, and the thread holds the GIL for that."""
