"""What the command line says to every benchmark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final


@final
@dataclass(frozen=True, slots=True)
class Options:
    """`quick`: few rounds and rows, to see that all works or where it stands. `tiny`: the sizes of
    the tests, with which times mean nothing. `only`: names of rows, or empty for all."""

    quick: bool = False
    tiny: bool = False
    only: tuple[str, ...] = ()

    def rounds(self, full: int) -> int:
        return min(full, 5) if self.quick or self.tiny else full

    def wants(self, name: str) -> bool:
        return not self.only or name in self.only
