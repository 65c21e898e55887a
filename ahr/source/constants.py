"""Constants in source text: which are written where they are used, and as what."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

INLINE_AT_MOST: Final = 16
"""Elements of a constant that is written where it is used."""


def is_inline(value: np.ndarray[Any, Any]) -> bool:
    """Whether a constant is written where it is used; else it is a field."""
    return value.size <= INLINE_AT_MOST and value.dtype.kind in "fiub"


def written_list(value: np.ndarray[Any, Any]) -> str:
    """An array as a nested list, whose special numbers Python can read."""
    text = repr(value.tolist())
    return text.replace("inf", 'float("inf")').replace("nan", 'float("nan")')
