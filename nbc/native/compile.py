"""Units to machine code: the whole of the native compiler, one call.

    unit -> lower (NBC to LLVM IR text) -> nbc.native.llvm (optimise, generate) -> Compiled

What was found of a unit before, in this process or an earlier one, is taken from the disk cache
(nbc.native.recall). A unit that cannot be native is a Refusal with a reason and a place; only a bug
of the compiler raises, an InternalError.
"""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import Final

from nbc import interrupts
from nbc.errors import InternalError, NoodleError
from nbc.functions import FUNCTIONS
from nbc.native import late, llvm, recall
from nbc.native.recall import Facts, Surroundings
from nbc.native.signature import rep_of
from nbc.native.statics import Consulted
from nbc.native.unit import Compiled, Findings, Refusal, Unit

_LOCK: Final = threading.RLock()


def compile_unit(unit: Unit) -> Compiled | Refusal:
    """The machine code of a unit, or why there is none. Raises InternalError."""
    started = time.perf_counter()
    try:
        # Raised in one of llvmlite's finalizers, an interrupt would be lost.
        with _LOCK, interrupts.after():
            late.provide()
            around = recall.surroundings(unit)
            found = _known(unit, around, started) or _made(unit, around, started)
    except NoodleError:
        raise
    except Exception as error:  # dispatch: the compiler's own bugs get a code
        raise InternalError(
            "N9001", f"the native compiler failed: {type(error).__name__}: {error}",
            hint="run the cell with %%python, or set NOODLE_NATIVE=never, and report it",
        ) from error  # fmt: skip
    return found


def _known(unit: Unit, around: Surroundings | None, started: float) -> Compiled | Refusal | None:
    """What an earlier compilation found, if its machine code is still there."""
    found = recall.find(around) if around is not None else None
    if not isinstance(found, Facts):
        return found
    loaded = llvm.cached(found.code, [found.findings.symbol])
    return None if loaded is None else _compiled(unit, found.findings, loaded, started)


def _made(unit: Unit, around: Surroundings | None, started: float) -> Compiled | Refusal:
    from nbc.native import lower  # lazy: what is known from before needs none of it

    consulted = Consulted()
    try:
        lowered = lower.lower_unit(unit, rep_of, FUNCTIONS.lookup, consulted)
    except lower.NotNative as refused:
        if around is not None:
            recall.keep_refusal(around, refused.refusal, consulted)
        return refused.refusal
    key = llvm.text_key(lowered.ir)
    loaded = llvm.machine_code(lowered.ir, [lowered.findings.symbol], key=key)
    if around is not None:
        recall.keep(around, Facts(key, lowered.findings), consulted, lowered.ir)
    return _compiled(unit, lowered.findings, loaded, started)


def _compiled(unit: Unit, found: Findings, loaded: llvm.Loaded, started: float) -> Compiled:
    return Compiled(
        replace(unit, shared=found.shared, statics=found.statics),
        loaded.addresses[found.symbol], found.result, found.outputs, found.places, found.notes,
        time.perf_counter() - started, loaded.from_cache, found.repeatable, loaded,
    )  # fmt: skip
