"""Samples of attention: masks of truths and of floats, causal ones, several heads."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.unit.ahr.ops.samples import Sample, floats

QUERY, KEY, VALUE = floats(2, 3, 4, 5), floats(2, 3, 6, 5, seed=1), floats(2, 3, 6, 7, seed=2)
SEEN = np.tri(4, 6, 2, dtype=bool)
ADDED = floats(4, 6, seed=3)
X, OTHER = floats(2, 4, 6), floats(2, 5, 6, seed=1)
WEIGHTS = (floats(18, 6, seed=2), floats(6, 6, seed=3))
BIASES = (floats(18, seed=4), floats(6, seed=5))
ENDS = np.array([[1, 1, 1, 0, 0], [1, 1, 1, 1, 1]], bool).reshape(2, 1, 1, 5)


def product(label: str, *mask: Any, **attributes: Any) -> Sample:
    return Sample("attention", (QUERY, KEY, VALUE, *mask), attributes, label=label)


def heads(label: str, *mask: Any, key: Any = OTHER, bias: bool = True, **attributes: Any) -> Sample:
    biases = BIASES if bias else (None, None)
    data = (0, 1, 2, 7) if mask else (0, 1, 2)
    return Sample("multi_head_attention", (X, key, key, *WEIGHTS, *biases, *mask),
                  {"heads": 2, **attributes}, label=label, data=data)  # fmt: skip


SAMPLES = [
    product("plain"),
    product("scale", scale=0.3),
    product("mask", SEEN),
    product("added", ADDED),
    product("causal", causal=True),
    product("causal-mask", SEEN[:, ::-1].copy() | np.eye(4, 6, dtype=bool), causal=True),
    product("causal-added", ADDED, causal=True),
    Sample("attention", (QUERY[0, 0], KEY[0, 0], VALUE[0, 0]), label="2-d"),
    heads("self", key=X),
    heads("other"),
    heads("no-bias", bias=False),
    heads("causal", key=X, causal=True),
    heads("mask", SEEN[:, :5]),
    heads("added", ADDED[:, :5]),
    heads("ends", ENDS),
    heads("one", heads=1),
    heads("causal-mask", np.tri(4, 5, dtype=bool), causal=True),
]
