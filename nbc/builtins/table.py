"""The builtins table: from a full name to its row.

The entries are in the `*_rows` files, imported by prefix when a name with it is first looked up; a
`Row` is made, and its signature read, then too. `resolve` (for tests and documentation) finds the
Python object that a row describes.
"""

from __future__ import annotations

import builtins
import importlib
from collections.abc import Iterator, Mapping
from functools import cache

from nbc.builtins.dispatch import ALWAYS_NUMPY, taken_over
from nbc.builtins.entry import GENERATOR, Entry, Typing
from nbc.builtins.model import CallTypes, Row, Rule
from nbc.builtins.signature import Arguments, bind, without_receiver
from nbc.types.model import OBJECT, Array, Bigint, Container, ModuleType, Scalar, Tuple, Type

_NOODLE = "noodle:"
"""Not part of the names: Noodle's own names, looked for where Python has none."""

_FAMILIES: dict[str, tuple[tuple[str, str, str], ...]] = {
    "": (
        ("function", "python_rows", "FUNCTIONS"),
        ("constant", "python_rows", "CONSTANTS"),
        ("class", "class_rows", "CLASSES"),
        ("class", "class_rows", "EXCEPTIONS"),
    ),
    _NOODLE: (("function", "nbc.builtins.noodle_rows", "FUNCTIONS"),),
    "str.": (("method", "text_rows", "STR_METHODS"),),
    "bytes.": (("method", "text_rows", "BYTES_METHODS"),),
    "list.": (("method", "container_rows", "LIST_METHODS"),),
    "tuple.": (("method", "container_rows", "TUPLE_METHODS"),),
    "range.": (("method", "container_rows", "RANGE_METHODS"),),
    "slice.": (("method", "container_rows", "SLICE_METHODS"),),
    "dict.": (("method", "container_rows", "DICT_METHODS"),),
    "set.": (("method", "container_rows", "SET_METHODS"),),
    "frozenset.": (("method", "container_rows", "FROZENSET_METHODS"),),
    "int.": (("method", "number_rows", "INT_METHODS"),),
    "float.": (("method", "number_rows", "FLOAT_METHODS"),),
    "complex.": (("method", "number_rows", "COMPLEX_METHODS"),),
    "math.": (
        ("function", "math_rows", "FUNCTIONS"),
        ("constant", "math_rows", "CONSTANTS"),
    ),
    "numpy.": (
        ("function", "creation_rows", "FUNCTIONS"),
        ("class", "creation_rows", "CLASSES"),
        ("constant", "creation_rows", "CONSTANTS"),
        ("function", "elementwise_rows", "FUNCTIONS"),
        ("function", "reduction_rows", "FUNCTIONS"),
        ("function", "linalg_rows", "PRODUCTS"),
        ("function", "sorting_rows", "FUNCTIONS"),
        ("function", "joining_rows", "FUNCTIONS"),
        ("function", "shape_rows", "FUNCTIONS"),
        ("function", "indexing_rows", "PICKING"),
        ("function", "indexing_rows", "COMPARING"),
        ("function", "indexing_rows", "CALCULATING"),
        ("function", "indexing_rows", "OTHERS"),
    ),
    "numpy.linalg.": (("function", "linalg_rows", "LINALG"),),
    "numpy.fft.": (("function", "indexing_rows", "FOURIER"),),
    "numpy.random.": (("function", "random_rows", "MODULE_FUNCTIONS"),),
    "Generator.": (("method", "random_rows", "GENERATOR_METHODS"),),
    "ndarray.": (
        ("method", "array_rows", "METHODS"),
        ("method", "array_rows", "ATTRIBUTES"),
    ),
    "generic.": (("method", "array_rows", "SCALARS"),),
}
"""By prefix: the kind of the rows, their file, and its tuple of entries."""

STATIC = frozenset(
    {
        "str.maketrans",
        "bytes.maketrans",
        "bytes.fromhex",
        "dict.fromkeys",
        "int.from_bytes",
        "float.fromhex",
    }
)
"""Methods that take no receiver."""

_ADDED: list[tuple[str, str, str]] = []
"""Families of Noodle's own names that other packages brought."""

_VALUES: dict[int, tuple[str, object]] = {}
"""Noodle's own names by the `id` of their values, which are kept."""

_OVERRIDABLE = frozenset({"numpy", "numpy.linalg", "numpy.fft"})
"""Where NumPy asks the arguments' classes first (`__array_function__`, `__array_ufunc__`)."""

_SCALAR_PREFIXES = {
    "bool": "int.",
    "i64": "int.",
    "f64": "float.",
    "c128": "complex.",
    "str": "str.",
}


