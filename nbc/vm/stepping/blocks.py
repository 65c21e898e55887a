"""Actions of the instructions that structure a function, and how each block is left.

IF, CHOOSE and their like need no record: where their sections end is known from the instructions.
Loops, TRY, WITH and MATCH are `Active` while they run.
"""

from __future__ import annotations

from typing import Any

from nbc.bytecode.blocks import Block
from nbc.bytecode.module import COMPREHENSIONS, Instruction
from nbc.runtime.match import match
from nbc.vm.stepping.frame import Active, Frame, forget, load, store
from nbc.vm.stepping.machine import ACTIONS, UNWINDS, Leave, Run, handling
from nbc.vm.stepping.meaning import operation


def _block(frame: Frame) -> Block:
    return frame.code.blocks[frame.place]


def _middle(frame: Frame, block: Block, name: str, start: int = -1) -> int | None:
    """The first instruction of that name that divides the block, behind `start`."""
    for place in block.middles:
        if place > start and frame.function.instructions[place].op.name == name:
            return place
    return None


def _begin(frame: Frame, value: Any = None, state: str = "body") -> Active:
    block = _block(frame)
    opener = frame.function.instructions[block.opener].op.name
    active = Active(block, opener, len(frame.stack), value, state)
    frame.active.append(active)
    return active


def _go_else(frame: Frame, block: Block) -> None:
    """To the ELSE section if there is one, else to END."""
    other = _middle(frame, block, "ELSE")
    frame.pc = block.end if other is None else other + 1


def _if(run: Run, frame: Frame, instruction: Instruction) -> None:
    if not frame.stack.pop():
        _go_else(frame, _block(frame))


def _and_then(run: Run, frame: Frame, instruction: Instruction) -> None:
    if frame.stack[-1]:
        frame.stack.pop()
    else:
        frame.pc = _block(frame).end


def _or_else(run: Run, frame: Frame, instruction: Instruction) -> None:
    if frame.stack[-1]:
        frame.pc = _block(frame).end
    else:
        frame.stack.pop()


def _compare_then(run: Run, frame: Frame, instruction: Instruction) -> None:
    a, b = frame.pop(2)
    namespace = frame.program.namespace
    result = operation(instruction.op, instruction.operands, namespace)(a, b)
    if result:
        frame.stack.append(b)
    else:
        frame.stack.append(result)
        frame.pc = _block(frame).end


def _else(run: Run, frame: Frame, instruction: Instruction) -> None:
    """Reached at the end of the section before it."""
    block = _block(frame)
    opener = frame.function.instructions[block.opener].op.name
    if opener in ("IF", "CHOOSE"):
        frame.pc = block.end
    elif opener == "TRY":
        _end_of_section(frame, frame.active[-1])
    else:
        _again(frame, block)


def _end(run: Run, frame: Frame, instruction: Instruction) -> Leave | None:
    block = _block(frame)
    active = frame.active[-1] if frame.active else None
    if active is None or active.block is not block:
        return None
    if active.opener == "TRY":
        return _end_of_try(frame, active)
    if active.opener == "WITH":
        frame.active.pop()
        active.value(None, None, None)
    elif active.opener == "MATCH":
        frame.active.pop()
    else:
        _again(frame, block)
    return None


# -- loops -------------------------------------------------------------------------------------


def _loop(run: Run, frame: Frame, instruction: Instruction) -> None:
    _begin(frame)


def _while(run: Run, frame: Frame, instruction: Instruction) -> None:
    if not frame.stack.pop():
        frame.active.pop()
        _go_else(frame, _block(frame))


def _again(frame: Frame, block: Block) -> None:
    opener = frame.function.instructions[block.opener].op.name
    frame.pc = block.opener + (opener == "LOOP")


def _for_each(run: Run, frame: Frame, instruction: Instruction) -> None:
    active = frame.active[-1] if frame.active else None
    if active is None or active.block is not _block(frame):
        iterable = frame.stack.pop()
        first = frame.place == 1 and frame.function.kind in COMPREHENSIONS
        active = _begin(frame, iterable if first else iter(iterable))
    _next(frame, active)


