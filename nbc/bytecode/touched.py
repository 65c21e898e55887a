"""What is known of what a cell or a function does to variables, as plain data.

`touches.py` finds it in NBC, `linking.py` puts the functions of all cells together.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, final

NOTHING: Final[frozenset[Any]] = frozenset()

Holds = frozenset["str | Summary"]
"""What a value may call: functions, and names whose values are to be asked."""


class Call(NamedTuple):
    """`receiver`: of a method, the roots of its object. `given`: the arguments' roots, by place or
    keyword. `passed`: what the arguments may call."""

    callee: Holds
    method: str | None
    receiver: frozenset[str]
    given: tuple[tuple[int | str, frozenset[str]], ...]
    passed: Holds


@final
@dataclass(slots=True)
class Touches:
    """`reads`: read before certainly written. `uses`: what may be called, with what was certainly
    written before. Of each name stored, `holds` is what it may call, `made` what made it (a
    call of it may call that too) and `parts` the names whose objects it may be part of."""

    reads: set[str] = field(default_factory=set)
    writes: set[str] = field(default_factory=set)
    maybe: set[str] = field(default_factory=set)
    mutates: set[str] = field(default_factory=set)
    imports: set[str] = field(default_factory=set)
    uses: dict[str | Summary, frozenset[str]] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    holds: dict[str, Holds] = field(default_factory=dict)
    made: dict[str, Holds] = field(default_factory=dict)
    parts: dict[str, frozenset[str]] = field(default_factory=dict)


@final
@dataclass(slots=True, eq=False)
class Summary:
    """A function, or a class with its `methods`. `is_kept`: what it makes keeps its code, as
    objects and generators do."""

    name: str
    parameters: tuple[str, ...] = ()
    touches: Touches = field(default_factory=Touches)
    methods: dict[str, Summary] = field(default_factory=dict)
    is_kept: bool = False


@final
@dataclass(frozen=True, slots=True)
class Effects:
    """`fingerprint`: the same for texts that differ in spaces and comments alone."""

    touches: Touches
    fingerprint: str
    classes: tuple[Summary, ...] = ()


class Symbol(NamedTuple):
    """A value: the names it may be part of, what it may call, the attribute it was got by, and what
    was called to make it."""

    roots: frozenset[str] = NOTHING
    holds: frozenset[Any] = NOTHING
    method: str | None = None
    made: frozenset[Any] = NOTHING


NEW: Final = Symbol()
