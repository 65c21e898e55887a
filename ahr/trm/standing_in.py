"""What stands in for parts of Python and NumPy while a function is traced.

Each does what Python does where no tensor is met. `names` has all of them for a function's globals.
"""

from __future__ import annotations

import builtins
import math
import operator
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import BuiltinFunctionType, ModuleType
from typing import Any, Final, final

import numpy as np

from ahr.trace.lengths import Length
from ahr.trace.recording import current
from ahr.trace.tensor import Tensor
from ahr.trm.writes import Writes
from nbc.errors import ModelError
from nbc.runtime.names import NAMES, ScalarType

_OWN_REFERENCES: Final = 3
"""To an array that only one variable has, as `__set__` sees it."""


@final
class _Missing:
    """A variable that one side of a choice does not bind."""

    def __repr__(self) -> str:
        return "nothing"


MISSING: Final = _Missing()


@final
class _Key:
    def __getitem__(self, key: Any) -> Any:
        return key


@final
class Standing:
    """The stand-ins for one trace."""

    def __init__(self, writes: Writes) -> None:
        self.writes = writes

    def names(self) -> dict[str, Any]:
        """For the globals of the functions that are traced."""
        return {
            "__is_traced__": is_traced, "__taken__": _taken, "__sides__": self.sides,
            "__merged__": _merged, "__choose__": _choose, "__and__": _both, "__or__": _either,
            "__not__": _negated, "__each__": _each, "__copied__": _copied,
            "__set__": self.set, "__key__": _Key(), "__changed__": self.changed,
            **_BUILTINS,
        }  # fmt: skip

    def set(self, target: Any, key: Any, value: Any) -> Any:
        """`target[key] = value`, as a new value of the variable."""
        traced = isinstance(target, Tensor) or _has_tensor(value) or _has_tensor(key)
        if not traced or not isinstance(target, Tensor | np.ndarray):
            target[key] = value
            return target
        if isinstance(target, np.ndarray) and sys.getrefcount(target) > _OWN_REFERENCES:
            _refuse("an array that has another name, or a view, is written to",
                    "write to a copy: a = a.copy()")  # fmt: skip
        return self.writes.set(target, key, value)

    def sides(
        self, condition: Tensor, variables: Mapping[str, Any], names: Sequence[str],
        written: Sequence[str],
    ) -> tuple[Any, Any]:  # fmt: skip
        """The values that each side of a choice starts with. What a side may write to, each has
        for itself."""
        found = _taken(condition, variables, names)
        both = [
            tuple(
                self.writes.twin(each) if name in written and isinstance(each, Tensor) else each
                for name, each in zip(names, found, strict=True)
            )
            for _ in range(2)
        ]
        return both[0], both[1]

    def changed(self, sign: str, target: Any, value: Any) -> Any:
        """`target += value`: an array stays of its element type."""
        if not isinstance(target, Tensor) or target.ndim == 0:
            if isinstance(target, np.ndarray) and isinstance(value, Tensor):
                return _PLAIN[sign](target, value).astype(target.dtype)
            return _IN_PLACE[sign](target, value)
        made = _PLAIN[sign](target, value)
        if made.dtype != target.dtype and not np.can_cast(made.dtype, target.dtype, "same_kind"):
            _refuse(f"a tensor of {target.dtype} is changed by one of {made.dtype}")
        return self.writes.replaced(target, made.astype(target.dtype))


def is_traced(value: Any) -> bool:
    """Whether a condition is not known before the network runs."""
    return isinstance(value, Tensor)


def _has_tensor(value: Any) -> bool:
    if isinstance(value, tuple | list):
        return any(map(_has_tensor, value))
    return isinstance(value, Tensor)


def _refuse(what: str, hint: str | None = None) -> None:
    record = current()
    raise ModelError("N6014", what, record.place() if record else None, hint=hint)


def _taken(condition: Tensor, variables: Mapping[str, Any], names: Iterable[str]) -> Any:
    """The values of variables; arrays as tensors, since one side may write to them."""
    found = [variables.get(name, MISSING) for name in names]
    return tuple(condition.lift(each, each.dtype) if isinstance(each, np.ndarray) and each.ndim
                 else each for each in found)  # fmt: skip


def _merged(condition: Tensor, then: Any, other: Any) -> Any:
    return tuple(_chosen(condition, x, y) for x, y in zip(then, other, strict=True))


def _chosen(condition: Tensor, x: Any, y: Any) -> Any:
    if x is y:
        return x
    if isinstance(x, _Missing) or isinstance(y, _Missing):
        return MISSING
    if isinstance(x, tuple) and isinstance(y, tuple) and len(x) == len(y):
        return _merged(condition, x, y)
    known = (Tensor, np.ndarray, np.generic, bool, int, float)
    if not isinstance(x, known) or not isinstance(y, known):
        _refuse(f"a choice between {type(x).__name__} and {type(y).__name__} depends on a tensor",
                "let both sides give numbers or tensors")  # fmt: skip
    return np.where(condition, x, y)


def _choose(condition: Any, then: Callable[[], Any], other: Callable[[], Any]) -> Any:
    if isinstance(condition, Tensor):
        return _chosen(condition, then(), other())
    return then() if condition else other()


def _both(first: Any, second: Callable[[], Any]) -> Any:
    if not isinstance(first, Tensor):
        return first and second()
    return np.logical_and(first, second())


