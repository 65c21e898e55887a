"""What may take long is done here, one thing after the other, beside the thread that answers.

The thread is a daemon and starts with the first thing to do. Each thing keeps the context in which
it was asked for, by which ipykernel knows whom the answer is for.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import Context, copy_context
from queue import SimpleQueue
from threading import Thread
from typing import final


@final
class Background:
    """A queue of things to do. They must not raise."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[tuple[Context, Callable[[], None]]] = SimpleQueue()
        self._thread: Thread | None = None

    def do(self, work: Callable[[], None]) -> None:
        self._waiting.put((copy_context(), work))
        if self._thread is None:
            self._thread = Thread(target=self._run, name="noodle-background", daemon=True)
            # A debugger passes over it, as over ipykernel's own threads.
            self._thread.__dict__.update(pydev_do_not_trace=True, is_pydev_daemon_thread=True)
            self._thread.start()

    def _run(self) -> None:
        while True:
            context, work = self._waiting.get()
            context.run(work)
