"""What Prometheus reads: Triton's names, one line a model and version, a histogram of batches."""

from __future__ import annotations

import numpy as np
import pytest
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from ahr.infer import Batching, Repository
from ahr.models import Model
from nbc.errors import ModelError

X = np.ones((3, 8), np.float32)

TRITON = {
    "nv_inference_request_success", "nv_inference_request_failure", "nv_inference_count",
    "nv_inference_exec_count", "nv_inference_request_duration_us",
    "nv_inference_queue_duration_us", "nv_inference_compute_input_duration_us",
    "nv_inference_compute_infer_duration_us", "nv_inference_compute_output_duration_us",
    "nv_inference_pending_request_count",
}  # fmt: skip
"""As Triton's page of metrics has them."""


def samples(text: str) -> dict[tuple[str, ...], float]:
    """As prometheus_client reads them; it calls every counter `_total`, Triton's own too."""
    return {
        (
            each.name.removesuffix("_total"),
            *(value for _, value in sorted(each.labels.items())),
        ): each.value
        for family in text_string_to_metric_families(text)
        for each in family.samples
    }


def test_counters_have_triton_s_names_and_labels(net: Model) -> None:
    repository = Repository()
    repository.load("net", net, batching=Batching(4))
    repository.load("net", net, version=2)
    for rows in (1, 3, 3):
        repository.get("net", 1).infer({"x": X[:rows]})
    with pytest.raises(ModelError):
        repository.get("net", 2).infer({})
    text = repository.metrics()
    found = samples(text)
    assert {name for name, *_ in found if name.startswith("nv_")} == TRITON
    assert found["nv_inference_request_success", "net", "1"] == 3
    assert found["nv_inference_count", "net", "1"] == 7
    assert found["nv_inference_exec_count", "net", "1"] == 3
    assert found["nv_inference_request_success", "net", "2"] == 0
    assert found["nv_inference_request_failure", "net", "OTHER", "2"] == 1
    assert found["nv_inference_request_failure", "net", "OTHER", "1"] == 0
    assert found["nv_inference_pending_request_count", "net", "1"] == 0
    assert (
        found["nv_inference_request_duration_us", "net", "1"]
        > found["nv_inference_compute_infer_duration_us", "net", "1"]
        > 0
    )
    assert 'nv_inference_count{model="net",version="1"} 7.0\n' in text
    bucket = "noodle_inference_batch_size_bucket"
    assert [found[bucket, le, "net", "1"] for le in ("1.0", "2.0", "4.0", "+Inf")] == [1, 1, 3, 3]
    assert found["noodle_inference_batch_size_sum", "net", "1"] == 7
    for name in TRITON - {"nv_inference_pending_request_count"}:
        assert f"# TYPE {name} counter\n" in text
    repository.close()


def test_what_is_unloaded_is_not_scraped(net: Model) -> None:
    repository = Repository()
    repository.load("net", net)
    registry = CollectorRegistry()
    registry.register(repository.collector())
    assert b'nv_inference_count{model="net",version="1"} 0.0' in generate_latest(registry)
    repository.unload("net")
    assert b"version" not in generate_latest(registry)


def test_names_are_escaped(net: Model) -> None:
    repository = Repository()
    repository.load('a"b\\c\nd', net)
    assert samples(repository.metrics())["nv_inference_count", 'a"b\\c\nd', "1"] == 0
    repository.close()
