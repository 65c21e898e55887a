"""Functions that were compiled before are not compiled again: `CodeCache`.

A cell's own functions are found by content: instructions, constants, parameters and positions
relative to the `def`. For one that is known the writer leaves the body out (`skeleton`), and
`restore` puts the earlier code object in, moved to its new line and file.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from types import CodeType
from typing import Any, final

from nbc.bytecode.module import Function, Module

_CAPACITY = 4096

Key = tuple[Any, ...]
Place = tuple[str, int]
"""A function's name and the line of its `def`."""


@final
@dataclass(slots=True)
class CodeCache:
    """Code objects by the content of the function; the least recently used go first."""

    known: OrderedDict[Key, CodeType]
    hits: int = 0
    misses: int = 0

    def find(self, key: Key) -> CodeType | None:
        code = self.known.get(key)
        if code is None:
            self.misses += 1
        else:
            self.hits += 1
            self.known.move_to_end(key)
        return code

    def note(self, key: Key, code: CodeType) -> None:
        self.known[key] = code
        if len(self.known) > _CAPACITY:
            self.known.popitem(last=False)


CODE_CACHE = CodeCache(OrderedDict())


def content_key(module: Module, index: int, first_line: int | None = None) -> Key:
    """What a function is, wherever it stands: equal keys mean equal code."""
    function = module.functions[index]
    origin = function.position[0] if first_line is None else first_line
    parts: list[Any] = [_facts(function), _shift(function.position, origin)]
    for op, operands, position in function.instructions:
        parts.append((op.code, _shift(position, origin)))
        for operand, value in zip(op.operands, operands, strict=True):
            if operand.kind == "const":
                constant = module.constants[value]
                parts.append((type(constant).__name__, repr(constant)))
            elif operand.kind == "fn":
                parts.append(content_key(module, value, origin))
            elif operand.kind == "pattern":
                parts.append(repr((value, [repr(c) for c in module.constants.values()])))
            else:
                parts.append(value)
    return tuple(parts)


def restore(code: CodeType, bodies: dict[Place, CodeType]) -> CodeType:
    """`code` of a cell whose known functions are skeletons, with their bodies (by name and line of
    the `def`) put in."""

    def body(constant: Any) -> Any:
        if not isinstance(constant, CodeType) or _place(constant) not in bodies:
            return constant
        known = bodies[_place(constant)]
        lines = constant.co_firstlineno - known.co_firstlineno
        return _shifted(known, lines, constant.co_filename)

    return code.replace(co_consts=tuple(body(constant) for constant in code.co_consts))


def own_functions(code: CodeType) -> dict[Place, CodeType]:
    """The code objects of a cell's own functions, by name and line of the `def`."""
    return {_place(c): c for c in code.co_consts if isinstance(c, CodeType)}


def _place(code: CodeType) -> Place:
    return code.co_name, code.co_firstlineno


def _shifted(code: CodeType, lines: int, filename: str) -> CodeType:
    """The code object some lines further down; its own line table is relative to its first line."""
    if not lines and code.co_filename == filename:
        return code
    constants = tuple(
        _shifted(c, lines, filename) if isinstance(c, CodeType) else c for c in code.co_consts
    )
    first = code.co_firstlineno + lines
    return code.replace(co_firstlineno=first, co_filename=filename, co_consts=constants)


def _facts(function: Function) -> tuple[Any, ...]:
    parameters = tuple(
        (p.name, p.kind, p.has_default, p.type, p.annotated) for p in function.parameters
    )
    return (
        function.name, function.kind, function.qualname, function.docstring, function.returns,
        function.returns_annotated, function.is_generator, parameters,
        tuple(function.variables.items()),
    )  # fmt: skip


def _shift(position: tuple[int, int, int, int], origin: int) -> tuple[int, int, int, int]:
    line, column, end_line, end_column = position
    return (line - origin, column, end_line - origin, end_column)
