"""Images in other sizes, as ONNX's Resize has them: nearest, linear, cubic; all its coordinates.

What targets have of their own is written so; the nearest cells of known lengths can always be said.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np

from ahr import dims
from ahr.dims import Dims
from ahr.graph import TensorSpec
from ahr.ops.reshape_rows import numbers
from ahr.ops.resizing import COORDINATES, NEAREST, coordinates, nearest, weights
from ahr.ops.row import ArrayLike, Call, CannotWrite, OnnxWriter, ShapeError, TensorOp, Use
from ahr.ops.rules import axis_in, want
from nbc.types.model import Dim

_ATTRIBUTES: Final[dict[str, Any]] = {
    "mode": "nearest", "coordinate_transformation_mode": "half_pixel",
    "nearest_mode": "round_prefer_floor", "cubic_coeff_a": -0.75, "exclude_outside": False,
    "extrapolation_value": 0.0, "antialias": False, "axes": None,
    "keep_aspect_ratio_policy": "stretch",
}  # fmt: skip
_CHOICES: Final = {
    "mode": ("nearest", "linear", "cubic"), "coordinate_transformation_mode": tuple(COORDINATES),
    "nearest_mode": tuple(NEAREST),
    "keep_aspect_ratio_policy": ("stretch", "not_larger", "not_smaller"),
}  # fmt: skip
_HALF: Final = ("half_pixel", "pytorch_half_pixel")


def _axes(axes: Sequence[int] | None, rank: int) -> list[int]:
    return list(range(rank)) if axes is None else [axis_in(axis, rank) for axis in axes]


def _shape(call: Call) -> tuple[TensorSpec, ...]:
    x = want(call, 0, "fiu")
    for name, choices in _CHOICES.items():
        if call[name] not in choices:
            raise ShapeError(f"has no {name} {call[name]!r}", hint=f"one of {', '.join(choices)}")
    if call.has(2) == call.has(3):
        raise ShapeError("wants either scales or sizes")
    if x.dims is None:
        return (x,)
    axes = _axes(call["axes"], len(x.dims))
    scales, sizes = call.constant(2), numbers(call, 3)
    found: list[Dim] = list(x.dims)
    for index, axis in enumerate(axes):
        if scales is not None and index < len(scales):
            found[axis] = _scaled(x.dims[axis], float(scales[index]))
        else:
            found[axis] = None if sizes is None else sizes[index]
    if sizes is not None and call["keep_aspect_ratio_policy"] != "stretch":
        found = list(_kept_ratio(x.dims, axes, sizes, call["keep_aspect_ratio_policy"])[0])
    return (TensorSpec(x.dtype, tuple(found)),)


def _scaled(length: Dim, scale: float) -> Dim:
    if isinstance(length, int):
        return int(np.floor(length * np.float32(scale)))
    if scale == int(scale):
        return dims.multiply(length, int(scale))
    parts = round(1 / scale)
    return dims.floor_divide(length, parts) if scale * parts == 1 else None


def _kept_ratio(
    lengths: Dims, axes: Sequence[int], sizes: Sequence[int], policy: str
) -> tuple[Dims, float]:
    """The lengths that one scale for all axes leads to, and the scale."""
    pairs = [(lengths[axis], size) for axis, size in zip(axes, sizes, strict=True)]
    scales = [size / length for length, size in pairs if isinstance(length, int)]
    made = list(lengths)
    if len(scales) < len(pairs):
        return tuple(None if axis in axes else each for axis, each in enumerate(made)), 0.0
    scale = min(scales) if policy == "not_larger" else max(scales)
    for axis, (length, _) in zip(axes, pairs, strict=True):
        assert isinstance(length, int)
        made[axis] = int(length * scale + 0.5)
    return tuple(made), scale


def _plan(
    shape: Sequence[int], scales: ArrayLike | None, sizes: ArrayLike | None,
    attributes: dict[str, Any],
) -> list[tuple[int, int, float]]:  # fmt: skip
    """(axis, new length, scale) of each axis that is resized."""
    axes = _axes(attributes["axes"], len(shape))
    if scales is not None and scales.size:
        return [(axis, int(np.floor(shape[axis] * np.float32(scale))), float(scale))
                for axis, scale in zip(axes, scales, strict=True)]  # fmt: skip
    wanted = [int(each) for each in np.ravel(np.asarray(sizes))]
    policy = attributes["keep_aspect_ratio_policy"]
    if policy == "stretch":
        return [(axis, size, size / shape[axis]) for axis, size in zip(axes, wanted, strict=True)]
    made, scale = _kept_ratio(tuple(shape), axes, wanted, policy)
    return [(axis, int(made[axis] or 0), scale) for axis in axes]


def _resize(
    x: ArrayLike, roi: ArrayLike | None = None, scales: ArrayLike | None = None,
    sizes: ArrayLike | None = None, **attributes: Any,
) -> ArrayLike:  # fmt: skip
    plan = _plan(x.shape, scales, sizes, attributes)
    y, region = x, [] if roi is None else [float(each) for each in roi]
    for index, (axis, new, scale) in enumerate(plan):
        ends = (region[index], region[index + len(plan)]) if len(region) == 2 * len(plan) else None
        if new != x.shape[axis] or scale != 1 or ends not in (None, (0.0, 1.0)):
            y = _along(y, axis, new, scale, ends or (0.0, 1.0), attributes)
    if x.dtype.kind in "iu" and y.dtype != x.dtype:
        y = np.clip(y, np.iinfo(x.dtype).min, np.iinfo(x.dtype).max)
    return y.astype(x.dtype, copy=False)


def _along(
    x: ArrayLike, axis: int, new: int, scale: float, roi: tuple[float, float],
    attributes: dict[str, Any],
) -> ArrayLike:  # fmt: skip
    old = x.shape[axis]
    at = coordinates(old, new, scale, roi, attributes)
    if attributes["mode"] == "nearest":
        y: ArrayLike = x.take(nearest(at, old, attributes["nearest_mode"]), axis)
    else:
        wide = np.float64 if x.dtype == np.float64 else np.float32
        matrix = weights(at, old, scale, attributes).astype(wide)
        y = np.moveaxis(np.matmul(np.moveaxis(x, axis, -1).astype(wide), matrix.T), -1, axis)
    if attributes["coordinate_transformation_mode"] == "tf_crop_and_resize":
        outside = ((at < 0) | (at > old - 1)).reshape(-1, *(1,) * (x.ndim - 1 - axis))
        y = np.where(outside, np.asarray(attributes["extrapolation_value"], y.dtype), y)
    return y


def _known_plan(use: Use) -> list[tuple[int, int, float]]:
    """The axes that change. Raises CannotWrite."""
    shape = use.call.spec(0).dims
    if shape is None:
        raise CannotWrite("the number of axes is not known")
    scales = use.known(2, "how it scales") if use.call.has(2) else None
    sizes = use.known(3, "the new size") if use.call.has(3) else None
    plan = []
    whole = [each if isinstance(each, int) else 1 for each in shape]
    for axis, new, scale in _plan(whole, scales, sizes, dict(use.call.attributes)):
        if scales is not None and scale == 1 or sizes is not None and new == shape[axis]:
            continue
        if sizes is not None and not isinstance(shape[axis], int):
            scale = 0.0  # not known
        plan.append((axis, new, scale))
    return plan


def _torch(use: Use) -> str:
    plan, x = _known_plan(use), use.operands[0]
    if not plan:
        return x
    rank = len(use.call.spec(0).dims or ())
    images = rank in (3, 4, 5) and all(axis >= 2 for axis, _, _ in plan)
    name = _torch_mode(use, plan, rank) if images else ""
    if not name:
        return _by_cells(use, plan, "{x}[{before}{cells}]")
    given = {axis: (new, scale) for axis, new, scale in plan}
    if use.call.has(2):
        factors = tuple(given.get(axis, (0, 1.0))[1] for axis in range(2, rank))
        size = f"scale_factor={factors}"
    else:
        lengths = [str(given[axis][0]) if axis in given else f"{x}.shape[{axis}]"
                   for axis in range(2, rank)]  # fmt: skip
        size = f"size=({', '.join(lengths)}{',' if len(lengths) == 1 else ''})"
    corners = use["coordinate_transformation_mode"] == "align_corners"
    aligned = f", align_corners={corners}" if use["mode"] != "nearest" else ""
    return f'F.interpolate({x}, {size}, mode="{name}"{aligned})'


def _torch_mode(use: Use, plan: list[tuple[int, int, float]], rank: int) -> str:
    """torch's name for it, or nothing."""
    coordinate, whole = use["coordinate_transformation_mode"], all(
        scale == int(scale) and scale >= 1 for _, _, scale in plan
    )  # fmt: skip
    if use["antialias"] or use["exclude_outside"]:
        return ""
    if use["mode"] == "nearest":
        if coordinate == "asymmetric" and use["nearest_mode"] == "floor":
            return "nearest"
        rounds = use["nearest_mode"].startswith("round")
        return "nearest-exact" if coordinate in _HALF and rounds and whole else ""
    corners = coordinate == "align_corners" and (whole or use.call.has(3))
    if coordinate not in _HALF and not corners:
        return ""
    if use["mode"] == "linear":
        return {3: "linear", 4: "bilinear", 5: "trilinear"}[rank]
    return "bicubic" if rank == 4 and use["cubic_coeff_a"] == -0.75 else ""


