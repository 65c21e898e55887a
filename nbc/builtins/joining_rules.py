"""The typing rules of NumPy's functions that join, split and repeat arrays."""

from __future__ import annotations

from collections.abc import Callable

from nbc.builtins import arrays, plain
from nbc.builtins.arrays import Dims, dtype_or, shape_text, shaped
from nbc.builtins.entry import Typing
from nbc.builtins.loops import common_dtype
from nbc.builtins.model import RuleError
from nbc.builtins.signature import Arguments
from nbc.types.model import OBJECT, Array, Container, Dim, NoneType, Scalar, Tuple, Type
from nbc.types.shapes import size

LIST = Container("list")
_MOST_PARTS = 1000


def parts_of(kind: Type) -> list[Array] | None:
    """The arrays that are to be joined: items of a tuple or list, or an array's first axis."""
    if isinstance(kind, Array):
        if not kind.dims or not isinstance(kind.dims[0], int) or kind.dims[0] > _MOST_PARTS:
            return None
        return [Array(kind.dtype, kind.dims[1:])] * kind.dims[0]
    items = plain.items_of(kind)
    if items is None:
        return None
    parts = [shaped(item) for item in items]
    return None if None in parts else [part for part in parts if part is not None]


def _joint_dtype(parts: list[Array], a: Arguments) -> str | None:
    strong = [Array(part.dtype, (1,)) for part in parts]
    return dtype_or(a.get("dtype"), common_dtype(strong))


def _joined(parts: list[Array], axis: int, place: tuple[int, ...]) -> Dims | None:
    """The shape of parts of one rank laid behind each other along an axis."""
    shapes = [part.dims for part in parts if part.dims is not None]
    if len(shapes) < len(parts) or not shapes:
        return None
    first = shapes[0]
    for shape in shapes:
        if len(shape) != len(first):
            message = (
                f"arrays of shapes {shape_text(first)} and {shape_text(shape)} cannot be joined"
            )
            raise RuleError("N2002", message, hint="they differ in dimensions", operands=place)
    dims: list[Dim] = []
    for index in range(len(first)):
        lengths = [shape[index] for shape in shapes]
        dims.append(_sum(lengths) if index == axis else _agreed(lengths, shapes, place))
    return tuple(dims)


def _sum(lengths: list[Dim]) -> Dim:
    known = [length for length in lengths if isinstance(length, int)]
    return sum(known) if len(known) == len(lengths) else None


def _agreed(lengths: list[Dim], shapes: list[Dims], place: tuple[int, ...]) -> Dim:
    known = {length for length in lengths if isinstance(length, int)}
    if len(known) > 1:
        listed = ", ".join(shape_text(shape) for shape in shapes[:4])
        message = f"arrays of shapes {listed} cannot be joined"
        raise RuleError("N2002", message, hint="all but the joined axis must agree", operands=place)
    if known:
        return known.pop()
    return lengths[0] if len(set(lengths)) == 1 else None


def concatenate(a: Arguments) -> Type:
    parts = parts_of(a["arrays"])
    if parts is None or not plain.absent(a.get("out")):
        return OBJECT
    place = a.at("arrays")
    _refuse_nothing(parts, place)
    dtype = _joint_dtype(parts, a)
    axis = a.get("axis")
    if isinstance(axis, NoneType):
        return Array(dtype, (_sum([size(part.dims) for part in parts]),))
    if any(part.dims == () for part in parts):
        message = "values without axes cannot be concatenated"
        raise RuleError("N2002", message, hint="use stack()", operands=place)
    rank = len(parts[0].dims) if parts[0].dims is not None else None
    if rank is None:
        return Array(dtype, None)
    along = arrays.axis_number(axis or Scalar("i64", value=0), rank, a.at("axis"))
    if along is None:
        return Array(dtype, (None,) * rank if plain.is_integer(axis) else None)
    return Array(dtype, _joined(parts, along, place))


def _refuse_nothing(parts: list[Array], place: tuple[int, ...]) -> None:
    if not parts:
        raise RuleError("N2002", "there is no array to join", operands=place)


def stack(a: Arguments) -> Type:
    parts = parts_of(a["arrays"])
    if parts is None or not plain.absent(a.get("out")):
        return OBJECT
    place = a.at("arrays")
    _refuse_nothing(parts, place)
    dims = _joined(parts, -1, place)
    dtype = _joint_dtype(parts, a)
    if dims is None:
        return Array(dtype, None)
    axis = arrays.axis_number(a.get("axis") or Scalar("i64", value=0), len(dims) + 1, a.at("axis"))
    if axis is None:
        return Array(dtype, (None,) * (len(dims) + 1))
    return Array(dtype, (*dims[:axis], len(parts), *dims[axis:]))


def at_least(rank: int, dims: Dims | None) -> Dims | None:
    """The shapes of atleast_1d, atleast_2d, atleast_3d."""
    if dims is None or len(dims) >= rank:
        return dims
    if rank < 3:
        return (1,) * (rank - len(dims)) + dims
    return (dims[0], dims[1], 1) if len(dims) == 2 else (1, *dims, 1) if dims else (1, 1, 1)


