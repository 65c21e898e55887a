"""What is counted of a served model, as Triton counts it: plain numbers on the way, read later.

A batch of eight requests is eight successes and one execution; `count` counts samples. Durations
are sums over answered requests, so those of a batch count once for each of its requests. Only the
scheduler changes a `Counters`, under its lock; `prometheus.py` says the numbers to Prometheus.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple, final

from ahr.infer.request import RUNNING, Request, Timing

REJECTED: Final = "REJECTED"
"""The queue was full, the model was being unloaded, or the time was up."""

CANCELED: Final = "CANCELED"
"""Who asked does not want it any more."""

BACKEND: Final = "BACKEND"
"""The model could not compute it."""

OTHER: Final = "OTHER"
"""The inputs do not fit."""

REASONS: Final = (REJECTED, CANCELED, BACKEND, OTHER)
"""Why requests fail, by Triton's words."""

BUCKETS: Final = tuple(2**each for each in range(11))
"""Upper bounds of batch sizes in the histogram; larger ones are in one more."""


class Run(NamedTuple):
    """One execution that went well: who was in it, and when its parts began and ended."""

    requests: Sequence[Request]
    rows: int
    started_ns: int
    joined_ns: int
    inferred_ns: int
    split_ns: int


@final
@dataclass(frozen=True, slots=True)
class Metrics:
    """A snapshot. `failures` is by reason; `batch_sizes` counts executions by their samples, one
    number for each of `BUCKETS` and one for what is larger; `batch_rows` are samples executed."""

    success: int
    failures: Mapping[str, int]
    count: int
    exec_count: int
    request_us: float
    queue_us: float
    compute_input_us: float
    compute_infer_us: float
    compute_output_us: float
    pending: int
    batch_sizes: tuple[int, ...]
    batch_rows: int


@final
class Counters:
    """The numbers themselves."""

    def __init__(self) -> None:
        self.failures = dict.fromkeys(REASONS, 0)
        self.success = self.count = self.executions = self.rows = 0
        self.request_ns = self.queue_ns = 0
        self.input_ns = self.infer_ns = self.output_ns = 0
        self.sizes = [0] * 64

    def count_run(self, run: Run, now_ns: int) -> None:
        """Counts an execution, and those of its requests whose answer is still wanted."""
        requests, rows, started_ns, joined_ns, inferred_ns, split_ns = run
        self.executions += 1
        self.rows += rows
        self.sizes[((rows or 1) - 1).bit_length()] += 1
        is_first = True
        for each in requests:
            if each.state is RUNNING:
                if each.future is not None:
                    each.future.timing = Timing(
                        started_ns - each.arrived_ns, joined_ns - started_ns,
                        inferred_ns - joined_ns, split_ns - inferred_ns, rows, is_first,
                    )  # fmt: skip
                    is_first = False
                self.success += 1
                self.count += each.rows
                self.request_ns += now_ns - each.arrived_ns
                self.queue_ns += started_ns - each.arrived_ns
                self.input_ns += joined_ns - started_ns
                self.infer_ns += inferred_ns - joined_ns
                self.output_ns += split_ns - inferred_ns

    def snapshot(self, pending: int) -> Metrics:
        return Metrics(
            success=self.success, failures=MappingProxyType(dict(self.failures)), count=self.count,
            exec_count=self.executions, request_us=self.request_ns / 1000,
            queue_us=self.queue_ns / 1000, compute_input_us=self.input_ns / 1000,
            compute_infer_us=self.infer_ns / 1000, compute_output_us=self.output_ns / 1000,
            pending=pending, batch_rows=self.rows,
            batch_sizes=(*self.sizes[: len(BUCKETS)], sum(self.sizes[len(BUCKETS) :])),
        )  # fmt: skip
