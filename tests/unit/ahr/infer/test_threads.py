"""How many threads a network gets: more for larger ones, never more than there are."""

from __future__ import annotations

from typing import Any

from ahr.graph import Graph, TensorSpec
from ahr.infer.threads import cores, estimated_s, slots_for, threads_for
from ahr.trace.decorator import model
from ahr.trace.layers import conv2d, linear


def dense(width: int) -> Graph:
    @model(inputs={"x": TensorSpec("f32", ("N", width))})
    def net(x: Any) -> Any:
        return linear(x, width)

    return net.graph


def test_small_networks_get_one_thread_and_large_ones_all() -> None:
    assert threads_for(dense(64), 8) == 1
    assert threads_for(dense(8192), 8) == 8
    assert [threads_for(dense(2048), each) for each in (1, 2, 8)] == [1, 2, 3]


def test_the_estimate_is_what_takes_longer_arithmetic_or_reading_parameters() -> None:
    @model(inputs={"x": TensorSpec("f32", ("N", 8, 128, 128))})
    def pixels(x: Any) -> Any:
        return conv2d(x, 8, 3, padding=1, bias=False)

    assert estimated_s(pixels.graph) == 8 * 8 * 9 * 128 * 128 / 40e9
    assert estimated_s(dense(100)) == 4 * (100 * 100 + 100) / 10e9


def test_executions_and_their_threads_fill_the_cores() -> None:
    assert [slots_for(threads, 8) for threads in (1, 2, 3, 8, 16)] == [8, 4, 2, 1, 1]
    assert cores() >= 1
