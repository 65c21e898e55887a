"""Arguments of NumPy's functions: matched to parameters, and read as what they stand for.

What decides which code is written (axes, dtypes, flags) must be known when the code is made; sizes
need not be. Whatever is not understood is refused, never guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbc.native.lower.arrays import displays
from nbc.native.lower.scalars import as_index
from nbc.native.lower.values import UNKNOWN, Value
from nbc.native.reps import ITEM_BYTES, NoneRep, ScalarRep, TupleRep
from nbc.native.signature import dtype_of as name_of_dtype

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering
    from nbc.native.lower.registry import Arguments

Given = dict[str, Value]


def match(lowering: Lowering, arguments: Arguments, names: str) -> Given:
    """The arguments by parameter; `names` are separated by spaces, those behind `*` are given by
    keyword only. None counts as not given."""
    positional, _, rest = names.partition("*")
    plain = positional.split()
    if len(arguments.values) > len(plain):
        lowering.refuse(f"this call of {arguments.name}() has no native form")
    given = dict(zip(plain, arguments.values, strict=False))
    known = set(plain[len(arguments.values) :]) | set(rest.split())
    for name, value in arguments.keywords.items():
        if name not in known:
            lowering.refuse(f"{name}= of {arguments.name}() has no native form")
        given[name] = value
    return {name: value for name, value in given.items() if not isinstance(value.rep, NoneRep)}


def needed(lowering: Lowering, given: Given, name: str) -> Value:
    """An argument that must be there."""
    if name not in given:
        lowering.refuse(f"this call is made without {name!r}")
    return given[name]


def number_or_array(lowering: Lowering, value: Value) -> Value:
    """An operand: an array, computed or not, or a scalar."""
    if not value.is_array and not value.is_scalar:
        lowering.refuse("an argument here is neither a number nor an array")
    return value


def array(lowering: Lowering, value: Value) -> Value:
    """An operand that must be an array."""
    if not value.is_array:
        lowering.refuse("an argument here is not an array")
    return value


def constant(lowering: Lowering, given: Given, name: str, default: Any) -> Any:
    """An argument whose value must be known when the code is made."""
    if name not in given:
        return default
    value = given[name]
    if value.constant is UNKNOWN and value.items and isinstance(value.rep, TupleRep):
        return tuple(lowering.static_or_refuse(item, name) for item in value.items)
    return lowering.static_or_refuse(value, name)


def flag(lowering: Lowering, given: Given, name: str, *, default: bool) -> bool:
    return bool(constant(lowering, given, name, default))


def whole(lowering: Lowering, given: Given, name: str, default: int) -> int:
    """An integer that must be known when the code is made."""
    found = constant(lowering, given, name, default)
    if type(found) is not int:
        lowering.refuse(f"{name}= must be an integer that is known when the code is made")
    return found


def one_axis(lowering: Lowering, given: Given, rank: int, default: int | None = None) -> int | None:
    """`axis=`, counted from the front."""
    axis = constant(lowering, given, "axis", default)
    return None if axis is None else normal_axis(lowering, axis, rank)


def normal_axis(lowering: Lowering, axis: Any, rank: int) -> int:
    if type(axis) is not int or not -rank <= axis < rank:
        lowering.refuse(f"axis {axis!r} of an array of rank {rank} has no native form")
    return axis % rank


def some_axes(lowering: Lowering, given: Given, rank: int) -> tuple[int, ...]:
    """`axis=` as a tuple, all axes where it is not given."""
    axis = constant(lowering, given, "axis", None)
    if axis is None:
        return tuple(range(rank))
    listed = axis if isinstance(axis, tuple) else (axis,)
    axes = tuple(sorted(normal_axis(lowering, item, rank) for item in listed))
    if len(set(axes)) < len(axes):
        lowering.refuse("an axis is named twice")
    return axes


def dtype(lowering: Lowering, given: Given, default: str, name: str = "dtype") -> str:
    """A dtype argument as Noodle's name."""
    if name not in given:
        return default
    return named_dtype(lowering, lowering.static_or_refuse(given[name], name))


def named_dtype(lowering: Lowering, described: Any) -> str:
    import numpy  # lazy: NumPy is heavy

    try:
        found = name_of_dtype(numpy.dtype(described))
    except TypeError:
        found = None
    if found not in ITEM_BYTES:
        lowering.refuse(f"the dtype {described!r} has no native form")
    return found


def sizes(lowering: Lowering, value: Value) -> list[str]:
    """A shape: an integer or a tuple of them, none of them negative."""
    parts = displays.parts(value)
    items = (value,) if parts is None else parts
    return [size(lowering, item) for item in items]


def size(lowering: Lowering, value: Value) -> str:
    """One size of a shape; a negative one traps."""
    index = as_index(lowering, value, "a size")
    if index.is_constant:
        if index.constant < 0:
            lowering.trap("NEGATIVE_DIMENSIONS")
            return "0"
        return str(index.constant)
    if index.range is None or index.range[0] < 0:
        negative = lowering.text.let(f"icmp slt i64 {index.reg}, 0")
        lowering.trap("NEGATIVE_DIMENSIONS", negative)
    return index.reg


def is_given(value: Value | None) -> bool:
    return value is not None and not isinstance(value.rep, NoneRep)


def is_bool(value: Value) -> bool:
    return isinstance(value.rep, ScalarRep) and value.rep.dtype == "bool"
