"""A backend that runs when it is told to, and models that are served in these tests."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, final

import numpy as np
import pytest

from ahr.graph import TensorSpec
from ahr.infer.counters import Run
from ahr.infer.request import Request
from ahr.infer.scheduler import Scheduler
from ahr.models import Model
from ahr.trace.activations import relu
from ahr.trace.decorator import model
from ahr.trace.layers import linear
from ahr.trace.tensor import Tensor
from nbc.errors import ModelError

LIMIT_S = 20.0
"""No test waits longer; none should wait at all."""


@final
class Gate:
    """A backend that doubles its first input. Closed, it waits in `run`: `entered` says that it
    does, `opened` lets it go on. `batches` are the first columns of what it was given."""

    kind = "gate"

    def __init__(self) -> None:
        self.entered = threading.Semaphore(0)
        self.opened = threading.Event()
        self.batches: list[list[float]] = []
        self.threads: list[str] = []
        self.refused = -1.0

    def run(self, values: Sequence[Any]) -> Sequence[Any]:
        self.batches.append([float(each) for each in values[0].reshape(len(values[0]), -1)[:, 0]])
        self.threads.append(threading.current_thread().name)
        self.entered.release()
        assert self.opened.wait(LIMIT_S)
        if self.refused in self.batches[-1]:
            raise ValueError(f"{self.refused:g} is not allowed")
        return [values[0] * 2]

    def wait(self) -> None:
        """Until one more run has begun."""
        assert self.entered.acquire(timeout=LIMIT_S)


@pytest.fixture
def gate() -> Iterator[Gate]:
    made = Gate()
    yield made
    made.opened.set()


@pytest.fixture
def net() -> Model:
    @model(inputs={"x": TensorSpec("f32", ("N", 8))})
    def net(x: Tensor) -> Tensor:
        return linear(relu(linear(x, 16)), 3)

    return net.init(seed=0)


@final
class Caller(threading.Thread):
    """A thread that asks once, with what came of it."""

    def __init__(self, ask: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self._ask = ask
        self.result: Any = None
        self.error: BaseException | None = None
        self.start()

    def run(self) -> None:
        try:
            self.result = self._ask()
        except BaseException as error:  # noqa: BLE001 # it is what the test asks for
            self.error = error

    def answer(self) -> Any:
        """The result; raises what it raised."""
        self.join(LIMIT_S)
        assert not self.is_alive(), "a request is left hanging"
        if self.error is not None:
            raise self.error
        return self.result


@pytest.fixture
def calling() -> Iterator[Callable[[Callable[[], Any]], Caller]]:
    """Starts callers, and sees to it that they end."""
    started: list[Caller] = []

    def start(ask: Callable[[], Any]) -> Caller:
        started.append(Caller(ask))
        return started[-1]

    yield start
    for each in started:
        each.join(LIMIT_S)
    assert not any(each.is_alive() for each in started), "a request is left hanging"


def until(condition: Callable[[], bool]) -> None:
    """Lets other threads run until something holds."""
    end_s = time.monotonic() + LIMIT_S
    while not condition():
        assert time.monotonic() < end_s
        threading.Event().wait(0.001)


def row(*values: float) -> Any:
    """One input of samples with one number each."""
    return np.array(values, np.float32)[:, None]


Start = Callable[[Callable[[], Any]], Caller]


@final
class Log:
    """Executes by noting the batch; waits where it is told to."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.threads: list[str] = []
        self.entered = threading.Semaphore(0)
        self.go = threading.Semaphore(0)

    def __call__(self, batch: list[Request]) -> list[Run]:
        self.batches.append([each.values[0] for each in batch])
        self.threads.append(threading.current_thread().name)
        self.entered.release()
        assert self.go.acquire(timeout=LIMIT_S)
        for each in batch:
            if each.values[0].startswith("bad"):
                each.error = ModelError("N6010", each.values[0])
            else:
                each.outputs = {"y": each.values[0].upper()}
        fine = [each for each in batch if each.outputs is not None]
        return [Run(fine, sum(each.rows for each in fine), 1, 2, 4, 7)] if fine else []

    def begun(self) -> None:
        assert self.entered.acquire(timeout=LIMIT_S)

    def finish(self, runs: int = 1) -> None:
        self.go.release(runs)


@pytest.fixture
def log() -> Log:
    return Log()


def request(text: str, rows: int = 1, key: object = None) -> Request:
    made = Request((text,), rows, 0)
    made.key = key
    return made


def asking(scheduler: Scheduler, text: str, rows: int = 1, key: object = None,
           timeout_s: float | None = None) -> Callable[[], Any]:  # fmt: skip
    return lambda: scheduler.answer(request(text, rows, key), timeout_s)["y"]


def queued(scheduler: Scheduler, calling: Start, *texts: str) -> list[Caller]:
    """Callers that wait in this order."""
    found = []
    before = scheduler.metrics().pending
    for count, text in enumerate(texts, before + 1):
        found.append(calling(asking(scheduler, text)))
        until(lambda count=count: scheduler.metrics().pending == count)  # type: ignore[misc]
    return found
