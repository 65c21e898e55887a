"""Innermost loops that run on trust: a stretch runs as if nothing in it could trap, and what would
have is gathered in a flag; then, if the flag is set, the stretch is run again with care.

So `math.log` or a division does not keep a loop from being vectorised. Running a stretch twice must
not be seen: the loop only writes elements of arrays that it does not read, and those elements and
its variables, which are numbers, are put back. The careful copy is compiled when it is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, final

from nbc.bytecode.effects import bound_names
from nbc.bytecode.rounds import GROWING_METHODS, WRITING_METHODS, Index, Same, follow_rounds
from nbc.native.lower.arrays import memory
from nbc.native.lower.control import State, end_way, join_ways
from nbc.native.lower.function import Deferral, Loop
from nbc.native.lower.independence import array_of
from nbc.native.lower.loops import come_round
from nbc.native.lower.names import read_name
from nbc.native.lower.outline import outline_late
from nbc.native.lower.overlap import overlap
from nbc.native.lower.running_extremes import extreme_in, settle_extremes
from nbc.native.lower.scalars import as_index
from nbc.native.lower.values import Value, register_types
from nbc.native.lower.variables import NotOnTrustError
from nbc.native.reps import ITEM_BYTES, ArrayRep, ScalarRep

if TYPE_CHECKING:
    from nbc.bytecode.blocks import Block
    from nbc.native.lower.function import Lowering

STRETCH = 512
"""Rounds of a stretch: what it writes is copied before, into the first-level cache."""
_MAY_TRAP = frozenset({"DIVIDE", "INPLACE_DIVIDE", "POWER", "INPLACE_POWER", "CALL"})
_NEVER = frozenset("BREAK RETURN RAISE ASSERT_FAIL LOOP FOR_RANGE FOR_EACH DELETE".split())


@final
@dataclass(frozen=True, slots=True)
class Trust:
    """A loop that may run on trust. `names`: the variables that it stores; `shares` (i1): arrays
    that it writes share memory with those that it reads, so that it must not. `stores`: the arrays
    and keys of its elements that a round writes."""

    names: frozenset[str]
    shares: str
    stores: tuple[tuple[str, tuple[Any, ...]], ...]


def trust_in(lowering: Lowering, block: Block) -> Trust | None:
    """Whether a loop may run on trust."""
    inside = range(block.opener + 1, block.end)
    names = {lowering.code[index].op.name for index in inside}
    if lowering.careful or lowering.deferral or names & _NEVER:
        return None
    if not names & _MAY_TRAP and not extreme_in(lowering, block):
        return None
    found = follow_rounds(lowering.module, lowering.function, lowering.blocks, block.opener)
    if (
        found.written & found.read
        or any("belong to all" in text for _, text in found.possible)
        or _writes_unseen(lowering, block)
    ):
        return None
    shares = "false"
    for name in sorted(found.written):
        target = array_of(lowering, name)
        if target is None:
            return None
        for other in sorted(found.read):
            source = array_of(lowering, other)
            if source is not None:
                both = overlap(lowering, target, source)
                shares = both if shares == "false" else lowering.text.let(
                    f"or i1 {shares}, {both}")  # fmt: skip
    stored = {name for index in range(block.opener, block.end)
              for name in bound_names(lowering.code[index])}  # fmt: skip
    stores = tuple(dict.fromkeys((name, keys) for _, name, keys in found.stores))
    if not all(_is_simple(lowering, stored, place, keys) for place, _, keys in found.stores):
        return None
    return Trust(frozenset(stored), shares, stores)


def _writes_unseen(lowering: Lowering, block: Block) -> bool:
    """Whether a loop changes what running it again would not put back: a list, an `out=` array."""
    for op, operands, _ in lowering.code[block.opener : block.end]:
        if op.name == "GET_ATTRIBUTE" and operands[0] in GROWING_METHODS | WRITING_METHODS:
            return True
        if op.name == "CALL" and "out" in operands[1]:
            return True
    return False


def _is_simple(
    lowering: Lowering, stored: Collection[str], place: int, keys: tuple[Any, ...]
) -> bool:
    """Whether it is known before a stretch which elements an instruction writes in it: in bounds,
    at the loop's index and at what is the same in every round."""
    if place not in lowering.proved:
        return False
    return all(
        isinstance(key, Index)
        or (isinstance(key, Same) and (key.text.isdigit() or key.text.isidentifier())
            and key.text not in stored)
        for key in keys
    )  # fmt: skip


def stretch_on_trust(
    lowering: Lowering, loop: Loop, trust: Trust, body: Callable[[str], None], position: str,
    limit: str, index_at: Callable[[str], str],
) -> State:  # fmt: skip
    """One stretch of a loop, from `position` to `limit` (slots). Raises NotOnTrustError."""
    out = lowering.text
    first = out.load("i64", position)
    flag = out.slot("i64")
    out.store("i64", "0", flag)
    saved = _save(lowering, trust)
    copies = [_Copy(lowering, name, keys, index_at) for name, keys in trust.stores]
    for copy in copies:
        copy.write(lowering, first, limit, back=False)
    redo, before = out.new_label("redo"), dict(lowering.variables.state)
    ways: list[tuple[str, State]] = []
    lowering.deferral = Deferral(flag, redo)
    try:
        _trusted(lowering, loop, trust, {slot: shadow for slot, shadow, _ in saved},
                 lambda: _rounds(lowering, loop, body, position, limit))  # fmt: skip
    finally:
        lowering.deferral = None
    end_way(lowering, ways)
    out.begin(redo)
    for copy in copies:
        copy.write(lowering, first, limit, back=True)
    lowering.variables.state = before
    again = replace(loop, breaks=[], continues=[])
    start = _apart(lowering)
    for slot, shadow, kind in saved:
        out.store(kind, out.load(kind, shadow), slot)
    out.store("i64", first, position)
    lowering.careful = True
    try:
        _rounds(lowering, again, body, position, limit)
    finally:
        lowering.careful = False
    end_way(lowering, ways)
    outline_late(lowering, *start)
    join_ways(lowering, ways, out.new_label("stretched"))
    return dict(lowering.variables.state)


