"""all-MiniLM-L6-v2 as it is here, beside torch's layers, ONNX Runtime and an int8 file of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime
import pytest
import torch

from ahr.examples.minilm import (
    DISTRIBUTION,
    HEADS,
    LAYERS,
    PACKAGE,
    minilm,
    minilm_inputs,
    network,
)
from ahr.examples.shipped import find_shipped
from ahr.formats.onnx_reading import read_onnx
from ahr.formats.onnx_writing import onnx_bytes
from ahr.formats.tensors import read_tensors
from ahr.models import Model
from ahr.running import reference
from benchmarks.real_models import MODELS, found

WEIGHTS = find_shipped(PACKAGE, "model/model.safetensors")
TEXTS = ("A cat sits on the mat.", "The kitten rests on a rug!", "Share prices fell today: $3,000.")


@pytest.fixture(scope="module")
def net() -> Model:
    if WEIGHTS is None:
        pytest.skip(f"{DISTRIBUTION} is not there: make real-models")
    return minilm()


def _cosines(one: Any, other: Any) -> Any:
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return (one * other).sum(axis=1) / lengths


def test_batch_and_length_stay_names() -> None:
    graph = network().graph
    assert str(graph.specs[graph.outputs[0]]) == "f32[N, 384]"
    seen = [graph.specs[name].dims for node in graph.nodes for name in node.outputs]
    assert all(dims is not None and None not in dims for dims in seen)


def test_it_gives_what_torch_gives(net: Model) -> None:
    """torch's own encoder layer with the numbers of the file, without names of ours."""
    assert WEIGHTS is not None
    held = {name: torch.from_numpy(np.array(value))
            for name, value in read_tensors(WEIGHTS.read_bytes(), WEIGHTS).items()}  # fmt: skip
    ids, mask = minilm_inputs(TEXTS)
    x = held["embeddings.word_embeddings.weight"][torch.from_numpy(ids)]
    x = x + held["embeddings.position_embeddings.weight"][: ids.shape[1]]
    x = x + held["embeddings.token_type_embeddings.weight"][0]
    weight, bias = (held[f"embeddings.LayerNorm.{each}"] for each in ("weight", "bias"))
    x = torch.nn.functional.layer_norm(x, (384,), weight, bias, 1e-12)
    for at in range(LAYERS):
        x = _torch_layer(held, f"encoder.layer.{at}.")(
            x, src_key_padding_mask=torch.from_numpy(mask == 0)
        )
    kept = torch.from_numpy(mask)[:, :, None]
    expected = ((x * kept).sum(1) / kept.sum(1)).detach().numpy()
    np.testing.assert_allclose(net(ids, mask), expected, atol=1e-4)


def _torch_layer(held: dict[str, Any], prefix: str) -> torch.nn.Module:
    names = {"linear1": "intermediate.dense", "linear2": "output.dense",
             "norm1": "attention.output.LayerNorm", "norm2": "output.LayerNorm",
             "self_attn.out_proj": "attention.output.dense"}  # fmt: skip
    made = torch.nn.TransformerEncoderLayer(384, HEADS, 1536, 0.0, "gelu", 1e-12, batch_first=True)
    state = {f"{ours}.{kind}": held[f"{prefix}{theirs}.{kind}"]
             for ours, theirs in names.items() for kind in ("weight", "bias")}  # fmt: skip
    for kind in ("weight", "bias"):
        state[f"self_attn.in_proj_{kind}"] = torch.cat(
            [held[f"{prefix}attention.self.{each}.{kind}"] for each in ("query", "key", "value")]
        )
    made.load_state_dict(state)
    return made.train()  # what it does in eval mode is another program, for speed


def test_the_reference_and_onnxruntime_agree(net: Model) -> None:
    ids, mask = minilm_inputs(TEXTS[:2])
    (expected,) = reference.run(net.graph, net.parameters, {"ids": ids, "mask": mask})
    options = onnxruntime.SessionOptions()
    session = onnxruntime.InferenceSession(onnx_bytes(net.graph, net.parameters), options)
    (result,) = session.run(None, {"ids": ids, "mask": mask})
    np.testing.assert_allclose(result, expected, atol=1e-3)


def test_what_fills_up_a_row_changes_nothing(net: Model) -> None:
    together = net(*minilm_inputs(TEXTS))
    alone = np.concatenate([net(*minilm_inputs([text])) for text in TEXTS])
    np.testing.assert_allclose(together, alone, atol=1e-4)


def test_likeness_is_that_of_meaning_and_of_an_int8_file(net: Model) -> None:
    ids, mask = minilm_inputs(TEXTS)
    ours = net(ids, mask)
    assert _cosines(ours[:1], ours[1:2]) > 0.6 > 0.2 > _cosines(ours[:1], ours[2:])
    path = found(next(each for each in MODELS if each.name == "all-MiniLM int8"))
    if path is None:
        pytest.skip("its package is not there: make real-models")
    tokens = read_onnx(path)(ids, mask, np.zeros_like(ids))
    kept = mask[:, :, None]
    assert (_cosines(ours, (tokens * kept).sum(1) / kept.sum(1)) > 0.98).all()
