"""Without the packages of an extra: a coded error that says what to install, wherever it is met."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import torch

from ahr.graph import TensorSpec
from ahr.models import Model
from ahr.packages import WHERE, naming_packages
from ahr.trace.decorator import model
from ahr.trace.layers import linear
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError

PACKAGES = ["torch", "torch", "onnx", *["safetensors"] * 3, "torch", "keras", "onnx"]
"""Which package each call of the script misses first."""
SCRIPT = """
import sys
sys.modules.update(dict.fromkeys({blocked}))     # as if they were not installed
import numpy as np
import ahr
from ahr.trace.layers import linear
from nbc.errors import ModelError

@ahr.model(inputs={{"x": ahr.TensorSpec("f32", ("N", 4))}})
def net(x):
    return linear(x, 2)

net.init(0)
assert net(np.ones((3, 4))).shape == (3, 2), "the reference needs no package"
assert "Linear" in net.to_torch_source()
net.summary()
for call in (
    lambda: net.fit(np.ones((3, 4)), np.zeros(3, int), progress=False),
    lambda: net.to_torch(),
    lambda: net.export("{folder}/a.onnx"),
    lambda: net.save("{folder}/a.trm"),
    lambda: ahr.load("{folder}/weights.pt", net),
    lambda: ahr.load("{folder}/net.onnx"),
    lambda: ahr.trm.transpile(net, "torch").load(),
    lambda: ahr.trm.transpile(net, "keras").load(),
    lambda: ahr.trm.transpile(net, "onnx"),
):
    try:
        call()
    except ModelError as error:
        print(error.code, error.message, error.hint, sep="|")
"""


def test_what_is_missing_is_named_with_what_to_install(tmp_path: Path) -> None:
    torch.save({"weight": torch.zeros(2, 4), "bias": torch.zeros(2)}, tmp_path / "weights.pt")
    network().init(0).export(tmp_path / "net.onnx")
    script = SCRIPT.format(blocked=sorted(WHERE), folder=tmp_path)
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    lines = [line.split("|") for line in ran.stdout.splitlines()]
    assert [line[0] for line in lines] == ["N6013"] * len(PACKAGES), ran.stderr
    for (_, message, hint), package in zip(lines, PACKAGES, strict=True):
        named = message.split()[4].rstrip(",")
        assert named == package
        assert hint == f'run: pip install "{WHERE[named]}"'
    assert len(list(tmp_path.iterdir())) == 2, "nothing half-written"


def test_other_imports_that_fail_are_left_alone() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_package"), naming_packages():
        import no_such_package  # type: ignore[import-not-found] # noqa: F401
    with pytest.raises(ModelError, match="torch"), naming_packages():
        raise ModuleNotFoundError("No module named 'torch.nn'", name="torch.nn")


def network() -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 4))})
    def net(x: Tensor) -> Tensor:
        return linear(x, 2)

    return net
