"""What the rules of NumPy share: array-likes, dtypes and shapes as arguments, axes, results.

NumPy's functions give a scalar where the result has no axes, so `result` does too. An argument of
unknown class may take the call over (`__array_function__`, `__array_ufunc__`): then nothing is
certain, and `shaped` is None. Promotion and broadcasting themselves are in `nbc.types`.
"""

from __future__ import annotations

from nbc.builtins import plain
from nbc.builtins.loops import common_dtype
from nbc.builtins.model import RuleError
from nbc.builtins.signature import Arguments
from nbc.types.model import (
    OBJECT,
    Array,
    BuiltinType,
    ClassType,
    Container,
    Dim,
    NoneType,
    Scalar,
    Tuple,
    Type,
)

Dims = tuple[Dim, ...]

DTYPE_NAMES = {
    "?": "bool", "b1": "bool", "bool": "bool", "bool_": "bool",
    "i1": "i8", "int8": "i8", "b": "i8", "byte": "i8",
    "i2": "i16", "int16": "i16", "h": "i16", "short": "i16",
    "i4": "i32", "int32": "i32", "intc": "i32",
    "i8": "i64", "int64": "i64", "int": "i64", "int_": "i64", "intp": "i64",
    "u1": "u8", "uint8": "u8", "B": "u8", "ubyte": "u8",
    "u2": "u16", "uint16": "u16", "H": "u16", "ushort": "u16",
    "u4": "u32", "uint32": "u32", "uintc": "u32",
    "u8": "u64", "uint64": "u64", "uint": "u64", "uintp": "u64",
    "f2": "f16", "e": "f16", "float16": "f16", "half": "f16",
    "f4": "f32", "f": "f32", "float32": "f32", "single": "f32",
    "f8": "f64", "d": "f64", "float64": "f64", "float": "f64", "double": "f64",
    "c8": "c64", "F": "c64", "complex64": "c64", "csingle": "c64",
    "c16": "c128", "D": "c128", "complex128": "c128", "complex": "c128", "cdouble": "c128",
}  # fmt: skip
"""NumPy's spellings (strings, and the names of its classes and of Python's) to Noodle's."""

_NAMED_BY_CLASS = frozenset({"bool", "int", "float", "complex"})


def dtype_named(kind: Type | None) -> str | None:
    """The dtype that an argument names; None where that is not known."""
    if isinstance(kind, ClassType | BuiltinType):
        module, _, name = kind.name.rpartition(".")
        if (
            isinstance(kind, BuiltinType)
            and name in plain.NUMBERS
            and not module
            and name != "bool"
        ):
            return name  # Noodle's own: its i8 has 8 bits
        if module == "numpy" or (module in ("", "builtins") and name in _NAMED_BY_CLASS):
            return DTYPE_NAMES.get(name) if len(name) > 2 else None
        return None
    text = plain.constant_str(kind)
    if text is None:
        return None
    return DTYPE_NAMES.get(text.lstrip("<=|"))


def dtype_or(kind: Type | None, default: str | None) -> str | None:
    """The dtype of a `dtype=` argument, or the default where it is absent."""
    return default if plain.absent(kind) else dtype_named(kind)


def shaped(kind: Type | None) -> Array | None:
    """What `numpy.asarray` makes of a value; None where another class may take the call over."""
    if isinstance(kind, Array):
        return kind
    if isinstance(kind, Scalar):
        return Array(kind.dtype if kind.dtype in plain.NUMBERS else None, ())
    items = plain.items_of(kind)
    if items is not None:
        return _stacked(items)
    if isinstance(kind, Container) and kind.kind == "range":
        return Array(None, (kind.length,))
    return Array(None, None) if isinstance(kind, Container | Tuple | NoneType) else None


def _stacked(items: tuple[Type, ...]) -> Array | None:
    """A sequence of array-likes of one shape, as one array."""
    if not items:
        return Array("f64", (0,))
    parts = [shaped(item) for item in items]
    if None in parts:
        return None
    arrays = [part for part in parts if part is not None]
    dims, dtype = arrays[0].dims, common_dtype([_strong(array) for array in arrays])
    if dims is None or any(array.dims is None or None in array.dims for array in arrays):
        return Array(dtype, None) if dtype else Array(None, None)
    if any(array.dims != dims for array in arrays):
        return Array(None, None)
    return Array(dtype, (len(items), *dims))


