"""How blocks are made up: which instruction may divide which block, and what each section holds.

`GRAMMAR` is the one description of structure; verifier, disassembler and stepper read it. A block
starts in its first section; a MIDDLE instruction moves it to another; END may stand in `final`
ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import final

from nbc.bytecode.module import Instruction
from nbc.bytecode.optable import Trait

EXPRESSION_BLOCKS = frozenset({"AND_THEN", "OR_ELSE", "CHOOSE", "COMPARE_THEN"})
"""Openers whose sections leave a value, and so does END."""

LOOPS = frozenset({"LOOP", "FOR_EACH", "FOR_RANGE"})


@final
@dataclass(frozen=True, slots=True)
class Section:
    """`then` says which section a MIDDLE instruction begins. `starts`: the values that it finds on
    the stack. In an `expression` section stand only instructions that make values."""

    then: Mapping[str, str]
    final: bool = True
    expression: bool = False
    starts: int = 0
    loops: bool = False


def _values(then: Mapping[str, str] | None = None, starts: int = 0) -> Section:
    return Section(then or {}, final=not then, expression=True, starts=starts)


_ELSE = {"ELSE": "else"}
_LAST = Section({})
_AFTER_HANDLER = {"ELSE": "else", "FINALLY": "finally"}

GRAMMAR: dict[str, dict[str, Section]] = {
    "IF": {"body": Section(_ELSE), "else": _LAST},
    "LOOP": {"test": _values({"WHILE": "body"}), "body": Section(_ELSE, loops=True), "else": _LAST},
    "FOR_EACH": {"body": Section(_ELSE, starts=1, loops=True), "else": _LAST},
    "FOR_RANGE": {"body": Section(_ELSE, loops=True), "else": _LAST},
    "AND_THEN": {"value": _values()},
    "OR_ELSE": {"value": _values()},
    "COMPARE_THEN": {"value": _values(starts=1)},
    "CHOOSE": {"value": _values({"ELSE": "other"}), "other": _values()},
    "TRY": {
        "body": Section({"HANDLER": "type", "FINALLY": "finally"}, final=False),
        "type": _values({"EXCEPT": "handler", "EXCEPT_AS": "handler", "EXCEPT_ALL": "last"}),
        "handler": Section({"HANDLER": "type", **_AFTER_HANDLER}),
        "last": Section(_AFTER_HANDLER),
        "else": Section({"FINALLY": "finally"}),
        "finally": _LAST,
    },
    "WITH": {"body": Section({}, starts=1)},
    "MATCH": {
        "start": _values({"CASE": "case"}),
        "case": Section({"CASE": "case", "GUARD": "guarded"}),
        "guarded": Section({"CASE": "case"}),
    },
}


@final
@dataclass(frozen=True, slots=True)
class Block:
    """Where a block's instructions stand. `middles` are those that divide it, GUARD among them."""

    opener: int
    middles: tuple[int, ...]
    end: int


def find_blocks(instructions: Sequence[Instruction]) -> dict[int, Block]:
    """The block that each opener, MIDDLE and END of verified instructions belongs to."""
    found: dict[int, Block] = {}
    opened: list[list[int]] = []
    for index, instruction in enumerate(instructions):
        op = instruction.op
        if op.has(Trait.OPENS):
            opened.append([index])
        elif op.has(Trait.CLOSES):
            opener, *middles = opened.pop()
            block = Block(opener, tuple(middles), index)
            found.update(dict.fromkeys((opener, *middles, index), block))
        elif op.has(Trait.MIDDLE) or op.name == "GUARD":
            opened[-1].append(index)
    return found
