"""`.trm` files: what is saved is loaded, and what is not whole or not right is refused."""

from __future__ import annotations

import hashlib
import json
import random
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ahr.formats import trm
from ahr.formats.golden import golden_inputs
from ahr.formats.tensors import written_tensors
from ahr.graph import TensorSpec
from ahr.models import Model
from ahr.trace.activations import relu
from ahr.trace.decorator import model
from ahr.trace.layers import linear
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError

X = np.random.default_rng(0).standard_normal((5, 8)).astype(np.float32)


@pytest.fixture
def net() -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 8))})
    def net(x: Tensor) -> Tensor:
        return linear(relu(linear(x, 16) * 2.0), 3)

    net.metadata["lineage"] = ["made by a test"]
    return net.init(seed=1)


@pytest.fixture
def saved(net: Model, tmp_path: Path) -> Path:
    trm.save(net, tmp_path / "net.trm")
    return tmp_path / "net.trm"


def test_what_is_saved_is_loaded(net: Model, saved: Path) -> None:
    again = trm.load(saved)
    np.testing.assert_array_equal(again(X), net(X))
    assert again.graph.parameters == net.graph.parameters
    assert again.metadata == net.metadata
    assert [each.name for each in again.graph.nodes] == [each.name for each in net.graph.nodes]
    trm.save(again, saved.with_name("again.trm"))
    assert saved.with_name("again.trm").read_bytes() == saved.read_bytes()


def test_cut_files_are_refused(saved: Path) -> None:
    data = saved.read_bytes()
    for length in range(0, len(data), 97):
        saved.write_bytes(data[:length])
        with pytest.raises(ModelError, match=r"N600[56]"):
            trm.load(saved)


def test_flipped_bits_are_refused_or_change_nothing(net: Model, saved: Path) -> None:
    data, chosen = saved.read_bytes(), random.Random(0)
    refused = 0
    for _ in range(200):
        place = chosen.randrange(len(data))
        flipped = data[:place] + bytes([data[place] ^ 1 << chosen.randrange(8)]) + data[place + 1 :]
        saved.write_bytes(flipped)
        try:
            again = trm.load(saved)
        except ModelError as error:
            assert error.code in ("N6005", "N6006", "N6007")
            refused += 1
        else:
            np.testing.assert_array_equal(again(X), net(X))
    assert refused > 150


def _changed(
    saved: Path, part: str, data: bytes, *, manifest: dict[str, Any] | None = None
) -> None:
    """A file whose hashes are right, but whose content is not."""
    with zipfile.ZipFile(saved) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = data
    said = json.loads(parts.pop("manifest.json")) | (manifest or {})
    said["sha256"] = {name: hashlib.sha256(each).hexdigest() for name, each in parts.items()}
    saved.write_bytes(trm._zipped(json.dumps(said).encode(), parts))


def test_wrong_golden_outputs_are_refused(net: Model, saved: Path) -> None:
    golden = golden_inputs(net.graph)
    wrong = {f"input:{name}": value for name, value in golden.items()}
    wrong["output:0"] = net(*golden.values()) + np.float32(0.01)
    _changed(saved, "golden.safetensors", written_tensors(wrong))
    with pytest.raises(ModelError, match="N6008"):
        trm.load(saved)


def test_weights_that_are_not_finite_are_refused(net: Model, saved: Path) -> None:
    broken = dict(net.parameters) | {"linear.bias": np.full(16, np.nan, np.float32)}
    constants = net.graph.constants
    _changed(saved, "weights.safetensors", written_tensors({**broken, **constants}))
    with pytest.raises(ModelError, match="N6009"):
        trm.load(saved)


def test_a_huge_header_is_refused(saved: Path) -> None:
    _changed(saved, "weights.safetensors", (2**63).to_bytes(8, "little") + b"{}")
    with pytest.raises(ModelError, match="N6005"):
        trm.load(saved)


def test_a_zip_bomb_is_refused_before_it_is_read(saved: Path) -> None:
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("manifest.json", *trm.PARTS):
            archive.writestr(name, bytes(1 << 20))
    with pytest.raises(ModelError, match="N6006"):
        trm.load(saved)


def test_newer_versions_are_refused(saved: Path) -> None:
    _changed(saved, "program.nbc", b"", manifest={"version": 2})
    with pytest.raises(ModelError, match="N6007"):
        trm.load(saved)


def test_a_failed_save_leaves_the_old_file(net: Model, saved: Path) -> None:
    before = saved.read_bytes()
    net.metadata["bad"] = {1, 2}
    with pytest.raises(ModelError, match="N6012"):
        trm.save(net, saved)
    assert saved.read_bytes() == before
    assert [each.name for each in saved.parent.iterdir()] == [saved.name]


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="No such file"):
        trm.load(tmp_path / "none.trm")
