"""Parts of shape rules that many rows share: broadcasting, axes, element types.

Everything here works on symbolic lengths and raises ShapeError only for what certainly cannot fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Final

from ahr import dims
from ahr.dims import Dims
from ahr.dtypes import BY_NAME
from ahr.graph import TensorSpec
from ahr.ops.row import Call, ShapeError, ShapeRule
from nbc.types.model import Dim

_KINDS: Final = {
    "f": "floats",
    "fiu": "numbers",
    "fi": "signed numbers",
    "iu": "integers",
    "b": "bools",
    "fiub": "numbers or bools",
    "i": "signed integers",
}


def want(call: Call, index: int, kinds: str) -> TensorSpec:
    """The spec of an input whose element type is of these kinds (as in `Dtype.kind`)."""
    spec = call.spec(index)
    if BY_NAME[spec.dtype].kind not in kinds:
        raise ShapeError(
            f"wants a tensor of {_KINDS[kinds]}, got {spec}", operands=(index,),
            hint="convert it first with cast(x, f32)" if "f" in kinds else "",
        )  # fmt: skip
    return spec


def same_dtype(call: Call, indices: Iterable[int]) -> str:
    """The element type that all these inputs have."""
    first, *others = [index for index in indices if call.has(index)]
    wanted = call.spec(first)
    for index in others:
        spec = call.spec(index)
        if spec.dtype != wanted.dtype:
            raise ShapeError(
                f"wants tensors of one element type, got {wanted} and {spec}",
                operands=(first, index), hint=f"convert one with cast(x, {wanted.dtype})",
            )  # fmt: skip
    return wanted.dtype


def broadcast(call: Call, indices: Sequence[int]) -> Dims | None:
    """The shape of inputs that are combined element by element."""
    shapes = [call.spec(index).dims for index in indices]
    if any(shape is None for shape in shapes):
        return None
    rank = max(len(shape or ()) for shape in shapes)
    return tuple(_broadcast_axis(call, indices, axis) for axis in range(-rank, 0))


def _broadcast_axis(call: Call, indices: Sequence[int], axis: int) -> Dim:
    length: Dim = 1
    owner = indices[0]
    for index in indices:
        shape = call.spec(index).dims or ()
        other = shape[axis] if len(shape) >= -axis else 1
        if other == 1 or other == length:
            continue
        if length != 1 and dims.disagree(length, other):
            raise ShapeError(
                f"cannot combine {call.spec(owner)} with {call.spec(index)}: {length} and {other} "
                f"on axis {axis} are neither equal nor 1", operands=(owner, index),
            )  # fmt: skip
        if length == 1 or isinstance(other, int):
            length, owner = other, index
        elif not isinstance(length, int):
            length = None
    return length


def broadcast_dims(*shapes: Dims | None) -> Dims | None:
    """The shape that shapes make together. Raises ShapeError with the shapes."""
    call = Call(tuple(TensorSpec("f32", shape) for shape in shapes), {})
    return broadcast(call, range(len(shapes)))


def elementwise(kinds: str, count: int = 1, result: str | None = None) -> ShapeRule:
    """The rule of functions of `count` numbers (0: as many as there are)."""

    def rule(call: Call) -> tuple[TensorSpec, ...]:
        indices = range(count or len(call.inputs))
        for index in indices:
            want(call, index, kinds)
        dtype = same_dtype(call, indices)
        return (TensorSpec(result or dtype, broadcast(call, indices)),)

    return rule


def kept(kinds: str) -> ShapeRule:
    """The rule of what has the shape and the element type of its first input."""

    def rule(call: Call) -> tuple[TensorSpec, ...]:
        return (want(call, 0, kinds),)

    return rule


def axis_in(axis: int, rank: int, spec: TensorSpec | None = None) -> int:
    """An axis counted from the front. Raises ShapeError where there is no such axis."""
    if not -rank <= axis < rank:
        shown = f"{spec}" if spec else f"a tensor of {rank} axes"
        raise ShapeError(f"has no axis {axis}: the input is {shown}", operands=(0,))
    return axis % rank


def axes_in(axes: Iterable[int], rank: int, spec: TensorSpec | None = None) -> tuple[int, ...]:
    """Axes counted from the front, in order. Raises ShapeError for one that is there twice."""
    found = [axis_in(int(axis), rank, spec) for axis in axes]
    if len(set(found)) != len(found):
        raise ShapeError(f"has an axis twice in {sorted(found)}")
    return tuple(sorted(found))


def unify(shapes: Sequence[Dims | None]) -> Dims | None:
    """What is certain of a shape that is one of these."""
    if any(shape is None or len(shape) != len(shapes[0] or ()) for shape in shapes):
        return None
    return tuple(
        reduce(lambda one, other: one if one == other else None, lengths)
        for lengths in zip(*(shape or () for shape in shapes), strict=True)
    )


def agreed(call: Call, lengths: Sequence[tuple[int, Dim]], what: str) -> Dim:
    """The length that inputs share; (index, length) each. The most definite one is kept."""
    owner, found = lengths[0]
    for index, length in lengths[1:]:
        if dims.disagree(found, length):
            raise ShapeError(
                f"{what}: {found} in {call.spec(owner)} but {length} in {call.spec(index)}",
                operands=(owner, index),
            )  # fmt: skip
        if found is None or isinstance(length, int):
            owner, found = index, length
    return found
