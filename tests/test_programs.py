"""Every program of `tests/programs` on every engine: output and final exception agree.

A program whose line 1 says `# diverges: D...` holds Noodle's answers: on CPython its outcome must
differ, else it would be no divergence. Each such page of docs/divergences has a program.
"""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from functools import cache

import pytest

from tests.engines import ENGINES, Outcome
from tests.program_format import DIVERGENCES, ProgramCase, read_cases

pytestmark = pytest.mark.usefixtures("undisturbed")
CASES = read_cases()
NOODLE_ENGINES = [name for name in ENGINES if name != "cpython"]

WRITTEN_FOR = (3, 11)
"""The Python whose words the answers are. On another one CPython's own outcome takes their place,
since messages change from version to version."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_program_on_cpython(case: ProgramCase) -> None:
    case, outcome = _for_this_python(case), _run(case, "cpython")
    if case.diverges:
        assert _differences(case, outcome), "CPython agrees: this is no divergence"
    elif case.error is not None and case.error.is_static:
        _assert_raises_too(case, outcome)
    else:
        assert not _differences(case, outcome)


@pytest.mark.parametrize("engine", NOODLE_ENGINES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_program(case: ProgramCase, engine: str) -> None:
    assert not _differences(_for_this_python(case), _run(case, engine))


def test_there_are_enough_programs() -> None:
    assert len(CASES) >= 320
    assert all(case.output or case.error for case in CASES)


def test_each_divergence_has_a_page_and_a_program() -> None:
    used = {case.diverges for case in CASES if case.diverges}
    pages = {path.stem for path in DIVERGENCES.glob("D*.md")}
    assert used == pages


def test_each_divergence_names_its_programs() -> None:
    for page in sorted(DIVERGENCES.glob("D*.md")):
        named = set(re.findall(r"tests/programs/([\w/]+)\.py", page.read_text(encoding="utf-8")))
        assert named == {case.name for case in CASES if case.diverges == page.stem}, page.name


def test_index_of_divergences_lists_every_page() -> None:
    index = (DIVERGENCES / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\]\((D\d{3})\.md\)", index)) == {
        path.stem for path in DIVERGENCES.glob("D*.md")
    }


@cache
def _for_this_python(case: ProgramCase) -> ProgramCase:
    if case.diverges or sys.version_info[:2] == WRITTEN_FOR:
        return case
    outcome = _run(case, "cpython")
    error, failure = case.error, outcome.failure
    if error is not None and failure is not None:
        error = replace(error, type=failure.type, message=failure.message)
    return replace(case, output=outcome.output, error=error)


def _assert_raises_too(case: ProgramCase, outcome: Outcome) -> None:
    """An error found before running is one that CPython meets at the same line."""
    error, failure = case.error, outcome.failure
    assert error is not None and failure is not None
    assert (failure.type, failure.line) == (error.type, error.line)
    assert error.accepts_message(failure.message)


def _run(case: ProgramCase, engine: str) -> Outcome:
    if "import pandas" in case.source:
        pytest.importorskip("pandas")
    return ENGINES[engine](case.source)


def _differences(case: ProgramCase, outcome: Outcome) -> list[str]:
    """What is not as the program's comments say, as readable lines."""
    static = outcome.failure is not None and outcome.failure.is_static
    expected = () if static else case.output
    found = []
    if outcome.output != expected:
        found.append(f"printed {outcome.output}, expected {expected}")
    return found + _error_differences(case, outcome)


def _error_differences(case: ProgramCase, outcome: Outcome) -> list[str]:
    error, failure = case.error, outcome.failure
    if error is None or failure is None:
        return (
            [] if error is None and failure is None else [f"ended with {failure}, expected {error}"]
        )
    found = []
    if (failure.line, failure.column) != (error.line, error.column):
        found.append(f"failed at {failure.line}:{failure.column}: {failure}, expected {error}")
    if failure.code != error.code:
        found.append(f"failed with {failure}, expected {error}")
    named = failure.type == error.type and error.accepts_message(failure.message)
    if error.type and not error.is_static and not named:
        found.append(f"failed with {failure}, expected {error}")
    return found
