"""Functions that ask for native code when they are called: arming and disarming their code.

The VM writes `if (t := WHOLE(a, b)) is not ...: return t` at the start of each function that may be
native (`nbc.vm.sites`). `disarmed` code jumps over it: that is the function's plain code, which no
native tier costs anything. `armed` code asks a global of its own in the place of WHOLE; where that
answers `...`, the VM's code runs in the same frame, so tracebacks and recursion stay as they are.
What is asked is a global, not a constant of the code: the garbage collector does not look into
code, and what is asked holds the namespace.
"""

from __future__ import annotations

import dis
from types import CodeType
from typing import Final
from weakref import WeakKeyDictionary

WHOLE: Final = "__nbc_whole__"

_RAW: WeakKeyDictionary[CodeType, CodeType] = WeakKeyDictionary()
"""By the plain code of a function: that with the prologue."""


def disarmed(raw: CodeType) -> CodeType:
    """The plain code of a function that has a prologue; other code as it is."""
    if WHOLE not in raw.co_names:
        return raw
    start, stop = _prologue(raw)
    code = bytearray(raw.co_code)
    code[start : start + 2] = bytes((dis.opmap["JUMP_FORWARD"], (stop - start) // 2 - 1))
    plain = raw.replace(co_code=bytes(code))
    _RAW.pop(plain, None)  # equal code may be known already, and die before this
    _RAW[plain] = raw
    return plain


def armed(plain: CodeType, target: str) -> CodeType | None:
    """The code of a function that asks the global `target` first; None if it has no prologue."""
    raw = _RAW.get(plain)
    if raw is None:
        return None
    names = tuple(target if name == WHOLE else name for name in raw.co_names)
    return raw.replace(co_names=names, co_filename=plain.co_filename)


def _prologue(code: CodeType) -> tuple[int, int]:
    """Where the prologue begins and where the body does. Read byte by byte: `dis` takes longer
    than all the rest of making a function. The prologue comes first, so its name has number 0."""
    ops = code.co_code
    start = next(at for at in range(0, len(ops), 2) if ops[at] == _GLOBAL)
    is_lambda = code.co_name == "<lambda>"
    at = next(at for at in range(start, len(ops), 2) if ops[at] in _JUMPS)
    while not is_lambda and ops[at] != _RETURN:
        at += 2
    return start, at + 2


_GLOBAL, _RETURN = dis.opmap["LOAD_GLOBAL"], dis.opmap["RETURN_VALUE"]
_JUMPS: Final = frozenset(code for name, code in dis.opmap.items() if "JUMP_" in name)
