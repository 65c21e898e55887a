"""The types of Noodle as plain data: what the typing engine computes with and annotations name.

A type says what is *certain* of a value. `OBJECT` is any Python value (nothing known); `NEVER` is
the type of code that is not reached. `text` (in `nbc.types.text`) writes and reads them; joins and
promotion are in `nbc.types.join` and `nbc.types.promote`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import final

SCALARS = ("bool", "i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64",
           "f32", "f64", "c64", "c128", "str")  # fmt: skip
"""`f16` and other NumPy dtypes may stand in an Array's dtype as NumPy's own name."""

Dim = int | str | None
"""An axis: known, symbolic (a name bound by an annotation) or unknown."""


@final
@dataclass(frozen=True, slots=True)
class Scalar:
    """`weak`: a Python scalar (bool, int, float, complex, str), weak in NEP 50 promotion; False: a
    NumPy scalar; None: one of the two. `value` is the constant it is known to be, if it is."""

    dtype: str
    weak: bool | None = True
    value: bool | int | float | complex | str | None = None


@final
@dataclass(frozen=True, slots=True)
class Array:
    """Exactly a `numpy.ndarray` (no subclass). `dims` is None where the rank is unknown; `dtype` is
    None where unknown."""

    dtype: str | None
    dims: tuple[Dim, ...] | None


@final
@dataclass(frozen=True, slots=True)
class Tuple:
    """A `tuple`. `items` is None where the length is unknown."""

    items: tuple[Type, ...] | None


@final
@dataclass(frozen=True, slots=True)
class Container:
    """Exactly a list, dict, set, frozenset, range, slice, bytes, ...: `kind` is the class's name.
    `length` only where nothing can have changed it (range, bytes). Contents of mutable ones are not
    tracked, since an alias may change them; `items` is a hint for display, never for an error."""

    kind: str
    length: int | None = None
    items: tuple[Type, ...] = ()


@final
@dataclass(frozen=True, slots=True)
class NoneType:
    """`None`."""


@final
@dataclass(frozen=True, slots=True)
class FunctionType:
    """A Noodle function whose NBC is known: `key` finds it (its module and index there)."""

    name: str
    key: tuple[str, int]


@final
@dataclass(frozen=True, slots=True)
class BuiltinType:
    """A row of the builtins table, by its full name: `len`, `numpy.zeros`, `math.sqrt`."""

    name: str


@final
@dataclass(frozen=True, slots=True)
class MethodType:
    """A method of a value of known type, by a row of the builtins table: `ndarray.sum`."""

    name: str
    owner: Type


@final
@dataclass(frozen=True, slots=True)
class ModuleType:
    """An imported Python module, by name."""

    name: str


@final
@dataclass(frozen=True, slots=True)
class ClassType:
    """A class itself (as a value), by its full name; `key` where it is a Noodle class."""

    name: str
    key: tuple[str, int] | None = None


@final
@dataclass(frozen=True, slots=True)
class Object:
    """Any Python value. `name` is the class's full name where it is known exactly (for display
    and completion; operators and attributes of it stay dynamic)."""

    name: str | None = None


@final
@dataclass(frozen=True, slots=True)
class Bigint:
    """A Python integer that may not fit i64: asked for with `bigint`, or a value too large."""


@final
@dataclass(frozen=True, slots=True)
class Never:
    """No value: not reached."""


Type = (
    Scalar | Array | Tuple | Container | NoneType | FunctionType | BuiltinType | MethodType
    | ModuleType | ClassType | Object | Bigint | Never
)  # fmt: skip

OBJECT = Object()
NEVER = Never()
NONE = NoneType()
BOOL = Scalar("bool")
I64 = Scalar("i64")
F64 = Scalar("f64")
C128 = Scalar("c128")
STR = Scalar("str")
BIGINT = Bigint()
