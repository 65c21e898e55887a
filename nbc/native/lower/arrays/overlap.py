"""Whether arrays share memory: what is certain when code is made, and the test at run time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from nbc.native.lower.arrays import memory, sizes
from nbc.native.lower.values import Value
from nbc.native.reps import ITEM_BYTES, ArrayRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering


def doubtful(lowering: Lowering, target: Value, reads: Sequence[Value]) -> list[Value]:
    """The arrays whose elements may lie where those of `target` do. One array stands for all views
    of it, unless `target` is one of them too."""
    found: list[Value] = []
    own = _base(lowering, target)
    for array in reads:
        if certainly_apart(lowering, target, array):
            continue
        base = _base(lowering, array)
        several = sum(_same_block(lowering, _base(lowering, read), base) for read in reads) > 1
        wanted = base if several and not _same_block(lowering, base, own) else array
        if not any(sizes.same_view(lowering, wanted, known) for known in found):
            found.append(wanted)
    return found


def _base(lowering: Lowering, array: Value) -> Value:
    return lowering.facts.bases.get(array.data, array)


def _same_block(lowering: Lowering, a: Value, b: Value) -> bool:
    return sizes.same(lowering, a.data, b.data)


def certainly_apart(lowering: Lowering, a: Value, b: Value) -> bool:
    """Whether two arrays lie in different blocks of memory, one of them allocated here."""
    x, y = (lowering.facts.symbol(array.owner) for array in (a, b))
    if x == y:
        return False
    return all(s.startswith(("new", "%a", "in")) for s in (x, y)) and (
        x.startswith("new") or y.startswith("new")
    )


def overlap(lowering: Lowering, target: Value, arrays: Sequence[Value]) -> str:
    """Whether any of `arrays` may share memory with `target`, as i1."""
    out = lowering.text
    lowering.assembly.declare("meets", _MEETS)
    low, high = extent(lowering, target)
    own = _base(lowering, target)
    found = "false"
    for array in arrays:
        first, last = extent(lowering, array)
        meets = out.let(f"call i1 @meets(i64 {low}, i64 {high}, i64 {first}, i64 {last})")
        related = _same_block(lowering, _base(lowering, array), own)
        beside = _beside(lowering, target, array) if related else None
        if beside is not None:
            meets = out.let(f"and i1 {meets}, {out.let(f'xor i1 {beside}, true')}")
        found = meets if found == "false" else out.let(f"or i1 {found}, {meets}")
    return found


def secured(lowering: Lowering, array: Value, target: Value) -> Value:
    """An array that is read while `target` is written: computed, and copied where they share
    memory."""
    from nbc.native.lower.arrays import lazy  # lazy: builds on this module

    array = lazy.materialise(lowering, array)
    if certainly_apart(lowering, target, array):
        return array
    out = lowering.text
    meets = overlap(lowering, target, [array])
    aside, here, before = out.new_label("aside"), out.new_label("here"), out.label
    out.branch(meets, aside, here)
    out.begin(aside)
    low, high = extent(lowering, array)
    owner, data = memory.allocate(lowering, sizes.minus(lowering, high, low))
    first = out.let(f"ptrtoint ptr {array.data} to i64")
    copied = out.let(f"getelementptr i8, ptr {data}, i64 {sizes.minus(lowering, first, low)}")
    copy = replace(array, regs=(copied, owner, *array.regs[2:]))
    memory.copy(lowering, copy, array)
    waiting = out.label
    out.go(here)
    out.begin(here)
    place = out.phi("ptr", [(array.data, before), (copied, waiting)])
    block = out.phi("ptr", [("null", before), (owner, waiting)])
    made = replace(array, regs=(place, block, *array.regs[2:]), held="borrowed")
    lowering.variables.temporary(made)
    return made


def extent(lowering: Lowering, array: Value) -> tuple[str, str]:
    """The addresses of an array's first byte and of the one behind its last."""
    assert isinstance(array.rep, ArrayRep)
    item = str(ITEM_BYTES[array.dtype])
    low = lowering.text.let(f"ptrtoint ptr {array.data} to i64")
    if array.rep.layout in ("C", "F"):
        count = sizes.product(lowering, array.dims)
        return low, sizes.plus(lowering, low, sizes.times(lowering, count, item))
    rank = len(array.dims)
    numbers = [*array.dims, *(memory.stride(array, axis) for axis in range(rank)), item]
    for name in ("smin", "smax"):
        called = f"llvm.{name}.i64"
        lowering.assembly.declare(called, f"declare i64 @{called}(i64, i64)")
    lowering.assembly.declare(f"extent.rank{rank}", _extent_text(rank))
    given = ", ".join(f"i64 {number}" for number in (low, *numbers))
    both = lowering.text.let(f"call {{ i64, i64 }} @extent.rank{rank}({given})")
    first, behind = (
        lowering.text.let(f"extractvalue {{ i64, i64 }} {both}, {place}") for place in (0, 1)
    )
    return first, behind


