"""NBC as text to read: a line an instruction, blocks indented, constants with their values.

The text is not parsed back; `interchange` and `codec` are for that. Works on any module, verified
or not. `listing` also tells the line of each instruction, for modules that come without a source.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nbc.bytecode.module import Function, Instruction, Module, Parameter
from nbc.bytecode.optable import Trait
from nbc.errors import Position

_INDENT = "  "
_MAX_SHOWN = 60
_OPENING = {"positional_only": "", "positional": "", "var_positional": "*",
            "keyword_only": "", "var_keyword": "**"}  # fmt: skip


def disassemble(module: Module, *, positions: bool = False) -> str:
    """The module as text. `positions` adds to each line where in the source it comes from."""
    return "\n".join(line for line, _, _ in _lines(module, positions)) + "\n"


def disassemble_line(module: Module, line: int) -> str:
    """The instructions of one line of the source, under the functions that they stand in."""
    parts = []
    for index, function in enumerate(module.functions):
        found = [
            (depth, ins)
            for depth, ins in _indented(function)
            if ins.position[0] == line and ins.position[:2] != ins.position[2:]
        ]
        least = min((depth for depth, _ in found), default=1)
        rows = [_INDENT * (depth - least + 1) + describe(ins, module) for depth, ins in found]
        if rows:
            parts.append("\n".join((_header(index, function), *rows)) + "\n")
    return "\n".join(parts)


def listing(module: Module) -> tuple[str, list[list[Position]]]:
    """The text and, per function, the place in it of each instruction."""
    lines: list[str] = []
    places: list[list[Position]] = [[] for _ in module.functions]
    for line, function, is_instruction in _lines(module, False):
        lines.append(line)
        if is_instruction:
            start, width = len(line) - len(line.lstrip()), len(line.encode())
            places[function].append((len(lines), start, len(lines), width))
    return "\n".join(lines) + "\n", places


def describe(instruction: Instruction, module: Module) -> str:
    """An instruction in one line: `CALL 1 (key)`, `CONSTANT k0 = 3.5`."""
    op, operands, _ = instruction
    parts = [op.name, *(_operand(value) for value in operands)]
    if op.name == "CONSTANT" and operands and operands[0] in module.constants:
        parts.append(f"= {show_constant(module.constants[operands[0]])}")
    for operand, value in zip(op.operands, operands, strict=False):
        if operand.kind == "fn" and isinstance(value, int) and value < len(module.functions):
            parts.append(f"-> {module.functions[value].name}")
    return " ".join(parts)


def show_constant(value: Any) -> str:
    """A constant, shortened: also those that Python refuses to write out in full."""
    if isinstance(value, int) and abs(value) >= 10**_MAX_SHOWN:
        return f"{'-' if value < 0 else ''}0x...  ({value.bit_length()} bits)"
    if isinstance(value, tuple):
        inside = ", ".join(show_constant(item) for item in value[:8])
        return f"({inside}, ...)" if len(value) > 8 else f"({inside},)"
    text = ascii(value[:_MAX_SHOWN]) if isinstance(value, str | bytes) else repr(value)
    return f"{text}..." if isinstance(value, str | bytes) and len(value) > _MAX_SHOWN else text


def _operand(value: Any) -> str:
    if isinstance(value, tuple | list):
        return f"({' '.join(_operand(item) for item in value)})"
    if isinstance(value, str):
        return value if value.isprintable() and value and " " not in value else ascii(value)
    return "_" if value is None else str(value)


def _lines(module: Module, positions: bool) -> Iterator[tuple[str, int, bool]]:
    """Each line with its function, and whether it is an instruction."""
    yield f"; NBC version {module.version}, source {module.source_id!a}", 0, False
    for name, text in module.types.items():
        yield f"; {_operand(name)}: {_operand(text)}", 0, False
    for index, function in enumerate(module.functions):
        if index:
            yield "", index, False
        yield _header(index, function), index, False
        for depth, instruction in _indented(function):
            line = _INDENT * depth + describe(instruction, module)
            if positions:
                line = f"{line:<50} ; {_place(instruction.position)}"
            yield line, index, True


def _indented(function: Function) -> Iterator[tuple[int, Instruction]]:
    depth = 1
    for instruction in function.instructions:
        op = instruction.op
        depth -= op.has(Trait.CLOSES | Trait.MIDDLE) or op.name == "GUARD"
        yield max(depth, 1), instruction
        depth += op.has(Trait.OPENS | Trait.MIDDLE) or op.name == "GUARD"


def _place(position: Position) -> str:
    line, column, end_line, end_column = position
    return f"{line}:{column}-{end_line}:{end_column}"


def _header(index: int, function: Function) -> str:
    name = _operand(function.qualname or function.name)
    inside = ", ".join(map(_parameter, function.parameters))
    returns = f" -> {_operand(function.returns)}" if function.returns else ""
    facts = " generator" if function.is_generator else ""
    free = [name for name, scope in function.variables.items() if scope == "free"]
    facts += f" free: {' '.join(map(_operand, free))}" if free else ""
    return f"function {index}: {function.kind} {name}({inside}){returns}{facts}"


def _parameter(parameter: Parameter) -> str:
    text = _OPENING.get(parameter.kind, "") + _operand(parameter.name)
    if parameter.type:
        text += f": {_operand(parameter.type)}"
    if parameter.kind in ("positional_only", "keyword_only"):
        text += f" [{parameter.kind}]"
    return text + (" = ..." if parameter.has_default else "")
