"""Deployments: what a request costs on its way to a model, beside the model asked in this process.

One caller, the same small network and the same sample everywhere: `ahr.infer` here; the worker
process over its frames; HTTP with JSON, in our form and the Open Inference Protocol's. HTTP is
compared with an empty request of the same server to somebody signed in, which is its floor.
"""

from __future__ import annotations

import asyncio
import hashlib
import http.client
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from ahr.infer import Batching, serve
from ahr.models import Model
from benchmarks.measure import add_row, by_turns, new_table
from benchmarks.networks import sample, small
from benchmarks.options import Options
from benchmarks.server.served import TOKEN
from benchmarks.server.table import Served
from benchmarks.tables import Table
from noodle_server.deployments.process import WorkerProcess
from noodle_server.schemas.deployments import DeploymentSettings

CALLS: Final = 100
HTTP_AIM: Final = 2.0
"""Times an authenticated GET of the same server."""


def own_table() -> Table:
    return new_table("deployments", "Deployments beside the model asked in process", "rival")


def fill(table: Table, options: Options) -> None:
    net = small()
    named = {"inputs": {name: value.tolist() for name, value in inputs(net).items()}}
    turns = options.rounds(15)
    if options.wants("process"):
        over_frames(table, net, named, turns)
    if options.wants("HTTP"):
        over_http(table, net, named, turns)
    table.note(f"{CALLS} requests, one after the other, a turn")


def inputs(net: Model) -> dict[str, Any]:
    return {net.graph.inputs[0]: sample(net)}


def over_frames(table: Table, net: Model, named: Any, turns: int) -> None:
    """The worker reads and writes JSON, which asking in process does not."""
    body, given = json.dumps(named).encode(), inputs(net)
    head = {"form": "named", "json_bytes": None}
    loop = asyncio.new_event_loop()
    with tempfile.TemporaryDirectory() as folder, serve(net, batching=Batching()) as served:
        place = Path(folder) / "net.trm"
        net.save(place)
        settings = DeploymentSettings().model_dump()
        load = {"path": str(place), "name": "net", "version": 1, "settings": settings,
                "memory_limit_mb": 2048}  # fmt: skip
        process = loop.run_until_complete(WorkerProcess.begin(load))

        async def ask() -> None:
            for _ in range(CALLS):
                await process.infer(head, body, 10.0)

        def here() -> None:
            for _ in range(CALLS):
                served.infer(given)

        add_row(table, by_turns("a worker process, over in-process",
                                lambda: loop.run_until_complete(ask()), here, turns=turns)
                )  # fmt: skip
        loop.run_until_complete(process.end(1.0))
    loop.close()


def over_http(table: Table, net: Model, named: Any, turns: int) -> None:
    with Served.started() as server:
        path = deployed(server, net)
        (name,) = named["inputs"]
        data = named["inputs"][name]
        shape = list(inputs(net)[name].shape)
        tensor = {"name": name, "shape": shape, "datatype": "FP32", "data": data}
        connection = http.client.HTTPConnection("127.0.0.1", server.port)

        def asking(method: str, place: str, body: Any = None) -> Callable[[], None]:
            text = None if body is None else json.dumps(body)
            headers = {"Authorization": f"Bearer {server.key}", "Content-Type": "application/json"}

            def ask() -> None:
                for _ in range(CALLS):
                    connection.request(method, f"/noodle{place}", text, headers)
                    answer = connection.getresponse()
                    said = answer.read()
                    assert answer.status == 200, said

            return ask

        floor = asking("GET", "/api/v1/auth/account")
        for title, ask in (
            ("HTTP, inputs by name, over a GET", asking("POST", f"{path}/infer", named)),
            ("HTTP, Open Inference, over a GET",
             asking("POST", "/v2/models/net/infer", {"inputs": [tensor]})),
        ):  # fmt: skip
            add_row(table, by_turns(title, ask, floor, turns=turns, bound=HTTP_AIM))
        connection.close()


def deployed(server: Served, net: Model) -> str:
    """The path of a deployment that is ready."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "net.trm"
        net.save(place)
        data = place.read_bytes()
    model = server.ask("/noodle/api/v1/models", {"name": "net"})["id"]
    told = {"size_bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), "format": "trm"}
    upload = server.ask(f"/noodle/api/v1/models/{model}/uploads", told)["id"]
    sent = http.client.HTTPConnection("127.0.0.1", server.port)
    sent.request("PUT", f"/noodle/api/v1/uploads/{upload}", data, {
        "Authorization": f"token {TOKEN}", "Content-Type": "application/octet-stream",
        "Content-Range": f"bytes 0-{len(data) - 1}/{len(data)}"})  # fmt: skip
    assert sent.getresponse().status == 200
    sent.close()
    server.ask(f"/noodle/api/v1/uploads/{upload}/complete", {})
    while server.ask(f"/noodle/api/v1/uploads/{upload}")["state"] != "ready":
        time.sleep(0.1)
    made = server.ask("/noodle/api/v1/deployments", {"name": "net", "model_id": model})
    path = f"/api/v1/deployments/{made['id']}"
    while server.ask(f"/noodle{path}")["state"] != "ready":
        time.sleep(0.1)
    scopes = ["deployments:execute", "account:read"]
    server.key = server.ask("/noodle/api/v1/keys", {"name": "asks", "scopes": scopes})["key"]
    return path
