"""A request on its way through a served model, and how its answer reaches who waits for it.

A request belongs to a thread that waits in `Scheduler.answer` (`wake`), or to a future. Its state
changes only under the scheduler's lock: that is what makes interrupts and time limits harmless.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable
from concurrent.futures import Future
from enum import Enum
from typing import Any, NamedTuple, final


@final
class State(Enum):
    """QUEUED; CHOSEN to lead the next batch, but not yet awake; RUNNING in a batch; DONE."""

    QUEUED = "queued"
    CHOSEN = "chosen"
    RUNNING = "running"
    DONE = "done"


QUEUED, CHOSEN, RUNNING, DONE = State.QUEUED, State.CHOSEN, State.RUNNING, State.DONE
"""Looking a member of an Enum up costs more than a name."""


class Timing(NamedTuple):
    """What an answered request took, and how many samples its execution had. Of those that were in
    one execution, one `is_first`."""

    queue_ns: int
    input_ns: int
    infer_ns: int
    output_ns: int
    rows: int
    is_first: bool


@final
class Answer(Future[dict[str, Any]]):
    """An answer to come, with what it took once it is there."""

    timing: Timing | None = None


@final
class Request:
    """`values` is what the backend is given; `rows` how many samples that is. `key` is equal for
    requests that may share a batch. `batch` is the one that its own thread leads, if it leads."""

    state = RUNNING
    has_slot = was_put_back = False
    key: Hashable = None
    batch: list[Request] | None = None
    outputs: dict[str, Any] | None = None
    error: Exception | None = None
    wake: threading.Lock | None = None
    future: Answer | None = None

    def __init__(self, values: tuple[Any, ...], rows: int, arrived_ns: int) -> None:
        self.values = values
        self.rows = rows
        self.arrived_ns = arrived_ns

    def deliver(self) -> None:
        """Tells who waits. Once, when it is done, and without the scheduler's lock: callbacks of
        futures run here."""
        if self.wake is not None:
            self.wake.release()
        elif self.future is not None and self.error is not None:
            self.future.set_exception(self.error)
        elif self.future is not None and self.outputs is not None:
            self.future.set_result(self.outputs)
