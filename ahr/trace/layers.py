"""Layers: calls in a model function that make parameters and apply an op to them.

Each is named after its op and numbered (`linear`, `linear_2`); `name=` says otherwise. The shapes
of parameters are torch's, and so are the initial values.
"""

from __future__ import annotations

from ahr.graph import Parameter, TensorSpec
from ahr.trace.tensor import Tensor


def linear(x: Tensor, out_features: int, *, bias: bool = True, name: str | None = None) -> Tensor:
    """x @ weight.T + bias over the last axis; weight: [out_features, features of x]."""
    record, spec = x.recording, x.spec
    features = spec.dims[-1] if spec.dims else None
    label = record.builder.fresh(name or "linear")
    weight = Parameter(TensorSpec(spec.dtype, (out_features, features)), "kaiming_uniform")
    inputs = [x.name, record.builder.parameter(f"{label}.weight", weight)]
    if bias:
        made = Parameter(TensorSpec(spec.dtype, (out_features,)), "uniform_fan_in")
        inputs.append(record.builder.parameter(f"{label}.bias", made))
    return Tensor(record, record.apply("linear", inputs, {}, name=label)[0])
