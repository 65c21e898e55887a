"""What uploads may be, and what is refused: the job that looks at them, without a server."""

from __future__ import annotations

import io
import os
import pickle
import stat
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import ahr
from nbc.errors import NoodleError
from noodle_server.jobs.kinds.validating import run
from noodle_server.schemas.model_requests import ValidateRequest
from tests.server.sending import Desk, model_file, network


def state_dict(**tensors: Any) -> bytes:
    memory = io.BytesIO()
    torch.save(tensors, memory)
    return memory.getvalue()


def twice() -> bytes:
    """A state dict of the network, its numbers doubled."""
    return state_dict(**{name: torch.from_numpy(np.array(each) * 2)
                         for name, each in network().parameters.items()})  # fmt: skip


class Evil:
    """What a pickle can do."""

    def __reduce__(self) -> Any:
        return os.mkdir, ("/tmp/never-made-by-noodle",)


def look(desk: Desk, form: str, purpose: str = "model") -> Any:
    request = ValidateRequest.model_validate(
        {"upload_id": "0" * 32, "purpose": purpose, "format": form}
    )
    return run(request, desk)[0]


@pytest.mark.parametrize(
    ("suffix", "form", "kind"),
    [("trm", "trm", "trm"), ("onnx", "onnx", "onnx"), ("onnx", "tensorflow", "onnx"),
     ("safetensors", "safetensors", "safetensors")],
)  # fmt: skip
def test_whole_networks_are_taken(tmp_path: Path, suffix: str, form: str, kind: str) -> None:
    found = look(Desk(tmp_path, model=model_file(suffix)), form)
    assert found["format"] == kind and found["signature"]["parameters"] == 67
    assert found["signature"]["inputs"][0]["shape"][1] == 4


def test_state_dict_becomes_a_whole_network(tmp_path: Path) -> None:
    desk = Desk(tmp_path, model=twice(), network=model_file("onnx"))
    assert look(desk, "pytorch")["format"] == "torch"
    made = ahr.load(tmp_path / "results" / "whole.trm")
    found = {each.shape: each for each in made.parameters.values()}
    for each in network().parameters.values():
        np.testing.assert_array_equal(found[each.shape], 2 * np.array(each))


@pytest.mark.parametrize(
    ("data", "form", "has_network", "code"),
    [
        (twice(), "pytorch", False, "N6004"), (pickle.dumps(Evil()), "pytorch", False, "N6006"),
        (state_dict(a=Evil()), "pytorch", True, "N6006"),
        ((2**63).to_bytes(8, "little") + b"{}", "safetensors", False, "N6007"),
        (model_file("trm"), "onnx", False, "N7032"), (model_file("trm")[:-40], "trm", False, "N6005"),
        (b"nothing that is known", "onnx", False, "N6007"),
    ],
    ids=["weights alone", "pickle", "pickle in weights", "header", "other format", "cut off",
         "nothing"],
)  # fmt: skip
def test_what_is_no_model_is_refused(
    tmp_path: Path, data: bytes, form: str, has_network: bool, code: str
) -> None:
    desk = Desk(tmp_path, model=data, **({"network": model_file("onnx")} if has_network else {}))
    with pytest.raises(NoodleError) as refused:
        look(desk, form)
    assert refused.value.code == code, refused.value
    assert not Path("/tmp/never-made-by-noodle").exists()


def zipped(name: str, data: bytes = b"x", *, link: bool = False, method: int = 0) -> bytes:
    """One member, which may be a symbolic link, or packed (method 8)."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", method) as archive:
        member = zipfile.ZipInfo(name)
        member.compress_type = method
        member.external_attr = ((stat.S_IFLNK if link else stat.S_IFREG) | 0o777) << 16
        archive.writestr(member, data)
    return memory.getvalue()


@pytest.mark.parametrize("form", ["trm", "pytorch", "tensorflow"])
@pytest.mark.parametrize(
    "data",
    [
        zipped("../never-made-by-noodle"), zipped("/tmp/never-made-by-noodle"),
        zipped("model/data.pkl", b"/etc/passwd", link=True),
        zipped("model/data.pkl", bytes(1 << 22), method=8),
        zipped("config.json", zipped("config.json", bytes(1 << 22), method=8)),
        zipped("config.json", b"/etc/passwd", link=True),
    ],
    ids=["up", "absolute", "link", "bomb", "bomb in a zip", "link for keras"],
)  # fmt: skip
def test_zips_that_mean_harm_are_refused(tmp_path: Path, data: bytes, form: str) -> None:
    with pytest.raises(NoodleError) as refused:
        look(Desk(tmp_path, model=data), form)
    assert refused.value.code in ("N6004", "N6005", "N6006", "N6007", "N7032")
    assert not Path("/tmp/never-made-by-noodle").exists()
    assert {each.name for each in tmp_path.iterdir()} == {"inputs", "half", "results", "state"}


def test_arrays_that_are_larger_than_their_file_are_refused(tmp_path: Path) -> None:
    memory = io.BytesIO()
    np.save(memory, np.zeros(3))
    lying = memory.getvalue().replace(b"(3,)", b"(%d,)" % (1 << 44)).replace(b" " * 13, b"", 1)
    with pytest.raises(MemoryError):  # which a job says as N7014
        look(Desk(tmp_path, **{"data.npz": zipped("x.npy", lying)}), "npz", "data")


@pytest.mark.parametrize("data", [b"no arrays at all", b"PK\x03\x04 half a zip"])
def test_what_is_no_data_set_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(NoodleError) as refused:
        look(Desk(tmp_path, **{"data.npz": data}), "npz", "data")
    assert refused.value.code == "N7032"


def test_objects_in_arrays_are_refused(tmp_path: Path) -> None:
    memory = io.BytesIO()
    np.savez(memory, x=np.array([Evil()], dtype=object))
    with pytest.raises(NoodleError) as refused:
        look(Desk(tmp_path, **{"data.npz": memory.getvalue()}), "npz", "data")
    assert refused.value.code == "N7032"
    assert not Path("/tmp/never-made-by-noodle").exists()
