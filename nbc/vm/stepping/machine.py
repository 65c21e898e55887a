"""The machine that runs NBC one instruction at a time.

A `Run` has the frames of one flow of control. `advance` runs the next instruction of the innermost
frame: its action, from the table `ACTIONS`, works on the frame; an exception, or why it leaves
(break, continue, return), unwinds the frame's active blocks through the table `UNWINDS`. Calls
between stepped functions share a run; a call from Python code, or a generator, has a run of its
own. The modules beside this one fill the tables: `plain`, `blocks`, `define`.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Generator
from functools import partial
from typing import Any, TypeVar, final

from nbc.bytecode.module import Instruction
from nbc.vm.stepping.frame import Active, Frame
from nbc.vm.stepping.meaning import spread
from nbc.vm.stepping.traces import note_place

_T = TypeVar("_T")
Leave = tuple[str, Any]
"""Why control leaves a block: "raise", "return", "break" or "continue", and with what."""

_SET_CONTEXT = BaseException.__dict__["__context__"].__set__
_SET_TRACEBACK = BaseException.__dict__["__traceback__"].__set__
_MARGIN = 25


@final
class Run:
    """One flow of control. It is over when no frame is left: then `result` is set, or `failure`."""

    def __init__(self, frame: Frame) -> None:
        self.frames = [frame]
        self._handled = frame.handled
        self.result: Any = None
        self.failure: BaseException | None = None
        self.signal: tuple[str, Any] | None = None
        """What a generator asks of its driver: ("YIELD", value) or ("YIELD_FROM", iterable)."""

    def advance(self) -> None:
        """Runs one instruction."""
        frame = self.frames[-1]
        instructions = frame.function.instructions
        if frame.pc >= len(instructions):
            self.finish(frame, None)
            return
        place = frame.place = frame.pc
        frame.pc += 1
        instruction = instructions[place]
        try:
            current = self.handled()
            if current is None:
                why = self._act(frame, instruction)
            else:
                why = handling(current, partial(self._act, frame, instruction))
        except BaseException as error:  # noqa: BLE001 - the program's own, whatever it is
            why = _raised(error, frame)
        if why is not None:
            self.leave(frame, why)

    def _act(self, frame: Frame, instruction: Instruction) -> Leave | None:
        why = ACTIONS[instruction.op.name](self, frame, instruction)
        if self.frames[-1] is frame:
            _spread_early(frame)
        return why

    def guarded(self, frame: Frame, operation: Callable[[], Leave | None]) -> None:
        """Runs `operation` as part of the frame's program: what it raises unwinds the frame, and so
        does what it returns."""
        why: Leave | None
        try:
            why = self.within(operation)
        except BaseException as error:  # noqa: BLE001 - the program's own, whatever it is
            why = _raised(error, frame)
        if why is not None:
            self.leave(frame, why)

    def handled(self) -> BaseException | None:
        """The exception that `sys.exc_info()` gives, if its handler is in this run."""
        return self._handled[-1] if self._handled else None

    def within(self, operation: Callable[[], _T]) -> _T:
        current = self.handled()
        return operation() if current is None else handling(current, operation)

    def enter(self, frame: Frame) -> None:
        """Calls into a stepped function: the next instruction is its first."""
        if len(self.frames) >= sys.getrecursionlimit() - _MARGIN:
            raise RecursionError("maximum recursion depth exceeded")
        frame.handled = self._handled
        frame.handled_from = len(self._handled)
        self.frames.append(frame)

    def leave(self, frame: Frame, why: Leave) -> None:
        """Unwinds the frame's blocks until one of them goes on; else the frame is over, and an
        exception unwinds its caller's."""
        while True:
            left = self._unwind(frame, why)
            if left is None:
                return
            if left[0] != "raise":
                self.finish(frame, left[1])
                return
            self._drop(frame)
            if not self.frames:
                self.failure = left[1]
                return
            frame, why = self.frames[-1], left
            note_place(left[1], frame)

    def _unwind(self, frame: Frame, why: Leave) -> Leave | None:
        while frame.active:
            active = frame.active[-1]
            after: Leave | None
            try:
                after = self.within(partial(UNWINDS[active.opener], self, frame, active, why))
            except BaseException as error:  # noqa: BLE001 - the program's own, in its clean-up
                after = _raised(error, frame)
            if after is None:
                return None
            why = after
        return why

    def _drop(self, frame: Frame) -> None:
        self.frames.pop()
        del self._handled[frame.handled_from :]

    def finish(self, frame: Frame, value: Any) -> None:
        self._drop(frame)
        if frame.gathered is not None:
            value = frame.gathered
        if not self.frames:
            self.result = value
            return
        caller = self.frames[-1]
        receive = frame.on_return or caller.stack.append

        def carry_on() -> None:
            receive(value)
            _spread_early(caller)

        self.guarded(caller, carry_on)

    def go(self) -> None:
        """Runs until it is over or a generator signals."""
        self.signal = None
        while self.frames and self.signal is None:
            self.advance()

    def outcome(self) -> Any:
        """The result of a run that is over; raises what it failed with."""
        failure = self.failure
        if failure is None:
            return self.result
        context = failure.__context__
        try:
            raise failure
        finally:
            _SET_CONTEXT(failure, context)


