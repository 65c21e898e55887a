"""Control flow: conditions, expressions with a block inside, matches.

Every handler restores `engine.certain` as it leaves: what follows a condition is reached, unless a
RETURN, BREAK or CONTINUE inside may have gone elsewhere. Loops are in `loops`, exceptions in
`tries`.
"""

from __future__ import annotations

from nbc.bytecode.patterns import captures, is_irrefutable
from nbc.types.join import join
from nbc.types.model import (
    NEVER,
    OBJECT,
    Array,
    BuiltinType,
    ClassType,
    Container,
    FunctionType,
    MethodType,
    ModuleType,
    NoneType,
    Scalar,
    Tuple,
    Type,
)
from nbc.types.shapes import size
from nbc.typing.fixes import with_methods
from nbc.typing.frame import BLOCKS, RULES, Frame
from nbc.typing.state import State

_TRUE = (FunctionType, BuiltinType, MethodType, ModuleType)


def truth(kind: Type) -> bool | None:
    """Whether a value is true, where that is certain."""
    if isinstance(kind, Scalar):
        return None if kind.value is None else bool(kind.value)
    if isinstance(kind, NoneType):
        return False
    if isinstance(kind, Tuple):
        return None if kind.items is None else bool(kind.items)
    if isinstance(kind, Container):
        return None if kind.length is None or kind.kind == "slice" else kind.length > 0
    if isinstance(kind, ClassType):
        return True if "." not in kind.name else None
    return True if isinstance(kind, _TRUE) else None


def condition(frame: Frame, kind: Type) -> bool | None:
    """The truth of a condition; reports arrays that have none."""
    if isinstance(kind, Array):
        count = size(kind.dims)
        if count is not None and count > 1:
            frame.report(
                "N2001", f"an array with {count} elements is neither true nor false", ValueError,
                place=frame.places[-1] if frame.places else None,
                hint="use .any() or .all()",
                fixes=with_methods(frame, frame.places[-1], "any()", "all()")
                if frame.places else (),
            )  # fmt: skip
    return truth(kind)


def uncertainly(frame: Frame, start: int, stop: int, state: State) -> State:
    """Walks code that may not be reached, from `state`; the state behind it."""
    engine = frame.engine
    before, exits = engine.certain, engine.exits
    engine.certain = False
    frame.state = state
    frame.walk(start, stop)
    engine.certain = before and engine.exits == exits
    return frame.state


def still_certain(frame: Frame, before: bool, marks: tuple[int, int, int]) -> bool:
    """Whether what follows a block is reached as certainly as the block was."""
    return before and marks == ways_out(frame)


def ways_out(frame: Frame) -> tuple[int, int, int]:
    return frame.returns_left, frame.jumps_left, frame.engine.exits


def _if(frame: Frame, index: int) -> int:
    block = frame.structure[index]
    known = condition(frame, frame.take(1)[0])
    middle = block.middles[0] if block.middles else block.end
    if known is not None:
        start, stop = (index + 1, middle) if known else (middle + 1, block.end)
        frame.walk(start, stop)
        return block.end + 1
    before, marks = frame.engine.certain, ways_out(frame)
    otherwise = frame.state.copy()
    taken = uncertainly(frame, index + 1, middle, frame.state)
    if middle != block.end:
        otherwise = uncertainly(frame, middle + 1, block.end, otherwise)
    frame.state = frame.engine.join_states(taken, otherwise)
    frame.engine.certain = still_certain(frame, before, marks)
    return block.end + 1


def _branch_value(frame: Frame, start: int, stop: int, *, certain: bool) -> Type:
    """The value that an expression's block leaves."""
    depth = len(frame.stack)
    apart = frame.state.copy()
    if certain:
        frame.walk(start, stop)
    else:
        uncertainly(frame, start, stop, frame.state)
    reached = not frame.state.dead
    result = frame.take(1)[0] if reached and len(frame.stack) > depth else NEVER
    del frame.stack[depth:], frame.made[depth:]
    if not certain:
        frame.state = frame.engine.join_states(apart, frame.state)
    return result


def _and_then(frame: Frame, index: int) -> int:
    return _either(frame, index, goes_on=True)


def _or_else(frame: Frame, index: int) -> int:
    return _either(frame, index, goes_on=False)


def _either(frame: Frame, index: int, *, goes_on: bool) -> int:
    block = frame.structure[index]
    first = frame.take(1)[0]
    known = condition(frame, first)
    if known is None:
        second = _branch_value(frame, index + 1, block.end, certain=False)
        frame.push(join(first, second), block.end)
    elif known is goes_on:
        frame.push(_branch_value(frame, index + 1, block.end, certain=True), block.end)
    else:
        frame.push(first, block.end)
    return block.end + 1


def _choose(frame: Frame, index: int) -> int:
    block = frame.structure[index]
    known = condition(frame, frame.take(1)[0])
    middle = block.middles[0]
    if known is not None:
        start, stop = (index + 1, middle) if known else (middle + 1, block.end)
        frame.push(_branch_value(frame, start, stop, certain=True), block.end)
        return block.end + 1
    first = _branch_value(frame, index + 1, middle, certain=False)
    second = _branch_value(frame, middle + 1, block.end, certain=False)
    frame.push(join(first, second), block.end)
    return block.end + 1


_COMPARISONS = {"<": "comparison", "<=": "comparison", ">": "comparison", ">=": "comparison",
                "==": "equality", "!=": "equality", "is": "identity", "is not": "identity",
                "in": "membership", "not in": "membership"}  # fmt: skip


def _compare_then(frame: Frame, index: int) -> int:
    block = frame.structure[index]
    instruction = frame.code[index]
    rule = _COMPARISONS.get(instruction.operands[0])
    pair = frame.take(2)
    place = frame.places[-1]
    result = RULES[rule](frame, instruction, pair) if rule else OBJECT
    first = result if isinstance(result, Type) else OBJECT
    known = condition(frame, first)
    if known is False:
        frame.push(first, block.end)
        return block.end + 1
    depth = len(frame.stack)
    frame.push(pair[1], place)
    second = _branch_value(frame, index + 1, block.end, certain=known is True)
    del frame.stack[depth:], frame.made[depth:]
    frame.push(second if known else join(first, second), block.end)
    return block.end + 1


def _match(frame: Frame, index: int) -> int:
    block = frame.structure[index]
    frame.take(1)
    before, marks = frame.engine.certain, ways_out(frame)
    cases = [middle for middle in block.middles if frame.code[middle].op.name == "CASE"]
    entry, behind, total = frame.state, list[State](), False
    scopes = frame.function.variables
    for number, start in enumerate(cases):
        stop = cases[number + 1] if number + 1 < len(cases) else block.end
        frame.engine.guards.append((BaseException,))  # patterns narrow the subject's type
        behind.append(uncertainly(frame, start, stop, entry.copy()))
        frame.engine.guards.pop()
        entry.forget(captures(frame.code[start].operands[0]), scopes)  # bound even if a guard fails
        guarded = any(start < middle < stop for middle in block.middles)
        total = total or (not guarded and is_irrefutable(frame.code[start].operands[0]))
    after = entry if not total else behind.pop()
    for state in behind:
        after = frame.engine.join_states(after, state)
    frame.state = after
    frame.engine.certain = still_certain(frame, before, marks)
    return block.end + 1


BLOCKS.update({"IF": _if, "AND_THEN": _and_then, "OR_ELSE": _or_else, "CHOOSE": _choose,
               "COMPARE_THEN": _compare_then, "MATCH": _match})  # fmt: skip
