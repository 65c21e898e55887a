"""What a row of the builtins table is, and what its typing rule is given.

A rule is a function from the types at a call to the type of the result. It answers what is
*certain*: exact or vague, never wrong; it raises `RuleError` only where the call would raise.
How arguments are matched to parameters is in `signature`; the rows are in the `*_rows` files.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import final

from nbc.types.model import Type

KINDS = ("function", "class", "method", "attribute", "constant")


class RuleError(Exception):
    """A call that certainly raises. `operands` are the indices of the arguments that disagree
    (-1: the receiver; keywords count on behind the positional ones), for the engine to mark.
    `renames`: a keyword, and the one that was probably meant."""

    def __init__(
        self, code: str, message: str, *, hint: str | None = None, operands: tuple[int, ...] = (),
        renames: tuple[str, str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(message)
        self.renames = renames
        self.code = code
        self.message = message
        self.hint = hint
        self.operands = operands


@final
@dataclass(frozen=True, slots=True)
class CallTypes:
    """The types at a call. `owner` is the receiver of a method or attribute."""

    args: tuple[Type, ...]
    keywords: Mapping[str, Type] = field(default_factory=dict)
    owner: Type | None = None


Rule = Callable[[CallTypes], Type]


@final
@dataclass(frozen=True, slots=True)
class Row:
    """`name` is full ("numpy.zeros", "ndarray.sum", "len"). `signature` reads as Python's, without
    the receiver, and is empty for attributes and constants. `rule` checks arity and keywords too.
    `pure`: the call changes nothing but its result and reads nothing but its arguments."""

    name: str
    signature: str
    rule: Rule
    summary: str
    pure: bool = True
    kind: str = "function"
