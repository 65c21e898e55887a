"""Names, constants and the stack: PUSH, STORE and their kin, and what globals are to native code.

A global that is a module, function or class is known when the code is made and guarded by identity;
one that is data is an input of the unit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbc.native.lower.boundary import load_slots
from nbc.native.lower.function import Unreached
from nbc.native.lower.registry import lowers
from nbc.native.lower.values import Value, static
from nbc.native.reps import PartsRep, StaticRep
from nbc.native.statics import is_static

if TYPE_CHECKING:
    from nbc.bytecode.module import Instruction
    from nbc.native.lower.function import Lowering

NOT_STORED = frozenset(
    {
        "enumerate",
        "zip",
        "reversed",
        "list",
        "generator",
        "method",
        "bound",
        "slice",
        "exception",
        "dict.items",
        "dict.values",
        "dict.keys",
    }
)
"""Kinds of values that are used where they are made."""


@lowers("PUSH")
def _push(lowering: Lowering, ins: Instruction) -> None:
    lowering.push(read_name(lowering, ins.operands[0]))


def read_name(lowering: Lowering, name: str) -> Value:
    """The value of a variable, global or builtin."""
    found = lowering.variables.read(name)
    if found is not None:
        return found
    scope = lowering.function.variables.get(name, "global")
    if scope == "free":
        lowering.refuse(f"{name!r} belongs to an enclosing function")
    if scope == "local" or name in lowering.own_names:
        lowering.missing.add(name)
        lowering.trap("UNBOUND_GLOBAL" if scope == "global" else "UNBOUND_LOCAL", text=name)
        raise Unreached
    return _global(lowering, name)


def _global(lowering: Lowering, name: str) -> Value:
    assembly = lowering.assembly
    if name in assembly.stored:
        lowering.refuse(f"{name!r} is changed by the loop that calls this function")
    if name in assembly.statics:
        return static("object", name, assembly.statics[name])
    try:
        value = assembly.global_value(name)
    except KeyError:
        return lowering.refuse(f"{name!r} is not defined yet")
    if is_static(value, assembly.functions_of):
        assembly.statics[name] = value
        return static("object", name, value)
    rep = assembly.rep_of(value)
    if rep is None:
        return lowering.refuse(f"{name!r} is a {type(value).__name__}, which stays on the VM")
    first = assembly.share(name, rep)
    return load_slots(lowering.text, rep, "%shared", first, invariant=True)


@lowers("CONSTANT")
def _constant(lowering: Lowering, ins: Instruction) -> None:
    lowering.push(lowering.constant(lowering.module.constants[ins.operands[0]]))


@lowers("STORE")
def _store(lowering: Lowering, ins: Instruction) -> None:
    store_name(lowering, ins.operands[0], lowering.pop())


def store_name(lowering: Lowering, name: str, value: Value) -> None:
    """Binds a variable of the function or region."""
    if lowering.function.variables.get(name) != "local" and name not in lowering.own_names:
        lowering.refuse(f"{name!r} belongs to an enclosing function or the module")
    if isinstance(value.rep, PartsRep | StaticRep) and value.rep.kind in NOT_STORED:
        lowering.refuse(f"{value.rep.kind} kept in a variable stays on the VM")
    if value.lazy is not None:
        from nbc.native.lower.arrays import held_back, materialise, may_wait  # lazy: it builds

        if may_wait(lowering, name, value):
            lowering.variables.write_lazy(name, held_back(lowering, value))
            return
        value = materialise(lowering, value)
    lowering.variables.write(name, value)


@lowers("TEE")
def _tee(lowering: Lowering, ins: Instruction) -> None:
    store_name(lowering, ins.operands[0], lowering.pop())
    lowering.push(read_name(lowering, ins.operands[0]))


@lowers("DELETE")
def _delete(lowering: Lowering, ins: Instruction) -> None:
    read_name(lowering, ins.operands[0])
    lowering.variables.delete(ins.operands[0])


@lowers("POP")
def _pop(lowering: Lowering, ins: Instruction) -> None:
    lowering.pop()


@lowers("DUPLICATE")
def _duplicate(lowering: Lowering, ins: Instruction) -> None:
    value = lowering.pop()
    if value.lazy is not None:
        from nbc.native.lower.arrays import materialise  # lazy: arrays build on names

        value = materialise(lowering, value)
    lowering.push(value)
    lowering.push(value)
