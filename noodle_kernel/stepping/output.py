"""What one thread prints, gathered; what others print goes where it went before."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, final

MOST: Final = 20_000
"""Characters that are kept, the latest ones."""


@final
class Output:
    """The text so far. `lost`: how many characters from its start are no longer kept."""

    def __init__(self) -> None:
        self.text = ""
        self.lost = 0

    def add(self, text: str) -> None:
        self.text += text
        if len(self.text) > 2 * MOST:
            self.lost += len(self.text) - MOST
            self.text = self.text[-MOST:]


@final
class _Stream:
    """Stands before a stream."""

    def __init__(self, stream: Any, output: Output, thread: int) -> None:
        self._stream = stream
        self._output = output
        self._thread = thread

    def write(self, text: str) -> int:
        if threading.get_ident() != self._thread:
            return int(self._stream.write(text))
        self._output.add(str(text))
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


_ONE_AT_A_TIME: Final = threading.Lock()


@contextmanager
def gathered(output: Output) -> Iterator[None]:
    """What this thread prints inside goes to `output`."""
    with _ONE_AT_A_TIME:
        for name in ("stdout", "stderr"):
            setattr(sys, name, _Stream(getattr(sys, name), output, threading.get_ident()))
    try:
        yield
    finally:
        with _ONE_AT_A_TIME:
            for name in ("stdout", "stderr"):
                _remove(name, output)


def _remove(name: str, output: Output) -> None:
    """Also from behind what another thread has put before it meanwhile."""
    stream: Any = getattr(sys, name)
    if not isinstance(stream, _Stream):
        return  # whoever came meanwhile puts ours back, which hands on what is not its thread's
    if stream._output is output:
        setattr(sys, name, stream._stream)
        return
    while isinstance(stream._stream, _Stream):
        if stream._stream._output is output:
            stream._stream = stream._stream._stream
            return
        stream = stream._stream
