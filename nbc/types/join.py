"""Joins: the most that is certain of a value that came by one of two ways.

`join` is commutative and never invents: what two types disagree about is given up. `widen` joins so
that a loop's repeated joins end soon. `settled` is what stays certain of a value once a name holds
it: a list that others can reach may change, so its length goes.
"""

from __future__ import annotations

from nbc.types.model import OBJECT, Array, Container, Dim, Never, Object, Scalar, Tuple, Type


def join(a: Type, b: Type) -> Type:
    """The type of a value that is an `a` or a `b`."""
    if a is b or a == b:
        return _same(a, b)
    if isinstance(a, Never):
        return b
    if isinstance(b, Never):
        return a
    if isinstance(a, Scalar) and isinstance(b, Scalar):
        if a.dtype != b.dtype:
            return OBJECT
        return Scalar(a.dtype, a.weak if a.weak == b.weak else None)
    if isinstance(a, Array) and isinstance(b, Array):
        return Array(a.dtype if a.dtype == b.dtype else None, join_dims(a.dims, b.dims))
    if isinstance(a, Tuple) and isinstance(b, Tuple):
        if a.items is None or b.items is None or len(a.items) != len(b.items):
            return Tuple(None)
        return Tuple(tuple(join(x, y) for x, y in zip(a.items, b.items, strict=True)))
    if isinstance(a, Container) and isinstance(b, Container) and a.kind == b.kind:
        return Container(a.kind, a.length if a.length == b.length else None, _items(a, b))
    return OBJECT


def widen(old: Type, new: Type) -> Type:
    """A join that reaches an end: axes that changed are unknown, tuples lose their items."""
    joined = join(old, new)
    if joined == old:
        return old
    if isinstance(joined, Tuple):
        return Tuple(None)
    return joined


def without_value(kind: Type) -> Type:
    """A type without known constants: for signatures and for variables that a loop changes."""
    if isinstance(kind, Scalar):
        return kind if kind.value is None else Scalar(kind.dtype, kind.weak)
    if isinstance(kind, Tuple) and kind.items:
        return Tuple(tuple(without_value(item) for item in kind.items))
    return kind


def settled(kind: Type) -> Type:
    """What stays certain once a variable, or another object, holds the value."""
    if isinstance(kind, Container):
        if kind.length is not None and kind.kind in _CHANGING:
            return Container(kind.kind)
        return kind
    if isinstance(kind, Tuple) and kind.items:
        return Tuple(tuple(settled(item) for item in kind.items))
    return kind


def includes(wide: Type, narrow: Type) -> bool:
    """Whether every `narrow` is certainly a `wide`."""
    if isinstance(wide, Object) and wide.name is None:
        return True
    return join(wide, narrow) == wide


def join_dims(
    a: tuple[Dim, ...] | None, b: tuple[Dim, ...] | None
) -> tuple[Dim, ...] | None:  # fmt: skip
    if a is None or b is None or len(a) != len(b):
        return None
    return tuple(x if x == y else None for x, y in zip(a, b, strict=True))


def _same(a: Type, b: Type) -> Type:
    """Equal types, save that True == 1 must not make a bool's value an int's."""
    if isinstance(a, Scalar) and isinstance(b, Scalar) and type(a.value) is not type(b.value):
        return Scalar(a.dtype, a.weak)
    return a


def _items(a: Container, b: Container) -> tuple[Type, ...]:
    if len(a.items) != len(b.items):
        return ()
    return tuple(join(x, y) for x, y in zip(a.items, b.items, strict=True))


_CHANGING = frozenset({"list", "dict", "set", "bytearray"})
