"""The walk over one function's instructions, with types on the stack instead of values.

Instructions are taken in order; openers hand their whole block to a handler of `blocks`, everything
else to the typing rule that its row of the optable names (`RULES`). `made` runs beside the stack
and says which instruction made each value, for the carets. All frames of a run share an `Engine`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import final

from nbc.bytecode.module import Function, Instruction, Module
from nbc.bytecode.optable import Trait
from nbc.errors import Fix, Related
from nbc.types.join import join, settled
from nbc.types.model import NEVER, OBJECT, Type
from nbc.typing.engine import Engine
from nbc.typing.report import Problem, locate
from nbc.typing.state import State
from nbc.typing.structure import structure

Rule = Callable[["Frame", Instruction, list[Type]], "Type | list[Type] | None"]
BlockHandler = Callable[["Frame", int], int]

RULES: dict[str, Rule] = {}
"""Typing rules by the name in the optable's typing column."""

BLOCKS: dict[str, BlockHandler] = {}
"""Handlers of the openers: given the opener's index, they answer where to go on."""


@final
class LoopExits:
    """The states at the BREAKs and CONTINUEs of a loop."""

    __slots__ = ("breaks", "continues")

    def __init__(self) -> None:
        self.breaks: list[State] = []
        self.continues: list[State] = []


