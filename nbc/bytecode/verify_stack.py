"""Do blocks nest and does the stack balance? One walk over a function's instructions.

Every section of a block starts with its own, empty part of the stack and may not reach below it; it
leaves one value if it is an expression's, none otherwise. The walk also measures how deep the code
nests, with the functions around it, so that neither CPython's compiler nor its parser of trees can
run out of stack (N4007).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import final

from nbc.bytecode.blocks import EXPRESSION_BLOCKS, GRAMMAR, Section
from nbc.bytecode.effects import left, taken
from nbc.bytecode.module import COMPREHENSIONS, Instruction, Module
from nbc.bytecode.optable import Trait
from nbc.bytecode.patterns import is_irrefutable
from nbc.bytecode.verify_faults import fault

MAX_DEPTH = 1500
"""Levels of expressions, blocks and functions inside each other. CPython's compiler goes down a
tree by recursion in C: this leaves it most of its stack."""

MAX_LIVE = 1_000_000
"""Values on the stack at once."""

MAX_BLOCKS = 20
"""CPython's limit on loops, `with` and `try` inside each other (`try` may count up to three)."""

_BLOCK_COST = {"LOOP": 1, "FOR_EACH": 1, "FOR_RANGE": 1, "WITH": 1}
_TRY_COST = {"body": 2, "type": 3, "handler": 3, "last": 3, "else": 1, "finally": 1}


@final
@dataclass(slots=True)
class _Open:
    opener: str
    section: str
    base: int
    level: int
    """How deep the tree is that the opener itself takes."""
    start: int
    """The first instruction of what the opener takes."""
    outer_cost: int
    has_statement: bool = False
    is_exhausted: bool = False
    """A MATCH with a case that matches whatever comes: no other may follow."""

    @property
    def cost(self) -> int:
        here = _TRY_COST[self.section] if self.opener == "TRY" else _BLOCK_COST.get(self.opener, 0)
        return self.outer_cost + here

    @property
    def rule(self) -> Section:
        return GRAMMAR[self.opener][self.section]


@final
@dataclass(slots=True)
class _Walk:
    """`stack` holds, per value, how deep the expression is that makes it; `starts`, the first
    instruction of that expression. Values below `settled` are in variables, so their depth is 0."""

    module: Module
    index: int
    depths: list[int]
    place: int = 0
    stack: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    settled: int = 0
    start: int = 0
    """Where the values that were taken last start."""
    opened: list[_Open] = field(default_factory=list)

    def refuse(self, problem: str, code: str = "N4004") -> Exception:
        return fault(self.module, self.index, self.place, problem, code)

    @property
    def base(self) -> int:
        return self.opened[-1].base if self.opened else 0

    def take(self, count: int) -> int:
        """Takes values; how deep the deepest is."""
        if len(self.stack) - self.base < count:
            have = len(self.stack) - self.base
            raise self.refuse(f"it takes {count} values where there are {have}")
        self.start = self.place
        if not count:
            return 0
        self.start = self.starts[-count]
        values = self.stack[-count:]
        del self.stack[-count:], self.starts[-count:]
        self.settled = min(self.settled, len(self.stack))
        return max(values)

    def give(self, count: int, level: int, start: int) -> None:
        if len(self.stack) + count > MAX_LIVE:
            raise self.refuse("there are too many values on the stack", "N4007")
        self.stack.extend([level] * count)
        self.starts.extend([start] * count)

    def settle(self) -> None:
        """A statement: what is pending is kept in variables."""
        self.stack[self.settled :] = [0] * (len(self.stack) - self.settled)
        self.settled = len(self.stack)
        if self.opened:
            self.opened[-1].has_statement = True

    def depth(self, level: int) -> int:
        return self.depths[self.index] + len(self.opened) + level

    def empty(self, what: str) -> None:
        extra = len(self.stack) - self.base
        if extra:
            raise self.refuse(f"{extra} values are left on the stack {what}")


def check_stack(module: Module, index: int, depths: list[int]) -> None:
    """`depths`: how deep each function stands; those made in this one are set."""
    function = module.functions[index]
    walk = _Walk(module, index, depths)
    for walk.place, instruction in enumerate(function.instructions):
        op = instruction.op
        if op.has(Trait.OPENS):
            _open(walk, instruction)
        elif op.has(Trait.MIDDLE) or op.name == "GUARD":
            _divide(walk, instruction)
        elif op.has(Trait.CLOSES):
            _close(walk)
        else:
            _plain(walk, instruction)
    if walk.opened:
        raise fault(module, index, None, f"{walk.opened[-1].opener} has no END", "N4004")
    if walk.stack:
        problem = f"{len(walk.stack)} values are left on the stack at its end"
        raise fault(module, index, None, problem, "N4004")


