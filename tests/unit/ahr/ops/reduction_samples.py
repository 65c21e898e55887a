"""Samples of reductions, ranks and running sums."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.unit.ahr.ops.samples import Sample, floats, ints

X = floats(2, 3, 4)
POSITIVE = np.abs(X) + 0.1
PLAIN = "sum mean max min prod l1 l2 sum_square log_sum_exp".split()
INTEGERS = "sum max min prod l1 sum_square".split()
BROKEN = np.array([[1, np.nan, 2], [np.inf, 1, 0]], np.float32)


def reduced(
    name: str, x: Any, *axes: int, label: str, cannot: dict[str, str] | None = None,
    **attributes: Any,
) -> Sample:  # fmt: skip
    given = np.array(axes, np.int64) if axes else None
    return Sample(f"reduce_{name}", (x, given), attributes, constants=(1,), label=label,
                  cannot=cannot or {})  # fmt: skip


def ranked(op: str, x: Any, label: str, k: int | None = None, **attributes: Any) -> Sample:
    given = (x,) if k is None else (x, np.array([k], np.int64))
    return Sample(op, given, attributes, constants=(1,), label=label)


def running(x: Any, axis: int, label: str, **attributes: Any) -> Sample:
    wide = {"keras": "32 bits"} if np.asarray(x).dtype.itemsize == 8 else {}
    return Sample("cumsum", (x, np.array(axis)), attributes, constants=(1,), label=label,
                  cannot=wide)  # fmt: skip


TIES = np.array([[3, 1, 3, 2], [0, 5, 5, 5]], np.float32)

SAMPLES = [
    *(reduced(name, X, label="all") for name in PLAIN),
    *(reduced(name, X, 1, label="axis") for name in PLAIN),
    *(reduced(name, X, -1, 0, label="axes", keepdims=False) for name in PLAIN),
    reduced("log_sum", POSITIVE, 2, label="axis"),
    reduced("log_sum", POSITIVE, label="all", keepdims=False),
    *(reduced(name, ints(2, 3, 4, low=1).astype(np.int32), 1, label="i32") for name in INTEGERS),
    *(reduced(name, ints(2, 3, low=1), 1, label="i64") for name in ("sum", "max", "min")),
    reduced("prod", ints(2, 3, low=1), 1, label="i64", cannot={"keras": "32 bits"}),
    *(reduced(name, X.astype(np.float64), 1, 2, label="f64") for name in ("sum", "mean", "max")),
    *(reduced(name, BROKEN, 1, label="nan") for name in ("sum", "mean")),
    *(reduced(name, X, label="nothing", noop_with_empty_axes=True) for name in ("sum", "mean")),
    *(reduced(name, np.float32(3), label="number") for name in ("sum", "max")),
    *(reduced(name, floats(0, 3), 0, label="empty") for name in ("sum", "prod")),
    reduced("log_sum_exp", X * 50, 1, label="large"),
    *(reduced("any", X > 1, *axes, label=f"{len(axes)}") for axes in ((), (1,), (0, 2))),
    reduced("any", X > 1, 0, label="dropped", keepdims=False),
    *(ranked(op, X, "plain") for op in ("argmax", "argmin")),
    *(ranked(op, X, "axis", axis=-1, keepdims=False) for op in ("argmax", "argmin")),
    *(ranked(op, TIES, "ties", axis=1) for op in ("argmax", "argmin")),
    *(ranked(op, TIES, "last", axis=1, select_last_index=True) for op in ("argmax", "argmin")),
    *(ranked(op, ints(3, 4), "i64", axis=0) for op in ("argmax", "argmin")),
    ranked("top_k", X, "plain", 2),
    ranked("top_k", X, "axis", 2, axis=1),
    ranked("top_k", X, "smallest", 3, largest=False),
    ranked("top_k", X, "smallest-axis", 1, largest=False, axis=0),
    ranked("top_k", ints(2, 6, high=99), "i64", 3),
    running(X, 1, "plain"),
    running(X, -1, "exclusive", exclusive=True),
    running(X, 0, "reverse", reverse=True),
    running(X, 2, "both", reverse=True, exclusive=True),
    running(ints(3, 4), 1, "i64"),
    running(ints(3, 4).astype(np.int32), 1, "i32"),
]
