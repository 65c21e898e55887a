"""The typing rules of NumPy's functions that change an array's shape and not its elements."""

from __future__ import annotations

from collections.abc import Sequence

from nbc.builtins import arrays, plain
from nbc.builtins.arrays import Dims, shape_named, shape_text, shaped
from nbc.builtins.elementwise import broadcast_dims
from nbc.builtins.entry import Typing
from nbc.builtins.joining_rules import at_least
from nbc.builtins.model import RuleError
from nbc.builtins.signature import Arguments
from nbc.types.model import OBJECT, Array, Dim, Scalar, Tuple, Type
from nbc.types.shapes import size


def array_of(kind: Type) -> Array | None:
    """As `shaped`; a NumPy scalar has the method itself, and stays a scalar."""
    return None if isinstance(kind, Scalar) and not kind.weak else shaped(kind)


def same_shape(a: Arguments) -> Type:
    """The first argument's dtype and shape, as an array."""
    source = shaped(next(iter(a.types.values())))
    return OBJECT if source is None or not source.dims else source


def reshape(a: Arguments) -> Type:
    """The function takes a shape; the method takes it as one argument or as several."""
    source = shaped(a["a"])
    if source is None:
        return OBJECT
    if a.rest:
        wanted: Type | None = a.rest[0] if len(a.rest) == 1 else Tuple(a.rest)
        place = tuple(range(len(a.rest)))
    else:
        wanted = a.get("shape") or a.get("newshape")
        place = a.at("shape", "newshape")
    return Array(source.dtype, reshaped(source.dims, wanted, place))


