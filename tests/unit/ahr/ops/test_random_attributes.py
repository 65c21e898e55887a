"""Convolutions, pooling, slices, reshapes, padding and reductions of random shapes and attributes.

torch and ONNX Runtime agree with NumPy where they can say it, and the shapes are foretold.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ahr.ops.row import CannotWrite, ShapeError
from ahr.running import reference
from tests.unit.ahr.ops.samples import Sample, floats
from tests.unit.ahr.ops.test_differential import TARGETS, check_shapes, graph_of

few = settings(max_examples=30, deadline=None, derandomize=True)
lengths = st.integers(1, 6)
windows = st.fixed_dictionaries(
    {
        "stride": st.tuples(st.integers(1, 3), st.integers(1, 3)),
        "padding": st.sampled_from(["same", "same_lower", "valid"])
        | st.tuples(*[st.integers(0, 2)] * 4),
    }
)
kernels = st.tuples(st.integers(1, 3), st.integers(1, 3))


def agree(sample: Sample) -> None:
    try:
        graph, fed, _ = graph_of(sample)
    except ShapeError:
        return  # no window fits
    check_shapes(sample)
    expected = reference.run(graph, {}, fed)
    for target in ("torch", "onnx"):
        try:
            results = TARGETS[target](graph, fed, {})
        except CannotWrite:
            continue
        for result, wanted in zip(results, expected, strict=True):
            np.testing.assert_allclose(result, wanted, rtol=1e-4, atol=1e-4)


def listed(numbers: Any) -> np.ndarray[Any, Any]:
    return np.array(numbers, np.int64)


@few
@given(windows, kernels, st.tuples(*[st.integers(1, 2)] * 3), lengths, lengths, st.integers(1, 2))
def test_conv(
    attributes: Any, kernel: Any, sizes: Any, height: int, width: int, dilation: int
) -> None:
    groups, inside, filters = sizes
    x, weight = floats(2, groups * inside, height, width), floats(groups * filters, inside, *kernel)
    agree(Sample("conv", (x, weight, floats(groups * filters)),
                 {**attributes, "groups": groups, "dilation": dilation}))  # fmt: skip


@few
@given(windows, kernels, st.tuples(*[st.integers(1, 2)] * 3), lengths, lengths)
def test_conv_transpose(attributes: Any, kernel: Any, sizes: Any, height: int, width: int) -> None:
    groups, inside, filters = sizes
    x, weight = floats(2, groups * inside, height, width), floats(groups * inside, filters, *kernel)
    agree(Sample("conv_transpose", (x, weight), {**attributes, "groups": groups}))


@few
@given(windows, kernels, lengths, lengths, st.booleans(), st.sampled_from([None, False, True]))
def test_pooling(
    attributes: Any, kernel: Any, height: int, width: int, ceil: bool, counted: bool | None
) -> None:
    largest: dict[str, Any] = {} if counted is None else {"count_include_pad": counted}
    if not isinstance(attributes["padding"], str):
        # ONNX Runtime wants padding that is smaller than the kernel.
        pads = zip(attributes["padding"], kernel * 2, strict=True)
        attributes = {**attributes, "padding": tuple(min(pad, size - 1) for pad, size in pads)}
        largest["ceil_mode"] = ceil
    agree(Sample("max_pool" if counted is None else "average_pool", (floats(2, 2, height, width),),
                 {**attributes, **largest, "kernel": kernel}))  # fmt: skip


@few
@given(st.data(), st.lists(lengths, min_size=1, max_size=3))
def test_slice(data: st.DataObject, shape: list[int]) -> None:
    ends = st.integers(-8, 8) | st.sampled_from([-(2**63) + 1, 2**63 - 1])
    chosen = data.draw(st.lists(st.integers(0, len(shape) - 1), unique=True, max_size=3))
    cuts = [data.draw(st.lists(each, min_size=len(chosen), max_size=len(chosen)))
            for each in (ends, ends, st.sampled_from([-2, -1, 1, 2, 3]))]  # fmt: skip
    starts, stops, steps = (listed(each) for each in cuts)
    # ONNX Runtime reads the largest end as "all there is", backwards too; ONNX does not say so.
    stops[(steps < 0) & (stops > 8)] = 8
    sample = Sample(
        "slice", (floats(*shape), starts, stops, listed(chosen), steps), {}, (1, 2, 3, 4)
    )
    if chosen:
        agree_on_numbers(sample)


def agree_on_numbers(sample: Sample) -> None:
    """Without symbolic lengths: a slice takes it that they reach as far as it does."""
    graph, fed, _ = graph_of(sample)
    (expected,) = reference.run(graph, {}, fed)
    assert graph.specs[graph.outputs[0]].dims == expected.shape
    for target in ("torch", "onnx"):
        np.testing.assert_array_equal(TARGETS[target](graph, fed, {})[0], expected)


@few
@given(st.data(), st.lists(st.integers(1, 4), max_size=4))
def test_reshape(data: st.DataObject, shape: list[int]) -> None:
    parts = data.draw(st.permutations([*shape, 1]))
    at = data.draw(st.integers(0, len(parts)))
    merged = [*parts[:at], int(np.prod(parts[at:]))]
    if data.draw(st.booleans()):
        merged[data.draw(st.integers(0, len(merged) - 1))] = -1
    kept = [0 if axis < len(shape) and length == shape[axis] else length
            for axis, length in enumerate(merged)]  # fmt: skip
    agree(Sample("reshape", (floats(*shape), listed(kept)), {}, (1,)))


@few
@given(
    st.data(),
    st.lists(lengths, min_size=1, max_size=4),
    st.sampled_from("sum mean max min prod l1 l2 sum_square log_sum_exp".split()),
    st.booleans(),
)
def test_reductions(data: st.DataObject, shape: list[int], name: str, keepdims: bool) -> None:
    rank = len(shape)
    axes = data.draw(st.none() | st.lists(st.integers(0, rank - 1), unique=True, min_size=1))
    turned = None if axes is None else listed([axis - rank * (axis % 2) for axis in axes])
    agree(Sample(f"reduce_{name}", (floats(*shape), turned), {"keepdims": keepdims}, (1,)))


@few
@given(
    st.data(),
    st.lists(st.integers(2, 5), min_size=1, max_size=3),
    st.sampled_from(["constant", "reflect", "edge", "wrap"]),
)
def test_pad(data: st.DataObject, shape: list[int], mode: str) -> None:
    least = -1 if mode == "constant" else 0
    pads = [data.draw(st.integers(least, length - 1)) for length in (*shape, *shape)]
    agree(Sample("pad", (floats(*shape), listed(pads)), {"mode": mode}, (1,)))


@few
@given(st.lists(lengths, max_size=3), st.lists(lengths, max_size=3), st.data())
def test_broadcasting(shape: list[int], other: list[int], data: st.DataObject) -> None:
    pairs = zip(reversed(shape), reversed(other), strict=False)
    ones = [1 if one != another else another for one, another in pairs][::-1]
    other[len(other) - len(ones) :] = ones
    op = data.draw(st.sampled_from("add sub mul max min".split()))
    agree(Sample(op, (floats(*shape), floats(*other, seed=1))))
