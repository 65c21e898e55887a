"""What is lost when processes are killed, stopped or kept from the database: nothing that was
acknowledged, and nothing is done twice. Real servers in processes of their own, real signals."""

from __future__ import annotations

import itertools
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.server.sending import SOURCE

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
LEASE_S = 5.0
TOKEN = "secret-of-the-tests"


@dataclass
class Server:
    """A Jupyter server with the extension, in a process of its own."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    headers: Any = None
    """Of the last error."""

    def start(self) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = found.getsockname()[1]
        environment = {
            **os.environ, "NOODLE_LEASE_S": str(LEASE_S), "JUPYTER_DATA_DIR": str(self.folder),
            "JUPYTER_CONFIG_DIR": str(self.folder), "JUPYTER_RUNTIME_DIR": str(self.folder),
        }  # fmt: skip
        command = [
            sys.executable, "-m", "jupyter_server", "--allow-root", "--ServerApp.ip=127.0.0.1",
            f"--ServerApp.port={self.port}", "--ServerApp.open_browser=False",
            "--ServerApp.jpserver_extensions=noodle_server=True",
            f"--IdentityProvider.token={TOKEN}",
        ]  # fmt: skip
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, env=environment, stdout=log, stderr=log, cwd=self.folder
            )
        until(lambda: self.answers("GET", "/api/v1/system/health") is not None)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def answers(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The status and the body; None where nobody answers."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/noodle{path}", method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"token {TOKEN}", "Content-Type": "application/json",
                     **headers},
        )  # fmt: skip
        try:
            with urllib.request.urlopen(request, timeout=20) as found:
                return found.status, json.load(found)
        except urllib.error.HTTPError as error:
            self.headers = error.headers
            return error.code, json.load(error)
        except (OSError, ValueError):
            return None

    def submit(self, source: str, key: str = "", **given: Any) -> str:
        body = {"kind": "noodle", "request": {"source_code": source}, **given}
        headers = {"Idempotency-Key": key} if key else {}
        status, job = self.answers("POST", "/api/v1/jobs", body, **headers)
        assert status == 202, job
        return str(job["id"])

    def job(self, job_id: str) -> Any:
        return self.answers("GET", f"/api/v1/jobs/{job_id}")[1]

    def kinds(self, job_id: str) -> list[str]:
        found = self.answers("GET", f"/api/v1/jobs/{job_id}/events?limit=200")[1]
        return [each["kind"] for each in found["items"]]

    def supervisor(self, job_id: str) -> psutil.Process:
        """The process of a job that runs."""
        found: list[psutil.Process] = []

        def look() -> bool:
            found[:] = [each for each in psutil.process_iter(["cmdline"])
                        if job_id in (each.info["cmdline"] or [])]  # fmt: skip
            return bool(found)

        until(look)
        return found[0]


def until(happened: Any, seconds: float = 100.0) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.05)


def stop_between_writes(server: Server, process: psutil.Process) -> None:
    """Stops a process where it holds no lock: with SQLite nobody could write until it goes on.
    Raises psutil.NoSuchProcess for one that has ended."""
    while True:
        process.send_signal(signal.SIGSTOP)
        until(lambda: process.status() in (psutil.STATUS_STOPPED, psutil.STATUS_ZOMBIE))
        other = sqlite3.connect(server.folder / "noodle" / "noodle.sqlite", timeout=1.0)
        try:
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        except sqlite3.OperationalError:
            process.send_signal(signal.SIGCONT)
            time.sleep(0.1)
        else:
            return
        finally:
            other.close()


def stop_in_a_write(server: Server, process: psutil.Process) -> None:
    """Stops a process where nobody else can write."""
    other = sqlite3.connect(server.folder / "noodle" / "noodle.sqlite", timeout=0.3,
                            isolation_level=None)  # fmt: skip
    while True:
        process.send_signal(signal.SIGSTOP)
        until(lambda: process.status() == psutil.STATUS_STOPPED)
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            other.close()
            return
        other.execute("ROLLBACK")
        process.send_signal(signal.SIGCONT)
        time.sleep(0.011)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One for all tests of this file: each leaves it running."""
    made = Server(tmp_path_factory.mktemp("server"))
    made.start()
    yield made
    made.kill()


def marks(tmp_path: Path) -> str:
    """A source that says that it has begun, waits for leave, and says that it was done."""
    return (
        "import os, pathlib, time\n"
        f"here = pathlib.Path({str(tmp_path)!r})\n"
        "open(here / 'begun', 'a').write('x')\n"
        "while not (here / 'leave').exists():\n    time.sleep(0.02)\n"
        "open(here / 'done', 'a').write('x')\n"
    )