def _either(first: Any, second: Callable[[], Any]) -> Any:
    if not isinstance(first, Tensor):
        return first or second()
    return np.logical_or(first, second())


def _negated(value: Any) -> Any:
    return np.logical_not(value) if isinstance(value, Tensor) else not value


def _each(values: Any) -> Any:
    """What a loop goes over: the parts of a tensor along its first axis."""
    if not isinstance(values, Tensor):
        return values
    return [values[at] for at in range(len(values))]


def _copied(value: Any) -> Any:
    """`value.copy()`."""
    return value.apply("identity") if isinstance(value, Tensor) else value.copy()


def _extreme(name: str) -> Callable[..., Any]:
    plain, of_two = getattr(builtins, name), np.maximum if name == "max" else np.minimum

    def call(*values: Any, **options: Any) -> Any:
        items = values if len(values) > 1 else tuple(_each(values[0]))
        if not any(isinstance(each, Tensor) for each in items) or options:
            return plain(*values, **options)
        made = items[0]
        for each in items[1:]:
            made = of_two(made, each)
        return made

    return call


def _iterating(name: str) -> Callable[..., Any]:
    plain = getattr(builtins, name)
    return lambda *values, **options: plain(*map(_each, values), **options)


def _converting(name: str, dtype: str) -> Callable[..., Any]:
    plain = getattr(builtins, name)

    def call(value: Any = 0, *others: Any) -> Any:
        return value.astype(dtype) if isinstance(value, Tensor) else plain(value, *others)

    return call


def _dtype_of(scalar: ScalarType) -> Any:
    """A Noodle type such as f32: it converts tensors too."""

    @final
    class Converting:
        dtype = scalar.dtype

        def __call__(self, value: Any = 0) -> Any:
            return value.astype(self.dtype) if isinstance(value, Tensor) else scalar(value)

    return Converting()


def _of_math(name: str) -> Any:
    """A function of `math`, of a tensor NumPy's."""
    plain = getattr(math, name)
    of_arrays = getattr(np, _NUMPY_NAMES.get(name, name), None)
    if not callable(plain) or of_arrays is None:
        return plain

    def call(*values: Any) -> Any:
        return of_arrays(*values) if _has_tensor(values) else plain(*values)

    return call


@final
class _Module:
    """A module, some of whose names are others."""

    def __init__(self, module: ModuleType, others: Callable[[str], Any]) -> None:
        self._module, self._others = module, others

    def __getattr__(self, name: str) -> Any:
        found = self._others(name)
        return getattr(self._module, name) if found is None else found


def _filled(fill: Any) -> Callable[..., Any]:
    """`np.zeros_like` and others of a tensor of known shape: an array that can be written to."""

    def call(x: Any, *values: Any, dtype: Any = None, **options: Any) -> Any:
        value = values[0] if values else fill
        if not isinstance(x, Tensor):
            return np.full_like(x, value, dtype=dtype, **options)
        kind = x.dtype if dtype is None else np.dtype(dtype)
        if any(isinstance(each, Length) for each in x.shape) or isinstance(value, Tensor):
            return np.broadcast_to(x.lift(value, kind), x.shape)
        return np.full(x.shape, value, kind)

    return call


def _array(x: Any, dtype: Any = None, **_: Any) -> Any:
    """`np.array` of a tensor or of a list with tensors."""
    if isinstance(x, list | tuple) and _has_tensor(x):
        x = np.stack([_array(each) for each in x])
    if not isinstance(x, Tensor):
        return np.array(x, dtype)
    return x.apply("identity") if dtype is None else x.astype(dtype)


_LIKE: Final = {"zeros_like": _filled(0), "empty_like": _filled(0), "ones_like": _filled(1),
                "full_like": _filled(0), "array": _array, "asarray": _array, "copy": _array,
                "float64": None}  # fmt: skip
_NUMPY_NAMES: Final = {"fabs": "abs", "pow": "power", "fmod": "fmod"}
_BUILTINS: Final = {
    "max": _extreme("max"), "min": _extreme("min"), "float": _converting("float", "float64"),
    "int": _converting("int", "int64"),
    **{name: _iterating(name) for name in ("zip", "enumerate", "sum", "list", "tuple")},
}  # fmt: skip
_SIGNS: Final = {
    "Add": "add", "Sub": "sub", "Mult": "mul", "Div": "truediv", "FloorDiv": "floordiv",
    "Mod": "mod", "Pow": "pow", "MatMult": "matmul", "BitAnd": "and", "BitOr": "or",
    "BitXor": "xor", "LShift": "lshift", "RShift": "rshift",
}  # fmt: skip
_PLAIN: Final = {sign: getattr(operator, f"__{name}__") for sign, name in _SIGNS.items()}
_IN_PLACE: Final = {sign: getattr(operator, f"__i{name}__") for sign, name in _SIGNS.items()}

NUMPY: Final = _Module(np, _LIKE.get)
MATH: Final = _Module(math, _of_math)


def replaced(value: Any) -> Any:
    """What a global is while its function is traced."""
    if value is np:
        return NUMPY
    if value is math:
        return MATH
    if isinstance(value, ScalarType):
        return _dtype_of(value)
    if isinstance(value, BuiltinFunctionType):
        name = str(value.__name__)
        return _of_math(name) if getattr(math, name, None) is value else value
    return value


def noodle_names() -> dict[str, Any]:
    """The names that Noodle's cells have."""
    return {name: replaced(value) for name, value in NAMES.items()}