@cache
def lookup(name: str) -> Row | None:
    """The row of a full name ("len", "numpy.zeros", "ndarray.sum"), if there is one."""
    prefix, dot, _ = name.rpartition(".")
    found = _entries(prefix + dot).get(name)
    if found is None and not dot:
        found = _entries(_NOODLE).get(name)
    if found is None:
        return None
    kind, entry = found
    if "(" not in entry.text:
        kind = "attribute" if kind == "method" else kind
        return Row(name, "", _attribute(entry.typing), entry.summary, entry.pure, kind)
    receiver = kind == "method" and name not in STATIC
    kind = "function" if name in STATIC else kind
    shown = without_receiver(entry.text) if receiver else entry.text
    guarded = prefix in _OVERRIDABLE and name not in ALWAYS_NUMPY
    rule = _checked(entry.text, entry.typing, receiver, guarded=guarded)
    return Row(name, shown, rule, entry.summary, entry.pure, kind)


def names() -> Iterator[str]:
    """All full names that this package has rows of, in the order of the table."""
    for prefix in _FAMILIES:
        yield from _rows(prefix, _FAMILIES[prefix])


def noodle_names() -> tuple[str, ...]:
    """The names that cells have without an import, beside Python's builtins."""
    return tuple(_entries(_NOODLE))


def know(values: Mapping[str, object], file: str | None = None) -> None:
    """Says what the values of Noodle's own names are, and which module has rows (`FUNCTIONS`) for
    more of them than `noodle_rows` has."""
    _VALUES.update((id(value), (name, value)) for name, value in values.items())
    if file is not None:
        _ADDED.append(("function", file, "FUNCTIONS"))
        _entries.cache_clear()
        lookup.cache_clear()


def noodle_name(value: object) -> str | None:
    """Under which of Noodle's own names a value is known."""
    name, known = _VALUES.get(id(value), ("", None))
    return name if name and known is value else None


def member(owner: Type, name: str) -> Row | None:
    """The row of an attribute or method of a value, or of a name in a module."""
    prefix = prefix_of(owner)
    return None if prefix is None else lookup(prefix + name)


def members(owner: Type) -> tuple[str, ...]:
    """The names of a value's attributes and methods, for completion."""
    prefix = prefix_of(owner)
    if prefix is None:
        return ()
    return tuple(name[len(prefix) :] for name in _entries(prefix))


def prefix_of(owner: Type) -> str | None:
    """Where the table keeps the members of such a value."""
    if isinstance(owner, Array):
        return "ndarray."
    if isinstance(owner, Scalar):
        if owner.weak is None:
            return None
        return _SCALAR_PREFIXES.get(owner.dtype) if owner.weak else "generic."
    if isinstance(owner, Bigint):
        return "int."
    if isinstance(owner, Tuple):
        return "tuple."
    if isinstance(owner, Container):
        return owner.kind + "."
    if isinstance(owner, ModuleType):
        return owner.name + "."
    return "Generator." if owner == GENERATOR else None


def resolve(name: str) -> object:
    """The Python object that a row describes."""
    first, *rest = name.split(".")
    if first in ("ndarray", "generic"):
        found: object = getattr(importlib.import_module("numpy"), first)
    elif first == "Generator":
        found = importlib.import_module("numpy.random").Generator
    elif hasattr(builtins, first):
        found = getattr(builtins, first)
    else:
        found = importlib.import_module(first)
    for part in rest:
        found = getattr(found, part)
    return found


@cache
def _entries(prefix: str) -> dict[str, tuple[str, Entry]]:
    """The rows of a prefix. This is the one place that imports their files: a kernel that starts
    needs none of them."""
    added = tuple(_ADDED) if prefix == _NOODLE else ()
    return _rows(prefix, _FAMILIES.get(prefix, ()) + added)


def _rows(prefix: str, families: tuple[tuple[str, str, str], ...]) -> dict[str, tuple[str, Entry]]:
    found: dict[str, tuple[str, Entry]] = {}
    for kind, file, attribute in families:
        module = importlib.import_module(file if "." in file else f"nbc.builtins.{file}")
        rows: tuple[Entry, ...] = getattr(module, attribute)
        shown = prefix.removesuffix(_NOODLE)
        found.update((shown + row.text.partition("(")[0], (kind, row)) for row in rows)
    return found


def _attribute(typing: Typing) -> Rule:
    def rule(call: CallTypes) -> Type:
        return typing(Arguments({} if call.owner is None else {"self": call.owner}))

    return rule


def _checked(text: str, typing: Typing, receiver: bool, *, guarded: bool) -> Rule:
    """A rule that matches the arguments first. `guarded`: other classes may take the call over."""

    def rule(call: CallTypes) -> Type:
        bound = bind(text, call, receiver=receiver)
        return OBJECT if guarded and taken_over(bound) else typing(bound)

    return rule