def stacked(raise_rank: Callable[[Dims | None], Dims | None], axis: int | None) -> Typing:
    """vstack and its kin: each part gets axes, then all are joined. `axis` None: that of hstack."""

    def rule(a: Arguments) -> Type:
        parts = parts_of(a["tup"])
        if parts is None:
            return OBJECT
        _refuse_nothing(parts, a.at("tup"))
        raised = [Array(part.dtype, raise_rank(part.dims)) for part in parts]
        first = raised[0].dims
        if first is None:
            return Array(_joint_dtype(parts, a), None)
        along = axis if axis is not None else 0 if len(first) == 1 else 1
        return Array(_joint_dtype(parts, a), _joined(raised, along, a.at("tup")))

    return rule


def _column(dims: Dims | None) -> Dims | None:
    return dims if dims is None or len(dims) >= 2 else (dims[0] if dims else 1, 1)


vstack = stacked(lambda dims: at_least(2, dims), 0)
hstack = stacked(lambda dims: at_least(1, dims), None)
dstack = stacked(lambda dims: at_least(3, dims), 2)
column_stack = stacked(_column, 1)


def split(a: Arguments) -> Type:
    """A list of parts; equal ones must be possible."""
    source = shaped(a["ary"])
    sections = plain.constant_int(a["indices_or_sections"])
    if source is None:
        return OBJECT
    if source.dims and sections is not None:
        axis = arrays.axis_number(a.get("axis") or Scalar("i64", value=0), len(source.dims),
                                  a.at("axis"))  # fmt: skip
        length = None if axis is None else source.dims[axis]
        if isinstance(length, int) and sections > 0 and length % sections:
            message = f"{length} elements cannot be split into {sections} equal parts"
            hint = "array_split() makes parts of different lengths"
            raise RuleError(
                "N2002", message, hint=hint, operands=a.at("ary", "indices_or_sections")
            )
    return LIST


def any_split(a: Arguments) -> Type:
    return OBJECT if shaped(a["ary"]) is None else LIST


def unstack(a: Arguments) -> Type:
    source = shaped(a["x"])
    if source is None or not source.dims or "axis" in a or not isinstance(source.dims[0], int):
        return OBJECT
    if source.dims[0] > _MOST_PARTS or len(source.dims) == 1:
        return OBJECT
    return Tuple((Array(source.dtype, source.dims[1:]),) * source.dims[0])


def tile(a: Arguments) -> Type:
    source = shaped(a["A"])
    if source is None:
        return OBJECT
    items = plain.items_of(a["reps"]) or (a["reps"],)
    counts = [plain.constant_int(item) for item in items]
    if source.dims is None or not all(plain.is_integer(item) for item in items):
        return Array(source.dtype, None)
    rank = max(len(source.dims), len(counts))
    dims = (1,) * (rank - len(source.dims)) + source.dims
    padded = [1] * (rank - len(counts)) + counts
    return Array(source.dtype, tuple(times(d, n) for d, n in zip(dims, padded, strict=True)))


def times(dim: Dim, count: int | None) -> Dim:
    if count == 1:
        return dim
    if count == 0:
        return 0
    return dim * count if isinstance(dim, int) and count is not None else None


def repeat(a: Arguments) -> Type:
    source = shaped(a["a"])
    if source is None:
        return OBJECT
    count = plain.constant_int(a["repeats"])
    count = None if count is not None and count < 0 else count
    if plain.absent(a.get("axis")):
        return Array(source.dtype, (times(size(source.dims), count),))
    if not source.dims:
        return OBJECT
    axis = arrays.axis_number(a["axis"], len(source.dims), a.at("axis"))
    if not plain.is_integer(a["axis"]):
        return Array(source.dtype, None)
    dims = [None if axis is None else dim for dim in source.dims]
    if axis is not None:
        dims[axis] = times(source.dims[axis], count)
    return Array(source.dtype, tuple(dims))


def append(a: Arguments) -> Type:
    source, values = shaped(a["arr"]), shaped(a["values"])
    if source is None or values is None:
        return OBJECT
    dtype = common_dtype([Array(source.dtype, (1,)), Array(values.dtype, (1,))])
    if plain.absent(a.get("axis")):
        return Array(dtype, (_sum([size(source.dims), size(values.dims)]),))
    if source.dims is None or not source.dims:
        return OBJECT
    axis = arrays.axis_number(a["axis"], len(source.dims), a.at("axis"))
    if axis is None or values.dims is None:
        return Array(dtype, None)
    return Array(dtype, _joined([source, values], axis, a.at("arr", "values")))


def edited(a: Arguments) -> Type:
    """insert, delete: one axis changes its length."""
    source = shaped(a["arr"])
    if source is None or not arrays.all_known(a, "obj", "values"):
        return OBJECT
    if plain.absent(a.get("axis")):
        return Array(source.dtype, (None,))
    if not source.dims:
        return OBJECT
    axis = arrays.axis_number(a["axis"], len(source.dims), a.at("axis"))
    if not plain.is_integer(a["axis"]):
        return Array(source.dtype, None)
    dims = tuple(dim if axis not in (None, i) else None for i, dim in enumerate(source.dims))
    return Array(source.dtype, dims)
