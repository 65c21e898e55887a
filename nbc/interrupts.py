"""Interrupts that come at a bad moment: kept, and delivered when they can be seen.

A KeyboardInterrupt raised inside a finalizer, a weak reference's callback or a callback from C is
dropped by CPython, which only hands it to `sys.unraisablehook`.
"""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

_SOON_S: Final = 0.002
"""Enough for a finalizer to end; far below what a person notices."""


@contextmanager
def after(*, in_callback: bool = False) -> Iterator[None]:
    """SIGINT waits until the block is done. Only the main thread gets signals.

    in_callback: the block is called from C, which would drop an exception; the signal then comes
    again shortly after.
    """
    handler = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(handler):
        yield
        return
    arrived: list[tuple[int, Any]] = []
    signal.signal(signal.SIGINT, lambda number, frame: arrived.append((number, frame)))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
        if arrived and in_callback:
            _again()
        elif arrived:
            handler(*arrived[0])


def keep_dropped() -> None:
    """From now on, an interrupt that CPython dropped is delivered again."""
    before = sys.unraisablehook

    def hook(dropped: Any) -> None:
        if dropped.exc_type is KeyboardInterrupt:
            _again()
        else:
            before(dropped)

    sys.unraisablehook = hook


def _again() -> None:
    """From a thread of its own, since a signal raised here would be handled here; and not by
    `threading`, whose locks may be held."""
    _thread.start_new_thread(_interrupt_main, ())


def _interrupt_main() -> None:
    """With a real signal where threads can get one: it ends a call that waits, such as sleep."""
    time.sleep(_SOON_S)
    main = threading.main_thread().ident
    if hasattr(signal, "pthread_kill") and main is not None:
        signal.pthread_kill(main, signal.SIGINT)
    else:
        _thread.interrupt_main()
