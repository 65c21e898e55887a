"""The JSON form: the seed example, round trips, and everything that it refuses."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

import pytest

from nbc.bytecode import disassemble, from_json, to_json, verify
from nbc.bytecode.optable import NBC_VERSION
from nbc.errors import VerifyError
from tests.unit.bytecode.build import EVERYTHING

SEED = """
{"instructions": [{"opcode": "PUSH", "operands": ["matrix_a"]},
                  {"opcode": "PUSH", "operands": ["matrix_b"]},
                  {"opcode": "MATRIX_MULTIPLY"}, {"opcode": "STORE", "operands": ["result"]}],
 "constants": {}, "variables": ["matrix_a", "matrix_b", "result"]}
"""


def refused(data: Any) -> VerifyError:
    with pytest.raises(VerifyError) as caught:
        from_json(data)
    return caught.value


def changed(**fields: Any) -> dict[str, Any]:
    return {**json.loads(SEED), **fields}


def test_seed_example_loads() -> None:
    module = from_json(SEED)
    verify(module)
    assert module.body.variables == dict.fromkeys(("matrix_a", "matrix_b", "result"), "global")
    assert [i.op.name for i in module.body.instructions][2] == "MATRIX_MULTIPLY"


def test_without_a_line_table_the_source_is_the_disassembly() -> None:
    module = from_json(SEED)
    assert module.source == disassemble(module)
    lines = module.source.splitlines()
    for instruction in module.body.instructions:
        line, start, _, end = instruction.position
        assert lines[line - 1][start:end].split()[0] == instruction.op.name


def test_round_trip() -> None:
    full = replace(EVERYTHING, types={"a": "f64[n]"}, metadata={"by": "a test"}, source="x\n\ud800")
    assert from_json(json.dumps(to_json(full))) == full
    assert from_json(to_json(full)) == full
    assert from_json(json.dumps(to_json(full)).encode()) == full


@pytest.mark.parametrize(
    "value",
    [None, True, False, ..., 0, -1, 2**53, 2**53 + 1, -(2**70), 10**5000, 1.5, 1.0, -0.0, math.inf,
     -math.inf, math.nan, 1j, complex(-0.0, math.inf), "", "\ud800", b"", b"\xff", (), (1, ("x",))],
    ids=lambda value: repr(value)[:20] if not isinstance(value, int) else f"int{value.bit_length()}",
)  # fmt: skip
def test_constants_come_back_exactly(value: Any) -> None:
    module = replace(EVERYTHING, constants={"k": value})
    found = from_json(json.dumps(to_json(module))).constants["k"]
    assert type(found) is type(value)
    assert found == value or repr(found) == repr(value)
    if isinstance(value, float | complex):
        assert repr(found) == repr(value)


def test_json_is_strict_json() -> None:
    module = replace(EVERYTHING, constants={"a": math.nan, "b": (math.inf, 2**100)})
    json.dumps(to_json(module), allow_nan=False)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("", "N4001"), ("[]", "N4001"), ("null", "N4001"), ("{}", "N4001"), ("{", "N4001"),
        (b"\xff", "N4001"), ('{"instructions": [], "instructions": []}', "N4001"),
        ("[" * 100_000, "N4007"), ('{"instructions": ' + "[" * 50_000, "N4007"),
        ('{"instructions": [], "constants": {"k": ' + "9" * 5000 + "}}", "N4001"),
        ('{"instructions": [], "constants": {"k": NaN}}', "N4001"),
        ('{"instructions": [], "constants": {"k": 1e999}}', "N4001"),
        (changed(instructions={}), "N4001"), (changed(instructions=[1]), "N4001"),
        (changed(instructions=[{}]), "N4001"), (changed(instructions=[{"opcode": 1}]), "N4001"),
        (changed(instructions=[{"opcode": "JUMP"}]), "N4003"),
        (changed(instructions=[{"opcode": "PUSH"}]), "N4003"),
        (changed(instructions=[{"opcode": "PUSH", "operands": "a"}]), "N4001"),
        (changed(instructions=[{"opcode": "PUSH", "operands": [1.5]}]), "N4001"),
        (changed(instructions=[{"opcode": "PUSH", "operands": [{}]}]), "N4001"),
        (changed(instructions=[{"opcode": "NOP", "extra": 1}]), "N4001"),
        (changed(variables=3), "N4001"), (changed(variables=["a", "a"]), "N4001"),
        (changed(variables=[1]), "N4001"), (changed(variables={"a": 1}), "N4001"),
        (changed(version=NBC_VERSION + 1), "N4002"), (changed(version="1"), "N4001"),
        (changed(version=True), "N4001"), (changed(constants=[]), "N4001"),
        (changed(constants={"k": []}), "N4001"), (changed(constants={"k": {"int": 1}}), "N4001"),
        (changed(constants={"k": {"int": "zz"}}), "N4001"),
        (changed(constants={"k": {"bytes": "*"}}), "N4001"),
        (changed(constants={"k": {"float": "1"}}), "N4001"),
        (changed(constants={"k": {"complex": [1]}}), "N4001"),
        (changed(constants={"k": {"what": 1}}), "N4001"),
        (changed(functions=[1]), "N4001"), (changed(functions=[{}]), "N4001"),
        (changed(functions=[{"instructions": [], "constants": {}}]), "N4001"),
        (changed(functions=[{"instructions": [], "line_table": []}]), "N4001"),
        (changed(line_table=[]), "N4001"), (changed(line_table=[[1, 2, 3]] * 4), "N4001"),
        (changed(line_table=[[1, 0, 1, "x"]] * 4), "N4001"),
        (changed(types={"a": 1}), "N4001"), (changed(source=1), "N4001"),
        (changed(unknown=1), "N4001"), (changed(position=[1]), "N4001"),
    ],
    ids=lambda value: str(value)[:60],
)  # fmt: skip
def test_refuses(data: Any, code: str) -> None:
    assert refused(data).code == code


def test_refuses_deep_operands_and_constants() -> None:
    pattern: Any = ["wildcard"]
    constant: Any = 1
    for _ in range(300):
        pattern = ["as", pattern, "a"]
        constant = {"tuple": [constant]}
    case = [{"opcode": "CASE", "operands": [pattern]}]
    assert refused(changed(instructions=case)).code == "N4007"
    assert refused(changed(constants={"k": constant})).code == "N4007"


def test_trailing_empty_lists_of_operands_may_be_left_out() -> None:
    call = [{"opcode": "PUSH", "operands": ["matrix_a"]}, {"opcode": "CALL", "operands": [0]},
            {"opcode": "POP"}]  # fmt: skip
    assert from_json(changed(instructions=call)).body.instructions[1].operands == (0, ())
