"""How the numbers of a weight are distributed: what the live picture shows of it."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

BINS: Final = 40

Json = dict[str, Any]


def distribution(name: str, array: np.ndarray[Any, Any]) -> Json:
    """min, max, mean, std, zeros, size and the `counts` of equal steps from min to max, as JSON's
    values; `error` says why where there are none."""
    numbers = np.asarray(array, np.float64).ravel()
    finite = numbers[np.isfinite(numbers)]
    if not finite.size:
        return {"name": name, "error": "it has no numbers"}
    low, high = float(finite.min()), float(finite.max())
    scale = max(abs(low), abs(high)) or 1.0
    small = finite / scale
    return {
        "name": name, "min": low, "max": high,
        "mean": min(max(float(small.mean()) * scale, low), high), "std": float(small.std()) * scale,
        "zeros": int((finite == 0).sum()), "size": int(numbers.size),
        "counts": _counts(small),
    }  # fmt: skip


def _counts(numbers: np.ndarray[Any, Any]) -> list[int]:
    """Of numbers within -1 and 1. All stand in the middle where they are equal, or too near for
    steps between them."""
    low, high = numbers.min(), numbers.max()
    if not np.all(np.diff(np.linspace(low, high, BINS + 1)) > 0):
        return [0] * (BINS // 2) + [int(numbers.size)] + [0] * (BINS - BINS // 2 - 1)
    places = np.clip(((numbers - low) / (high - low) * BINS).astype(np.int64), 0, BINS - 1)
    return [int(count) for count in np.bincount(places, minlength=BINS)]
