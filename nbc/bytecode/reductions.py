"""Reductions: variables that a loop only gathers into (`s += x`, `p = p * x`, `m = max(m, x)`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import final

from nbc.bytecode.blocks import Block
from nbc.bytecode.effects import bound_names, left, taken
from nbc.bytecode.module import Function

_KINDS = {
    "ADD": "ADD", "SUBTRACT": "ADD", "MULTIPLY": "MULTIPLY",
    "BIT_AND": "BIT_AND", "BIT_OR": "BIT_OR", "BIT_XOR": "BIT_XOR",
}  # fmt: skip
_EXTREMES = frozenset({"min", "max"})


@final
@dataclass(frozen=True, slots=True)
class Reduction:
    """`kind`: ADD (also of what is subtracted), MULTIPLY, BIT_AND, BIT_OR, BIT_XOR, min or max.
    `place`: the instruction that gathers, or the first that does."""

    name: str
    kind: str
    place: int


Origin = tuple[str, str, int] | None
"""Where a value came from: ("push", name, place), or (kind, name, place) after an operation on that
name."""


def reductions_of(
    function: Function, functions: Sequence[Function], block: Block
) -> dict[str, Reduction]:
    """The variables that each round of a loop only adds to, multiplies, or takes an extreme of."""
    walk = _Walk(function, functions)
    for index in range(block.opener + 1, block.end):
        walk.step(index)
    return {
        name: Reduction(name, next(iter(kinds)), min(kinds.values()))
        for name, kinds in walk.found.items()
        if name not in walk.spoiled and walk.used.get(name, 0) == 0 and len(kinds) == 1
    }  # fmt: skip


@final
class _Walk:
    """`used` counts the reads of each name that are not those of a reduction."""

    def __init__(self, function: Function, functions: Sequence[Function]) -> None:
        self.code = function.instructions
        self.functions = functions
        self.found: dict[str, dict[str, int]] = {}
        self.used: dict[str, int] = {}
        self.spoiled: set[str] = set()
        self.origins: list[Origin] = []

    def step(self, index: int) -> None:
        instruction = self.code[index]
        name = instruction.op.name
        if name == "PUSH":
            pushed = instruction.operands[0]
            self.used[pushed] = self.used.get(pushed, 0) + 1
            self.origins.append(("push", pushed, index))
            return
        count = taken(instruction, self.functions)
        given = self.origins[len(self.origins) - count :] if count else []
        del self.origins[max(0, len(self.origins) - count) :]
        made = self._gathered(name.removeprefix("INPLACE_"), given, index)
        if name == "STORE" and given:
            self._stored(instruction.operands[0], given[0])
            return
        self.spoiled.update(bound_names(instruction))
        self.origins.extend([made] * left(instruction))

    def _gathered(self, name: str, given: list[Origin], index: int) -> Origin:
        """What an operation on a pushed name is, if it can be part of a reduction."""
        if name in _KINDS and len(given) == 2 and given[0] is not None and given[0][0] == "push":
            return _KINDS[name], given[0][1], index
        callee = given[0] if name == "CALL" and len(given) == 3 else None
        if callee is not None and callee[0] == "push" and callee[1] in _EXTREMES:
            operand = given[1]
            if operand is not None and operand[0] == "push":
                return callee[1], operand[1], index
        return None

    def _stored(self, target: str, origin: Origin) -> None:
        if origin is not None and origin[0] != "push" and origin[1] == target:
            self.found.setdefault(target, {}).setdefault(origin[0], origin[2])
            self.used[target] -= 1
        else:
            self.spoiled.add(target)
