"""Deployments over HTTP: asked in both forms, changed under load, stopped, killed, followed live."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import select

from noodle_server.store.tables import EVENTS
from tests.server.deploying import (
    LIMIT_S,
    X,
    ask,
    deploy,
    halt,
    networks,
    slow_network,
    stands,
    worker,
)
from tests.server.people import person
from tests.server.sending import fetch, make_model, sha256, version
from tests.server.test_websockets import said, tell

Call = Any
INFER = "/api/v1/deployments/{deployment_id}/infer"
OPEN = {"name": "x", "shape": [1, 4], "datatype": "FP32"}


async def test_model_is_deployed_asked_and_measured(call: Call, jp_fetch: Any) -> None:
    files, answers = networks()
    model_id = await make_model(call)
    await version(call, model_id, files[0], "onnx")
    path = await deploy(call, model_id)
    found = (await call("GET", path)).body
    assert found["running"]["backend"] == "onnxruntime" and found["running"]["version"] == 1
    assert found["running"]["inputs"] == [
        {"name": "x", "dtype": "f32", "dims": ["N", 4], "datatype": "FP32", "shape": [-1, 4]}
    ]
    first = await ask(call, path)
    assert first.status == 200 and first.body["version"] == 1 and first.body["batch_size"] == 1
    (name,) = first.body["outputs"]
    np.testing.assert_allclose(first.body["outputs"][name], answers[0], rtol=1e-5)
    await holds_what_does_not_fit(call, path)
    await speaks_the_protocol(call, jp_fetch, first.body["outputs"][name][0])
    figures = (await call("GET", f"{path}/metrics", params={"window_s": "60"})).body
    assert figures["requests"] >= 4 and figures["errors"]["N7063"] >= 8
    assert figures["latency"]["total"]["p50_us"] >= figures["latency"]["compute"]["p50_us"] > 0
    assert figures["batch_sizes"][0] == {"at_most": 1, "executions": figures["executions"]}
    text = (await fetch(jp_fetch, "metrics")).body.decode()
    families = {each.name: each for each in text_string_to_metric_families(text)}
    (counted,) = families["nv_inference_exec_count"].samples
    assert counted.labels == {"model": "net", "version": "1", "owner": "local"}
    assert counted.value == figures["executions"]
    assert "# TYPE nv_inference_count counter\nnv_inference_count{" in text
    assert (await call("DELETE", f"/api/v1/models/{model_id}")).body["error_code"] == "N7005"
    gone = await call("DELETE", f"/api/v1/models/{model_id}/versions/1")
    assert gone.body["details"]["deployments"] == ["net"]
    otto = (await person(call, "otto", "editor")).headers
    given = {"inputs": [{**OPEN, "data": X[0]}]}
    for place, body in ((f"{path}/infer", {"inputs": {"x": X}}), ("/v2/models/net/infer", given)):
        assert (await call("POST", place, body)).status == 200
        assert (await call("POST", place, body, headers=otto)).body["error_code"] == "N7003"
    assert (await call("DELETE", path)).status == 204
    assert (await ask(call, path)).body["error_code"] == "N7003"
    found = await call("POST", "/v2/models/net/infer", given)
    assert found.body["error_code"] == "N7003"
    assert (await call("DELETE", f"/api/v1/models/{model_id}")).status == 204


async def holds_what_does_not_fit(call: Call, path: str) -> None:
    for x, place in (
        ([[1, 2, 3]], "inputs.x"), ([1, 2, 3, 4], "inputs.x"), (7, "inputs.x"),
        ([[1, 2, 3, 4], [1, 2]], "inputs.x[1]"), ([[1, 2, 3, None]], "inputs.x[0][3]"),
        ([[1, 2, 3, "4"]], "inputs.x[0][3]"), ([[1, 2, True, 4]], "inputs.x[0][2]"),
        ([[1, 2, 3, 1e39]], "inputs.x[0][3]"), ({"a": 1}, "inputs.x"), (None, "inputs.x"),
    ):  # fmt: skip
        found = await ask(call, path, x)
        assert (found.status, found.body["error_code"]) == (422, "N7063"), (x, found.body)
        assert found.body["details"]["place"] == place, (x, found.body)
    for inputs in ({"y": X}, {"x": X, "y": X}, {}):
        found = await call("POST", f"{path}/infer", {"inputs": inputs})
        assert found.body["error_code"] == "N7063" and found.body["details"]["place"], inputs
    for body in ("{", "[]", '{"inputs": {"x": [[NaN, 1, 2, 3]]}}', "[" * 5000):
        assert (await call("POST", f"{path}/infer", body)).body["error_code"] == "N7011", body
    special = (await ask(call, path, [[1, 2, 3, "NaN"]])).body["outputs"]
    assert next(iter(special.values())) == [["NaN"] * 3]
    assert (await ask(call, path, X, timeout_s="0")).status == 422


async def speaks_the_protocol(call: Call, jp_fetch: Any, expected: list[float]) -> None:
    assert (await call("GET", "/v2/health/ready")).body == {"ready": True}
    about = (await call("GET", "/v2/models/net")).body
    assert about["inputs"] == [{"name": "x", "datatype": "FP32", "shape": [-1, 4]}]
    assert (await call("GET", "/v2/models/net/versions/1/ready")).status == 200
    assert (await call("GET", "/v2/models/net/versions/2/ready")).status == 404
    given = {"id": "7", "inputs": [{**OPEN, "data": X[0]}]}
    found = (await call("POST", "/v2/models/net/versions/1/infer", given)).body
    assert found["id"] == "7" and found["model_version"] == "1"
    assert found["outputs"][0]["data"] == expected and found["outputs"][0]["shape"] == [1, 3]
    for wrong in ({"datatype": "FP64"}, {"shape": [1, 5]}, {"name": "y"}, {"data": None},
                  {"shape": [2**40, 2**40]}):  # fmt: skip
        given = {"inputs": [{**OPEN, "data": X[0], **wrong}]}
        found = await call("POST", "/v2/models/net/infer", given)
        assert found.status == 422 and found.body["error"] == found.body["error_message"], wrong
    tensor = np.array(X, "<f4").tobytes()
    head = json.dumps({"inputs": [{**OPEN, "parameters": {"binary_data_size": len(tensor)}}],
                       "parameters": {"binary_data_output": True}}).encode()  # fmt: skip
    headers = {"Inference-Header-Content-Length": str(len(head)),
               "Content-Type": "application/octet-stream"}  # fmt: skip
    got = await fetch(jp_fetch, "v2/models/net/infer", method="POST", body=head + tensor,
                      headers=headers)  # fmt: skip
    size = int(got.headers["Inference-Header-Content-Length"])
    assert json.loads(got.body[:size])["outputs"][0]["parameters"] == {"binary_data_size": 12}
    assert np.frombuffer(got.body[size:], "<f4").tolist() == expected
    for damaged in (head + tensor[:-1], head + tensor + b"x", head[:-1]):
        got = await fetch(jp_fetch, "v2/models/net/infer", method="POST", body=damaged,
                          headers=headers)  # fmt: skip
        assert got.status in (400, 422), got.body


async def test_change_under_load_loses_no_request(
    call: Call, jp_fetch: Any, jp_ws_fetch: Any
) -> None:
    files, answers = networks()
    model_id = await make_model(call)
    for each in files:
        await version(call, model_id, each, "onnx")
    aliases = f"/api/v1/models/{model_id}/aliases"
    await call("PUT", f"{aliases}/best", {"version": 1})
    path = await deploy(call, model_id, alias="best")
    socket = await jp_ws_fetch("noodle", "ws")
    await said(socket, "hello")
    await tell(socket, type="subscribe", topics=[f"deployment/{path.rpartition('/')[2]}"])
    seen: list[tuple[int, list[float]]] = []
    is_over = asyncio.Event()

    async def load() -> None:
        while not is_over.is_set():
            got = await fetch(jp_fetch, f"{path}/infer", method="POST",
                              body=json.dumps({"inputs": {"x": X}}))  # fmt: skip
            assert got.status == 200, got.body
            made = json.loads(got.body)
            seen.append((made["version"], next(iter(made["outputs"].values()))[0]))

    loads = [asyncio.create_task(load()) for _ in range(4)]
    while not (live := (await said(socket, "live"))["event"])["payload"]["requests"]:
        assert live["kind"] == "live" and live["topic"].startswith("deployment/")
    await call("PUT", f"{aliases}/best", {"version": 2})  # the alias moves
    await stands(call, path, "ready", 2)
    changed = await call("PATCH", path, {"version": 1})  # and is followed no more
    assert changed.body["alias"] is None
    await stands(call, path, "ready", 1)
    settings = {"batching": "off", "instances": 2, "threads": 1}
    await call("PATCH", path, {"settings": settings, "version": 2})
    found = await stands(call, path, "ready", 2)
    assert found["running"]["why_alone"] and found["running"]["instances"] == 2
    assert found["restarts"] == 0
    is_over.set()
    await asyncio.gather(*loads)
    assert {number for number, _ in seen} == {1, 2} and len(seen) > 20
    for number, values in seen:
        np.testing.assert_allclose(values, answers[number - 1][0], rtol=1e-5)
    events = [(await said(socket, "event"))["event"] for _ in range(2)]
    assert [each["kind"] for each in events] == ["changed", "state"], events
    socket.close()


async def test_worker_that_is_killed_stuck_or_too_large_is_begun_again(
    call: Call, jp_fetch: Any, jp_serverapp: Any
) -> None:
    files, _ = networks()
    model_id = await make_model(call)
    await version(call, model_id, files[0], "onnx")
    await version(call, model_id, slow_network(), "onnx")
    path = await deploy(call, model_id, version=1)
    process = worker(jp_serverapp, path)
    halt(process, is_halted=True)
    await given_up(jp_serverapp, path)
    late = await ask(call, path, timeout_s="0.2")
    assert (late.status, late.body["error_code"]) == (504, "N7062")
    waiting = [asyncio.create_task(ask(call, path)) for _ in range(3)]
    await asyncio.sleep(0.1)
    process.send_signal(signal.SIGKILL)
    for each in await asyncio.gather(*waiting):
        assert (each.status, each.body["error_code"]) == (503, "N7064"), each.body
        assert "SIGKILL" in each.body["error_message"] and each.headers["Retry-After"] == "1"
    crashed = (await call("GET", path)).body
    assert crashed["state"] == "crashed" and crashed["reason"]["error_code"] == "N7064"
    away = await ask(call, path)
    assert (away.status, away.body["error_code"]) == (503, "N7060") or away.status == 200
    assert (await stands(call, path, "ready"))["restarts"] == 1
    assert worker(jp_serverapp, path).pid != process.pid and (await ask(call, path)).status == 200

    assert (await call("PATCH", path, {"version": 3})).body["error_code"] == "N7005"
    settings = {"batching": "off", "queue_size": 1, "instances": 1}
    await call("PATCH", path, {"version": 2, "settings": settings})
    await stands(call, path, "ready", 2)
    codes = [json.loads(each.body).get("error_code", "") for each in await asyncio.gather(
        *(large(jp_fetch, path, 32) for _ in range(6)))]  # fmt: skip
    assert codes.count("") >= 1 and codes.count("N7061") >= 1, codes
    assert set(codes) == {"", "N7061"}, codes

    await call("PATCH", path, {"settings": {**settings, "memory_limit_mb": 256}})
    while (await call("GET", path)).body["settings"]["memory_limit_mb"] != 256:
        await asyncio.sleep(0.05)
    while (await call("GET", path)).body["restarts"] == 1:
        await large(jp_fetch, path, 256)
    (app,) = jp_serverapp.extension_manager.extension_apps["noodle_server"]
    told = app.services.database.read_now(lambda each: each.execute(
        select(EVENTS.c.payload).where(EVENTS.c.kind == "state")).scalars().all())  # fmt: skip
    reasons = {each["reason"] and each["reason"]["error_code"] for each in told}
    assert reasons == {None, "N7064", "N7014"}


async def given_up(jp_serverapp: Any, path: str) -> None:
    """Who has gone is not computed for: a worker that is held would answer nobody."""
    (app,) = jp_serverapp.extension_manager.extension_apps["noodle_server"]
    keeper = app.services.fleet.find(path.rpartition("/")[2])
    body = json.dumps({"inputs": {"x": X}})
    head = [f"POST {jp_serverapp.base_url}noodle{path}/infer HTTP/1.1", "Host: 127.0.0.1",
            "Content-Type: application/json", f"Content-Length: {len(body)}",
            f"Authorization: token {jp_serverapp.identity_provider.token}"]  # fmt: skip
    _, writer = await asyncio.open_connection("127.0.0.1", jp_serverapp.port)
    writer.write(("\r\n".join(head) + "\r\n\r\n" + body).encode())
    while not keeper.process.waiting:
        await asyncio.sleep(0.01)
    writer.close()
    while keeper.process.waiting:
        await asyncio.sleep(0.01)
    gone = app.services.system.measures.requests.labels("POST", INFER, "499")
    while not gone._value.get():
        await asyncio.sleep(0.01)


async def large(jp_fetch: Any, path: str, samples: int) -> Any:
    """Asks a lot."""
    body = json.dumps({"inputs": {"x": np.zeros((samples, 1, 64, 64)).tolist()}})
    return await fetch(jp_fetch, f"{path}/infer", method="POST", body=body)


async def test_what_cannot_be_served_says_why_and_leaves_the_rest(
    call: Call, jp_serverapp: Any
) -> None:
    (app,) = jp_serverapp.extension_manager.extension_apps["noodle_server"]
    files, answers = networks()
    model_id = await make_model(call)
    await version(call, model_id, files[0], "onnx")
    await version(call, model_id, files[1], "onnx")
    path = await deploy(call, model_id, version=1)
    app.services.deployments._at_most = 1
    more = {"name": "more", "model_id": model_id}
    assert (await call("POST", "/api/v1/deployments", more)).body["error_code"] == "N7065"
    app.services.deployments._at_most = 9
    place = app.services.fleet._store.path(sha256(files[1]))
    place.chmod(0o644)
    place.write_bytes(b"no model")  # damaged on the disk
    await call("PATCH", path, {"version": 2})
    for _ in range(200):
        found = (await call("GET", path)).body
        if found["reason"]:
            break
        await asyncio.sleep(0.05)
    assert found["state"] == "ready" and found["reason"]["error_code"].startswith("N60"), found
    kept = await ask(call, path)
    assert kept.body["version"] == 1
    np.testing.assert_allclose(next(iter(kept.body["outputs"].values())), answers[0], rtol=1e-5)
    made = await call("POST", "/api/v1/deployments", {**more, "version": 2})
    broken = f"/api/v1/deployments/{made.body['id']}"
    assert (await stands(call, broken, "failed"))["running"] is None
    assert (await call("GET", "/v2/models/more/ready")).body["error_code"] == "N7060"
    assert (await call("GET", "/v2/health/ready")).status == 200
    place.write_bytes(files[1])
    assert (await call("POST", f"{broken}/start")).status == 200
    await stands(call, broken, "ready", 2)
    assert (await call("POST", "/api/v1/deployments", more)).body["error_code"] == "N7005"
    await call("POST", f"{path}/stop")
    await stands(call, path, "stopped")
    assert (await ask(call, path)).body["details"] == {"state": "stopped"}
    assert [each["name"] for each in (await call("GET", "/api/v1/deployments")).body["items"]] == [
        "more", "net",
    ]  # fmt: skip


@pytest.mark.timeout(180)
async def test_deployments_end_with_the_server_and_begin_with_it(
    call: Call, jp_serverapp: Any, tmp_path: Path
) -> None:
    """`call`'s own server makes the model; another process serves the same database."""
    files, _ = networks()
    model_id = await make_model(call)
    await version(call, model_id, files[0], "onnx")
    body = {"name": "net", "model_id": model_id, "is_started": False}
    made = (await call("POST", "/api/v1/deployments", body)).body
    (app,) = jp_serverapp.extension_manager.extension_apps["noodle_server"]
    await app.services.fleet.stop()
    await call("POST", f"/api/v1/deployments/{made['id']}/start")
    for how in (signal.SIGKILL, signal.SIGTERM):
        server, address = serve(tmp_path)
        try:
            answer = await asyncio.to_thread(asked_until_ready, address, "net")
            assert answer["model_version"] == "1"
            children = psutil.Process(server.pid).children(recursive=True)
            assert [each for each in children if "noodle_server.deployments.worker"
                    in " ".join(each.cmdline())]  # fmt: skip
            server.send_signal(how)
            await asyncio.to_thread(server.wait, LIMIT_S)
            _, left = psutil.wait_procs(children, timeout=LIMIT_S)
            assert not left
        finally:
            server.kill()
            server.wait()


def serve(tmp_path: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Another server, over the same database."""
    port = 20_000 + os.getpid() % 20_000
    options = [
        "--no-browser", "--allow-root", f"--port={port}", "--ServerApp.port_retries=0",
        "--ip=127.0.0.1", "--IdentityProvider.token=secret", f"--ServerApp.root_dir={tmp_path}",
        f"--NoodleServerApp.database_url=sqlite:///{tmp_path / 'noodle.sqlite'}",
    ]  # fmt: skip
    with (tmp_path / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-c", "from noodle_server.app import main; main(__import__('sys').argv[1:])",
             *options], stdout=log, stderr=log, cwd=tmp_path,
        )  # fmt: skip
    return server, f"http://127.0.0.1:{port}/noodle"


def asked_until_ready(address: str, name: str) -> Any:
    """What it answers, once it does."""
    body = json.dumps({"inputs": [{**OPEN, "data": X[0]}]}).encode()
    request = urllib.request.Request(
        f"{address}/v2/models/{name}/infer", data=body, headers={"Authorization": "token secret"}
    )
    end = time.monotonic() + LIMIT_S
    while True:
        try:
            with urllib.request.urlopen(request, timeout=LIMIT_S) as answer:
                return json.load(answer)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
