"""Modules for the tests of nbc.bytecode, written by hand in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbc.bytecode import Function, Instruction, Module, Parameter
from nbc.bytecode.optable import BY_NAME


def code(text: str) -> tuple[Instruction, ...]:
    """`PUSH a; CALL 1 ()`: opcodes with operands; numbers, `(names)`, else text. A line each."""
    instructions = []
    for line, part in enumerate(text.replace("\n", ";").split(";"), 1):
        if part.strip():
            name, *operands = part.split()
            operands_read = tuple(map(_operand, operands))
            instructions.append(Instruction(BY_NAME[name], operands_read, (line, 0, line, 9)))
    return tuple(instructions)


def _operand(text: str) -> Any:
    if text.startswith("("):
        return tuple(part for part in text.strip("()").split(",") if part)
    return int(text) if text.isdigit() else text.replace("~", " ")


def cell(text: str, **variables: str) -> Function:
    """A cell's body; every variable of the alphabet's start is there."""
    names = dict.fromkeys("abcdefg", "global") | variables
    return Function("cell", "cell", code(text), names)


def function(
    text: str, *parameters: str, name: str = "f", kind: str = "function",
    variables: Mapping[str, str] | None = None, **facts: Any,
) -> Function:  # fmt: skip
    given = tuple(Parameter(parameter) for parameter in parameters)
    names = dict.fromkeys(parameters, "local") | dict(variables or {})
    return Function(name, kind, code(text), names, given, **facts)


CONSTANTS: dict[str, Any] = {"one": 1, "text": "x", "none": None, "yes": True, "pair": (1, "a")}


def module(text: str, *functions: Function, **variables: str) -> Module:
    return Module((cell(text, **variables), *functions), CONSTANTS)


EVERYTHING = module(
    """
    CONSTANT one; DEFINE_FUNCTION f 1 0; PUSH f; CONSTANT text; CALL 0 (key); STORE a
    PUSH a; MATCH; CASE pattern; PUSH b; GUARD; NOP; END
    PUSH a; COMPREHEND 2; POP
    TRY; NOP; HANDLER; PUSH b; EXCEPT_AS e; NOP; FINALLY; NOP; END
    """.replace("CASE pattern", "CASE (wildcard)"),
    Function(
        "f", "function", code("PUSH key; RETURN"), {"key": "local"},
        (Parameter("key", "keyword_only", True, position=(1, 6, 1, 9)),),
        "outer.f", "What it does.", position=(1, 0, 2, 4),
    ),
    Function("<listcomp>", "list", code("PUSH .0; FOR_EACH; STORE x; PUSH x; EMIT; END"),
             {".0": "local", "x": "local"}, (Parameter(".0"),)),
)  # fmt: skip
"""A valid module with a bit of everything."""