def _plain(walk: _Walk, instruction: Instruction) -> None:
    op = instruction.op
    statement = op.has(Trait.STATEMENT) and op.name != "RETURN"
    lambda_body = walk.module.functions[walk.index].kind == "lambda"
    if statement and ((walk.opened and walk.opened[-1].rule.expression) or lambda_body):
        raise walk.refuse("a statement stands inside an expression", "N4003")
    if op.name in ("BREAK", "CONTINUE") and not any(block.rule.loops for block in walk.opened):
        raise walk.refuse("it stands outside a loop", "N4003")
    level = 1 + walk.take(taken(instruction, walk.module.functions))
    if walk.depth(level) > MAX_DEPTH:
        raise walk.refuse("the code nests too deeply", "N4007")
    _enter_functions(walk, instruction, level)
    if op.name == "COMPREHEND":
        _check_iterable(walk)
    if op.has(Trait.STATEMENT):
        walk.settle()
        level = 0
    walk.give(left(instruction), level, walk.start)
    if op.has(Trait.LEAVES):
        walk.empty("where control leaves")


def _enter_functions(walk: _Walk, instruction: Instruction, level: int) -> None:
    for operand, value in zip(instruction.op.operands, instruction.operands, strict=True):
        if operand.kind == "fn":
            walk.depths[value] = walk.depth(level) + 2


def _check_iterable(walk: _Walk) -> None:
    """CPython has no assignment in what a comprehension iterates over."""
    code = walk.module.functions[walk.index].instructions
    if any(instruction.op.name == "TEE" for instruction in code[walk.start : walk.place]):
        raise walk.refuse("a comprehension iterates over an expression that assigns", "N4003")


def _open(walk: _Walk, instruction: Instruction) -> None:
    name = instruction.op.name
    level = 1 + walk.take(taken(instruction, walk.module.functions))
    if walk.depth(level) > MAX_DEPTH:
        raise walk.refuse("the code nests too deeply", "N4007")
    comprehends = walk.module.functions[walk.index].kind in COMPREHENSIONS
    if comprehends and name == "FOR_EACH":
        _check_iterable(walk)
    if name not in EXPRESSION_BLOCKS:
        if walk.opened and walk.opened[-1].rule.expression:
            raise walk.refuse("a statement stands inside an expression", "N4003")
        walk.settle()
        level = 0
    first = next(iter(GRAMMAR[name]))
    outer_cost = walk.opened[-1].cost if walk.opened else 0
    walk.opened.append(_Open(name, first, len(walk.stack), level, walk.start, outer_cost))
    _start_section(walk)


def _start_section(walk: _Walk) -> None:
    block = walk.opened[-1]
    if block.cost > MAX_BLOCKS:
        raise walk.refuse("too many loops, with and try blocks stand in each other", "N4007")
    block.has_statement = False
    walk.give(block.rule.starts, 1, walk.place)


def _divide(walk: _Walk, instruction: Instruction) -> None:
    name = instruction.op.name
    block = walk.opened[-1] if walk.opened else None
    section = block.rule.then.get(name) if block else None
    if block is None or section is None:
        inside = f"the {block.section} of {block.opener}" if block else "no block"
        raise walk.refuse(f"it cannot stand in {inside}")
    if name == "GUARD" and block.has_statement:
        raise walk.refuse("statements stand between the case and its guard", "N4003")
    chooses = block.opener == "CHOOSE"
    level = walk.take(1 if chooses else taken(instruction, walk.module.functions))
    if chooses:
        block.level = max(block.level, level)
    walk.empty(f"before {name}")
    if name == "CASE" and block.is_exhausted:
        raise walk.refuse("the case before it matches whatever comes", "N4003")
    block.is_exhausted = name == "CASE" and is_irrefutable(instruction.operands[0])
    block.section = section
    _start_section(walk)


def _close(walk: _Walk) -> None:
    if not walk.opened:
        raise walk.refuse("no block is open")
    block = walk.opened[-1]
    if not block.rule.final:
        raise walk.refuse(f"{block.opener} is not complete")
    level = 0
    if block.opener in EXPRESSION_BLOCKS:
        level = 1 + max(block.level, walk.take(1))
    walk.empty("at the end of the block")
    walk.opened.pop()
    if block.opener in EXPRESSION_BLOCKS:
        walk.give(1, level, block.start)
