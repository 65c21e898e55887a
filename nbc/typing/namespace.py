"""What may change the namespace behind the checker's back: exec, globals, magics, patching.

From such a name on nothing is certain about what a name holds, or that it is not defined.
"""

from __future__ import annotations

from nbc.bytecode.module import Instruction
from nbc.types.model import OBJECT, BuiltinType, Object, Type
from nbc.typing.frame import Frame

_OPENERS = frozenset({"exec", "eval", "globals", "locals", "vars", "__import__", "compile",
                      "setattr", "delattr", "breakpoint"})  # fmt: skip
_OPENING_NAMES = frozenset({"__builtins__"})
_SHELLS = ("IPython.", "ipykernel.", "noodle_kernel.")
_HARMLESS_MAGICS = frozenset({"matplotlib", "config", "pip", "conda", "cd", "ls", "pwd", "who",
                              "whos", "precision", "autosave"})  # fmt: skip
_HARMLESS_CALLS = frozenset({"system", "getoutput"})


def opens_namespace(frame: Frame, name: str, kind: Type) -> bool:
    """Whether the code that uses this value may rebind the cell's variables."""
    if isinstance(kind, BuiltinType):
        return kind.name in _OPENERS
    if name == "get_ipython":
        return not _harmless(frame)
    if name == "__name__":
        return _passes_name(frame)
    if name in _OPENING_NAMES or (name in _OPENERS and kind == OBJECT):
        return (
            True  # (a builtin's name in a namespace that is open already may still be the builtin)
        )
    return isinstance(kind, Object) and kind.name is not None and kind.name.startswith(_SHELLS)


def _passes_name(frame: Frame) -> bool:
    """`IntEnum._convert_("Codes", __name__, ...)` puts names into the module of that name. Not
    meant: `__name__ == "__main__"`, and calls with `__name__` alone, as `getLogger(__name__)`."""
    first, second = (*frame.code[frame.index + 1 : frame.index + 3], None, None)[:2]
    alone = first is not None and first.op.name == "CALL" and first.operands == (1, ())
    return not alone and (second is None or second.op.name != "EQUAL")


def _harmless(frame: Frame) -> bool:
    """`get_ipython().run_line_magic("matplotlib", ...)` and `get_ipython().system(...)`."""
    following = frame.code[frame.index + 1 : frame.index + 4]
    if [ins.op.name for ins in following] != ["CALL", "GET_ATTRIBUTE", "CONSTANT"]:
        return False
    called = following[1].operands[0]
    if called in _HARMLESS_CALLS:
        return True
    return called == "run_line_magic" and _magic(frame, following[2]) in _HARMLESS_MAGICS


def _magic(frame: Frame, constant: Instruction) -> object:
    return frame.module.constants.get(constant.operands[0])
