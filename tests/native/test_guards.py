"""Native code touches no byte beside its arrays, whatever they look like.

Programs run in processes of their own on arrays whose bytes end, or begin, at pages without access, with
canaries on the other side. A crash is the failure of one test; the process is then replaced.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.native.guard_programs import MATRICES, VECTORS
from tests.native.guarded import guarded
from tests.property.agreement import compare
from tests.thorough import IS_THOROUGH

ROOT = Path(__file__).parents[2]
DTYPES = ("float64", "int8", "complex128")
MORE = ("float32", "bool", "int64", "uint16") if IS_THOROUGH else ()
FEW = ("float64", "uint8")


class Worker:
    """A process of `guard_worker`, started when it is needed."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None

    def ask(self, name: str, dtype: str) -> str:
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.native.guard_worker"], cwd=ROOT, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps({"name": name, "dtype": dtype}) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        return str(json.loads(line)) if line else f"died with {self.process.wait()}"

    def stop(self) -> None:
        if self.process is not None:
            self.process.communicate()


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    one = Worker()
    yield one
    one.stop()


@pytest.mark.parametrize("dtype", [*DTYPES, *MORE])
@pytest.mark.parametrize("name", VECTORS)
def test_vectors(worker: Worker, name: str, dtype: str) -> None:
    assert worker.ask(name, dtype) == ""


@pytest.mark.parametrize("dtype", FEW)
@pytest.mark.parametrize("name", MATRICES)
def test_matrices(worker: Worker, name: str, dtype: str) -> None:
    assert worker.ask(name, dtype) == ""


def test_a_crash_is_seen(worker: Worker) -> None:
    worker.ask("copy", "int8")
    assert worker.process is not None
    worker.process.kill()
    worker.process.wait()
    assert worker.ask("copy", "int8") == ""


def test_the_canaries_are_seen() -> None:
    one = guarded(np.arange(6.0), step=2)
    assert one.intact()
    one.memory[int(np.flatnonzero(~one.used)[0])] = 0
    assert not one.intact()


SUM = "def f(a, n):\n    s = 0\n    for k in range(n):\n        s = s + a[k]\n    return s, a + 1\n"
STORE = "def f(a, n):\n    for k in range(n):\n        a[k] = k\n    a += 1\n    return a.sum()\n"


@pytest.mark.parametrize("source", [SUM, STORE], ids=["read", "write"])
@pytest.mark.parametrize("kind", ["misaligned", "big-endian", "readonly", "broadcast", "field", "half",
                                  "object", "matrix", "masked", "odd stride", "dates", "zero stride"])  # fmt: skip
def test_arrays_that_native_code_must_not_take_as_they_are(kind: str, source: str) -> None:
    found = compare(
        source, [("f", lambda: (odd_array(kind), 5)), ("f", lambda: (np.arange(6.0), 6))]
    )
    assert not found, found[0]


def odd_array(kind: str) -> Any:
    values = np.arange(5.0)
    if kind == "misaligned":
        memory = np.zeros(41, np.uint8)
        found = memory[1:].view(np.float64)
        found[:] = values
        return found
    if kind == "field":
        return np.zeros(5, [("x", "u1"), ("y", "f8")])["y"]
    if kind == "odd stride":
        return np.zeros(60, np.uint8)[:55].reshape(5, 11)[:, :8].view(np.float64)[:, 0]
    if kind == "zero stride":
        return np.lib.stride_tricks.as_strided(values, (5,), (0,), writeable=False)
    if kind == "broadcast":
        return np.broadcast_to(np.float64(2.5), (5,))
    if kind == "readonly":
        values.flags.writeable = False
        return values
    if kind == "matrix":
        return values.view(Subclass)
    if kind == "masked":
        return np.ma.masked_array(values, [False, True, False, False, True])
    dtypes = {"big-endian": ">f8", "half": "f2", "object": "O", "dates": "M8[D]"}
    return values.astype(np.int64).astype(dtypes[kind])


class Subclass(np.ndarray[Any, Any]):
    """A subclass that changes what indexing means."""

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(key) * 2
