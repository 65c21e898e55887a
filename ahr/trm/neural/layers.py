"""The layers of Neural-DSL: rows. Names are those of Keras, in any case.

The language's images are channels-last, a model's channels-first: [N, channels, height, width].
What a layer does to the last axis there, it does to axis 1 here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, final

import numpy as np

from ahr.trace.layers import LAYERS
from ahr.trace.tensor import Tensor
from ahr.trm.neural.arguments import WrongArgument, part, whole
from ahr.trm.neural.sequence_layers import attention, recurrent, transformer_encoder

Apply = Callable[..., Any]


@final
@dataclass(frozen=True, slots=True)
class Row:
    """`parameters` are the arguments in the language's order, with their defaults (... where there
    is none); `apply` gets the tensor and all of them by name. `takes_activation`: it has one more
    argument, by that name or in the last place."""

    parameters: Mapping[str, Any]
    apply: Apply
    takes_activation: bool = False


def activation(x: Any, name: str) -> Any:
    """An activation by its name. Raises WrongArgument."""
    key = name.lower().replace("_", "").replace("-", "")
    if key in ("softmax", "logsoftmax"):
        axis = 1 if x.ndim > 2 else -1
        return LAYERS["softmax" if key == "softmax" else "log_softmax"](x, axis=axis)
    if key not in ACTIVATIONS:
        raise WrongArgument(f"there is no activation {name!r}: one of {', '.join(ACTIVATIONS)}")
    return ACTIVATIONS[key](x)


def _along_channels(function: Apply) -> Apply:
    """For layers that work on the last axis: channels go there and back."""

    def apply(x: Tensor, **settings: Any) -> Any:
        if x.ndim <= 2:
            return function(x, **settings)
        order = [0, *range(2, x.ndim), 1]
        back = [0, x.ndim - 1, *range(1, x.ndim - 1)]
        return function(x.transpose(order), **settings).transpose(back)

    return apply


def _sizes(value: Any, name: str) -> Any:
    if isinstance(value, tuple):
        made = tuple(whole(each, name) for each in value)
        return made[0] if len(made) == 1 else made
    return whole(value, name)


def _padding(value: Any) -> Any:
    if isinstance(value, str) and value.lower() in ("valid", "same"):
        return 0 if value.lower() == "valid" else "same"
    raise WrongArgument(f'padding must be "valid" or "same", got {value!r}')


def _dense(x: Tensor, units: Any, use_bias: Any) -> Any:
    count = whole(units, "units")
    return _along_channels(LAYERS["linear"])(x, out_features=count, bias=bool(use_bias))


def _conv(layer: str) -> Apply:
    def apply(x: Tensor, filters: Any, kernel_size: Any, strides: Any, padding: Any,
              dilation_rate: Any, groups: Any, use_bias: Any) -> Any:  # fmt: skip
        return LAYERS[layer](
            x, whole(filters, "filters"), _sizes(kernel_size, "kernel_size"),
            stride=_sizes(strides, "strides"), padding=_padding(padding),
            dilation=_sizes(dilation_rate, "dilation_rate"), groups=whole(groups, "groups"),
            bias=bool(use_bias),
        )  # fmt: skip

    return apply


def _depthwise(x: Tensor, kernel_size: Any, strides: Any, padding: Any, use_bias: Any) -> Any:
    channels = x.shape[1]
    return LAYERS["conv2d"](
        x, channels, _sizes(kernel_size, "kernel_size"), stride=_sizes(strides, "strides"),
        padding=_padding(padding), groups=channels, bias=bool(use_bias),
    )  # fmt: skip


def _separable(x: Tensor, filters: Any, kernel_size: Any, strides: Any, padding: Any,
               use_bias: Any) -> Any:  # fmt: skip
    spread = _depthwise(x, kernel_size, strides, padding, False)
    return LAYERS["conv2d"](spread, whole(filters, "filters"), 1, bias=bool(use_bias))


def _transposed(layer: str) -> Apply:
    def apply(x: Tensor, filters: Any, kernel_size: Any, strides: Any, padding: Any,
              use_bias: Any) -> Any:  # fmt: skip
        return LAYERS[layer](
            x, whole(filters, "filters"), _sizes(kernel_size, "kernel_size"),
            stride=_sizes(strides, "strides"), padding=_padding(padding), bias=bool(use_bias),
        )  # fmt: skip

    return apply


def _pool(layer: str) -> Apply:
    def apply(x: Tensor, pool_size: Any, strides: Any, padding: Any) -> Any:
        stride = None if strides is None else _sizes(strides, "strides")
        return LAYERS[layer](x, _sizes(pool_size, "pool_size"), stride=stride,
                             padding=_padding(padding))  # fmt: skip

    return apply


def _global(layer: str) -> Apply:
    return lambda x: LAYERS[layer](x).reshape(x.shape[0], -1)


def _flatten(x: Tensor) -> Any:
    return x.reshape(x.shape[0], -1)


def _reshape(x: Tensor, target_shape: Any) -> Any:
    """The last of the new lengths are the channels."""
    shape = target_shape if isinstance(target_shape, tuple) else (target_shape,)
    order = [0, *range(2, x.ndim), 1]
    made = (x.transpose(order) if x.ndim > 2 else x).reshape(x.shape[0], *shape)
    return made if len(shape) < 2 else made.transpose([0, len(shape), *range(1, len(shape))])


def _layer_norm(x: Tensor, epsilon: Any) -> Any:
    return _along_channels(LAYERS["layer_norm"])(x, epsilon=float(epsilon))


def _embedding(x: Tensor, input_dim: Any, output_dim: Any) -> Any:
    made = LAYERS["embedding"](x.astype(np.int64), whole(input_dim, "input_dim"),
                               whole(output_dim, "output_dim"))  # fmt: skip
    return made.transpose([0, made.ndim - 1, *range(1, made.ndim - 1)])


ACTIVATIONS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "relu": LAYERS["relu"], "sigmoid": LAYERS["sigmoid"], "tanh": lambda x: x.apply("tanh"),
    "gelu": LAYERS["gelu"], "elu": LAYERS["elu"], "selu": LAYERS["selu"], "silu": LAYERS["silu"],
    "swish": LAYERS["silu"], "mish": LAYERS["mish"], "softplus": LAYERS["softplus"],
    "leakyrelu": LAYERS["leaky_relu"], "hardsigmoid": LAYERS["hard_sigmoid"],
    "hardswish": LAYERS["hard_swish"], "softsign": lambda x: x.apply("softsign"),
    "exponential": lambda x: x.apply("exp"), "linear": lambda x: x,
}  # fmt: skip
"""By names without underscores. softmax and log_softmax are beside these."""

_CONV: Final = {"filters": ..., "kernel_size": ..., "strides": 1, "padding": "valid",
                "dilation_rate": 1, "groups": 1, "use_bias": True}  # fmt: skip
_SEPARABLE: Final = {"filters": ..., "kernel_size": ..., "strides": 1, "padding": "valid",
                     "use_bias": True}  # fmt: skip
_RECURRENT: Final = {"units": ..., "return_sequences": False, "use_bias": True}
_POOL: Final = {"pool_size": 2, "strides": None, "padding": "valid"}
_DENSE: Final = Row({"units": ..., "use_bias": True}, _dense, True)

ROWS: Final[Mapping[str, Row]] = {
    "dense": _DENSE, "output": _DENSE,
    "conv1d": Row(_CONV, _conv("conv1d"), True), "conv2d": Row(_CONV, _conv("conv2d"), True),
    "depthwiseconv2d": Row({"kernel_size": ..., "strides": 1, "padding": "valid",
                            "use_bias": True}, _depthwise, True),
    "separableconv2d": Row(_SEPARABLE, _separable, True),
    "conv1dtranspose": Row(_SEPARABLE, _transposed("conv_transpose1d"), True),
    "conv2dtranspose": Row(_SEPARABLE, _transposed("conv_transpose2d"), True),
    "maxpooling1d": Row(_POOL, _pool("max_pool1d")),
    "maxpooling2d": Row(_POOL, _pool("max_pool2d")),
    "averagepooling1d": Row(_POOL, _pool("avg_pool1d")),
    "averagepooling2d": Row(_POOL, _pool("avg_pool2d")),
    **{f"global{word}pooling{rank}d": Row({}, _global(layer)) for rank in (1, 2)
       for word, layer in (("average", "global_avg_pool"), ("max", "global_max_pool"))},
    "flatten": Row({}, _flatten), "reshape": Row({"target_shape": ...}, _reshape),
    "dropout": Row({"rate": 0.5}, lambda x, rate: LAYERS["dropout"](x, part(rate, "rate"))),
    "batchnormalization": Row(
        {"momentum": 0.99, "epsilon": 1e-3},
        lambda x, momentum, epsilon: LAYERS["batch_norm"](
            x, epsilon=float(epsilon), momentum=1.0 - part(momentum, "momentum"))),
    "layernormalization": Row({"epsilon": 1e-3}, _layer_norm),
    "groupnormalization": Row(
        {"groups": 32, "epsilon": 1e-3},
        lambda x, groups, epsilon: LAYERS["group_norm"](x, whole(groups, "groups"),
                                                        epsilon=float(epsilon))),
    "activation": Row({"activation": ...}, lambda x, activation: _activated(x, activation)),
    **{name: Row({}, function) for name, function in ACTIVATIONS.items() if name != "linear"},
    "softmax": Row({}, lambda x: activation(x, "softmax")),
    "embedding": Row({"input_dim": ..., "output_dim": ...}, _embedding),
    "lstm": Row(_RECURRENT, recurrent("lstm")), "gru": Row(_RECURRENT, recurrent("gru")),
    "multiheadattention": Row({"num_heads": ..., "key_dim": None, "use_bias": True}, attention),
    "transformerencoder": Row({"num_heads": 8, "ff_dim": 512, "dropout": 0.1}, transformer_encoder),
}  # fmt: skip
"""By names in lower case without underscores."""


def _activated(x: Any, name: Any) -> Any:
    if not isinstance(name, str):
        raise WrongArgument(f"an activation is a name, got {name!r}")
    return activation(x, name)