def begun(tmp_path: Path, times: int = 1) -> bool:
    place = tmp_path / "begun"
    return place.exists() and len(place.read_text()) == times


def test_job_whose_process_is_killed_runs_again_and_ends_once(
    server: Server, tmp_path: Path
) -> None:
    job = server.submit(marks(tmp_path))
    until(lambda: begun(tmp_path))
    body = server.supervisor(job).children()[0]
    server.supervisor(job).kill()
    until(lambda: not body.is_running() or body.status() == psutil.STATUS_ZOMBIE)
    (tmp_path / "leave").touch()
    until(lambda: server.job(job)["state"] == "succeeded")
    assert server.job(job)["attempts"] == 2
    assert (tmp_path / "done").read_text() == "x"
    assert server.kinds(job).count("succeeded") == 1


def test_process_that_stood_still_past_its_lease_commits_nothing(
    server: Server, tmp_path: Path
) -> None:
    job = server.submit(marks(tmp_path))
    until(lambda: begun(tmp_path))
    first = server.supervisor(job)
    stop_between_writes(server, first)
    try:
        until(lambda: begun(tmp_path, 2))
        (tmp_path / "leave").touch()
        until(lambda: server.job(job)["state"] == "succeeded")
    finally:
        first.send_signal(signal.SIGCONT)
    until(lambda: not first.is_running() or first.status() == psutil.STATUS_ZOMBIE)
    assert server.kinds(job).count("succeeded") == 1


def test_killed_server_loses_no_job_that_it_has_taken_on(server: Server, tmp_path: Path) -> None:
    running = server.submit(marks(tmp_path), key="a")
    until(lambda: begun(tmp_path))
    waiting = [server.submit("x = 1", key=f"k{number}") for number in range(8)]
    server.kill()
    (tmp_path / "leave").touch()
    check = sqlite3.connect(server.folder / "noodle" / "noodle.sqlite")
    assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    check.close()
    server.start()
    # Whoever got no answer asks again with the same key, and gets the same job.
    assert server.submit(marks(tmp_path), key="a") == running
    for job in [running, *waiting]:
        until(lambda: server.job(job)["state"] == "succeeded")  # noqa: B023
    assert server.job(running)["attempts"] == 1  # it went on while there was no server


DIES_UNSAID = """
import os, signal
from noodle_server.services.jobs import Jobs

submit = Jobs.submit

async def dies(self, caller, given, key=None, **more):
    made = await submit(self, caller, given, key, **more)
    if given.name == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    return made

Jobs.submit = dies
"""
"""A setting file of Jupyter's: the server is killed after its commit and before its answer."""


def test_job_whose_answer_was_never_sent_is_there_once(server: Server) -> None:
    setting = server.folder / "jupyter_server_config.py"
    setting.write_text(DIES_UNSAID)
    server.kill()
    server.start()
    body = {"kind": "noodle", "request": {"source_code": "x = 1"}, "name": "die"}
    key = {"Idempotency-Key": "unsaid"}
    assert server.answers("POST", "/api/v1/jobs", body, **key) is None
    server.kill()
    setting.unlink()
    server.start()
    listed = server.answers("GET", "/api/v1/jobs?limit=200")[1]["items"]
    (there,) = [each for each in listed if each["name"] == "die"]
    assert server.answers("POST", "/api/v1/jobs", body, **key)[1]["id"] == there["id"]
    until(lambda: server.job(there["id"])["state"] == "succeeded")
    assert server.kinds(there["id"]).count("queued") == 1


def test_server_killed_while_many_write_keeps_what_it_acknowledged(server: Server) -> None:
    acknowledged: list[str] = []
    is_over = threading.Event()

    def write(name: str) -> None:
        for number in itertools.count():
            made = server.answers("POST", "/api/v1/projects", {"name": f"{name}{number}"})
            if made is not None and made[0] == 201:
                acknowledged.append(made[1]["id"])
            if is_over.is_set():
                return

    threads = [threading.Thread(target=write, args=(f"writer {each} ",)) for each in range(4)]
    for each in threads:
        each.start()
    until(lambda: len(acknowledged) > 60)
    server.kill()
    is_over.set()
    for each in threads:
        each.join()
    database = sqlite3.connect(server.folder / "noodle" / "noodle.sqlite")
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    there = {row[0] for row in database.execute("SELECT id FROM projects")}
    database.close()
    assert set(acknowledged) <= there and len(set(acknowledged)) == len(acknowledged)
    server.start()
    for project in acknowledged[-3:]:
        assert server.answers("GET", f"/api/v1/projects/{project}")[0] == 200


