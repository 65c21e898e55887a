"""What tests of uploads and of models share: tiny networks as files, uploads, jobs waited for, and
what the body of a job has around it."""

from __future__ import annotations

import asyncio
import hashlib
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tornado.httpclient import HTTPClientError

import ahr
from ahr import Model, TensorSpec
from ahr.trace.activations import relu
from ahr.trace.layers import linear
from noodle_server.identity.callers import LOCAL, Caller
from noodle_server.jobs.workplace import Workplace
from noodle_server.models.rows import add_version

Call = Any
SOURCE = """
@model
def net(x: f32[N, 4]):
    return linear(relu(linear(x, 8)), 3)
"""


def network() -> Model:
    """Four numbers in, three out."""

    def net(x: Any) -> Any:
        return linear(relu(linear(x, 8)), 3)

    return ahr.model(inputs={"x": TensorSpec("f32", ("N", 4))})(net).init(seed=1)


@cache
def model_file(suffix: str) -> bytes:
    """The network as a file."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / f"net.{suffix}"
        (network().save if suffix == "trm" else network().export)(place)
        return place.read_bytes()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Got:
    """An answer whose body is bytes."""

    status: int
    body: bytes
    headers: Any


async def fetch(jp_fetch: Callable[..., Any], path: str, **settings: Any) -> Got:
    """As `call`, for files. A body that is text is JSON."""
    if isinstance(settings.get("body"), str):
        settings["headers"] = {"Content-Type": "application/json", **settings.get("headers", {})}
    try:
        found = await jp_fetch("noodle", *path.strip("/").split("/"), **settings)
    except HTTPClientError as error:
        assert error.response is not None
        found = error.response
    return Got(found.code, found.body or b"", found.headers)


class Desk:
    """A workplace with these files, and what a kind tells."""

    def __init__(self, folder: Path, **files: bytes) -> None:
        for name in ("inputs", "half", "results", "state"):
            (folder / name).mkdir()
        places = {name.partition(".")[0]: folder / "inputs" / name for name in files}
        for name, data in files.items():
            (folder / "inputs" / name).write_bytes(data)
        self.workplace = Workplace(folder, folder / "state", places)
        self.told: list[tuple[str, Any]] = []

    def progress(self, text: str, part: float) -> None:
        self.tell("progress", {"text": text, "part": part})

    def tell(self, kind: str, payload: Any) -> None:
        self.told.append((kind, payload))


async def make_model(call: Call, name: str = "net", **given: Any) -> str:
    made = await call("POST", "/api/v1/models", {"name": name, **given})
    assert made.status == 201, made.body
    return str(made.body["id"])


async def begin(call: Call, path: str, data: bytes, form: str, **given: Any) -> Any:
    """An upload, of which nothing is there."""
    made = await call("POST", path, {"size_bytes": len(data), "sha256": sha256(data),
                                     "format": form, **given})  # fmt: skip
    assert made.status == 201, made.body
    return made.body


async def send(call: Call, upload_id: str, data: bytes, start: int = 0, end: int | None = None,
               method: str = "PATCH") -> Any:  # fmt: skip
    """A piece."""
    end = len(data) if end is None else end
    headers = {"Content-Range": f"bytes {start}-{end - 1}/{len(data)}",
               "Content-Type": "application/octet-stream"}  # fmt: skip
    return await call(method, f"/api/v1/uploads/{upload_id}", data[start:end], headers=headers)


async def looked_at(call: Call, upload_id: str) -> Any:
    """Completed, and what became of it."""
    path = f"/api/v1/uploads/{upload_id}"
    done = await call("POST", f"{path}/complete")
    assert done.status == 202, done.body
    while True:
        found = (await call("GET", path)).body
        if found["state"] not in ("receiving", "validating"):
            return found
        await asyncio.sleep(0.05)


async def upload(call: Call, path: str, data: bytes, form: str, **given: Any) -> Any:
    """All of it."""
    begun = await begin(call, path, data, form, **given)
    assert (await send(call, begun["id"], data)).status == 200
    return await looked_at(call, begun["id"])


async def version(call: Call, model_id: str, data: bytes, form: str = "trm", **given: Any) -> int:
    """A version that was uploaded: its number."""
    done = await upload(call, f"/api/v1/models/{model_id}/uploads", data, form, **given)
    assert done["state"] == "ready", done["error"]
    return int(done["version"])


def added(jp_serverapp: Any, model_id: str, data: bytes, form: str = "trm", *aliases: str) -> int:
    """A version as a job's end makes one, without the job: its number."""
    (app,) = jp_serverapp.extension_manager.extension_apps["noodle_server"]
    services = app.services
    store = services.versions._store
    half = store.upload(uuid.uuid4().hex)
    half.write_bytes(data)
    store.take(half, sha256(data))
    into = {"model_id": model_id, "description": "", "tags": [], "metadata": {},
            "aliases": aliases}  # fmt: skip
    return int(services.database.write_now(lambda connection: add_version(
        connection, Caller(LOCAL, LOCAL, "admin"), into, format=form, file_name=f"model.{form}",
        sha256=sha256(data), size_bytes=len(data), origin="upload")))  # fmt: skip


async def job(call: Call, kind: str, request: Any, path: str = "/api/v1/jobs", **given: Any) -> Any:
    """A job at its end."""
    made = await call("POST", path, {"kind": kind, "request": request, **given})
    assert made.status == 202, made.body
    return await ended(call, made.body["id"])


async def ended(call: Call, job_id: str) -> Any:
    while True:
        found = (await call("GET", f"/api/v1/jobs/{job_id}")).body
        if found["state"] not in ("queued", "running"):
            return found
        await asyncio.sleep(0.05)


async def told(call: Call, job_id: str, kind: str) -> list[Any]:
    """The events of one kind."""
    path, params = f"/api/v1/jobs/{job_id}/events", {"kind": kind, "limit": "200"}
    return [each["payload"] for each in (await call("GET", path, params=params)).body["items"]]
