"""Samples of tensors put together, taken apart, padded and picked from."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.unit.ahr.ops.samples import Sample, floats, ints

X = floats(3, 4, 5)
WHOLE = (1 << 63) - 1


def listed(*numbers: int) -> np.ndarray[Any, Any]:
    return np.array(numbers, np.int64)


def cut(
    x: Any, starts: Any, ends: Any, axes: Any = None, steps: Any = None, label: str = "",
) -> Sample:  # fmt: skip
    given = [None if each is None else listed(*each) for each in (starts, ends, axes, steps)]
    return Sample("slice", (x, *given), constants=(1, 2, 3, 4), label=label)


def padded(
    x: Any, pads: Any, label: str, value: Any = None, axes: Any = None, **attributes: Any
) -> Sample:
    given = (x, listed(*pads), value, None if axes is None else listed(*axes))
    return Sample("pad", given, attributes, constants=(1, 2, 3), label=label)


AT = np.array([[0, 2, -1], [1, -3, 0]])
PLACES = np.array([[0, 1], [-1, 3], [2, 0]])
EDGE_MODES = ("reflect", "edge", "wrap")
TRI = floats(2, 4, 5)

TRUTHS = X > 0
HALF = X.astype(np.float16)
DOUBLE = X.astype(np.float64)
OTHERS = (("bool", TRUTHS), ("f16", HALF), ("f64", DOUBLE), ("i32", ints(3, 4, 5).astype(np.int32)))

SAMPLES = [
    *(Sample("concat", (x, x), {"axis": 2}, label=label) for label, x in OTHERS),
    *(Sample("gather", (x, AT), {"axis": 1}, label=label) for label, x in OTHERS),
    *(cut(x, (1,), (-1,), (2,), label=label) for label, x in OTHERS),
    *(cut(x, (-1,), (-9,), (1,), (-2,), label=f"{label}-backwards") for label, x in OTHERS),
    *(Sample("split", (x,), {"axis": 1, "num_outputs": 2}, label=label) for label, x in OTHERS),
    *(Sample("tile", (x, listed(1, 2, 1)), constants=(1,), label=label) for label, x in OTHERS),
    *(Sample("gather_nd", (x, PLACES), label=label) for label, x in OTHERS),
    Sample("concat", (floats(2, 3), floats(4, 3, seed=1))),
    Sample("concat", (floats(2, 3), floats(2, 1, seed=1), floats(2, 2)), {"axis": -1}, label="3"),
    Sample("concat", (floats(2, 3),), label="one"),
    Sample("concat", (ints(2), ints(3)), label="i64"),
    Sample("concat", (floats(0, 3), floats(4, 3)), label="empty"),
    Sample("split", (X,), {"axis": 1, "num_outputs": 2}),
    Sample("split", (X,), {"axis": -1, "num_outputs": 3}, label="uneven"),
    Sample("split", (X,), {"axis": 0, "num_outputs": 1}, label="one"),
    Sample("split", (X, listed(1, 0, 2)), {"axis": 0}, constants=(1,), label="lengths"),
    Sample("split", (X, listed(3)), {"axis": 0}, constants=(1,), label="all"),
    cut(X, (1, 0), (3, 4), label="plain"),
    cut(X, (1,), (-1,), (2,), label="axis"),
    cut(X, (-3,), (WHOLE,), (-1,), label="end"),
    cut(X, (0, -1), (4, -99), (1, 2), (3, -2), label="steps"),
    cut(X, (-1,), (-WHOLE,), (0,), (-1,), label="reversed"),
    cut(X, (3,), (0,), (1,), (-1,), label="backwards"),
    cut(X, (-2,), (-4,), (2,), (-1,), label="backwards-negative"),
    cut(X, (5,), (9,), (2,), label="empty"),
    cut(X, (-99,), (99,), (1,), label="far"),
    cut(ints(6), (1,), (5,), None, (2,), label="i64"),
    Sample("slice", (X, listed(0), listed(2)), label="computed", foretold=False,
           cannot={"torch": "computed", "keras": "computed"}),
    Sample("tile", (floats(2, 3), listed(2, 3)), constants=(1,)),
    Sample("tile", (ints(2, 3), listed(1, 2)), constants=(1,), label="i64"),
    padded(X, (0, 1, 2, 1, 0, 2), "constant"),
    padded(X, (0, 1, 2, 1, 0, 2), "value", np.float32(-1.5)),
    padded(X, (0, 1, 1, 0), "axes", np.float32(2), (-1, 0)),
    padded(X, (0, -1, 1, 0, -2, 2), "cut"),
    padded(X, (0, 0, 0, 0, 0, 0), "nothing"),
    padded(ints(2, 3), (1, 0, 0, 1), "i64", np.int64(7)),
    padded(floats(3), (1, 2), "1-d", np.float32(-np.inf)),
    *(padded(X, (2, 0, 1, 1, 0, 3), mode, mode=mode) for mode in EDGE_MODES),
    *(padded(floats(5), (2, 3), f"{mode}-1-d", mode=mode) for mode in EDGE_MODES),
    Sample("gather", (X, AT)),
    Sample("gather", (X, AT), {"axis": 1}, label="axis"),
    Sample("gather", (X, AT.astype(np.int32)), {"axis": -1}, label="i32"),
    Sample("gather", (X, np.array(-2)), {"axis": 1}, label="number"),
    Sample("gather", (X, np.array(-2)), {"axis": 1}, constants=(1,), label="known"),
    Sample("gather", (ints(4), AT), label="i64"),
    Sample("gather", (X, np.zeros((0,), np.int64)), label="none"),
    Sample("gather_elements", (floats(2, 3), AT), {"axis": 1}),
    Sample("gather_elements", (floats(3, 3), AT), {"axis": 0}, label="fewer",
           cannot={}),
    Sample("gather_elements", (floats(3, 5), AT), {"axis": 0}, label="partly",
           cannot={"keras": "all of the other axes"}),
    Sample("gather_nd", (X, PLACES)),
    Sample("gather_nd", (X, np.array([[0, 1, 2], [-1, -1, -1]])), label="elements"),
    Sample("gather_nd", (X, PLACES[:, :1]), {"batch_dims": 1}, label="batch"),
    Sample("gather_nd", (floats(2, 3, 4), np.array([[[1], [0], [3]], [[2], [2], [-1]]])),
           {"batch_dims": 2}, label="batches"),
    Sample("embedding", (np.abs(AT), floats(4, 6))),
    Sample("embedding", (np.array(2, np.int32), floats(4, 6)), label="one"),
    Sample("one_hot", (np.array([[0, 2], [-1, 7]]), np.array(4), np.array([0, 1], np.float32)),
           constants=(1,)),
    Sample("one_hot", (np.array([[0, 2], [-1, 7]]), np.array([4]), np.array([5, 9])),
           {"axis": 1}, constants=(1,), label="axis"),
    *(Sample(op, (TRI, listed(k).reshape(())), constants=(1,), label=str(k))
      for op in ("tril", "triu") for k in (-1, 0, 2)),
    *(Sample(op, (ints(3, 3),), label="i64") for op in ("tril", "triu")),
]  # fmt: skip
