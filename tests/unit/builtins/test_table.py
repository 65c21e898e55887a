"""The table: complete against the installed Python and NumPy, lazily loaded, right signatures."""

from __future__ import annotations

import builtins
import inspect
import math
import subprocess
import sys
import types
from typing import Any

import numpy as np
import pytest

from nbc.builtins import arguments, lookup, member, members, names, noodle_names, resolve
from nbc.builtins.signature import Signature
from nbc.runtime.names import NAMES
from nbc.types.model import F64, I64, STR, Array, Container, ModuleType, Scalar, Tuple

MISSING_NUMPY = frozenset(
    "ScalarType False_ True_ asmatrix bmat broadcast busday_count busday_offset busdaycalendar bytes_ "
    "c_ character clongdouble complex256 complexfloating complex192 datetime64 datetime_as_string "
    "datetime_data flatiter flexible float128 float96 floating generic get_include getbufsize "
    "geterrcall half index_exp inexact info integer is_busday long longdouble longlong matrix "
    "memmap mgrid mintypecode ndim nditer nested_iters number object_ ogrid poly1d r_ recarray "
    "record s_ sctypeDict setbufsize seterrcall show_config show_runtime signedinteger str_ test "
    "timedelta64 typecodes typename ufunc ulong ulonglong unsignedinteger void fromregex in1d trapz "
    "isdtype".split()
)
"""Names of NumPy without a row: calls of them are calls of Python objects."""

MISSING_RANDOM = frozenset(
    "BitGenerator Generator MT19937 PCG64 PCG64DXSM Philox RandomState SFC64 SeedSequence "
    "get_bit_generator set_bit_generator test".split()
)
FROM_DEBUGGERS = frozenset({"execfile", "runfile"})
"""What pydevd adds to the builtins of a process that has loaded it."""

MODULES: dict[str, tuple[Any, frozenset[str]]] = {
    "": (builtins, frozenset({"True", "False", "None"}) | FROM_DEBUGGERS),
    "math.": (math, frozenset()),
    "numpy.": (np, MISSING_NUMPY),
    "numpy.linalg.": (np.linalg, frozenset({"test"})),
    "numpy.fft.": (np.fft, frozenset({"test"})),
    "numpy.random.": (np.random, MISSING_RANDOM),
}
CLASSES: dict[str, type] = {
    "str.": str,
    "bytes.": bytes,
    "list.": list,
    "tuple.": tuple,
    "dict.": dict,
    "set.": set,
    "frozenset.": frozenset,
    "range.": range,
    "slice.": slice,
    "int.": int,
    "float.": float,
    "complex.": complex,
    "ndarray.": np.ndarray,
    "generic.": np.generic,
    "Generator.": np.random.Generator,
}


@pytest.mark.parametrize("prefix", MODULES)
def test_names_of_modules_have_rows_or_are_known_to_be_missing(prefix: str) -> None:
    module, missing = MODULES[prefix]
    public = {
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }
    without = {name for name in public if lookup(prefix + name) is None}
    assert without <= missing


@pytest.mark.parametrize("prefix", CLASSES)
def test_members_of_classes_have_rows(prefix: str) -> None:
    public = {name for name in dir(CLASSES[prefix]) if not name.startswith("_")}
    assert {name for name in public if lookup(prefix + name) is None} == set()


def test_every_row_is_of_something_or_of_a_later_version() -> None:
    later = {"int.is_integer", "math.fma", "math.sumprod"}
    some_scalars = {"generic.as_integer_ratio", "generic.bit_count", "generic.is_integer"}
    unresolved = set()
    for name in names():
        try:
            resolve(name) if name not in NAMES else None
        except AttributeError:
            unresolved.add(name)
    renamed = {"numpy.row_stack", "numpy.matvec", "numpy.vecmat", "numpy.unstack"}
    assert unresolved <= later | some_scalars | renamed


def test_noodle_names_have_a_row_and_a_value() -> None:
    assert set(noodle_names()) == set(NAMES)


def inspectable() -> list[str]:
    found = []
    for name in names():
        try:
            inspect.signature(resolve(name) if name not in NAMES else NAMES[name])  # type: ignore[arg-type]
        except (ValueError, TypeError, AttributeError):
            continue
        found.append(name)
    return found


@pytest.mark.parametrize("name", inspectable())
def test_signature_takes_what_the_real_one_takes(name: str) -> None:
    row = lookup(name)
    assert row is not None
    ours = arguments(row)
    if ours is None or name in NAMES:
        return
    real = list(inspect.signature(resolve(name)).parameters.values())  # type: ignore[arg-type]
    if row.kind == "method":
        real = real[1:]
    assert not refused_names(ours, real)
    assert not missing_positions(ours, real)


def refused_names(ours: Signature, real: list[inspect.Parameter]) -> set[str]:
    """Keywords that the real function takes and the row does not."""
    if ours.takes("var_keyword"):
        return set()
    by_name = {p.name for p in real if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)}
    return by_name - ours.named


def missing_positions(ours: Signature, real: list[inspect.Parameter]) -> bool:
    """Whether the row takes fewer positional arguments, or requires more."""
    if ours.takes("var_positional"):
        return False
    if any(p.kind is p.VAR_POSITIONAL for p in real):
        return True
    positional = [p for p in real if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    needed = [p for p in positional if p.default is p.empty]
    required = [p for p in ours.positional if p.default is None]
    return len(positional) > len(ours.positional) or len(required) > len(needed)


def test_start_up_imports_neither_numpy_nor_rows() -> None:
    code = (
        "import sys, nbc.builtins, nbc.runtime.names\n"
        "rows = [m for m in sys.modules if m.startswith('nbc.builtins.') and m.endswith('_rows')]\n"
        "assert not rows, rows\n"
        "nbc.builtins.lookup('numpy.zeros')\n"
        "assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_member_finds_methods_by_the_type_of_the_receiver() -> None:
    found = {
        "ndarray.sum": member(Array("f64", (3,)), "sum"),
        "str.upper": member(STR, "upper"),
        "int.bit_length": member(I64, "bit_length"),
        "float.hex": member(F64, "hex"),
        "generic.item": member(Scalar("f32", weak=False), "item"),
        "list.append": member(Container("list"), "append"),
        "tuple.index": member(Tuple(None), "index"),
        "numpy.linalg.norm": member(ModuleType("numpy.linalg"), "norm"),
    }
    assert {name: row.name for name, row in found.items() if row is not None} == {
        name: name for name in found
    }


def test_members_are_names_without_a_prefix() -> None:
    listed = members(ModuleType("numpy"))
    assert "zeros" in listed and not any("." in name for name in listed)
    assert set(members(STR)) == {name for name in dir(str) if not name.startswith("_")}


def test_signature_of_a_method_has_no_receiver() -> None:
    row = lookup("ndarray.sum")
    assert row is not None and row.signature.startswith("sum(axis=None")
    copy = lookup("list.copy")
    assert copy is not None and copy.signature == "copy()"
