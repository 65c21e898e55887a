"""Layers: calls in a model function that make parameters and apply an op to them.

Each is named after its op and numbered (`linear`, `linear_2`); `name=` says otherwise. The shapes
of parameters are torch's, and so is the distribution of their initial values.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from ahr import names
from ahr.dtypes import is_float
from ahr.graph import Initial, Parameter, TensorSpec
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError


def linear(x: Tensor, out_features: int, *, bias: bool = True, name: str | None = None) -> Tensor:
    """x @ weight.T + bias over the last axis; weight: [out_features, features of x]."""
    features = _known(x, -1, "features")
    made = _Made(x, name or "linear", features)
    inputs = [x.name, made.weight("weight", out_features, features)]
    if bias:
        inputs.append(made.weight("bias", out_features))
    return made.apply("linear", inputs)


def relu(x: Tensor) -> Tensor:
    """max(x, 0)."""
    return x.apply("relu")


class _Made:
    """A layer in the making: its name, and parameters that start as torch's do, uniform within
    1/sqrt(fan_in)."""

    def __init__(self, x: Tensor, stem: str, fan_in: int) -> None:
        if not is_float(x.spec.dtype):
            raise ModelError(
                "N6001", f"{stem}() wants a tensor of floats, got {x.spec}", x.recording.place(),
                hint="convert it first: x.astype(f32)",
            )  # fmt: skip
        self.x = x
        self.record = x.recording
        self.label = self.record.builder.fresh(stem)
        self.bound = 1 / math.sqrt(fan_in) if fan_in else 0.0

    def weight(self, name: str, *shape: int) -> str:
        return self.parameter(name, Initial("uniform", self.bound), shape)

    def parameter(
        self, name: str, initial: Initial, shape: tuple[int, ...], *, trainable: bool = True
    ) -> str:
        spec = TensorSpec(self.x.spec.dtype, shape)
        made = Parameter(spec, initial, trainable)
        return self.record.builder.parameter(f"{self.label}.{name}", made)

    def apply(self, op: str, inputs: list[str], **attributes: Any) -> Tensor:
        (name,) = self.record.apply(op, inputs, attributes, name=self.label)
        return Tensor(self.record, name)


def _known(x: Tensor, axis: int, what: str) -> int:
    """A length that parameters are made for."""
    dims = x.spec.dims
    length = dims[axis] if dims and -len(dims) <= axis < len(dims) else None
    if not isinstance(length, int):
        raise ModelError("N6001", f"the number of {what} of {x.spec} must be known",
                         x.recording.place(), hint="write a number in the annotation")  # fmt: skip
    return length


LAYERS: Final[dict[str, Callable[..., Any]]] = {name: globals()[name] for name in names.LAYERS}
"""What cells can call by name."""
