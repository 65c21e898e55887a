"""Where the cells of a resized axis come from: coordinates, and weights for the cells around them.

Resizing is separable: each axis is a product with a matrix of [new length, length]. The names of
modes are ONNX's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from ahr.ops.row import ArrayLike

Coordinates = Callable[[ArrayLike, float, int, int, float, tuple[float, float]], ArrayLike]
"""Of the places (0, 1, ...), scale, old length, new length, scale * old length, region: where each
place lies between the cells of the input."""


def _half_pixel(
    at: ArrayLike, scale: float, old: int, new: int, exact: float, roi: tuple[float, float]
) -> ArrayLike:
    return (at + 0.5) / scale - 0.5


def _symmetric(
    at: ArrayLike, scale: float, old: int, new: int, exact: float, roi: tuple[float, float]
) -> ArrayLike:
    """The middles of both stay above each other, whatever was rounded off."""
    return old / 2 * (1 - new / exact) + (at + 0.5) / scale - 0.5


def _torch_half_pixel(
    at: ArrayLike, scale: float, old: int, new: int, exact: float, roi: tuple[float, float]
) -> ArrayLike:
    return at - 0.5 if exact == 1 else (at + 0.5) / scale - 0.5


def _align_corners(
    at: ArrayLike, scale: float, old: int, new: int, exact: float, roi: tuple[float, float]
) -> ArrayLike:
    return at * 0.0 if exact == 1 else at * (old - 1) / (exact - 1)


def _asymmetric(
    at: ArrayLike, scale: float, old: int, new: int, exact: float, roi: tuple[float, float]
) -> ArrayLike:
    return at / scale


def _nearest_half_pixel(
    at: ArrayLike, scale: float, old: int, new: int, exact: float, roi: tuple[float, float]
) -> ArrayLike:
    return (at + 0.5) / scale


def _crop(
    at: ArrayLike, scale: float, old: int, new: int, exact: float, roi: tuple[float, float]
) -> ArrayLike:
    """A region of the input, in parts of its length."""
    begin, end = roi
    if exact == 1:
        return at * 0 + (begin + end) * (old - 1) / 2
    return begin * (old - 1) + at * (end - begin) * (old - 1) / (exact - 1)


COORDINATES: Final[Mapping[str, Coordinates]] = {
    "half_pixel": _half_pixel,
    "half_pixel_symmetric": _symmetric,
    "pytorch_half_pixel": _torch_half_pixel,
    "align_corners": _align_corners,
    "asymmetric": _asymmetric,
    "tf_half_pixel_for_nn": _nearest_half_pixel,
    "tf_crop_and_resize": _crop,
}

NEAREST: Final[Mapping[str, Callable[[ArrayLike], ArrayLike]]] = {
    "round_prefer_floor": lambda at: np.ceil(at - 0.5),
    "round_prefer_ceil": lambda at: np.floor(at + 0.5),
    "floor": np.floor,
    "ceil": np.ceil,
}


def coordinates(
    old: int, new: int, scale: float, roi: tuple[float, float], attributes: Mapping[str, Any]
) -> ArrayLike:
    """Where the cells of the new axis lie on the old one."""
    function = COORDINATES[attributes["coordinate_transformation_mode"]]
    return function(np.arange(new, dtype=np.float64), scale, old, new, scale * old, roi)


def nearest(at: ArrayLike, old: int, mode: str) -> ArrayLike:
    """The cells that are taken."""
    made: ArrayLike = np.clip(NEAREST[mode](at), 0, old - 1).astype(np.int64)
    return made


def weights(at: ArrayLike, old: int, scale: float, attributes: Mapping[str, Any]) -> ArrayLike:
    """What each cell of the old axis gives to each of the new one. Cells outside are those of the
    edge, or left out and the others weigh more."""
    shrunk = min(scale, 1.0) if attributes["antialias"] else 1.0
    reach = int(np.ceil((1 if attributes["mode"] == "linear" else 2) / shrunk)) + 1
    cells = np.arange(-reach, old + reach)
    distance = np.abs(cells - at[:, None]) * shrunk
    if attributes["mode"] == "linear":
        wide = np.maximum(0, 1 - distance)
    else:
        wide = _cubic(distance, attributes["cubic_coeff_a"])
    # A place far outside sees the edge alone.
    wide[at < -1, reach] = 1
    wide[at > old, reach + old - 1] = 1
    if attributes["exclude_outside"]:
        wide[:, (cells < 0) | (cells >= old)] = 0
    wide = wide / wide.sum(axis=1, keepdims=True)
    made: ArrayLike = wide[:, reach : reach + old].copy()
    made[:, 0] += wide[:, :reach].sum(axis=1)
    made[:, -1] += wide[:, reach + old :].sum(axis=1)
    return made


def _cubic(distance: ArrayLike, a: float) -> ArrayLike:
    near = ((a + 2) * distance - (a + 3)) * distance**2 + 1
    far = ((distance - 5) * distance + 8) * distance * a - 4 * a
    made: ArrayLike = np.where(distance <= 1, near, np.where(distance < 2, far, 0))
    return made
