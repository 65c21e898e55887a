"""Windows that slide over images: the geometry that convolutions and pooling share.

Lengths may be symbolic. `padding` is a number, one per axis, ONNX's begins and ends behind each
other, or a word: "same" (what is odd goes to the end), "same_lower" (to the begin), "valid".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ahr import dims
from ahr.dims import Dims
from ahr.ops.row import ArrayLike, CannotWrite, ShapeError
from nbc.types.model import Dim

WORDS: Final = {"same": "SAME_UPPER", "same_lower": "SAME_LOWER", "valid": "VALID"}
"""What ONNX calls them in `auto_pad`."""

Pads = tuple[tuple[int, int], ...]


@final
@dataclass(frozen=True, slots=True)
class Windows:
    """One entry an axis. `pads` is None where they depend on lengths that are not known."""

    kernel: tuple[int, ...]
    stride: tuple[int, ...]
    dilation: tuple[int, ...]
    pads: Pads | None
    ceil_mode: bool = False

    @property
    def extent(self) -> tuple[int, ...]:
        """How far a window reaches."""
        return tuple(
            rate * (size - 1) + 1 for rate, size in zip(self.dilation, self.kernel, strict=True)
        )

    def known_pads(self) -> Pads:
        """For targets. Raises CannotWrite."""
        if self.pads is None:
            raise CannotWrite("the padding depends on lengths that are not known")
        return self.pads

    def symmetric(self) -> tuple[int, ...] | None:
        """The padding of each axis, where both of its ends have the same."""
        pads = self.known_pads()
        alike = all(begin == end for begin, end in pads)
        return tuple(begin for begin, _ in pads) if alike else None


def per_axis(value: Any, rank: int, name: str) -> tuple[int, ...]:
    """A number for each axis: 1 where nothing is said."""
    if value is None:
        return (1,) * rank
    if isinstance(value, int):
        return (value,) * rank
    if len(value) != rank:
        raise ShapeError(f"has {rank} axes to slide over, but {name} is {tuple(value)}")
    return tuple(int(each) for each in value)


def windows(
    lengths: Dims, kernel: Sequence[int], attributes: Mapping[str, Any]
) -> Windows:  # fmt: skip
    """The windows over axes of these lengths, from a row's attributes."""
    rank = len(lengths)
    stride = per_axis(attributes.get("stride"), rank, "stride")
    dilation = per_axis(attributes.get("dilation"), rank, "dilation")
    if min((*stride, *dilation, *kernel), default=1) < 1:
        raise ShapeError(f"wants a kernel, stride and dilation of at least 1, got {tuple(kernel)}, "
                         f"{stride} and {dilation}")  # fmt: skip
    made = Windows(tuple(kernel), stride, dilation, None, bool(attributes.get("ceil_mode")))
    pads = _pads(lengths, made, attributes.get("padding", 0))
    return Windows(made.kernel, stride, dilation, pads, made.ceil_mode)


def explicit_pads(padding: Any, rank: int) -> Pads:
    """Begin and end of each axis, where they are given as numbers."""
    if isinstance(padding, int):
        return ((padding, padding),) * rank
    numbers = [int(each) for each in padding]
    if len(numbers) == rank:
        return tuple((each, each) for each in numbers)
    if len(numbers) != 2 * rank:
        raise ShapeError(f"has {rank} axes to slide over, but the padding is {tuple(padding)}")
    return tuple(zip(numbers[:rank], numbers[rank:], strict=True))


def _pads(lengths: Dims, made: Windows, padding: Any) -> Pads | None:
    if not isinstance(padding, str):
        return explicit_pads(padding, len(lengths))
    if padding not in WORDS:
        raise ShapeError(f"has no padding called {padding!r}", hint=f"one of {', '.join(WORDS)}")
    if padding == "valid":
        return ((0, 0),) * len(lengths)
    found = []
    for length, extent, stride in zip(lengths, made.extent, made.stride, strict=True):
        if stride == 1:
            total = extent - 1
        elif isinstance(length, int):
            total = max((-(-length // stride) - 1) * stride + extent - length, 0)
        else:
            return None
        small, large = total // 2, total - total // 2
        found.append((small, large) if padding == "same" else (large, small))
    return tuple(found)


def output_lengths(lengths: Dims, made: Windows) -> Dims:
    """How many windows there are on each axis. Raises ShapeError where there is no room for one."""
    if made.pads is None:
        steps = zip(lengths, made.stride, strict=True)
        return tuple(dims.floor_divide(dims.add(each, by - 1), by) for each, by in steps)
    return tuple(_output_length(axis, length, made) for axis, length in enumerate(lengths))


def _output_length(axis: int, length: Dim, made: Windows) -> Dim:
    assert made.pads is not None
    (begin, end), extent, stride = made.pads[axis], made.extent[axis], made.stride[axis]
    room = dims.add(length, begin + end - extent)
    if isinstance(room, int) and room < 0:
        raise ShapeError(
            f"has windows of {extent} on spatial axis {axis + 1}, whose length is only {length} "
            f"with {begin + end} of padding", operands=(0,),
            hint="make the kernel or the dilation smaller, or pad the input",
        )  # fmt: skip
    if not made.ceil_mode:
        return dims.add(dims.floor_divide(room, stride), 1)
    count = dims.add(dims.floor_divide(dims.add(room, stride - 1), stride), 1)
    if isinstance(count, int) and isinstance(length, int):
        return count - 1 if (count - 1) * stride >= length + begin else count
    return count if stride <= extent - end else None


def end_pads(lengths: Sequence[int], made: Windows) -> Pads:
    """The pads with which exactly the windows that there are fit: in ceil mode more at the end."""
    found = []
    counts = output_lengths(tuple(lengths), made)
    for axis, (begin, end) in enumerate(made.known_pads()):
        count = counts[axis]
        assert isinstance(count, int)
        needed = (count - 1) * made.stride[axis] + made.extent[axis] - lengths[axis] - begin
        found.append((begin, max(needed, end)))
    return tuple(found)


def padded(x: ArrayLike, pads: Pads, value: Any = 0) -> ArrayLike:
    """With cells of one value around the last axes."""
    if not any(begin or end for begin, end in pads):
        return x
    around = ((0, 0),) * (x.ndim - len(pads)) + pads
    made: ArrayLike = np.pad(x, around, constant_values=value)
    return made


def positions(x: ArrayLike, made: Windows) -> ArrayLike:
    """All windows of a padded array, as a view: [..., places..., kernel...]."""
    rank = len(made.kernel)
    axes = tuple(range(x.ndim - rank, x.ndim))
    view = sliding_window_view(x, made.extent, axes)
    steps: tuple[Any, ...] = (..., *(slice(None, None, each) for each in made.stride),
             *(slice(None, None, each) for each in made.dilation))  # fmt: skip
    found: ArrayLike = view[steps]
    return found


def shifted(x: ArrayLike, made: Windows, counts: Sequence[int]) -> list[ArrayLike]:
    """For each cell of the kernel, the cells of a padded array that it meets, as views."""
    found = []
    for place in np.ndindex(made.kernel):
        starts = [at * rate for at, rate in zip(place, made.dilation, strict=True)]
        cells: tuple[Any, ...] = (..., *(
            slice(start, start + (count - 1) * step + 1, step)
            for start, count, step in zip(starts, counts, made.stride, strict=True)
        ))  # fmt: skip
        found.append(x[cells])
    return found
