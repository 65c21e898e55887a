"""stdout and stderr of the kernel: ipykernel's, which are not waited for when nothing was written.

ipykernel flushes both streams several times for each cell, and each time waits until its thread for
output has looked: for a small cell that is a good part of what a person waits for.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, final

from ipykernel.iostream import OutStream


@final
class Stream(OutStream):
    """Differs only in `flush`, which returns at once where there is nothing to send."""

    is_patient: Callable[[], bool] | None = None
    """Whether to wait all the same. Clients that answer widgets while a cell runs count on some
    time between a widget's last message and the reply: nbclient would overlook a reply that comes
    sooner (https://github.com/jupyter/nbclient/issues/312)."""

    _is_sending = False

    def flush(self) -> None:
        """What was written goes on its way; messages sent behind this arrive behind it."""
        is_fork = os.getpid() != self._master_pid  # which notes elsewhere that it has written
        if (
            self._flush_pending or self._is_sending or is_fork
            or (self.is_patient is not None and self.is_patient())
        ):  # fmt: skip
            super().flush()  # type: ignore[no-untyped-call]

    def _flush(self, *given: Any, **more: Any) -> None:
        self._is_sending = True  # before `_flush_pending` is false
        try:
            super()._flush(*given, **more)  # type: ignore[no-untyped-call]
        finally:
            self._is_sending = False
