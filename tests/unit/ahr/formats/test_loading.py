"""Files of any format: what fits is loaded, what is bad is refused, nothing in it is executed."""

from __future__ import annotations

import io
import os
import pickle
import random
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.torch
import torch
from torch import nn

import ahr
from ahr.formats.archive import read_content
from ahr.formats.kinds import kind_of
from ahr.formats.tensors import read_tensors, written_tensors
from ahr.graph import TensorSpec
from ahr.models import Model
from ahr.running.torch_module import torch_module
from ahr.trace.activations import relu
from ahr.trace.decorator import model
from ahr.trace.layers import batch_norm, linear
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError

X = np.random.default_rng(0).standard_normal((5, 8)).astype(np.float32)


def fresh() -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 8))})
    def net(x: Tensor) -> Tensor:
        return linear(relu(batch_norm(linear(x, 16))), 3)

    return net


class ByHand(nn.Module):
    """The same network with other names."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.norm, self.last = nn.Linear(8, 16), nn.BatchNorm1d(16), nn.Linear(16, 3)

    def forward(self, x: Any) -> Any:
        return self.last(torch.relu(self.norm(self.first(x))))


@pytest.fixture
def net() -> Model:
    return fresh().init(seed=1)


class Evil:
    """Unpickling it writes a file."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> Any:
        return os.mkdir, (str(self.mark),)


def refusal(path: Path, *given: Model) -> ModelError:
    with pytest.raises(ModelError) as caught:
        ahr.load(path, *given)
    assert path.name in caught.value.message
    return caught.value


@pytest.mark.parametrize("suffix", [".trm", ".onnx", ".safetensors"])
def test_what_is_exported_is_loaded(net: Model, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"net{suffix}"
    net.export(path)
    again = ahr.load(path)
    np.testing.assert_allclose(again(X), net(X), rtol=1e-6, atol=1e-6)
    path.rename(tmp_path / "unknown.model")
    np.testing.assert_allclose(ahr.load(tmp_path / "unknown.model")(X), net(X), atol=1e-6)


@pytest.mark.parametrize("inside", [None, "state_dict"])
@pytest.mark.parametrize("zipped", [True, False])
def test_state_dicts_fit_by_shape(
    net: Model, tmp_path: Path, inside: str | None, zipped: bool
) -> None:
    torch.manual_seed(0)
    other = ByHand().eval()
    state: Any = {"epoch": 3, inside: other.state_dict()} if inside else other.state_dict()
    torch.save(state, tmp_path / "net.pt", _use_new_zipfile_serialization=zipped)
    assert ahr.load(tmp_path / "net.pt", net) is net
    np.testing.assert_allclose(net(X), other(torch.from_numpy(X)).detach(), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("prefix", ["", "module.", "_orig_mod.model."])
def test_weights_fit_by_name(net: Model, tmp_path: Path, prefix: str) -> None:
    expected = net(X)
    state = torch_module(net.graph, net.parameters).state_dict()
    given = {prefix + name: each.double() for name, each in reversed(state.items())}
    safetensors.torch.save_file(given, tmp_path / "net.safetensors")
    again = ahr.load(tmp_path / "net.safetensors", fresh())
    np.testing.assert_array_equal(again(X), expected)


def test_weights_are_not_guessed(tmp_path: Path) -> None:
    """Two layers of one shape, without order and with other names."""

    @model(inputs={"x": TensorSpec("f32", ("N", 8))})
    def twins(x: Tensor) -> Tensor:
        return linear(linear(x, 8, bias=False), 8, bias=False)

    numbers = np.ones((8, 8), np.float32)
    (tmp_path / "w.safetensors").write_bytes(written_tensors({"a": numbers, "b": numbers}))
    error = refusal(tmp_path / "w.safetensors", twins)
    assert error.code == "N6004"
    assert any("only in the file: a: f32[8, 8], b: f32[8, 8]" in note for note in error.notes)


def test_weights_that_do_not_fit_are_listed(net: Model, tmp_path: Path) -> None:
    given = {**net.parameters, "linear.bias": np.zeros(5, np.float32)}
    (tmp_path / "w.safetensors").write_bytes(written_tensors(given))
    error = refusal(tmp_path / "w.safetensors", net)
    assert error.code == "N6004"
    assert "linear.bias is f32[16], in the file f32[5]" in error.message


def test_weights_alone_are_no_model(tmp_path: Path) -> None:
    (tmp_path / "w.safetensors").write_bytes(written_tensors({"a": np.zeros(3)}))
    assert refusal(tmp_path / "w.safetensors").code == "N6004"


@pytest.mark.parametrize("suffix", [".pt", ".pth", ".bin", ".pkl", ".trm", ".onnx", ""])
def test_pickles_are_refused_and_not_executed(net: Model, tmp_path: Path, suffix: str) -> None:
    mark, path = tmp_path / "executed", tmp_path / f"evil{suffix}"
    for protocol in range(1, 6):
        path.write_bytes(pickle.dumps(Evil(mark), protocol))
        assert refusal(path, net).code in ("N6005", "N6006", "N6007")
        assert not mark.exists()
    path.write_bytes(pickle.dumps(Evil(mark)))
    if suffix in (".pt", ".pkl"):
        assert refusal(path, net).code == "N6006"
    torch.save({"weights": torch.zeros(3), "evil": Evil(mark)}, path)
    code = "N6005" if suffix in (".trm", ".onnx") else "N6006"
    assert refusal(path, net).code == code
    assert not mark.exists()


def test_whole_modules_and_scripts_are_refused(net: Model, tmp_path: Path) -> None:
    torch.save(ByHand(), tmp_path / "module.pt")
    assert refusal(tmp_path / "module.pt", net).code == "N6006"
    with zipfile.ZipFile(tmp_path / "script.pt", "w") as archive:
        archive.writestr("script/data.pkl", b"\x80\x02.")
        archive.writestr("script/constants.pkl", b"\x80\x02.")
    assert refusal(tmp_path / "script.pt", net).code == "N6007"


def test_tensors_larger_than_their_file_are_refused(net: Model, tmp_path: Path) -> None:
    torch.save({"linear.weight": torch.zeros(1).expand(1 << 45)}, tmp_path / "bomb.pt")
    assert refusal(tmp_path / "bomb.pt", net).code == "N6006"


def test_compressed_zips_are_refused(net: Model, tmp_path: Path) -> None:
    for name in ("bomb.pt", "bomb.pt2", "bomb.trm"):
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("x/data.pkl", bytes(1 << 22))
        assert refusal(tmp_path / name, net).code == "N6006"


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "a/../../evil", "C:/evil"])
def test_zips_with_names_outside_are_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "out.trm", "w") as archive:
        archive.writestr(name, b"")
    assert refusal(tmp_path / "out.trm").code == "N6006"


