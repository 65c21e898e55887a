"""Lowering: typed NBC to LLVM IR text.

Comes in: a `Unit`. Goes out: the text of an LLVM module. Open `function.py` first (the walk), then
`values.py`; the lowerings of opcodes and builtins register themselves in `registry.py`.
"""

from nbc.native.lower import (  # noqa: F401  (they register their lowerings)
    arithmetic,
    arrays,
    calls,
    conforming,
    control,
    folding,
    inlining,
    iterables,
    iteration,
    list_methods,
    loops,
    maps,
    math_calls,
    mathematics,
    names,
    number_methods,
    python_calls,
    raising,
    ranges,
    record_values,
    scalar_types,
    sequences,
    strips,
    texts,
    trust,
    tuples,
    unrolling,
)
from nbc.native.lower.assembly import NotNative
from nbc.native.lower.registry import CALLS, LOWERINGS
from nbc.native.lower.unit import Lowered, lower_unit

__all__ = ["CALLS", "LOWERINGS", "Lowered", "NotNative", "lower_unit"]
