"""Values at a unit's boundary: in and out of 8-byte slots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower.text import Text
from nbc.native.lower.values import LLVM, NONE_VALUE, Value, from_registers
from nbc.native.reps import COMPLEX, ArrayRep, ListRep, NoneRep, Rep, ScalarRep, StringRep, TupleRep
from nbc.native.reps import slots

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


def load_slots(
    out: Text, rep: Rep, base: str, first: int, *, invariant: bool = False
) -> Value:
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
    regs = []
    for offset, kind in enumerate(_kinds(rep)):
        address = out.let(f"getelementptr i64, ptr {base}, i64 {first + offset}")
        wide = "i64" if kind in ("i1", "i8", "i16", "i32") else kind
        reg = out.let(f"load {wide}, ptr {address}{note}")
        regs.append(reg if wide == kind else out.let(f"trunc i64 {reg} to {kind}"))
    return from_registers(rep, iter(regs), held="static")


def store_slots(lowering: Lowering, value: Value, base: str, first: int) -> None:
    """Writes a value into the slots from `first` on."""
    out = lowering.text
    if isinstance(value.rep, TupleRep):
        for item in value.items:
            store_slots(lowering, item, base, first)
            first += slots(item.rep)
        return
    if isinstance(value.rep, ListRep):
        lowering.refuse("lists are not given back by native code")
    for offset, (kind, reg) in enumerate(zip(_kinds(value.rep), value.regs, strict=True)):
        address = out.let(f"getelementptr i64, ptr {base}, i64 {first + offset}")
        if kind in ("i1", "i8", "i16", "i32"):
            signed = kind != "i1" and isinstance(value.rep, ScalarRep) and value.dtype[0] == "i"
            reg = out.let(f"{'sext' if signed else 'zext'} {kind} {reg} to i64")
            kind = "i64"
        out.do(f"store {kind} {reg}, ptr {address}")


def _kinds(rep: Rep) -> list[str]:
    match rep:
        case ScalarRep(dtype=dtype, mixed=mixed):
            kinds = [LLVM[dtype]] * (2 if dtype in COMPLEX else 1)
            return [*kinds, "i1"] if mixed else kinds
        case ArrayRep(rank=rank):
            return ["ptr", "ptr"] + ["i64"] * (2 * rank)
        case StringRep():
            return ["i64", "ptr", "i64"]
        case _:
            return []
