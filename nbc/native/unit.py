"""What the compiler of the native tier is asked for, and what it gives back.

A `Unit` is a function, or a region of one (an outermost loop), with the representations of what it
reads; `Compiled` is its machine code with what a caller must know. A `Refusal` says why there is
none: it is data, since code that is not native is not an error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, final

from nbc.bytecode.module import Function, Module
from nbc.errors import Position
from nbc.native.reps import Rep


@final
@dataclass(frozen=True, slots=True)
class Place:
    """Where an instruction stands: its function and its position in the source. `text`: what the
    message of a trap there names; for RAISED, the exception's class and message."""

    module: Module
    index: int
    position: Position
    text: str = ""

    @property
    def function(self) -> Function:
        return self.module.functions[self.index]


@final
@dataclass(frozen=True, slots=True)
class Unit:
    """`region`: first instruction and the one behind the last, or None for the whole function.
    `inputs`: parameters (or the variables that a region reads), in order, with representations.
    `namespace`: the function's globals. The compiler finds there what it needs and fills in, for
    the unit of the `Compiled`: `shared`, globals that are read as inputs behind the others, since
    they may change between calls; `statics`, globals (or builtins) whose identity the code depends
    on (functions, modules, classes), by name. Whoever asks for a unit leaves both empty.
    `outputs`: the variables that a region leaves; a function leaves its result.
    `level`: 2, or 3 with fusion across statements, threads and reassociated sums."""

    module: Module
    index: int
    region: tuple[int, int] | None
    inputs: tuple[tuple[str, Rep], ...]
    namespace: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    shared: tuple[tuple[str, Rep], ...] = ()
    statics: Mapping[str, Any] = field(default_factory=dict)
    outputs: tuple[str, ...] = ()
    level: int = 3


@final
@dataclass(frozen=True, slots=True)
class Note:
    """Something `explain` says of a line: `kind` is fused, vectorised, parallelised, hoisted,
    allocated, inlined, checked, ...; `position` in the source."""

    kind: str
    position: Position
    text: str


@final
@dataclass(frozen=True, slots=True)
class Findings:
    """What lowering finds of a unit besides its code: see `Compiled`, and `shared` and `statics` of
    `Unit`."""

    symbol: str
    result: Rep
    outputs: tuple[tuple[str, Rep], ...]
    shared: tuple[tuple[str, Rep], ...]
    statics: Mapping[str, Any]
    places: tuple[Place, ...]
    notes: tuple[Note, ...]
    repeatable: bool


@final
@dataclass(frozen=True, slots=True)
class Compiled:
    """`address`: of `i32 unit(ctx, in, out)`. `result` as in the out slots. For a region, `outputs`
    are those of the unit, each preceded in the slots by one that is nonzero where the variable is
    set; `result` is then NONE. `places` is what trap places number. `repeatable`: a call that left
    with a trap has changed nothing, so the VM may run it from its start."""

    unit: Unit
    address: int
    result: Rep
    outputs: tuple[tuple[str, Rep], ...] = ()
    places: tuple[Place, ...] = ()
    notes: tuple[Note, ...] = ()
    compile_s: float = 0.0
    from_cache: bool = False
    repeatable: bool = False
    keep: Any = None


@final
@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a unit is not native, and the instruction that decided it."""

    reason: str
    position: Position | None = None
    permanent: bool = True
