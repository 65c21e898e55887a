"""Control flow: conditions, choices, RETURN. Ways are joined by `Variables.joined`; loops are in
`loops`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from nbc.native.lower import branchless, running_extremes
from nbc.native.lower.arithmetic import COMPARED, operate
from nbc.native.lower.function import Unreached
from nbc.native.lower.joining import convert, join
from nbc.native.lower.registry import lowers
from nbc.native.lower.scalars import truth_of
from nbc.native.lower.values import Value, without_constant
from nbc.native.lower.variables import Binding
from nbc.native.reps import StaticRep

if TYPE_CHECKING:
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering

State = dict[str, Binding]


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
    if running_extremes.extreme(lowering, block) or branchless.statements(
        lowering, block, condition
    ):
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
    if not branchless.choice(lowering, block, condition):
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
