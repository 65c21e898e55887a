"""Which functions may be native as a whole, by their shape alone: `obstacle` names what forbids it.

What their operations are, and whether those have native forms, is the native tier's business.
"""

from __future__ import annotations

from nbc.bytecode.effects import bound_names
from nbc.bytecode.module import COMPREHENSIONS, Function, Instruction, Module
from nbc.bytecode.optable import Trait

SHOWS_LOCALS = frozenset({"locals", "vars", "dir", "eval", "exec"})
"""Builtins through which a function sees its own variables by name."""

_NEVER_NATIVE = SHOWS_LOCALS | frozenset(
    ["print", "input", "open", "display", "get_ipython", "breakpoint", "help", "compile",
     "globals", "getattr", "setattr", "delattr", "hasattr", "iter", "next", "super", "id",
     "memoryview", "bytearray", "object", "classmethod", "staticmethod", "property"]
)  # fmt: skip
"""Names that code which may be native does not use: builtins about objects, input and output."""

_PARAMETERS_AT_MOST = 64
_PLAIN = ("positional", "positional_only")
_TEXTS = {
    "TRY": "it catches exceptions", "WITH": "it has a with statement",
    "MATCH": "it has a match statement", "DEFINE_CLASS": "it defines a class",
    "STORE_ATTRIBUTE": "it stores an attribute", "CALL_SPREAD": "it spreads arguments",
    "STORE_UPDATED_ATTRIBUTE": "it stores an attribute", "DELETE": "it deletes a variable",
    "IMPORT": "it imports", "IMPORT_AS": "it imports", "IMPORT_FROM": "it imports",
}  # fmt: skip
_DEFINES = frozenset({"DELETE"})


def obstacle(module: Module, index: int) -> str:
    """Why a function can never be native as a whole; empty where it may be."""
    function = module.functions[index]
    if function.kind not in ("function", "lambda"):
        return "it is not a function"
    if function.is_generator:
        return "it is a generator"
    if "free" in function.variables.values():
        return "it uses variables of the function around it"
    if any(parameter.kind not in _PLAIN for parameter in function.parameters):
        return "it has parameters that are not plain positional ones"
    if len(function.parameters) > _PARAMETERS_AT_MOST:
        return "it has very many parameters"
    if not SHOWS_LOCALS.isdisjoint(function.variables):
        return "it may look at its variables by name"
    if has_bigints(function):
        return "it computes with bigint"
    return _in_code(module, function)


def calls_out(function: Function, ins: Instruction) -> bool:
    """Whether an instruction takes up a builtin that has no native form."""
    if ins.op.name != "PUSH" or ins.operands[0] not in _NEVER_NATIVE:
        return False
    return function.variables.get(ins.operands[0]) == "global"


def has_bigints(function: Function) -> bool:
    """Whether integers of the function may be meant to grow beyond 64 bits."""
    if "bigint" in function.variables or any(p.type == "bigint" for p in function.parameters):
        return True
    return any(ins.op.name == "CONFORM" and ins.operands[0] == "bigint"
               for ins in function.instructions)  # fmt: skip


def _in_code(module: Module, function: Function) -> str:
    for ins in function.instructions:
        name = ins.op.name
        if ins.op.traits & Trait.VM_ONLY or name in _DEFINES:
            return _TEXTS.get(name, f"it needs {name}")
        if calls_out(function, ins):
            return f"{ins.operands[0]}() has no native form"
        for variable in bound_names(ins):
            if function.variables.get(variable) == "global":
                return f"it stores the global {variable!r}"
        found = _in_nested(module, ins)
        if found:
            return found
    return ""


def _in_nested(module: Module, ins: Instruction) -> str:
    """What forbids it in a comprehension, or in a function that is defined to be called here."""
    name = ins.op.name
    if name not in ("COMPREHEND", "LAMBDA", "DEFINE_FUNCTION"):
        return ""
    inner = module.functions[ins.operands[1 if name == "DEFINE_FUNCTION" else 0]]
    if name == "COMPREHEND":
        return _in_code(module, inner) if inner.kind in COMPREHENSIONS else ""
    if inner.is_generator or (name == "DEFINE_FUNCTION" and ins.operands[2]):
        return "it defines a generator or a decorated function"
    return _in_code(module, inner)
