"""Random loops that fail in the middle, at level 3: sums in any order, loops on trust, threads.

What is left of arrays, lists and variables is what the VM leaves, but for rounding. Where the VM's
own results change as much when its arguments change in the last bits, nothing can be said.
"""

from __future__ import annotations

import math
import warnings
from random import Random
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.property.agreement import FILENAME, described, load, session_of, shown, tier_of
from tests.property.risky_loops import PARAMETERS, RiskyLoops, arguments_of
from tests.thorough import examples

CALLS = 6
NEAR = 1e-9
"""Relative to what is compared, or to 1: far more than sums in another order or functions of 4 ulp
may be off, and far less than one round too many or too few."""

End = tuple[tuple[str, str, int, int] | None, tuple[Any, ...]]
"""How a run ended: the exception, and all that can be seen."""


@given(st.integers(0, 2**32))
@examples(30)
def test_functions(seed: int) -> None:
    rng = Random(seed)
    source = RiskyLoops(rng, opaque=rng.random() < 0.3).function()
    vm, native = load(source, "vm"), load(source, "native-3")
    for turn in range(seed, seed + CALLS):

        def end(one: Any, *, shaken: int = 0, turn: int = turn) -> End:
            happened = one.call("f", shake(arguments_of(turn), shaken))
            return happened.error, (happened.value, *happened.arguments, *bases(happened.arguments))

        meant, found = end(vm), end(native)
        assert near(found, meant) or any(
            not near(end(vm, shaken=times), meant) for times in (1, 2, 3)
        ), report(source, turn, found, meant)  # fmt: skip
    assert "compiler failed" not in tier_of(native, "f").reason, source


@given(st.integers(0, 2**32))
@examples(20)
def test_cells(seed: int) -> None:
    rng = Random(seed)
    source = RiskyLoops(rng, opaque=rng.random() < 0.3).cell()
    meant, found = run_cell(source, seed, "vm"), run_cell(source, seed, "native-3")
    assert near(found, meant) or any(
        not near(run_cell(source, seed, "vm", times), meant) for times in (1, 2, 3)
    ), report(source, seed, found, meant)  # fmt: skip


def run_cell(source: str, seed: int, engine: str, shaken: int = 0) -> End:
    arguments = shake(arguments_of(seed), shaken)
    names = {"np": np, "math": math, **dict(zip(PARAMETERS.split(", "), arguments, strict=True))}
    error = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            session_of(engine, names).run(source, filename=FILENAME)
        except Exception as raised:  # noqa: BLE001 - whatever the program raises
            error = described(raised)
    left = sorted(name for name in names if name[0] != "_" and name not in ("np", "math", "error"))
    return error, (left, *(names[name] for name in left), *bases(arguments))


def bases(arguments: tuple[Any, ...]) -> list[Any]:
    """The memory behind arguments that are views."""
    return [value.base for value in arguments[:3] if value.base is not None]


def shake(arguments: tuple[Any, ...], times: int) -> tuple[Any, ...]:
    """The arguments with the arrays changed in their last bits."""
    for values in arguments[:3] if times else ():
        values *= 1 + np.random.default_rng(times).integers(-4, 5, values.shape) * 2e-16
    return arguments


def near(left: Any, right: Any) -> bool:
    """Equal in type, dtype, shape and value, but for rounding."""
    if type(left) is not type(right):
        return False
    if isinstance(left, tuple | list):
        return len(left) == len(right) and all(map(near, left, right))
    if isinstance(left, dict):
        return near(list(left.items()), list(right.items()))
    if isinstance(left, float | np.ndarray | np.generic):
        one, other = np.asarray(left), np.asarray(right)
        return one.dtype == other.dtype and np.allclose(one, other, NEAR, NEAR, equal_nan=True)
    return bool(left == right)


def report(source: str, seed: int, found: End, meant: End) -> str:
    rows = [f"{shown(a)[:300]}\n  VM {shown(b)[:300]}"
            for a, b in zip(found[1], meant[1], strict=False) if not near(a, b)]  # fmt: skip
    return "\n".join([source, f"arguments_of({seed}): {found[0]}, VM {meant[0]}", *rows])
