"""What was compiled and what was refused: kept beside each function and loop for `explain`."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import final
from weakref import WeakSet

from nbc.bytecode.module import Module
from nbc.native.reps import Rep
from nbc.native.unit import Compiled, Refusal

Key = tuple[Rep, ...]


@final
@dataclass(slots=True, eq=False, weakref_slot=True)
class Record:
    """A function, or the region of one, with what became of it. `off`: why it stays on the VM for
    good; empty while it may still become native."""

    module: Module
    index: int
    region: tuple[int, int] | None = None
    compiled: dict[Key, Compiled] = field(default_factory=dict)
    refused: dict[Key, Refusal] = field(default_factory=dict)
    off: str = ""
    runs: int = 0
    """Calls or entries that the VM ran."""
    number: int = field(default_factory=count().__next__)
    """Later records have higher ones."""

    @property
    def reason(self) -> str:
        """Why the last thing that was not native was not."""
        if self.off:
            return self.off
        return next((found.reason for found in reversed(self.refused.values())), "")


RECORDS: WeakSet[Record] = WeakSet()


def alive() -> list[Record]:
    """All records, while other threads may add to them. (A walk over a weak set may not.)"""
    found = (reference() for reference in list(RECORDS.data))  # type: ignore[attr-defined]
    return [record for record in found if record is not None]


def statistics() -> dict[str, object]:
    """Counts over all functions and loops that are alive."""
    records = alive()
    reasons: dict[str, int] = {}
    for record in records:
        for found in record.refused.values():
            reasons[found.reason] = reasons.get(found.reason, 0) + 1
    return {
        "functions": sum(record.region is None for record in records),
        "loops": sum(record.region is not None for record in records),
        "compiled": sum(len(record.compiled) for record in records),
        "refused": sum(len(record.refused) for record in records),
        "reasons": reasons,
        "vm_runs": sum(record.runs for record in records),
        "compile_s": sum(c.compile_s for record in records for c in record.compiled.values()),
    }
