"""What goes wrong in a study: each fault is the candidate's or has a code, nothing is half there."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

import ahr
from ahr import TensorSpec, model
from ahr.formats.onnx_reading import read_onnx
from ahr.models import Model
from ahr.trace import activations as act
from ahr.trace import layers as nn
from nbc.errors import ModelError

X = np.random.default_rng(0).standard_normal((40, 24)).astype(np.float32)
DATA = (X[:30], None, X[30:], None)
QUICK: dict[str, Any] = {"metric": "cosine", "max_drop": 0.05, "rounds": 1, "progress": False,
         "objectives": ["size"], "techniques": ["static", "weights"]}  # fmt: skip
CODED = ("N6005", "N6006", "N6015")


@model(inputs={"x": TensorSpec("f32", ("N", 24))})
def small(x: Any) -> Any:
    return nn.linear(act.relu(nn.linear(x, 256)), 8)


@pytest.fixture(scope="module")
def net() -> Model:
    return small.init(0)


def said(study: ahr.Study) -> list[Any]:
    return [each.to_json() for each in study.candidates]


def refused(call: Any, *codes: str) -> ModelError:
    with pytest.raises(ModelError) as raised:
        call()
    assert raised.value.code in codes, raised.value
    return raised.value


# --- data and models


def test_a_model_without_products_is_left_as_it_is() -> None:
    @model(inputs={"x": TensorSpec("f32", ("N", 24))})
    def plain(x: Any) -> Any:
        return act.softmax(act.relu(x))

    study = ahr.optimize(plain.init(0), DATA, **QUICK)
    assert study["static int8 (u8s8)"].reason == "it has no convolution and no matrix product"
    assert study.best("size").size_bytes <= study.baseline.size_bytes


def test_a_model_of_texts_is_searched_too() -> None:
    """It takes texts, and numbers that are multiplied."""
    weight = onnx.numpy_helper.from_array(np.eye(24, 200, dtype=np.float32), "w")
    nodes = [helper.make_node("MatMul", ["x", "w"], ["y"]),
             helper.make_node("Identity", ["name"], ["same"])]  # fmt: skip
    graph = helper.make_graph(
        nodes, "named",
        [helper.make_tensor_value_info("name", TensorProto.STRING, ["N"]),
         helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 24])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, ["N", 200]),
         helper.make_tensor_value_info("same", TensorProto.STRING, ["N"])],
        [weight],
    )  # fmt: skip
    proto = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    names = np.array([f"n{index}" for index in range(40)], dtype=object)
    data = ((names[:30], X[:30]), None, (names[30:], X[30:]), None)
    study = ahr.optimize(read_onnx(proto), data, **QUICK)
    assert study.state == "done"
    for each in study.candidates:
        assert each.verdict in ("kept", "rejected") and each.code in ("", "N6017", "N6012"), each


@pytest.mark.parametrize("shape", [(30, 23), (30,), (30, 24, 1), (0, 24)])
def test_calibration_data_of_another_shape_are_refused(net: Model, shape: Any) -> None:
    call = lambda: ahr.optimize(net, (np.zeros(shape, np.float32), None, X, None), **QUICK)  # noqa: E731
    refused(call, "N6010")


# --- metrics


def test_a_metric_that_fails_for_the_original_ends_the_study(net: Model, tmp_path: Path) -> None:
    def broken(outputs: Any, targets: Any) -> float:
        raise ZeroDivisionError("no targets")

    call = lambda: ahr.optimize(net, DATA, **{**QUICK, "metric": broken}, folder=tmp_path)  # noqa: E731
    assert "ZeroDivisionError: no targets" in refused(call, "N6016").message
    assert "nothing is finished" in refused(lambda: ahr.open_study(tmp_path), "N6015").message


# --- memory and time

_HUNGRY = """
import resource, sys
import numpy as np, onnx, onnxruntime, torch
import ahr
from ahr import TensorSpec, model
from ahr.trace import layers as nn

@model(inputs={"x": TensorSpec("f32", ("N", 1024))})
def wide(x):
    return nn.linear(nn.linear(x, 8192), 16)

def metric(outputs, targets):  # the original was made and run: from now on memory is short
    if not calls:
        pages = int(open("/proc/self/statm").read().split()[0])
        resource.setrlimit(resource.RLIMIT_AS, (pages * 4096 + 160 * 2**20, -1))
    calls.append(1)
    return 1.0

calls = []
x = np.zeros((4, 1024), np.float32)
study = ahr.optimize(wide.init(0), (x, None, x, None), metric=metric, rounds=1, progress=False,
                     techniques=["static", "weights"])
print(study.state)
for each in study.candidates:
    print(each.code, each.name, each.reason, sep="|")
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits memory as Linux does")
def test_candidates_that_run_out_of_memory_are_rejected() -> None:
    done = subprocess.run([sys.executable, "-c", _HUNGRY], capture_output=True, text=True,
                          env={**os.environ, "OMP_NUM_THREADS": "1"}, check=False)  # fmt: skip
    state, *lines = done.stdout.splitlines()
    assert state == "done", done.stderr
    found = [line.split("|") for line in lines]
    assert found[0][0] == "" and {code for code, *_ in found} == {"", "N6017"}
    assert any("ran out of memory" in reason for *_, reason in found)


