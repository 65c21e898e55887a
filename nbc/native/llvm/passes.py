"""Which optimisations run: the LLVM side of compile time and speed.

Two levels. `full` is LLVM's O3, made cheaper by `machine.OPTIONS`: 4 to 25 ms of passes and 3 to
13 ms of code generation for sixteen kernels of 57 to 340 lines. `quick` leaves loops as they are:
3 ms and 2 ms. Measured and rejected: O2 in place of O3 (0.92 of the time to compile loops without
checks, kernels that need unswitching 3 times slower); no SLP vectoriser (0.97); no run-time
unrolling (kernels up to 1.4 times slower); code generation at level 1 (0.95).
The target machines are in machine.py.
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
    loops: bool


LEVELS: Final = {
    "quick": Level(speed=1, codegen=1, loops=False),
    "full": Level(speed=3, codegen=2, loops=True),
}


def compile_module(ir: str, level: str) -> tuple[Any, Any]:
    """The optimised LLVM module of IR text, and the target machine that makes its code."""
    module, wide = machine.parse(ir), "vector-function-abi-variant" in ir
    with machine.LOCK:
        builder = _builder(level, wide)
        builder.getModulePassManager().run(module, builder)  # a run uses the manager up
    return module, machine.target_machine(LEVELS[level].codegen, wide)


@cache
def _builder(level: str, wide: bool) -> Any:
    llvm, row = machine.binding(), LEVELS[level]
    options = llvm.create_pipeline_tuning_options(speed_level=row.speed)
    options.loop_vectorization = options.slp_vectorization = row.loops
    options.loop_interleaving = options.loop_unrolling = row.loops
    return llvm.create_pass_builder(machine.target_machine(row.codegen, wide), options)
