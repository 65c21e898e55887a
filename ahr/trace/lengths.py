"""Lengths of axes that are not numbers yet, as model functions see them in `x.shape`."""

from __future__ import annotations

from typing import Any, NoReturn, SupportsIndex, final

from ahr import dims
from ahr.graph import TensorSpec
from nbc.errors import ModelError
from nbc.types.model import Dim


@final
class Length:
    """The length `dim` of an axis: it can be calculated with and be part of a shape."""

    __slots__ = ("dim",)

    def __init__(self, dim: Dim) -> None:
        self.dim = dim

    def __repr__(self) -> str:
        return "?" if self.dim is None else str(self.dim)

    def __eq__(self, other: object) -> bool:
        same = self.dim is not None and dim_of(other) == self.dim
        if not same and not dims.disagree(self.dim, dim_of(other)):
            self._refuse()
        return same

    def __hash__(self) -> int:
        return hash(self.dim)

    def __add__(self, other: Any) -> Any:
        return length(dims.add(self.dim, dim_of(other)))

    def __sub__(self, other: Any) -> Any:
        return length(dims.subtract(self.dim, dim_of(other)))

    def __rsub__(self, other: Any) -> Any:
        return length(dims.subtract(dim_of(other), self.dim))

    def __mul__(self, other: Any) -> Any:
        return length(dims.multiply(self.dim, dim_of(other)))

    def __floordiv__(self, other: Any) -> Any:
        divisor = dim_of(other)
        if isinstance(divisor, int) and divisor > 0:
            return length(dims.floor_divide(self.dim, divisor))
        return length(dims.divide_exactly(self.dim, divisor))

    __radd__, __rmul__ = __add__, __mul__

    def __index__(self) -> int:
        self._refuse()

    __int__ = __bool__ = __index__

    def __float__(self) -> float:
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise ModelError(
            "N6003", f"the length {self!r} is no number while a model function is traced",
            hint="write a number in the annotation, or use the length in shapes only",
        )  # fmt: skip


def length(dim: Dim) -> int | Length:
    """A number where it is known."""
    return dim if isinstance(dim, int) else Length(dim)


def lengths(spec: TensorSpec) -> tuple[Any, ...]:
    """The shape of a tensor. Raises ModelError N6003 where not even its rank is known."""
    if spec.dims is None:
        raise ModelError("N6003", f"the number of axes of {spec} is not known while tracing")
    return tuple(map(length, spec.dims))


def dim_of(value: object) -> Dim:
    """What a number or a length is in specs."""
    if isinstance(value, Length):
        return value.dim
    return int(value) if isinstance(value, SupportsIndex) else None
