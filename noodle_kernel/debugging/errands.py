"""Work for the thread that is stopped: debugpy evaluates an expression there, which calls `run`.

The work gets the frame itself, so it can read and change its variables; what comes of it stays
here and is fetched by number, since debugpy hands back texts only.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from itertools import count
from types import FrameType
from typing import Any, Final, final

Work = Callable[[FrameType], Any]


@final
class Errands:
    def __init__(self) -> None:
        self._numbers = count(1)
        self._waiting: dict[int, Work] = {}
        self._done: dict[int, Any] = {}

    def add(self, work: Work, frame_id: int) -> tuple[int, str]:
        """The number of the errand, and the expression that carries it out in the frame."""
        number = next(self._numbers)
        self._waiting[number] = work
        home = f"__import__({__name__!r}, fromlist=['ERRANDS'])"
        return number, f"{home}.ERRANDS.run({number}, {frame_id})"

    def run(self, number: int, frame_id: int) -> Any:
        """On the stopped thread. Never raises: a failure is a result of its own."""
        work = self._waiting.pop(number)
        try:
            result = work(frame_of(frame_id))
        except BaseException as error:  # noqa: BLE001  # dispatch: it is shown where it was asked
            result = error
        self._done[number] = result
        return result

    def take(self, number: int) -> Any:
        """The result. Raises LookupError where the thread ran on meanwhile."""
        self._waiting.pop(number, None)
        return self._done.pop(number)


ERRANDS: Final = Errands()


def frame_of(frame_id: int) -> FrameType:
    """The frame that debugpy calls so, of this thread."""
    pydevd = sys.modules["pydevd"]
    constants = sys.modules["_pydevd_bundle.pydevd_constants"]
    thread_id = constants.get_current_thread_id(threading.current_thread())
    ids = sys.modules["_pydevd_bundle._debug_adapter.pydevd_base_schema"].BaseSchema
    own_id = ids._translate_id_from_dap(frame_id)
    frame: FrameType | None = pydevd.get_global_debugger().find_frame(thread_id, own_id)
    if frame is None:
        raise LookupError("the frame is gone: the program ran on")
    return frame