Action = Callable[[Run, Frame, Instruction], Leave | None]
ACTIONS: dict[str, Action] = {}
UNWINDS: dict[str, Callable[[Run, Frame, Active, Leave], Leave | None]] = {}
"""Per opener: what its block does when control leaves through it. None if control goes on in the
frame, else why it leaves the block around."""


def handling(current: BaseException, operation: Callable[[], _T]) -> _T:
    """Runs `operation` as an `except` clause does that caught `current`: CPython then sets
    contexts, `sys.exc_info()` and the bare `raise` right by itself."""
    context, trace = current.__context__, current.__traceback__
    try:
        raise current
    except type(current):
        _SET_CONTEXT(current, context)
        _SET_TRACEBACK(current, trace)
        return operation()


@final
class _Nested(threading.local):
    """How many calls from Python code are in progress, and the real limit on recursion."""

    def __init__(self) -> None:
        self.depth = 0
        self.limit = 0


_NESTED = _Nested()
_FRAMES_PER_CALL = 12


def run_nested(frame: Frame) -> Any:
    """A call from Python code: runs to the end. Python's limit on recursion counts the machine's
    own frames too, so it is raised for each call in progress."""
    limit = sys.getrecursionlimit()
    if _NESTED.depth == 0:
        _NESTED.limit = limit
    elif _NESTED.depth >= _NESTED.limit - _MARGIN:
        raise RecursionError("maximum recursion depth exceeded")
    _NESTED.depth += 1
    sys.setrecursionlimit(_NESTED.limit + _NESTED.depth * _FRAMES_PER_CALL)
    try:
        run = Run(frame)
        run.go()
        return run.outcome()
    finally:
        _NESTED.depth -= 1
        sys.setrecursionlimit(limit)


def drive(frame: Frame) -> Generator[Any, Any, Any]:
    """A generator function's call: a real generator around a run."""
    run = Run(frame)
    while True:
        run.go()
        if run.signal is None:
            return run.outcome()
        how, value = run.signal
        try:
            if how == "YIELD":
                sent = yield value
            else:
                sent = yield from _delegate(run.handled(), value)
        except BaseException as error:  # noqa: BLE001 - thrown in, or raised by the delegate
            failure = error
        else:
            frame.stack.append(sent)
            continue
        _chain(failure, run.handled())
        note_place(failure, frame)
        run.leave(frame, ("raise", failure))
        del failure


def _delegate(current: BaseException | None, iterable: Any) -> Generator[Any, Any, Any]:
    if current is None:
        return (yield from iterable)
    context, trace = current.__context__, current.__traceback__
    try:
        raise current
    except type(current):
        _SET_CONTEXT(current, context)
        _SET_TRACEBACK(current, trace)
        return (yield from iterable)


def _chain(error: BaseException, current: BaseException | None) -> None:
    if current is not None and error is not current and error.__context__ is None:
        _SET_CONTEXT(error, current)


def _spread_early(frame: Frame) -> None:
    opcode = frame.code.early.get(frame.place)
    if opcode is not None:
        frame.stack[-1] = spread(opcode, frame.stack[-1])


def _raised(error: BaseException, frame: Frame) -> Leave:
    """An instruction of the frame raised. A bare `raise` does so with an error whose place in this
    frame is in the traceback already."""
    op, operands, _ = frame.function.instructions[frame.place]
    if op.name != "RAISE" or operands != (0,) or all(error is not one for one in frame.handled):
        note_place(error, frame)
    return ("raise", error)
