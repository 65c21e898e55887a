"""Items: iterating, unpacking, and typing rules of indexing and of storing at an index."""

from __future__ import annotations

from typing import Any

from nbc.builtins import lookup
from nbc.bytecode.module import Instruction
from nbc.errors import Related
from nbc.types.indexing import IndexShapeError, index_array, normal_index, scalar_of
from nbc.types.join import join
from nbc.types.model import (
    NEVER,
    OBJECT,
    STR,
    Array,
    BuiltinType,
    Container,
    MethodType,
    NoneType,
    Scalar,
    Tuple,
    Type,
)
from nbc.types.shapes import ShapeError, broadcast_into
from nbc.typing.fixes import called_with
from nbc.typing.frame import RULES, Frame
from nbc.typing.report import span_of
from nbc.typing.samples import REFUSED, binary, builtin_class, unary
from nbc.typing.words import worded

_TEXT_LIKE = frozenset({"list", "tuple", "str", "bytes", "bytearray", "range"})
_FIXED = frozenset({"tuple", "str", "bytes", "range", "frozenset", "set"})


def item_type(frame: Frame, kind: Type) -> Type:
    """The type of what iterating gives; reports what certainly cannot be iterated."""
    if isinstance(kind, Array):
        if kind.dims == ():
            _not_iterable(frame, "an array without axes")
        if not kind.dims:
            return OBJECT
        return scalar_of(kind.dtype) if len(kind.dims) == 1 else Array(kind.dtype, kind.dims[1:])
    if isinstance(kind, Tuple):
        return _joined(kind.items) if kind.items else OBJECT
    if isinstance(kind, Container) and kind.kind == "range":
        return Scalar("i64")
    name = builtin_class(kind)
    if name == "str":
        return STR
    not_iterable = name is not None and unary("iterate", name) is REFUSED
    if not_iterable or (isinstance(kind, Scalar) and kind.weak is False):
        _not_iterable(frame, worded(kind))
    return OBJECT


def unpacked(frame: Frame, kind: Type, counts: tuple[int, ...]) -> list[Type]:
    """The types that UNPACK and UNPACK_SPREAD leave, the first item first."""
    item = item_type(frame, kind)
    wanted, spread = sum(counts), len(counts) == 2
    length, items = _known_items(kind, item)
    if length is not None and (length < wanted if spread else length != wanted):
        _wrong_count(frame, kind, length, wanted, spread)
    if items is None or (length is not None and length < wanted):
        items = (item,) * wanted if not spread else (item,) * counts[0]
        return [*items, *([Container("list"), *(item,) * counts[1]] if spread else [])]
    if not spread:
        return list(items[:wanted])
    behind = list(items[len(items) - counts[1] :]) if counts[1] else []
    return [*items[: counts[0]], Container("list"), *behind]


def _known_items(kind: Type, item: Type) -> tuple[int | None, tuple[Type, ...] | None]:
    if isinstance(kind, Tuple):
        return (None, None) if kind.items is None else (len(kind.items), kind.items)
    if isinstance(kind, Container) and kind.length is not None and kind.kind != "slice":
        exact = kind.items if kind.kind == "list" and len(kind.items) == kind.length else None
        return kind.length, exact
    if isinstance(kind, Scalar) and isinstance(kind.value, str):
        return len(kind.value), None
    if isinstance(kind, Array) and kind.dims and isinstance(kind.dims[0], int):
        return kind.dims[0], None
    return None, None


def _wrong_count(frame: Frame, kind: Type, length: int, wanted: int, spread: bool) -> None:
    many = "too few" if length < wanted else "too many"
    least = "at least " if spread else ""
    frame.report(
        "N2001", f"{many} values to unpack: {least}{wanted} wanted, {worded(kind)} has {length}",
        ValueError, hint="the number of names must be the number of values",
    )  # fmt: skip


def _not_iterable(frame: Frame, what: str) -> None:
    frame.report("N2007", f"{what} cannot be iterated", TypeError,
                 place=frame.places[0] if frame.places else None,
                 hint="iterate over range(n)" if what == "int" else None,
                 fixes=called_with(frame, frame.places[0], "range")
                 if what == "int" and frame.places else ())  # fmt: skip


