"""Loops: the first round where it is certain, then rounds until the types stand still.

A loop over something that is certainly not empty does its first round, so that round is walked with
exact values and its errors count. Every further round starts from the join of all rounds before;
after a few the types are widened, so that it ends. Only warnings come from there.
"""

from __future__ import annotations

from collections.abc import Callable

from nbc.types.model import OBJECT, Array, Container, Scalar, Tuple, Type
from nbc.typing.blocks import condition, truth, ways_out
from nbc.typing.frame import BLOCKS, Frame, LoopExits
from nbc.typing.items import item_type
from nbc.typing.state import State
from nbc.typing.structure import Block, stored_names

ROUNDS_AT_MOST = 6
WIDENS_AFTER = 2

Enter = Callable[[Frame], None]
"""Puts a round's item where the body expects it."""


def _for_each(frame: Frame, index: int) -> int:
    iterable = frame.take(1)[0]
    item = item_type(frame, iterable)

    def enter(frame: Frame) -> None:
        frame.push(item, index)

    return _for(frame, index, enter, certainly=has_items(iterable))


def _for_range(frame: Frame, index: int) -> int:
    bounds = frame.take(3)
    name = frame.code[index].operands[0]
    kind = _index_type(bounds)

    def enter(frame: Frame) -> None:
        frame.index = index
        frame.store(name, kind)

    return _for(frame, index, enter, certainly=_range_has_items(bounds))


def has_items(kind: Type) -> bool | None:
    """Whether iterating gives at least one item; None where that is not known."""
    if isinstance(kind, Array):
        first = kind.dims[0] if kind.dims else None
        return first > 0 if isinstance(first, int) else None
    if isinstance(kind, Tuple | Container) or (isinstance(kind, Scalar) and kind.dtype == "str"):
        return truth(kind)
    return None


def _index_type(bounds: list[Type]) -> Type:
    return Scalar("i64") if all(isinstance(b, Scalar) and b.weak for b in bounds) else OBJECT


def _range_has_items(bounds: list[Type]) -> bool | None:
    values = [b.value if isinstance(b, Scalar) else None for b in bounds]
    start, stop, step = values
    if type(start) is int and type(stop) is int and type(step) is int and step:
        return len(range(start, stop, step)) > 0
    return None


def _for(frame: Frame, index: int, enter: Enter, *, certainly: bool | None) -> int:
    block = frame.structure[index]
    middle = block.middles[0] if block.middles else block.end
    if certainly is False:
        frame.walk(middle + 1, block.end)
        return block.end + 1
    before, marks = frame.engine.certain, ways_out(frame)
    breaks: list[State] = []

    def body(frame: Frame) -> None:
        enter(frame)
        frame.walk(index + 1, middle)

    names = _names(frame, block)
    start = frame.state.copy()
    first: list[State] = []
    if certainly:
        first = _round(frame, body, breaks)
    else:
        first = [start.copy()]
    exhausted = _rounds(frame, body, first, breaks, names)
    if not certainly:
        exhausted = frame.engine.join_states(exhausted, start)
    _finish(frame, block, middle, exhausted, breaks)
    _restore(frame, before, marks)
    return block.end + 1


def _while(frame: Frame, index: int) -> int:
    block = frame.structure[index]
    test = next(i for i in block.middles if frame.code[i].op.name == "WHILE")
    middle = next((i for i in block.middles if i > test), block.end)
    before, marks = frame.engine.certain, ways_out(frame)
    breaks: list[State] = []
    frame.walk(index + 1, test)
    known = condition(frame, frame.take(1)[0]) if not frame.state.dead else False
    if known is False:
        frame.walk(middle + 1, block.end)
        return block.end + 1
    exhausted: list[State] = [] if known else [frame.state.copy()]

    def body(frame: Frame) -> None:
        frame.walk(test + 1, middle)

    def again(frame: Frame) -> None:
        frame.walk(index + 1, test)
        if frame.state.dead:
            return
        if truth(frame.take(1)[0]) is not True:
            exhausted.append(frame.state.copy())
        frame.walk(test + 1, middle)

    names = _names(frame, block)
    if not known:
        frame.engine.certain = False
    first = _round(frame, body, breaks)
    frame.engine.certain = False
    _rounds(frame, again, first, breaks, names)
    frame.engine.certain = before
    behind = _joined(frame, exhausted)
    _finish(frame, block, middle, behind, breaks)
    _restore(frame, before, marks)
    return block.end + 1


