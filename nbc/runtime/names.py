"""The names that every cell has without an import, beside Python's builtins.

Constructors of Noodle's scalars (also usable as NumPy dtypes), `bigint`, `parallel` and `prange`,
and elementwise functions that are `math`'s for numbers and NumPy's for arrays. Their typing
rules are rows of the builtins table. NumPy is imported when one of them first needs it, not before.
"""

from __future__ import annotations

import cmath
import importlib
import math
from collections.abc import Callable
from types import ModuleType
from typing import Any, final

from nbc.errors import OverflowTrap

_HINT = "ask for Python's integers with bigint(x), or round and limit the values first"


def _numpy() -> ModuleType:
    """The one place where NumPy is imported."""
    return importlib.import_module("numpy")


@final
class ScalarType:
    """A Noodle scalar type as a value: `i32(x)` converts, and NumPy takes `i32` as a dtype.

    i64, f64 and c128 are Python's int, float and complex; the others NumPy's scalars. An array is
    converted element by element. Integers are cut towards zero, as by `int`; one that does not fit,
    and NaN, are an OverflowTrap (N5001) and never wrap.
    """

    def __init__(self, name: str, numpy_name: str, python: type | None = None) -> None:
        self.__name__ = name
        self.__doc__ = f"{name}(x): x converted to {name}"
        self._numpy_name = numpy_name
        self._python = python

    def __repr__(self) -> str:
        return self.__name__

    def __reduce__(self) -> tuple[Callable[[str], Any], tuple[str]]:
        return named, (self.__name__,)

    @property
    def dtype(self) -> Any:
        """NumPy asks for this where the type is given as a dtype."""
        return _numpy().dtype(self._numpy_name)

    def __call__(self, x: Any = 0, /) -> Any:
        if getattr(x, "ndim", 0):
            return self._of_array(x)
        if "int" in self._numpy_name:
            return self._of_integer(x)
        if self._python is not None:
            return self._python(x)
        return self.dtype.type(x)

    def _of_integer(self, x: Any) -> Any:
        if isinstance(x, float | complex) or hasattr(x, "dtype"):
            self._refuse(x, x != x or abs(x) == math.inf)
        number = int(x)
        low, high = self._limits()
        self._refuse(x, not low <= number <= high)
        return number if self._python is int else self.dtype.type(number)

    def _of_array(self, x: Any) -> Any:
        numpy = _numpy()
        array = numpy.asarray(x)
        if array.dtype.kind == "c" and self.dtype.kind != "c":
            raise TypeError(f"complex elements cannot be converted to {self.__name__}")
        if "int" in self._numpy_name and array.size and array.dtype.kind in "iufO":
            least, most = array.min(), array.max()
            finite = array.dtype.kind != "f" or numpy.isfinite([least, most]).all()
            self._refuse("an element", not finite)
            low, high = self._limits()
            self._refuse("an element", not low <= int(least) <= int(most) <= high)
        return array.astype(self.dtype)

    def _limits(self) -> tuple[int, int]:
        bits = int(self.__name__[1:])
        if self.__name__.startswith("u"):
            return 0, 2**bits - 1
        return -(2 ** (bits - 1)), 2 ** (bits - 1) - 1

    def _refuse(self, x: Any, refused: bool) -> None:
        if refused:
            raise OverflowTrap("N5001", f"{x} does not fit {self.__name__}", hint=_HINT)


def bigint(x: Any = 0, /) -> int:
    """bigint(x): a Python integer of any size; operations on it never overflow"""
    return int(x)


def parallel(*bounds: int) -> range:
    """parallel(n): the indices of a loop whose iterations do not depend on each other"""
    return range(*bounds)


def prange(*bounds: int) -> range:
    """prange(n): as parallel(n), by numba's name"""
    return range(*bounds)


def log(x: Any, base: Any = None, /) -> Any:
    """log: the logarithm, natural or to a base; of numbers as in math, of arrays as in NumPy"""
    return _natural_log(x) if base is None else _log_to_base(x, base)


def _log_to_base(x: Any, base: Any) -> Any:
    if type(x) in _REALS and type(base) in _REALS:
        return math.log(x, base)
    return _natural_log(x) / _natural_log(base)


