"""What is known of registers and of the loop being written, beside what `Value` says.

`symbols` say how registers were computed, so that equal lengths are recognised
(`nbc.native.lower.arrays.sizes`); `bases` are the arrays that views (by their data register) were
cut from; `updated` are the parts that `a[key] op= b` reads: their store is needless where the
operator worked in place; `loop` is the array loop that is being written
(`nbc.native.lower.arrays.loops`), `uses` where variables are read and bound (`arrays.waiting`);
`inside` are registers with the lengths that they were found to be below and not negative;
`widened` are the symbols of lengths that two others (their symbols) are broadcast to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, final

from nbc.native.lower.values import Value, register_types
from nbc.native.reps import ArrayRep, Rep


@final
@dataclass(slots=True)
class Facts:
    symbols: dict[str, str] = field(default_factory=dict)
    bases: dict[str, Value] = field(default_factory=dict)
    loop: Any = None
    uses: Any = None
    updated: list[Value] = field(default_factory=list)
    inside: set[tuple[str, str]] = field(default_factory=set)
    widened: dict[str, tuple[str, str]] = field(default_factory=dict)
    _known: dict[tuple[str, ...], str] = field(default_factory=dict)
    _numbers: int = 0

    def symbol(self, reg: str) -> str:
        """What stands for the value of a register or constant."""
        return self.symbols.get(reg, reg)

    def derive(self, reg: str, how: str, parts: Sequence[str]) -> None:
        """Notes that a register is the function `how` of operands."""
        key = (how, *map(self.symbol, parts))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = f"={len(self._known)}"
        self.symbols[reg] = known

    def unknown(self) -> str:
        """The symbol of a value that nothing is known of."""
        self._numbers += 1
        return f"?{self._numbers}"

    def allocated(self, reg: str) -> None:
        """Notes that a register is the owner of memory that was just allocated."""
        self._numbers += 1
        self.symbols[reg] = f"new{self._numbers}"

    # -- variables ------------------------------------------------------------------------------

    def loaded(self, regs: Sequence[str], symbols: Sequence[str]) -> None:
        """Registers that were loaded from where values with these symbols had been stored."""
        self.symbols.update(zip(regs, symbols, strict=False))

    def loosened(self, rep: Rep, symbols: Sequence[str]) -> tuple[str, ...]:
        """The symbols of a variable that a loop stores: an array may keep its shape."""
        if not isinstance(rep, ArrayRep):
            return self.unknowns(rep)
        kept = slice(2, 2 + rep.rank)
        made = list(self.unknowns(rep))
        made[kept] = symbols[kept]
        return tuple(made)

    def joined(self, rep: Rep, one: Sequence[str], two: Sequence[str]) -> tuple[str, ...]:
        """The symbols where two ways meet."""
        if len(one) != len(two) or len(one) != len(register_types(rep)):
            return self.unknowns(rep)
        return tuple(a if a == b else self.unknown() for a, b in zip(one, two, strict=True))

    def unknowns(self, rep: Rep) -> tuple[str, ...]:
        return tuple(self.unknown() for _ in register_types(rep))


def shape_held(rep: Rep, was: Sequence[str], now: Sequence[str]) -> bool:
    """Whether an array still has the shape that it had at the head of a loop."""
    if not isinstance(rep, ArrayRep):
        return True
    return was[2 : 2 + rep.rank] == now[2 : 2 + rep.rank]
