"""When native code is made: what is known of a function or loop against what compiling costs.

Compiling takes ten to forty milliseconds, once; so it waits until there is reason to believe that
more than that will be saved. `Policy` is what a session asked for. While a debugger or tracer looks
on, everything runs on the VM: `disable` puts the plain code of every function back.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, cast, final, get_args

from nbc.native.dispatch.watching import is_traced

Mode = Literal["auto", "always", "never"]

CALLS: Final = 50
ARRAY_CALLS: Final = 20
ELEMENTS: Final = 100_000
ITERATIONS: Final = 2_000
ALL_ITERATIONS: Final = 20_000
INNER_ITERATIONS: Final = 64
IDLE_CHECKS: Final = 6
SPECIALISATIONS: Final = 8
REFUSALS: Final = 4
RENEWALS: Final = 50
RESTARTS: Final = 3
HOPELESS_CALLS: Final = 200


@final
@dataclass(frozen=True, slots=True)
class Policy:
    """`level`: 2, or 3 with fusion across statements, threads and reassociated sums."""

    mode: Mode = "auto"
    level: int = 3

    @property
    def is_on(self) -> bool:
        return self.mode != "never"


@final
@dataclass(frozen=True, slots=True)
class Traits:
    """What makes a function worth compiling: loops of its own, calls of itself, operations that are
    mostly on whole arrays, and operators that work on them too."""

    loops: bool
    recursive: bool
    arrays: bool
    operators: bool


@final
class _Switch:
    """How often `disable` was asked for and not taken back."""

    def __init__(self) -> None:
        self.off = 0


SWITCH = _Switch()


def policy_of(optimize: int, native: str | None) -> Policy:
    """The policy of a session. The environment's NOODLE_NATIVE decides where it asks for "auto"."""
    wanted = native or ("auto" if optimize >= 2 else "never")
    if wanted == "auto":
        wanted = os.environ.get("NOODLE_NATIVE", "auto")
    if wanted not in get_args(Mode):
        raise ValueError(f"native is one of {', '.join(get_args(Mode))}, not {wanted!r}")
    return Policy(cast(Mode, wanted), 3 if optimize >= 3 else 2)


def is_watched() -> bool:
    """Whether somebody wants to see every line run."""
    return SWITCH.off > 0 or is_traced()


def wants_function(policy: Policy, traits: Traits, calls: int, arguments: Sequence[Any]) -> bool:
    """Whether a function is to be compiled at its `calls`-th call on the VM."""
    if policy.mode == "always" or traits.loops or traits.recursive:
        return True
    size = elements(arguments) if traits.arrays or traits.operators else 0
    if size >= ELEMENTS or (calls >= ARRAY_CALLS and (traits.arrays or size)):
        return True
    return calls >= CALLS


def wants_loop(policy: Policy, trips: int | None, weight: int, total: int) -> bool:
    """Whether a loop is to be compiled: `trips` now (None: not known), the elements of the arrays
    that each trip goes through, and the iterations that it has had in `total`."""
    if policy.mode == "always" or trips is None:
        return True
    return trips >= ITERATIONS or trips * weight >= ELEMENTS or total >= ALL_ITERATIONS


def elements(arguments: Sequence[Any]) -> int:
    """The elements of all arrays among the arguments."""
    numpy = sys.modules.get("numpy")
    if numpy is None:
        return 0
    return sum(value.size for value in arguments if type(value) is numpy.ndarray)
