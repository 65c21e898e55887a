"""The block structure of a function: which END and which middles belong to which opener.

Also the names that a stretch of instructions stores: what a loop's body may change, or what may
have been stored already when a handler starts. Computed once per function and kept while it is in
use.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import final

from nbc.bytecode.effects import bound_names
from nbc.bytecode.module import Function, Module
from nbc.bytecode.optable import Trait

_KEPT = 512


@final
@dataclass(frozen=True, slots=True)
class Block:
    """`middles`: the indices of ELSE, HANDLER, WHILE, CASE, ... of this block itself."""

    start: int
    middles: tuple[int, ...]
    end: int


Structure = dict[int, Block]
"""The block of each opener, by the opener's index."""

_known: dict[int, tuple[Function, Structure]] = {}


def structure(function: Function) -> Structure:
    """The blocks of a well-formed function."""
    found = _known.get(id(function))
    if found is not None and found[0] is function:
        return found[1]
    blocks = _blocks(function)
    if len(_known) >= _KEPT:
        _known.clear()
    _known[id(function)] = (function, blocks)
    return blocks


def stored_names(function: Function, start: int, stop: int) -> Iterator[str]:
    """The names that the instructions from `start` to `stop` may bind or unbind."""
    code = function.instructions
    for index in range(start, stop):
        yield from bound_names(code[index])


def rebound_elsewhere(module: Module) -> tuple[frozenset[str], frozenset[str]]:
    """Names that functions of the module rebind outside themselves: globals, and variables of
    enclosing functions. What such a name holds is certain nowhere."""
    shared: set[str] = set()
    enclosing: set[str] = set()
    for function in module.functions[1:]:
        outside = {name for name, scope in function.variables.items() if scope != "local"}
        if not outside or function.kind in ("list", "set", "dict"):
            continue
        for name in stored_names(function, 0, len(function.instructions)):
            scope = function.variables.get(name)
            if scope == "global":
                shared.add(name)
            elif scope == "free":
                enclosing.add(name)
    return frozenset(shared), frozenset(enclosing)


def _blocks(function: Function) -> Structure:
    blocks: Structure = {}
    openers: list[tuple[int, list[int]]] = []
    for index, (op, _, _) in enumerate(function.instructions):
        traits = op.traits
        if traits & Trait.OPENS:
            openers.append((index, []))
        elif traits & Trait.MIDDLE or op.name == "GUARD":
            openers[-1][1].append(index)
        elif traits & Trait.CLOSES:
            start, middles = openers.pop()
            blocks[start] = Block(start, tuple(middles), index)
    return blocks
