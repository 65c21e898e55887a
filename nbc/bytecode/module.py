"""What a module of NBC holds, as plain data.

A `Module` has functions (index 0 is the cell's own body), constants, types declared for variables,
the source text it came from and a version. Every instruction carries its position in the source:
that is the line table. Nothing here checks anything: `verify` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, final

from nbc.bytecode.optable import NBC_VERSION, Op
from nbc.errors import NO_POSITION, Position

Constant = None | bool | int | float | complex | str | bytes | type(Ellipsis) | tuple
"""A constant's value. Tuples hold constants."""

COMPREHENSIONS = ("list", "set", "dict", "generator")
"""The kinds of functions whose one parameter, `.0`, is the outermost iterable."""

FUNCTION_KINDS = ("cell", "function", "lambda", "class", *COMPREHENSIONS)
"""What a function's instructions are the body of."""

SCOPES = ("local", "free", "global")
"""Where a variable of a function lives. `free` belongs to an enclosing function. The variables of
a cell's own body are all global. A name read as global may turn out to be a builtin."""

PARAMETER_KINDS = ("positional_only", "positional", "var_positional", "keyword_only", "var_keyword")


class Instruction(NamedTuple):
    op: Op
    operands: tuple[Any, ...] = ()
    position: Position = NO_POSITION


@final
@dataclass(frozen=True, slots=True)
class Parameter:
    """`type` is a Noodle annotation's text, enforced; `annotated` says that a Python annotation,
    a hint, is among the values that DEFINE_FUNCTION takes."""

    name: str
    kind: str = "positional"
    has_default: bool = False
    type: str | None = None
    annotated: bool = False
    position: Position = NO_POSITION


@final
@dataclass(frozen=True, slots=True)
class Function:
    """`variables` maps each name used to its scope, in order of first use. DEFINE_FUNCTION takes,
    in this order: decorators, defaults of positional parameters, defaults of keyword-only ones,
    annotations of the parameters marked `annotated`, the return annotation if
    `returns_annotated`."""

    name: str
    kind: str
    instructions: tuple[Instruction, ...]
    variables: Mapping[str, str]
    parameters: tuple[Parameter, ...] = ()
    qualname: str = ""
    docstring: str | None = None
    returns: str | None = None
    returns_annotated: bool = False
    is_generator: bool = False
    position: Position = NO_POSITION


@final
@dataclass(frozen=True, slots=True)
class Module:
    functions: tuple[Function, ...]
    constants: Mapping[str, Any] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    source_id: str = "cell"
    source: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    version: int = NBC_VERSION

    @property
    def body(self) -> Function:
        return self.functions[0]