def _for_range(run: Run, frame: Frame, instruction: Instruction) -> None:
    active = frame.active[-1] if frame.active else None
    if active is None or active.block is not _block(frame):
        active = _begin(frame, iter(range(*frame.pop(3))))
    if _next(frame, active):
        store(frame, instruction.operands[0], frame.stack.pop())


def _next(frame: Frame, active: Active) -> bool:
    try:
        frame.stack.append(next(active.value))
    except StopIteration:
        frame.active.pop()
        _go_else(frame, active.block)
        return False
    return True


def _break(run: Run, frame: Frame, instruction: Instruction) -> Leave:
    return ("break", None)


def _continue(run: Run, frame: Frame, instruction: Instruction) -> Leave:
    return ("continue", None)


def _unwind_loop(run: Run, frame: Frame, active: Active, why: Leave) -> Leave | None:
    if why[0] == "continue":
        del frame.stack[active.depth :]
        _again(frame, active.block)
        return None
    frame.active.pop()
    if why[0] != "break":
        return why
    del frame.stack[active.depth :]
    frame.pc = active.block.end + 1
    return None


# -- exceptions --------------------------------------------------------------------------------


def _try(run: Run, frame: Frame, instruction: Instruction) -> None:
    _begin(frame)


def _handler(run: Run, frame: Frame, instruction: Instruction) -> None:
    """Reached with an exception: its type follows. Reached without: the section before it ends."""
    active = frame.active[-1]
    if active.state != "matching":
        _end_of_section(frame, active)


def _except(run: Run, frame: Frame, instruction: Instruction) -> Leave | None:
    active = frame.active[-1]
    kind = frame.stack.pop() if instruction.op.pops else BaseException
    error = frame.handled[-1]
    if not _catches(kind, error):
        following = _middle(frame, active.block, "HANDLER", frame.place)
        if following is None:
            return ("raise", error)
        frame.pc = following
        return None
    active.state = "handler"
    if instruction.operands:
        active.name = instruction.operands[0]
        store(frame, instruction.operands[0], error)
    return None


def _catches(kind: Any, error: BaseException) -> bool:
    kinds = kind if isinstance(kind, tuple) else (kind,)
    if not all(isinstance(one, type) and issubclass(one, BaseException) for one in kinds):
        raise TypeError("catching classes that do not inherit from BaseException is not allowed")
    return any(one in type(error).__mro__ for one in kinds)


def _finally(run: Run, frame: Frame, instruction: Instruction) -> None:
    _end_of_section(frame, frame.active[-1])


def _end_of_section(frame: Frame, active: Active) -> None:
    """The body, a handler or the else of a TRY ended without leaving."""
    was_body = active.state == "body"
    _leave_handler(frame, active)
    other = _middle(frame, active.block, "ELSE") if was_body else None
    if other is not None:
        active.state = "else"
        frame.pc = other + 1
    elif not _start_finally(frame, active, None):
        frame.active.pop()
        frame.pc = active.block.end + 1


def _leave_handler(frame: Frame, active: Active) -> None:
    if active.state in ("handler", "matching"):
        frame.handled.pop()
        if active.name is not None:
            forget(frame, active.name)
            active.name = None
    active.state = "left"


def _start_finally(frame: Frame, active: Active, pending: Leave | None) -> bool:
    place = _middle(frame, active.block, "FINALLY")
    if place is None:
        return False
    active.state = "finally"
    active.pending = pending
    if pending is not None and pending[0] == "raise":
        frame.handled.append(pending[1])
    del frame.stack[active.depth :]
    frame.pc = place + 1
    return True


def _end_of_try(frame: Frame, active: Active) -> Leave | None:
    if active.state != "finally":
        _end_of_section(frame, active)
        return None
    frame.active.pop()
    if active.pending is not None and active.pending[0] == "raise":
        frame.handled.pop()
    return active.pending


