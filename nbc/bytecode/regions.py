"""Loops that may run as a whole: where they begin and end, what they read and what they leave.

A `Region` is a loop at statement level with the expressions of its range or iterable. The analysis
is a walk over structured code that knows which variables are certainly bound at each place
(definite assignment); where it cannot be sure it says that a name may be unbound. The VM writes a
site in front of a region, and the native tier compiles it; both take the answer from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import final

from nbc.bytecode.candidates import calls_out, has_bigints
from nbc.bytecode.effects import bound_names, left, taken
from nbc.bytecode.module import Function, Instruction, Module
from nbc.bytecode.optable import Trait
from nbc.bytecode.patterns import captures

LOOPS = frozenset({"FOR_RANGE", "FOR_EACH", "LOOP"})
_BRANCHES = frozenset({"IF", "CHOOSE"})
_HALVES = frozenset({"AND_THEN", "OR_ELSE", "COMPARE_THEN"})
_EXPRESSIONS = _HALVES | {"CHOOSE"}
_DEFINES = frozenset({"LAMBDA", "DEFINE_FUNCTION", "DEFINE_CLASS"})
_NEVER: dict[str, str] = {
    "RETURN": "it returns out of the loop", "DELETE": "it deletes a variable",
    "LAMBDA": "it defines a function", "DEFINE_FUNCTION": "it defines a function",
    "TRY": "it catches exceptions", "WITH": "it has a with statement",
    "MATCH": "it has a match statement", "YIELD": "it yields", "YIELD_FROM": "it yields",
    "DISPLAY": "it displays values", "STORE_ATTRIBUTE": "it stores an attribute",
    "STORE_UPDATED_ATTRIBUTE": "it stores an attribute", "CALL_SPREAD": "it spreads arguments",
    "DEFINE_CLASS": "it defines a class",
}  # fmt: skip

Bound = frozenset[str] | None
"""The variables that are certainly bound; None where control does not come by."""


@final
@dataclass(frozen=True, slots=True)
class Region:
    """`start`: the first instruction of the loop's statement, `loop`: its opener, `stop`: behind
    its END. `inputs` are read before they are certainly stored in it, `unbound` those of them that
    may not be bound before, `outputs` are stored in it. `reason`: why it can never run as a whole.
    `outer`: the number of the region around it, or -1."""

    number: int
    start: int
    loop: int
    stop: int
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    unbound: frozenset[str] = frozenset()
    reason: str = ""
    outer: int = -1


def regions(module: Module, index: int) -> tuple[Region, ...]:
    """The loops of a function at statement level, outer ones before those inside."""
    known = _KNOWN.get((id(module), index))
    if known is not None and known[0] is module:
        return known[1]
    found = _regions(module, index)
    if len(_KNOWN) >= _CAPACITY:
        _KNOWN.clear()
    _KNOWN[id(module), index] = module, found
    return found


_CAPACITY = 1024
_KNOWN: dict[tuple[int, int], tuple[Module, tuple[Region, ...]]] = {}


def _regions(module: Module, index: int) -> tuple[Region, ...]:
    function = module.functions[index]
    if function.kind not in ("cell", "function", "lambda"):
        return ()
    if not any(ins.op.name in LOOPS for ins in function.instructions):
        return ()
    walk = _Walk(module, function, 0, len(function.instructions), _uncertain(function))
    walk.run(frozenset(parameter.name for parameter in function.parameters))
    bigints = has_bigints(function)
    found = []
    for number, loop in enumerate(walk.loops):
        region = _region(walk, number, loop)
        found.append(replace(region, reason=_reason(function, region, bigints=bigints)))
    return tuple(found)


def outer_names(module: Module, index: int) -> tuple[str, ...]:
    """The variables of its surroundings that a function, with those inside it, names."""
    function = module.functions[index]
    names = [name for name, scope in function.variables.items() if scope != "local"]
    for ins in function.instructions:
        for operand, value in zip(ins.op.operands, ins.operands, strict=False):
            if operand.kind == "fn":
                names += outer_names(module, value)
    return tuple(dict.fromkeys(names))


@dataclass(slots=True)
class _Loop:
    start: int
    loop: int
    stop: int
    bound: Bound
    outer: int


def _region(outside: _Walk, number: int, found: _Loop) -> Region:
    inner = _Walk(outside.module, outside.function, found.start, found.stop, outside.uncertain)
    inner.run(frozenset())
    reads = tuple(inner.reads)
    bound = found.bound if found.bound is not None else frozenset(reads)
    unbound = frozenset(name for name in reads if name not in bound)
    return Region(number, found.start, found.loop, found.stop, reads, tuple(inner.stores),
                  unbound, "", found.outer)  # fmt: skip


def _uncertain(function: Function) -> frozenset[str]:
    """The variables that may lose their value again."""
    return frozenset(
        ins.operands[0] for ins in function.instructions if ins.op.name in ("DELETE", "EXCEPT_AS")
    )


def _reason(function: Function, region: Region, *, bigints: bool) -> str:
    code = function.instructions
    for ins in code[region.start : region.stop]:
        if ins.op.name in _NEVER:
            return _NEVER[ins.op.name]
        if ins.op.traits & Trait.VM_ONLY:
            return f"it needs {ins.op.name}"
        if calls_out(function, ins):
            return f"{ins.operands[0]}() has no native form"
    if bigints:
        return "it computes with bigint"
    if _leaves(code, region):
        return "its else part leaves the loop around it"
    return ""


def _leaves(code: tuple[Instruction, ...], region: Region) -> bool:
    """Whether the ELSE of the loop has a BREAK or CONTINUE, which belong to the loop around it."""
    opened: list[str] = []
    in_else = False
    for ins in code[region.loop + 1 : region.stop - 1]:
        name = ins.op.name
        if name == "ELSE" and not opened:
            in_else = True
        elif ins.op.traits & Trait.OPENS:
            opened.append(name)
        elif name == "END":
            opened.pop()
        elif name in ("BREAK", "CONTINUE") and in_else and LOOPS.isdisjoint(opened):
            return True
    return False


_DIVIDES = Trait.MIDDLE | Trait.CLOSES


def _meet(a: Bound, b: Bound) -> Bound:
    if a is None or b is None:
        return b if a is None else a
    return a & b


@final
class _Walk:
    """One pass over [start, stop): reads of what is not certainly bound, stores, and loops."""

    def __init__(
        self, module: Module, function: Function, start: int, stop: int, uncertain: frozenset[str]
    ) -> None:
        self.module = module
        self.function = function
        self.code = function.instructions
        self.pc = start
        self.stop = stop
        self.reads: dict[str, None] = {}
        self.stores: dict[str, None] = {}
        self.loops: list[_Loop] = []
        self.depth = 0
        self.pending = 0
        self.statement = start
        self.outer = -1
        self.uncertain = uncertain

    def run(self, bound: Bound) -> None:
        self._block(bound)

    def _block(self, bound: Bound) -> Bound:
        """Up to what divides or ends the block; what is bound there."""
        code, stop, functions = self.code, self.stop, self.module.functions
        while self.pc < stop:
            ins = code[self.pc]
            if self.depth == 0 and not self.pending:
                self.statement = self.pc
            traits = ins.op.traits
            if traits & _DIVIDES or ins.op.name == "GUARD":
                return bound
            self.pc += 1
            if traits & Trait.OPENS:
                bound = self._open(ins, bound)
                continue
            self.depth += left(ins) - taken(ins, functions)
            if ins.op.name == "PUSH":
                self._read(ins.operands[0], bound)
                continue
            self._note(ins, bound)
            if traits & Trait.LEAVES:
                bound = None
            elif names := bound_names(ins):
                bound = self._bind(bound, *names)
        return bound

    def _note(self, ins: Instruction, bound: Bound) -> None:
        if ins.op.name == "COMPREHEND":
            self._note_comprehension(ins.operands[0], bound)
        elif ins.op.name in _DEFINES:
            for name in self._seen_by(ins):
                self._read(name, bound)

    def _note_comprehension(self, index: int, bound: Bound) -> None:
        inner = self.module.functions[index]
        for name in outer_names(self.module, index):
            self._read(name, bound)
        for ins in inner.instructions:
            if ins.op.name == "TEE" and inner.variables.get(ins.operands[0]) != "local":
                self.stores[ins.operands[0]] = None

    def _seen_by(self, ins: Instruction) -> Iterator[str]:
        for operand, value in zip(ins.op.operands, ins.operands, strict=False):
            if operand.kind == "fn":
                yield from outer_names(self.module, value)

    def _read(self, name: str, bound: Bound) -> None:
        if bound is not None and name not in bound:
            self.reads[name] = None

    def _bind(self, bound: Bound, *names: str) -> Bound:
        for name in names:
            self.stores[name] = None
        if bound is None or not names:
            return bound
        return bound | (frozenset(names) - self.uncertain)

    def _open(self, ins: Instruction, bound: Bound) -> Bound:
        """A whole block with its parts, up to behind its END."""
        name = ins.op.name
        self.depth -= taken(ins, self.module.functions)
        depth = self.depth
        here, self.pending = self.pending, self.pending + (depth > 0 or name in _EXPRESSIONS)
        loop = self._begin_loop(ins, bound) if name in LOOPS else None
        outer = self.outer
        if loop is not None:
            self.outer = len(self.loops) - 1
        self.depth = {"FOR_EACH": 1, "WITH": 1, "COMPARE_THEN": 1}.get(name, 0)
        bound = self._parts(ins, bound)
        self.pc += 1
        if loop is not None:
            loop.stop = self.pc
        self.outer = outer
        self.depth, self.pending = depth + left(ins), here
        return bound

    def _begin_loop(self, ins: Instruction, bound: Bound) -> _Loop | None:
        if self.depth or self.pending:
            return None
        loop = _Loop(self.statement, self.pc - 1, self.stop, bound, self.outer)
        self.loops.append(loop)
        return loop

    def _parts(self, ins: Instruction, bound: Bound) -> Bound:
        name = ins.op.name
        if name in _BRANCHES:
            first = self._block(bound)
            return _meet(first, self._rest("ELSE", bound))
        if name in _HALVES:
            self._block(bound)
            return bound
        if name in LOOPS:
            return self._loop(ins, bound)
        if name == "TRY":
            return self._try(bound)
        if name == "MATCH":
            return self._match(bound)
        self._block(bound)  # WITH: its manager may swallow what ends the block early
        return bound

    def _match(self, bound: Bound) -> Bound:
        """Which case runs, if any, is not known: what they bind is not certain."""
        self._block(bound)
        here = bound
        while self.code[self.pc].op.name != "END":
            middle = self._skip()
            if middle.op.name == "CASE":
                here = self._bind(bound, *captures(middle.operands[0]))
            here = self._block(here)
        return bound

    def _loop(self, ins: Instruction, bound: Bound) -> Bound:
        if ins.op.name == "LOOP":
            after = self._block(bound)
            if self.code[self.pc].op.name != "WHILE":
                return self._after_loop(bound)
            bound = after
            self._skip()
            self._block(bound)
        elif ins.op.name == "FOR_RANGE":
            self._block(self._bind(bound, ins.operands[0]))
        else:
            self._block(bound)
        return self._after_loop(bound)

    def _after_loop(self, bound: Bound) -> Bound:
        self._rest("ELSE", bound)
        return bound

    def _try(self, bound: Bound) -> Bound:
        result = self._block(bound)
        while (middle := self.code[self.pc].op.name) != "END":
            self._skip()
            if middle == "HANDLER":
                self._block(bound)
                caught = self._skip()
                result = _meet(result, self._block(self._bind(bound, *bound_names(caught))))
            elif middle == "ELSE":
                result = self._block(result)
            else:
                final = self._block(bound)
                if result is not None:
                    result = None if final is None else result | final
        return result

    def _rest(self, name: str, bound: Bound) -> Bound:
        """The part behind an ELSE, if there is one."""
        if self.code[self.pc].op.name != name:
            return bound
        self._skip()
        self.depth = 0
        return self._block(bound)

    def _skip(self) -> Instruction:
        ins = self.code[self.pc]
        self.pc += 1
        self.depth = 0
        return ins
