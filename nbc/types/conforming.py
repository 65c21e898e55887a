"""Whether a value certainly conforms to a Noodle annotation, certainly does not, or may.

`conform` answers the type of the value as the annotated name holds it, or raises `ConformError`
where the run-time check (`nbc.runtime.conform`) certainly refuses. Symbolic dimensions are bound in
`dims`, each with a label of who bound it.
"""

from __future__ import annotations

from typing import final

from nbc.types.model import (
    BIGINT,
    Array,
    Bigint,
    BuiltinType,
    Container,
    Dim,
    FunctionType,
    ModuleType,
    NoneType,
    Object,
    Scalar,
    Tuple,
    Type,
)
from nbc.types.promote import kind_of

Dims = dict[str, tuple[int, str]]
"""Symbolic dimensions: their length, and the parameter that bound it."""

_NEVER_CONFORM = (NoneType, FunctionType, ModuleType, BuiltinType)


@final
class ConformError(TypeError):
    """A value that its annotation certainly refuses. `code` is N2001, N2002 or N2003; `other` is
    the parameter that bound a symbolic dimension."""

    def __init__(self, code: str, message: str, other: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.other = other


def conform(given: Type, wanted: Type, dims: Dims, name: str) -> Type:
    """The type of a `given` once it is bound to a name annotated `wanted`."""
    if isinstance(given, _NEVER_CONFORM) and not isinstance(wanted, Object):
        raise _refused()
    if isinstance(wanted, Scalar | Bigint):
        return _scalar(given, wanted)
    if isinstance(wanted, Array):
        return _array(given, wanted, dims, name)
    if isinstance(wanted, Tuple):
        return _tuple(given, wanted, dims, name)
    if isinstance(wanted, Container):
        if isinstance(given, Object):
            return Container(wanted.kind)
        if not isinstance(given, Container) or given.kind != wanted.kind:
            raise _refused()
        return Container(wanted.kind)
    return given


def _refused() -> ConformError:
    return ConformError("N2001", "")


def _scalar(given: Type, wanted: Scalar | Bigint) -> Type:
    if isinstance(given, Object):
        return wanted if isinstance(wanted, Bigint) or wanted.dtype not in ("str",) else given
    if isinstance(given, Array) and (given.dims is None or given.dims == ()):
        return wanted  # f32 and c64 take arrays without axes
    kind = "i" if isinstance(given, Bigint) else _kind(given)
    target = "i" if isinstance(wanted, Bigint) else _kind(wanted)
    if kind is None or not _widens(kind, target):
        raise _refused()
    if isinstance(wanted, Bigint):
        return BIGINT
    value = given.value if isinstance(given, Scalar) and given.dtype == wanted.dtype else None
    return Scalar(wanted.dtype, wanted.weak, value if type(value) in (int, bool, str) else None)


def _kind(kind: Type) -> str | None:
    if not isinstance(kind, Scalar):
        return None
    if kind.dtype == "str":
        return "s"
    found = kind_of(kind.dtype)
    return "i" if found == "u" else found


def _widens(kind: str, target: str | None) -> bool:
    """Whether some value of one kind may conform to another."""
    return kind == target or (kind, target) in {("b", "i"), ("b", "f"), ("b", "c"), ("i", "f"),
                                                ("i", "c"), ("f", "c"), ("c", "f")}  # fmt: skip


def _array(given: Type, wanted: Array, dims: Dims, name: str) -> Type:
    if isinstance(given, Object):
        return Array(wanted.dtype, _known(wanted.dims, dims))
    if not isinstance(given, Array):
        raise _refused()
    if wanted.dtype and given.dtype and wanted.dtype != given.dtype:
        raise ConformError("N2003", f"{given.dtype} is not {wanted.dtype}")
    dtype = wanted.dtype or given.dtype
    if wanted.dims is None or given.dims is None:
        return Array(dtype, given.dims if wanted.dims is None else _known(wanted.dims, dims))
    if len(wanted.dims) != len(given.dims):
        raise ConformError("N2002", f"{len(wanted.dims)} axes are wanted, not {len(given.dims)}")
    return Array(dtype, tuple(
        _axis(have, want, dims, name) for have, want in zip(given.dims, wanted.dims, strict=True)
    ))  # fmt: skip


def _axis(have: Dim, want: Dim, dims: Dims, name: str) -> Dim:
    if isinstance(want, int):
        if isinstance(have, int) and have != want:
            raise ConformError("N2002", f"{have} and {want} differ")
        return want
    if not isinstance(want, str):
        return have
    known = dims.get(want)
    if isinstance(have, int):
        if known is None:
            dims[want] = (have, name)
        elif known[0] != have:
            message = f"{want} is {known[0]} in {known[1]} and {have} in {name}"
            raise ConformError("N2002", message, known[1])
        return have
    return have if known is None else known[0]


def _known(wanted: tuple[Dim, ...] | None, dims: Dims) -> tuple[Dim, ...] | None:
    if wanted is None:
        return None
    return tuple(
        (dims[dim][0] if dim in dims else None) if isinstance(dim, str) else dim for dim in wanted
    )


def _tuple(given: Type, wanted: Tuple, dims: Dims, name: str) -> Type:
    if isinstance(given, Object):
        return given
    if not isinstance(given, Tuple):
        raise _refused()
    if given.items is None or wanted.items is None:
        return Tuple(None)
    if len(given.items) != len(wanted.items):
        raise ConformError("N2001", f"{len(wanted.items)} items are wanted, not {len(given.items)}")
    return Tuple(tuple(
        conform(have, want, dims, name)
        for have, want in zip(given.items, wanted.items, strict=True)
    ))  # fmt: skip
