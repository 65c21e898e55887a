"""What the signal handler wrote: one ring for the whole process, since a handler may be late.

The layout is that of support/sampling.c.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Final, NamedTuple, final

from nbc.native import llvm

SLOT_WORDS: Final = 64
_HEAD_WORDS: Final = 3
_SLOTS: Final = 1024


class Sample(NamedTuple):
    """`stack`: the words at the stack pointer."""

    thread: int
    address: int
    stack: tuple[int, ...]


@final
class Ring:
    """Reads each sample once; those that were overwritten meanwhile are lost."""

    def __init__(self) -> None:
        self._words = (ctypes.c_int64 * (SLOT_WORDS * _SLOTS))()
        into = ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_void_p, ctypes.c_int64)(
            llvm.support_address("noodle_sample_into")
        )
        self._next: int = into(ctypes.addressof(self._words), _SLOTS)

    def read(self) -> list[Sample]:
        found: list[Sample] = []
        for _ in range(_SLOTS):
            start = self._next % _SLOTS * SLOT_WORDS
            number = self._words[start]
            if number <= self._next:
                break
            self._next = number  # later than the next one where the ring went round
            words = self._words[start + 1 : start + SLOT_WORDS]
            if self._words[start] == number:
                found.append(Sample(words[0], words[1], tuple(words[_HEAD_WORDS - 1 :])))
        return found

    def skip(self) -> None:
        """Forgets what was written so far."""
        while self.read():
            pass


@cache
def ring() -> Ring:
    return Ring()