def test_poisonous_job_is_dead_and_its_neighbours_are_well(server: Server) -> None:
    kill_my_supervisor = "import os, signal\nos.kill(os.getppid(), signal.SIGKILL)"
    poison = server.submit(kill_my_supervisor, max_attempts=2)
    neighbours = [server.submit("x = 1") for _ in range(3)]
    for job in neighbours:
        until(lambda: server.job(job)["state"] == "succeeded")  # noqa: B023
    until(lambda: server.job(poison)["state"] == "dead")
    assert server.job(poison)["attempts"] == 2


def test_locked_database_is_an_answer_and_not_a_mistake(server: Server) -> None:
    other = sqlite3.connect(server.folder / "noodle" / "noodle.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    status, answer = server.answers("POST", "/api/v1/projects", {"name": "a"})
    assert (status, answer["error_code"]) == (503, "N7008")
    assert server.headers["Retry-After"] == "1"
    assert server.answers("GET", "/api/v1/projects")[0] == 200  # reading goes on
    other.execute("ROLLBACK")
    other.close()
    assert server.answers("POST", "/api/v1/projects", {"name": "a"})[0] == 201


def test_process_that_stands_still_holding_the_database_is_ended(
    server: Server, tmp_path: Path
) -> None:
    """With SQLite it would hold up every writer; its lease has run out meanwhile."""
    source = f"{marks(tmp_path)}".replace(
        "    time.sleep(0.02)\n", "    time.sleep(0.002)\n    print('x', flush=True)\n"
    )
    job = server.submit(source)
    until(lambda: begun(tmp_path))
    first = server.supervisor(job)
    stop_in_a_write(server, first)
    until(lambda: begun(tmp_path, 2))
    assert not first.is_running() or first.status() == psutil.STATUS_ZOMBIE
    (tmp_path / "leave").touch()
    until(lambda: server.job(job)["state"] == "succeeded")
    assert server.job(job)["attempts"] == 2


def test_server_and_job_killed_at_once_lose_nothing(server: Server, tmp_path: Path) -> None:
    job = server.submit(marks(tmp_path), key="both")
    until(lambda: begun(tmp_path))
    supervisor = server.supervisor(job)
    server.kill()
    supervisor.kill()
    (tmp_path / "leave").touch()
    server.start()
    assert server.submit(marks(tmp_path), key="both") == job
    until(lambda: server.job(job)["state"] == "succeeded")
    assert server.job(job)["attempts"] == 2 and server.kinds(job).count("succeeded") == 1


def test_training_that_is_killed_goes_on_where_it_was(server: Server) -> None:
    rows = [[float(number % 7), 1.0, 2.0, 3.0] for number in range(64)]
    data = {"x": {"dtype": "f32", "shape": [64, 4], "data": [v for row in rows for v in row]},
            "y": {"dtype": "i64", "shape": [64], "data": [n % 3 for n in range(64)]}}  # fmt: skip
    request = {"source_code": SOURCE, "data": data, "settings": {"epochs": 60, "batch_size": 4}}
    status, made = server.answers("POST", "/api/v1/jobs", {"kind": "train", "request": request})
    assert status == 202, made
    until(lambda: server.job(made["id"])["progress"] > 0.1)
    server.supervisor(made["id"]).kill()
    until(lambda: server.job(made["id"])["attempts"] == 2)
    until(lambda: server.job(made["id"])["state"] == "succeeded")
    events: list[Any] = []
    while len(events) % 200 == 0:
        last = events[-1]["seq"] if events else 0
        path = f"/api/v1/jobs/{made['id']}/events?limit=200&after={last}"
        found = server.answers("GET", path)[1]["items"]
        events += found
        if not found:
            break
    again = max(place for place, each in enumerate(events) if each["kind"] == "running")
    before = [each["payload"] for each in events[:again] if each["kind"] == "epoch"]
    after = [each["payload"] for each in events[again:] if each["kind"] == "epoch"]
    assert [each["epoch"] for each in after] == list(range(1, 61))
    kept = after[: len(before) - 1]  # the last may have been told before it was kept
    assert len(kept) > 3 and kept == before[:-1], "the seconds it took tell that it began anew"