@final
class Frame:
    """One function being walked. `outer` is the enclosing frame where the body runs at once
    (comprehensions, class bodies). `left` counts the ways out that were passed: a RETURN, BREAK or
    CONTINUE in code that may not be reached makes what follows uncertain."""

    def __init__(
        self, engine: Engine, module: Module, function: Function, state: State,
        outer: Frame | None = None,
    ) -> None:  # fmt: skip
        self.engine = engine
        self.module = module
        self.function = function
        self.code = function.instructions
        self.structure = structure(function)
        self.state = state
        self.outer = outer
        self.stack: list[Type] = []
        self.made: list[int] = []
        self.places: list[int] = []
        self.index = 0
        self.loops: list[LoopExits] = []
        self.returned: Type = NEVER
        self.returns_left = 0
        self.jumps_left = 0
        self.lenient = False
        self.emitted: Type = NEVER
        self.origins: dict[str, int] = {}
        self.results: dict[int, Type] | None = {} if engine.looked is not None else None
        self.stored: dict[int, Type] = {}
        self.variables: dict[str, Type] = {}
        self.arguments = dict(state.local)

    def run(self) -> Type:
        """Walks the whole body; the type that it returns."""
        self.engine.frames.append(self)
        try:
            self.walk(0, len(self.code))
        finally:
            self.engine.frames.pop()
            if self.engine.looked is not None:
                self.engine.looked(self)
        return self.returned

    def walk(self, start: int, stop: int) -> None:
        """Takes the instructions from `start` up to `stop`, as far as control comes."""
        index = start
        engine = self.engine
        while index < stop:
            if self.state.dead:
                return
            instruction = self.code[index]
            op = instruction.op
            self.index = index
            engine.budget -= 1
            if op.traits & Trait.OPENS:
                index = BLOCKS[op.name](self, index)
                if engine.guarded:
                    engine.certain = False
                continue
            self.step(index, instruction)
            if engine.guarded and op.traits & Trait.TRAPS and op.name != "PUSH":
                engine.certain = False
            index += 1

    def step(self, index: int, instruction: Instruction) -> None:
        """One instruction that opens no block."""
        op = instruction.op
        count = len(op.pops) if not op.variadic else pops_of(self, instruction)
        taken = self.take(count)
        self.index = index
        if self.engine.recursion and NEVER in taken:
            self.state.dead = True  # a recursive call of which no return is known yet
            result: Type | list[Type] | None = NEVER
        else:
            result = RULES[op.typing](self, instruction, taken)
        if result is None:
            if len(op.pushes) == 1:
                self.push(OBJECT, index)
        elif isinstance(result, list):
            for kind in result:
                self.push(kind, index)
        else:
            self.push(result, index)

    def take(self, count: int) -> list[Type]:
        """Takes `count` values off the stack; `places` says what made them."""
        if not count:
            self.places = []
            return []
        taken = self.stack[-count:]
        self.places = self.made[-count:]
        del self.stack[-count:]
        del self.made[-count:]
        return taken

    def push(self, kind: Type, index: int) -> None:
        self.stack.append(kind)
        self.made.append(index)
        if self.results is not None:
            known = self.results.get(index, NEVER)
            self.results[index] = join(known, kind)

    # -- variables ------------------------------------------------------------------------------

    def load(self, name: str) -> Type | None:
        """The type of a variable; None where it is certainly not bound."""
        scope = self.function.variables.get(name, "global")
        if scope == "local":
            if name in self.engine.rebound:
                return OBJECT
            kind = self.state.local.get(name)
            if kind is not None:
                return self.engine.trusted(kind)
            return self.engine.read_shared(name, self.state.shared) if self.in_class else None
        if scope == "free":
            return self._load_free(name)
        return self.engine.read_shared(name, self.state.shared)

    def _load_free(self, name: str) -> Type:
        outer = self.outer
        while outer is not None:
            if outer.function.variables.get(name) == "local" and not outer.in_class:
                kind = None if name in self.engine.rebound else outer.state.local.get(name)
                return OBJECT if kind is None else self.engine.trusted(kind)
            outer = outer.outer
        return OBJECT

    def store(self, name: str, kind: Type, *, place: int | None = None) -> None:
        """Binds a variable."""
        kind = settled(kind)
        scope = self.function.variables.get(name, "global")
        self.origins[name] = self.index if place is None else place
        if self.results is not None:
            self.variables[name] = join(self.variables.get(name, NEVER), kind)
            self.stored[self.index] = join(self.stored.get(self.index, NEVER), kind)
        if scope == "local":
            self.state.local[name] = kind
        elif scope == "global":
            if name not in self.engine.volatile:
                self.state.shared[name] = kind
        elif self.outer is not None:
            self.outer.forget(name)

    def forget(self, name: str) -> None:
        """A variable of this frame was rebound from inside."""
        if name in self.state.local:
            self.state.local[name] = OBJECT
        elif self.outer is not None:
            self.outer.forget(name)

    def delete(self, name: str) -> None:
        if self.function.variables.get(name, "global") == "local":
            self.state.local.pop(name, None)
        else:
            self.state.shared[name] = NEVER

    @property
    def in_class(self) -> bool:
        return self.function.kind == "class"

    # -- what is wrong --------------------------------------------------------------------------

    def report(
        self, code: str, message: str, exception: type[BaseException] = TypeError, *,
        place: int | None = None, related: Sequence[Related] = (), hint: str | None = None,
        may_warn: bool = True, fixes: Sequence[Fix] = (), name: str | None = None,
    ) -> None:  # fmt: skip
        """Notes that the present instruction raises if it is executed."""
        index = self.index if place is None else place
        span, around = locate(self.engine.frames, self.engine.module, index)
        problem = Problem(code, message, span, (*related, *around), hint, (), may_warn,
                          tuple(fixes), name)  # fmt: skip
        self.engine.report(problem, exception)


def pops_of(frame: Frame, instruction: Instruction) -> int:
    """How many values an instruction with a variable number of them takes."""
    op, operands, _ = instruction
    name = op.name
    if name == "CALL":
        return int(operands[0]) + len(operands[1]) + 1
    if name == "BUILD_DICT":
        return 2 * int(operands[0])
    if name == "CALL_SPREAD":
        return spread_count(operands[0]) + 1
    if name == "DEFINE_CLASS":
        return int(operands[2]) + spread_count(operands[3])
    if name == "DEFINE_FUNCTION":
        return int(operands[2]) + _definition_count(frame.module.functions[operands[1]])
    if name == "LAMBDA":
        return _definition_count(frame.module.functions[operands[0]])
    if operands and not isinstance(operands[0], int):
        return spread_count(operands[0])
    return int(operands[0])


def spread_count(items: Sequence[str]) -> int:
    return sum(2 if item == ":" else 1 for item in items)


def _definition_count(function: Function) -> int:
    """Defaults and annotations, as DEFINE_FUNCTION takes them."""
    return (
        sum(p.has_default + p.annotated for p in function.parameters) + function.returns_annotated
    )