def test_time_that_is_up_ends_a_study_with_what_it_has(net: Model, tmp_path: Path) -> None:
    study = ahr.optimize(net, DATA, **QUICK, folder=tmp_path, time_limit_s=1e-6)
    assert study.state == "cancelled" and len(study) == 1
    assert study.best() is study.baseline and study.baseline.verdict == "kept"
    again = ahr.optimize(net, DATA, **QUICK, folder=tmp_path)
    assert again.state == "done" and len(again) > 3


# --- folders


def test_a_folder_that_cannot_be_written_is_said_before_anything_runs(
    net: Model, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("mine")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        refused(
            lambda place=place: ahr.optimize(net, DATA, folder=place, **QUICK), "N6005", "N6015"
        )
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_that_breaks_while_a_study_runs(net: Model, tmp_path: Path) -> None:
    """The models' place becomes a file: the study ends, what it said before still opens."""

    def breaking(outputs: Any, targets: Any) -> float:
        calls.append(1)
        if len(calls) == 3:
            shutil.move(tmp_path / "models", tmp_path.parent / "moved")
            (tmp_path / "models").write_text("")
        return 1.0

    calls: list[int] = []
    call = lambda: ahr.optimize(net, DATA, **{**QUICK, "metric": breaking}, folder=tmp_path)  # noqa: E731
    refused(call, "N6005")
    (tmp_path / "models").unlink()
    shutil.move(tmp_path.parent / "moved", tmp_path / "models")
    half = ahr.open_study(tmp_path)
    assert half.state == "failed" and len(half) == 2
    assert half.candidates[1].model(X).shape == (40, 8)
    again = ahr.optimize(net, DATA, **{**QUICK, "metric": breaking}, folder=tmp_path)
    assert again.state == "done" and said(again)[1]["key"] == said(half)[1]["key"]


_FULL = """
import resource, sys
import numpy as np
import ahr

def filling(outputs, targets):
    calls.append(1)
    if len(calls) == 3:  # no file may be larger than this from now on
        resource.setrlimit(resource.RLIMIT_FSIZE, (3000, resource.RLIM_INFINITY))
    return 1.0

calls = []
x = np.ones((8, 24), np.float32)
try:
    ahr.optimize(ahr.load(sys.argv[1]), (x, None, x, None), metric=filling, rounds=1,
                 progress=False, objectives=["size"], folder=sys.argv[2])
except ahr.ModelError as error:
    print(error.code, error.message)
"""


def test_a_disk_that_is_full_leaves_nothing_half_written(net: Model, tmp_path: Path) -> None:
    net.save(tmp_path / "net.trm")
    place = tmp_path / "study"
    script = _FULL.replace("ahr.ModelError", "ModelError").replace(
        "import ahr\n", "import ahr\nfrom nbc.errors import ModelError\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path / "net.trm"), str(place)],
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.stdout.startswith("N6005") and "large" in done.stdout, done.stderr
    names = {each.name for each in place.rglob("*") if each.is_file()}
    half = ahr.open_study(place)
    assert names == {"study.json", *(f"{each.key}.trm" for each in half.candidates if each.is_made)}
    assert len(half) == 2 and half.baseline.model(X).shape == (40, 8)


_KILLED = """
import os, signal, sys
import numpy as np
import ahr

def metric(outputs, targets):
    calls.append(1)
    if len(calls) == int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
    return 1.0

calls = []
x = np.ones((8, 24), np.float32)
ahr.optimize(ahr.load(sys.argv[1]), (x, None, x, None), metric=metric, rounds=1, progress=False,
             objectives=["size"], techniques=["static", "weights"], folder=sys.argv[2])
"""


@pytest.mark.parametrize("at", [1, 3])
def test_a_study_that_was_killed_goes_on(net: Model, tmp_path: Path, at: int) -> None:
    net.save(tmp_path / "net.trm")
    place = tmp_path / "study"
    done = subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path / "net.trm"), str(place),
                           str(at)], capture_output=True, check=False)  # fmt: skip
    assert done.returncode == -signal.SIGKILL
    (place / "models").mkdir(exist_ok=True)
    (place / ".study.json.half").write_text("{")
    (place / "models" / ".0123.trm.half").write_text("PK")
    calls = []

    def metric(outputs: Any, targets: Any) -> float:
        calls.append(1)
        return 1.0

    x = np.ones((8, 24), np.float32)
    again = ahr.optimize(ahr.load(tmp_path / "net.trm"), (x, None, x, None),
                         **{**QUICK, "metric": metric}, folder=place)  # fmt: skip
    assert again.state == "done"
    finished = at - 1  # before it was killed; the original is run again in any case
    scored = sum(each.metric is not None for each in again.candidates)
    assert len(calls) == scored - finished + (1 if finished else 0)
    assert not list(place.rglob(".*"))