def _extent_text(rank: int) -> str:
    """A function: apart, so that the optimiser sees one call in place of this for each array."""
    numbers = [f"i64 %{kind}{axis}" for kind in "ds" for axis in range(rank)]
    lines = [
        f"define internal {{ i64, i64 }} @extent.rank{rank}"
        f"({', '.join(['i64 %low0', *numbers, 'i64 %item'])}) #2 {{",
        "  %high0 = add i64 %low0, %item",
    ]
    for axis in range(rank):
        lines += [
            f"  %last{axis} = sub i64 %d{axis}, 1",
            f"  %span{axis} = mul i64 %last{axis}, %s{axis}",
            f"  %down{axis} = call i64 @llvm.smin.i64(i64 %span{axis}, i64 0)",
            f"  %up{axis} = call i64 @llvm.smax.i64(i64 %span{axis}, i64 0)",
            f"  %low{axis + 1} = add i64 %low{axis}, %down{axis}",
            f"  %high{axis + 1} = add i64 %high{axis}, %up{axis}",
        ]
    return "\n".join([
        *lines,
        f"  %one = insertvalue {{ i64, i64 }} poison, i64 %low{rank}, 0",
        f"  %both = insertvalue {{ i64, i64 }} %one, i64 %high{rank}, 1",
        "  ret { i64, i64 } %both", "}",
    ])  # fmt: skip


def _beside(lowering: Lowering, a: Value, b: Value) -> str | None:
    """Whether two arrays are columns (or blocks of columns) that lie beside each other in the rows
    of one matrix; None where that makes no sense."""
    parts = [_rows(lowering, array) for array in (a, b)]
    if parts[0] is None or parts[1] is None:
        return None
    (stride, width), (other_stride, other_width) = parts[0], parts[1]
    lowering.assembly.declare("beside", _BESIDE)
    first, second = (lowering.text.let(f"ptrtoint ptr {array.data} to i64") for array in (a, b))
    return lowering.text.let(
        f"call i1 @beside(i64 {first}, i64 {stride}, i64 {width}, "
        f"i64 {second}, i64 {other_stride}, i64 {other_width})"
    )


def _rows(lowering: Lowering, array: Value) -> tuple[str, str] | None:
    """The bytes from a row to the next, and those that a row takes."""
    rep = array.rep
    assert isinstance(rep, ArrayRep)
    item = str(ITEM_BYTES[rep.dtype])
    if rep.rank == 1:
        return None if rep.layout == "C" else (array.strides[0], item)
    if rep.rank != 2 or rep.layout not in ("C", "I"):
        return None
    return memory.stride(array, 0), sizes.times(lowering, array.dims[1], item)


_MEETS = """define internal i1 @meets(i64 %a, i64 %a.end, i64 %b, i64 %b.end) #2 {
  %before = icmp ult i64 %a, %b.end
  %behind = icmp ult i64 %b, %a.end
  %both = and i1 %before, %behind
  ret i1 %both
}"""
_BESIDE = """define internal i1 @beside(i64 %a, i64 %s, i64 %w, i64 %b, i64 %t, i64 %v) #2 {
  %same = icmp eq i64 %s, %t
  %up = icmp sgt i64 %s, 0
  %fine = and i1 %same, %up
  br i1 %fine, label %look, label %no
look:
  %apart = sub i64 %b, %a
  %rest = srem i64 %apart, %s
  %more = add i64 %rest, %s
  %low = icmp slt i64 %rest, 0
  %gap = select i1 %low, i64 %more, i64 %rest
  %behind = icmp sge i64 %gap, %w
  %end = add i64 %gap, %v
  %fits = icmp sle i64 %end, %s
  %made = and i1 %behind, %fits
  ret i1 %made
no:
  ret i1 false
}"""
