"""The arrays of a request: written in it, or taken by name from the data set that it was given.

Nothing of a file is unpickled.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from noodle_server.errors import ApiError
from noodle_server.jobs.values import from_json
from noodle_server.jobs.workplace import Workplace
from noodle_server.schemas.model_requests import ArrayIn, DataIn


def samples(data: DataIn, workplace: Workplace) -> tuple[Any, Any, Any, Any]:
    """x, y and those that are held, None where there are none. Raises ApiError N7004."""
    place = workplace.files.get("data")
    arrays = {} if place is None else read_arrays(place)
    x, y = _named(arrays, data.x, "x"), _named(arrays, data.y, "y")
    return x, y, _named(arrays, data.x_held, "x_held"), _named(arrays, data.y_held, "y_held")


def read_arrays(place: Path) -> dict[str, Any]:
    """All arrays of a `.npz` or `.safetensors` file. Raises ApiError N7032 for what is none."""
    try:
        if place.suffix == ".npz":
            return _npz(place)
        from safetensors.numpy import load  # lazy: not everybody has models

        return dict(load(place.read_bytes()))
    except (ValueError, OSError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise ApiError("N7032", f"the data set cannot be read: {error}",
                       hint="write it with numpy.savez or safetensors") from None  # fmt: skip


def _npz(place: Path) -> dict[str, Any]:
    with np.load(place, allow_pickle=False) as found:
        if not isinstance(found, Mapping):
            raise ValueError("it is a single array, not a .npz")
        return {name: found[name] for name in found}


def _named(arrays: Mapping[str, Any], wanted: Any, what: str) -> Any:
    if wanted is None:
        return None
    if isinstance(wanted, list):
        return tuple(_named(arrays, each, what) for each in wanted)
    if isinstance(wanted, ArrayIn):
        return from_json(wanted.model_dump())
    if wanted in arrays:
        return arrays[wanted]
    if what == "y" == wanted:
        return None
    there = ", ".join(sorted(arrays)) or "none: no data set was given"
    raise ApiError("N7004", f"{what}: there is no array {wanted!r} in the data",
                   hint=f"there are {there}")  # fmt: skip
