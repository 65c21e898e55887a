"""Elements in memory: addresses, loads, stores, and new arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nbc.native.lower.casts import Regs, cast
from nbc.native.lower.values import LLVM, Value
from nbc.native.reps import COMPLEX, ITEM_BYTES, ArrayRep, ScalarRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_ALLOC = "declare noalias ptr @noodle_alloc(ptr, i64, i64)"


def address(lowering: Lowering, array: Value, indices: Sequence[str]) -> str:
    """The address of an element: indices are in bounds and not negative."""
    out = lowering.text
    rep = array.rep
    assert isinstance(rep, ArrayRep)
    unit = rep.layout in ("C", "I") or (rep.layout == "F" and rep.rank == 1)
    if rep.layout == "C":
        offset = _row_major(lowering, array, indices)
        return out.let(f"getelementptr inbounds {_item(rep.dtype)}, ptr {array.data}, i64 {offset}")
    base = array.data
    last = len(indices) - 1
    for axis, index in enumerate(indices):
        if axis == last and unit:
            return out.let(f"getelementptr inbounds {_item(rep.dtype)}, ptr {base}, i64 {index}")
        offset = out.let(f"mul nsw i64 {index}, {array.strides[axis]}")
        base = out.let(f"getelementptr inbounds i8, ptr {base}, i64 {offset}")
    return base


def _row_major(lowering: Lowering, array: Value, indices: Sequence[str]) -> str:
    out = lowering.text
    if not indices:
        return "0"
    offset = indices[0]
    for index, dim in zip(indices[1:], array.dims[1:], strict=True):
        scaled = out.let(f"mul nsw i64 {offset}, {dim}")
        offset = out.let(f"add nsw i64 {scaled}, {index}")
    return offset


def _item(dtype: str) -> str:
    """The LLVM type of an element in memory."""
    if dtype in COMPLEX:
        return f"[2 x {LLVM[dtype]}]"
    return "i8" if dtype == "bool" else LLVM[dtype]


def load(lowering: Lowering, array: Value, indices: Sequence[str], note: str = "") -> Value:
    """An element as a NumPy scalar. `note`: metadata of the load."""
    where = address(lowering, array, indices)
    return Value(ScalarRep(array.dtype, weak=False), load_at(lowering, array.dtype, where, note))


def load_at(lowering: Lowering, dtype: str, where: str, note: str = "") -> Regs:
    out = lowering.text
    if dtype == "bool":
        byte = out.let(f"load i8, ptr {where}{note}")
        return (out.let(f"trunc i8 {byte} to i1"),)
    kind = LLVM[dtype]
    first = out.let(f"load {kind}, ptr {where}{note}")
    if dtype not in COMPLEX:
        return (first,)
    other = out.let(f"getelementptr inbounds {kind}, ptr {where}, i64 1")
    return first, out.let(f"load {kind}, ptr {other}{note}")


def store(
    lowering: Lowering, array: Value, indices: Sequence[str], value: Value, note: str = ""
) -> None:
    """Writes a scalar that has the array's dtype."""
    store_at(lowering, array.dtype, address(lowering, array, indices), value.regs, note)


def store_at(lowering: Lowering, dtype: str, where: str, regs: Regs, note: str = "") -> None:
    out = lowering.text
    if dtype == "bool":
        byte = out.let(f"zext i1 {regs[0]} to i8")
        out.do(f"store i8 {byte}, ptr {where}{note}")
        return
    kind = LLVM[dtype]
    out.do(f"store {kind} {regs[0]}, ptr {where}{note}")
    if dtype in COMPLEX:
        other = out.let(f"getelementptr inbounds {kind}, ptr {where}, i64 1")
        out.do(f"store {kind} {regs[1]}, ptr {other}{note}")


def new_array(
    lowering: Lowering, dtype: str, dims: Sequence[str], *, zeroed: bool = False
) -> Value:
    """A fresh C-contiguous array, owned by the statement. `dims` are not negative."""
    out = lowering.text
    size = str(ITEM_BYTES[dtype])
    strides: list[str] = []
    for dim in reversed(dims):
        strides.insert(0, size)
        size = out.let(f"mul i64 {size}, {dim}") if not (size + dim).isdigit() else (
            str(int(size) * int(dim)))  # fmt: skip
    lowering.assembly.declare("noodle_alloc", _ALLOC)
    owner = out.let(f"call ptr @noodle_alloc(ptr %ctx, i64 {size}, i64 {int(zeroed)})")
    lowering.trap("MEMORY", out.let(f"icmp eq ptr {owner}, null"), [size])
    field = out.let(f"getelementptr i64, ptr {owner}, i64 1")
    data = out.let(f"load ptr, ptr {field}")
    rep = ArrayRep(dtype, len(dims), "C")
    made = Value(rep, (data, owner, *dims, *strides), held="owned")
    return lowering.variables.temporary(made)


def element_as(lowering: Lowering, value: Value, dtype: str) -> Value:
    """An element of an expression in the dtype of where it is stored."""
    regs = cast(lowering.text, value.regs, value.dtype, dtype)
    return Value(ScalarRep(dtype, weak=False), regs)
