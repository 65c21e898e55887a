"""What a function of NBC says, by a hash that is the same in every process.

Positions count from the function's own line, and functions defined inside stand for themselves and
not for their numbers: text that is added above a function, or beside it in its cell, does not
change it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final, final

from nbc.bytecode.module import Function, Instruction, Module
from nbc.errors import NO_POSITION, Position

_CAPACITY: Final = 1024
_known: dict[tuple[int, int], tuple[Module, Content]] = {}


@final
@dataclass(frozen=True, slots=True)
class Content:
    """`names`: the globals that its code, and the code of functions inside, may read;
    `attributes`: those that it asks values for, `direct` those that it asks globals for. `inside`:
    the functions inside, by their numbers, at any depth."""

    digest: bytes
    names: frozenset[str]
    attributes: frozenset[str]
    direct: frozenset[str]
    inside: tuple[int, ...]


def content_of(module: Module, index: int) -> Content:
    known = _known.get((id(module), index))
    if known is not None and known[0] is module:
        return known[1]
    found = _content(module, index)
    if len(_known) >= _CAPACITY:
        _known.clear()
    _known[id(module), index] = module, found
    return found


def names_read(function: Function, start: int, stop: int) -> frozenset[str]:
    """The globals that a part of a function's own code may read."""
    scopes = function.variables
    return frozenset(
        ins.operands[0]
        for ins in function.instructions[start:stop]
        if ins.op.name == "PUSH" and scopes.get(ins.operands[0], "global") == "global"
    )


def relative(position: Position, line: int) -> Position | None:
    """A position with its lines counted from another; None for that of nothing."""
    if position == NO_POSITION:
        return None
    first, column, last, end = position
    return first - line, column, last - line, end


def absolute(position: Position | None, line: int) -> Position:
    if position is None:
        return NO_POSITION
    first, column, last, end = position
    return first + line, column, last + line, end


def _content(module: Module, index: int) -> Content:
    function = module.functions[index]
    line = function.position[0]
    inner = [
        value
        for ins in function.instructions
        for operand, value in zip(ins.op.operands, ins.operands, strict=False)
        if operand.kind == "fn"
    ]
    inside = {number: content_of(module, number) for number in inner}
    parts = [_head(function, line)]
    parts += [_instruction(module, ins, line, inside) for ins in function.instructions]
    if any(ins.op.name == "CASE" for ins in function.instructions):
        parts.append(sorted(map(repr, module.constants.items())))
    parts += [(module.functions[number].position[0] - line) for number in inner]
    named = names_read(function, 0, len(function.instructions))
    attributes, direct = _attributes(function)
    return Content(
        blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=20).digest(),
        named.union(*(part.names for part in inside.values())),
        attributes.union(*(part.attributes for part in inside.values())),
        direct.union(*(part.direct for part in inside.values())),
        tuple(dict.fromkeys(n for number in inner for n in (number, *inside[number].inside))),
    )


def _head(function: Function, line: int) -> Any:
    parameters = [
        (p.name, p.kind, p.has_default, p.type, p.annotated, relative(p.position, line))
        for p in function.parameters
    ]
    return (
        function.name, function.kind, function.qualname, function.returns, parameters,
        function.returns_annotated, function.is_generator, list(function.variables.items()),
    )  # fmt: skip


def _instruction(
    module: Module, ins: Instruction, line: int, inside: dict[int, Content]
) -> tuple[Any, ...]:
    op, operands, position = ins
    if op.name == "CONSTANT":
        operands = (module.constants[operands[0]],)
    elif inside:
        operands = tuple(
            inside[value].digest if operand.kind == "fn" else value
            for operand, value in zip(op.operands, operands, strict=False)
        )
    return op.code, operands, relative(position, line)


def _attributes(function: Function) -> tuple[frozenset[str], frozenset[str]]:
    """The attributes that the code asks for, and those of globals, or of their attributes."""
    attributes, direct = set(), set()
    on_global = False
    for op, operands, _ in function.instructions:
        if op.name == "GET_ATTRIBUTE":
            attributes.add(operands[0])
            if on_global:
                direct.add(operands[0])
        else:
            on_global = op.name == "PUSH"
    return frozenset(attributes), frozenset(direct)
