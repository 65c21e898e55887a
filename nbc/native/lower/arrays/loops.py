"""Loops over the elements of arrays: `loop_nest`.

The body may be written more than once: it must only write code. First it is written for operands of
one shape, where lengths are not known to be equal under the assumption that they are; if that was
needed, a second, careful copy broadcasts at run time, which is compiled when a test chooses it for
the first time. Contiguous operands make one flat loop, whose indices have no parts. Elements are
only read through `memory.load`, which tells LLVM what the loop's own stores cannot change.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, final, overload

from nbc.native.lower.arrays import sizes, splitting
from nbc.native.lower.arrays.splitting import Span, Split
from nbc.native.lower.outline import outline_late
from nbc.native.lower.text import ONE_AT_A_TIME
from nbc.native.lower.values import Value
from nbc.native.reps import ArrayRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

Body = Callable[[Sequence[str]], None]
STRETCH = 1 << 15
"""Rounds of an innermost loop between two polls."""
_SHORT = 64


class _SeparateError(Exception):
    """Raised where the index on one axis is asked for in a flat loop."""


@final
class Flat(Sequence[str]):
    """The indices of a flat loop over several axes: one number."""

    def __init__(self, number: str, rank: int) -> None:
        self.number = number
        self.rank = rank

    def __len__(self) -> int:
        return self.rank

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        raise _SeparateError


@final
@dataclass(frozen=True, slots=True)
class Blocks:
    """What is written around the innermost loop, which then runs in blocks of `size` rounds."""

    size: int
    begin: Callable[[], None]
    end: Callable[[], None]


@final
@dataclass(slots=True)
class ArrayLoop:
    """The loop whose body is being written. `target` is the array that the body fills; only it is
    written, and what is read is another array or the very element that is written. `assumed` are
    the lengths taken to be equal, None in the careful copy. `reads`: what is read, and whether at
    the indices of the loop; the careful copy reads the same elements."""

    target: Value | None = None
    group: str = ""
    scope: str = ""
    indices: Sequence[str] = ()
    assumed: dict[tuple[str, str], None] | None = field(default_factory=dict)
    reads: list[tuple[Value, bool]] = field(default_factory=list)
    blocks: Blocks | None = None

    def reading(self, lowering: Lowering, array: Value, indices: Sequence[str]) -> str:
        """The metadata of a load."""
        if self.target is None:
            return ""
        exact = sizes.same_view(lowering, array, self.target)
        if self.assumed is not None:
            exact = exact and indices is self.indices
            self.reads.append((array, exact))
        apart = "" if exact else f", !noalias {self.scope}"
        return f"{apart}, !llvm.access.group {self.group}"

    def writing(self, array: Value) -> str:
        """The metadata of a store."""
        if self.target is None or array is not self.target:
            return ""
        return f", !alias.scope {self.scope}, !llvm.access.group {self.group}"


def assumed_equal(lowering: Lowering, a: str, b: str) -> bool:
    """Whether two lengths may be taken as equal in the loop that is being written."""
    if sizes.same(lowering, a, b):
        return True
    loop = lowering.facts.loop
    if loop is None or loop.assumed is None:
        return False
    loop.assumed[a, b] = None
    return True


def loop_nest(
    lowering: Lowering, dims: Sequence[str], body: Body, *, arrays: Sequence[Value] = (),
    target: Value | None = None, blocks: Blocks | None = None, split: Split | None = None,
) -> Sequence[tuple[Value, bool]]:  # fmt: skip
    """Loops over all indices, the last axis innermost. `arrays` are those that the body touches: if
    all are contiguous the loops are one. `target`: see `ArrayLoop`. Gives its `reads`. `split`:
    ranges of the outermost loop may run at the same time."""
    if not dims:
        body(())
        return ()
    outer = lowering.facts.loop
    if outer is not None:
        around = outer.indices, outer.blocks
        outer.blocks = blocks
        _write(lowering, dims, body, ())
        outer.indices, outer.blocks = around
        return ()
    out = lowering.text
    quick = out.new_label("quick")
    start = len(out.lines)
    out.go(quick)
    span = splitting.span_of(lowering, dims, split)
    out.begin(quick)
    loop = _described(lowering, target)
    loop.blocks = blocks
    lowering.facts.loop = loop
    _write(lowering, dims, body, arrays, span)
    lowering.facts.loop = None
    if span is not None:
        splitting.finish(lowering, span)
    if loop.assumed:
        _guard(lowering, loop, start, quick, lambda: _write(lowering, dims, body, ()))
    return loop.reads


def _described(lowering: Lowering, target: Value | None) -> ArrayLoop:
    if target is None:
        return ArrayLoop()
    describe = lowering.assembly.describe
    group = describe("distinct !{}")
    domain = describe("distinct !{SELF}")
    scope = describe(f"!{{{describe(f'distinct !{{SELF, {domain}}}')}}}")
    name = "llvm.experimental.noalias.scope.decl"
    lowering.assembly.declare(name, f"declare void @{name}(metadata)")
    lowering.text.do(f"call void @{name}(metadata {scope})")
    return ArrayLoop(target, group, scope)


def _guard(
    lowering: Lowering, loop: ArrayLoop, start: int, quick: str, write: Callable[[], None]
) -> None:
    """Puts a test of what was assumed before the loop, and the careful copy behind it."""
    out = lowering.text
    slow, after = out.new_label("careful"), out.new_label("computed")
    out.go(after)
    cut = len(out.lines)
    fits = "true"
    for a, b in _needed(lowering, loop.assumed or ()):
        equal = out.let(f"icmp eq i64 {a}, {b}")
        fits = equal if fits == "true" else out.let(f"and i1 {fits}, {equal}")
    out.branch(fits, quick, slow, "!prof !1")
    test = out.lines[cut:]
    del out.lines[cut:]
    out.lines[start : start + 1] = test
    cut, cold = len(out.lines), len(lowering.cold)
    out.begin(slow)
    careful = ArrayLoop(loop.target, loop.group, loop.scope, assumed=None, blocks=loop.blocks)
    lowering.facts.loop = careful
    write()
    lowering.facts.loop = None
    out.go(after)
    outline_late(lowering, cut, cold)
    out.begin(after)


def _needed(
    lowering: Lowering, assumed: Collection[tuple[str, str]]
) -> list[tuple[str, str]]:  # fmt: skip
    """Pairs of lengths that are all equal where the assumed ones are. The length of an operation's
    result is that of its operands where these are equal."""
    symbol = lowering.facts.symbol
    groups: list[dict[str, str]] = []
    for pair in assumed:
        group = {symbol(length): length for length in pair}
        for other in [other for other in groups if other.keys() & group.keys()]:
            groups.remove(other)
            group = other | group
        groups.append(group)
    needed = []
    for group in groups:
        lengths = [
            length for key, length in group.items()
            if not (parts := lowering.facts.widened.get(key)) or not group.keys() >= {*parts}
        ]  # fmt: skip
        needed += [(lengths[0], length) for length in lengths[1:]]
    return needed


def _write(
    lowering: Lowering, dims: Sequence[str], body: Body, arrays: Sequence[Value],
    span: Span | None = None,
) -> None:  # fmt: skip
    loop = lowering.facts.loop
    columns = bool(arrays) and len(dims) > 1 and _all_lie(arrays, "F", len(dims))
    if len(dims) > 1 and arrays and (columns or _all_lie(arrays, "C", len(dims))):
        before, cold = lowering.text.mark(), len(lowering.cold)
        assumed = dict(loop.assumed) if loop.assumed is not None else None
        failures, reads = dict(lowering.failures), len(loop.reads)
        try:
            if span is not None:
                span.rounds = dims
            whole = sizes.product(lowering, list(dims))
            _nest(lowering, [whole], [0], ["0"], body, len(dims), span)
        except _SeparateError:
            lowering.text.rewind(before)
            del lowering.cold[cold:], loop.reads[reads:]
            lowering.failures, loop.assumed = failures, assumed
        else:
            return
    axes = list(range(len(dims)))[:: -1 if columns else 1]
    if span is not None:
        span.rounds = [dims[axes[0]]]
    _nest(lowering, dims, axes, [""] * len(dims), body, 0, span)


def _all_lie(arrays: Sequence[Value], layout: str, rank: int) -> bool:
    return all(
        isinstance(array.rep, ArrayRep) and array.rep.layout == layout and array.rep.rank == rank
        for array in arrays
    )


def _nest(
    lowering: Lowering, dims: Sequence[str], axes: Sequence[int], indices: list[str], body: Body,
    flat: int, span: Span | None = None, leave: str = "",
) -> None:  # fmt: skip
    """Loops over `axes`, the last innermost. `flat`: how many axes the only loop stands for.
    `leave`: where control goes if an axis has no indices, the end of the outermost loop."""
    axis, inner = axes[0], len(axes) == 1
    done = lowering.text.new_label("done")
    dim = dims[axis]
    bounds = ("0", dim) if span is None else span.bounds(dim)

    def rest(index: str) -> None:
        indices[axis] = index
        if not inner:
            _nest(lowering, dims, axes[1:], indices, body, flat, leave=leave or done)
            return
        loop = lowering.facts.loop
        loop.indices = Flat(index, flat) if flat else tuple(indices)
        body(loop.indices)

    short = _is_short(dim)
    ends = leave or done, done
    blocks: Blocks | None = lowering.facts.loop.blocks if inner else None
    if inner and not short:
        _stretches(lowering, bounds, ends, rest, blocks)
        return
    if blocks is not None:
        blocks.begin()
    polls = not short and _is_short(dims[axes[-1]])  # else the innermost loop does
    _rounds(lowering, bounds, ends, rest, polls=polls, hints=short)
    if blocks is not None:
        blocks.end()


def _is_short(dim: str) -> bool:
    return dim.isdigit() and int(dim) <= _SHORT


def _rounds(
    lowering: Lowering, bounds: tuple[str, str], ends: tuple[str, str],
    rest: Callable[[str], None], *, polls: bool, hints: bool,
) -> None:  # fmt: skip
    """A loop that is not innermost, or short. `ends`: where control goes if there are no rounds,
    and behind them."""
    out, (low, dim), (leave, done) = lowering.text, bounds, ends
    head, latch = (out.new_label(stem) for stem in ("each", "next"))
    following, before = out.fresh(), out.label
    out.branch(out.let(f"icmp sgt i64 {dim}, {low}"), head, leave)
    out.begin(head)
    index = out.phi("i64", [(low, before), (following, latch)])
    rest(index)
    if polls:
        lowering.charge("1")
        lowering.poll()
    out.go(latch)
    out.begin(latch)
    _come_round(lowering, following, index, dim, head, done, inner=hints)
    out.begin(done)


def _stretches(
    lowering: Lowering, bounds: tuple[str, str], ends: tuple[str, str],
    rest: Callable[[str], None], blocks: Blocks | None,
) -> None:  # fmt: skip
    """An innermost loop, in stretches between polls."""
    out, (low, dim), (leave, done) = lowering.text, bounds, ends
    enter, head, latch, behind, again = (
        out.new_label(stem) for stem in ("enter", "each", "next", "behind", "again")
    )
    following, before = out.fresh(), out.label
    out.branch(out.let(f"icmp sgt i64 {dim}, {low}"), enter, leave)
    out.begin(enter)
    first = out.phi("i64", [(low, before), (following, again)])
    most = str(blocks.size if blocks else STRETCH)
    size = sizes.at_most(lowering, out.let(f"sub i64 {dim}, {first}"), most)
    limit = out.let(f"add nuw nsw i64 {first}, {size}")
    lowering.charge(size)
    if blocks is not None:
        blocks.begin()
    entry = out.label
    out.go(head)
    out.begin(head)
    index = out.phi("i64", [(first, entry), (following, latch)])
    rest(index)
    out.go(latch)
    out.begin(latch)
    _come_round(lowering, following, index, limit, head, behind, inner=True)
    out.begin(behind)
    if blocks is not None:
        blocks.end()
    lowering.poll()
    note = "!prof !0" if blocks is None else ""
    out.branch(out.let(f"icmp slt i64 {following}, {dim}"), again, done, note)
    out.begin(again)
    out.go(enter)
    out.begin(done)


def _come_round(
    lowering: Lowering, following: str, index: str, limit: str, head: str, done: str, *,
    inner: bool,
) -> None:  # fmt: skip
    out = lowering.text
    out.do(f"{following} = add nuw nsw i64 {index}, 1")
    more = out.let(f"icmp slt i64 {following}, {limit}")
    out.branch(more, head, done, f"!llvm.loop {_hints(lowering, head)}" if inner else "")


def _hints(lowering: Lowering, head: str) -> str:
    """The metadata of an innermost loop."""
    describe, loop = lowering.assembly.describe, lowering.facts.loop
    parts = ['!{!"llvm.loop.mustprogress"}']
    if loop.target is not None:
        parts.append(f'!{{!"llvm.loop.parallel_accesses", {loop.group}}}')
    elif lowering.is_costly(head):
        parts.append(ONE_AT_A_TIME)
    return describe(f"distinct !{{SELF, {', '.join(map(describe, parts))}}}")
