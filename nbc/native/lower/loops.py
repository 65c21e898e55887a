"""Loops: lowering them until the types of their variables settle; `while`, BREAK and CONTINUE.

A loop is lowered with the representations that variables have before it; if one comes round with
another, what was written is taken back and the loop is lowered again with the joined ones. Counted
loops are in `ranges`, loops over values in `iteration`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, final

from nbc.bytecode.effects import bound_names
from nbc.native.lower.control import State, end_way, join_ways
from nbc.native.lower.counters import counting
from nbc.native.lower.facts import shape_held
from nbc.native.lower.function import Loop
from nbc.native.lower.joining import join
from nbc.native.lower.registry import lowers
from nbc.native.lower.scalars import truth_of
from nbc.native.lower.settling import loosened, modes, put_back, settled_by, settled_conflicts
from nbc.native.lower.text import Mark
from nbc.native.lower.values import Value
from nbc.native.lower.variables import Binding, Conflict, counted
from nbc.native.reps import ScalarRep

if TYPE_CHECKING:
    from nbc.bytecode.blocks import Block
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering

_ROUNDS_AT_MOST = 6


def repeat(lowering: Lowering, block: Block, write: Callable[[Loop], State | None]) -> State | None:
    """Lowers a loop until the representations of variables stand still. `write` writes it from the
    present state, leaving by the loop's lists, and gives the state with which control comes round
    (None: it never does). Gives the state at the head of the loop."""
    proved = lowering.proved
    lowering.proved |= counting(lowering, block)
    try:
        return _repeat(lowering, block, write)
    finally:
        lowering.proved = proved


def _repeat(
    lowering: Lowering, block: Block, write: Callable[[Loop], State | None]
) -> State | None:
    lowering.variables.release_temporaries()
    lowering.variables.compute_pending()
    variables = lowering.variables
    original, start = dict(variables.state), _start(lowering)
    entry = _foreseen(lowering, block)
    _forget(lowering, block)
    reshaped: set[str] = set()
    left = set() if lowering.region is None else set(lowering.assembly.unit.outputs)
    for _ in range(_ROUNDS_AT_MOST):
        head = dict(variables.state)
        loop = Loop(head)
        lowering.loops.append(loop)
        try:
            back = write(loop)
        except Conflict as conflict:
            joined = settled_by(entry, conflict)
            put_back(lowering, start.modes)
            del lowering.loops[start.loops + 1 :], lowering.stack[start.stack :]
        else:
            if back is None:
                lowering.loops.pop()
                return head
            joined = settled_conflicts(entry, variables.joined(entry, back))
            if not _changed(head, joined, lowering.missing | left, reshaped):
                lowering.loops.pop()
                _remember(lowering, block, original, head)
                return head
        lowering.loops.pop()
        _take_back(lowering, start)
        variables.state = dict(original)
        variables.adapt({name: joined[name] for name in original})
        variables.state, entry = dict(joined), dict(joined)
        _forget(lowering, block, reshaped)
    return lowering.refuse("the types of this loop's variables do not settle")


def _foreseen(lowering: Lowering, block: Block) -> State:
    """The state before a loop, with numbers as they settled when it was written before: a loop may
    be written several times, and each nest in it several times in each."""
    variables = lowering.variables
    wanted = {
        name: Binding(now, binding.certain, symbols=lowering.facts.unknowns(now.rep))
        for name, (was, now) in lowering.settled.get(_key(lowering, block), {}).items()
        if (binding := variables.state.get(name)) is not None and binding.value is None
        and not binding.conflict and binding.template.rep == was
    }  # fmt: skip
    variables.adapt(wanted)
    variables.state = {**variables.state, **wanted}
    return dict(variables.state)


def _remember(lowering: Lowering, block: Block, before: State, head: State) -> None:
    lowering.settled[_key(lowering, block)] = {
        name: (was.template.rep, now.template) for name, now in head.items()
        if (was := before.get(name)) is not None and was.template.rep != now.template.rep
        and isinstance(was.template.rep, ScalarRep) and isinstance(now.template.rep, ScalarRep)
    }  # fmt: skip


def _key(lowering: Lowering, block: Block) -> tuple[Any, ...]:
    return lowering.scope, lowering.index, block.opener


@final
@dataclass(frozen=True, slots=True)
class _Start:
    """What there was when a loop began, to go back to."""

    text: Mark
    cold: int
    failures: dict[Any, Any]
    leaving: Any
    loops: int
    stack: int
    modes: Any


def _start(lowering: Lowering) -> _Start:
    return _Start(
        lowering.text.mark(), len(lowering.cold), dict(lowering.failures), lowering.leaving(),
        len(lowering.loops), len(lowering.stack), modes(lowering),
    )  # fmt: skip


def _take_back(lowering: Lowering, start: _Start) -> None:
    """Forgets what was written since the loop began."""
    lowering.missing.clear()
    lowering.text.rewind(start.text)
    del lowering.cold[start.cold :]
    lowering.failures = dict(start.failures)
    lowering.leaving(start.leaving)


def _changed(head: State, joined: State, missing: set[str], reshaped: set[str]) -> bool:
    """Whether the head of the loop promises what does not hold when control comes round. `missing`:
    names that were read where nothing bound them. `reshaped` gathers arrays that come round with
    another shape."""
    before = len(reshaped)
    for name, now in joined.items():
        was = head.get(name)
        if was is None:
            if name in missing:
                return True
        elif _promised_more(was, now):
            return True
        elif not shape_held(was.template.rep, was.symbols, now.symbols):
            reshaped.add(name)
    return len(reshaped) > before


def _promised_more(was: Binding, now: Binding) -> bool:
    """Whether more was known of a variable than holds."""
    if (was.template.rep, was.certain, was.conflict) != (
        now.template.rep, now.certain, now.conflict
    ):  # fmt: skip
        return True
    if was.template.range is not None and was.template.range != now.template.range:
        return True
    return _outlives(was.template) and not _outlives(now.template)


def _outlives(value: Value) -> bool:
    """Whether the arrays in a value surely live as long as the call."""
    return all(leaf.held == "static" for leaf in counted(value))


def _forget(lowering: Lowering, block: Block, reshaped: Collection[str] = ()) -> None:
    """Constants and ranges of variables that the loop stores do not hold in it."""
    facts = lowering.facts
    state = lowering.variables.state
    for index in range(block.opener, block.end):
        for name in bound_names(lowering.code[index]):
            binding = state.get(name)
            if binding is not None and binding.value is None:
                rep = binding.template.rep
                symbols = (
                    facts.unknowns(rep) if name in reshaped
                    else facts.loosened(rep, binding.symbols)
                )  # fmt: skip
                state[name] = replace(binding, template=loosened(binding.template), symbols=symbols)
    for name in lowering.hidden & state.keys():
        state[name] = replace(state[name], template=loosened(state[name].template))


@lowers("LOOP")
def _loop(lowering: Lowering, ins: Instruction) -> None:
    block = lowering.blocks[lowering.here]
    test = next(index for index in block.middles if lowering.code[index].op.name == "WHILE")
    middle = next((index for index in block.middles if index > test), block.end)
    out = lowering.text
    here = lowering.here
    breaks: list[tuple[str, State]] = []
    exhausted: list[tuple[str, State]] = []

    def write(loop: Loop) -> State | None:
        breaks.clear()
        exhausted.clear()
        head = out.new_label("while")
        out.go(head)
        out.begin(head)
        lowering.walk(block.opener + 1, test)
        at_end = _test(lowering, exhausted)
        lowering.walk(test + 1, middle)
        back = come_round(lowering, loop)
        if back is not None:
            lowering.here = here
            lowering.charge("1")
            lowering.poll()
            out.go(head)
        breaks.extend(loop.breaks)
        _bound_by_rounds(at_end, back or {})
        return back

    repeat(lowering, block, write)
    finish_loop(lowering, block, middle, exhausted, breaks)


def _test(lowering: Lowering, exhausted: list[tuple[str, State]]) -> State:
    """Goes on into the body if the condition on the stack holds; the state where it does not."""
    out = lowering.text
    condition = truth_of(lowering, lowering.pop())
    lowering.variables.release_temporaries()
    at_end, body = dict(lowering.variables.state), out.new_label("body")
    if condition == "true":
        out.go(body)
    else:
        after, waiting = out.new_label("done"), out.new_label("way")
        out.branch(condition, body, after)
        out.begin(after)
        out.go(waiting)
        exhausted.append((waiting, at_end))
    out.begin(body)
    return at_end


def _bound_by_rounds(at_end: State, back: State) -> None:
    """What the rounds of a loop bind that was not there before it may be there behind it."""
    for name, binding in back.items():
        if name not in at_end:
            at_end[name] = replace(binding, template=loosened(binding.template), certain=False)


def come_round(lowering: Lowering, loop: Loop) -> State | None:
    """The end of a loop's body, where CONTINUE comes too; None where control never does."""
    ways = list(loop.continues)
    if not lowering.text.closed:
        end_way(lowering, ways)
    if not ways:
        return None
    join_ways(lowering, ways, lowering.text.new_label("round"))
    back = dict(lowering.variables.state)
    fitting = {
        name: wanted for name, wanted in loop.head.items()
        if name in back and _fits(back[name], wanted)
    }  # fmt: skip
    lowering.variables.adapt(fitting)
    return back


