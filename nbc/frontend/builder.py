"""Where lowered instructions are gathered: one `Builder` per function, one `Unit` per cell.

The tables `EXPRESSIONS` and `STATEMENTS` say how each kind of node is lowered; the modules beside
this one fill them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterable
from typing import Any, final

from nbc.bytecode.identifiers import mangle
from nbc.bytecode.module import COMPREHENSIONS, Function, Instruction
from nbc.bytecode.optable import BY_NAME
from nbc.errors import NO_POSITION, NoodleError, Position, SourceError, Span
from nbc.frontend.scopes import Scope

_RESERVED = "__nbc_"


@final
class Unit:
    """A cell being lowered: its functions, constants, scopes and the errors found so far."""

    def __init__(
        self, source: str, source_id: str, scopes: dict[ast.AST, Scope], shadowed: Collection[str]
    ) -> None:
        self.source = source
        self.source_id = source_id
        self.scopes = scopes
        self.shadowed = shadowed
        self.annotations_as_text = False
        self.functions: list[Function | None] = [None]
        self.constants: dict[str, Any] = {}
        self.errors: list[NoodleError] = []
        self._reserved: set[str] = set()
        self._keys: dict[tuple[Any, ...], str] = {}

    def constant(self, value: Any) -> str:
        """The key of a constant. Equal values of one type share it (0.0 and -0.0 do not)."""
        identity = (type(value), repr(value) if isinstance(value, float | complex) else value)
        key = self._keys.get(identity)
        if key is None:
            key = self._keys[identity] = f"k{len(self._keys)}"
            self.constants[key] = value
        return key

    def reserved(self, name: str) -> None:
        if name not in self._reserved:
            self._reserved.add(name)
            message = f"names that begin with {_RESERVED} are Noodle's own: {name}"
            self.errors.append(
                SourceError("N3001", message, _found(self.source, self.source_id, name),
                            hint="give the variable another name")
            )  # fmt: skip

    def unsupported(self, node: ast.AST, construct: str) -> None:
        self.errors.append(
            SourceError(
                "N3001", f"{construct} is not supported in Noodle cells",
                Span.at(self.source_id, position(node)),
                hint="start the cell with %%python to run it as plain Python",
            )
        )  # fmt: skip


@final
class Builder:
    """The instructions of one function. `expression` leaves one value; `block` leaves none."""

    def __init__(self, unit: Unit, scope: Scope, kind: str, name: str, qualname: str) -> None:
        self.unit = unit
        self.scope = scope
        self.kind = kind
        self.name = name
        self.qualname = qualname
        self.code: list[Instruction] = []
        self.returns_checked = False

    def emit(self, opcode: str, node: ast.AST | Position, *operands: Any) -> None:
        place = node if isinstance(node, tuple) else position(node)
        self.code.append(Instruction(BY_NAME[opcode], operands, place))

    def constant(self, value: Any, node: ast.AST | Position) -> None:
        self.emit("CONSTANT", node, self.unit.constant(value))

    def push(self, name: str, node: ast.AST | Position) -> None:
        self.emit("PUSH", node, self.variable(name))

    def store(self, name: str, node: ast.AST | Position) -> None:
        self.emit("STORE", node, self.variable(name))

    def variable(self, name: str) -> str:
        """The mangled name, noted in the function's variables."""
        name = mangle(name, self.scope.class_name)
        if name.startswith(_RESERVED):
            self.unit.reserved(name)
        self.scope.resolve(name)
        return name

    def mangled(self, name: str) -> str:
        return mangle(name, self.scope.class_name)

    def expression(self, node: ast.expr) -> None:
        EXPRESSIONS.get(type(node), _unknown)(self, node)

    def annotation(self, node: ast.expr) -> None:
        """A hint: evaluated, or its text after `from __future__ import annotations`."""
        if self.unit.annotations_as_text:
            self.constant(ast.unparse(node), node)
        else:
            self.expression(node)

    def block(self, nodes: Iterable[ast.stmt]) -> None:
        for node in nodes:
            STATEMENTS.get(type(node), _unknown)(self, node)

    def nested(self, node: ast.AST, kind: str, name: str) -> Builder:
        """The builder of a function inside this one."""
        scope = self.unit.scopes[node]
        return Builder(self.unit, scope, kind, name, self._qualname(name))

    def finish(self, place: Position, **facts: Any) -> Function:
        return Function(
            name=self.name, kind=self.kind, instructions=tuple(self.code),
            variables=self.scope.variables, qualname=self.qualname,
            is_generator=self.scope.is_generator and self.kind not in COMPREHENSIONS,
            position=place, **facts,
        )  # fmt: skip

    def _qualname(self, name: str) -> str:
        if self.kind == "cell" or self.mangled(name) in self.scope.globals:
            return name
        return (
            f"{self.qualname}.{name}"
            if self.kind == "class"
            else f"{self.qualname}.<locals>.{name}"
        )


def _unknown(builder: Builder, node: ast.AST) -> None:
    """A construct of a later Python than the tables know."""
    builder.unit.unsupported(node, f"the construct {type(node).__name__}")


def _found(source: str, source_id: str, name: str) -> Span:
    """Where a name first stands in the source."""
    for number, line in enumerate(source.splitlines(), 1):
        if name in line:
            column = len(line[: line.index(name)].encode())
            return Span(source_id, (number, column), (number, column + len(name)))
    return Span(source_id, (1, 0), (1, 1))


def position(node: ast.AST) -> Position:
    try:
        return (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]
    except AttributeError:
        return NO_POSITION


EXPRESSIONS: dict[type[ast.AST], Callable[[Builder, Any], None]] = {}
STATEMENTS: dict[type[ast.AST], Callable[[Builder, Any], None]] = {}