def _by_cells(use: Use, plan: list[tuple[int, int, float]], take: str) -> str:
    """The nearest cells, listed."""
    shape, text = use.call.spec(0).dims or (), use.operands[0]
    if use["mode"] != "nearest" or use.call.has(1):
        raise CannotWrite("there is no interpolation of this kind")
    for axis, new, scale in plan:
        length = shape[axis]
        if not isinstance(length, int):
            raise CannotWrite("which cells are nearest depends on lengths that are not known")
        at = coordinates(length, new, scale, (0.0, 1.0), use.call.attributes)
        cells = nearest(at, length, use["nearest_mode"]).tolist()
        text = take.format(x=text, before=":, " * axis, cells=cells, axis=axis)
    return text


def _keras(use: Use) -> str:
    plan, x = _known_plan(use), use.operands[0]
    shape, made = use.call.spec(0).dims or (), use.outputs[0].dims or ()
    if not plan:
        return x
    plain = use["coordinate_transformation_mode"] in _HALF and not use["exclude_outside"]
    if use["mode"] == "nearest" or not plain or use["antialias"]:
        return _by_cells(use, plan, "ops.take({x}, {cells}, axis={axis})")
    if use["mode"] != "linear" or len(shape) not in (3, 4) or plan[0][0] < 2:
        raise CannotWrite("there is no interpolation of this kind")
    if any(isinstance(length, int) and scale * length != new for length, new, scale in
           ((shape[axis], new, scale) for axis, new, scale in plan)):  # fmt: skip
        raise CannotWrite("Keras scales by whole lengths")
    size = tuple(each for each in made[2:] if isinstance(each, int))
    if len(size) < len(made) - 2:
        raise CannotWrite("Keras wants to know the new size")
    settings = 'interpolation="bilinear", data_format="channels_first"'
    if len(shape) == 4:
        return f"ops.image.resize({x}, {size}, {settings})"
    return f"ops.squeeze(ops.image.resize(ops.expand_dims({x}, 2), {(1, *size)}, {settings}), 2)"


def _onnx(write: OnnxWriter, call: Call, inputs: Sequence[str], outputs: Sequence[str]) -> None:
    settings = {name: call[name] for name in _ATTRIBUTES if call[name] is not None}
    for name in ("antialias", "exclude_outside"):
        settings[name] = int(settings[name])
    if call["mode"] != "cubic":
        settings.pop("exclude_outside")
        settings.pop("cubic_coeff_a")
    write.node("Resize", inputs, outputs, **settings)


ROWS: Final = (
    TensorOp("resize", "x roi? scales? sizes?", _shape, _resize, _torch, _onnx, _keras,
             "in another size: by scales or to sizes of all axes, or of `axes`", _ATTRIBUTES),
)  # fmt: skip