@pytest.mark.parametrize("suffix", [".pt", ".safetensors", ".onnx"])
def test_cut_files_are_refused(net: Model, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"net{suffix}"
    if suffix == ".pt":
        torch.save(dict(torch_module(net.graph, net.parameters).state_dict()), path)
    else:
        net.export(path)
    data = path.read_bytes()
    for length in range(1, len(data), max(1, len(data) // 40)):
        path.write_bytes(data[:length])
        assert refusal(path, net).code in ("N6004", "N6005", "N6006", "N6007")


@pytest.mark.parametrize("suffix", [".trm", ".safetensors", ".pt"])
def test_flipped_bits_are_refused_or_change_nothing(
    net: Model, tmp_path: Path, suffix: str
) -> None:
    path, expected = tmp_path / f"net{suffix}", net(X)
    if suffix == ".pt":
        torch.save(dict(torch_module(net.graph, net.parameters).state_dict()), path)
    else:
        net.export(path)
    data, chosen, refused = path.read_bytes(), random.Random(0), 0
    for _ in range(100):
        place = chosen.randrange(len(data))
        flipped = data[:place] + bytes([data[place] ^ 1 << chosen.randrange(8)]) + data[place + 1 :]
        path.write_bytes(flipped)
        try:
            again = ahr.load(path, fresh()) if suffix == ".pt" else ahr.load(path)
        except ModelError as error:
            assert error.code in ("N6004", "N6005", "N6006", "N6007")
            refused += 1
        else:
            np.testing.assert_array_equal(again(X), expected)
    assert refused > 40


@pytest.mark.parametrize("suffix", [".trm", ".onnx", ".safetensors", ".pt", ".pt2", ".xyz"])
def test_what_is_no_file_is_refused(net: Model, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"bad{suffix}"
    assert refusal(path).code == "N6005"
    path.write_bytes(b"")
    assert "it is empty" in refusal(path).message
    path.write_bytes(b"some text that is no model at all\n" * 9)
    assert refusal(path, net).code == ("N6007" if suffix == ".xyz" else "N6005")
    path.unlink()
    path.mkdir()
    assert "directory" in refusal(path).message


@pytest.mark.skipif(os.name != "posix", reason="rights of files")
def test_files_without_permission_are_refused(net: Model, tmp_path: Path) -> None:
    net.save(tmp_path / "net.trm")
    (tmp_path / "net.trm").chmod(0)
    me = os.geteuid()
    try:
        if me == 0:
            os.seteuid(65534)  # root may read everything
        error = refusal(tmp_path / "net.trm")
    finally:
        os.seteuid(me)
    assert "Permission denied" in error.message


def test_other_formats_under_a_wrong_name_are_refused(net: Model, tmp_path: Path) -> None:
    net.export(tmp_path / "net.safetensors")
    (tmp_path / "net.safetensors").rename(tmp_path / "net.trm")
    error = refusal(tmp_path / "net.trm")
    assert (error.code, "is a safetensors file" in error.message) == ("N6005", True)
    net.save(tmp_path / "other.trm")
    (tmp_path / "other.trm").rename(tmp_path / "other.pt2")
    assert refusal(tmp_path / "other.pt2").code == "N6005"


@pytest.mark.parametrize("length", [2**63, 2**64 - 1, 10**9, 3])
def test_headers_of_any_length_are_refused(tmp_path: Path, length: int) -> None:
    (tmp_path / "h.safetensors").write_bytes(length.to_bytes(8, "little") + b"{}      " * 9)
    assert refusal(tmp_path / "h.safetensors").code == "N6005"


@pytest.mark.parametrize(
    "header",
    [
        b'{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]},"b":{"dtype":"F32","shape":[4],"data_offsets":[8,24]}}',
        b'{"a":{"dtype":"F32","shape":[4],"data_offsets":[8,24]}}',
        b'{"a":{"dtype":"F32","shape":[-4],"data_offsets":[0,-16]}}',
        b'{"a":{"dtype":"F32","shape":[1099511627776],"data_offsets":[0,4398046511104]}}',
        b'{"a":{"dtype":"F32","shape":[4.0],"data_offsets":[0,16]}}',
        b'{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}',
        b'{"a":{"dtype":"F32"}}',
        b'{"a":3}',
        b"[" * 100_000,
        b"null",
    ],
)
def test_headers_that_lie_are_refused(tmp_path: Path, header: bytes) -> None:
    (tmp_path / "h.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + bytes(24))
    assert refusal(tmp_path / "h.safetensors").code == "N6005"


def test_tensors_are_read_as_the_library_reads_them() -> None:
    arrays: dict[str, np.ndarray[Any, Any]] = {
        "b": np.arange(6, dtype=np.int64).reshape(2, 3), "a": np.array([1, 2], np.float16),
        "none": np.zeros((0, 4), np.float32), "one": np.array(3, np.float32),
        "flags": np.array([True]),
    }  # fmt: skip
    data = written_tensors(arrays)
    read = read_tensors(data, Path("x"))
    theirs = safetensors.numpy.load(data)
    assert read.keys() == theirs.keys() == arrays.keys()
    for name, array in arrays.items():
        assert read[name].dtype == theirs[name].dtype == array.dtype
        np.testing.assert_array_equal(read[name], array)
        assert read[name].shape == array.shape


def test_weights_that_are_not_finite_are_refused(net: Model, tmp_path: Path) -> None:
    state = ByHand().state_dict()
    state["first.weight"][0, 0] = torch.nan
    torch.save(state, tmp_path / "nan.pt")
    with pytest.raises(ModelError, match="N6009"):
        ahr.load(tmp_path / "nan.pt", net)


def test_kinds_are_told_by_content(net: Model, tmp_path: Path) -> None:
    memory = io.BytesIO()
    torch.save({}, memory)
    (tmp_path / "state").write_bytes(memory.getvalue())
    assert kind_of(read_content(tmp_path / "state")) == "torch"
    (tmp_path / "keras").write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(64))
    assert refusal(tmp_path / "keras").code == "N6007"
