"""Counters for Prometheus, by Triton's names, so that its dashboards and alerts fit.

Needs prometheus_client. Nothing is counted here: a scrape reads what is there. Triton's counters
do not end in `_total`, which prometheus_client adds to their descriptions: `text` takes it off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from ahr.infer.counters import BUCKETS, Metrics
from ahr.infer.serving import Served

_TOTAL: Final = re.compile(r"^(# (?:HELP|TYPE) nv_\w+?)_total ", re.MULTILINE)

Find = Callable[[], Iterable[Served]]


@final
@dataclass(frozen=True, slots=True)
class _Counter:
    """A row: Triton's name, what it says, and the number."""

    name: str
    text: str
    read: Callable[[Metrics], float]


COUNTERS: Final = (
    _Counter("nv_inference_request_success", "Requests that were answered", lambda m: m.success),
    _Counter("nv_inference_count", "Samples of answered requests", lambda m: m.count),
    _Counter("nv_inference_exec_count", "Executions of the model", lambda m: m.exec_count),
    _Counter("nv_inference_request_duration_us", "From a request to its answer",
             lambda m: m.request_us),
    _Counter("nv_inference_queue_duration_us", "Waiting to be executed", lambda m: m.queue_us),
    _Counter("nv_inference_compute_input_duration_us", "Joining inputs",
             lambda m: m.compute_input_us),
    _Counter("nv_inference_compute_infer_duration_us", "Executing the model",
             lambda m: m.compute_infer_us),
    _Counter("nv_inference_compute_output_duration_us", "Splitting outputs",
             lambda m: m.compute_output_us),
)  # fmt: skip
"""Durations are sums over answered requests, in microseconds."""

FAILURE: Final = "nv_inference_request_failure"
PENDING: Final = "nv_inference_pending_request_count"
BATCH_SIZE: Final = "noodle_inference_batch_size"

_LABELS: Final = ("model", "version")


@final
class ServedCollector(Collector):
    """Reads models when it is scraped; those that are unloaded are not there any more."""

    def __init__(self, find: Find) -> None:
        self._find = find

    def collect(self) -> Iterator[Metric]:
        read = [((each.name, str(each.version)), each.metrics()) for each in self._find()]
        for row in COUNTERS:
            family = Metric(row.name, row.text, "counter")
            for labels, metrics in read:
                family.add_sample(row.name, _labelled(labels), row.read(metrics))
            yield family
        family = Metric(FAILURE, "Requests that failed, by reason", "counter")
        for labels, metrics in read:
            for reason, count in metrics.failures.items():
                family.add_sample(FAILURE, _labelled(labels) | {"reason": reason}, count)
        yield family
        pending = GaugeMetricFamily(PENDING, "Requests that wait", labels=_LABELS)
        sizes = HistogramMetricFamily(BATCH_SIZE, "Samples of an execution", labels=_LABELS)
        for labels, metrics in read:
            pending.add_metric(labels, metrics.pending)
            sizes.add_metric(labels, _cumulated(metrics), metrics.batch_rows)
        yield pending
        yield sizes


def text(find: Find) -> str:
    """What a scrape of these models gets."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(ServedCollector(find))
    return _TOTAL.sub(r"\1 ", generate_latest(registry).decode())


def _labelled(labels: tuple[str, str]) -> dict[str, str]:
    return dict(zip(_LABELS, labels, strict=True))


def _cumulated(metrics: Metrics) -> list[tuple[str, float]]:
    bounds = [*map(str, map(float, BUCKETS)), "+Inf"]
    total, found = 0, []
    for bound, count in zip(bounds, metrics.batch_sizes, strict=True):
        total += count
        found.append((bound, float(total)))
    return found
