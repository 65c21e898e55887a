"""Lowering of one function's instructions: the walk, the stack, traps and calls out.

A `Lowering` runs over typed-by-representation values: every instruction finds `Value`s on the
symbolic stack and leaves some. Variables are in `variables`, blocks in `control`; the lowerings
themselves are registered by the other modules of this package.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn, final

from nbc.bytecode.blocks import Block, find_blocks
from nbc.bytecode.module import Function, Module
from nbc.bytecode.optable import Trait
from nbc.errors import Position
from nbc.native.lower.assembly import Assembly, Instance, NotNative
from nbc.native.lower.facts import Facts
from nbc.native.lower.registry import LOWERINGS
from nbc.native.lower.text import ONE_AT_A_TIME, Text
from nbc.native.lower.values import UNKNOWN, Value
from nbc.native.lower.variables import RETAIN, Binding, Variables, counted, retain
from nbc.native.reps import Rep, TupleRep
from nbc.native.traps import TRAPS

_ALWAYS_TRUE = "true"
HARMLESS = frozenset(
    "FLOAT_DIVISION DIVISION MATH_DOMAIN MATH_RANGE POWER_RANGE ZERO_POWER COMPLEX_POWER".split()
)
"""Traps behind which code may go on for a while: numbers are wrong, and nothing else."""
_CARRIED = 6
"""How many values a trap carries."""


@final
@dataclass(slots=True)
class Loop:
    """A loop whose body is being lowered: the state at its head, and where BREAK and CONTINUE go,
    with what state."""

    head: dict[str, Binding]
    breaks: list[tuple[str, dict[str, Binding]]] = field(default_factory=list)
    continues: list[tuple[str, dict[str, Binding]]] = field(default_factory=list)


class Unreached(Exception):
    """Raised where control certainly does not go on: the rest of the block is not lowered."""


@final
@dataclass(slots=True)
class Deferral:
    """While a stretch of a loop runs on trust: what would trap is gathered in `flag` where numbers
    go on without harm, or leads to `redo` (None: it only ends the function). `count`: how many.
    `extremes`: see `running_extremes`."""

    flag: str
    redo: str | None
    count: int = 0
    extremes: list[tuple[str, str]] = field(default_factory=list)

    def takes(self, lowering: Lowering, name: str, condition: str) -> bool:
        """Writes what becomes of a trap."""
        out = lowering.text
        self.count += 1
        if name in HARMLESS and condition != _ALWAYS_TRUE:
            wide = out.let(f"zext i1 {condition} to i64")
            out.store("i64", out.let(f"or i64 {out.load('i64', self.flag)}, {wide}"), self.flag)
            return True
        label = self.redo or lowering.failing()
        if condition == _ALWAYS_TRUE:
            out.go(label)
            return True
        onwards = out.new_label("on")
        out.branch(condition, label, onwards, "!prof !0")
        out.begin(onwards)
        return True


@final
class Lowering:
    """`scope`, `scope_names`, `inlined`, `emit` and `inline_returns`: see `inlining`, of a function
    whose body is written into another's; `hidden`, `leaves`: see `folding`. `bound_by`: see
    `conforming`. `proved`: instructions whose checks were hoisted out of the loop being lowered.
    `careful`: the other copy of such a loop is being lowered, which runs rarely. `reassociates`:
    the sum that is being lowered gathers over the rounds of a loop, in whatever order is fast.
    `private`: in a chunk of a parallel loop, the variables that each round has for itself.
    `settled`: see `loops`. `guard`: what is computed counts only where this (i1) holds."""

    def __init__(
        self, assembly: Assembly, module: Module, index: int, text: Text, *,
        instance: Instance | None = None, region: tuple[int, int] | None = None,
    ) -> None:  # fmt: skip
        self.assembly = assembly
        self.module = module
        self.index = index
        self.function: Function = module.functions[index]
        self.code = self.function.instructions
        self.text = text
        self.instance = instance
        self.region = region
        self.blocks: dict[int, Block] = find_blocks(self.code)
        self.facts = Facts()
        self.variables = Variables(self)
        self.stack: list[Value] = []
        self.loops: list[Loop] = []
        self.temporaries: list[str] = []
        self.proved: frozenset[int] = frozenset()
        self.careful = False
        self.reassociates = False
        self.private: frozenset[str] | None = None
        self.deferral: Deferral | None = None
        self.guard: str | None = None
        self.parameter_types: dict[str, str] = {}
        self.settled: dict[tuple[Any, ...], dict[str, tuple[Rep, Value]]] = {}
        self.cold: list[str] = []
        self.failures: dict[tuple[Any, ...], tuple[str, dict[str, Binding]]] = {}
        self.returns: list[tuple[str, Value]] = []
        self.missing: set[str] = set()
        self.own_names: frozenset[str] = frozenset()
        self.pc = self.here = 0
        self.scope = ""
        self.scope_names: dict[str, str] = {}
        self.inlined: tuple[int, ...] = ()
        self.emit: Callable[[Sequence[Value]], None] | None = None
        self.bound_by: dict[str, str] = {}
        self.hidden: set[str] = set()
        self.leaves: list[tuple[str, dict[str, Binding], Value]] = []
        self.inline_returns: list[tuple[str, dict[str, Binding], Value]] | None = None

    @property
    def level(self) -> int:
        return self.assembly.unit.level

    @property
    def position(self) -> Position:
        return self.code[self.here].position

    # -- the walk -------------------------------------------------------------------------------

    def walk(self, start: int, stop: int) -> None:
        """Lowers the instructions from `start` up to `stop`, as far as control comes."""
        self.pc = start
        depth = len(self.stack)
        try:
            self._walk(stop)
        except Unreached:
            del self.stack[depth:]
            if not self.text.closed:
                self.text.do("unreachable")
                self.text.closed = True
        self.pc = stop

    def _walk(self, stop: int) -> None:
        outer = self.text.location
        while self.pc < stop and not self.text.closed:
            here = self.pc
            instruction = self.code[here]
            self.here = here
            self.text.location = self._location(instruction.position[0])
            self.pc += 1
            lower = LOWERINGS.get(instruction.op.name)
            if lower is None:
                self.refuse(f"{instruction.op.name} has no native form")
            lower(self, instruction)
            if instruction.op.traits & Trait.STATEMENT and not self.stack:
                self.variables.release_temporaries()
        self.text.location = outer

    def _location(self, line: int) -> int:
        """What `text.location` is for a line."""
        return self.assembly.place(self.module, self.index, (line, 0, line, 0)) + 1

    def refuse(self, reason: str) -> NoReturn:
        """Gives the unit up: it stays on the VM."""
        raise NotNative(reason, self.position)

    def pop(self) -> Value:
        return self.stack.pop()

    def take(self, count: int) -> list[Value]:
        if not count:
            return []
        taken = self.stack[-count:]
        del self.stack[-count:]
        return taken

    def push(self, value: Value) -> None:
        self.stack.append(value)

    # -- traps ----------------------------------------------------------------------------------

    def trap(
        self, name: str, condition: str = _ALWAYS_TRUE,
        values: Sequence[str | tuple[str, str]] = (), text: str = "",
    ) -> None:  # fmt: skip
        """Leaves with a trap if `condition` holds. `values` are i64 operands; two that are one
        value make its lower and upper half."""
        if self.guard is not None and condition != "false":
            self._guarded(name, condition, values, text)
            return
        if condition == "false" or (self.deferral and self.deferral.takes(self, name, condition)):
            return
        out = self.text
        place = self.assembly.place(self.module, self.index, self.position, text)
        label, onwards = out.new_label("trap"), out.new_label("on")
        self.cold.append(f"{label}:")
        carried = [*map(self._carried, values), *["0"] * (_CARRIED - len(values))]
        arguments = ", ".join(f"i64 {value}" for value in carried)
        number = TRAPS[name].number
        self.cold += [
            f"  call void @trap(ptr %ctx, i64 {number}, i64 {place}, {arguments})",
            *(f"  call void @trace(ptr %ctx, i64 {outer})" for outer in self.inlined),
            f"  br label %{self.failing()}",
        ]
        if condition == _ALWAYS_TRUE:
            out.go(label)
            return
        out.branch(condition, label, onwards, "!prof !0")
        out.begin(onwards)

    def _guarded(
        self, name: str, condition: str, values: Sequence[str | tuple[str, str]], text: str
    ) -> None:
        """Leaves if the condition and the guard hold; the guard is looked at last, and rarely."""
        out, guard = self.text, self.guard
        assert guard is not None
        doubt, onwards = out.new_label("doubt"), out.new_label("on")
        out.branch(condition, doubt, onwards, "!prof !0")
        out.begin(doubt)
        self.guard = None
        self.trap(name, guard, values, text)
        self.guard = guard
        out.go(onwards)
        out.begin(onwards)

    def _carried(self, value: str | tuple[str, str]) -> str:
        """An operand of a trap, computed where that happens."""
        if isinstance(value, str):
            return value
        self.assembly.declare("pair", PAIR)
        made, (low, high) = self.text.fresh(), value
        self.cold.append(f"  {made} = call i64 @pair(i64 {low}, i64 {high})")
        return made

    def failing(self) -> str:
        """The label that leaves the function after a trap, with the variables as they are now."""
        state = self.variables.state
        key: tuple[Any, ...] = ()
        if self.region is not None:
            key = tuple(
                (name, *_known(state[name].template), state[name].certain)
                for name in self.assembly.unit.outputs if name in state
            )  # fmt: skip
        known = self.failures.get(key)
        if known is None:
            known = self.failures[key] = (self.text.new_label("fail"), dict(state))
        return known[0]

    def check_failed(self, status: str) -> None:
        """Behind a call to native code: leaves if `status` (i1) says that it failed, noting the
        place of the call."""
        out = self.text
        place = self.assembly.place(self.module, self.index, self.position)
        label, onwards = out.new_label("failed"), out.new_label("on")
        self.cold += [
            f"{label}:",
            f"  call void @trace(ptr %ctx, i64 {place})",
            *(f"  call void @trace(ptr %ctx, i64 {outer})" for outer in self.inlined),
            f"  br label %{self.failing()}",
        ]
        out.branch(status, label, onwards, "!prof !0")
        out.begin(onwards)

    def check_stopped(self, status: str) -> None:
        """Behind a call that fills in the trap itself: leaves if `status` (i1) says so."""
        onwards = self.text.new_label("on")
        self.text.branch(status, self.failing(), onwards, "!prof !0")
        self.text.begin(onwards)

    # -- polling --------------------------------------------------------------------------------

    def charge(self, units: str) -> None:
        """Counts work done towards the next poll."""
        fuel = self.variables.fuel
        left = self.text.let(f"sub i64 {self.text.load('i64', fuel)}, {units}")
        self.text.store("i64", left, fuel)

    def poll(self) -> None:
        """Lets interrupts in if enough work was charged since the last time."""
        out = self.text
        left = out.load("i64", self.variables.fuel)
        label, onwards = out.new_label("poll"), out.new_label("on")
        empty = out.let(f"icmp slt i64 {left}, 0")
        out.branch(empty, label, onwards, "!prof !0")
        self.assembly.declare("noodle_poll", POLL)
        status, stop, more = (out.fresh() for _ in range(3))
        self.cold += [
            f"{label}:",
            f"  {status} = call i32 @noodle_poll(ptr %ctx)",
            f"  {stop} = icmp ne i32 {status}, 0",
            f"  {more} = load i64, ptr %ctx",
            f"  store i64 {more}, ptr {self.variables.fuel}",
            f"  br i1 {stop}, label %{self.failing()}, label %{onwards}, !prof !0",
        ]
        out.begin(onwards)

    def loop_note(self, head: str) -> str:
        """Metadata of a loop's branch back: a careful copy is not worth LLVM's time."""
        if self.careful or not self.is_costly(head):
            return "!llvm.loop !3" if self.careful else ""
        describe = self.assembly.describe
        return f"!llvm.loop {describe(f'distinct !{{SELF, {describe(ONE_AT_A_TIME)}}}')}"

    def is_costly(self, head: str) -> bool:
        """Whether an elementary function that goes in line is called since the block `head`."""
        start = f"{head}:"
        for line in reversed(self.text.lines):
            if line == start or " @noodle." in line:
                return line != start
        return False

    # -- values ---------------------------------------------------------------------------------

    def constant(self, value: Any) -> Value:
        """The value of a Python constant."""
        from nbc.native.lower.scalars import constant_value  # lazy: registers its lowerings first
        from nbc.native.lower.texts import constant as text_constant  # lazy: builds on this module

        if isinstance(value, str):
            return text_constant(self, value)
        if isinstance(value, tuple):
            items = tuple(self.constant(item) for item in value)
            return Value(TupleRep(tuple(item.rep for item in items)), items=items)
        made = constant_value(value)
        if made is None:
            self.refuse(f"a constant of type {type(value).__name__} has no native form")
        return made

    def static_or_refuse(self, value: Value, what: str) -> Any:
        """The Python value of a constant."""
        if value.constant is UNKNOWN:
            self.refuse(f"{what} must be known when the code is made")
        return value.constant

    def note(self, kind: str, text: str, instead_of: str = "") -> None:
        """Something for `explain` to say about the present instruction."""
        self.assembly.note(kind, self.position, text, instead_of)

    def leaving(self, kept: tuple[int, int, int] | None = None) -> tuple[int, int, int]:
        """How many ways lead out of what is being written; those behind `kept` are taken back."""
        lists: tuple[list[Any], ...] = (self.returns, self.leaves, self.inline_returns or [])
        for ways, count in zip(lists, kept or (), strict=False):
            del ways[count:]
        return len(lists[0]), len(lists[1]), len(lists[2])

    def hand_over(self, value: Value) -> None:
        """Keeps the arrays and lists of a value that leaves the variables of a function."""
        for leaf in counted(value):
            self.assembly.declare("retain", RETAIN)
            retain(self.text, leaf)

    def give_back(self, value: Value) -> None:
        """RETURN: the result waits in a block of its own until all results are known."""
        self.hand_over(value)
        self.variables.release_all()
        label = self.text.new_label("return")
        self.text.go(label)
        self.returns.append((label, value))


def _known(template: Value) -> tuple[Any, ...]:
    """A variable's representation, and the constants in it: those are in no slot."""
    constant = None if template.constant is UNKNOWN else repr(template.constant)
    return template.rep, constant, tuple(_known(item) for item in template.items)


POLL = "declare i32 @noodle_poll(ptr) cold"
PAIR = """define internal i64 @pair(i64 %low, i64 %high) #2 {
  %kept = and i64 %low, 4294967295
  %moved = shl i64 %high, 32
  %both = or i64 %kept, %moved
  ret i64 %both
}"""
