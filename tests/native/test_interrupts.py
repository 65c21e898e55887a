"""An interrupt ends native code wherever it is, and leaves the session as it was; other threads run
meanwhile. How many milliseconds it takes is the benchmarks' affair: here it must be soon."""

from __future__ import annotations

import json
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.native.endless_programs import CELLS, FUNCTIONS

ROOT = Path(__file__).parents[2]
SOON_S = 2.0
START_S = 60.0


class Worker:
    """A process of `interrupt_worker`; replaced after it failed to answer."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.native.interrupt_worker"], cwd=ROOT, text=True, bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def ask(self, **request: str) -> None:
        if self.process is None:
            self.start()
        assert self.process is not None and self.process.stdin is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()

    def line(self, timeout_s: float) -> str:
        assert self.process is not None and self.process.stdout is not None
        ready, _, _ = select.select([self.process.stdout], [], [], timeout_s)
        found = self.process.stdout.readline() if ready else ""
        if not found:
            self.process.kill()
            status = self.process.wait()
            self.process = None
            pytest.fail(f"no answer within {timeout_s} s (ended with {status})")
        return found.strip()

    def stop(self) -> None:
        if self.process is not None:
            self.process.communicate()


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    one = Worker()
    yield one
    one.stop()


@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_are_interrupted(worker: Worker, name: str) -> None:
    interrupt(worker, "function", name)


@pytest.mark.parametrize("name", CELLS)
def test_cells_are_interrupted(worker: Worker, name: str) -> None:
    interrupt(worker, "cell", name)


def test_other_threads_run_meanwhile(worker: Worker) -> None:
    worker.ask(kind="threads")
    assert json.loads(worker.line(START_S)) == ""


def interrupt(worker: Worker, kind: str, name: str) -> None:
    worker.ask(kind=kind, name=name)
    assert worker.line(START_S) == "running"
    time.sleep(0.3)  # compiled and in the loop by then; if not, the interrupt must work as well
    assert worker.process is not None
    worker.process.send_signal(signal.SIGINT)
    assert json.loads(worker.line(SOON_S)) == ""
