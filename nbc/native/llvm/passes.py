"""Which optimisations run: the LLVM side of compile time and speed.

Three levels. `full` is LLVM's O2, made cheaper by `machine.OPTIONS` and by inlining early: without
that, a function that is called once is optimised twice, alone and in its caller (0.7 of the time).
`quick` leaves loops as they are. `late` is O3, for parts that are compiled when they are needed: it
makes a loop of its own for each way to broadcast. Measured on eight kernels as the lowering writes
them (280 to 1424 lines): passes 204 ms, code generation 95 ms in all; O3 276 and 110 ms for the
same speed (at most 3 % in one), O1 with vectorisers 188 and 97 ms. Rejected as well: no SLP
vectoriser (0.93 of the time), no run-time unrolling (0.99, and kernels up to 1.4 times slower),
code generation at level 1 (0.95 of its part), the basic register allocator (0.89 of it; Mandelbrot
2.3 and k-means 1.75 times slower), no scheduling after it (0.94; a matrix product 1.09). A run
leaves 90 kB in llvmlite. The target machines are in machine.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, final

from nbc.native.llvm import inline_math, machine


@final
@dataclass(frozen=True, slots=True)
class Level:
    """`speed` is LLVM's O level; `codegen` that of instruction selection and scheduling."""

    speed: int
    codegen: int
    loops: bool


LEVELS: Final = {
    "quick": Level(speed=1, codegen=1, loops=False),
    "full": Level(speed=2, codegen=2, loops=True),
    "late": Level(speed=3, codegen=2, loops=True),
}

_INTERNAL: Final = re.compile(
    r"^(define internal [^\n@]*@([\w.]+)\(.*\))([^()\n]*\{)$", re.MULTILINE
)
_NAME: Final = re.compile(r"@([\w.]+)")
_GROUP: Final = re.compile(r"^attributes (#\d+) = \{([^}]*)\}", re.MULTILINE)


def compile_module(ir: str, level: str) -> tuple[Any, Any]:
    """The optimised LLVM module of IR text, and the target machine that makes its code."""
    context, wide = machine.new_context(), "vector-function-abi-variant" in ir
    module = machine.parse(inline_single_calls(ir), context)
    with machine.LOCK:
        builder = _builder(level, wide)
        inliner = machine.binding().create_new_module_pass_manager()
        inliner.add_always_inliner_pass()
        for manager in (inliner, builder.getModulePassManager()):  # a run uses a manager up
            manager.run(module, builder)
        inline_math.finish(ir, module, context, builder)
    return module, machine.target_machine(LEVELS[level].codegen, wide)


def inline_single_calls(ir: str) -> str:
    """Mark the internal functions that are named only in one call `alwaysinline`. Lines stay."""
    named: dict[str, int] = {}
    for name in _NAME.findall(ir):
        named[name] = named.get(name, 0) + 1
    kept = {group for group, text in _GROUP.findall(ir) if "noinline" in text or "optnone" in text}

    def mark(match: re.Match[str]) -> str:
        head, name, tail = match.groups()
        once = named[name] == 2 and f"@{name}(" in ir[match.end() :] + ir[: match.start()]
        if not once or "noinline" in head + tail or kept & set(tail.split()):
            return match[0]
        return f"{head} alwaysinline{tail}"

    return _INTERNAL.sub(mark, ir)


@cache
def _builder(level: str, wide: bool) -> Any:
    llvm, row = machine.binding(), LEVELS[level]
    options = llvm.create_pipeline_tuning_options(speed_level=row.speed)
    options.loop_vectorization = options.slp_vectorization = row.loops
    options.loop_interleaving = options.loop_unrolling = row.loops
    return llvm.create_pass_builder(machine.target_machine(row.codegen, wide), options)