def _index(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    return _get(frame, taken[0], taken[1])


def _update_index(frame: Frame, ins: Instruction, taken: list[Type]) -> list[Type]:
    return [taken[0], taken[1], _get(frame, taken[0], taken[1])]


def _get(frame: Frame, owner: Type, key: Type) -> Type:
    try:
        if isinstance(owner, Array):
            return index_array(owner, key)
        if isinstance(owner, Tuple) and owner.items is not None:
            return _of_tuple(owner.items, key)
        _check_length(owner, key)
    except IndexShapeError as error:
        _bad_index(frame, owner, error)
        return OBJECT
    return _by_sample(frame, owner, key)


def _of_tuple(items: tuple[Type, ...], key: Type) -> Type:
    if isinstance(key, Scalar) and type(key.value) is int:
        place = normal_index(key.value, len(items))
        return OBJECT if place is None else items[place]
    if isinstance(key, Container) and key.kind == "slice":
        bounds = [_constant(item) for item in key.items]
        if len(bounds) == 3 and "?" not in bounds and bounds[2] != 0:
            return Tuple(items[slice(*bounds)])
        return Tuple(None)
    name = builtin_class(key)
    if name is not None and binary("INDEX", "tuple", name) is REFUSED:
        raise IndexShapeError("N2007", f"a tuple cannot be indexed by {worded(key)}")
    return _joined(items) if isinstance(key, Scalar) and items else OBJECT


def _constant(item: Type) -> Any:
    if isinstance(item, NoneType):
        return None
    return item.value if isinstance(item, Scalar) and type(item.value) is int else "?"


def _check_length(owner: Type, key: Type) -> None:
    """Indices of values whose length cannot change."""
    if not isinstance(key, Scalar) or type(key.value) is not int:
        return
    if isinstance(owner, Scalar) and owner.weak and isinstance(owner.value, str):
        normal_index(key.value, len(owner.value))
    elif isinstance(owner, Container) and owner.kind in _TEXT_LIKE:
        normal_index(key.value, owner.length)


def _by_sample(frame: Frame, owner: Type, key: Type) -> Type:
    if isinstance(owner, BuiltinType | MethodType):
        row = lookup(owner.name)
        if row is not None and row.kind in ("function", "method"):
            _not_indexable(frame, "a function")
        return OBJECT  # a class may be: `numpy.dtype[numpy.float64]`
    name = builtin_class(owner)
    if name is None:
        return OBJECT
    if name not in _TEXT_LIKE and name != "dict":
        _not_indexable(frame, worded(owner))
        return OBJECT
    key_name = builtin_class(key)
    if key_name is not None and binary("INDEX", name, key_name) is REFUSED:
        frame.report("N2007", f"{worded(owner)} cannot be indexed by {worded(key)}", TypeError,
                     place=frame.places[1], hint=_key_hint(name))  # fmt: skip
        return OBJECT
    sliced = isinstance(key, Container) and key.kind == "slice"
    if name == "str":
        return STR
    if name == "range" and not sliced:
        return Scalar("i64")
    return Container(name) if sliced and name != "tuple" else OBJECT


def _key_hint(name: str) -> str | None:
    return None if name == "dict" else "an index is an int or a slice"


def _not_indexable(frame: Frame, what: str) -> None:
    frame.report("N2007", f"{what} cannot be indexed", TypeError, place=frame.places[0])


def _bad_index(frame: Frame, owner: Type, error: IndexShapeError) -> None:
    outside = error.code == "N2009"
    frame.report(error.code, f"{error} ({worded(owner)})", IndexError if outside else LookupError,
                 related=origin(frame, frame.places[0], owner),
                 hint="indices count from 0, or from -1 at the end" if outside else None,
                 place=frame.places[1] if len(frame.places) > 1 else None)  # fmt: skip


def origin(frame: Frame, place: int, kind: Type) -> tuple[Related, ...]:
    """Where the value that an instruction pushed came from."""
    op, operands, _ = frame.code[place]
    if op.name != "PUSH":
        return ()
    made = frame.origins.get(operands[0])
    if made is None or made == place:
        return ()
    return (Related(span_of(frame, made), f"'{operands[0]}' is {worded(kind)}"),)


def _store_index(frame: Frame, ins: Instruction, taken: list[Type]) -> None:
    value, owner, key = taken
    frame.places = [frame.places[1], frame.places[2], frame.places[0]]
    _set(frame, owner, key, value)


def _store_updated_index(frame: Frame, ins: Instruction, taken: list[Type]) -> None:
    owner, key, value = taken
    _set(frame, owner, key, value)


def _set(frame: Frame, owner: Type, key: Type, value: Type) -> None:
    if isinstance(owner, Array):
        _set_in_array(frame, owner, key, value)
        return
    name = builtin_class(owner)
    if name is None:
        return
    if name in _FIXED or (name not in _TEXT_LIKE and name != "dict"):
        frame.report("N2007", f"items of {worded(owner)} cannot be assigned", TypeError,
                     place=frame.places[0], hint=_set_hint(name))  # fmt: skip


def _set_hint(name: str) -> str | None:
    return "make a list of it first: list(...)" if name in ("tuple", "str", "range") else None


def _set_in_array(frame: Frame, owner: Array, key: Type, value: Type) -> None:
    try:
        target = index_array(owner, key)
    except IndexShapeError as error:
        _bad_index(frame, owner, error)
        return
    dims = target.dims if isinstance(target, Array) else () if isinstance(target, Scalar) else None
    if not isinstance(value, Array) or owner.dtype == "object":
        return
    try:
        broadcast_into(dims, value.dims)
    except ShapeError as error:
        shown = worded(target) if isinstance(target, Array) else "one element"
        frame.report(
            "N2002", f"cannot store {worded(value)} in {shown}: {error}", ValueError,
            related=(*origin(frame, frame.places[2], value),
                     *origin(frame, frame.places[0], owner)),
            hint="the shapes must agree, or be 1",
        )  # fmt: skip


def _joined(items: tuple[Type, ...]) -> Type:
    result: Type = NEVER
    for item in items:
        result = join(result, item)
    return result


def _iterate(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    return item_type(frame, taken[0])


RULES.update({"index": _index, "update_index": _update_index, "store_index": _store_index,
              "store_updated_index": _store_updated_index, "iterate": _iterate})  # fmt: skip
