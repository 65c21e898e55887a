"""Versions of a nest of loops, between which tests in front of it choose.

The quick one has no checks that were proved, and no polls in innermost loops of few rounds. The
others are apart, and compiled when they are first needed: the long one, for more rounds than should
go by without a poll, and the careful one, where the proofs do not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from nbc.native.lower.control import State, end_way, join_ways
from nbc.native.lower.outline import outline_late

if TYPE_CHECKING:
    from nbc.bytecode.blocks import Block
    from nbc.native.lower.function import Lowering
    from nbc.native.lower.intervals import Interval, Prover

_LOOPS = frozenset({"LOOP", "FOR_RANGE", "FOR_EACH"})
_WORK = 1 << 24
"""NBC instructions that may go by without a poll: they take some 20 ms."""
_CALLING = 1 << 15
"""Rounds that may, in a loop that calls something."""


def long_loops(
    lowering: Lowering, prover: Prover, loops: Mapping[int, Interval], known: frozenset[int]
) -> tuple[frozenset[int], list[str]]:
    """Innermost loops whose rounds can be bounded by the intervals of their variables, and the
    conditions under which they have too many to go by without a poll. `known`: those that have
    not."""
    found: set[int] = set()
    conditions: list[str] = []
    for opener, part in loops.items():
        inside = lowering.code[opener + 1 : lowering.blocks[opener].end]
        names = {op.name for op, _, _ in inside}
        if names & _LOOPS or opener in known:
            continue
        most = _CALLING if "CALL" in names else _WORK // (len(inside) + 1)
        condition = prover.wider(part, most)
        if condition not in ("false", *conditions):
            conditions.append(condition)
        found.add(opener)
    return frozenset(found), conditions


def write_versions(
    lowering: Lowering, block: Block, proved: frozenset[int], doubts: list[str],
    few: frozenset[int], long: list[str], write: Callable[[], None],
) -> None:  # fmt: skip
    """Writes the nest two or three times. `few`: the loops that have few rounds if none of `long`
    holds."""
    out, outer = lowering.text, lowering.proved
    before, ways = dict(lowering.variables.state), list[tuple[str, State]]()
    doubtful, rare = _any(lowering, doubts), _any(lowering, [*doubts, *long])
    quick, slow, after = (out.new_label(stem) for stem in ("proved", "careful", "nest"))
    out.branch(rare, slow, quick, "!prof !0")
    lowering.note(
        "hoisted", "checks of indices and integer overflow are done once, before the loop"
    )

    def version(label: str, facts: frozenset[int], *, careful: bool = False) -> None:
        out.begin(label)
        lowering.variables.state = dict(before)
        lowering.here, lowering.proved, lowering.careful = block.opener, facts, careful
        write()
        lowering.proved, lowering.careful = outer, False
        end_way(lowering, ways)

    version(quick, proved | few)
    out.begin(slow)
    apart = out.new_label("apart")
    out.go(apart)
    start, cold, returns = len(out.lines), len(lowering.cold), len(lowering.returns)
    if long and doubts:
        out.begin(apart)
        apart, many = out.new_label("apart"), out.new_label("many")
        out.branch(doubtful, apart, many)
        version(many, proved)
    version(apart, outer if doubts else proved, careful=bool(doubts))
    if len(lowering.returns) == returns:
        outline_late(lowering, start, cold)
    join_ways(lowering, ways, after)


def _any(lowering: Lowering, conditions: list[str]) -> str:
    made = conditions[0] if conditions else "false"
    for condition in conditions[1:]:
        made = lowering.text.let(f"or i1 {made}, {condition}")
    return made