def _elementwise(name: str, numpy_name: str, summary: str) -> Callable[..., Any]:
    """`math`'s function for a Python number, NumPy's for everything else."""
    on_real: Callable[..., Any] | None = getattr(math, name, None)
    on_complex: Callable[..., Any] | None = getattr(cmath, name, None)

    def chosen(*args: Any) -> Any:
        kinds = {type(arg) for arg in args}
        if on_real is not None and kinds <= _REALS:
            return on_real(*args)
        if on_complex is not None and kinds <= _COMPLEX:
            return on_complex(*args)
        return getattr(_numpy(), numpy_name)(*args)

    def of_one(x: Any, /) -> Any:
        return chosen(x)

    def of_two(x: Any, y: Any, /) -> Any:
        return chosen(x, y)

    function = of_two if name in _OF_TWO else of_one
    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"{name}: {summary}; of numbers as in math, of arrays as in NumPy"
    return function


_OF_TWO = frozenset({"atan2", "copysign", "hypot"})
_REALS = frozenset({float, int, bool})
_COMPLEX = _REALS | {complex}
_SCALARS = {
    "i8": "int8", "i16": "int16", "i32": "int32", "i64": "int64",
    "u8": "uint8", "u16": "uint16", "u32": "uint32", "u64": "uint64",
    "f32": "float32", "f64": "float64", "c64": "complex64", "c128": "complex128",
}  # fmt: skip
_PYTHON: dict[str, type] = {"i64": int, "f64": float, "c128": complex}
_FUNCTIONS = {
    "acos": ("arccos", "the arc cosine"),
    "acosh": ("arccosh", "the inverse hyperbolic cosine"),
    "asin": ("arcsin", "the arc sine"),
    "asinh": ("arcsinh", "the inverse hyperbolic sine"),
    "atan": ("arctan", "the arc tangent"),
    "atan2": ("arctan2", "the angle of the point (x, y), given y and x"),
    "atanh": ("arctanh", "the inverse hyperbolic tangent"),
    "cbrt": ("cbrt", "the cube root"),
    "ceil": ("ceil", "the least integer that is not below x"),
    "copysign": ("copysign", "x with the sign of y"),
    "cos": ("cos", "the cosine of an angle in radians"),
    "cosh": ("cosh", "the hyperbolic cosine"),
    "degrees": ("degrees", "radians to degrees"),
    "exp": ("exp", "e to the power x"),
    "exp2": ("exp2", "2 to the power x"),
    "expm1": ("expm1", "exp(x) - 1, accurate near zero"),
    "fabs": ("fabs", "the absolute value as a float"),
    "floor": ("floor", "the greatest integer that is not above x"),
    "hypot": ("hypot", "the length of the hypotenuse"),
    "isfinite": ("isfinite", "whether x is neither infinite nor NaN"),
    "isinf": ("isinf", "whether x is infinite"),
    "isnan": ("isnan", "whether x is NaN"),
    "log10": ("log10", "the logarithm to base 10"),
    "log1p": ("log1p", "log(1 + x), accurate near zero"),
    "log2": ("log2", "the logarithm to base 2"),
    "radians": ("radians", "degrees to radians"),
    "sin": ("sin", "the sine of an angle in radians"),
    "sinh": ("sinh", "the hyperbolic sine"),
    "sqrt": ("sqrt", "the square root"),
    "tan": ("tan", "the tangent of an angle in radians"),
    "tanh": ("tanh", "the hyperbolic tangent"),
    "trunc": ("trunc", "the integer part, towards zero"),
}

_natural_log = _elementwise("log", "log", "the natural logarithm")

NAMES: dict[str, object] = {
    **{name: ScalarType(name, full, _PYTHON.get(name)) for name, full in _SCALARS.items()},
    "bigint": bigint,
    "parallel": parallel,
    "prange": prange,
    "log": log,
    **{name: _elementwise(name, *rest) for name, rest in _FUNCTIONS.items()},
}

DECORATORS: dict[str, str] = {}
"""What becomes of a function under a decorator of this name, where that is not a function of
Noodle: for `explain`. Who offers the names says it."""


def named(name: str) -> object:
    """The value of one of these names: how a scalar type is unpickled."""
    return NAMES[name]
