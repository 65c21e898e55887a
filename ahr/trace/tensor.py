"""`Tensor`: what a model function computes with while it is traced. It knows its shape, no number.

Operators, methods and NumPy's functions on it become nodes of the graph; element types are promoted
as NumPy's are, by casts that are seen in the graph. `numpy_calls` has NumPy's functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final, NoReturn, Self, final

import numpy as np

from ahr.dtypes import noodle_name, numpy_dtype
from ahr.graph import TensorSpec
from ahr.trace.lengths import lengths
from ahr.trace.recording import Recording
from nbc.errors import ModelError
from nbc.types.model import Array


def _numpy_calls() -> Any:
    from ahr.trace import numpy_calls  # lazy: it is made of tensors

    return numpy_calls


_Operator = Callable[[Any, Any], Any]
_BITWISE: Final = {"and": "bitwise_and", "or": "bitwise_or", "xor": "bitwise_xor"}


def _both(op: str) -> tuple[_Operator, _Operator]:
    """An operator, and its reflected form."""
    return (lambda x, other: x.combine(op, other),
            lambda x, other: x.combine(op, other, reflected=True))  # fmt: skip


def _compared(op: str) -> _Operator:
    return lambda x, other: x.combine(op, other)


def _logical(op: str) -> tuple[_Operator, _Operator]:
    """Logic of bools, bit by bit of integers."""

    def operator(x: Any, other: Any) -> Any:
        return x.combine(op if x.spec.dtype == "bool" else _BITWISE[op], other)

    return operator, operator


@final
class Tensor:
    """A value of a graph that is being recorded."""

    __slots__ = ("name", "recording")

    def __init__(self, recording: Recording, name: str) -> None:
        self.recording = recording
        self.name = name

    # -- what is known of it ---------------------------------------------------------------------

    @property
    def spec(self) -> TensorSpec:
        return self.recording.spec(self.name)

    @property
    def __noodle_type__(self) -> Array:
        """What Noodle's annotations compare with."""
        return Array(self.spec.dtype, self.spec.dims)

    @property
    def shape(self) -> tuple[Any, ...]:
        """Numbers, and `Length`s where they are not known."""
        return lengths(self.spec)

    @property
    def ndim(self) -> int:
        return len(self.shape)

    @property
    def dtype(self) -> np.dtype[Any]:
        return numpy_dtype(self.spec.dtype)

    def __repr__(self) -> str:
        return f"<Tensor {self.spec}>"

    def __len__(self) -> int:
        length = self.shape[0] if self.shape else None
        return length if isinstance(length, int) else self.refuse(f"the length of {self.spec}")

    def __bool__(self) -> bool:
        self.refuse("whether a tensor is true", "choose with where(condition, a, b)")

    def __float__(self) -> float:
        self.refuse("the number in a tensor", "go on computing with the tensor")

    __int__ = __index__ = __complex__ = __float__

    def __array__(self, *_: Any, **__: Any) -> NoReturn:
        self.refuse("the numbers in a tensor", "use functions that models know")

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        return _numpy_calls().call_ufunc(self, ufunc, method, inputs, options)

    def __array_function__(self, function: Any, _: Any, arguments: Any, options: Any) -> Any:
        return _numpy_calls().call_function(self, function, arguments, options)

    def __getattr__(self, name: str) -> Any:
        """Methods of arrays, by the functions of the same names."""
        function = _numpy_calls().METHODS.get(name)
        if function is None:
            raise AttributeError(f"a tensor of a model has no attribute {name!r}")
        return partial(function, self)

    def __getitem__(self, key: Any) -> Any:
        return _numpy_calls().shaping.index(self, key)

    def __iter__(self) -> Iterator[Any]:
        return iter([self[index] for index in range(len(self))])

    @property
    def T(self) -> Self:
        """The axes turned round."""
        return self.apply("transpose")

    def refuse(self, what: str, hint: str | None = None) -> NoReturn:
        """Raises ModelError N6003: this cannot be recorded."""
        raise ModelError(
            "N6003", f"{what} is not known while a model function is traced: it is called once, "
            "for all inputs", self.recording.place(), hint=hint,
        )  # fmt: skip

    # -- making others ---------------------------------------------------------------------------

    def apply(self, op: str, *others: Any, **attributes: Any) -> Self:
        """The one result of an op on this and other values (None: an input that is left out)."""
        inputs = [self.name, *(self.named(each) for each in others)]
        (name,) = self.recording.apply(op, inputs, attributes)
        return type(self)(self.recording, name)

    def named(self, value: Any) -> str:
        """The name of a value in the graph: a tensor's, or that of a constant."""
        if value is None:
            return ""
        if isinstance(value, Tensor):
            return value.name
        return self.recording.builder.constant(np.asarray(value))

    def astype(self, dtype: Any) -> Self:
        """The tensor in another element type."""
        wanted = noodle_name(np.dtype(dtype))
        return self if wanted == self.spec.dtype else self.apply("cast", to=wanted)

    def lift(self, value: Any, dtype: Any) -> Self:
        """A tensor or a constant as a tensor of an element type."""
        if isinstance(value, Tensor):
            return type(self)(value.recording, value.name).astype(dtype)
        return type(self)(self.recording, self.named(np.asarray(value, dtype)))

    def combine(self, op: str, other: Any, *, reflected: bool = False) -> Any:
        """An op of two operands, both cast to the element type that NumPy would compute in."""
        if not isinstance(other, Tensor | np.ndarray | np.generic | bool | int | float):
            return NotImplemented
        kind = np.result_type(self.dtype, getattr(other, "dtype", other))
        if op == "div" and kind.kind in "iub":
            kind = np.dtype(np.float64)
        left, right = self.astype(kind), self.lift(other, kind)
        if reflected:
            left, right = right, left
        return _floor_divided(left, right) if op == "floor_divide" else left.apply(op, right)

    __add__, __radd__ = _both("add")
    __sub__, __rsub__ = _both("sub")
    __mul__, __rmul__ = _both("mul")
    __truediv__, __rtruediv__ = _both("div")
    __floordiv__, __rfloordiv__ = _both("floor_divide")
    __mod__, __rmod__ = _both("mod")
    __pow__, __rpow__ = _both("pow")
    __matmul__, __rmatmul__ = _both("matmul")
    __and__, __rand__ = _logical("and")
    __or__, __ror__ = _logical("or")
    __xor__, __rxor__ = _logical("xor")
    __lt__ = _compared("less")
    __le__ = _compared("less_or_equal")
    __gt__ = _compared("greater")
    __ge__ = _compared("greater_or_equal")
    __eq__ = _compared("equal")

    def __neg__(self) -> Self:
        return self.apply("neg")

    def __abs__(self) -> Self:
        return self.apply("abs")

    def __pos__(self) -> Self:
        return self

    def __invert__(self) -> Self:
        return self.apply("not" if self.spec.dtype == "bool" else "bitwise_not")

    def __ne__(self, other: object) -> Any:
        return self.combine("equal", other).apply("not")

    __hash__ = object.__hash__


def _floor_divided(left: Any, right: Any) -> Any:
    """Towards minus infinity, also for integers, which ONNX divides towards zero."""
    if left.dtype.kind == "f":
        return left.apply("div", right).apply("floor")
    return left.apply("sub", left.apply("mod", right)).apply("div", right)