def reshaped(dims: Dims | None, wanted: Type | None, place: tuple[int, ...]) -> Dims | None:
    """The shape asked for, with -1 worked out; N2002 where the sizes certainly differ."""
    items = plain.items_of(wanted)
    if items is None:
        if not isinstance(wanted, Scalar):
            return None
        items = (wanted,)
    for item in items:
        plain.require_integer(item, place)
    lengths = [plain.constant_int(item) for item in items]
    total, open_axes = size(dims), lengths.count(-1)
    known = [length for length in lengths if length is not None and length >= 0]
    if open_axes > 1:
        raise RuleError("N2002", "only one axis can be worked out (-1)", operands=place)
    if len(known) + open_axes < len(lengths) or (open_axes and total is None):
        return tuple(length if length is not None and length >= 0 else None for length in lengths)
    product = _product(known)
    fits = total is None or (product == total if not open_axes else product and not total % product)
    if not fits:
        asked = "(" + ", ".join(str(length) for length in lengths) + ")"
        message = f"{total} elements, of shape {shape_text(dims)}, do not fit shape {asked}"
        raise RuleError("N2002", message, operands=place)
    return tuple((total or 0) // product if n == -1 else n for n in lengths)


def _product(numbers: Sequence[int]) -> int:
    total = 1
    for number in numbers:
        total *= number
    return total


def flattened(a: Arguments) -> Type:
    """ravel, flatten."""
    source = shaped(a["a"])
    return OBJECT if source is None else Array(source.dtype, (size(source.dims),))


def transpose(a: Arguments) -> Type:
    source = array_of(a["a"])
    if source is None:
        return OBJECT
    if a.rest:
        axes: Type | None = a.rest[0] if len(a.rest) == 1 else Tuple(a.rest)
        place = tuple(range(len(a.rest)))
    else:
        axes, place = a.get("axes"), a.at("axes")
    dims = source.dims
    if dims is None:
        return Array(source.dtype, None)
    if plain.absent(axes):
        return Array(source.dtype, dims[::-1])
    items = plain.items_of(axes)
    if items is None and isinstance(axes, Scalar):
        items = (axes,)
    if items is None:
        return Array(source.dtype, (None,) * len(dims))
    if len(items) != len(dims):
        message = f"{len(items)} axes named for an array of {len(dims)} dimensions"
        raise RuleError("N2002", message, operands=place)
    order = arrays.axis_numbers(Tuple(items), len(dims), place)
    return Array(source.dtype, (None,) * len(dims) if order is None else _ordered(dims, order))


def _ordered(dims: Dims, order: Sequence[int]) -> Dims:
    return tuple(dims[index] for index in order)


def transposed(a: Arguments) -> Type:
    """The attribute T."""
    source = a["self"]
    if isinstance(source, Array):
        return Array(source.dtype, None if source.dims is None else source.dims[::-1])
    return source


def swapaxes(a: Arguments) -> Type:
    source = shaped(a["a"])
    if source is None or source.dims is None:
        return OBJECT if source is None else Array(source.dtype, None)
    rank = len(source.dims)
    one, other = (arrays.axis_number(a[name], rank, a.at(name)) for name in ("axis1", "axis2"))
    if one is None or other is None:
        return Array(source.dtype, (None,) * rank)
    order = list(range(rank))
    order[one], order[other] = other, one
    return Array(source.dtype, _ordered(source.dims, order))


def moveaxis(a: Arguments) -> Type:
    source = shaped(a["a"])
    if source is None or source.dims is None:
        return OBJECT if source is None else Array(source.dtype, None)
    rank = len(source.dims)
    start = arrays.axis_numbers(a["source"], rank, a.at("source"))
    end = arrays.axis_numbers(a["destination"], rank, a.at("destination"))
    absent = plain.absent(a["source"]) or plain.absent(a["destination"])
    if start is None or end is None or absent or len(start) != len(end):
        return Array(source.dtype, (None,) * rank)
    order = [axis for axis in range(rank) if axis not in start]
    for target, axis in sorted(zip(end, start, strict=True)):
        order.insert(target, axis)
    return Array(source.dtype, _ordered(source.dims, order))


def rollaxis(a: Arguments) -> Type:
    source = shaped(a["a"])
    if source is None or source.dims is None:
        return OBJECT
    arrays.axis_number(a["axis"], len(source.dims), a.at("axis"))
    return Array(source.dtype, (None,) * len(source.dims))


def expand_dims(a: Arguments) -> Type:
    source = shaped(a["a"])
    if source is None or source.dims is None:
        return OBJECT if source is None else Array(source.dtype, None)
    items = plain.items_of(a["axis"])
    if items is None and not plain.is_integer(a["axis"]):
        return Array(source.dtype, None)
    rank = len(source.dims) + (1 if items is None else len(items))
    axes = arrays.axis_numbers(a["axis"], rank, a.at("axis"))
    if axes is None:
        return Array(source.dtype, (None,) * rank)
    rest = iter(source.dims)
    return Array(source.dtype, tuple(1 if index in axes else next(rest) for index in range(rank)))


def squeeze(a: Arguments) -> Type:
    source = array_of(a["a"])
    if source is None:
        return OBJECT
    dims = source.dims
    if dims is None:
        return Array(source.dtype, None)
    if plain.absent(a.get("axis")):
        certain = all(isinstance(dim, int) for dim in dims)
        return Array(source.dtype, tuple(dim for dim in dims if dim != 1) if certain else None)
    axes = arrays.axis_numbers(a["axis"], len(dims), a.at("axis"))
    if axes is None:
        return Array(source.dtype, None)
    for axis in axes:
        length = dims[axis]
        if isinstance(length, int) and length != 1:
            message = f"axis {axis} has the length {length}, not 1"
            raise RuleError("N2002", message, operands=a.at("axis"))
    return Array(source.dtype, tuple(dim for index, dim in enumerate(dims) if index not in axes))


def broadcast_to(a: Arguments) -> Type:
    source = shaped(a["array"])
    if source is None or plain.constant_bool(a.get("subok"), False) is not False:
        return OBJECT
    wanted = shape_named(a["shape"], a.at("shape"))
    if wanted is None or source.dims is None:
        return Array(source.dtype, wanted)
    place = a.at("array", "shape")
    grown = broadcast_dims([source.dims, wanted], place)
    pairs = zip(grown or wanted, wanted, strict=False)
    certain = all(isinstance(x, int) and isinstance(y, int) and x != y for x, y in pairs)
    if len(source.dims) > len(wanted) or (wanted and certain):
        shapes = f"{shape_text(source.dims)} cannot be broadcast to {shape_text(wanted)}"
        raise RuleError("N2002", f"an array of shape {shapes}", operands=place)
    return Array(source.dtype, wanted)


def broadcast_arrays(a: Arguments) -> Type:
    sources = [shaped(kind) for kind in a.rest]
    found = [source for source in sources if source is not None]
    if len(found) < len(sources) or "subok" in a:
        return OBJECT
    dims = broadcast_dims([source.dims for source in found], tuple(range(len(found))))
    return Tuple(tuple(Array(source.dtype, dims) for source in found))


def raised(rank: int) -> Typing:
    """atleast_1d, atleast_2d, atleast_3d: of several arrays a tuple."""

    def rule(a: Arguments) -> Type:
        sources = [shaped(kind) for kind in a.rest]
        found = [source for source in sources if source is not None]
        if len(found) < len(sources):
            return OBJECT
        results = tuple(Array(source.dtype, at_least(rank, source.dims)) for source in found)
        return results[0] if len(results) == 1 else Tuple(results)

    return rule


def along_axes(a: Arguments) -> Type:
    """flip, roll: the axes that are named must exist."""
    source = shaped(a.get("m") or a.get("a"))
    if source is None or source.dims is None:
        return OBJECT
    if plain.is_integer(a.get("axis")):
        arrays.axis_number(a["axis"], len(source.dims), a.at("axis"))
    return Array(source.dtype, source.dims) if source.dims else OBJECT


def flipped(rank: int) -> Typing:
    """flipud needs one axis, fliplr two."""

    def rule(a: Arguments) -> Type:
        source = shaped(a["m"])
        if source is None or source.dims is None:
            return OBJECT
        if len(source.dims) < rank:
            message = f"an array of {len(source.dims)} dimensions, where {rank} are needed"
            raise RuleError("N2002", message, operands=a.at("m"))
        return source

    return rule


def rot90(a: Arguments) -> Type:
    source = shaped(a["m"])
    if source is None or source.dims is None:
        return OBJECT
    dims = source.dims
    if len(dims) < 2:
        raise RuleError("N2002", f"a turn of {shape_text(dims)} needs two axes", operands=a.at("m"))
    turns = plain.constant_int(a["k"]) if "k" in a else 1
    if turns is None or "axes" in a:
        return Array(source.dtype, (None,) * len(dims))
    return Array(source.dtype, (dims[1], dims[0], *dims[2:]) if turns % 2 else dims)


def pad(a: Arguments) -> Type:
    source = shaped(a["array"])
    if source is None or source.dims is None:
        return OBJECT if source is None else Array(source.dtype, None)
    widths = _pad_widths(a["pad_width"], len(source.dims))
    if widths is None or ("mode" in a and plain.constant_str(a["mode"]) is None):
        return OBJECT
    lengths: list[Dim] = [
        dim + before + after if isinstance(dim, int) else None
        for dim, (before, after) in zip(source.dims, widths, strict=True)
    ]
    return Array(source.dtype, tuple(lengths)) if source.dims else OBJECT


def _pad_widths(kind: Type, rank: int) -> list[tuple[int, int]] | None:
    """One width for all, (before, after) for all, or a pair for each axis."""
    one = plain.constant_int(kind)
    if one is not None:
        return [(one, one)] * rank if one >= 0 else None
    pairs = [_pad_pair(item) for item in plain.items_of(kind) or ()]
    if len(pairs) == rank and None not in pairs:
        return [pair for pair in pairs if pair is not None]
    flat = _pad_pair(kind)
    return [flat] * rank if flat is not None else None


def _pad_pair(kind: Type) -> tuple[int, int] | None:
    numbers = [plain.constant_int(item) for item in plain.items_of(kind) or ()]
    known = [number for number in numbers if number is not None and number >= 0]
    return (known[0], known[1]) if len(known) == len(numbers) == 2 else None


def resize(a: Arguments) -> Type:
    source = shaped(a["a"])
    if source is None:
        return OBJECT
    return Array(source.dtype, shape_named(a["new_shape"], a.at("new_shape")))


def shape_of(a: Arguments) -> Type:
    """The function shape, and the attribute."""
    source = shaped(a.get("a") or a.get("self"))
    if source is None:
        return OBJECT
    if source.dims is None:
        return Tuple(None)
    return Tuple(tuple(_length(dim) for dim in source.dims))


def _length(dim: Dim) -> Scalar:
    return Scalar("i64", value=dim if isinstance(dim, int) else None)


def rank_of(a: Arguments) -> Type:
    source = shaped(a.get("a") or a.get("self"))
    if source is None:
        return OBJECT
    return Scalar("i64", value=None if source.dims is None else len(source.dims))


def element_count(a: Arguments) -> Type:
    source = shaped(a.get("a") or a.get("self"))
    if source is None or not plain.absent(a.get("axis")):
        return OBJECT
    return Scalar("i64", value=size(source.dims))


def shape_tuple(a: Arguments) -> Type:
    """broadcast_shapes."""
    return Tuple(None)
