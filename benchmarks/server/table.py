"""The server extension beside bare tornado, on one server, in one run.

Rows with a rival are rates, taken by turns, and their ratio (higher is better); the others are held
to a number of their own. Absolute figures are those of a machine of which the client has its part.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import psutil

from benchmarks.measure import spread
from benchmarks.options import Options
from benchmarks.server.clients import CLIENTS, Listeners, rate
from benchmarks.server.served import EVENTS, TOKEN, command
from benchmarks.tables import Cell, Column, Table
from noodle_server.identity.callers import Caller
from noodle_server.schemas.jobs import JobIn
from noodle_server.services.jobs import Jobs
from noodle_server.store.database import Database
from noodle_server.store.migrating import migrate

AUTHENTICATED_AIM, READ_AIM, FAN_OUT_AIM = 0.5, 0.4, 1.5
SUBMIT_AIM, IDLE_AIM_MB = 500.0, 150.0
_ROOT: Final = Path(__file__).parent.parent.parent
_JOB: Final = {"kind": "noodle", "request": {"source_code": "x = 1"}}


def new_table() -> Table:
    columns = (Column("Noodle /s", "count"), Column("bare /s", "count"), Column("ratio"),
               Column("spread", "%"), Column("aim", "text"), Column("", "text"))  # fmt: skip
    return Table("server", "The server beside bare tornado", columns, label=44)


def fill(table: Table, options: Options) -> None:
    rounds, seconds = options.rounds(9), 0.2 if options.tiny else 1.0
    with Served.started() as served:
        if options.wants("idle"):
            idle(table, served)
        if options.wants("get"):
            gets(table, served, rounds, seconds)
        if options.wants("events"):
            events(table, served, rounds)
        if options.wants("submit"):
            submits(table, served, rounds, seconds)
    table.note(
        "events come in one burst, those of the API from the database; bare tornado has them"
    )
    table.note("in memory, encodes each for each client and waits for all before the next")


@dataclass
class Served:
    """A server that runs, and a key to its API."""

    port: int
    process: psutil.Process
    key: str = ""

    @classmethod
    @contextmanager
    def started(cls) -> Iterator[Served]:
        with socket.socket() as found, tempfile.TemporaryDirectory() as folder:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]
            found.close()
            names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
            process = subprocess.Popen(
                command(port, Path(folder)), cwd=_ROOT, stderr=subprocess.DEVNULL,
                env={**os.environ, **dict.fromkeys(names, folder)},
            )  # fmt: skip
            try:
                made = cls(port, psutil.Process(process.pid))
                made._wait()
                key = {"name": "key", "scopes": ["projects:read", "account:read", "jobs:execute"]}
                made.key = made.ask("/noodle/api/v1/keys", key)["key"]
                yield made
            finally:
                process.kill()
                process.wait()

    def _wait(self) -> None:
        for _ in range(600):
            try:
                self.ask("/noodle/api/v1/system/health")
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError("the server did not start")

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def ask(self, path: str, body: Any = None) -> Any:
        request = urllib.request.Request(
            self.url(path), None if body is None else json.dumps(body).encode(),
            {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"},
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=60) as found:
            text = found.read()
        return json.loads(text) if text else None


def idle(table: Table, served: Served) -> None:
    used_mb = served.process.memory_info().rss / 1e6
    row(table, f"idle server: {used_mb:.0f} MB", [], [], "≤ 150 MB", used_mb <= IDLE_AIM_MB)


def gets(table: Table, served: Served, rounds: int, seconds: float) -> None:
    project = served.ask("/noodle/api/v1/projects", {"name": "a"})["id"]
    for name, path, aim in (
        ("GET with a key", "/noodle/api/v1/auth/account", AUTHENTICATED_AIM),
        ("GET with a key and a read", f"/noodle/api/v1/projects/{project}", READ_AIM),
    ):
        ours, bare = by_turns(
            lambda path=path: rate(served.url(path), f"Bearer {served.key}", seconds),  # type: ignore[misc]
            lambda: rate(served.url("/bare"), "none", seconds), rounds,
        )  # fmt: skip
        compare(table, name, ours, bare, aim)


def events(table: Table, served: Served, rounds: int) -> None:
    """From the request to send them until all have the last."""
    ours, bare = Listeners(served.port, "/noodle/ws/system"), Listeners(served.port, "/bare/socket")

    def send(which: str, listeners: Listeners) -> float:
        started = time.perf_counter()
        served.ask(f"/bare/publish/{which}")
        listeners.wait()
        return CLIENTS * EVENTS / (time.perf_counter() - started)

    try:
        rates = by_turns(lambda: send("api", ours), lambda: send("bare", bare), rounds)
    finally:
        ours.close()
        bare.close()
    compare(table, f"{EVENTS} events to {CLIENTS} WebSockets", *rates, FAN_OUT_AIM)


def submits(table: Table, served: Served, rounds: int, seconds: float) -> None:
    """Each is on disk when it is acknowledged."""
    served.ask("/bare/hold")
    over_http = [rate(served.url("/noodle/api/v1/jobs"), f"Bearer {served.key}", seconds,
                      json.dumps(_JOB)) for _ in range(rounds)]  # fmt: skip
    for name, rates in (("durable jobs, the service", by_service(rounds, seconds)),
                        ("durable jobs, over HTTP", over_http)):  # fmt: skip
        row(table, name, rates, [], f"≥ {SUBMIT_AIM:.0f}", statistics.median(rates) >= SUBMIT_AIM)


def by_service(rounds: int, seconds: float) -> list[float]:
    caller, job = Caller("me", "me", "editor"), JobIn.model_validate(_JOB)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'noodle.sqlite'}")
        migrate(database)
        jobs = Jobs(database, lambda: None)

        async def submit() -> float:
            started, count = time.perf_counter(), 0
            while time.perf_counter() - started < seconds:
                await asyncio.gather(*(jobs.submit(caller, job) for _ in range(16)))
                count += 16
            return count / (time.perf_counter() - started)

        rates = [asyncio.run(submit()) for _ in range(rounds)]
        database.close()
    return rates


def by_turns(
    ours: Callable[[], float], bare: Callable[[], float], rounds: int
) -> tuple[list[float], list[float]]:
    """Rates of both, after one of each that is not counted."""
    found: tuple[list[float], list[float]] = ([], [])
    for turn in range(-1, rounds):
        sides = list(zip((ours, bare), found, strict=True))
        for action, into in sides if turn % 2 else sides[::-1]:
            value = action()
            if turn >= 0:
                into.append(value)
    return found


def compare(table: Table, name: str, ours: list[float], bare: list[float], aim: float) -> None:
    ratio = statistics.median(ours) / statistics.median(bare)
    row(table, name, ours, bare, f"≥ {aim:.2f}", ratio >= aim)


def row(
    table: Table, name: str, ours: list[float], bare: list[float], aim: str, is_kept: bool
) -> None:  # fmt: skip
    cells: list[Cell] = [statistics.median(each) if each else None for each in (ours, bare)]
    ratio = statistics.median(ours) / statistics.median(bare) if bare else None
    wide = max((spread(each) for each in (ours, bare) if each), default=0.0)
    table.add(name, [*cells, ratio, wide * 100, aim, "kept" if is_kept else "MISSED"])
