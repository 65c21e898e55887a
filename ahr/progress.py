"""What people see while something long runs: a live display in a notebook, a line in a terminal."""

from __future__ import annotations

import sys
import time
from typing import Any, Final, Protocol, final

_EVERY_S: Final = 0.25


class Growing(Protocol):
    """What is shown: it has entries, and a line that says where it is. Notebooks show it as they
    show any object."""

    def __len__(self) -> int: ...

    def last_line(self) -> str: ...


@final
class Progress:
    """Shows something as it grows; `is_on` False shows nothing."""

    def __init__(self, shown: Growing, *, is_on: bool) -> None:
        self.shown = shown
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
            self._handle = self._display(self.shown, display_id=True)
        else:
            self._handle.update(self.shown)

    def _write(self, is_last: bool) -> None:
        """In a terminal, one line that changes; in a file, a line for each entry."""
        line, done = self.shown.last_line(), len(self.shown)
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
