"""Loops over `parallel(...)` or `prange(...)` whose rounds certainly depend on each other.

Only what goes wrong in every loop of two rounds and more is an error. What may go wrong is not: the
native tier then runs the rounds one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from nbc.bytecode.blocks import Block, find_blocks
from nbc.bytecode.module import Function, Module
from nbc.bytecode.reductions import reductions_of
from nbc.bytecode.rounds import follow_rounds
from nbc.errors import NoodleError
from nbc.typing.report import Problem, span_at
from nbc.typing.structure import stored_names

_PARALLEL = frozenset({"parallel", "prange"})


def races(module: Module, environment: Mapping[str, Any]) -> list[NoodleError]:
    """The certain races of a cell, as errors (N2010)."""
    if not any(_PARALLEL & function.variables.keys() for function in module.functions):
        return []
    stored = {
        name for function in module.functions
        for name in stored_names(function, 0, len(function.instructions))
    }  # fmt: skip
    names = {
        name for name in _PARALLEL - stored
        if name not in environment or environment[name].__module__ == "nbc.runtime.names"
    }  # fmt: skip
    return [problem.error() for function in module.functions
            for problem in _in_function(module, function, names)]  # fmt: skip


def _in_function(module: Module, function: Function, names: set[str]) -> Iterator[Problem]:
    if not names & function.variables.keys():
        return
    blocks = find_blocks(function.instructions)
    for block in blocks.values():
        if _is_parallel(function, block, names):
            yield from _in_loop(module, function, blocks, block)


def _is_parallel(function: Function, block: Block, names: set[str]) -> bool:
    """Whether the loop is over a call of one of the names: PUSH parallel, a bound, CALL."""
    code = function.instructions
    opener = block.opener
    if code[opener].op.name != "FOR_EACH" or opener < 3 or code[opener - 1].op.name != "CALL":
        return False
    bounds = code[opener - 1].operands[0]
    callee = opener - 2 - bounds
    return callee >= 0 and code[callee].op.name == "PUSH" and code[callee].operands[0] in names


def _in_loop(
    module: Module, function: Function, blocks: dict[int, Block], block: Block
) -> Iterator[Problem]:
    found = follow_rounds(module, function, blocks, block.opener)
    gathered = reductions_of(function, module.functions, block)
    for index, text in found.certain:
        yield _problem(module, function, index, text)
    for index, name in found.carried:
        if name not in gathered:
            text = f"{name!r} carries a value from one round of a parallel loop to the next"
            yield _problem(module, function, index, text)


def _problem(module: Module, function: Function, index: int, text: str) -> Problem:
    hint = "use range(...) if the order of the rounds matters"
    return Problem("N2010", text, span_at(module, function.instructions[index].position), hint=hint)
