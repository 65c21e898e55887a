"""`Tensor`: what a model function computes with while it is traced. It knows its shape, no number.

Operators, methods and NumPy's functions on it become nodes of the graph.
"""

from __future__ import annotations

from typing import Any, Self, final

import numpy as np

from ahr.dims import Dims
from ahr.dtypes import numpy_dtype
from ahr.graph import TensorSpec
from ahr.trace.recording import Recording
from nbc.errors import ModelError


@final
class Tensor:
    """A value of a graph that is being recorded."""

    __slots__ = ("name", "recording")
    __array_priority__ = 100

    def __init__(self, recording: Recording, name: str) -> None:
        self.recording = recording
        self.name = name

    @property
    def spec(self) -> TensorSpec:
        return self.recording.spec(self.name)

    @property
    def shape(self) -> Dims:
        return self.spec.dims or ()

    @property
    def ndim(self) -> int:
        return len(self.shape)

    @property
    def dtype(self) -> np.dtype[Any]:
        return numpy_dtype(self.spec.dtype)

    def apply(self, op: str, *others: Any, **attributes: Any) -> Self:
        """The one result of an op on this and other values."""
        inputs = [self.name, *(self._named(each) for each in others)]
        (name,) = self.recording.apply(op, inputs, attributes)
        return type(self)(self.recording, name)

    def _named(self, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, Tensor):
            return value.name
        array = np.asarray(value)
        weak = isinstance(value, bool | int | float)
        return self.recording.builder.constant(array.astype(self.dtype) if weak else array)

    def __bool__(self) -> bool:
        raise ModelError(
            "N6003", "a model function is traced once, for all inputs: it cannot decide by the "
            "value of a tensor", self.recording.place(),
            hint="compute both sides and choose with where(condition, a, b)",
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"<Tensor {self.spec}>"
