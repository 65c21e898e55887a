"""SIGPROF by each thread's own CPU clock: the handler comes and goes with `Timers`.

A thread that waits in the system uses no CPU time, so its calls are not cut short. The structs are
those of Linux on x86-64 with glibc, the only system on which there is native code.
"""

from __future__ import annotations

import ctypes
import random
import signal
from typing import Any, Final, final

from nbc.native import llvm

_SIGEV_THREAD_ID: Final = 4
_SA_SIGINFO, _SA_ONSTACK, _SA_RESTART = 0x4, 0x08000000, 0x10000000
_DEFAULT, _IGNORE = 0, 1


class _Action(ctypes.Structure):
    _fields_ = (
        ("handler", ctypes.c_void_p), ("mask", ctypes.c_ubyte * 128), ("flags", ctypes.c_int),
        ("restorer", ctypes.c_void_p),
    )  # fmt: skip


class _Event(ctypes.Structure):
    _fields_ = (
        ("value", ctypes.c_int64), ("signal", ctypes.c_int), ("notify", ctypes.c_int),
        ("thread", ctypes.c_int), ("rest", ctypes.c_int * 11),
    )  # fmt: skip


class _Times(ctypes.Structure):
    _fields_ = (
        ("every_s", ctypes.c_long), ("every_ns", ctypes.c_long), ("first_s", ctypes.c_long),
        ("first_ns", ctypes.c_long),
    )  # fmt: skip


@final
class Timers:
    """One timer for each thread that is watched. `close` leaves no timer, signal or handler."""

    def __init__(self, period_s: float) -> None:
        self._period_ns = int(period_s * 1e9)
        self._timers: dict[int, ctypes.c_void_p] = {}
        self._libc: Any = ctypes.PyDLL(None, use_errno=True)
        self._before = _Action()
        self._is_open = False

    def open(self) -> bool:
        """False where somebody else uses the signal."""
        if self._libc.sigaction(signal.SIGPROF, None, ctypes.byref(self._before)) != 0:
            return False
        if self._before.handler not in (None, _DEFAULT):
            return False
        address = llvm.support_address("noodle_sample")
        flags = _SA_SIGINFO | _SA_ONSTACK | _SA_RESTART
        action = _Action(handler=address, flags=flags)
        self._is_open = self._libc.sigaction(signal.SIGPROF, ctypes.byref(action), None) == 0
        return self._is_open

    def watch(self, threads: set[int]) -> None:
        """Timers for these threads, by the system's numbers, and for no others."""
        for thread in list(self._timers.keys() - threads):
            self._libc.timer_delete(self._timers.pop(thread))
        for thread in threads - self._timers.keys():
            self._begin(thread)

    def close(self) -> None:
        """Signals that are on their way are dropped before the default, which ends the process,
        is back."""
        self.watch(set())
        if self._is_open:
            ignore = _Action(handler=_IGNORE)
            self._libc.sigaction(signal.SIGPROF, ctypes.byref(ignore), None)
            self._libc.sigaction(signal.SIGPROF, ctypes.byref(self._before), None)
            self._is_open = False

    def _begin(self, thread: int) -> None:
        clock = (~thread << 3) | 6  # the kernel's name for the CPU clock of a thread
        event = _Event(value=thread, signal=signal.SIGPROF, notify=_SIGEV_THREAD_ID, thread=thread)
        timer = ctypes.c_void_p()
        if self._libc.timer_create(clock, ctypes.byref(event), ctypes.byref(timer)) != 0:
            return  # the thread has ended
        first_ns = 1 + int(random.random() * self._period_ns)
        times = _Times(0, self._period_ns, 0, first_ns)
        self._timers[thread] = timer
        self._libc.timer_settime(timer, 0, ctypes.byref(times), None)
