"""ONNX's own node cases on the VM: all that fail are listed in failures.txt with the reason.

`python -m benchmarks.onnx_cases` prints the list anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import onnx_cases
from benchmarks.onnx_cases import NEEDED, cases

LIST = Path(__file__).parent / "failures.txt"


@pytest.fixture(scope="module")
def failures() -> dict[str, str]:
    return onnx_cases.failures()


def test_all_failures_are_listed(failures: dict[str, str]) -> None:
    lines = [f"{name}: {why}" for name, why in failures.items()]
    assert lines == LIST.read_text().splitlines()


def test_the_cases_of_the_needed_operators_pass(failures: dict[str, str]) -> None:
    named = [case for case in cases() if case.operators <= NEEDED]
    assert len(named) >= 481
    assert {case.name for case in named} & failures.keys() == {
        "test_identity_sequence", "test_identity_opt",  # no tensors
    }  # fmt: skip


def test_most_of_all_cases_pass(failures: dict[str, str]) -> None:
    assert len(cases()) - len(failures) >= 1360
