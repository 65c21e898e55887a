"""What the typing engine gives back, and what it asks of its caller."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, final

from nbc.bytecode.module import Module
from nbc.errors import NoodleError, collect
from nbc.types.model import NEVER, Type


class Functions(Protocol):
    """Finds the NBC of live function objects."""

    def lookup(self, value: Any) -> tuple[Module, int] | None: ...


@final
class NoFunctions:
    """No function's NBC is known."""

    def lookup(self, value: Any) -> tuple[Module, int] | None:
        return None


@final
@dataclass(frozen=True, slots=True)
class CheckResult:
    """Certain errors and likely ones, each in source order; the types of the variables that the
    cell stores, as they are at its end."""

    errors: tuple[NoodleError, ...] = ()
    warnings: tuple[NoodleError, ...] = ()
    types: Mapping[str, Type] = field(default_factory=dict)

    def raise_errors(self) -> None:
        """Raises the first error, which carries the others."""
        if self.errors:
            raise collect(self.errors)


@final
@dataclass(frozen=True, slots=True)
class TypedFunction:
    """A function for one signature: the type of each variable over the whole body, of what each
    instruction leaves on the stack (by its index; the top one where it leaves several), of the
    return. `errors` are the calls and operations that would raise in a call with this signature."""

    parameters: tuple[Type, ...]
    variables: Mapping[str, Type]
    results: Mapping[int, Type]
    returns: Type = NEVER
    errors: tuple[NoodleError, ...] = ()