def _strong(array: Array) -> Type:
    return Array(array.dtype, (1,))


def scalar_of(dtype: str | None) -> Type:
    """One element. What is in an array of unknown dtype may be any object."""
    return Scalar(dtype, weak=False) if dtype in plain.NUMBERS else OBJECT


def result(dtype: str | None, dims: Dims | None) -> Type:
    """What a function gives that turns arrays without axes into scalars."""
    if dims is None:
        return OBJECT
    return Array(dtype, dims) if dims else scalar_of(dtype)


def rank_of(array: Array) -> int | None:
    return None if array.dims is None else len(array.dims)


def all_known(a: Arguments, *names: str) -> bool:
    """Whether none of these arguments may take the call over."""
    return all(name not in a or shaped(a[name]) is not None for name in names)


def shape_text(dims: Dims | None) -> str:
    if dims is None:
        return "[...]"
    return "[" + ", ".join("?" if dim is None else str(dim) for dim in dims) + "]"


def shape_named(kind: Type | None, place: tuple[int, ...]) -> Dims | None:
    """The dims that a `shape` argument asks for: an integer or a sequence of integers."""
    if isinstance(kind, Scalar) and kind.dtype in plain.INTEGERS:
        return (_dim(kind, place),)
    items = plain.items_of(kind)
    if items is None:
        if isinstance(kind, Scalar) and kind.dtype in plain.REALS | plain.COMPLEX:
            plain.require_integer(kind, place)
        return None
    for item in items:
        plain.require_integer(item, place)
    return tuple(_dim(item, place) for item in items)


def _dim(kind: Type, place: tuple[int, ...]) -> Dim:
    value = plain.constant_int(kind)
    if value is not None and value < 0:
        raise RuleError("N2002", f"a negative length of an axis: {value}", operands=place)
    return value


def axis_number(kind: Type | None, rank: int, place: tuple[int, ...]) -> int | None:
    """One axis, counted from 0; None where it is not known."""
    value = plain.constant_int(kind)
    if value is None:
        return None
    if rank == 0 and value in (-1, 0):
        return None  # many functions take a value without axes for one with one axis
    if not -rank <= value < rank:
        raise axis_error(value, rank, place)
    return value % rank


def axis_error(axis: int, rank: int, place: tuple[int, ...]) -> RuleError:
    dimensions = "dimension" if rank == 1 else "dimensions"
    message = f"axis {axis} is out of range for an array of {rank} {dimensions}"
    hint = f"axes go from {-rank} to {rank - 1}" if rank else "it has no axes"
    return RuleError("N2002", message, hint=hint, operands=place)


def axis_numbers(kind: Type | None, rank: int, place: tuple[int, ...]) -> tuple[int, ...] | None:
    """Several axes; all of them where none is named; None where they are not known."""
    if plain.absent(kind):
        return tuple(range(rank))
    items = plain.items_of(kind)
    if items is None:
        one = axis_number(kind, rank, place)
        return None if one is None else (one,)
    found = [axis_number(item, rank, place) for item in items]
    known = tuple(axis for axis in found if axis is not None)
    if len(set(known)) < len(known):
        raise RuleError("N2002", "the same axis is named twice", operands=place)
    return known if len(known) == len(found) else None


def reduced_dims(
    array: Array, axis: Type | None, keepdims: bool | None, place: tuple[int, ...]
) -> Dims | None:
    """The shape that is left when axes are reduced; None where its rank is not known."""
    dims = array.dims
    if dims is None:
        return () if plain.absent(axis) and keepdims is False else None
    axes = axis_numbers(axis, len(dims), place)
    if keepdims is None:
        return None
    if axes is not None:
        kept = [(1 if index in axes else dim) for index, dim in enumerate(dims)]
        return tuple(dim for index, dim in enumerate(kept) if keepdims or index not in axes)
    if keepdims:
        return (None,) * len(dims)
    return (None,) * (len(dims) - 1) if plain.is_integer(axis) and dims else None


def diagonal_length(rows: Dim, columns: Dim, offset: int | None) -> Dim:
    if offset == 0 and rows == columns:
        return rows
    if not (isinstance(rows, int) and isinstance(columns, int)) or offset is None:
        return None
    rows, columns = (rows, columns - offset) if offset >= 0 else (rows + offset, columns)
    return max(0, min(rows, columns))
