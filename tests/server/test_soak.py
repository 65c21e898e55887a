"""Servers and jobs that are killed and stopped at random, beside a ledger of what was acknowledged:
nothing is lost, nothing ends twice, and the server grows no fatter. Some seconds here; `make soak`
sets NOODLE_SOAK_S to ten minutes."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import time
from collections import Counter
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.server import test_failures
from tests.server.test_failures import Server, stop_between_writes, until

SECONDS = float(os.environ.get("NOODLE_SOAK_S", "3"))
MOST_WAITING = 30
"""More are not asked for: each is killed so often that they would never be done."""

SEED = int(os.environ.get("NOODLE_SOAK_SEED", "7"))


def supervisors(folder: Path) -> list[psutil.Process]:
    """The processes of this server's jobs."""
    found = []
    for each in psutil.process_iter(["cmdline"]):
        if "noodle_server.jobs.supervise" in (each.info["cmdline"] or []):
            try:
                if each.environ().get("JUPYTER_DATA_DIR") == str(folder):
                    found.append(each)
            except psutil.Error:
                continue
    return found


class Ledger:
    """What was asked for and acknowledged."""

    def __init__(self, server: Server, marks: Path) -> None:
        self.server, self.marks = server, marks
        self.acknowledged: dict[str, str] = {}

    def submit(self, number: int) -> None:
        """As a client does that gets no answer: it asks again with the same key."""
        key = f"key-{number}"
        source = f"open({str(self.marks)!r}, 'a').write('{key}\\n')"
        body = {"kind": "noodle", "request": {"source_code": source}, "max_attempts": 20}
        answer = self.server.answers("POST", "/api/v1/jobs", body, **{"Idempotency-Key": key})
        if answer is not None and answer[0] == 202:
            self.acknowledged[key] = answer[1]["id"]

    def check(self) -> None:
        """Each has run and ended once; asking again gives the same job."""
        database = sqlite3.connect(self.server.folder / "noodle" / "noodle.sqlite")
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        jobs = dict(database.execute("SELECT idempotency_key, id FROM jobs").fetchall())
        assert len(jobs) == database.execute("SELECT count(*) FROM jobs").fetchone()[0]
        assert self.acknowledged.items() <= jobs.items()
        ends = Counter(row[0] for row in database.execute(
            "SELECT topic FROM events WHERE kind IN ('succeeded', 'failed', 'dead')"))  # fmt: skip
        assert ends == Counter({f"job/{each}": 1 for each in jobs.values()})
        assert {row[0] for row in database.execute("SELECT DISTINCT state FROM jobs")} == {
            "succeeded"
        }
        ran = Counter(self.marks.read_text().splitlines())
        assert ran.keys() == jobs.keys()
        database.close()


def harm(server: Server, chance: random.Random) -> str:
    """Does one thing that nobody wishes for."""
    what = chance.choice(("server", "job", "job", "stop"))
    running = supervisors(server.folder)
    if what == "server":
        server.kill()
        server.start()
    elif running and what == "job":
        chance.choice(running).kill()
    elif running:
        stopped = chance.choice(running)
        with contextlib.suppress(psutil.NoSuchProcess):
            stop_between_writes(server, stopped)
            _asleep.append(stopped)
    return what


_asleep: list[psutil.Process] = []


def wake() -> None:
    """Those that stood still go on, long after their lease."""
    while _asleep:
        try:
            _asleep.pop().send_signal(signal.SIGCONT)
        except psutil.NoSuchProcess:
            continue


def waiting(server: Server) -> float:
    """Jobs that have not ended; infinitely many where nobody answers."""
    found: Any = server.answers("GET", "/api/v1/system/status")
    return found[1]["jobs"]["queued"] + found[1]["jobs"]["running"] if found else float("inf")


@pytest.mark.timeout(600 + SECONDS)
def test_nothing_acknowledged_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_failures, "LEASE_S", 2.0)  # what is lost is found sooner
    server, chance = Server(tmp_path), random.Random(SEED)
    server.start()
    ledger = Ledger(server, tmp_path / "marks")
    number, end = 0, time.monotonic() + SECONDS
    harmed: Counter[str] = Counter()
    try:
        while time.monotonic() < end or not harmed["server"]:
            for _ in range(chance.randint(1, 6) if waiting(server) < MOST_WAITING else 0):
                ledger.submit(number)
                number += 1
            time.sleep(chance.random() * 0.3)
            harmed[harm(server, chance)] += 1
            if len(_asleep) > 3:
                wake()
        wake()
        until(lambda: not waiting(server), 300)
        until(lambda: not supervisors(tmp_path))
        ledger.check()
        assert len(ledger.acknowledged) > 3 and server.process is not None
        assert psutil.Process(server.process.pid).num_fds() < 100
    finally:
        wake()
        server.kill()
        for each in supervisors(tmp_path):
            each.kill()
