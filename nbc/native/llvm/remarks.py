"""What LLVM's optimiser says about each line: vectorised, unrolled, or why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import final


@final
@dataclass(frozen=True, slots=True)
class Remark:
    """`kind`: passed, missed or analysis."""

    kind: str
    line: int
    column: int
    message: str


def of_ir(ir: str, level: str) -> list[Remark]:
    return []
