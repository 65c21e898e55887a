"""To stop what debugpy cannot stop by itself, and to interrupt what it has stopped.

debugpy stops a thread between two lines of Python. Native code has none, so a pause also sends the
signal of an interrupt: native code polls for signals, and the handler stops there, in the frame
that called it. And an interrupt of a cell that is stopped is raised inside debugpy, whose tracing
Python then turns off: debugpy is told that the cell goes on, and the next cell is traced again.
This imports nothing of the language; `noodle_kernel.interrupts` has the handler.
"""

from __future__ import annotations

import signal
import sys
import threading
from types import FrameType
from typing import Any, Final, final

from ipykernel.compiler import get_tmp_directory

from noodle_kernel.interrupts import TAKERS

_OURS: Final = ("nbc", "noodle_kernel")
_PYDEVD: Final = "_pydevd"
_THREAD_SUSPEND: Final = 105
"""debugpy's number of a pause."""
_RUNS: Final = 1
"""debugpy's state of a thread that is not stopped."""


@final
class _Asked:
    """Whether the next signal is a pause, and whether a debugger is there."""

    def __init__(self) -> None:
        self.pause = False
        self.attached = False


_ASKED: Final = _Asked()


def insist() -> None:
    """Stops the cell that runs, if debugpy has not. From any thread."""
    main = threading.main_thread()
    if main.ident is None or is_stopped() or not _runs_a_cell(main.ident):
        return
    if hasattr(signal, "pthread_kill"):
        _ASKED.pause = True
        signal.pthread_kill(main.ident, signal.SIGINT)


def is_stopped() -> bool:
    """Whether the thread that runs cells stands in debugpy."""
    info: Any = getattr(threading.main_thread(), "additional_info", None)
    return bool(getattr(info, "is_in_wait_loop", False))


def _take(frame: FrameType | None) -> bool:
    """The signal's handler asks: is it the debugger's?"""
    if is_stopped():
        _ASKED.pause = False
        _let_go()
        return False
    if _ASKED.pause:
        _ASKED.pause = False
        _stop(frame)
        return True
    return False


def _stop(frame: FrameType | None) -> None:
    """Waits here until the debugger goes on."""
    debugger = _debugger()
    while frame is not None and _is_ours(frame):
        frame = frame.f_back
    if debugger is None or frame is None:
        return
    print(
        f"paused in line {frame.f_lineno}, inside one operation (native code, or a call into a"
        " library): its variables are shown as they were before it; a step goes on behind it",
        file=sys.stderr, flush=True,
    )  # fmt: skip
    thread = threading.current_thread()
    debugger.set_suspend(thread, _THREAD_SUSPEND)
    debugger.do_wait_suspend(thread, frame, "line", None)


def _is_ours(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__")).partition(".")[0] in _OURS


def _runs_a_cell(thread: int) -> bool:
    frame = sys._current_frames().get(thread)
    while frame is not None:
        if frame.f_code.co_filename.startswith(get_tmp_directory()):
            return True
        frame = frame.f_back
    return False


def _let_go() -> None:
    """debugpy is to think that it was told to continue: what is raised next ends its waiting."""
    info: Any = getattr(threading.main_thread(), "additional_info", None)
    info.pydev_step_cmd = info.pydev_original_step_cmd = -1
    info.pydev_state = _RUNS
    resume: Any = sys.modules["_pydevd_bundle.pydevd_thread_lifecycle"].resume_threads
    thread = threading.Thread(target=resume, args=("*",), name="noodle-resume", daemon=True)
    for attribute in ("pydev_do_not_trace", "is_pydev_daemon_thread"):
        setattr(thread, attribute, True)
    thread.start()


def trace_everything() -> None:
    """A debugger has come: also to a cell that runs already."""
    _ASKED.attached = True
    if _take not in TAKERS:
        TAKERS.append(_take)
    debugger = _debugger()
    if debugger is not None:
        debugger.enable_tracing(debugger.trace_dispatch, apply_to_all_threads=True)


def stop_tracing() -> None:
    """It has gone; debugpy's tracing would stay, and keep everything on the VM."""
    _ASKED.attached = _ASKED.pause = False


def before_a_cell() -> None:
    """In the thread of cells. An interrupt that was raised inside debugpy turned tracing off."""
    debugger = _debugger() if TAKERS else None
    if debugger is None or (sys.gettrace() is not None) == _ASKED.attached:
        return
    if _ASKED.attached:
        debugger.enable_tracing()
    elif type(sys.gettrace()).__module__.startswith(_PYDEVD):
        sys.settrace(None)


def _debugger() -> Any:
    pydevd = sys.modules.get("pydevd")
    return None if pydevd is None else pydevd.get_global_debugger()