def _unwind_try(run: Run, frame: Frame, active: Active, why: Leave) -> Leave | None:
    if active.state == "finally":
        frame.active.pop()
        if active.pending is not None and active.pending[0] == "raise":
            frame.handled.pop()
        return why
    handler = _middle(frame, active.block, "HANDLER")
    if active.state == "body" and why[0] == "raise" and handler is not None:
        active.state = "matching"
        frame.handled.append(why[1])
        del frame.stack[active.depth :]
        frame.pc = handler
        return None
    _leave_handler(frame, active)
    if _start_finally(frame, active, why):
        return None
    frame.active.pop()
    return why


# -- context managers and patterns -------------------------------------------------------------


def _with(run: Run, frame: Frame, instruction: Instruction) -> None:
    manager = frame.stack.pop()
    kind = type(manager)
    problem = f"{kind.__name__!r} object does not support the context manager protocol"
    enter = _special(manager, "__enter__", problem)
    leave = _special(manager, "__exit__", f"{problem} (missed __exit__ method)")
    value = enter()
    _begin(frame, leave)
    frame.stack.append(value)


def _special(value: Any, name: str, problem: str) -> Any:
    """A method as the interpreter finds it: in the class, not in the instance."""
    kind = type(value)
    for base in kind.__mro__:
        if name in vars(base):
            found = vars(base)[name]
            get = getattr(type(found), "__get__", None)
            return found if get is None else get(found, value, kind)
    raise TypeError(problem)


def _unwind_with(run: Run, frame: Frame, active: Active, why: Leave) -> Leave | None:
    frame.active.pop()
    if why[0] != "raise":
        active.value(None, None, None)
        return why
    error = why[1]
    swallowed = handling(error, lambda: bool(active.value(type(error), error, error.__traceback__)))
    if not swallowed:
        return why
    del frame.stack[active.depth :]
    frame.pc = active.block.end + 1
    return None


def _match(run: Run, frame: Frame, instruction: Instruction) -> None:
    subject = frame.stack.pop()
    _begin(frame, subject, "searching")


def _case(run: Run, frame: Frame, instruction: Instruction) -> None:
    active = frame.active[-1]
    if active.state != "searching":  # the case before it is done
        frame.pc = active.block.end
        return
    pattern = instruction.operands[0]
    constants = frame.program.module.constants
    found = match(pattern, active.value, constants, lambda name: load(frame, name))
    if found is None:
        _next_case(frame, active)
        return
    active.state = "body"
    for name, value in found.items():
        store(frame, name, value)


def _guard(run: Run, frame: Frame, instruction: Instruction) -> None:
    if not frame.stack.pop():
        active = frame.active[-1]
        active.state = "searching"
        _next_case(frame, active)


def _next_case(frame: Frame, active: Active) -> None:
    following = _middle(frame, active.block, "CASE", frame.place)
    frame.pc = active.block.end if following is None else following


def _filter(run: Run, frame: Frame, instruction: Instruction) -> Leave | None:
    return None if frame.stack.pop() else ("continue", None)


def _unwind_plain(run: Run, frame: Frame, active: Active, why: Leave) -> Leave | None:
    frame.active.pop()
    return why


ACTIONS.update({
    "IF": _if, "CHOOSE": _if, "AND_THEN": _and_then, "OR_ELSE": _or_else,
    "COMPARE_THEN": _compare_then, "ELSE": _else, "END": _end, "LOOP": _loop, "WHILE": _while,
    "FOR_EACH": _for_each, "FOR_RANGE": _for_range, "BREAK": _break, "CONTINUE": _continue,
    "TRY": _try, "HANDLER": _handler, "EXCEPT": _except, "EXCEPT_AS": _except,
    "EXCEPT_ALL": _except, "FINALLY": _finally, "WITH": _with, "MATCH": _match, "CASE": _case,
    "GUARD": _guard, "FILTER": _filter,
})  # fmt: skip
UNWINDS.update({
    "LOOP": _unwind_loop, "FOR_EACH": _unwind_loop, "FOR_RANGE": _unwind_loop,
    "TRY": _unwind_try, "WITH": _unwind_with, "MATCH": _unwind_plain,
})  # fmt: skip
