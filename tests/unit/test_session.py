"""The public API: namespace, values, programs, errors."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

import nbc

SEED = """
{"instructions": [{"opcode": "PUSH", "operands": ["matrix_a"]},
                  {"opcode": "PUSH", "operands": ["matrix_b"]},
                  {"opcode": "MATRIX_MULTIPLY"}, {"opcode": "STORE", "operands": ["result"]}],
 "constants": {}, "variables": ["matrix_a", "matrix_b", "result"]}
"""


def test_run_gives_the_last_value_and_keeps_the_namespace() -> None:
    session = nbc.Session()
    assert session.run("x = 20\nx + 1") == 21
    assert session.run("y = x") is None
    assert session["y"] == 20
    assert "x" in session


def test_functions_are_callable_from_python() -> None:
    session = nbc.Session()
    session.run("def f(a, b):\n    return (a * b).sum()")
    assert session["f"](np.ones(3), np.full(3, 2.0)) == 6.0


def test_seed_module_runs_with_two_matrices_bound() -> None:
    session = nbc.Session()
    program = nbc.load(SEED)
    a, b = np.arange(6.0).reshape(2, 3), np.arange(6.0).reshape(3, 2)
    session.bind(matrix_a=a, matrix_b=b)
    session.execute(program)
    assert np.array_equal(session["result"], a @ b)


def test_programs_round_trip_through_json_and_bytes() -> None:
    program = nbc.Session().compile("def f(n):\n    return [i ** 2 for i in range(n)]\nr = f(4)")
    for data in (json.dumps(program.to_json()), program.to_bytes()):
        session = nbc.Session()
        session.execute(nbc.load(data))
        assert session["r"] == [0, 1, 4, 9]


def test_errors_of_the_program_pass_through() -> None:
    with pytest.raises(ZeroDivisionError):
        nbc.Session().run("1 / int('0')")


@pytest.mark.usefixtures("undisturbed")
def test_session_is_usable_after_endless_recursion() -> None:
    session = nbc.Session()
    with pytest.raises(RecursionError):
        session.run("def f(n):\n    return f(n + 1)\nf(0)")
    assert session.run("1 + 1") == 2


def test_names_that_need_no_import() -> None:
    assert nbc.Session().run("exp(0.0) + sqrt(4.0)") == 1 + math.sqrt(4)


def test_user_names_win_over_noodles() -> None:
    session = nbc.Session()
    assert session.run("def exp(x):\n    return 'mine'\nexp(1)") == "mine"
    assert session.run("exp(1)") == "mine"


def test_explain_names_a_tier_for_every_line() -> None:
    rows = nbc.Session().explain("x = 1\n\nfor i in range(3):\n    x += i\n")
    assert [(row["line"], row["tier"]) for row in rows] == [(1, "vm"), (3, "vm"), (4, "vm")]


def test_types_of_the_namespace() -> None:
    session = nbc.Session()
    session.run("a = 1\nimport numpy as np\nm = np.zeros((2, 3))")
    types = session.types()
    assert set(types) >= {"a", "m"}
    assert not [name for name in types if name.startswith("_")]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("parallel()", "N2004"),
        ("import numpy as np\nsqrt(np.ones(3)) + np.ones(4)", "N2002"),
        ("sqrt(1.0).unheard_of", "N2006"),
    ],
)
def test_noodles_own_names_are_checked_as_numpys_are(source: str, code: str) -> None:
    with pytest.raises(nbc.SourceError) as caught:
        nbc.Session().compile(source)
    assert caught.value.code == code


def test_what_was_compiled_of_a_text_can_be_looked_at_without_compiling() -> None:
    session = nbc.Session(native="always")
    source = "t = 0\nfor i in range(1000):\n    t += i * i\nprint(t)"
    assert session.program_of(source) is None
    session.run(source)
    program = session.program_of(source)
    assert program is not None and session.program_of(source + "\n") is None
    assert {row["line"]: row["tier"] for row in program.explain()} == {
        1: "vm", 2: "native", 3: "native", 4: "vm",
    }  # fmt: skip
    (code,) = program.native_at(3)
    assert (code.first, code.last, code.signature) == (2, 3, "(int)")
    assert "define " in code.text("llvm") and program.native_at(4) == []
    assert "MULTIPLY" in program.disassemble(3) and "MULTIPLY" not in program.disassemble(2)


def test_a_text_is_forgotten_with_its_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nbc.session._CACHED_CELLS", 2)
    session = nbc.Session()
    for source in ("a = 1", "b = 2", "a = 1", "c = 3"):
        session.compile(source)
    assert session.program_of("b = 2") is None
    assert session.program_of("a = 1") is not None and session.program_of("c = 3") is not None
