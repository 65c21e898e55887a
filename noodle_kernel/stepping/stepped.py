"""One cell being stepped through, on a thread of its own.

A command that takes longer than a page waits goes on; the page asks again. It ends by itself after
so many instructions, between two of them when it is cancelled, and in the middle of one that does
not end when it is cancelled again. What the program raises ends it, and is part of its state.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import Any, Final, final

from nbc import Program, Session, Stepper
from nbc.errors import NoodleError
from noodle_kernel.live.previews import preview
from noodle_kernel.stepping.commands import COMMANDS, Test, place_of
from noodle_kernel.stepping.output import Output, gathered

MOST_STEPS: Final = 2_000_000
"""Instructions that one command runs at most."""


@final
class Stepped:
    """`status`: ready, running, finished or failed. `steps`: how many instructions have run."""

    def __init__(self, source: str, namespace: dict[str, Any], *, is_copy: bool) -> None:
        self.source = source
        self.is_copy = is_copy
        self.namespace = dict(namespace) if is_copy else namespace
        session = Session(self.namespace, native="never")
        self.program: Program = session.compile(source, source_id="cell", display_last=True)
        self.stepper: Stepper = session.step(self.program)
        self.output = Output()
        self.status = "ready"
        self.note = ""
        self.failure: BaseException | None = None
        self.steps = 0
        self._session = session
        self._cancelled = False
        self._thread: threading.Thread | None = None
        self._done = threading.Event()
        self._done.set()

    def do(self, command: str, params: dict[str, Any], patience_s: float) -> None:
        """Starts a command and waits a little for its end. Raises NoodleError where one runs."""
        if self.status == "running":
            raise NoodleError("N8001", "a command of this stepper is still running",
                              hint="wait for it, or stop it")  # fmt: skip
        if self.status != "ready":
            return
        stop = COMMANDS[command](place_of(self.stepper), params)
        self.status, self.note, self._cancelled = "running", "", False
        self._done.clear()
        self._thread = threading.Thread(
            target=self._run, args=(stop,), name="noodle-stepper", daemon=True
        )
        for attribute in ("pydev_do_not_trace", "is_pydev_daemon_thread"):
            setattr(self._thread, attribute, True)
        self._thread.start()
        self.wait(patience_s)

    def wait(self, patience_s: float) -> None:
        self._done.wait(patience_s)

    def cancel(self, patience_s: float) -> None:
        """Between two instructions; asked again, inside of one."""
        thread = self._thread
        again, self._cancelled = self._cancelled, True
        if again and thread is not None and thread.ident and not self._done.is_set():
            raise_in = ctypes.pythonapi.PyThreadState_SetAsyncExc
            raise_in(ctypes.c_ulong(thread.ident), ctypes.py_object(KeyboardInterrupt))
        self.wait(patience_s)

    def _run(self, stop: Test) -> None:
        try:
            with gathered(self.output), self._displaying(self._show):
                self._go(stop)
            self.status = "finished" if self.stepper.finished else "ready"
        except BaseException as error:  # noqa: BLE001  # dispatch: the program's own
            self.failure = error
            self.status = "failed"
        finally:
            if self.status == "running":
                self.status = "failed"
            if self.status != "ready":
                self._session.tidy()
            self._done.set()

    def _go(self, stop: Test) -> None:
        stepper = self.stepper
        for count in range(MOST_STEPS):
            if stepper.finished or (count and stop(place_of(stepper))):
                return
            if self._cancelled:
                self.note = "stopped"
                return
            stepper.advance()
            self.steps += 1
        self.note = f"stopped after {MOST_STEPS} instructions"

    def _show(self, value: Any) -> None:
        if value is not None:
            self.output.add(preview(value, 400) + "\n")

    def _displaying(self, show: Callable[[Any], None]) -> _Display:
        return _Display(self.namespace, show)


@final
class _Display:
    """The cell's last value goes to `show`, as long as a command runs."""

    def __init__(self, namespace: dict[str, Any], show: Callable[[Any], None]) -> None:
        self._namespace = namespace
        self._show = show
        self._before: Any = None

    def __enter__(self) -> None:
        self._before = self._namespace.get("__nbc_display__")
        self._namespace["__nbc_display__"] = self._show

    def __exit__(self, *_: object) -> None:
        self._namespace["__nbc_display__"] = self._before