def _fits(binding: Binding, wanted: Binding) -> bool:
    """Whether a variable can be put where the head of the loop expects it."""
    if binding.conflict or wanted.conflict:
        return False
    joined = join(wanted.template, binding.template)
    return joined is not None and joined.rep == wanted.template.rep


def finish_loop(
    lowering: Lowering, block: Block, middle: int, exhausted: list[tuple[str, State]],
    breaks: list[tuple[str, State]],
) -> None:  # fmt: skip
    """The ELSE block behind an exhausted loop, then the join with the BREAKs."""
    out = lowering.text
    after = out.new_label("after")
    ways: list[tuple[str, State]] = []
    if middle != block.end:
        join_ways(lowering, exhausted, out.new_label("exhausted"))
        if not out.closed:
            lowering.walk(middle + 1, block.end)
        end_way(lowering, ways)
    else:
        ways = exhausted
    join_ways(lowering, [*ways, *breaks], after)
    lowering.pc = block.end + 1


@lowers("BREAK", "CONTINUE")
def _leave(lowering: Lowering, ins: Instruction) -> None:
    loop = lowering.loops[-1]
    lowering.variables.release_temporaries()
    lowering.variables.compute_pending()
    waiting = lowering.text.new_label("leave")
    lowering.text.go(waiting)
    ways = loop.breaks if ins.op.name == "BREAK" else loop.continues
    ways.append((waiting, dict(lowering.variables.state)))
