"""A `.nbc` file with a byte changed is refused; with its digest made to fit, it is refused or
harmless: what is read verifies and runs to an end, or raises VerifyError."""

from __future__ import annotations

import hashlib
import json
import warnings
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbc.bytecode import Module, decode, encode, from_json, to_json, verify
from nbc.errors import VerifyError
from tests.property.modules import random_module
from tests.property.outcomes import run_stepper, run_vm

_DIGEST = 32
_ENDLESS = {"POWER", "INPLACE_POWER", "MULTIPLY", "INPLACE_MULTIPLY", "LEFT_SHIFT",
            "INPLACE_LEFT_SHIFT"}  # fmt: skip
"""Of the module's large constants these make what no machine can hold."""

SEEDS = st.integers(0, 2**32)


@given(SEEDS, st.integers(0), st.integers(1, 255))
@settings(max_examples=200, deadline=None)
def test_any_flipped_byte_is_refused(seed: int, place: int, change: int) -> None:
    data = bytearray(encode(random_module(Random(seed))))
    data[place % len(data)] ^= change
    with pytest.raises(VerifyError) as caught:
        decode(bytes(data))
    assert caught.value.code in ("N4001", "N4002", "N4006")


@given(SEEDS, st.lists(st.tuples(st.integers(0), st.integers(1, 255)), min_size=1, max_size=3))
@settings(max_examples=300, deadline=None)
def test_a_flipped_byte_with_a_fitting_digest_is_refused_or_harmless(
    seed: int, changes: list[tuple[int, int]]
) -> None:
    data = bytearray(encode(random_module(Random(seed)))[:-_DIGEST])
    for place, change in changes:
        data[8 + place % (len(data) - 8)] ^= change
    try:
        module = decode(bytes(data) + hashlib.sha256(data).digest())
        verify(module)
    except VerifyError:
        return
    _run_if_it_ends(module)


@given(SEEDS, st.data())
@settings(max_examples=200, deadline=None)
def test_changed_json_is_refused_or_harmless(seed: int, data: st.DataObject) -> None:
    document = to_json(random_module(Random(seed)))
    _change(document, data)
    try:
        module = from_json(json.dumps(document))
        verify(module)
    except VerifyError:
        return
    _run_if_it_ends(module)


def _change(document: object, data: st.DataObject) -> None:
    """Puts another value somewhere into the document."""
    place = document
    while True:
        assert isinstance(place, dict | list)
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return
        key = data.draw(st.sampled_from(keys))
        inside = place[key]
        if not isinstance(inside, dict | list) or not inside:
            place[key] = data.draw(_VALUES)
            return
        place = inside


_VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.sampled_from((2**31, -(2**40), 0.5)),
    st.sampled_from(("", "a", "PUSH", "END", "local", "free", "__nbc_x", "class", "\0")),
    st.just([]), st.just({}), st.just([["wildcard"]]),
)  # fmt: skip


def _run_if_it_ends(module: Module) -> None:
    """Runs the module, unless the change may have taken the fuel out of it."""
    names = [i.op.name for function in module.functions for i in function.instructions]
    ticks = sum(i.operands[:1] == ("tick",) for f in module.functions for i in f.instructions)
    loops = sum(name in ("LOOP", "FOR_EACH", "FOR_RANGE") for name in names)
    functions = sum(function.kind == "function" for function in module.functions)
    if loops or ticks < functions or _ENDLESS & set(names):
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        run_vm(module)
        run_stepper(module)
