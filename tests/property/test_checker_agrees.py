"""The checker against CPython and NumPy on random cells: an error that it reports is raised, a type
that it infers is the value's. And it never fails on what the verifier accepts."""

from __future__ import annotations

import warnings
from random import Random
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from nbc import frontend
from nbc.types import type_of
from nbc.types.join import includes, settled, without_value
from nbc.types.model import Bigint, Container, Scalar, Tuple, Type
from nbc.typing import check
from tests.property.modules import namespace as module_namespace
from tests.property.modules import random_module
from tests.property.outcomes import run_vm
from tests.property.random_cells import namespace, random_cell

SEEDS = st.integers(0, 2**32)


@given(SEEDS)
@settings(max_examples=600, deadline=None)
def test_errors_are_raised_and_types_hold(seed: int) -> None:
    source = random_cell(Random(seed))
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        module = frontend.lower(frontend.parse(source, "cell"), source, "cell")
        values = namespace()
        result = check(module, values)
        completed = _runs(source, values)
    assert not (completed and result.errors), (source, [str(e) for e in result.errors])
    if completed:
        for name in ("p", "q"):
            if name in result.types and name in values:
                found, actual = result.types[name], type_of(values[name])
                assert _holds(found, actual), (source, name, found, actual)


@given(SEEDS)
@settings(max_examples=150, deadline=None)
def test_random_modules_raise_what_is_reported(seed: int) -> None:
    module = random_module(Random(seed))
    result = check(module, module_namespace())
    if result.errors:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exception, _ = run_vm(module)
        assert exception is not None, [str(error) for error in result.errors]


def _runs(source: str, values: dict[str, Any]) -> bool:
    try:
        exec(compile(source, "<random>", "exec"), values)
    except Exception:  # noqa: BLE001 - any exception is what an error announces
        return False
    return True


def _holds(found: Type, actual: Type) -> bool:
    """Whether an inferred type is right. Functions and the contents of containers are not compared;
    an i64 outside of checked arithmetic may have grown."""
    if isinstance(found, Bigint):
        return isinstance(actual, Bigint) or (isinstance(actual, Scalar) and actual.dtype == "i64")
    if not isinstance(found, Scalar | Container | Tuple):
        return includes(found, actual)
    if isinstance(found, Container):
        return isinstance(actual, Container) and actual.kind == found.kind
    if isinstance(found, Tuple):
        return isinstance(actual, Tuple)
    if found.dtype == "i64" and found.weak is not False and isinstance(actual, Bigint):
        return True
    return includes(found, settled(actual)) or includes(found, without_value(actual))
