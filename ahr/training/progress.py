"""What people see while a model trains: live curves in a notebook, a line in a terminal."""

from __future__ import annotations

import sys
import time
from typing import Any, Final, final

from ahr.training.history import History

_EVERY_S: Final = 0.25


@final
class Progress:
    """Shows a history as it grows; `is_on` False shows nothing."""

    def __init__(self, history: History, *, is_on: bool) -> None:
        self.history = history
        self.is_on = is_on
        self._display: Any = _notebook_display() if is_on else None
        self._handle: Any = None
        self._shown_at = 0.0
        self._written = 0

    def update(self, *, at_once: bool = False) -> None:
        now = time.monotonic()
        if not self.is_on or (now - self._shown_at < _EVERY_S and not at_once):
            return
        self._shown_at = now
        if self._display is None:
            self._write(at_once)
        elif self._handle is None:
            self._handle = self._display(self.history, display_id=True)
        else:
            self._handle.update(self.history)

    def _write(self, is_last: bool) -> None:
        """In a terminal, one line that changes; in a file, a line for each epoch shown."""
        line, done = self.history.last_line(), len(self.history)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{line}" + "\n" * is_last)
        elif done > self._written:
            self._written = done
            sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


def _notebook_display() -> Any:
    """IPython's `display`, where a kernel runs."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is None or not hasattr(shell, "kernel"):
        return None
    from IPython.display import display  # lazy: there only in a kernel

    return display
