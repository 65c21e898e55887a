"""Layers over sequences: recurrent ones, attention, a block of a transformer.

A sequence is [N, features, steps] here, as images are [N, channels, height, width]; the places of
an image are steps, too. What these layers of Keras do is what they do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ahr.trace.layers import LAYERS
from ahr.trace.tensor import Tensor
from ahr.trm.neural.arguments import WrongArgument, part, whole

Apply = Callable[..., Any]


def recurrent(layer: str) -> Apply:
    """lstm or gru: the last result, or those of all steps."""

    def apply(
        x: Tensor, units: Any, return_sequences: Any, use_bias: Any, both: bool = False
    ) -> Any:
        if x.ndim != 3:
            raise WrongArgument(f"wants a sequence, (steps, features), got {x.spec}")
        size = whole(units, "units")
        y = LAYERS[layer](x.transpose([0, 2, 1]), size, bidirectional=both, bias=bool(use_bias))
        if return_sequences:
            return y.transpose([0, 2, 1])
        if not both:
            return y[:, -1]
        return np.concatenate([y[:, -1, :size], y[:, 0, size:]], axis=-1)

    return apply


def _over_steps(x: Tensor, function: Callable[[Any], Any]) -> Any:
    """With the features last, and all places as steps; then as it was."""
    if x.ndim < 3:
        raise WrongArgument(f"wants a sequence, (steps, features), got {x.spec}")
    lengths = x.shape
    flat = x if x.ndim == 3 else x.reshape(lengths[0], lengths[1], -1)
    y = function(flat.transpose([0, 2, 1])).transpose([0, 2, 1])
    return y if x.ndim == 3 else y.reshape(lengths[0], y.shape[1], *lengths[2:])


def attention(x: Tensor, num_heads: Any, key_dim: Any, use_bias: Any) -> Any:
    """Of the sequence to itself."""
    heads = whole(num_heads, "num_heads")
    if key_dim is not None and whole(key_dim, "key_dim") * heads != x.shape[1]:
        raise WrongArgument(f"key_dim must be the features by the heads: {x.shape[1]} / {heads}")
    return _over_steps(x, lambda y: LAYERS["attention"](y, heads, bias=bool(use_bias)))


def transformer_encoder(x: Tensor, num_heads: Any, ff_dim: Any, dropout: Any) -> Any:
    """Attention and two dense layers, each added to what comes in, and made even."""
    heads, wide = whole(num_heads, "num_heads"), whole(ff_dim, "ff_dim")
    ratio = part(dropout, "dropout")

    def kept(y: Any) -> Any:
        return LAYERS["dropout"](y, ratio) if ratio else y

    def block(y: Any) -> Any:
        y = LAYERS["layer_norm"](y + kept(LAYERS["attention"](y, heads)), epsilon=1e-6)
        inner = LAYERS["relu"](LAYERS["linear"](y, wide))
        return LAYERS["layer_norm"](y + kept(LAYERS["linear"](inner, y.shape[-1])), epsilon=1e-6)

    return _over_steps(x, block)
