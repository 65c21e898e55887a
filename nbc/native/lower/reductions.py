"""Reductions: variables that a loop only gathers into (`s += x`, `p = p * x`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from nbc.bytecode.effects import bound_names, left, taken

if TYPE_CHECKING:
    from nbc.bytecode.blocks import Block
    from nbc.native.lower.function import Lowering

_KINDS = {"ADD": "ADD", "SUBTRACT": "ADD", "MULTIPLY": "MULTIPLY"}


@final
@dataclass(frozen=True, slots=True)
class Reduction:
    """`kind`: ADD (also of what is subtracted) or MULTIPLY."""

    name: str
    kind: str


def reductions_of(lowering: Lowering, block: Block) -> dict[str, Reduction]:
    """The variables that each round of a loop only adds to, or multiplies. What stands on the
    stack is followed by where it came from: a name that was pushed, or an operation on it."""
    found: dict[str, set[str]] = {}
    used: dict[str, int] = {}
    spoiled: set[str] = set()
    origins: list[tuple[str, str] | None] = []
    for index in range(block.opener + 1, block.end):
        instruction = lowering.code[index]
        name = instruction.op.name
        plain = name.removeprefix("INPLACE_")
        if name == "PUSH":
            used[instruction.operands[0]] = used.get(instruction.operands[0], 0) + 1
            origins.append(("push", instruction.operands[0]))
            continue
        count = taken(instruction, lowering.module.functions)
        given = origins[len(origins) - count :] if count else []
        del origins[max(0, len(origins) - count) :]
        if plain in _KINDS and len(given) == 2 and given[0] is not None and given[0][0] == "push":
            origins.append((_KINDS[plain], given[0][1]))
            continue
        if name == "STORE" and given:
            target, origin = instruction.operands[0], given[0]
            if origin is not None and origin[0] != "push" and origin[1] == target:
                found.setdefault(target, set()).add(origin[0])
                used[target] -= 1
            else:
                spoiled.add(target)
            continue
        spoiled.update(bound_names(instruction))
        origins.extend([None] * left(instruction))
    return {
        name: Reduction(name, next(iter(kinds)))
        for name, kinds in found.items()
        if name not in spoiled and used.get(name, 0) == 0 and len(kinds) == 1
    }  # fmt: skip
