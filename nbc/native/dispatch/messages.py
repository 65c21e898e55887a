"""The messages of traps, as CPython and NumPy word them, from the six values that a trap carries.

How two shapes are packed into them is said in `nbc.native.traps`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from nbc.native.traps import TrapRow

Values = Sequence[int]
Shape = tuple[int, ...]

_LOW = 0xFFFF_FFFF


def message(row: TrapRow, values: Values, text: str) -> str:
    """What the exception of a trap says. `text` is that of the trap's place."""
    maker = _MAKERS.get(row.name)
    if maker is not None:
        return maker(values)
    a, b, c, d, e, f = values
    return row.text.format(a=a, b=b, c=c, d=d, e=e, f=f, name=text)


def shapes(values: Values) -> tuple[Shape, Shape]:
    """The two shapes that the values hold, or the first two of three."""
    first, second, *_ = all_shapes(values)
    return first, second


def all_shapes(values: Values) -> list[Shape]:
    """The two shapes that the values hold, or three."""
    dims = [part for value in values[1:] for part in (value & _LOW, (value >> 32) & _LOW)]
    first, second, third = ((values[0] >> shift) & 0xFF for shift in (0, 8, 16))
    ends = [0, first, first + second, *([first + second + third - 1] if third else [])]
    return [tuple(dims[start:end]) for start, end in pairwise(ends)]


def packed(first: Shape, second: Shape) -> list[int]:
    """The values that hold two shapes: what native code stores."""
    dims = [*first, *second, *[0] * 10][:10]
    pairs = [low | high << 32 for low, high in zip(dims[::2], dims[1::2], strict=True)]
    return [len(first) | len(second) << 8, *pairs]


def _shape(shape: Shape) -> str:
    """As NumPy writes a shape: without blanks."""
    return f"({shape[0]},)" if len(shape) == 1 else f"({','.join(map(str, shape))})"


def _broadcast(values: Values) -> str:
    found = " ".join(map(_shape, all_shapes(values)))
    return f"operands could not be broadcast together with shapes {found} "


def _broadcast_in_place(values: Values) -> str:
    place, other = map(_shape, shapes(values))
    return f"operands could not be broadcast together with shapes {place} {other} {place} "


def _index_shapes(values: Values) -> str:
    a, b = map(_shape, shapes(values))
    return f"shape mismatch: indexing arrays could not be broadcast together with shapes {a} {b} "


def _value_into_index(values: Values) -> str:
    value, place = map(_shape, shapes(values))
    return (
        f"shape mismatch: value array of shape {value} could not be broadcast to indexing result "
        f"of shape {place}"
    )


def _broadcast_into(values: Values) -> str:
    value, place = map(_shape, shapes(values))
    return f"could not broadcast input array from shape {value} into shape {place}"


def _broadcast_output(values: Values) -> str:
    out, needed = map(_shape, shapes(values))
    return (
        f"non-broadcastable output operand with shape {out} doesn't match the broadcast shape "
        f"{needed}"
    )


def _not_aligned(values: Values) -> str:
    a, b = shapes(values)
    last, axis = len(a) - 1, max(0, len(b) - 2)
    return (
        f"shapes {_shape(a)} and {_shape(b)} not aligned: {a[last]} (dim {last}) != {b[axis]} "
        f"(dim {axis})"
    )


def _matmul(values: Values) -> str:
    return (
        "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
        f"(n?,k),(k,m?)->(n?,m?) (size {values[0]} is different from {values[1]})"
    )


def _unpack(values: Values) -> str:
    expected, found = values[0], values[1]
    if found > expected:
        return f"too many values to unpack (expected {expected})"
    return f"not enough values to unpack (expected {expected}, got {found})"


def _reshape(values: Values) -> str:
    size, shape = shapes(values)
    return f"cannot reshape array of size {size[0]} into shape {_shape(shape)}"


def _concatenate(values: Values) -> str:
    axis, first, size, second, other = values[:5]
    return (
        "all the input array dimensions except for the concatenation axis must match exactly, but "
        f"along dimension {axis}, the array at index {first} has size {size} and the array at "
        f"index {second} has size {other}"
    )


_MAKERS: dict[str, Callable[[Values], str]] = {
    "BROADCAST": _broadcast, "BROADCAST_INTO": _broadcast_into, "MATMUL": _matmul,
    "BROADCAST_IN_PLACE": _broadcast_in_place, "BROADCAST_OUTPUT": _broadcast_output,
    "NOT_ALIGNED": _not_aligned, "UNPACK": _unpack, "RESHAPE": _reshape,
    "CONCATENATE": _concatenate, "INDEX_SHAPES": _index_shapes,
    "VALUE_INTO_INDEX": _value_into_index,
}  # fmt: skip
