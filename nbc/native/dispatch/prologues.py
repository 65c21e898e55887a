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
    if raw.co_consts.index(WHOLE) > 255:
        return raw.replace(co_consts=_with_target(raw, _declines))
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
    """Where the prologue begins and where the body does. Read byte by byte: `dis` takes longer
    than all the rest of making a function."""
    number, ops = code.co_consts.index(WHOLE), code.co_code
    asked = next(at for at in range(0, len(ops), 2) if ops[at : at + 2] == bytes((_CONST, number)))
    start = asked - 2 if asked and ops[asked - 2] == _NULL else asked
    is_lambda = code.co_name == "<lambda>"
    at = next(at for at in range(asked, len(ops), 2) if ops[at] in _JUMPS)
    while not is_lambda and ops[at] != _RETURN:
        at += 2
    return start, at + 2


_CONST, _NULL = dis.opmap["LOAD_CONST"], dis.opmap["PUSH_NULL"]
_RETURN = dis.opmap["RETURN_VALUE"]
_JUMPS: Final = frozenset(code for name, code in dis.opmap.items() if "JUMP_" in name)
