"""Tensors by name as bytes: safetensors, read and written by its library."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from nbc.errors import ModelError


def written_tensors(tensors: Mapping[str, Any]) -> bytes:
    """The bytes of a safetensors file."""
    return save({name: np.ascontiguousarray(value) for name, value in tensors.items()})


def read_tensors(data: bytes, path: Path) -> dict[str, np.ndarray[Any, Any]]:
    """The arrays of a safetensors file. Raises ModelError N6005."""
    try:
        return dict(load(data))
    except (SafetensorError, ValueError, KeyError, TypeError) as error:
        raise ModelError("N6005", f"{path}: its tensors cannot be read: {error}",
                         hint="copy or download it again") from None  # fmt: skip
