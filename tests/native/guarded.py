"""Arrays that end, or begin, at memory which must not be touched.

`guarded` puts the bytes of an array against a page without access: a read or write beyond the end (or
before the start) kills the process, as it should a test. On the other side of the bytes, and in the gaps
of strided views, are canaries; `intact` says whether they are what they were.
"""

from __future__ import annotations

import ctypes
import mmap
from dataclasses import dataclass
from typing import Any, Literal, final

import numpy as np

PAGE = mmap.PAGESIZE
CANARY = 0xA5
_NO_ACCESS = 0  # PROT_NONE
_LIBC = ctypes.CDLL(None, use_errno=True)

Side = Literal["end", "start"]


@final
@dataclass(frozen=True, slots=True)
class Guarded:
    """`array`: to be handed to the code under test. `memory`: all bytes that may be touched, as they are
    now; `used`: which of them are the array's."""

    array: Any
    memory: Any
    used: Any
    keep: mmap.mmap

    def intact(self) -> bool:
        return bool((self.memory[~self.used] == CANARY).all())


def guarded(values: Any, *, side: Side = "end", step: int = 1, backwards: bool = False,
            readonly: bool = False) -> Guarded:  # fmt: skip
    """A copy of an array against the guard page on one side. `step`: only every so-manieth element of
    the last axis is the array's; `backwards`: its axes run down through memory."""
    shape = values.shape
    wide = (*shape[:-1], max(shape[-1] * step - step + 1, 0)) if shape else shape
    size = int(np.prod(wide)) * values.itemsize
    pages = -(-size // PAGE) or 1
    keep = mmap.mmap(-1, (pages + 2) * PAGE)
    middle = np.frombuffer(keep, np.uint8, pages * PAGE, PAGE)
    middle[:] = CANARY
    start = pages * PAGE - size if side == "end" else 0
    _protect(keep, pages)
    whole = np.frombuffer(keep, values.dtype, size // values.itemsize, PAGE + start).reshape(wide)
    view = whole[..., ::step] if shape else whole
    if backwards and shape:
        view = view[tuple(slice(None, None, -1) for _ in shape)]
    view[...] = values
    view.flags.writeable = not readonly
    return Guarded(view, middle, _used(middle, view), keep)


def _protect(keep: mmap.mmap, pages: int) -> None:
    """Takes the first and the last page away."""
    address = ctypes.addressof(ctypes.c_char.from_buffer(keep))
    for page in (0, pages + 1):
        if _LIBC.mprotect(ctypes.c_void_p(address + page * PAGE), PAGE, _NO_ACCESS):
            raise OSError(ctypes.get_errno(), "mprotect failed")


def _used(memory: Any, view: Any) -> Any:
    used = np.zeros(memory.shape, dtype=bool)
    if view.size:
        first = view.__array_interface__["data"][0] - memory.__array_interface__["data"][0]
        shape, strides = (*view.shape, view.itemsize), (*view.strides, 1)
        np.ndarray(shape, bool, used, first, strides)[...] = True
    return used
