"""The disassembly: what it shows, and that it takes any module."""

from __future__ import annotations

from dataclasses import replace

from nbc.bytecode import disassemble, disassemble_line
from nbc.bytecode.disasm import show_constant
from tests.unit.bytecode.build import EVERYTHING, module


def test_blocks_are_indented_and_constants_shown() -> None:
    text = disassemble(module("PUSH a; IF; CONSTANT text; POP; ELSE; NOP; END"))
    assert text.splitlines()[1:] == [
        "function 0: cell cell()", "  PUSH a", "  IF", "    CONSTANT text = 'x'", "    POP",
        "  ELSE", "    NOP", "  END",
    ]  # fmt: skip


def test_functions_have_a_header() -> None:
    text = disassemble(EVERYTHING)
    assert "function 1: function outer.f(key [keyword_only] = ...)" in text
    assert "  DEFINE_FUNCTION f 1 0 -> f" in text


def test_positions_are_shown_if_asked_for() -> None:
    assert "; 2:0-2:9" in disassemble(EVERYTHING, positions=True)


def test_takes_modules_that_are_not_valid() -> None:
    broken = module("END; ELSE; PUSH nope; CONSTANT nope; IF; LAMBDA 9")
    assert "PUSH nope" in disassemble(replace(broken, source_id="\ud800\n"))


def test_constants_are_short() -> None:
    assert show_constant("x" * 1000).endswith("...")
    assert show_constant(10**5000) == "0x...  (16610 bits)"
    assert show_constant((1, (2,))) == "(1, (2,),)"
    assert show_constant("\ud800") == r"'\ud800'"


def test_one_line_of_the_source_under_its_functions() -> None:
    whole = disassemble(EVERYTHING)
    shown = disassemble_line(EVERYTHING, 2)
    assert shown and {line.strip() for line in shown.splitlines()} <= {
        line.strip() for line in whole.splitlines()
    } | {""}
    assert disassemble_line(EVERYTHING, 999) == ""
