"""Results that the VM can give and native code cannot: which traps mean that the VM starts over.

Native code holds 64-bit integers and traps where one does not fit. The VM checks only some
operations (`nbc.bytecode.overflow`); where it does not, an integer grows. Then the answer is the
VM's: code that has changed nothing yet runs again there, from its beginning. Code that may have
changed something ends with the trap: an error that says what it is, never a wrong number.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import FunctionType

from nbc.bytecode.effects import nested_functions
from nbc.bytecode.module import Function, Module
from nbc.bytecode.optable import Trait
from nbc.bytecode.overflow import checked
from nbc.bytecode.regions import LOOPS
from nbc.functions import FUNCTIONS
from nbc.native.dispatch.failures import TrapState
from nbc.native.reps import ArrayRep, ListRep, Rep, ScalarRep, StringRep, TupleRep
from nbc.native.traps import BEYOND_NATIVE, TRAPS
from nbc.native.unit import Compiled, Place

GROWS = "its results are often beyond native code: integers that grow past 64 bits"
_OVERFLOW = TRAPS["OVERFLOW"].number
_STORES = frozenset({"STORE_INDEX", "STORE_UPDATED_INDEX", "DELETE_INDEX"})
_REPEATS = LOOPS | {"COMPREHEND"}
_CHANGES = frozenset(
    ["append", "clear", "copyto", "default_rng", "extend", "fill", "insert", "itemset",
     "partition", "place", "pop", "put", "putmask", "random", "remove", "resize", "reverse",
     "seed", "shuffle", "sort"]
)  # fmt: skip
"""Attributes that may change what others see."""


def starts_over(compiled: Compiled, trap: TrapState) -> bool:
    """Whether the VM is to run what ended with the trap, from its beginning."""
    return grows(compiled, trap) and not may_change(compiled, trap)


def grows(compiled: Compiled, trap: TrapState) -> bool:
    """Whether the trap is none on the VM."""
    if trap.kind in BEYOND_NATIVE:
        return True
    return trap.kind == _OVERFLOW and not is_checked(compiled.places[trap.place])


def is_soon_done(compiled: Compiled) -> bool:
    """Whether the VM has run the code again in next to no time, and with the same end: no loops,
    no recursion, nothing changed. Then its exception is the VM's own, frames and all."""
    functions = _involved(compiled)
    names = {function.name for function in functions}
    for function in functions:
        for op, operands, _ in function.instructions:
            if op.name in _REPEATS or (op.name == "PUSH" and operands[0] == function.name):
                return False
    own = functions[0].name if functions else ""
    called = {ins.operands[0] for function in functions[1:] for ins in function.instructions
              if ins.op.name == "PUSH"}  # fmt: skip
    return own not in called and len(names) == len(functions) <= 4 and not may_change(compiled)


def is_checked(place: Place) -> bool:
    """Whether the VM traps at the place too, if an integer overflows there."""
    code = place.function.instructions
    checks = checked(place.module)[place.index]
    here = [at for at, ins in enumerate(code) if ins.position == place.position]
    return any(at in checks for at in here if code[at].op.traits & Trait.INTEGER)


def may_change(compiled: Compiled, trap: TrapState | None = None) -> bool:
    """Whether the code may have changed something that others see before it trapped, or before it
    ends."""
    unit = compiled.unit
    reps = [rep for _, rep in (*unit.inputs, *unit.shared)]
    plain = all(map(_is_plain, reps))
    own, *others = _involved(compiled)
    stop = len(own.instructions)
    if trap is not None and not trap.trace:
        place = compiled.places[trap.place]
        if place.function is own:
            stop = _reached(own, place)
    return _changes(own, plain, stop) or any(_changes(function, plain) for function in others)


def _reached(function: Function, place: Place) -> int:
    """Up to where the function may have come when it failed at a place: the place itself, or the
    end of the outermost loop around it."""
    code = function.instructions
    failed = max(at for at, ins in enumerate(code) if ins.position == place.position)
    opened: list[bool] = []
    looping = False
    for at, ins in enumerate(code):
        if at >= failed and not looping:
            return at + 1
        if ins.op.traits & Trait.OPENS:
            opened.append(ins.op.name in LOOPS)
        elif ins.op.traits & Trait.CLOSES:
            opened.pop()
        looping = any(opened)
    return len(code)


def _involved(compiled: Compiled) -> list[Function]:
    """The unit's function first, then all that it may call."""
    unit = compiled.unit
    functions = list(_functions(unit.module, unit.index))
    for value in unit.statics.values():
        found = FUNCTIONS.lookup(value) if type(value) is FunctionType else None
        if found is not None:
            functions += _functions(*found)
    return functions


def _functions(module: Module, index: int) -> Iterator[Function]:
    for each in (index, *nested_functions(module.functions, index)):
        yield module.functions[each]


def _is_plain(rep: Rep) -> bool:
    """Whether a value can never be changed in place."""
    if isinstance(rep, TupleRep):
        return all(map(_is_plain, rep.items))
    return isinstance(rep, ScalarRep | StringRep) or not isinstance(rep, ArrayRep | ListRep)


def _changes(function: Function, plain: bool, stop: int | None = None) -> bool:
    for ins in function.instructions[:stop]:
        name = ins.op.name
        if name == "GET_ATTRIBUTE" and ins.operands[0] in _CHANGES:
            return True
        if plain:
            continue
        if name in _STORES or name.startswith("INPLACE_"):
            return True
        if name == "CALL" and "out" in ins.operands[1]:
            return True
    return False
