"""Functions that ask for native code when they are called: arming and disarming their code.

The VM writes `if (t := WHOLE(a, b)) is not ...: return t` at the start of each function that may be
native (`nbc.vm.sites`). `disarmed` code jumps over it: that is the function's plain code, which no
native tier costs anything. `armed` code has a callable in the place of the text WHOLE; where that
answers `...`, the VM's code runs in the same frame, so tracebacks and recursion stay as they are.
"""

from __future__ import annotations

import dis
from collections.abc import Callable
from types import CodeType
from typing import Any, Final
from weakref import WeakKeyDictionary

WHOLE: Final = "\0nbc whole"

_RAW: WeakKeyDictionary[CodeType, CodeType] = WeakKeyDictionary()
"""By the plain code of a function: that with the text in it."""


def disarmed(raw: CodeType) -> CodeType:
    """The plain code of a function that has a prologue; other code as it is."""
    if WHOLE not in raw.co_consts:
        return raw
    start, stop = _prologue(raw)
    code = bytearray(raw.co_code)
    units = (stop - start) // 2 - 1
    if units > 255:
        return raw.replace(co_consts=_with_target(raw, _declines))
    code[start : start + 2] = bytes((dis.opmap["JUMP_FORWARD"], units))
    plain = raw.replace(co_code=bytes(code))
    _RAW.pop(plain, None)  # equal code may be known already, and die before this
    _RAW[plain] = raw
    return plain


def armed(plain: CodeType, target: Callable[..., Any]) -> CodeType | None:
    """The code of a function that asks `target` first; None if it has no prologue."""
    raw = _RAW.get(plain)
    if raw is None:
        return None
    constants = _with_target(raw, target)
    return raw.replace(co_consts=constants, co_filename=plain.co_filename)


def _with_target(raw: CodeType, target: Callable[..., Any]) -> tuple[Any, ...]:
    return tuple(target if item == WHOLE else item for item in raw.co_consts)


def _declines(*arguments: Any) -> Any:
    return ...


def _prologue(code: CodeType) -> tuple[int, int]:
    """Where the prologue begins and where the body does."""
    instructions = list(dis.get_instructions(code))
    asked = next(at for at, ins in enumerate(instructions) if ins.argval == WHOLE)
    before = instructions[asked - 1]
    start = before.offset if before.opname == "PUSH_NULL" else instructions[asked].offset
    jump = next(at for at in range(asked, len(instructions)) if "JUMP" in instructions[at].opname)
    end = instructions[jump + 1]
    if code.co_name == "<lambda>":
        return start, end.offset
    while end.opname != "RETURN_VALUE":
        jump += 1
        end = instructions[jump]
    return start, instructions[jump + 1].offset
