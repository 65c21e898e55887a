"""Jobs that train, optimise and benchmark, over HTTP, with a network that takes moments."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ahr
from tests.server.sending import (
    SOURCE,
    ended,
    fetch,
    job,
    make_model,
    model_file,
    send,
    told,
    upload,
    version,
)

Call = Any
RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(240, 4)).astype(np.float32)
Y = (X[:, :3].argmax(axis=1)).astype(np.int64)


def data_file(**arrays: Any) -> bytes:
    memory = io.BytesIO()
    np.savez(memory, **arrays)
    return memory.getvalue()


def inline(array: Any, dtype: str) -> dict[str, Any]:
    return {"dtype": dtype, "shape": list(array.shape), "data": array.reshape(-1).tolist()}


async def test_model_is_trained_optimised_and_timed(
    call: Call, jp_fetch: Any, tmp_path: Path
) -> None:
    model_id = await make_model(call)
    data_id = await _data_set(call, jp_fetch)
    await _train(call, jp_fetch, model_id, data_id, tmp_path)
    await _train_further(call, model_id)
    await _draw(call, jp_fetch, model_id)
    await _optimise(call, jp_fetch, model_id, data_id, tmp_path)
    await _benchmark(call, model_id)
    await _refusals(call, model_id, data_id)


async def _data_set(call: Call, jp_fetch: Any) -> str:
    data = data_file(x=X, y=Y, other=X[:1])
    done = await upload(call, "/api/v1/datasets", data, "npz", name="clouds")
    assert done["state"] == "ready", done["error"]
    path = f"/api/v1/datasets/{done['dataset_id']}"
    found = (await call("GET", path)).body
    assert found["arrays"]["x"] == {"dtype": "float32", "shape": [240, 4]}
    assert (await fetch(jp_fetch, f"{path}/file")).body == data
    assert len((await call("GET", "/api/v1/datasets", params={"name": "clo"})).body["items"]) == 1
    return str(done["dataset_id"])


async def _train(call: Call, jp_fetch: Any, model_id: str, data_id: str, tmp_path: Path) -> None:
    into = {"model_id": model_id, "aliases": ["champion"], "tags": ["trained"]}
    settings = {"epochs": 3, "lr": 0.05, "validation": 0.25}
    done = await job(call, "train", {"source_code": SOURCE, "data": {"dataset_id": data_id},
                                     "settings": settings, "into": into})  # fmt: skip
    assert done["state"] == "succeeded", done["error"]
    assert done["result"]["version"] == 1 and len(done["result"]["history"]["epochs"]) == 3
    epochs = await told(call, done["id"], "epoch")
    assert [each["epoch"] for each in epochs] == [1, 2, 3] and epochs[2]["val_accuracy"] > 0.3
    found = (await call("GET", f"/api/v1/models/{model_id}/versions/1")).body
    assert found["origin"] == "train" and found["aliases"] == ["champion"]
    assert found["lineage"]["source_code"] == SOURCE and found["job_id"] == done["id"]
    assert found["lineage"]["settings"]["epochs"] == 3
    assert found["metrics"]["val_accuracy"] == done["metrics"]["val_accuracy"]
    got = await fetch(jp_fetch, f"/api/v1/jobs/{done['id']}/files/model.trm")
    (tmp_path / "got.trm").write_bytes(got.body)
    accuracy = (ahr.load(tmp_path / "got.trm")(X).argmax(axis=1) == Y).mean()
    assert accuracy > 0.4


async def _train_further(call: Call, model_id: str) -> None:
    """From a version, with data in the request; the file is registered afterwards."""
    data = {"x": inline(X[:60], "f32"), "y": inline(Y[:60], "i64"),
            "x_held": inline(X[60:90], "f32"), "y_held": inline(Y[60:90], "i64")}  # fmt: skip
    done = await job(call, "train", {"model": {"model_id": model_id, "alias": "champion"},
                                     "data": data, "settings": {"epochs": 1}})  # fmt: skip
    assert done["state"] == "succeeded" and "version" not in done["result"], done["error"]
    files = (await call("GET", f"/api/v1/jobs/{done['id']}/files")).body["items"]
    assert [(each["role"], each["name"], each["version"]) for each in files] == [
        ("input", "model", 1), ("result", "model.trm", None)]  # fmt: skip
    path = f"/api/v1/models/{model_id}/versions"
    made = await call("POST", path, {"job_id": done["id"], "metadata": {"by": "hand"}})
    assert made.status == 201 and made.body["version"] == 2
    assert made.body["lineage"]["model"] == {"model_id": model_id, "version": 1}
    other = await call("POST", path, {"job_id": done["id"], "file_name": "nothing.trm"})
    assert (other.status, other.body["error_code"]) == (409, "N7005")  # the model is there
    assert "has made no nothing.trm" in other.body["error_message"]
    other = await call("POST", path, {"job_id": "0" * 32})
    assert (other.status, other.body["error_code"]) == (409, "N7005")


async def _draw(call: Call, jp_fetch: Any, model_id: str) -> None:
    done = await job(call, "draw", {"model": {"model_id": model_id, "version": 1}})
    assert done["state"] == "succeeded", done["error"]
    got = await fetch(jp_fetch, f"/api/v1/jobs/{done['id']}/files/graph.json")
    made = json.loads(got.body)
    assert [each["op"] for each in made["graph"]["nodes"] if each["kind"] == "op"] == [
        "linear", "relu", "linear",
    ]  # fmt: skip
    weights = {each["name"] for each in made["weights"]}
    assert len(weights) == 4 and made["weights"][0]["size"] and made["colours"]["hot"]
    named = {w["name"] for each in made["graph"]["nodes"] for w in each["weights"]}
    assert named == weights


async def _optimise(call: Call, jp_fetch: Any, model_id: str, data_id: str, tmp_path: Path) -> None:
    request = {"model": {"model_id": model_id, "version": 1}, "data": {"dataset_id": data_id},
               "max_drop": 1.0, "techniques": ["fold", "dynamic"], "rounds": 3,
               "register_kept": "best"}  # fmt: skip
    made = await call("POST", "/api/v1/ahr/optimize", request)
    assert made.status == 202 and made.body["kind"] == "optimise", made.body
    done = await ended(call, made.body["id"])
    assert done["state"] == "succeeded", done["error"]
    candidates = done["result"]["candidates"]
    assert len(candidates) >= 2 and candidates[0]["lineage"] == []
    assert len(await told(call, done["id"], "candidate")) == len(candidates)
    best = done["result"]["best"]
    number = done["result"]["versions"][best]
    found = (await call("GET", f"/api/v1/models/{model_id}/versions/{number}")).body
    assert found["origin"] == "optimise" and found["metrics"]["metric"] > 0.3
    assert found["lineage"]["model"]["version"] == 1
    study = await fetch(jp_fetch, f"/api/v1/jobs/{done['id']}/files/study.zip")
    (tmp_path / "study.zip").write_bytes(study.body)
    assert len(ahr.open_study(tmp_path / "study.zip")) == len(candidates)
    assert not list((tmp_path / "files" / "work").glob(done["id"]))


async def _benchmark(call: Call, model_id: str) -> None:
    models = [{"model_id": model_id, "version": 1}, {"model_id": model_id, "version": 2}]
    done = await job(call, "benchmark", {"models": models, "engines": ["onnxruntime"],
                                         "rounds": 3, "batch_sizes": [1, 4]})  # fmt: skip
    assert done["state"] == "succeeded", done["error"]
    rows = done["result"]["results"]
    assert [(each["model"], each["batch"]) for each in rows] == [
        ("model0", 1), ("model1", 1), ("model0", 4), ("model1", 4)]  # fmt: skip
    assert all(each["median_s"] > 0 for each in rows)


async def _refusals(call: Call, model_id: str, data_id: str) -> None:
    absent, data = {"model_id": "0" * 32}, {"dataset_id": data_id}
    for kind, request, status in (
        ("train", {"data": data}, 422),
        ("train", {"source_code": SOURCE, "data": data, "into": absent}, 404),
        ("train", {"model": absent, "data": data}, 404),
        ("train", {"model": {"model_id": model_id, "version": 99}, "data": data}, 404),
        ("train", {"model": {"model_id": model_id, "version": 1, "alias": "a"}, "data": data}, 422),
        ("train", {"source_code": SOURCE, "data": {"dataset_id": "0" * 32}}, 404),
        ("optimise", {"model": {"model_id": model_id}, "data": data, "max_drop": -1}, 422),
        ("benchmark", {"models": []}, 422),
        ("validate", {"upload_id": "0" * 32, "purpose": "data", "format": "npz"}, 422),
    ):  # fmt: skip
        found = await call("POST", "/api/v1/jobs", {"kind": kind, "request": request})
        assert found.status == status, (kind, request, found.body)
    wrong = await job(call, "train", {"source_code": "net = 3", "data": data})
    assert wrong["error"]["error_code"] == "N6002"
    wrong = await job(call, "train", {"source_code": SOURCE, "data": {**data, "x": "z"}})
    assert wrong["error"]["error_code"] == "N7004" and "'z'" in wrong["error"]["error_message"]


async def test_files_that_are_gone_or_wrong_are_said(call: Call, tmp_path: Path) -> None:
    model_id = await make_model(call)
    await version(call, model_id, model_file("trm"))
    for place in (tmp_path / "files" / "files").glob("??/*"):
        place.unlink()
    done = await job(call, "benchmark", {"models": [{"model_id": model_id}], "rounds": 1})
    assert done["state"] == "failed" and done["error"]["error_code"] == "N7034"
    assert (await call("GET", "/api/v1/datasets")).body["items"] == []
    assert (await send(call, "0" * 32, b"x")).status == 404


@pytest.mark.slow
async def test_keras_file_becomes_a_network(call: Call, jp_fetch: Any, tmp_path: Path) -> None:
    """Written by Keras in a process of its own, since it takes long to import."""
    program = (
        "import keras, sys\n"
        "keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)]).save(sys.argv[1])"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "a.keras")]
    subprocess.run(command, env={**os.environ, "KERAS_BACKEND": "torch"}, check=True)
    data, model_id = (tmp_path / "a.keras").read_bytes(), await make_model(call)
    assert await version(call, model_id, data, "tensorflow", file_name="a.keras") == 1
    path = f"/api/v1/models/{model_id}/versions/1"
    found = (await call("GET", path)).body
    assert found["format"] == "keras" and found["signature"]["parameters"] == 15
    assert (await fetch(jp_fetch, f"{path}/file")).body == data
    done = await job(call, "benchmark", {"models": [{"model_id": model_id}], "rounds": 1,
                                         "engines": ["onnxruntime"]})  # fmt: skip
    assert done["state"] == "succeeded", done["error"]
    files = (await call("GET", f"/api/v1/jobs/{done['id']}/files")).body["items"]
    assert [(each["name"], each["format"]) for each in files] == [("model0", "trm")]
