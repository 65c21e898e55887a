"""A layer in the making: its name, its parameters, the node that it becomes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, final

from ahr.dtypes import BY_NAME
from ahr.graph import Initial, Parameter, TensorSpec
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError

ONES = Initial("constant", 1.0)
ZEROS = Initial("constant", 0.0)


@final
class Making:
    """One layer call on `x`. Parameters that are asked for by `weight` start as torch's do: uniform
    within 1/sqrt(fan_in)."""

    def __init__(self, x: Tensor, stem: str, *, fan_in: int = 0, kinds: str = "f") -> None:
        _want_tensor(x)
        if BY_NAME[x.spec.dtype].kind not in kinds:
            wanted = "floats" if kinds == "f" else "whole numbers"
            raise ModelError(
                "N6001", f"{stem}() wants a tensor of {wanted}, got {x.spec}", x.recording.place(),
                hint=f"convert it first: x.astype({'f32' if kinds == 'f' else 'i64'})",
            )  # fmt: skip
        self.x = x
        self.record = x.recording
        self.label = self.record.label(stem)
        self.bound = 1 / math.sqrt(fan_in) if fan_in else 0.0

    def weight(self, name: str, *shape: int) -> str:
        return self.parameter(name, Initial("uniform", self.bound), *shape)

    def parameter(
        self, name: str, initial: Initial, *shape: int, trainable: bool = True,
        dtype: str | None = None,
    ) -> str:  # fmt: skip
        spec = TensorSpec(dtype or self.x.spec.dtype, shape)
        made = Parameter(spec, initial, trainable)
        return self.record.builder.parameter(f"{self.label}.{name}", made)

    def apply(self, op: str, inputs: Sequence[str], **attributes: Any) -> Tensor:
        (name,) = self.record.apply(op, inputs, attributes, name=self.label)
        return Tensor(self.record, name)


def known_length(x: Tensor, axis: int, what: str) -> int:
    """A length that parameters are made for. Raises ModelError N6001 where it is not a number."""
    _want_tensor(x)
    dims = x.spec.dims
    length = dims[axis] if dims and -len(dims) <= axis < len(dims) else None
    if not isinstance(length, int):
        raise ModelError("N6001", f"the number of {what} of {x.spec} must be known",
                         x.recording.place(), hint="write a number in the annotation")  # fmt: skip
    return length


def want_axes(x: Tensor, rank: int, layer: str, shape: str) -> None:
    """Raises ModelError N6001 where a tensor has another number of axes."""
    _want_tensor(x)
    if x.spec.dims is not None and len(x.spec.dims) != rank:
        raise ModelError("N6001", f"{layer}() wants {shape}, got {x.spec}", x.recording.place())


def want(condition: bool, x: Tensor, message: str) -> None:
    """Raises ModelError N6002 unless the condition holds."""
    if not condition:
        raise ModelError("N6002", message, x.recording.place())


def _want_tensor(x: object) -> None:
    if not isinstance(x, Tensor):
        raise ModelError(
            "N6003", "layers are called in a model function, on tensors of it, not on "
            f"{type(x).__name__}", hint="decorate the function with @model",
        )  # fmt: skip
