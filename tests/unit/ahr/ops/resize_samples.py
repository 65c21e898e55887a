"""Samples of resizing: each way to place the cells, each way to weigh them."""

from __future__ import annotations

from typing import Any

import numpy as np

from tests.unit.ahr.ops.samples import Sample, floats

X, LINE = floats(1, 2, 4, 5), floats(2, 3, 6)
NONE = {"torch": "no interpolation", "keras": "no interpolation"}
NO_KERAS = {"keras": "no interpolation"}


def scaled(*scales: float, label: str, x: Any = X, cannot: Any = None, **attributes: Any) -> Sample:
    given = np.array((1, 1, *scales) if len(scales) < x.ndim else scales, np.float32)
    return Sample("resize", (x, None, given, None), attributes, (2,), cannot or {}, label=label)


def sized(*sizes: int, label: str, x: Any = X, cannot: Any = None, **attributes: Any) -> Sample:
    given = np.array((*x.shape[:2], *sizes) if len(sizes) < x.ndim else sizes)
    return Sample("resize", (x, None, None, given), attributes, (3,), cannot or {}, label=label)


def coordinate(name: str) -> dict[str, Any]:
    return {"coordinate_transformation_mode": name}


CORNERS, ASYMMETRIC = coordinate("align_corners"), coordinate("asymmetric")
TORCH_PIXELS, SYMMETRIC = coordinate("pytorch_half_pixel"), coordinate("half_pixel_symmetric")
CROP = Sample("resize", (X, np.array([0, 0, 0.2, 0.4, 1, 1, 0.8, 1.2], np.float32), None,
                         np.array([1, 2, 3, 4])),
              {"mode": "linear", **coordinate("tf_crop_and_resize"), "extrapolation_value": 7.0},
              (1, 3), NONE, label="crop")  # fmt: skip

SAMPLES = [
    CROP,
    scaled(2, 3, label="nearest"),
    scaled(2, 2, label="nearest-asymmetric", nearest_mode="floor", **ASYMMETRIC),
    *(sized(3, 7, label=f"nearest-{mode}", nearest_mode=mode) for mode in
      ("round_prefer_floor", "round_prefer_ceil", "floor", "ceil")),
    sized(3, 8, label="nearest-corners", **CORNERS),
    sized(6, 2, label="nearest-tie", **ASYMMETRIC),
    scaled(0.6, 0.6, label="nearest-smaller"),
    scaled(1, 1, label="nothing"),
    scaled(2, x=LINE, label="nearest-1-d"),
    scaled(2, 2, 1, 1, label="nearest-first-axes"),
    scaled(2, 2, label="linear", mode="linear"),
    sized(3, 9, label="linear-sizes", mode="linear"),
    sized(7, 9, label="linear-corners", mode="linear", cannot=NO_KERAS, **CORNERS),
    sized(7, 9, label="linear-torch", mode="linear", **TORCH_PIXELS),
    sized(7, 9, label="linear-asymmetric", mode="linear", cannot=NONE, **ASYMMETRIC),
    scaled(1.3, 0.7, label="linear-symmetric", mode="linear", cannot=NONE, **SYMMETRIC),
    scaled(0.6, 0.6, label="linear-smaller", mode="linear", cannot={"keras": "whole lengths"}),
    sized(4, x=LINE, label="linear-1-d", mode="linear"),
    scaled(2, 2, label="cubic", mode="cubic", cannot=NO_KERAS),
    sized(3, 9, label="cubic-sizes", mode="cubic", cannot=NO_KERAS),
    sized(7, 9, label="cubic-corners", mode="cubic", cannot=NO_KERAS, **CORNERS),
    sized(3, 9, label="cubic-outside", mode="cubic", cannot=NONE, exclude_outside=True),
    sized(3, 9, label="cubic-half", mode="cubic", cannot=NONE, cubic_coeff_a=-0.5),
    Sample("resize", (X, None, np.array([2, 3], np.float32), None), {"axes": (3, 2)}, (2,),
           label="axes"),
    Sample("resize", (X, None, None, np.array([8, 8])),
           {"axes": (2, 3), "keep_aspect_ratio_policy": "not_larger"}, (3,), label="not-larger"),
    Sample("resize", (X, None, None, np.array([8, 8])),
           {"axes": (2, 3), "keep_aspect_ratio_policy": "not_smaller", "mode": "linear"}, (3,),
           label="not-smaller"),
    Sample("resize", (np.arange(20, dtype=np.uint8).reshape(1, 1, 4, 5), None,
                      np.array([1, 1, 2, 2], np.float32), None), constants=(2,), label="u8"),
]  # fmt: skip
