"""Units to machine code: the whole of the native compiler, one call.

    unit -> lower (NBC to LLVM IR text) -> nbc.native.llvm (optimise, generate) -> Compiled

A unit that cannot be native is a Refusal with a reason and a place; only a bug of the compiler
raises, an InternalError.
"""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import Final

from nbc import interrupts
from nbc.errors import InternalError, NoodleError
from nbc.functions import FUNCTIONS
from nbc.native import late, llvm
from nbc.native.lower import lower_unit
from nbc.native.lower.assembly import NotNative
from nbc.native.signature import rep_of
from nbc.native.unit import Compiled, Refusal, Unit

_LOCK: Final = threading.RLock()


def compile_unit(unit: Unit) -> Compiled | Refusal:
    """The machine code of a unit, or why there is none. Raises InternalError."""
    started = time.perf_counter()
    try:
        # Raised in one of llvmlite's finalizers, an interrupt would be lost.
        with _LOCK, interrupts.after():
            late.provide()
            lowered = lower_unit(unit, rep_of, FUNCTIONS.lookup)
            loaded = llvm.machine_code(lowered.ir, [lowered.symbol])
    except NotNative as refused:
        return refused.refusal
    except NoodleError:
        raise
    except Exception as error:  # dispatch: the compiler's own bugs get a code
        raise InternalError(
            "N9001", f"the native compiler failed: {type(error).__name__}: {error}",
            hint="run the cell with %%python, or set NOODLE_NATIVE=never, and report it",
        ) from error  # fmt: skip
    return Compiled(
        replace(unit, shared=lowered.shared, statics=lowered.statics),
        loaded.addresses[lowered.symbol], lowered.result, lowered.outputs, lowered.places,
        lowered.notes, time.perf_counter() - started, repeatable=lowered.repeatable, keep=loaded,
    )  # fmt: skip