def _trusted(
    lowering: Lowering, loop: Loop, trust: Trust, saved: dict[str, str], rounds: Callable[[], None]
) -> None:
    """The rounds on trust, up to where nothing was found to trap; else control goes to `redo`."""
    out, deferral = lowering.text, lowering.deferral
    assert deferral is not None and deferral.redo is not None
    quick, fine = out.new_label("trusted"), out.new_label("fine")
    if trust.shares == "false":
        out.go(quick)
    else:
        out.branch(trust.shares, deferral.redo, quick, "!prof !0")
    out.begin(quick)
    rounds()
    if not deferral.count:
        raise NotOnTrustError
    settle_extremes(lowering, deferral, saved)
    wrong = out.let(f"icmp ne i64 {out.load('i64', deferral.flag)}, 0")
    out.branch(wrong, deferral.redo, fine, "!prof !0")
    out.begin(fine)


def _apart(lowering: Lowering) -> tuple[int, int]:
    """Begins a block from which on code can be outlined; where it and the cold lines begin."""
    out = lowering.text
    apart = out.new_label("apart")
    out.go(apart)
    start = len(out.lines), len(lowering.cold)
    out.begin(apart)
    return start


@final
class _Copy:
    """A copy of the elements that a stretch writes through one key."""

    def __init__(
        self, lowering: Lowering, name: str, keys: tuple[Any, ...], index_at: Callable[[str], str]
    ) -> None:
        array = array_of(lowering, name)
        if array is None or len(keys) != len(array.dims):
            raise NotOnTrustError
        self.array = array
        self.index_at = index_at
        self.keys = [self._fixed(lowering, key) for key in keys]
        width = STRETCH * ITEM_BYTES[array.dtype] // 8 + 1
        rep = ArrayRep(array.dtype, 1, "C")
        self.buffer = Value(rep, (lowering.text.slot(f"[{width} x i64]"), "null", "0", "0"))

    def _fixed(self, lowering: Lowering, key: Index | Same) -> int | str:
        """The offset from the loop's index, or an operand."""
        if isinstance(key, Index):
            return key.offset
        if key.text.isdigit():
            return key.text
        return as_index(lowering, read_name(lowering, key.text)).reg

    def write(self, lowering: Lowering, first: str, limit: str, *, back: bool) -> None:
        """Copies the elements into the buffer, or back."""
        out = lowering.text
        place = out.slot("i64")
        out.store("i64", first, place)
        head, behind = out.new_label("copy"), out.new_label("copied")
        out.go(head)
        out.begin(head)
        at = out.load("i64", place)
        index, number = self.index_at(at), out.let(f"sub i64 {at}, {first}")
        keys = [out.let(f"add i64 {index}, {key}") if isinstance(key, int) else key
                for key in self.keys]  # fmt: skip
        pair = [(self.array, keys), (self.buffer, [number])]
        source, target = reversed(pair) if back else pair
        memory.store(lowering, *target, memory.load(lowering, *source))
        following = out.let(f"add nuw nsw i64 {at}, 1")
        out.store("i64", following, place)
        more = out.let(f"icmp ult i64 {following}, {out.load('i64', limit)}")
        out.branch(more, head, behind)
        out.begin(behind)


def _rounds(
    lowering: Lowering, loop: Loop, body: Callable[[str], None], position: str, limit: str
) -> None:
    """The rounds of a stretch."""
    out, here, outer = lowering.text, lowering.here, lowering.loops[-1]
    head, behind = out.new_label("loop"), out.new_label("behind")
    lowering.loops[-1] = loop
    out.go(head)
    out.begin(head)
    body(out.load("i64", position))
    back = come_round(lowering, loop)
    lowering.loops[-1] = outer
    if back is None or not all(map(_is_number, _stored(lowering, back, loop))):
        raise NotOnTrustError
    lowering.here = here
    following = out.let(f"add nuw nsw i64 {out.load('i64', position)}, 1")
    out.store("i64", following, position)
    more = out.let(f"icmp ult i64 {following}, {out.load('i64', limit)}")
    out.branch(more, head, behind, lowering.loop_note(head))
    out.begin(behind)


def _stored(lowering: Lowering, back: State, loop: Loop) -> list[object]:
    """The representations of variables that a round stored."""
    return [
        binding.template.rep for name, binding in back.items()
        if loop.head.get(name) is not binding and not binding.conflict
        and binding.template.rep != getattr(loop.head.get(name), "template", binding.template).rep
    ]  # fmt: skip


def _is_number(rep: object) -> bool:
    return isinstance(rep, ScalarRep)


def _save(lowering: Lowering, trust: Trust) -> list[tuple[str, str, str]]:
    """Copies of the variables that the loop stores, as they are when a stretch begins."""
    out, saved = lowering.text, []
    for name, binding in lowering.variables.state.items():
        if name not in trust.names or binding.conflict:
            continue
        rep = binding.template.rep
        if not isinstance(rep, ScalarRep):
            raise NotOnTrustError
        for slot, kind in zip(
            lowering.variables.slots(name, rep), register_types(rep), strict=True
        ):
            shadow = out.slot(kind)
            out.store(kind, out.load(kind, slot), shadow)
            saved.append((slot, shadow, kind))
    return saved
