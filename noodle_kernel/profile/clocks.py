"""How long each thread computed, and how long it would have, had there been a free core.

The second is what Linux says in `schedstat`; elsewhere it is nothing, and time in which others had
the core counts as waiting. Nothing here lets go of the GIL: whoever does while the VM runs gets it
back 5 ms later.
"""

from __future__ import annotations

import ctypes
import os
import threading
import time
from dataclasses import dataclass
from typing import Any, Final, final

_BYTES: Final = 96
_MAIN: Final = threading.main_thread().ident


@final
@dataclass(slots=True)
class _Clock:
    number: int
    file: int
    cpu_s: float
    delay_s: float


@final
class Clocks:
    """Of all threads, by Python's numbers of them."""

    def __init__(self) -> None:
        self._known: dict[int, _Clock] = {}
        self._buffer = ctypes.create_string_buffer(_BYTES)
        self._pread: Any = None
        if os.path.exists("/proc/thread-self/schedstat"):
            self._pread = ctypes.PyDLL(None).pread
            self._pread.argtypes = [ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_long]

    def since(self, ident: int) -> tuple[float, float] | None:
        """The seconds of both kinds since the last time; None for a thread that did nothing."""
        clock = self._known.get(ident)
        if clock is None:
            self._begin(ident)
            return None
        try:
            cpu_s = time.clock_gettime(clock.number)
        except OSError:  # it ended, and another may have its number
            self._forget(ident)
            return None
        if cpu_s == clock.cpu_s and ident != _MAIN:
            return None
        delay_s = self._delay(clock.file)
        spent = cpu_s - clock.cpu_s, max(0.0, delay_s - clock.delay_s)
        clock.cpu_s, clock.delay_s = cpu_s, delay_s
        return spent

    def close(self) -> None:
        for ident in list(self._known):
            self._forget(ident)

    def _begin(self, ident: int) -> None:
        try:
            number = time.pthread_getcpuclockid(ident)
            clock = _Clock(number, self._open(ident), time.clock_gettime(number), 0.0)
        except OSError:
            return
        clock.delay_s = self._delay(clock.file)
        self._known[ident] = clock

    def _open(self, ident: int) -> int:
        thread = threading._active.get(ident)  # type: ignore[attr-defined]
        if self._pread is None or thread is None:
            return -1
        try:
            return os.open(f"/proc/self/task/{thread.native_id}/schedstat", os.O_RDONLY)
        except OSError:
            return -1

    def _delay(self, file: int) -> float:
        """Seconds in which the thread was ready and had no core."""
        if file < 0 or self._pread(file, self._buffer, _BYTES, 0) <= 0:
            return 0.0
        return int(self._buffer.value.split(None, 2)[1]) * 1e-9

    def _forget(self, ident: int) -> None:
        clock = self._known.pop(ident)
        if clock.file >= 0:
            os.close(clock.file)
