"""The names that cells have without an import: rows. `nbc.runtime.names` has their values."""

from __future__ import annotations

from nbc.builtins import math_rows, plain
from nbc.builtins.arrays import result
from nbc.builtins.class_rows import to_int, to_range
from nbc.builtins.elementwise import elementwise
from nbc.builtins.elementwise_rows import LOOPS
from nbc.builtins.entry import Entry, Typing
from nbc.builtins.signature import Arguments
from nbc.types.model import (
    BIGINT,
    BOOL,
    C128,
    F64,
    I64,
    OBJECT,
    Array,
    Scalar,
    Type,
)

SCALARS = ("i8", "i16", "i32", "i64", "u8", "u16", "u32", "u64", "f32", "f64", "c64", "c128")
_PYTHON: dict[str, Type] = {"i64": I64, "f64": F64, "c128": C128}
_ALIASES = {"acos": "arccos", "acosh": "arccosh", "asin": "arcsin", "asinh": "arcsinh",
            "atan": "arctan", "atan2": "arctan2", "atanh": "arctanh"}  # fmt: skip
_TWO = ("atan2(y, x, /)", "copysign(x, y, /)", "hypot(x, y, /)")
_ONE = ("acos", "acosh", "asin", "asinh", "atan", "atanh", "cbrt", "ceil", "cos", "cosh", "degrees",
        "exp", "exp2", "expm1", "fabs", "floor", "isfinite", "isinf", "isnan", "log", "log10",
        "log1p", "log2", "radians", "sin", "sinh", "sqrt", "tan", "tanh", "trunc")  # fmt: skip
_TO_INTEGER = frozenset({"ceil", "floor", "trunc"})
_TO_BOOL = frozenset({"isfinite", "isinf", "isnan"})


def converted(dtype: str) -> Typing:
    def rule(a: Arguments) -> Type:
        source = a.get("x")
        if source is None or (isinstance(source, Scalar) and source.dtype != "str"):
            return _PYTHON.get(dtype, Scalar(dtype, weak=False))
        if isinstance(source, Array):
            return result(dtype, source.dims) if source.dims else OBJECT
        return OBJECT

    return rule


def bigint(a: Arguments) -> Type:
    to_int(a)
    return BIGINT


def loop_range(a: Arguments) -> Type:
    return to_range(a)


def number_or_array(name: str, *operands: str) -> Typing:
    """`math`'s result for Python numbers, NumPy's for arrays and NumPy's scalars."""
    on_arrays = elementwise(LOOPS[_ALIASES.get(name, name)], *operands)

    def rule(a: Arguments) -> Type:
        kinds = [a[operand] for operand in operands]
        kinds += [a["base"]] if "base" in a else []
        if any(isinstance(kind, Scalar) and kind.weak is None for kind in kinds):
            return _of_either(name, kinds)
        if all(isinstance(kind, Scalar) and kind.weak for kind in kinds):
            return _of_numbers(name, [kind for kind in kinds if isinstance(kind, Scalar)])
        certain = all(isinstance(kind, Array | Scalar) for kind in kinds)
        if "base" in a or not certain:
            return OBJECT
        return on_arrays(a)

    return rule


def _of_either(name: str, kinds: list[Type]) -> Type:
    """Of Python's or NumPy's f64 comes the like."""
    doubles = all(isinstance(kind, Scalar) and kind.dtype == "f64" for kind in kinds)
    plainly = name not in _TO_INTEGER and name not in _TO_BOOL
    return Scalar("f64", weak=None) if doubles and plainly else OBJECT


def _of_numbers(name: str, kinds: list[Scalar]) -> Type:
    if any(kind.dtype in ("c128", "str") for kind in kinds):
        return OBJECT
    if name in _TO_INTEGER:
        whole = all(kind.dtype in plain.INTEGERS | {"bool"} for kind in kinds)
        return I64 if whole else BIGINT
    return BOOL if name in _TO_BOOL else F64


_MEANINGS = {entry.text.partition("(")[0]: entry.summary for entry in math_rows.FUNCTIONS}


def _meaning(name: str) -> str:
    return f"{_MEANINGS[name]}; of a number as in math, of an array as in NumPy"


FUNCTIONS = (
    *(Entry(f"{name}(x=0, /)", converted(name), f"a value converted to {name}")
      for name in SCALARS),
    Entry("bigint(x=0, /)", bigint, "a Python integer of any size"),
    Entry("parallel(start, stop=..., step=..., /)", loop_range,
          "the indices of a loop whose iterations do not depend on each other"),
    Entry("prange(start, stop=..., step=..., /)", loop_range, "as parallel, by numba's name"),
    *(Entry(f"{name}(x, /)" if name != "log" else "log(x, base=..., /)",
            number_or_array(name, "x"), _meaning(name)) for name in _ONE),
    *(Entry(text, number_or_array(text.partition("(")[0], *text[:-4].partition("(")[2].split(", ")),
            _meaning(text.partition("(")[0])) for text in _TWO),
)  # fmt: skip
