"""Random typed expressions mean on the VM and on the stepper what they mean to CPython and NumPy:
the same value of the same type, or the same exception. An expression that the static checks refuse
raises on CPython too; one with a result beyond i64 may trap, which CPython does not."""

from __future__ import annotations

import copy
import math
import warnings
from collections.abc import Callable
from functools import partial
from random import Random
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import nbc
from nbc.errors import OverflowTrap, SourceError
from tests.property.expressions import KINDS, VALUES

SEEDS = st.integers(0, 2**32)


def random_expression(seed: int) -> str:
    rng = Random(seed)
    return rng.choice(KINDS)(rng, rng.randrange(1, 5))


@given(SEEDS)
@settings(max_examples=300, deadline=None)
def test_expressions_agree_with_cpython(seed: int) -> None:
    check(f"result = {random_expression(seed)}\n")


@given(SEEDS)
@settings(max_examples=100, deadline=None)
def test_expressions_in_functions_agree_with_cpython(seed: int) -> None:
    names = ", ".join(VALUES)
    check(f"def f({names}):\n    return {random_expression(seed)}\nresult = f({names})\n")


def check(source: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        wanted = observe(lambda names: exec(compile(source, "<test>", "exec", 0, True), names))
        for engine in (on_vm, on_vm_without_passes, on_stepper):
            found = observe(partial(engine, source))
            assert found == wanted or is_excused(found, wanted), (source, found, wanted)


def on_vm(source: str, names: dict[str, Any]) -> None:
    nbc.Session(names).run(source)


def on_vm_without_passes(source: str, names: dict[str, Any]) -> None:
    nbc.Session(names, optimize=0).run(source)


def on_stepper(source: str, names: dict[str, Any]) -> None:
    session = nbc.Session(names, optimize=0)
    session.step(session.compile(source)).run()


def observe(run: Callable[[dict[str, Any]], object]) -> Any:
    names: dict[str, Any] = {"np": np, "math": math, **copy.deepcopy(VALUES)}
    try:
        run(names)
    except Exception as error:  # noqa: BLE001 - whatever the expression raises
        return error if isinstance(error, OverflowTrap | SourceError) else described(error)
    return shown(names["result"])


def described(error: Exception) -> tuple[str, str]:
    return (type(error).__name__, str(error))


def is_excused(found: Any, wanted: Any) -> bool:
    if isinstance(found, SourceError):
        return isinstance(wanted, tuple) and wanted[0].endswith(("Error", "Exception"))
    return isinstance(found, OverflowTrap)


def shown(value: Any) -> Any:
    """A value with its types, such that equal ones are the same."""
    if isinstance(value, np.ndarray | np.generic):
        return (type(value).__name__, value.dtype.str, value.shape, value.tobytes())
    if isinstance(value, list | tuple):
        return (type(value).__name__, [shown(item) for item in value])
    return (type(value).__name__, repr(value))
