"""`raise` and `assert` of the program: builtin exceptions whose message is known to the compiler.

A call of an exception class makes a static value, which only RAISE takes; the trap's place carries
the class and the message. All else stays on the VM.
"""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from nbc.native.lower.function import Unreached
from nbc.native.lower.registry import Arguments, lowers
from nbc.native.lower.values import UNKNOWN, Value
from nbc.native.reps import StaticRep

if TYPE_CHECKING:
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering

_PLAIN = frozenset({
    "ArithmeticError", "AssertionError", "AttributeError", "BufferError", "EOFError", "Exception",
    "FloatingPointError", "IndexError", "KeyError", "LookupError", "MemoryError", "NameError",
    "NotImplementedError", "OverflowError", "RecursionError", "ReferenceError", "RuntimeError",
    "TypeError", "UnboundLocalError", "ValueError", "ZeroDivisionError",
})  # fmt: skip
"""Exceptions that are nothing but their class and message."""


def exception_call(lowering: Lowering, target: type, arguments: Arguments) -> Value | None:
    """The value of a call of an exception class; None for other classes."""
    name = target.__name__
    if name not in _PLAIN or getattr(builtins, name) is not target:
        return None
    values = arguments.values
    if arguments.keywords or len(values) > 1:
        return None
    text = values[0].constant if values else ""
    if not isinstance(text, str):
        lowering.refuse(f"a {name} whose message is made when the code runs")
    return Value(StaticRep("exception", (name, bool(values), text)))


@lowers("RAISE")
def _raise(lowering: Lowering, ins: Instruction) -> None:
    taken = lowering.take(ins.operands[0])
    if len(taken) != 1:
        lowering.refuse("this `raise` stays on the VM")
    (value,) = taken
    rep = value.rep
    if isinstance(rep, StaticRep) and rep.kind == "exception":
        name, given, text = rep.key
        _leave(lowering, name, text if given else None)
    target = value.constant
    if value.constant is UNKNOWN or not isinstance(target, type) or target.__name__ not in _PLAIN:
        lowering.refuse("this `raise` stays on the VM")
    if getattr(builtins, target.__name__) is not target:
        lowering.refuse("this `raise` stays on the VM")
    _leave(lowering, target.__name__, None)


@lowers("ASSERT_FAIL")
def _assert_fail(lowering: Lowering, ins: Instruction) -> None:
    taken = lowering.take(ins.operands[0])
    if taken and not isinstance(taken[0].constant, str):
        lowering.refuse("an assertion whose message is made when the code runs")
    _leave(lowering, "AssertionError", taken[0].constant if taken else None)


def _leave(lowering: Lowering, name: str, text: str | None) -> None:
    lowering.trap("RAISED", text=name if text is None else f"{name}\n{text}")
    raise Unreached
