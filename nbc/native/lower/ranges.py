"""Counted loops: `for i in range(...)`.

The innermost ones run in stretches between polls, so that LLVM can vectorise them; the others poll
when they come round. Checks of the outermost loop of a nest are hoisted by `nbc.native.lower.hoist`
where it can: then the nest is written twice, proved and careful.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from nbc.native.lower.control import State
from nbc.native.lower.function import Loop
from nbc.native.lower.loops import come_round, finish_loop, repeat
from nbc.native.lower.registry import lowers
from nbc.native.lower.scalars import as_index, integer
from nbc.native.lower.settling import modes, put_back
from nbc.native.lower.values import I64_RANGE, Value
from nbc.native.lower.variables import NotOnTrustError

if TYPE_CHECKING:
    from nbc.bytecode.blocks import Block
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering
    from nbc.native.lower.trust import Trust

STRETCH = 1 << 15
"""Rounds of an innermost loop between two polls."""

_SHORT = 64
_STRIDED = "!llvm.loop !3"
"""A loop over a range with a step that is not known: as vectors it is slower, unless it calls."""
_LOOPS = frozenset({"LOOP", "FOR_RANGE", "FOR_EACH"})


@lowers("FOR_RANGE")
def _for_range(lowering: Lowering, ins: Instruction) -> None:
    from nbc.native.lower.hoist import hoisted  # lazy: hoisting writes loops through this module
    from nbc.native.lower.strips import in_strips_or_not  # lazy: likewise

    block = lowering.blocks[lowering.here]
    step, stop, start = (as_index(lowering, lowering.pop(), "a bound of range") for _ in range(3))
    if not step.is_constant:
        zero = lowering.text.let(f"icmp eq i64 {step.reg}, 0")
        lowering.trap("ZERO_STEP", zero)
    elif step.constant == 0:
        lowering.trap("ZERO_STEP")
        lowering.pc = block.end + 1
        return
    hoisted(lowering, block, start, stop, step,
            lambda: in_strips_or_not(lowering, block, start, stop, step))  # fmt: skip
    lowering.pc = block.end + 1


def index_at(lowering: Lowering, start: Value, step: Value, position: str) -> str:
    """The item of a range at a position."""
    out, offset = lowering.text, position
    if not (step.is_constant and step.constant == 1):
        quick = step.is_constant and start.range is not None and start.range[0] >= 0
        offset = out.let(f"mul {'nsw ' if quick else ''}i64 {position}, {step.reg}")
    return offset if start.constant == 0 else out.let(f"add nsw i64 {start.reg}, {offset}")


def write_each(lowering: Lowering, block: Block, start: Value, stop: Value, step: Value) -> None:
    """One loop over a range, for a FOR_RANGE (which names its variable; it is bound anew in each
    round, as Python does it) or a FOR_EACH (whose body finds the item on the stack)."""
    ranged = lowering.code[block.opener].op.name == "FOR_RANGE"
    middle = block.middles[0] if block.middles else block.end
    count = trip_count(lowering, start, stop, step)
    inner = is_innermost(lowering, block)
    breaks: list[tuple[str, State]] = []
    exhausted: list[tuple[str, State]] = []
    bounds = index_range(start, stop, step)
    running = None if step.is_constant else lowering.text.slot("i64")  # LLVM would multiply
    item = partial(index_at, lowering, start, step)

    def body(position: str) -> None:
        reg = item(position) if running is None else _next_item(lowering, running, step)
        index = integer(reg, bounds)
        if ranged:
            lowering.variables.write(lowering.code[block.opener].operands[0], index)
        else:
            lowering.push(index)
        lowering.here = block.opener
        lowering.variables.begin_round()
        lowering.walk(block.opener + 1, middle)

    def write(loop: Loop) -> State | None:
        breaks.clear()
        exhausted.clear()
        if running is not None:
            lowering.text.store("i64", start.reg, running)
        back = _trusted_or_not(lowering, block, loop, count, body, exhausted, item,
                               inner=inner, apart=running is not None)  # fmt: skip
        breaks.extend(loop.breaks)
        return back

    repeat(lowering, block, write)
    finish_loop(lowering, block, middle, exhausted, breaks)


def _next_item(lowering: Lowering, running: str, step: Value) -> str:
    """The item that the slot `running` has, which goes on to the next."""
    index = lowering.text.load("i64", running)
    lowering.text.store("i64", lowering.text.let(f"add i64 {index}, {step.reg}"), running)
    return index


def _trusted_or_not(
    lowering: Lowering, block: Block, loop: Loop, count: Value, body: Callable[[str], None],
    exhausted: list[tuple[str, State]], index_at: Callable[[str], str], *, inner: bool, apart: bool,
) -> State | None:  # fmt: skip
    """The rounds of a loop, on trust if that turns out to be possible."""
    from nbc.native.lower.trust import trust_in  # lazy: builds on loops

    short = count.range is not None and count.range[1] <= _SHORT
    mark, cold, stack = lowering.text.mark(), len(lowering.cold), len(lowering.stack)
    kept, failures = modes(lowering), dict(lowering.failures)
    state, leaving = dict(lowering.variables.state), lowering.leaving()
    trust = trust_in(lowering, block) if inner and not short and not apart else None
    if trust is not None:
        try:
            return count_rounds(lowering, loop, count, body, exhausted, stretches=True,
                                trust=trust, index_at=index_at)  # fmt: skip
        except NotOnTrustError:
            lowering.text.rewind(mark)
            del lowering.cold[cold:], lowering.stack[stack:], exhausted[:]
            put_back(lowering, kept)
            lowering.loops[-1] = loop
            lowering.failures, lowering.variables.state = failures, state
            lowering.leaving(leaving)
            del loop.breaks[:], loop.continues[:]
    return count_rounds(lowering, loop, count, body, exhausted, stretches=inner,
                        whole=inner and block.opener in lowering.proved,
                        note=_STRIDED if apart and not _calls(lowering, block) else "")  # fmt: skip


def count_rounds(
    lowering: Lowering, loop: Loop, count: Value, body: Callable[[str], None],
    exhausted: list[tuple[str, State]], *, stretches: bool, trust: Trust | None = None,
    index_at: Callable[[str], str] | None = None, whole: bool = False, note: str = "",
) -> State | None:  # fmt: skip
    """A loop whose body is given the number of the round, from 0 to count - 1. `whole`: it has so
    few rounds that behind it is soon enough for a poll."""
    out, here = lowering.text, lowering.here
    short = count.range is not None and count.range[1] <= _SHORT
    stretches = stretches and not short and not whole and not lowering.careful
    whole = whole and not short
    position, limit = out.slot("i64"), out.slot("i64")
    enter, head = out.new_label("enter"), out.new_label("loop")
    out.store("i64", "0", position)
    _unless_empty(lowering, count, enter, exhausted)
    if trust is not None:
        return _on_trust(lowering, loop, count, body, exhausted, trust, index_at or str,
                         position, limit, enter)  # fmt: skip
    _limit(lowering, count, position, limit, size=STRETCH if stretches else 0)
    out.go(head)
    out.begin(head)
    body(out.load("i64", position))
    back = come_round(lowering, loop)
    if back is None:
        return None
    lowering.here = here
    following = _step(lowering, position)
    if not stretches and not short and not whole:
        lowering.charge("1")
        lowering.poll()
    more = out.let(f"icmp ne i64 {following}, {out.load('i64', limit)}")
    behind = out.new_label("behind")
    out.branch(more, head, behind, lowering.loop_note(head) or note)
    out.begin(behind)
    if stretches:
        _next_stretch(lowering, count, position, enter)
    elif whole:
        _poll_behind(lowering, count)
    exhausted.append((_waiting(lowering), dict(lowering.variables.state)))
    return back


def _step(lowering: Lowering, position: str) -> str:
    out = lowering.text
    following = out.let(f"add nuw nsw i64 {out.load('i64', position)}, 1")
    out.store("i64", following, position)
    return following


def _poll_behind(lowering: Lowering, count: Value) -> None:
    lowering.charge(count.reg)
    lowering.poll()


def _on_trust(
    lowering: Lowering, loop: Loop, count: Value, body: Callable[[str], None],
    exhausted: list[tuple[str, State]], trust: Trust, index_at: Callable[[str], str],
    position: str, limit: str, enter: str,
) -> State:  # fmt: skip
    """The rounds of a loop that runs on trust, stretch by stretch."""
    from nbc.native.lower import trust as trusting  # lazy: builds on loops

    _limit(lowering, count, position, limit, size=trusting.STRETCH)
    after = trusting.stretch_on_trust(lowering, loop, trust, body, position, limit, index_at)
    _next_stretch(lowering, count, position, enter)
    exhausted.append((_waiting(lowering), dict(lowering.variables.state)))
    return after


def _next_stretch(lowering: Lowering, count: Value, position: str, enter: str) -> None:
    """Behind a stretch: polls, and goes on with the next one if there is one."""
    out = lowering.text
    lowering.poll()
    rest = out.let(f"icmp ult i64 {out.load('i64', position)}, {count.reg}")
    over = out.new_label("over")
    out.branch(rest, enter, over, "!prof !0")
    out.begin(over)


def _unless_empty(
    lowering: Lowering, count: Value, enter: str, exhausted: list[tuple[str, State]]
) -> None:
    """Goes on at `enter` if there is a round."""
    out = lowering.text
    before, done = dict(lowering.variables.state), out.new_label("done")
    out.branch(out.let(f"icmp ne i64 {count.reg}, 0"), enter, done)
    out.begin(done)
    exhausted.append((_waiting(lowering), before))
    out.begin(enter)


def _waiting(lowering: Lowering) -> str:
    """A block in which control waits for the join."""
    label = lowering.text.new_label("way")
    lowering.text.go(label)
    return label


def _limit(lowering: Lowering, count: Value, position: str, limit: str, *, size: int) -> None:
    """Where the present stretch of `size` rounds ends; without stretches (0), the loop."""
    out = lowering.text
    if not size:
        out.store("i64", count.reg, limit)
        return
    first = out.load("i64", position)
    left = out.let(f"sub i64 {count.reg}, {first}")
    long = out.let(f"icmp ugt i64 {left}, {size}")
    rounds = out.let(f"select i1 {long}, i64 {size}, i64 {left}")
    out.store("i64", out.let(f"add nuw nsw i64 {first}, {rounds}"), limit)
    lowering.charge(rounds)


def _calls(lowering: Lowering, block: Block) -> bool:
    return any(op.name == "CALL" for op, _, _ in lowering.code[block.opener : block.end])


def is_innermost(lowering: Lowering, block: Block) -> bool:
    return not any(
        lowering.code[index].op.name in _LOOPS for index in range(block.opener + 1, block.end)
    )


def trip_count(lowering: Lowering, start: Value, stop: Value, step: Value) -> Value:
    """How many items the range has. Raises nothing: step is not zero."""
    out = lowering.text
    if start.is_constant and stop.is_constant and step.is_constant:
        count = len(range(start.constant, stop.constant, step.constant))
        return Value(start.rep, (str(count),), count, (count, count))
    if step.is_constant and step.constant == 1:
        if start.constant == 0:
            return _not_negative(lowering, stop)
        some = out.let(f"icmp sgt i64 {stop.reg}, {start.reg}")
        apart = out.let(f"sub i64 {stop.reg}, {start.reg}")
        rounds = out.let(f"select i1 {some}, i64 {apart}, i64 0")
        return integer(rounds, _count_range(start, stop))
    return integer(_general_count(lowering, start, stop, step), None)


def _not_negative(lowering: Lowering, stop: Value) -> Value:
    if stop.range is not None and stop.range[0] >= 0:
        return stop
    symbol = "llvm.smax.i64"
    lowering.assembly.declare(symbol, f"declare i64 @{symbol}(i64, i64)")
    high = I64_RANGE[1] if stop.range is None else max(0, stop.range[1])
    return integer(lowering.text.let(f"call i64 @{symbol}(i64 {stop.reg}, i64 0)"), (0, high))


def _count_range(start: Value, stop: Value) -> tuple[int, int] | None:
    if start.range is None or stop.range is None:
        return None
    return max(0, stop.range[0] - start.range[1]), max(0, stop.range[1] - start.range[0])


def _general_count(lowering: Lowering, start: Value, stop: Value, step: Value) -> str:
    out = lowering.text
    upwards = (
        ("true" if step.constant > 0 else "false") if step.is_constant
        else out.let(f"icmp sgt i64 {step.reg}, 0")
    )  # fmt: skip
    low = out.let(f"select i1 {upwards}, i64 {start.reg}, i64 {stop.reg}")
    high = out.let(f"select i1 {upwards}, i64 {stop.reg}, i64 {start.reg}")
    negative = out.let(f"sub i64 0, {step.reg}")
    size = out.let(f"select i1 {upwards}, i64 {step.reg}, i64 {negative}")
    some = out.let(f"icmp slt i64 {low}, {high}")
    if step.is_constant:
        less = out.let(f"sub i64 {out.let(f'sub i64 {high}, {low}')}, 1")
        rounds = out.let(f"add i64 {out.let(f'udiv i64 {less}, {size}')}, 1")
        return out.let(f"select i1 {some}, i64 {rounds}, i64 0")
    divide, counted, before = out.new_label("divide"), out.new_label("counted"), out.label
    out.branch(some, divide, counted)
    out.begin(divide)
    less = out.let(f"sub i64 {out.let(f'sub i64 {high}, {low}')}, 1")
    rounds = out.let(f"add i64 {out.let(f'udiv i64 {less}, {size}')}, 1")
    out.go(counted)
    out.begin(counted)
    made = out.phi("i64", [("0", before), (rounds, divide)])
    return out.let(f"freeze i64 {made}")  # opaque: LLVM would divide again behind the loop


def index_range(start: Value, stop: Value, step: Value) -> tuple[int, int] | None:
    """Bounds of the loop's variable."""
    low, high = start.range or I64_RANGE, stop.range or I64_RANGE
    if not step.is_constant:
        return None
    if step.constant > 0:
        return low[0], max(low[0], high[1] - 1)
    return min(low[1], high[0] + 1), low[1]
