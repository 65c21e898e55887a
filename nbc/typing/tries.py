"""Exceptions and context managers: what is certain inside code whose exceptions may be caught.

An error counts inside a TRY only if no handler catches it and nothing before it in the TRY may have
raised. Inside a WITH nothing counts, since the manager may swallow exceptions, unless the manager
is one that is known not to. A handler starts from what was known before the TRY, less the names
that the TRY may have stored by then.
"""

from __future__ import annotations

import builtins

from nbc.types.model import OBJECT, ClassType, Object, Type
from nbc.typing.blocks import uncertainly, ways_out
from nbc.typing.frame import BLOCKS, Frame
from nbc.typing.state import State
from nbc.typing.structure import Block, stored_names

LEAVING = frozenset({"RETURN", "BREAK", "CONTINUE"})

PLAIN_MANAGERS = frozenset({"_io.TextIOWrapper", "_thread.lock", "_thread.RLock"})
"""Classes whose `__exit__` never swallows an exception."""

Catches = tuple[type[BaseException], ...]


def _try(frame: Frame, index: int) -> int:
    block = frame.structure[index]
    engine, code = frame.engine, frame.code
    handlers = [i for i in block.middles if code[i].op.name == "HANDLER"]
    orelse = next((i for i in block.middles if code[i].op.name == "ELSE"), None)
    final = next((i for i in block.middles if code[i].op.name == "FINALLY"), None)
    before, marks = engine.certain, ways_out(frame)
    entry = frame.state.copy()
    stop = block.middles[0] if block.middles else block.end
    catches = _caught(frame, block, handlers, final)
    _guarded(frame, index + 1, stop, catches)
    entry.forget(stored_names(frame.function, index + 1, stop), frame.function.variables)
    if orelse is not None:
        stop = final if final is not None else block.end
        frame.state = uncertainly(frame, orelse + 1, stop, frame.state)
    ends = [frame.state, *_handlers(frame, block, handlers, entry)]
    if final is not None and _leaves(frame, final, block.end):
        ends.append(entry.copy())  # it swallows exceptions
    frame.state = _join(frame, ends)
    engine.certain = before and marks == ways_out(frame)
    if final is not None:
        _finally(frame, final, block, entry, before)
    return block.end + 1


def _guarded(frame: Frame, start: int, stop: int, catches: Catches) -> None:
    """Walks the body of a TRY or WITH."""
    engine = frame.engine
    before, guarded = engine.certain, engine.guarded
    engine.guards.append(catches)
    engine.guarded = guarded or bool(catches)
    frame.walk(start, stop)
    engine.guarded = guarded
    engine.guards.pop()
    engine.certain = before


def _caught(
    frame: Frame, block: Block, handlers: list[int], final: int | None
) -> tuple[type[BaseException], ...]:  # fmt: skip
    """The exceptions that do not come out of the TRY's body; all of them where that is unclear."""
    if final is not None and _leaves(frame, final, block.end):
        return (BaseException,)
    found: list[type[BaseException]] = []
    for handler in handlers:
        names = _handler_names(frame, handler)
        if names is None:
            return (BaseException,)
        for name in names:
            value = builtins.__dict__.get(name)
            if not isinstance(value, type) or not issubclass(value, BaseException):
                return (BaseException,)
            found.append(value)
    return tuple(found)


def _handler_names(frame: Frame, handler: int) -> list[str] | None:
    """The builtin exceptions that a clause names; None if it says something else."""
    names: list[str] = []
    for index in range(handler + 1, len(frame.code)):
        name, operands = frame.code[index].op.name, frame.code[index].operands
        if name in ("EXCEPT", "EXCEPT_AS"):
            return names
        if name == "PUSH":
            kind = frame.load(operands[0])
            if not isinstance(kind, ClassType) or kind.key is not None:
                return None
            names.append(kind.name)
        elif name != "BUILD_TUPLE":
            return None
    return None


def _leaves(frame: Frame, start: int, stop: int) -> bool:
    return any(frame.code[index].op.name in LEAVING for index in range(start, stop))


def _handlers(
    frame: Frame, block: Block, handlers: list[int], entry: State
) -> list[State]:  # fmt: skip
    """The states behind the except clauses."""
    ends: list[State] = []
    cuts = [i for i in block.middles if frame.code[i].op.name in ("HANDLER", "ELSE", "FINALLY")]
    for handler in handlers:
        stop = next((i for i in cuts if i > handler), block.end)
        uncertainly(frame, handler + 1, stop, entry.copy())
        named = [i for i in block.middles if handler < i < stop]
        if named and frame.code[named[0]].op.name == "EXCEPT_AS" and not frame.state.dead:
            frame.delete(frame.code[named[0]].operands[0])
        ends.append(frame.state)
    return ends


def _finally(frame: Frame, final: int, block: Block, entry: State, before: bool) -> None:
    """A FINALLY block; where the body never ends normally, only its effects matter."""
    engine = frame.engine
    after = engine.certain
    if frame.state.dead:
        uncertainly(frame, final + 1, block.end, entry.copy())
        frame.state.dead = True
        return
    engine.certain = before
    frame.walk(final + 1, block.end)
    engine.certain = after and not frame.state.dead


def _with(frame: Frame, index: int) -> int:
    block = frame.structure[index]
    engine = frame.engine
    manager = frame.take(1)[0]
    before, marks = engine.certain, ways_out(frame)
    depth = len(frame.stack)
    frame.push(_entered(manager), index)
    if isinstance(manager, Object) and manager.name in PLAIN_MANAGERS:
        frame.walk(index + 1, block.end)
    else:
        entry = frame.state.copy()
        entry.forget(stored_names(frame.function, index + 1, block.end), frame.function.variables)
        _guarded(frame, index + 1, block.end, (BaseException,))
        frame.state = engine.join_states(frame.state, entry)
        engine.certain = before and marks == ways_out(frame)
    del frame.stack[depth:], frame.made[depth:]
    return block.end + 1


def _entered(manager: Type) -> Type:
    return (
        manager if isinstance(manager, Object) and manager.name == "_io.TextIOWrapper" else OBJECT
    )


def _join(frame: Frame, states: list[State]) -> State:
    result = states[0]
    for state in states[1:]:
        result = frame.engine.join_states(result, state)
    return result


BLOCKS.update({"TRY": _try, "WITH": _with})
