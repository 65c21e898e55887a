"""Boolean masks as indices: `a[mask]`, `a[mask] = v`, `a[mask] op= v`, and where a mask is true.

A mask has the shape of the array, or of its first axes: then whole rows are picked. What is picked
is counted first. Storing under a mask is one loop without temporaries where the value is a scalar,
and so is a sum, mean or extreme of what is picked: `a[mask].mean()` makes no array.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from nbc.native.lower.arrays import folds, lazy, memory, overlap, sizes
from nbc.native.lower.arrays.access import stored
from nbc.native.lower.arrays.elementwise import operate
from nbc.native.lower.arrays.loops import Blocks, loop_nest
from nbc.native.lower.arrays.waiting import before_write
from nbc.native.lower.casts import Regs, cast, truth
from nbc.native.lower.function import Unreached
from nbc.native.lower.values import LLVM, Value
from nbc.native.reps import ArrayRep, ScalarRep, StaticRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_CHEAP = 3
"""A mask that reads more arrays is computed once and kept."""
_COUNTED = 1 << 15
"""Elements that are counted in 16 bits."""
_FOLDED = frozenset({"sum", "mean", "max", "min"})


def settled(lowering: Lowering, mask: Value) -> Value:
    """A mask that may be evaluated twice."""
    if mask.lazy is not None and len(mask.lazy.reads) < _CHEAP:
        return mask
    return lazy.materialise(lowering, mask)


def check_shape(lowering: Lowering, owner: Value, mask: Value, first: int = 0) -> None:
    """A trap where a mask has not the shape of the axes that it indexes, from `first` on. One
    without elements picks nothing, whatever its shape."""
    if len(mask.dims) > len(owner.dims) - first:
        lowering.refuse("a mask of more axes than the array has no native form")
    out = lowering.text
    for axis, (have, wanted) in enumerate(zip(mask.dims, owner.dims[first:], strict=False), first):
        if not sizes.same(lowering, have, wanted):
            some = out.let(f"icmp ne i64 {sizes.product(lowering, list(mask.dims))}, 0")
            differ = out.let(f"icmp ne i64 {have}, {wanted}")
            both = out.let(f"and i1 {some}, {differ}")
            lowering.trap("BOOLEAN_INDEX", both, [str(axis), wanted, have])


def count(lowering: Lowering, mask: Value) -> str:
    """How many elements of a mask are true. Those of an array of bools are added up in 16 bits, of
    which a vector holds many."""
    out = lowering.text
    narrow = mask.lazy is None and mask.dtype == "bool"
    kind = "i16" if narrow else "i64"
    total, part = out.slot("i64"), out.slot(kind)
    out.store("i64", "0", total)

    def body(indices: Sequence[str]) -> None:
        wide = out.let(f"zext i1 {_bit(lowering, mask, indices)} to {kind}")
        out.store(kind, out.let(f"add {kind} {out.load(kind, part)}, {wide}"), part)

    def end() -> None:
        found = out.load(kind, part)
        found = out.let(f"zext i16 {found} to i64") if narrow else found
        out.store("i64", out.let(f"add i64 {out.load('i64', total)}, {found}"), total)

    blocks = Blocks(_COUNTED, lambda: out.store(kind, "0", part), end)
    loop_nest(lowering, mask.dims, body, arrays=lazy.reads_of(mask), blocks=blocks)
    return out.load("i64", total)


def _bit(lowering: Lowering, mask: Value, indices: Sequence[str]) -> str:
    made = lazy.element(lowering, mask, indices)
    return truth(lowering.text, made.regs, made.dtype)


def pick(lowering: Lowering, owner: Value, mask: Value) -> Value:
    """`owner[mask]`: a new array."""
    check_shape(lowering, owner, mask)
    return _picked(lowering, owner, mask)


def _picked(lowering: Lowering, owner: Value, mask: Value) -> Value:
    """The same where the mask is known to fit."""
    mask = settled(lowering, mask)
    if len(mask.dims) < len(owner.dims):
        return _rows(lowering, lazy.materialise(lowering, owner), mask)
    amount = count(lowering, mask)
    if _is_folded_next(lowering):
        return _to_fold(lowering, owner, mask, amount)
    room = sizes.plus(lowering, amount, "1")
    target = memory.new_array(lowering, owner.dtype, [amount], room=room)
    placed = _counter(lowering)
    out = lowering.text

    def body(indices: Sequence[str]) -> None:
        made = lazy.element(lowering, owner, indices)
        at = out.load("i64", placed)
        memory.store(lowering, target, [at], made)  # one too many at the end: there is room
        step = out.let(f"zext i1 {_bit(lowering, mask, indices)} to i64")
        out.store("i64", out.let(f"add i64 {at}, {step}"), placed)

    loop_nest(lowering, mask.dims, body, arrays=_in_order(owner, mask))
    return target


def _is_folded_next(lowering: Lowering) -> bool:
    """Whether the value on the stack next goes straight into a reduction, all of it."""
    names = [(ins.op.name, ins.operands) for ins in lowering.code[lowering.pc : lowering.pc + 2]]
    if names[:1] == [("CALL", (1, ()))] and lowering.stack:
        callee = lowering.stack[-1].constant
        home = getattr(callee, "__module__", None)
        return home == "numpy" and getattr(callee, "__name__", "") in _FOLDED
    return len(names) == 2 and names[0][0] == "GET_ATTRIBUTE" and (
        names[0][1][0] in _FOLDED and names[1] == ("CALL", (0, ()))
    )  # fmt: skip


def _to_fold(lowering: Lowering, owner: Value, mask: Value, amount: str) -> Value:
    lowering.note("fused", "one loop over the mask, without the array of what is picked")

    def element(lowering: Lowering, indices: Sequence[str]) -> Value:
        return lazy.element(lowering, owner, indices)

    made = lazy.make(owner.dtype, [amount], element, _in_order(owner, mask))
    assert made.lazy is not None
    return replace(made, lazy=replace(made.lazy, picked=(owner, mask)))


def folded(lowering: Lowering, value: Value, fold: folds.Fold) -> Value:
    """The fold of what a mask picks: other elements count as none."""
    assert value.lazy is not None and value.lazy.picked is not None
    owner, mask = value.lazy.picked
    kind = LLVM[fold.dtype]

    def element(indices: Sequence[str]) -> Regs:
        out = lowering.text
        found = lazy.element(lowering, owner, indices)
        regs = cast(out, found.regs, found.dtype, fold.dtype)
        bit = _bit(lowering, mask, indices)
        return tuple(out.let(f"select i1 {bit}, {kind} {reg}, {kind} {none}")
                     for reg, none in zip(regs, fold.start, strict=True))  # fmt: skip

    regs = folds.run(lowering, fold, mask.dims, element, value.lazy.reads)
    return Value(ScalarRep(fold.dtype, weak=False), regs)


def _in_order(*values: Value) -> tuple[Value, ...]:
    """The arrays that a loop reads, if that lets it run in the order of the indices."""
    reads = tuple(read for value in values for read in lazy.reads_of(value))
    columns = any(isinstance(read.rep, ArrayRep) and read.rep.layout == "F" for read in reads)
    return () if columns else reads


def _counter(lowering: Lowering) -> str:
    slot = lowering.text.slot("i64")
    lowering.text.store("i64", "0", slot)
    return slot


def _rows(lowering: Lowering, owner: Value, mask: Value) -> Value:
    from nbc.native.lower.arrays import picking  # lazy: builds on masks

    return picking.pick(lowering, owner, list(positions(lowering, mask)))


def positions(lowering: Lowering, mask: Value) -> tuple[Value, ...]:
    """Where a mask is true: one array of indices for each of its axes."""
    mask = settled(lowering, mask)
    amount = count(lowering, mask)
    room = sizes.plus(lowering, amount, "1")
    found = [memory.new_array(lowering, "i64", [amount], room=room) for _ in mask.dims]
    placed = _counter(lowering)
    out = lowering.text

    def body(indices: Sequence[str]) -> None:
        at = out.load("i64", placed)
        for array, index in zip(found, list(indices), strict=True):
            value = Value(ScalarRep("i64", weak=False), (index,))
            memory.store(lowering, array, [at], value)
        step = out.let(f"zext i1 {_bit(lowering, mask, indices)} to i64")
        out.store("i64", out.let(f"add i64 {at}, {step}"), placed)

    loop_nest(lowering, mask.dims, body)
    return tuple(found)


# -- storing ---------------------------------------------------------------------------------------


def put(lowering: Lowering, owner: Value, mask: Value, value: Value) -> None:
    """`owner[mask] = value`."""
    check_shape(lowering, owner, mask)
    if len(mask.dims) < len(owner.dims):
        from nbc.native.lower.arrays import picking  # lazy: builds on masks

        picking.put(lowering, owner, list(positions(lowering, mask)), value)
        return
    if value.is_scalar:
        made = stored(lowering, value, owner.dtype)
        _store_where(lowering, owner, mask, lambda indices: made)
    elif value.is_array and len(value.dims) == 1:
        _put_array(lowering, owner, settled(lowering, mask), value)
    else:
        lowering.refuse("this value stored under a mask has no native form")


def _put_array(lowering: Lowering, owner: Value, mask: Value, value: Value) -> None:
    out = lowering.text
    mask = overlap.secured(lowering, mask, owner)
    value = overlap.secured(lowering, value, owner)
    amount = count(lowering, mask)
    length = value.dims[0]
    differ = out.let(f"icmp ne i64 {length}, {amount}")
    several = out.let(f"icmp ne i64 {length}, 1")
    lowering.trap("MASK_VALUES", out.let(f"and i1 {differ}, {several}"), [length, amount])
    placed = _counter(lowering)
    step = out.let(f"zext i1 {several} to i64")

    def made(indices: Sequence[str]) -> Value:
        at = out.load("i64", placed)
        out.store("i64", out.let(f"add i64 {at}, {step}"), placed)
        return memory.element_as(lowering, lazy.element(lowering, value, [at]), owner.dtype)

    _store_where(lowering, owner, mask, made)


def _store_where(
    lowering: Lowering, owner: Value, mask: Value, made: Callable[[Sequence[str]], Value]
) -> None:
    """One loop that stores where the mask is true."""
    lowering.note("fused", "one loop over the mask, without arrays between")
    before_write(lowering, owner)
    if mask.lazy is not None and not all(
        sizes.same_view(lowering, read, owner) or overlap.certainly_apart(lowering, owner, read)
        for read in mask.lazy.reads
    ):  # fmt: skip
        mask = lazy.materialise(lowering, mask)
    elif mask.lazy is None:
        mask = overlap.secured(lowering, mask, owner)
    out = lowering.text

    def body(indices: Sequence[str]) -> None:
        bit = _bit(lowering, mask, indices)
        yes, no = out.new_label("where"), out.new_label("not")
        out.branch(bit, yes, no)
        out.begin(yes)
        memory.store(lowering, owner, indices, made(indices))
        out.go(no)
        out.begin(no)

    loop_nest(lowering, mask.dims, body, arrays=_in_order(mask, owner), target=owner)


# -- operators in place ----------------------------------------------------------------------------


def to_update(lowering: Lowering, owner: Value, mask: Value) -> Value:
    """What `owner[mask]` is to an operator in place: its elements are changed where they are. It is
    read before the other operand, so a mask that does not fit is found here."""
    check_shape(lowering, owner, mask)
    return Value(StaticRep("masked", None), items=(owner, mask))


def update(lowering: Lowering, ufunc: str, place: Value, other: Value) -> Value:
    """`owner[mask] op= other`."""
    from nbc.native.lower.arrays import assignment, picking  # lazy: they build on masks

    owner, mask = place.items
    if not other.is_scalar:
        mask = lazy.materialise(lowering, mask)
        picked = _picked(lowering, owner, mask)
        made = assignment.operate_in_place(lowering, ufunc, picked, other)
        _must_be_writable(lowering, owner)
        picking.put(lowering, owner, [mask], made)
        return place
    value = operate(lowering, ufunc, [owner, other])
    assignment.check_kind(lowering, ufunc, value.dtype, owner.dtype)
    _must_be_writable(lowering, owner)

    def made_at(indices: Sequence[str]) -> Value:
        found = lazy.element(lowering, value, indices)
        return memory.element_as(lowering, found, owner.dtype)

    _store_where(lowering, owner, mask, made_at)
    return place


def _must_be_writable(lowering: Lowering, owner: Value) -> None:
    assert isinstance(owner.rep, ArrayRep)
    if not owner.rep.writable:
        lowering.trap("READ_ONLY")
        raise Unreached


def contains(lowering: Lowering, array: Value, value: Value) -> str:
    """`value in array` as i1."""
    equal = operate(lowering, "equal", [array, value])
    return lowering.text.let(f"icmp ne i64 {count(lowering, equal)}, 0")
