"""Programs, transpiled to every target and run there, give what CPython and NumPy give."""

from __future__ import annotations

import ast
import os
from typing import Any

import numpy as np
import pytest

from ahr.trm import TARGETS, Transpiled, transpile
from nbc.builtins.noodle_rows import SCALARS
from tests.unit.ahr.trm.programs import PROGRAMS, ProgramSample

os.environ["KERAS_BACKEND"] = "torch"


def by_cpython(sample: ProgramSample) -> Any:
    """The original, its annotations not looked at."""
    tree = ast.parse(sample.source)
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
    namespace: dict[str, Any] = {}
    exec(compile(tree, "original", "exec"), namespace)
    copies = [np.array(each) if isinstance(each, np.ndarray) else each for each in sample.arrays]
    return namespace["f"](*copies)


def inputs_of(sample: ProgramSample) -> dict[str, Any]:
    """Arrays as examples, where nothing is annotated."""
    node = next(each for each in ast.parse(sample.source).body
                if isinstance(each, ast.FunctionDef) and each.name == "f")  # fmt: skip
    named = zip(node.args.args, sample.arrays, strict=False)
    return {each.arg: array for each, array in named if each.annotation is None}


def assert_same(result: Any, wanted: Any, tolerance: float) -> None:
    results = result if isinstance(result, tuple) else (result,)
    expected = wanted if isinstance(wanted, tuple) else (wanted,)
    assert len(results) == len(expected)
    for got, want in zip(results, expected, strict=True):
        assert np.shape(got) == np.shape(want)
        np.testing.assert_allclose(got, want, rtol=tolerance, atol=tolerance)


def transpiled(sample: ProgramSample, to: str) -> Transpiled:
    return transpile(sample.source, to, inputs=inputs_of(sample))


@pytest.mark.parametrize("sample", PROGRAMS, ids=str)
@pytest.mark.parametrize("target", TARGETS)
def test_programs_give_what_numpy_gives(sample: ProgramSample, target: str) -> None:
    made = transpiled(sample, target)
    assert_same(made.run(*sample.arrays), by_cpython(sample), sample.tolerance)


@pytest.mark.parametrize("sample", PROGRAMS, ids=str)
def test_graphs_of_programs_as_noodle_and_numpy(sample: ProgramSample) -> None:
    model = transpiled(sample, "trm").model
    assert model is not None
    for target in ("noodle", "numpy"):
        made = transpile(model, target)
        assert_same(made.run(*sample.arrays), by_cpython(sample), sample.tolerance)


@pytest.mark.parametrize("sample", PROGRAMS, ids=str)
def test_noodle_of_a_graph_is_stable(sample: ProgramSample) -> None:
    model = transpiled(sample, "trm").model
    text = transpile(model, "noodle").text
    assert text is not None
    again = transpile(transpile(text, "trm").model, "noodle").text
    assert again == text


@pytest.mark.parametrize("sample", PROGRAMS, ids=str)
def test_numpy_text_needs_nothing_of_noodle(sample: ProgramSample) -> None:
    text = transpiled(sample, "numpy").text
    assert text is not None
    names = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    assert not names & {*SCALARS, "parallel", "prange", "bigint"}
    assert "ahr" not in text and "nbc" not in text


def test_there_are_enough_programs() -> None:
    assert len({sample.name for sample in PROGRAMS}) == len(PROGRAMS) >= 25
