"""Samples of other shapes of the same numbers, and of tensors made of shapes."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.unit.ahr.ops.samples import Sample, floats, ints

X = floats(2, 3, 4)
THIN = floats(1, 3, 1, 4)


def with_list(op: str, x: Any, *numbers: int, label: str, **attributes: Any) -> Sample:
    return Sample(op, (x, np.array(numbers, np.int64)), attributes, constants=(1,), label=label)


def filled(*shape: int, label: str, **attributes: Any) -> Sample:
    return Sample("constant_of_shape", (np.array(shape, np.int64),), attributes, constants=(0,),
                  label=label)  # fmt: skip


def between(start: Any, limit: Any, delta: Any, label: str) -> Sample:
    return Sample("range", (start, limit, delta), constants=(0, 1, 2), label=label)


OTHERS = (("bool", X > 0), ("f16", X.astype(np.float16)), ("f64", X.astype(np.float64)))

SAMPLES = [
    *(with_list("reshape", x, 4, -1, label=label) for label, x in OTHERS),
    *(with_list("expand", x[:1], 2, 3, 4, label=label) for label, x in OTHERS),
    *(with_list("unsqueeze", x, 1, label=label) for label, x in OTHERS),
    *(Sample("transpose", (x,), {"perm": (2, 0, 1)}, label=label) for label, x in OTHERS),
    *(Sample("identity", (x,), label=label) for label, x in OTHERS),
    *(Sample("flatten", (x,), label=label) for label, x in OTHERS),
    with_list("reshape", X, 6, 4, label="plain"),
    with_list("reshape", X, -1, 2, label="rest"),
    with_list("reshape", X, 0, -1, label="kept"),
    with_list("reshape", X, 2, 0, 4, 1, label="kept-inside"),
    with_list("reshape", floats(0, 3), 3, 0, allow_zero=True, label="zero"),
    with_list("reshape", floats(1), label="number"),
    with_list("reshape", ints(2, 6), 3, 4, label="i64"),
    Sample("reshape", (X, np.array([4, 0, -1])), label="computed", foretold=False),
    *(Sample("flatten", (X,), {"axis": axis}, label=str(axis)) for axis in (0, 1, 2, 3, -1)),
    Sample("flatten", (floats(5),), label="1-d"),
    Sample("transpose", (X,)),
    Sample("transpose", (X,), {"perm": (1, 2, 0)}, label="order"),
    Sample("transpose", (ints(2, 3),), label="i64"),
    Sample("squeeze", (THIN,)),
    with_list("squeeze", THIN, 0, label="one"),
    with_list("squeeze", THIN, 0, -2, label="two"),
    with_list("unsqueeze", X, 1, label="one"),
    with_list("unsqueeze", X, -1, 0, label="two"),
    with_list("unsqueeze", np.float32(3), 0, label="number"),
    with_list("expand", floats(3, 1), 3, 4, label="plain"),
    with_list("expand", floats(3, 1), 2, 1, 4, label="longer"),
    with_list("expand", floats(2, 3, 1), 1, 4, label="shorter"),
    with_list("expand", np.float32(2), 2, 2, label="number"),
    Sample("identity", (X,)),
    Sample("shape", (X,)),
    Sample("shape", (X,), {"start": 1}, label="start"),
    Sample("shape", (X,), {"start": -3, "end": -1}, label="part"),
    Sample("size", (X,)),
    Sample("size", (floats(0, 3),), label="empty"),
    filled(2, 3, value=1.5, label="plain"),
    filled(2, 3, value=7, dtype="i64", label="i64"),
    filled(2, value=True, dtype="bool", label="bool"),
    filled(2, value=float("-inf"), label="infinite"),
    filled(0, 3, label="empty"),
    filled(label="number"),
    between(np.int64(2), np.int64(11), np.int64(3), "plain"),
    between(np.int64(5), np.int64(-3), np.int64(-2), "down"),
    between(np.int64(5), np.int64(2), np.int64(1), "empty"),
    between(np.float32(0), np.float32(1), np.float32(0.1), "f32"),
    Sample("range", (np.int64(2), np.int64(11), np.int64(3)), label="computed", foretold=False),
    Sample("dropout", (X,)),
    Sample("dropout", (X,), {"ratio": 0.1, "mask": True}, label="mask"),
]
