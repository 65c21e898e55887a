"""Elements in memory: addresses, loads, stores, and new arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from nbc.native.lower.arrays import sizes
from nbc.native.lower.arrays.loops import Flat
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
    if rep.layout == "C" or isinstance(indices, Flat):
        offset = (
            indices.number if isinstance(indices, Flat) else _row_major(lowering, array, indices)
        )
        return out.let(f"getelementptr inbounds {_item(rep.dtype)}, ptr {array.data}, i64 {offset}")
    unit = {"I": rep.rank - 1, "F": 0}.get(rep.layout, -1)
    base = array.data
    for axis, index in enumerate(indices):
        if axis != unit and index != "0":
            offset = out.let(f"mul nsw i64 {index}, {array.strides[axis]}")
            base = out.let(f"getelementptr inbounds i8, ptr {base}, i64 {offset}")
    if unit < 0:
        return base
    return out.let(f"getelementptr inbounds {_item(rep.dtype)}, ptr {base}, i64 {indices[unit]}")


def stride(array: Value, axis: int) -> str:
    """The bytes between neighbours on an axis."""
    rep = array.rep
    assert isinstance(rep, ArrayRep)
    unit = {"C": rep.rank - 1, "I": rep.rank - 1, "F": 0}.get(rep.layout, -1)
    return str(ITEM_BYTES[rep.dtype]) if axis == unit else array.strides[axis]


def _row_major(lowering: Lowering, array: Value, indices: Sequence[str]) -> str:
    out = lowering.text
    offset = "0"
    for index, dim in zip(indices, array.dims, strict=True):
        if offset != "0":
            offset = out.let(f"mul nsw i64 {offset}, {dim}")
        if index != "0":
            offset = index if offset == "0" else out.let(f"add nsw i64 {offset}, {index}")
    return offset


def _item(dtype: str) -> str:
    """The LLVM type of an element in memory."""
    if dtype in COMPLEX:
        return f"[2 x {LLVM[dtype]}]"
    return "i8" if dtype == "bool" else LLVM[dtype]


def load(lowering: Lowering, array: Value, indices: Sequence[str], note: str = "") -> Value:
    """An element as a NumPy scalar. `note`: metadata of the load."""
    if lowering.facts.loop is not None and not note:
        note = lowering.facts.loop.reading(lowering, array, indices)
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
    if lowering.facts.loop is not None and not note:
        note = lowering.facts.loop.writing(array)
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
    lowering: Lowering, dtype: str, dims: Sequence[str], *, zeroed: bool = False,
    layout: str = "C", room: str | None = None,
) -> Value:  # fmt: skip
    """A fresh contiguous array, owned by the statement. `dims` are not negative. `room`: for how
    many elements there is memory, if for more than it has."""
    size = str(ITEM_BYTES[dtype])
    strides: list[str] = []
    for dim in reversed(dims) if layout == "C" else dims:
        strides.insert(0 if layout == "C" else len(strides), size)
        size = sizes.times(lowering, size, dim)
    if room is not None:
        size = sizes.times(lowering, str(ITEM_BYTES[dtype]), room)
    owner, data = allocate(lowering, size, zeroed=zeroed)
    rep = ArrayRep(dtype, len(dims), layout if len(dims) > 1 else "C")
    made = Value(rep, (data, owner, *dims, *strides), held="owned")
    return lowering.variables.temporary(made)


def element_as(lowering: Lowering, value: Value, dtype: str) -> Value:
    """An element of an expression in the dtype of where it is stored."""
    regs = cast(lowering.text, value.regs, value.dtype, dtype)
    return Value(ScalarRep(dtype, weak=False), regs)


def allocate(lowering: Lowering, size_bytes: str, *, zeroed: bool = False) -> tuple[str, str]:
    """A fresh block of memory: its owner, which nothing releases yet, and its address."""
    out = lowering.text
    lowering.assembly.declare("noodle_alloc", _ALLOC)
    owner = out.let(f"call ptr @noodle_alloc(ptr %ctx, i64 {size_bytes}, i64 {int(zeroed)})")
    lowering.trap("MEMORY", out.let(f"icmp eq ptr {owner}, null"), [size_bytes])
    lowering.facts.allocated(owner)
    field = out.let(f"getelementptr i64, ptr {owner}, i64 1")
    return owner, out.let(f"load ptr, ptr {field}")


def free(lowering: Lowering, owner: str) -> None:
    """Releases a block that `allocate` gave."""
    lowering.assembly.declare("noodle_release", "declare void @noodle_release(ptr, ptr)")
    lowering.text.do(f"call void @noodle_release(ptr %ctx, ptr {owner})")


def copy(lowering: Lowering, target: Value, source: Value) -> None:
    """Copies an array to another of the same shape and strides. Not for hot code: it is a call."""
    rep = target.rep
    assert isinstance(rep, ArrayRep)
    rank, item = rep.rank, ITEM_BYTES[rep.dtype]
    name = f"copy.rank{rank}"
    lowering.assembly.declare("llvm.memcpy", _MEMCPY)
    lowering.assembly.declare(name, _copy_text(name, rank))
    numbers = [*target.dims, *(stride(target, axis) for axis in range(rank)), str(item)]
    given = ", ".join(f"i64 {number}" for number in numbers)
    lowering.text.do(f"call void @{name}(ptr {target.data}, ptr {source.data}, {given})")


_MEMCPY = "declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)"


def _copy_text(name: str, rank: int) -> str:
    """A function that copies by rows, or item by item where those are not contiguous."""
    numbers = ", ".join(f"i64 %{kind}{axis}" for kind in "ds" for axis in range(rank))
    last = rank - 1
    lines = [
        f"define internal void @{name}(ptr %to0, ptr %from0, {numbers}, i64 %item) "
        "cold noinline nounwind {",
        "start:",
        f"  %row = icmp eq i64 %s{last}, %item",
        f"  %rows = select i1 %row, i64 1, i64 %d{last}",
        f"  %bytes = mul i64 %item, %d{last}",
        "  %size = select i1 %row, i64 %bytes, i64 %item",
    ]
    for axis in range(rank):
        count = "%rows" if axis == last else f"%d{axis}"
        outer = "start" if axis == 0 else f"loop{axis - 1}"
        done = "end" if axis == 0 else f"next{axis - 1}"
        lines += [
            f"  %some{axis} = icmp sgt i64 {count}, 0",
            f"  br i1 %some{axis}, label %loop{axis}, label %{done}",
            f"loop{axis}:",
            f"  %i{axis} = phi i64 [ 0, %{outer} ], [ %j{axis}, %next{axis} ]",
            f"  %offset{axis} = mul i64 %i{axis}, %s{axis}",
            f"  %to{axis + 1} = getelementptr i8, ptr %to{axis}, i64 %offset{axis}",
            f"  %from{axis + 1} = getelementptr i8, ptr %from{axis}, i64 %offset{axis}",
        ]
    lines += [
        f"  call void @llvm.memcpy.p0.p0.i64(ptr %to{rank}, ptr %from{rank}, i64 %size, i1 false)",
        f"  br label %next{last}",
    ]
    for axis in reversed(range(rank)):
        count = "%rows" if axis == last else f"%d{axis}"
        done = "end" if axis == 0 else f"next{axis - 1}"
        lines += [
            f"next{axis}:",
            f"  %j{axis} = add i64 %i{axis}, 1",
            f"  %more{axis} = icmp slt i64 %j{axis}, {count}",
            f"  br i1 %more{axis}, label %loop{axis}, label %{done}",
        ]
    return "\n".join([*lines, "end:", "  ret void", "}"])
