"""What a row of the builtins table is, and what its typing rule is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import final

from nbc.types.model import Type


class RuleError(Exception):
    """A call that certainly raises. `operands` are the indices of the arguments that disagree
    (-1: the receiver), so that the engine can underline them."""

    def __init__(
        self, code: str, message: str, *, hint: str | None = None, operands: tuple[int, ...] = ()
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
        self.operands = operands


@final
@dataclass(frozen=True, slots=True)
class CallTypes:
    """The types at a call. `owner` is the receiver of a method."""

    args: tuple[Type, ...]
    keywords: Mapping[str, Type] = field(default_factory=dict)
    owner: Type | None = None


Rule = Callable[[CallTypes], Type]


@final
@dataclass(frozen=True, slots=True)
class Row:
    """`name` is full ("numpy.zeros", "ndarray.sum", "len"). `signature` reads as Python's and is what
    arity and keywords are checked against; `raises_nothing` where a call cannot change globals."""

    name: str
    signature: str
    rule: Rule
    summary: str
    pure: bool = True
