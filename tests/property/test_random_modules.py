"""What the verifier accepts never crashes: it ends in a value or an exception, the same one on the
VM and on the stepper. And it survives JSON and `.nbc` unchanged."""

from __future__ import annotations

import json
import warnings
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nbc import passes
from nbc.bytecode import Module, decode, disassemble, encode, from_json, to_json, verify
from nbc.bytecode.optable import OPS, Trait
from tests.property.modules import EXPRESSIONS, LEFT_OUT, STATEMENTS, random_module
from tests.property.outcomes import run_stepper, run_vm

MODULES = st.integers(0, 2**32).map(lambda seed: random_module(Random(seed)))
_UNORDERED = {"BUILD_SET", "BUILD_SET_SPREAD"}
"""A set of functions has another order in each run."""


@given(MODULES)
@settings(max_examples=300, deadline=None)
def test_engines_agree(module: Module) -> None:
    verify(module)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        on_vm, on_stepper = run_vm(module), run_stepper(module)
    assert on_stepper == on_vm or is_unordered(module)


@given(MODULES)
@settings(max_examples=200, deadline=None)
def test_passes_keep_what_a_module_does(module: Module) -> None:
    passed = module
    for apply in passes.PASSES:
        passed = apply(passed)
        verify(passed)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert run_vm(passed) == run_vm(module) or is_unordered(module)


@given(MODULES)
@settings(max_examples=60, deadline=None)
def test_round_trips(module: Module) -> None:
    assert same(decode(encode(module)), module)
    assert same(from_json(json.dumps(to_json(module))), module)
    assert disassemble(decode(encode(module))) == disassemble(module)


@pytest.mark.parametrize("name", sorted({op.name for op in OPS}))
def test_every_opcode_is_tried(name: str, tried: frozenset[str]) -> None:
    """Those left out are left out by name, with a reason."""
    assert name in tried or name in LEFT_OUT


@pytest.fixture(scope="module")
def tried() -> frozenset[str]:
    modules = [random_module(Random(seed)) for seed in range(400)]
    return frozenset(
        instruction.op.name
        for module in modules
        for function in module.functions
        for instruction in function.instructions
    )


def test_the_table_gives_the_generator_its_opcodes() -> None:
    assert len(EXPRESSIONS) > 40
    assert len(STATEMENTS) > 5
    assert not any(op.has(Trait.BLOCK) for op in (*EXPRESSIONS, *STATEMENTS))


def is_unordered(module: Module) -> bool:
    names = {instruction.op.name for fn in module.functions for instruction in fn.instructions}
    return bool(names & _UNORDERED) or any(fn.kind == "set" for fn in module.functions)


def same(found: Module, wanted: Module) -> bool:
    """Equal, the constants' classes too (1, 1.0 and True are equal to Python), and nan as nan."""
    constants = repr(found.constants) == repr(wanted.constants)
    return constants and _without_constants(found) == _without_constants(wanted)


def _without_constants(module: Module) -> tuple[object, ...]:
    return (module.functions, module.types, module.source_id, module.source, module.metadata)
