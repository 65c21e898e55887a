"""Random functions with loops, branches and array elements in native code: the same result or the
same exception at the same place, and the same elements written before it."""

from __future__ import annotations

import warnings
from functools import partial
from random import Random
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import nbc
from tests.engines import native_session
from tests.property.agreement import (
    FILENAME,
    Happened,
    compare,
    described,
    differs,
    mostly_native,
    same,
)
from tests.property.typed_programs import PARAMETERS, Programs, arguments_of
from tests.thorough import examples

CALLS = 12


@mostly_native(0.9)
@given(st.integers(0, 2**32))
@examples(200)
def test_programs(seed: int) -> None:
    source = Programs(Random(seed)).function()
    found = compare(source, [("f", partial(arguments_of, seed + turn)) for turn in range(CALLS)])
    assert not found, found[0]


@given(st.integers(0, 2**32))
@examples(60)
def test_programs_with_statements_that_stay_on_the_vm(seed: int) -> None:
    source = f"seen = []\n{Programs(Random(seed), opaque=True).function()}"
    found = compare(source, [("f", partial(arguments_of, seed + turn)) for turn in range(CALLS)])
    assert not found, found[0]


@given(st.integers(0, 2**32))
@examples(120)
def test_programs_as_cells(seed: int) -> None:
    """The loops of a cell, and what its variables are behind them or behind an exception."""
    rng = Random(seed)
    source = Programs(rng, opaque=rng.random() < 0.3).cell()
    wanted, meant = run_cell(source, seed, "vm")
    found, left = run_cell(source, seed, "native")
    assert not differs(found, wanted), (source, seed, differs(found, wanted))
    wrong = [name for name in {*left, *meant} if not same(left.get(name), meant.get(name))]
    assert not wrong, (source, seed, [(name, left.get(name), meant.get(name)) for name in wrong])


def run_cell(source: str, seed: int, engine: str) -> tuple[Happened, dict[str, Any]]:
    """What happened, and the variables after it."""
    arguments = arguments_of(seed)
    names = {"np": np, "seen": [], **dict(zip(PARAMETERS.split(", "), arguments, strict=True))}
    session = native_session(names) if engine == "native" else nbc.Session(names, optimize=1)
    error = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            session.run(source, filename=FILENAME)
        except Exception as raised:  # noqa: BLE001 - whatever the program raises
            error = described(raised)
    variables = {name: value for name, value in names.items() if name[0] != "_" and name != "np"}
    return Happened(None, error, arguments), variables
