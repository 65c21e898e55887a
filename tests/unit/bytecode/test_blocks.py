"""The grammar of blocks fits the table of opcodes."""

from __future__ import annotations

from nbc.bytecode.blocks import EXPRESSION_BLOCKS, GRAMMAR, find_blocks
from nbc.bytecode.optable import OPS, Trait
from tests.unit.bytecode.build import code


def test_every_opener_has_a_grammar() -> None:
    assert set(GRAMMAR) == {op.name for op in OPS if op.has(Trait.OPENS)}


def test_every_divider_divides_something() -> None:
    dividers = {name for sections in GRAMMAR.values() for s in sections.values() for name in s.then}
    assert dividers == {op.name for op in OPS if op.has(Trait.MIDDLE)} | {"GUARD"}


def test_sections_lead_to_sections() -> None:
    for sections in GRAMMAR.values():
        for section in sections.values():
            assert set(section.then.values()) <= set(sections)


def test_blocks_that_leave_a_value_are_those_of_the_table() -> None:
    assert {op.name for op in OPS if op.has(Trait.OPENS) and op.pushes} == EXPRESSION_BLOCKS


def test_finds_the_block_of_each_divider() -> None:
    blocks = find_blocks(
        code("PUSH a; IF; PUSH b; CHOOSE; PUSH c; ELSE; PUSH d; END; POP; ELSE; END")
    )
    assert (blocks[1].opener, blocks[1].middles, blocks[1].end) == (1, (9,), 10)
    assert blocks[5] is blocks[3] is blocks[7]
