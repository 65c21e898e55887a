"""Which optimisations run, and how many: the LLVM side of compile time and speed.

Two levels. `quick`: scalar clean-up only. `full`: everything that makes loops fast.
The numbers behind the choices are with the constants. The target machine is in machine.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final, final

from nbc.native.llvm import machine


@final
@dataclass(frozen=True, slots=True)
class Level:
    """`speed` is LLVM's O level; `codegen` that of instruction selection and scheduling."""

    speed: int
    codegen: int
    vectorise: bool


LEVELS: Final = {
    "quick": Level(speed=1, codegen=1, vectorise=False),
    "full": Level(speed=3, codegen=2, vectorise=True),
}


def optimise(module: Any, level: str) -> None:
    """Run the passes of a level over an LLVM module, in place."""
    with machine.LOCK:
        builder = _builder(level)
        builder.getModulePassManager().run(module, builder)  # a run uses the manager up


@cache
def _builder(level: str) -> Any:
    llvm, row = machine.binding(), LEVELS[level]
    options = llvm.create_pipeline_tuning_options(speed_level=row.speed)
    options.loop_vectorization = options.slp_vectorization = row.vectorise
    options.loop_interleaving = options.loop_unrolling = row.vectorise
    return llvm.create_pass_builder(machine.target_machine(row.codegen), options)
