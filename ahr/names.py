"""The names of models in Noodle cells, offered before anything that they need is imported."""

from __future__ import annotations

import importlib
from typing import Final

from nbc import offer_names

LAYERS: Final = tuple(
    "linear conv1d conv2d conv_transpose1d conv_transpose2d batch_norm layer_norm rms_norm "
    "group_norm embedding dropout flatten attention lstm gru max_pool1d max_pool2d avg_pool1d "
    "avg_pool2d global_avg_pool global_max_pool relu leaky_relu elu selu gelu silu mish "
    "softplus sigmoid hard_sigmoid hard_swish softmax log_softmax".split()
)
"""Functions of `ahr.trace.layers` and `ahr.trace.activations`."""

_TRACED: Final = (
    "a model function runs once, when it is defined, to record its network; calls of the network "
    "run in ONNX Runtime, its training in torch"
)
"""What `explain` says of a model function."""


def offer() -> None:
    """Every cell can use `model` and the layers; they are loaded when one first does."""
    said = dict.fromkeys(("model", "ahr.model"), _TRACED)
    offer_names(("model", *LAYERS), _load, decorators=said)


def _load() -> None:
    importlib.import_module("ahr.language").register()
