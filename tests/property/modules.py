"""Random modules that the verifier accepts, derived from the optable: what the fuzz tests run.

A `Maker` writes one function. Expressions and statements are taken from the rows of the table: their
operands by kind, what they take from the stack by expressions of its own. Only structure (blocks,
functions, classes) is spelled out. `FUEL` bounds loops and calls, so every module comes to an end.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any, final

from nbc.bytecode.effects import left, taken
from nbc.bytecode.module import Function, Instruction, Module, Parameter
from nbc.bytecode.optable import BY_NAME, OPS, Op, Trait

FUEL = 6
TICK = "tick"
"""A function of the namespace: false, and raising `Stop` if called as a statement, without fuel."""

CONSTANTS: dict[str, Any] = {
    "none": None, "no": False, "yes": True, "zero": 0, "one": 1, "three": 3, "minus": -2,
    "edge": 2**63 - 1, "big": 2**70, "half": 0.5, "nan": float("nan"), "text": "ab", "empty": "",
    "bytes": b"x", "imaginary": 1j, "pair": (1, "x"), "dots": ...,
}  # fmt: skip
_NAMES = ("len", "abs", "str", "list", "tuple", "sorted", "max", "isinstance", "int", "ValueError",
          "KeyError", "TypeError", "Exception", "repr", "locals", "type", "bool", "range")  # fmt: skip
_COMPARISONS = ("<", "==", "is", "is not", "in", "not in", ">=")
_ATTRIBUTES = ("x", "real", "upper")
LEFT_OUT = frozenset({
    # Results of any size, or no end.
    "POWER", "LEFT_SHIFT", "MULTIPLY", "INPLACE_POWER", "INPLACE_LEFT_SHIFT", "INPLACE_MULTIPLY",
    # Where they may stand is written out below.
    "CONSTANT", "PUSH", "TEE", "DUPLICATE", "CALL", "CALL_SPREAD", "LAMBDA", "COMPREHEND",
    "DEFINE_FUNCTION", "DEFINE_CLASS", "CHECK_PARAMETERS", "CHECK_RETURN", "RETURN", "YIELD",
    "YIELD_FROM", "EMIT", "EMIT_PAIR", "FILTER", "BREAK", "CONTINUE", "RAISE", "ASSERT_FAIL",
    "UNPACK", "UNPACK_SPREAD", "UPDATE_INDEX", "UPDATE_ATTRIBUTE", "STORE_UPDATED_INDEX",
    "STORE_UPDATED_ATTRIBUTE", "DISPLAY", "ANNOTATE", "ANNOTATE_TYPE", "IMPORT", "IMPORT_AS",
    "IMPORT_FROM", "IMPORT_STAR",
})  # fmt: skip
EXPRESSIONS = [op for op in OPS if op.pushes == ("r",) and op.name not in LEFT_OUT
               and not op.has(Trait.BLOCK | Trait.STATEMENT)]  # fmt: skip
STATEMENTS = [op for op in OPS if op.has(Trait.STATEMENT) and op.name not in LEFT_OUT]


class Stop(BaseException):
    """The fuel is used up."""


def namespace() -> dict[str, Any]:
    """What a random module runs in: a few builtins, and the fuel."""
    burnt = [0]

    def tick(raises: bool = True) -> bool:
        burnt[0] += 1
        if burnt[0] > FUEL and raises:
            raise Stop
        return burnt[0] <= FUEL

    safe = {name: getattr(builtins, name) for name in (*_NAMES, "__build_class__", "__import__")}
    return {"__builtins__": safe, "__name__": "random", TICK: tick, "a": 3, "b": "xy", "c": [1, 2],
            "__nbc_display__": lambda value: None}  # fmt: skip


def random_module(rng: Random) -> Module:
    parts = _Parts(rng)
    parts.functions.append(None)
    maker = Maker(parts, "cell", {}, depth=0)
    maker.statements(4)
    parts.functions[0] = maker.function("cell")
    functions = tuple(fn for fn in parts.functions if fn is not None)
    return Module(functions, CONSTANTS, source_id="random")


@final
@dataclass(slots=True)
class _Parts:
    rng: Random
    functions: list[Function | None] = field(default_factory=list)


@final
class Maker:
    """Writes the instructions of one function. `outer`: the variables of functions around it."""

    def __init__(self, parts: _Parts, kind: str, outer: dict[str, str], depth: int) -> None:
        self.parts = parts
        self.rng = parts.rng
        self.kind = kind
        self.outer = outer
        self.depth = depth
        self.code: list[Instruction] = []
        self.variables: dict[str, str] = {}
        self.parameters: tuple[Parameter, ...] = ()
        self.is_generator = False
        self.loops = 0
        self.iterables = 0

    def function(self, name: str) -> Function:
        return Function(name, self.kind, tuple(self.code), self.variables, self.parameters,
                        is_generator=self.is_generator)  # fmt: skip

    def emit(self, name: str, *operands: Any) -> None:
        line = len(self.code) + 1
        self.code.append(Instruction(BY_NAME[name], operands, (line, 0, line, 4)))

    def variable(self, *, stored: bool) -> str:
        """A variable to read or to store into."""
        own = [name for name, scope in self.outer.items() if scope == "local"]
        if self.kind == "cell":
            name, scope = self.rng.choice(["a", "b", "c"]), "global"
        elif own and self.rng.random() < 0.3 and self.kind != "class":
            name, scope = self.rng.choice(own), "free"
        elif self.kind in _COMPREHENSIONS or (self.kind == "lambda" and not stored):
            name, scope = ("p" if self.kind == "lambda" else f"v{self.depth}_0"), "local"
        else:
            name, scope = f"v{self.depth}_{self.rng.randrange(2)}", "local"
        if not stored and self.rng.random() < 0.4:
            name, scope = self.rng.choice(_NAMES), "global"
        return self.know(name, scope)

    def know(self, name: str, scope: str) -> str:
        self.variables.setdefault(name, scope)
        return name

    # -- expressions -------------------------------------------------------------------------

    def expression(self, size: int) -> None:
        """Instructions that leave one value."""
        roll = self.rng.random()
        if size <= 0 or roll < 0.25:
            if self.rng.random() < 0.5:
                self.emit("CONSTANT", self.rng.choice(list(CONSTANTS)))
            else:
                self.emit("PUSH", self.variable(stored=False))
        elif roll < 0.65:
            self.instance(self.rng.choice(EXPRESSIONS), size - 1)
        else:
            self.rng.choice(_SHAPES)(self, size - 1)

    def instance(self, op: Op, size: int) -> None:
        """An opcode with random operands, behind the values that it takes."""
        operands = tuple(self.operand(op, o.name, o.kind) for o in op.operands)
        instruction = Instruction(op, operands)
        for _ in range(taken(instruction, ())):
            self.expression(size)
        self.emit(op.name, *operands)
        for _ in range(left(instruction) if op.has(Trait.STATEMENT) else 0):
            self.emit("POP")

    def operand(self, op: Op, name: str, kind: str) -> Any:
        if kind == "var":
            return self.variable(stored=True)
        if kind == "count":
            return self.rng.randrange(3)
        if kind == "type":
            return self.rng.choice(("i64", "f64", "str", "bool", "bigint"))
        if kind == "shape":
            items = (":", "**") if "**xs" in op.meaning else (".", "*")
            return tuple(self.rng.choice(items) for _ in range(self.rng.randrange(1, 4)))
        return self.rng.choice(("", "r", "s", "a") if name == "conversion" else _ATTRIBUTES)

    def call(self, size: int) -> None:
        self.emit("PUSH", self.variable(stored=False))
        for _ in range(count := self.rng.randrange(3)):
            self.expression(size - 1)
        if self.rng.random() < 0.5:
            self.emit("CALL", count, ())
        else:
            items = sorted(self.rng.choices((".", "*", "**", "k="), k=count), key=_call_order)
            if items.count("k=") > 1:
                items = ["."] * count
            self.emit("CALL_SPREAD", tuple(items))

    def either(self, size: int) -> None:
        self.expression(size)
        self.emit(self.rng.choice(("AND_THEN", "OR_ELSE")))
        self.expression(size - 1)
        self.emit("END")

    def choice(self, size: int) -> None:
        self.expression(size)
        self.emit("CHOOSE")
        self.expression(size - 1)
        self.emit("ELSE")
        self.expression(size - 1)
        self.emit("END")

    def chain(self, size: int) -> None:
        self.expression(size)
        self.expression(size - 1)
        self.emit("COMPARE_THEN", self.rng.choice(_COMPARISONS))
        self.expression(size - 1)
        self.emit("LESS")
        self.emit("END")

    def walrus(self, size: int) -> None:
        self.expression(size)
        if self.kind not in _COMPREHENSIONS and not self.iterables:
            self.emit("TEE", self.variable(stored=True))

    def inner(self, kind: str) -> Maker:
        inherited = self.outer if self.kind == "class" else {**self.outer, **self.variables}
        return Maker(self.parts, kind, inherited, self.depth + 1)

    def reserve(self) -> int:
        self.parts.functions.append(None)
        return len(self.parts.functions) - 1

    def lambda_(self, size: int) -> None:
        index, inner = self.reserve(), self.inner("lambda")
        inner.parameters = (Parameter(inner.know("p", "local")),)
        inner.expression(size)
        inner.emit("RETURN")
        self.parts.functions[index] = inner.function("<lambda>")
        self.emit("LAMBDA", index)

    def comprehension(self, size: int) -> None:
        kind = self.rng.choice(_COMPREHENSIONS)
        index, inner = self.reserve(), self.inner(kind)
        inner.parameters = (Parameter(inner.know(".0", "local")),)
        inner.emit("PUSH", ".0")
        inner.emit("FOR_EACH")
        inner.emit("STORE", inner.know(f"v{inner.depth}_0", "local"))
        if self.rng.random() < 0.4:
            inner.expression(size - 1)
            inner.emit("FILTER")
        inner.expression(size - 1)
        if kind == "dict":
            inner.expression(size - 1)
        inner.emit("EMIT_PAIR" if kind == "dict" else "EMIT")
        inner.emit("END")
        self.parts.functions[index] = inner.function(f"<{kind}>")
        self.iterables += 1
        self.expression(size - 1)
        self.iterables -= 1
        self.emit("COMPREHEND", index)

    # -- statements ----------------------------------------------------------------------------

    def statements(self, count: int) -> None:
        for _ in range(self.rng.randrange(1, count + 1)):
            self.statement(count - 1)

    def statement(self, size: int) -> None:
        roll = self.rng.random()
        if size <= 0 or roll < 0.3:
            self.expression(2)
            self.emit("STORE", self.variable(stored=True))
        elif roll < 0.45:
            self.instance(self.rng.choice(STATEMENTS), 1)
        else:
            self.rng.choice(_BLOCKS)(self, size)

    def tick(self) -> None:
        self.emit("PUSH", self.know(TICK, "global"))
        self.emit("CALL", 0, ())
        self.emit("POP")

    def if_(self, size: int) -> None:
        self.expression(2)
        self.emit("IF")
        self.statements(size)
        if self.rng.random() < 0.5:
            self.emit("ELSE")
            self.statements(size)
        self.emit("END")

    def loop_end(self, size: int) -> None:
        self.loops += 1
        self.tick()
        self.statements(size)
        if self.rng.random() < 0.3:
            self.emit(self.rng.choice(("BREAK", "CONTINUE")))
        self.loops -= 1
        if self.rng.random() < 0.3:
            self.emit("ELSE")
            self.statements(size)
        self.emit("END")

    def while_(self, size: int) -> None:
        self.emit("LOOP")
        self.emit("PUSH", self.know(TICK, "global"))
        self.emit("CONSTANT", "no")
        self.emit("CALL", 1, ())
        self.emit("WHILE")
        self.loop_end(size)

    def for_each(self, size: int) -> None:
        self.expression(2)
        self.emit("FOR_EACH")
        self.target()
        self.loop_end(size)

    def for_range(self, size: int) -> None:
        for key in ("zero", "three", self.rng.choice(("one", "zero", "minus", "text"))):
            self.emit("CONSTANT", key)
        self.emit("FOR_RANGE", self.variable(stored=True))
        self.loop_end(size)

    def target(self) -> None:
        """Takes the value on the stack."""
        roll = self.rng.randrange(4)
        if roll == 0:
            self.emit("UNPACK", 2)
            self.target_name()
            self.target_name()
        elif roll == 1:
            self.emit("UNPACK_SPREAD", 1, 0)
            self.target_name()
            self.target_name()
        else:
            self.target_name()

    def target_name(self) -> None:
        self.emit("STORE", self.variable(stored=True))

    def unpack(self, size: int) -> None:
        self.expression(2)
        if self.rng.random() < 0.3:
            self.emit("DUPLICATE")
            self.target_name()
        self.target()

    def update(self, size: int) -> None:
        self.expression(1)
        if self.rng.random() < 0.5:
            self.expression(1)
            self.emit("UPDATE_INDEX")
            self.expression(1)
            self.emit("INPLACE_ADD")
            self.emit("STORE_UPDATED_INDEX")
        else:
            self.emit("UPDATE_ATTRIBUTE", "x")
            self.expression(1)
            self.emit("INPLACE_ADD")
            self.emit("STORE_UPDATED_ATTRIBUTE", "x")

    def try_(self, size: int) -> None:
        self.emit("TRY")
        self.statements(size)
        handlers = self.rng.randrange(3)
        for handler in range(handlers):
            self.emit("HANDLER")
            self.handler_type(last=handler == handlers - 1)
            self.statements(size)
            if self.rng.random() < 0.2:
                self.emit("RAISE", 0)
        if handlers and self.rng.random() < 0.3:
            self.emit("ELSE")
            self.statements(size)
        if not handlers or self.rng.random() < 0.4:
            self.emit("FINALLY")
            self.statements(size)
        self.emit("END")

    def handler_type(self, *, last: bool) -> None:
        roll = self.rng.randrange(3)
        if last and roll == 0:
            self.emit("EXCEPT_ALL")
            return
        self.emit("PUSH", self.know(self.rng.choice(("ValueError", "Exception")), "global"))
        if roll == 1:
            self.emit("EXCEPT")
        else:
            self.emit("EXCEPT_AS", self.variable(stored=True))

    def with_(self, size: int) -> None:
        self.expression(1)
        self.emit("WITH")
        self.target()
        self.statements(size)
        self.emit("END")

    def match(self, size: int) -> None:
        self.expression(2)
        self.emit("MATCH")
        for _ in range(self.rng.randrange(1, 3)):
            self.emit("CASE", self.pattern(2))
            if self.rng.random() < 0.3:
                self.expression(1)
                self.emit("GUARD")
            self.statements(size)
        self.emit("END")

    def pattern(self, size: int) -> tuple[Any, ...]:
        roll = self.rng.randrange(7 if size else 2)
        if roll == 0:
            return ("constant", self.rng.choice(("zero", "text", "half", "bytes")))
        if roll == 1:
            return ("singleton", self.rng.choice(("none", "yes")))
        if roll == 2:
            return ("sequence", (self.pattern(0), ("star", None)))
        if roll == 3:
            return ("or", (("constant", "one"), self.pattern(0)))
        if roll == 4:
            return ("as", self.pattern(0), self.variable(stored=True))
        if roll == 5:
            return ("mapping", ((("constant", "text"), self.pattern(0)),), None)
        return ("class", (self.know("int", "global"),), (self.pattern(0),), ())

    def leave(self, size: int) -> None:
        if self.kind == "function" and self.rng.random() < 0.4:
            self.expression(2)
            self.emit("RETURN")
        elif self.loops and self.rng.random() < 0.5:
            self.emit(self.rng.choice(("BREAK", "CONTINUE")))
        else:
            self.emit("PUSH", self.know("ValueError", "global"))
            self.emit("RAISE", 1)

    def define(self, size: int) -> None:
        if self.depth > 2:
            return self.unpack(size)
        index, inner = self.reserve(), self.inner("function")
        name = self.variable(stored=True)
        defaults = self.rng.randrange(2)
        inner.parameters = (
            Parameter(inner.know("p", "local"), has_default=bool(defaults)),
            Parameter(inner.know("q", "local"), self.rng.choice(("var_positional", "var_keyword"))),
        )
        inner.tick()
        inner.statements(size)
        if self.rng.random() < 0.3:
            inner.is_generator = True
            inner.expression(1)
            inner.emit("YIELD")
            inner.emit("POP")
        inner.emit("CONSTANT", "none")
        inner.emit("RETURN")
        self.parts.functions[index] = inner.function(name)
        for _ in range(defaults):
            self.expression(1)
        self.emit("DEFINE_FUNCTION", name, index, 0)
        return None

    def class_(self, size: int) -> None:
        if self.depth > 2:
            return self.update(size)
        index, inner = self.reserve(), self.inner("class")
        name = self.variable(stored=True)
        inner.statements(size)
        self.parts.functions[index] = inner.function(name)
        self.emit("DEFINE_CLASS", name, index, 0, ())
        return None


_COMPREHENSIONS = ("list", "set", "dict", "generator")
_SHAPES: tuple[Callable[[Maker, int], None], ...] = (
    Maker.call, Maker.either, Maker.choice, Maker.chain, Maker.walrus, Maker.lambda_,
    Maker.comprehension,
)  # fmt: skip
_BLOCKS: tuple[Callable[[Maker, int], None], ...] = (
    Maker.if_, Maker.while_, Maker.for_each, Maker.for_range, Maker.unpack, Maker.update,
    Maker.try_, Maker.with_, Maker.match, Maker.leave, Maker.define, Maker.define, Maker.class_,
)  # fmt: skip


def _call_order(item: str) -> bool:
    return item not in (".", "*")
