"""Random functions with loops, branches and array elements in native code: the same result or the
same exception at the same place, and the same elements written before it."""

from __future__ import annotations

from functools import partial
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.property.agreement import compare
from tests.property.typed_programs import Programs, arguments_of

CALLS = 12


@given(st.integers(0, 2**32))
@settings(max_examples=250)
def test_programs(seed: int) -> None:
    source = Programs(Random(seed)).function()
    found = compare(source, [("f", partial(arguments_of, seed + turn)) for turn in range(CALLS)])
    assert not found, found[0]