def _round(frame: Frame, body: Callable[[Frame], None], breaks: list[State]) -> list[State]:
    """One round from the present state; the states at its end and at its CONTINUEs."""
    exits = LoopExits()
    frame.loops.append(exits)
    depth = len(frame.stack)
    body(frame)
    del frame.stack[depth:], frame.made[depth:]
    frame.loops.pop()
    breaks.extend(exits.breaks)
    ends = [*exits.continues, frame.state]
    return [state for state in ends if not state.dead]


def _rounds(
    frame: Frame, body: Callable[[Frame], None], ends: list[State], breaks: list[State],
    names: frozenset[str],
) -> State:  # fmt: skip
    """Rounds from the joined ends of the rounds before, until nothing changes; the state at the
    head of the loop, dead if no round is ever followed by another."""
    engine = frame.engine
    head = _joined(frame, ends)
    if head.dead:
        return head
    before = engine.certain
    engine.certain = False
    head.loosen(names)
    warned, broken = len(engine.warned), len(breaks)
    for count in range(ROUNDS_AT_MOST):
        del engine.warned[warned:], breaks[broken:]
        frame.state = head.copy()
        following = _joined(frame, _round(frame, body, breaks))
        wide = count >= WIDENS_AFTER
        joined = engine.join_states(head, following, wide=wide)
        if count == ROUNDS_AT_MOST - 2:
            joined.forget(names, frame.function.variables)
        if joined.local == head.local and joined.shared == head.shared:
            break
        head = joined.copy()
    engine.certain = before
    return head


def _joined(frame: Frame, states: list[State]) -> State:
    """The join of states; dead if there are none."""
    if not states:
        return State(frame.state.local, frame.state.shared, True)
    result = states[0]
    for state in states[1:]:
        result = frame.engine.join_states(result, state)
    return result


def _finish(frame: Frame, block: Block, middle: int, exhausted: State, breaks: list[State]) -> None:
    """The ELSE block behind an exhausted loop, then the join with the BREAKs."""
    frame.state = exhausted.copy()
    if middle != block.end:
        before = frame.engine.certain
        frame.engine.certain = before and not breaks
        frame.walk(middle + 1, block.end)
        frame.engine.certain = before
    for state in breaks:
        frame.state = frame.engine.join_states(frame.state, state)


def _restore(frame: Frame, before: bool, marks: tuple[int, int, int]) -> None:
    """BREAK and CONTINUE end with their loop; RETURN and exits do not."""
    returns, jumps, exits = marks
    same = frame.returns_left == returns and frame.engine.exits == exits
    frame.jumps_left = jumps
    frame.engine.certain = before and same


def _names(frame: Frame, block: Block) -> frozenset[str]:
    return frozenset(stored_names(frame.function, block.start, block.end))


def _break(frame: Frame) -> None:
    frame.jumps_left += 1
    if frame.loops:
        frame.loops[-1].breaks.append(frame.state.copy())
    frame.state.dead = True


def _continue(frame: Frame) -> None:
    frame.jumps_left += 1
    if frame.loops:
        frame.loops[-1].continues.append(frame.state.copy())
    frame.state.dead = True


def leave_loop(frame: Frame, name: str) -> None:
    """BREAK and CONTINUE."""
    if name == "BREAK":
        _break(frame)
    else:
        _continue(frame)


BLOCKS.update({"FOR_EACH": _for_each, "FOR_RANGE": _for_range, "LOOP": _while})
