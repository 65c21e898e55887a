"""`tensor`: every op of the table as a call in a model function, `tensor.resize(x, ...)`.

For what has no name among the layers and in NumPy. `tensor.parameter` makes a parameter.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, final

import numpy as np

from ahr.graph import Initial, Parameter, TensorSpec
from ahr.ops import rows
from ahr.trace.recording import Recording, current
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError
from nbc.types import parse_type
from nbc.types.model import Array


@final
class TensorNames:
    """The ops by name; words of Python with an underscore behind them (`tensor.not_`)."""

    def __getattr__(self, attribute: str) -> Callable[..., Any]:
        op = attribute if attribute in rows() else attribute.removesuffix("_")
        if op not in rows():
            raise AttributeError(f"there is no tensor op {attribute!r}")

        def call(*inputs: Any, name: str | None = None, **attributes: Any) -> Any:
            record = _recording(attribute)
            given = [_named(record, each) for each in inputs]
            made = record.apply(op, given, attributes, name=name)
            tensors = tuple(Tensor(record, each) for each in made)
            return tensors[0] if len(tensors) == 1 else tensors

        return call

    def parameter(
        self, name: str, kind: str, initial: tuple[Any, float] = ("constant", 0.0), *,
        trainable: bool = True,
    ) -> Tensor:  # fmt: skip
        """A parameter of the model: its name, its type ("f32[3, 4]"), how it starts."""
        record = _recording("parameter")
        read = parse_type(kind)
        assert isinstance(read, Array) and read.dtype is not None
        made = Parameter(TensorSpec(read.dtype, read.dims), Initial(*initial), trainable)
        return Tensor(record, record.builder.parameter(name, made))


def _named(record: Recording, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Tensor):
        return value.name
    return record.builder.constant(np.asarray(value))


def _recording(name: str) -> Recording:
    record = current()
    if record is None:
        raise ModelError("N6003", f"tensor.{name}() is called in model functions only",
                         hint="decorate the function with @model")  # fmt: skip
    return record


TENSOR: Final = TensorNames()
