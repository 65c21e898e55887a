"""`serve`: a model made ready to answer many threads at once, and `Served`, what it is then.

Nothing here knows a network: a server hands requests over and sends answers back. `infer` is for
threads, `submit` for event loops (`asyncio.wrap_future`). How requests share executions is
`scheduler.py`'s and `batching.py`'s business; what is counted, `counters.py`'s.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Final, Self, final

import numpy as np

from ahr.formats.loading import load
from ahr.graph import Graph
from ahr.infer.backend import Backend, backend_of
from ahr.infer.batching import JOINING_S, WORTH_JOINING, Batching, Executor, batch_axis, why_not
from ahr.infer.counters import OTHER, Metrics
from ahr.infer.request import Answer, Request
from ahr.infer.scheduler import Scheduler, check_seconds
from ahr.infer.signature import Metadata, Signature, tensors
from ahr.infer.threads import cores, slots_for, threads_for
from ahr.infer.trying import UNKNOWN, Pace, depending_output, warm
from ahr.models import Model
from ahr.packages import naming_packages
from ahr.running.engines import engine
from nbc.errors import ModelError

Array = np.ndarray[Any, Any]
Outputs = dict[str, Array]

MAX_QUEUE: Final = 256
"""How many requests may wait, unless told otherwise."""

DRAIN_S: Final = 10.0
"""How long a model that is unloaded may take to answer those who wait, unless told otherwise."""

QUICK_S: Final = 100e-6
"""What takes less is executed by `submit` itself where a slot is free: to hand it to a worker and
back would take an event loop about as long."""

NO_LIMIT: Final = 1 << 60


@naming_packages()
def serve(
    model: Model | str | os.PathLike[str], *, name: str | None = None, version: int = 1,
    batching: Batching | None = None, max_queue: int = MAX_QUEUE, threads: int | None = None,
    at_once: int | None = None, warm_up: bool = True,
) -> Served:  # fmt: skip
    """A model (or a file that `ahr.load` reads) that answers many threads at once. It is a copy:
    learning on does not change what is served.

    batching: None runs each request alone, those of several threads side by side; `Batching(...)`
    joins those that wait while others run. max_queue: how many may wait. threads: of one execution;
    None chooses by the network's size (`threads.py`). at_once: executions at the same time, without
    batching; None: as many as fit the cores. warm_up: run it before the first request.

    Raises ModelError: N6002 for arguments that make no sense, and batching where the samples of a
    model do not stand beside each other, or depend on each other; N6004 for a model without
    parameters; N6012 where no session can be made; those of `ahr.load`.
    """
    if not isinstance(model, Model | str | os.PathLike):
        raise ModelError("N6002", f"what is served is a model or its file, not {model!r:.60}")
    if not isinstance(batching, Batching | None):
        raise ModelError("N6002", f"batching must be a Batching or None, got {batching!r:.60}")
    loaded = model if isinstance(model, Model) else load(model)
    label = loaded.name if name is None else name
    check_arguments(label, version, max_queue=max_queue, threads=threads, at_once=at_once)
    if batching is not None and at_once is not None:
        raise ModelError("N6002", "at_once is for requests that run alone",
                         hint="give it to Batching(at_once=...)")  # fmt: skip
    if batching is not None and (why := why_not(loaded.graph)):
        raise _unbatchable(label, why)
    count = threads or threads_for(loaded.graph, cores())
    with engine("onnxruntime")[0].explaining(label):
        backend = backend_of(loaded.graph, loaded.parameters, count)
    if batching is not None and (output := depending_output(backend, loaded.graph)):
        raise _unbatchable(label, f"in its output {output} a sample changes with those beside it")
    pace = UNKNOWN
    if warm_up:
        pace = warm(backend, loaded.graph, 1 if batching is None else batching.max_batch_size)
    return Served(loaded.graph, backend, name=label, version=version, batching=batching,
                  max_queue=max_queue, threads=count, at_once=at_once, pace=pace)  # fmt: skip


@final
class Served:
    """A model that answers. Thread-safe throughout; `serve` makes it, `unload` ends it, and so does
    the end of a `with` block."""

    def __init__(
        self, graph: Graph, backend: Backend, *, name: str, version: int = 1,
        batching: Batching | None = None, max_queue: int = MAX_QUEUE, threads: int = 1,
        at_once: int | None = None, pace: Pace = UNKNOWN,
    ) -> None:  # fmt: skip
        rows = None if batching is None else batching.max_batch_size
        workers = slots = slots_for(threads, cores())
        joins = batching is not None and pace.saved_s >= WORTH_JOINING * pace.alone_s
        wanted = at_once if batching is None else batching.at_once
        if wanted is not None:
            joins, workers, slots = batching is not None, wanted, wanted
        elif not joins or pace.saved_s <= JOINING_S:
            slots = NO_LIMIT
        self.metadata = Metadata(
            name=name, version=version, backend=backend.kind, threads=threads,
            inputs=tensors(graph, graph.inputs), outputs=tensors(graph, graph.outputs),
            batch_axis=batch_axis(graph), max_batch_size=rows or 0,
            at_once=None if slots == NO_LIMIT else slots,
        )  # fmt: skip
        label = f"{name} (version {version})"
        self._signature = Signature(label, graph, rows)
        is_steady = not self._signature.is_ragged
        self._quick_rows = int(QUICK_S / pace.alone_s) if is_steady and pace.alone_s else 0
        self._executor = Executor(label, backend, graph.outputs)
        self._scheduler = Scheduler(
            label, self._executor, slots=slots, workers=workers,
            max_rows=rows if joins else None, max_queue=max_queue,
        )  # fmt: skip

    @property
    def name(self) -> str:
        return self.metadata.name

    @property
    def version(self) -> int:
        return self.metadata.version

    @property
    def is_ready(self) -> bool:
        return not self._scheduler.is_closed

    def infer(self, inputs: Mapping[str, Array], *, timeout_s: float | None = None) -> Outputs:
        """The outputs by name. timeout_s bounds how long it waits for others; what this thread
        executes itself is not stopped.

        Raises ModelError: N6010 for inputs that do not fit, and those that the model cannot
        compute; N6018 once it is unloaded; N6019 where too many wait; N6020 when the time is up.
        """
        return self._scheduler.answer(self._request(inputs), timeout_s)

    def submit(self, inputs: Mapping[str, Array]) -> Answer:
        """The outputs to come, for event loops. Arrays must not change before. A future that is
        cancelled leaves the queue. Raises ModelError N6010, N6018 and N6019 at once; the future
        has N6010 where the model cannot compute it, N6018 where it was unloaded before."""
        request = self._request(inputs)
        return self._scheduler.submit(request, is_quick=request.rows <= self._quick_rows)

    def metrics(self) -> Metrics:
        """What was counted until now."""
        return self._scheduler.metrics()

    def unload(self, *, drain_s: float | None = DRAIN_S) -> bool:
        """Takes no more requests, and answers those that are here. After drain_s (None: no limit)
        those in the queue are refused (N6018), and those that run are left to end by themselves.
        Whether all were answered."""
        check_seconds("drain_s", drain_s)
        is_drained = self._scheduler.close(drain_s)
        if is_drained:
            self._executor.release()
        return is_drained

    def _request(self, inputs: Mapping[str, Array]) -> Request:
        try:
            return self._signature.request(inputs)
        except ModelError:
            self._scheduler.count_failure(OTHER)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.unload()

    def __repr__(self) -> str:
        state = "" if self.is_ready else ", unloaded"
        return f"<served {self.name}, version {self.version}, {self.metadata.backend}{state}>"


def check_arguments(
    name: str, version: int | None, *, max_queue: int = 1, threads: int | None = None,
    at_once: int | None = None,
) -> None:  # fmt: skip
    """Raises ModelError N6002."""
    if not isinstance(name, str) or not name:
        raise ModelError("N6002", f"the name of a model must be a text, got {name!r}")
    for what, value in (
        ("version", version),
        ("max_queue", max_queue),
        ("threads", threads),
        ("at_once", at_once),
    ):
        if value is not None and (type(value) is not int or value < 1):
            raise ModelError("N6002", f"{what} must be a positive int, got {value!r}")


def _unbatchable(name: str, why: str) -> ModelError:
    return ModelError("N6002", f"requests to {name} cannot be batched: {why}",
                      hint="serve it with batching=None")  # fmt: skip
