"""Control flow: conditions, choices, loops. Ways are joined by `Variables.joined`.

A loop is lowered with the representations that variables have before it; if one comes round with
another, what was written is taken back and the loop is lowered again with the joined ones.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from nbc.bytecode.effects import bound_names
from nbc.native.lower.arithmetic import COMPARED, operate
from nbc.native.lower.facts import shape_held
from nbc.native.lower.function import Loop, Unreached
from nbc.native.lower.joining import convert, join
from nbc.native.lower.registry import lowers
from nbc.native.lower.scalars import truth_of
from nbc.native.lower.settling import loosened, modes, put_back, settled_by, settled_conflicts
from nbc.native.lower.values import Value, without_constant
from nbc.native.lower.variables import Binding, Conflict, counted
from nbc.native.reps import StaticRep

if TYPE_CHECKING:
    from nbc.bytecode.blocks import Block
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering

State = dict[str, Binding]
_ROUNDS_AT_MOST = 6


@lowers("NOP")
def _nop(lowering: Lowering, ins: Instruction) -> None:
    pass


@lowers("IF")
def _if(lowering: Lowering, ins: Instruction) -> None:
    block = lowering.blocks[lowering.here]
    condition = truth_of(lowering, lowering.pop())
    middle = block.middles[0] if block.middles else block.end
    if condition in ("true", "false"):
        start, stop = (block.opener + 1, middle) if condition == "true" else (middle + 1, block.end)
        lowering.walk(start, max(start, stop))
        lowering.pc = block.end + 1
        return
    lowering.variables.release_temporaries()
    lowering.variables.compute_pending()
    out = lowering.text
    yes, no, after = (out.new_label(stem) for stem in ("then", "else", "after"))
    out.branch(condition, yes, no)
    before = dict(lowering.variables.state)
    ways: list[tuple[str, State]] = []
    for label, start, stop in ((yes, block.opener + 1, middle), (no, middle + 1, block.end)):
        out.begin(label)
        lowering.variables.state = dict(before)
        lowering.walk(start, max(start, stop))
        end_way(lowering, ways)
    join_ways(lowering, ways, after)
    lowering.pc = block.end + 1


def end_way(lowering: Lowering, ways: list[tuple[str, State]]) -> None:
    """The end of one way to a join: control waits in a block of its own."""
    if lowering.text.closed:
        return
    lowering.variables.compute_pending()
    waiting = lowering.text.new_label("way")
    lowering.text.go(waiting)
    ways.append((waiting, lowering.variables.state))


def join_ways(lowering: Lowering, ways: list[tuple[str, State]], after: str) -> None:
    """Brings the ways together at `after`, with the joined state; nothing goes on if there are
    none."""
    if not ways:
        lowering.text.closed = True
        return
    variables = lowering.variables
    joined = ways[0][1]
    for _, state in ways[1:]:
        joined = variables.joined(joined, state)
    for label, state in ways:
        lowering.text.begin(label)
        variables.state = dict(state)
        variables.adapt(joined)
        lowering.text.go(after)
    variables.state = dict(joined)
    lowering.text.begin(after)


# -- expressions with a block inside -------------------------------------------------------------


@lowers("CHOOSE")
def _choose(lowering: Lowering, ins: Instruction) -> None:
    block = lowering.blocks[lowering.here]
    middle = block.middles[0]
    condition = truth_of(lowering, lowering.pop())
    if condition in ("true", "false"):
        start, stop = (block.opener + 1, middle) if condition == "true" else (middle + 1, block.end)
        lowering.walk(start, stop)
        lowering.pc = block.end + 1
        return
    _two_ways(lowering, condition,
              lambda: _value_of(lowering, block.opener + 1, middle),
              lambda: _value_of(lowering, middle + 1, block.end))  # fmt: skip
    lowering.pc = block.end + 1


@lowers("AND_THEN", "OR_ELSE")
def _either(lowering: Lowering, ins: Instruction) -> None:
    block = lowering.blocks[lowering.here]
    first = lowering.pop()
    condition = truth_of(lowering, first)
    is_and = ins.op.name == "AND_THEN"
    if condition in ("true", "false"):
        if (condition == "true") == is_and:
            lowering.walk(block.opener + 1, block.end)
        else:
            lowering.push(first)
        lowering.pc = block.end + 1
        return

    def rest() -> Value | None:
        return _value_of(lowering, block.opener + 1, block.end)

    def same() -> Value:
        return without_constant(first)

    _two_ways(lowering, condition, *((rest, same) if is_and else (same, rest)))
    lowering.pc = block.end + 1


@lowers("COMPARE_THEN")
def _compare_then(lowering: Lowering, ins: Instruction) -> None:
    block = lowering.blocks[lowering.here]
    b, a = lowering.pop(), lowering.pop()
    first = operate(lowering, COMPARED[ins.operands[0]], [a, b])
    condition = truth_of(lowering, first)

    def rest() -> Value | None:
        lowering.push(b)
        return _value_of(lowering, block.opener + 1, block.end)

    if condition == "true":
        lowering.push(b)
        lowering.walk(block.opener + 1, block.end)
    elif condition == "false":
        lowering.push(first)
    else:
        _two_ways(lowering, condition, rest, lambda: without_constant(first))
    lowering.pc = block.end + 1


def _value_of(lowering: Lowering, start: int, stop: int) -> Value | None:
    """The value that a block leaves; None where control does not come to its end."""
    lowering.walk(start, stop)
    return None if lowering.text.closed else lowering.pop()


def _two_ways(
    lowering: Lowering, condition: str, yes: Callable[[], Value | None],
    no: Callable[[], Value | None],
) -> None:  # fmt: skip
    """Pushes the value of one of two ways; what only one way knows is given up."""
    lowering.variables.compute_pending()
    out = lowering.text
    labels = [out.new_label("value"), out.new_label("value")]
    out.branch(condition, labels[0], labels[1])
    before = dict(lowering.variables.state)
    values: list[Value] = []
    ways: list[tuple[str, State]] = []
    for label, way in zip(labels, (yes, no), strict=True):
        out.begin(label)
        lowering.variables.state = dict(before)
        value = way()
        if value is not None:
            values.append(_settled(lowering, value))
        end_way(lowering, ways)
    lowering.push(merged(lowering, values, ways))


def merged(lowering: Lowering, values: list[Value], ways: list[tuple[str, State]]) -> Value:
    """Brings ways together that each have a value: what is known of it behind them."""
    if not values:
        raise Unreached
    joined = values[0]
    for value in values[1:]:
        both = join(joined, value)
        if both is None:
            lowering.refuse("the values of this expression have no common type")
        joined = both
    name = f"<value {lowering.here}>"
    for value, (_label, state) in zip(values, ways, strict=True):
        state[name] = Binding(value)
    _store_in_ways(lowering, name, values, ways, joined)
    join_ways(lowering, ways, lowering.text.new_label("chosen"))
    chosen = lowering.variables.read(name)
    assert chosen is not None
    lowering.variables.state.pop(name)
    return chosen


def _settled(lowering: Lowering, value: Value) -> Value:
    if value.lazy is not None:
        from nbc.native.lower.arrays import materialise  # lazy: arrays build on control

        return materialise(lowering, value)
    return value


def _store_in_ways(
    lowering: Lowering, name: str, values: list[Value], ways: list[tuple[str, State]], joined: Value
) -> None:
    """Puts each way's value into the slot of the joined one, in the way's waiting block."""
    out = lowering.text
    for place, (label, state) in enumerate(ways):
        out.begin(label)
        lowering.variables.state = state
        value = values[place]
        state.pop(name)
        if not isinstance(joined.rep, StaticRep):
            lowering.variables.write(name, convert(lowering, value, joined.rep))
        state[name] = Binding(joined)
        waiting = out.new_label("way")
        out.go(waiting)
        ways[place] = (waiting, state)


# -- loops ---------------------------------------------------------------------------------------


def repeat(lowering: Lowering, block: Block, write: Callable[[Loop], State | None]) -> State | None:
    """Lowers a loop until the representations of variables stand still. `write` writes it from the
    present state, leaving by the loop's lists, and gives the state with which control comes round
    (None: it never does). Gives the state at the head of the loop."""
    lowering.variables.release_temporaries()
    lowering.variables.compute_pending()
    variables = lowering.variables
    entry = original = dict(variables.state)
    _forget(lowering, block)
    before, cold = lowering.text.mark(), len(lowering.cold)
    failures, leaving = dict(lowering.failures), lowering.leaving()
    depth, writing = (len(lowering.loops), len(lowering.stack)), modes(lowering)
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
            put_back(lowering, writing)
            del lowering.loops[depth[0] + 1 :], lowering.stack[depth[1] :]
        else:
            if back is None:
                lowering.loops.pop()
                return head
            joined = settled_conflicts(entry, variables.joined(entry, back))
            if not _changed(head, joined, lowering.missing | left, reshaped):
                lowering.loops.pop()
                return head
        lowering.loops.pop()
        lowering.missing.clear()
        lowering.text.rewind(before)
        del lowering.cold[cold:]
        lowering.failures = dict(failures)
        lowering.leaving(leaving)
        variables.state = dict(original)
        variables.adapt({name: joined[name] for name in original})
        variables.state = dict(joined)
        entry = dict(joined)
        _forget(lowering, block, reshaped)
    return lowering.refuse("the types of this loop's variables do not settle")


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
                state[name] = replace(
                    binding, template=loosened(binding.template), symbols=symbols
                )
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
        head, body, after = (out.new_label(stem) for stem in ("while", "body", "done"))
        out.go(head)
        out.begin(head)
        lowering.walk(block.opener + 1, test)
        condition = truth_of(lowering, lowering.pop())
        lowering.variables.release_temporaries()
        at_end = dict(lowering.variables.state)
        if condition == "true":
            out.go(body)
        else:
            out.branch(condition, body, after)
            out.begin(after)
            exhausted_way = out.new_label("way")
            out.go(exhausted_way)
            exhausted.append((exhausted_way, at_end))
        out.begin(body)
        lowering.walk(test + 1, middle)
        back = _come_round(lowering, loop)
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


def _bound_by_rounds(at_end: State, back: State) -> None:
    """What the rounds of a loop bind that was not there before it may be there behind it."""
    for name, binding in back.items():
        if name not in at_end:
            at_end[name] = replace(binding, template=loosened(binding.template), certain=False)


def _come_round(lowering: Lowering, loop: Loop) -> State | None:
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


come_round = _come_round


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


def returned_inline(lowering: Lowering, value: Value) -> None:
    """RETURN in a function that is written into its caller: the value waits for the others."""
    assert lowering.inline_returns is not None
    lowering.variables.compute_pending()
    lowering.hand_over(value)
    lowering.variables.release_temporaries()
    lowering.variables.write(f"<back {lowering.scope}>", value)
    label = lowering.text.new_label("back")
    lowering.text.go(label)
    lowering.inline_returns.append((label, dict(lowering.variables.state), value))


@lowers("RETURN")
def _return(lowering: Lowering, ins: Instruction) -> None:
    value = _settled(lowering, lowering.pop())
    if lowering.inline_returns is not None:
        returned_inline(lowering, value)
        return
    if lowering.region is not None:
        lowering.refuse("a loop that returns from its function is part of the function")
    lowering.give_back(value)
