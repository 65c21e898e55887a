"""What indexing an array gives: `index_array(array, key)`.

Keys are types: integers (known ones are checked against known axes), slices, None, `...`, boolean
and integer arrays, and tuples of these. Anything unclear in a key makes the whole result unknown. A
slice's own bounds are given by `Slices`, since the type of a slice does not hold them.
"""

from __future__ import annotations

from typing import final

from nbc.types.model import OBJECT, SCALARS, Array, Container, Dim, NoneType, Object, Scalar, Type
from nbc.types.model import Tuple as TupleType

ELLIPSIS = Object("ellipsis")


@final
class IndexShapeError(Exception):
    """An index that certainly raises; `code` is N2009 or N2007."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def index_array(array: Array, key: Type) -> Type:
    """The type of `array[key]`; IndexShapeError where it certainly raises."""
    parts = key.items if isinstance(key, TupleType) else (key,)
    if parts is None:
        return OBJECT
    kinds = [_kind(part) for part in parts]
    if isinstance(key, Scalar) and key.dtype == "str" and array.dtype in SCALARS:
        raise IndexShapeError("N2007", "an array cannot be indexed by a str")
    if "wrong" in kinds:
        shown = _shown(parts[kinds.index("wrong")])
        raise IndexShapeError("N2007", f"an array cannot be indexed by {shown}")
    if "?" in kinds or kinds.count("...") > 1:
        return OBJECT
    if array.dims is None:
        return _of_unknown_rank(array, kinds)
    dims = _select(array.dims, parts, kinds)
    return dims if isinstance(dims, Object) else element(array.dtype, dims, kinds)


def element(dtype: str | None, dims: tuple[Dim, ...] | None, kinds: list[str]) -> Type:
    """An array, or the NumPy scalar that full indexing gives."""
    if dims != ():
        return Array(dtype, dims)
    if "..." in kinds or "array" in kinds:
        return Array(dtype, ()) if "..." in kinds else OBJECT
    return scalar_of(dtype)


def scalar_of(dtype: str | None) -> Type:
    """What NumPy gives for a single element."""
    if dtype is None or dtype[0] not in "biufc" or dtype == "bytes":
        return OBJECT
    return Scalar(dtype, False)


def normal_index(index: int, length: Dim, axis: int | None = None) -> int | None:
    """A position counted from the start; IndexShapeError if it is certainly outside."""
    if not isinstance(length, int):
        return None
    if not -length <= index < length:
        where = "" if axis is None else f" for axis {axis}"
        raise IndexShapeError("N2009", f"index {index} is out of range{where} with length {length}")
    return index % length


def _kind(part: Type) -> str:
    if isinstance(part, Scalar):
        if part.dtype == "bool":
            return "?"
        if part.dtype[0] in "iu":
            return "int"
        return "wrong" if part.dtype[0] in "fc" else "?"
    if isinstance(part, NoneType):
        return "new"
    if isinstance(part, Container) and part.kind == "slice":
        return "slice"
    if part == ELLIPSIS:
        return "..."
    if isinstance(part, Array) and part.dims is not None and part.dtype is not None:
        return _array_kind(part)
    return "?"


def _array_kind(part: Array) -> str:
    if part.dtype == "bool":
        return "mask" if part.dims else "?"
    if part.dtype is not None and part.dtype[0] in "iu" and part.dims:
        return "array"
    return "?"


def _shown(part: Type) -> str:
    return "a float" if isinstance(part, Scalar) and part.dtype[0] == "f" else "a complex number"


def _of_unknown_rank(array: Array, kinds: list[str]) -> Type:
    return Array(array.dtype, None) if all(kind in ("slice", "new") for kind in kinds) else OBJECT


def _consumes(part: Type, kind: str) -> int:
    if kind == "mask":
        assert isinstance(part, Array) and part.dims is not None
        return len(part.dims)
    return 0 if kind in ("new", "...") else 1


def _select(
    dims: tuple[Dim, ...], parts: tuple[Type, ...], kinds: list[str]
) -> tuple[Dim, ...] | Object | None:
    used = sum(_consumes(part, kind) for part, kind in zip(parts, kinds, strict=True))
    if used > len(dims):
        axes = "1 axis" if len(dims) == 1 else f"{len(dims)} axes"
        raise IndexShapeError("N2009", f"{used} indices for an array with {axes}")
    advanced = sum(kind in ("mask", "array") for kind in kinds)
    if advanced > 1 or (advanced and "int" in kinds):
        _check_integers(dims, parts, kinds)
        return OBJECT
    return _walk(dims, parts, kinds, len(dims) - used)


def _check_integers(dims: tuple[Dim, ...], parts: tuple[Type, ...], kinds: list[str]) -> None:
    """Known integers before anything that moves the axes are still checked."""
    for axis, (part, kind) in enumerate(zip(parts, kinds, strict=True)):
        if kind not in ("int", "slice", "array"):
            return
        if isinstance(part, Scalar) and isinstance(part.value, int):
            normal_index(part.value, dims[axis], axis)


def _walk(
    dims: tuple[Dim, ...], parts: tuple[Type, ...], kinds: list[str], rest: int
) -> tuple[Dim, ...]:
    """The axes left, from the first to the last part; `rest` axes are those behind, or of `...`."""
    axis, left = 0, list[Dim]()
    for part, kind in zip(parts, kinds, strict=True):
        if kind == "new":
            left.append(1)
        elif kind == "...":
            left.extend(dims[axis : axis + rest])
            axis += rest
        elif kind == "int":
            assert isinstance(part, Scalar)
            if isinstance(part.value, int):
                normal_index(part.value, dims[axis], axis)
            axis += 1
        elif kind == "slice":
            assert isinstance(part, Container)
            left.append(sliced(part, dims[axis]))
            axis += 1
        else:
            axis += _advanced(part, kind, dims, axis, left)
    if "..." not in kinds:
        left.extend(dims[axis:])
    return tuple(left)


def _advanced(
    part: Type, kind: str, dims: tuple[Dim, ...], axis: int, left: list[Dim]
) -> int:  # fmt: skip
    assert isinstance(part, Array) and part.dims is not None
    if kind == "array":
        left.extend(part.dims)
        return 1
    for offset, (have, want) in enumerate(zip(part.dims, dims[axis:], strict=False)):
        if isinstance(have, int) and isinstance(want, int) and have not in (0, want):
            raise IndexShapeError(
                "N2009",
                f"a boolean index of length {have} for axis {axis + offset} with length {want}",
            )
    left.append(None)
    return len(part.dims)


def sliced(part: Container, length: Dim) -> Dim:
    """The length of a slice; `items` of the slice are the types of start, stop and step."""
    if all(isinstance(item, NoneType) for item in part.items):
        return length if len(part.items) == 3 else None
    if len(part.items) != 3 or not isinstance(length, int):
        return None
    bounds: list[int | None] = []
    for item in part.items:
        known = isinstance(item, Scalar) and item.weak and type(item.value) is int
        if not known and not isinstance(item, NoneType):
            return None
        bounds.append(int(item.value) if isinstance(item, Scalar) and known else None)  # type: ignore[arg-type]
    start, stop, step = bounds
    return None if step == 0 else len(range(length)[slice(start, stop, step)])
