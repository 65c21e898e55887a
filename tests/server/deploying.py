"""What tests of deployments share: networks that differ, deployments waited for, requests."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
import psutil

import ahr
from ahr import TensorSpec
from ahr.trace.layers import conv2d, linear

Call = Any
X: Final = [[0.5, -1.0, 2.0, 3.0]]
LIMIT_S: Final = 60.0


def networks() -> tuple[list[bytes], list[Any]]:
    """Two versions of a network as ONNX files, and what each makes of `X`."""
    files, answers = [], []
    with TemporaryDirectory() as folder:
        for seed in (1, 2):

            def net(x: Any) -> Any:
                return linear(x, 3)

            made = ahr.model(inputs={"x": TensorSpec("f32", ("N", 4))})(net).init(seed=seed)
            place = Path(folder) / f"{seed}.onnx"
            made.export(place)
            files.append(place.read_bytes())
            answers.append(np.asarray(made(np.array(X, np.float32))).tolist())
    return files, answers


def slow_network() -> bytes:
    """Takes tenths of a second for 64 samples."""

    def net(x: Any) -> Any:
        return conv2d(conv2d(x, 64, 3), 1, 3).mean(axis=(1, 2, 3))

    made = ahr.model(inputs={"x": TensorSpec("f32", ("N", 1, 64, 64))})(net).init(seed=1)
    with TemporaryDirectory() as folder:
        place = Path(folder) / "slow.onnx"
        made.export(place)
        return place.read_bytes()


async def deploy(call: Call, model_id: str, name: str = "net", **given: Any) -> str:
    """The path of a deployment that is ready."""
    made = await call("POST", "/api/v1/deployments", {"name": name, "model_id": model_id, **given})
    assert made.status == 201, made.body
    path = f"/api/v1/deployments/{made.body['id']}"
    await stands(call, path, "ready")
    return path


async def stands(call: Call, path: str, state: str, version: int | None = None) -> Any:
    """The deployment, once it is in a state and serves a version."""
    end = time.monotonic() + LIMIT_S
    while time.monotonic() < end:
        found = (await call("GET", path)).body
        running = found["running"] and found["running"]["version"]
        if found["state"] == state and version in (None, running):
            return found
        await asyncio.sleep(0.05)
    raise AssertionError(found)


async def ask(call: Call, path: str, x: Any = X, **params: str) -> Any:
    return await call("POST", f"{path}/infer", {"inputs": {"x": x}}, params=params)


def worker(jp_serverapp: Any, path: str) -> psutil.Process:
    """The process that answers."""
    (app,) = jp_serverapp.extension_manager.extension_apps["noodle_server"]
    keeper = app.services.fleet.find(path.rpartition("/")[2])
    return psutil.Process(keeper.process.pid)


def halt(process: psutil.Process, *, is_halted: bool) -> None:
    """Holds a process, or lets it go on."""
    os.kill(process.pid, signal.SIGSTOP if is_halted else signal.SIGCONT)
