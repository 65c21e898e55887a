"""The tables are complete: one fact is one row, and everything that should know a row does.

Opcodes, builtins, error codes and magics. That generated pages equal the committed ones is tested
beside what generates them.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import numpy
import pytest

from nbc import builtins, frontend
from nbc.bytecode.optable import BY_CODE, BY_NAME, OPS, RETIRED, Op, Trait
from nbc.errors import ERROR_CODES, SourceError
from nbc.native.lower import LOWERINGS
from noodle_kernel.magics import MAGICS
from tests.program_format import read_cases

ROOT = Path(__file__).parent.parent
FAMILIES = {"N1": "SourceError", "N2": "SourceError", "N3": "SourceError", "N4": "VerifyError",
            "N5": "Trap", "N6": "ModelError", "N7": "ApiError", "N8": "NoodleError",
            "N9": "InternalError"}  # fmt: skip

by_op = pytest.mark.parametrize("op", OPS, ids=lambda op: op.name)


def test_opcodes_are_unique_and_never_reused() -> None:
    assert len(BY_CODE) == len(BY_NAME) == len(OPS)
    assert not RETIRED & set(BY_NAME)
    assert [op.code for op in OPS] == sorted(op.code for op in OPS)
    assert all(0 < op.code < 256 for op in OPS)


@by_op
def test_opcode_says_what_it_means(op: Op) -> None:
    assert re.fullmatch(r"[A-Z][A-Z0-9_]*", op.name)
    assert op.meaning and op.typing


def test_every_opcode_is_reached_by_a_program() -> None:
    missing = set(BY_NAME) - reached()
    assert not missing, f"no program in tests/programs uses {sorted(missing)}"


@cache
def reached() -> frozenset[str]:
    used: set[str] = set()
    for case in read_cases():
        try:
            tree = frontend.parse(case.source, case.name)
            modules = [frontend.lower(tree, case.source, case.name, display_last=display)
                       for display in (False, True)]  # fmt: skip
        except SourceError:
            continue
        used.update(ins.op.name for m in modules for fn in m.functions for ins in fn.instructions)
    return frozenset(used)


@by_op
def test_opcode_has_a_native_form_or_none_ever(op: Op) -> None:
    if op.has(Trait.BLOCK) and not op.has(Trait.OPENS):
        return  # lowered with the block that it divides or ends
    assert op.has(Trait.VM_ONLY) != (op.name in LOWERINGS)


def test_native_forms_are_of_opcodes() -> None:
    assert set(BY_NAME) >= set(LOWERINGS)


def test_builtins_are_there_and_described() -> None:
    names = list(builtins.names())
    assert len(names) == len(set(names)) > 300
    for name in names:
        row = builtins.lookup(name)
        assert row is not None and row.summary, name
        assert callable(row.rule), name


def test_numpy_ufuncs_all_have_rows() -> None:

    ufuncs = {name for name, value in vars(numpy).items() if isinstance(value, numpy.ufunc)}
    missing = {name for name in ufuncs if builtins.lookup(f"numpy.{name}") is None}
    assert not missing


def test_error_codes_have_a_family_and_a_text() -> None:
    for code, text in ERROR_CODES.items():
        assert re.fullmatch(r"N\d{4}", code)
        assert code[:2] in FAMILIES
        assert text == text.strip() and text[0].islower()


def test_error_codes_in_the_source_are_listed() -> None:
    found = {code for path in sources() for code in re.findall(r"\bN\d{4}\b", strings_of(path))}
    used = {code for code in found if not code.endswith("000")}  # those are bounds of families
    assert used <= set(ERROR_CODES), f"not in ERROR_CODES: {sorted(used - set(ERROR_CODES))}"


def test_every_error_code_is_used() -> None:
    used = {
        code
        for path in sources()
        if path.name != "errors.py"
        for code in re.findall(r"\bN\d{4}\b", strings_of(path))
    }
    in_errors = strings_of(ROOT / "nbc" / "errors.py")
    used |= {code for code in ERROR_CODES if in_errors.count(code) > 1}
    assert used >= set(ERROR_CODES), f"never raised: {sorted(set(ERROR_CODES) - used)}"


def test_magics_are_unique_and_described() -> None:
    keys = [(row.name, row.kind) for row in MAGICS]
    assert len(keys) == len(set(keys))
    assert all(row.summary for row in MAGICS)


def sources() -> list[Path]:
    return [
        path
        for folder in ("nbc", "ahr", "noodle_kernel", "server_extension")
        for path in (ROOT / folder).rglob("*.py")
    ]


def strings_of(path: Path) -> str:
    """The text constants of a file that are not documentation."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return "\n".join(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documentation
    )
