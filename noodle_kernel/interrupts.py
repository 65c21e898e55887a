"""What SIGINT does while a message is handled: KeyboardInterrupt, but never inside of importing,
nor between a request and the cell that it runs, where it would take the place of the reply.

CPython's import system takes locks in Python code. An exception from a signal handler between a
lock being taken and the `try` behind it leaves the lock taken for ever, and every thread that
imports waits for it. This imports nothing of the language, which loads after the kernel's start.
"""

from __future__ import annotations

import _thread
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, Literal, final

_IMPORTING: Final = "<frozen importlib._bootstrap>"
_SOON_S: Final = 0.002
_LATEST_S: Final = 5.0
"""How long an interrupt may be put off: an import may wait for another thread's for ever."""


Phase = Literal["before", "cell", "over"]


@final
class _Kept:
    """How often the present interrupt was put off, and where the main thread is with a request."""

    def __init__(self) -> None:
        self.times = 0
        self.phase: Phase = "cell"


_KEPT: Final = _Kept()
TAKERS: Final[list[Callable[[FrameType | None], bool]]] = []
"""Asked first whether a signal is theirs: the debugger pauses native code with one."""


def on_sigint(number: int, frame: FrameType | None) -> None:
    """The handler: raises KeyboardInterrupt now, or is called again soon."""
    while frame is not None and frame.f_globals is globals():
        frame = frame.f_back  # a signal while the last one was put off
    if any(take(frame) for take in TAKERS):
        return
    if _KEPT.phase == "over":
        _KEPT.times = 0
        return
    importing = frame is not None and frame.f_code.co_filename == _IMPORTING
    is_early = importing or _KEPT.phase == "before"
    if is_early and _KEPT.times * _SOON_S < _LATEST_S and hasattr(signal, "pthread_kill"):
        _KEPT.times += 1
        # Not by `threading`, whose own locks may be held here.
        _thread.start_new_thread(_interrupt_main_soon, ())
        return
    _KEPT.times = 0
    raise KeyboardInterrupt


@contextmanager
def request() -> Iterator[None]:
    """The main thread handles a request to run a cell: an interrupt waits for the `cell` inside."""
    _KEPT.phase = "before"
    try:
        yield
    finally:
        _KEPT.phase = "cell"


@contextmanager
def cell() -> Iterator[None]:
    """The cell of a request. An interrupt behind it is too late, and would end only the reply."""
    outer, _KEPT.phase = _KEPT.phase, "cell"
    try:
        yield
    finally:
        _KEPT.phase = "cell" if outer == "cell" else "over"


def _interrupt_main_soon() -> None:
    time.sleep(_SOON_S)
    main = threading.main_thread().ident
    assert main is not None
    signal.pthread_kill(main, signal.SIGINT)
