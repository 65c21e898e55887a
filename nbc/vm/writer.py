"""The machine that turns NBC back into CPython's `ast`, one function at a time.

A `Writer` runs over a function's instructions with a stack of expressions that are not evaluated
yet. An expression opcode takes nodes and leaves a node; a statement opcode appends to `out`, after
`settle` has put whatever is still pending into temporaries, so that the order of evaluation is that
of the bytecode. Code from our front end never needs a temporary; modules from elsewhere may.
The table `WRITERS` (one function per opcode) is filled by the modules beside this one.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Container
from typing import Any, TypedDict, TypeVar, final

from nbc.bytecode.module import COMPREHENSIONS, Function, Instruction, Module
from nbc.bytecode.optable import Trait
from nbc.bytecode.overflow import Checks
from nbc.bytecode.regions import Region, regions
from nbc.errors import Position

_T = TypeVar("_T")
LOAD, STORE, DEL = ast.Load(), ast.Store(), ast.Del()
_STOPS = frozenset(
    [
        "END",
        "ELSE",
        "WHILE",
        "HANDLER",
        "EXCEPT",
        "EXCEPT_AS",
        "EXCEPT_ALL",
        "FINALLY",
        "CASE",
        "GUARD",
    ]
)
_CLAUSES = frozenset({"FILTER", "EMIT", "EMIT_PAIR", "FOR_EACH"})


class Place(TypedDict):
    """A position as the keywords of an `ast` node."""

    lineno: int
    col_offset: int
    end_lineno: int
    end_col_offset: int


class CannotWrite(Exception):
    """An attempt at a direct form failed; the general form with temporaries is written instead."""


@final
class Writer:
    """`direct` is set while a direct form is attempted: then nothing may need a statement. The
    functions in `skeletons` are defined without their bodies. `native`: loops and functions are
    offered to native code; functions inside inherit it."""

    def __init__(
        self, module: Module, checks: list[Checks], index: int, parent: Writer | None = None,
        skeletons: Container[int] = (), *, native: bool = False,
    ) -> None:  # fmt: skip
        self.module = module
        self.all_checks = checks
        self.index = index
        self.function: Function = module.functions[index]
        self.code = self.function.instructions
        self.checks = checks[index]
        self.parent = parent
        self.skeletons = skeletons
        self.native: bool = native or (parent is not None and parent.native)
        found = regions(module, index) if self.native else ()
        self.regions: dict[int, Region] = {region.loop: region for region in found}
        self.stops = _STOPS | _CLAUSES if self.function.kind in COMPREHENSIONS else _STOPS
        self.pc = 0
        self.stack: list[ast.expr] = []
        self.out: list[ast.stmt] = []
        self.direct = False
        self.temporaries = 0

    def run(self) -> str:
        """Writes up to the next instruction that divides or ends this block; gives its name."""
        code, stops, end = self.code, self.stops, len(self.code)
        while self.pc < end:
            instruction = code[self.pc]
            name = instruction.op.name
            if name in stops:
                return name
            if self.direct and instruction.op.traits & Trait.STATEMENT:
                raise CannotWrite
            self.pc += 1
            WRITERS[name](self, instruction)
        return ""

    def block(self, *start: ast.expr) -> tuple[list[ast.stmt], str]:
        """The statements of a block (at least one), and the instruction that stopped it. The
        block finds `start` on its stack."""
        outer, self.out = self.out, []
        stack, self.stack = self.stack, list(start)
        stop = self.run()
        statements, self.out = self.out, outer
        self.stack = stack
        return statements or [ast.Pass(**at(self.code[self.pc - 1]))], stop

    def value(self, *start: ast.expr) -> tuple[ast.expr, list[ast.stmt], str]:
        """A block that leaves one value: the value, statements that it needed, what stopped it."""
        outer, self.out = self.out, []
        stack, self.stack = self.stack, list(start)
        stop = self.run()
        result, statements = self.stack.pop(), self.out
        self.out, self.stack = outer, stack
        return result, statements, stop

    def skip(self) -> Instruction:
        """Goes behind the instruction that stopped a block."""
        instruction = self.code[self.pc]
        self.pc += 1
        return instruction

    def pop(self, count: int) -> list[ast.expr]:
        if not count:
            return []
        values = self.stack[-count:]
        del self.stack[-count:]
        return values

    def statement(self, node: ast.stmt) -> None:
        if self.stack:
            self.settle()
        elif self.direct:
            raise CannotWrite
        self.out.append(node)

    def settle(self) -> None:
        """Evaluates what is pending, in order, into temporaries."""
        if self.direct:
            raise CannotWrite
        for index, node in enumerate(self.stack):
            if not isinstance(node, ast.Constant) and not hasattr(node, "nbc_settled"):
                self.stack[index] = self.temporary(node)

    def temporary(self, node: ast.expr) -> ast.Name:
        """Evaluates `node` now; the name to read it from, any number of times."""
        if self.direct:
            raise CannotWrite
        name = self.fresh()
        place = place_of(node)
        self.out.append(ast.Assign([ast.Name(name, STORE, **place)], node, **place))
        return self.read(name, place)

    def read(self, name: str, place: Place) -> ast.Name:
        node = ast.Name(name, LOAD, **place)
        node.nbc_settled = True  # type: ignore[attr-defined]
        return node

    def fresh(self) -> str:
        self.temporaries += 1
        return f"__nbc_t{self.temporaries}__"

    def attempt(self, direct_form: Callable[[], _T]) -> _T | None:
        """The result of a direct form, or None where it would need a statement: then nothing has
        changed. Attempts do not nest, so their cost is linear."""
        if self.direct:
            raise CannotWrite
        pc, stack, out = self.pc, list(self.stack), self.out
        self.direct = True
        try:
            return direct_form()
        except CannotWrite:
            self.pc, self.stack, self.out = pc, stack, out
            return None
        finally:
            self.direct = False


Write = Callable[[Writer, Instruction], None]
WRITERS: dict[str, Write] = {}


def at(instruction: Instruction) -> Place:
    """An instruction's position as the keywords of an `ast` node."""
    return at_position(instruction.position)


def at_position(position: Position) -> Place:
    line, column, end_line, end_column = position
    return {"lineno": line, "col_offset": column,
            "end_lineno": end_line, "end_col_offset": end_column}  # fmt: skip


def place_of(node: Any) -> Place:
    return {"lineno": node.lineno, "col_offset": node.col_offset,
            "end_lineno": node.end_lineno, "end_col_offset": node.end_col_offset}  # fmt: skip
