"""The worker of a deployment: `python -m noodle_server.deployments.worker DESCRIPTOR`.

One thread reads frames and hands requests to `ahr.infer`; answers go back from the threads that
computed them. Large answers are written out by a thread of their own, so that computing goes on.
When the server is gone the connection ends, and this process with it.
"""

from __future__ import annotations

import os
import queue
import resource
import socket
import sys
import threading
from collections.abc import Mapping
from typing import Any, Final, cast, final

from ahr.infer import Answer, Batching, Repository, Served
from nbc.errors import ModelError, NoodleError
from noodle_server.deployments.frames import Frame, Kind, receive_now
from noodle_server.deployments.worker.lists import as_unfit
from noodle_server.deployments.worker.named import Named
from noodle_server.deployments.worker.protocol import OpenInference, shown_shapes
from noodle_server.errors import ApiError

_SLACK_BYTES: Final = 1 << 30
"""What a process may reserve beyond its limit without using it: stacks of threads, for example."""

_LARGE_BYTES: Final = 1 << 16
"""Outputs above this are written out by the other thread."""

_OF_MODELS: Final = {"N6018": "N7060", "N6019": "N7061", "N6020": "N7062"}
"""Codes of the API for those of models; all others are of the inputs."""

Asked = Named | OpenInference


@final
class Worker:
    """Serves one model to one connection."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._file = connection.makefile("rb")
        self._writing = threading.Lock()
        self._large: queue.SimpleQueue[tuple[int, Asked, Answer]] = queue.SimpleQueue()
        self._running: dict[int, Answer] = {}
        self._repository = Repository()

    def run(self) -> None:
        """Until the connection ends."""
        first = receive_now(self._read)
        if first is None or first.kind is not Kind.LOAD:
            return
        _limit(first.head["memory_limit_mb"])
        try:
            served, why_alone = self._load(first.head)
        except (NoodleError, OSError, MemoryError) as error:
            self._refuse(first.number, error)
            return
        threading.Thread(target=self._write_large, daemon=True).start()
        self._send(Frame(Kind.LOADED, first.number, _told(served, why_alone)))
        while (frame := receive_now(self._read)) is not None:
            if frame.kind is Kind.INFER:
                self._infer(served, frame)
            elif frame.kind is Kind.CANCEL:
                future = self._running.pop(frame.number, None)
                if future is not None:
                    future.cancel()
            elif frame.kind is Kind.METRICS:
                text = self._repository.metrics().encode()
                self._send(Frame(Kind.TEXT, frame.number, {}, text))

    def _read(self, size: int) -> bytes:
        return self._file.read(size)

    def _load(self, head: Mapping[str, Any]) -> tuple[Served, str]:
        """Serves the model; with batching where that is possible, unless told otherwise. Why not,
        if it is not."""
        settings: Mapping[str, Any] = head["settings"]
        name, version = head["name"], head["version"]
        shared: dict[str, Any] = {"max_queue": settings["queue_size"],
                                  "threads": settings["threads"]}  # fmt: skip
        if settings["batching"] != "off":
            batching = Batching(settings["max_batch_size"], settings["instances"])
            try:
                served = self._repository.load(
                    name, head["path"], version, batching=batching, **shared
                )
                return served, ""
            except ModelError as error:
                if settings["batching"] == "on" or error.code != "N6002":
                    raise
                why = error.message
        else:
            why = "it is switched off"
        served = self._repository.load(name, head["path"], version, at_once=settings["instances"],
                                       **shared)  # fmt: skip
        return served, why

    def _infer(self, served: Served, frame: Frame) -> None:
        try:
            asked: Asked = (
                Named(served.metadata, frame.body) if frame.head["form"] == "named"
                else OpenInference(served.metadata, frame.body, frame.head["json_bytes"])
            )  # fmt: skip
        except (NoodleError, MemoryError) as error:
            self._refuse(frame.number, error)
            return
        try:
            future = served.submit(asked.inputs)
        except ModelError as error:
            self._refuse(frame.number, _of_request(error, served, asked))
            return
        if future.done():
            self._answer(frame.number, asked, future)
            return
        self._running[frame.number] = future
        future.add_done_callback(lambda done: self._done(frame.number, asked, cast(Answer, done)))

    def _done(self, number: int, asked: Asked, future: Answer) -> None:
        """In the thread that computed it."""
        self._running.pop(number, None)
        if future.cancelled():
            return
        is_large = (
            future.exception() is None
            and sum(each.nbytes for each in future.result().values()) > _LARGE_BYTES
        )
        if is_large:
            self._large.put((number, asked, future))
        else:
            self._answer(number, asked, future)

    def _write_large(self) -> None:
        while True:
            self._answer(*self._large.get())

    def _answer(self, number: int, asked: Asked, future: Answer) -> None:
        failed, timing = future.exception(), future.timing
        if failed is not None:
            self._refuse(number, failed)
            return
        try:
            reply = asked.reply(future.result(), timing)
        except (NoodleError, MemoryError, ValueError, TypeError) as error:
            self._refuse(number, error)
            return
        took = timing and (timing.queue_ns, timing.input_ns + timing.infer_ns + timing.output_ns,
                           timing.rows, timing.is_first)  # fmt: skip
        head = {"json_bytes": reply.json_bytes, "took": took}
        self._send(Frame(Kind.ANSWER, number, head, reply.body))

    def _refuse(self, number: int, error: BaseException) -> None:
        self._send(Frame(Kind.REFUSED, number, _said(error)))

    def _send(self, frame: Frame) -> None:
        try:
            with self._writing:
                for each in frame.parts():
                    self._connection.sendall(each)
        except OSError:
            os._exit(0)  # nobody listens any more


def _told(served: Served, why_alone: str) -> dict[str, Any]:
    about = served.metadata
    return {
        "backend": about.backend, "threads": about.threads, "instances": about.at_once,
        "max_batch_size": about.max_batch_size, "why_alone": why_alone,
        "inputs": list(shown_shapes(about.inputs)), "outputs": list(shown_shapes(about.outputs)),
    }  # fmt: skip


def _of_request(error: ModelError, served: Served, asked: Asked) -> NoodleError:
    """Why a model does not take a request."""
    if error.code != "N6010":
        return error
    return as_unfit(error, served.metadata.inputs, asked.inputs)


def _said(error: BaseException) -> dict[str, Any]:
    """An error as the server passes it on."""
    if isinstance(error, ModelError) and error.code in _OF_MODELS:
        error = ApiError(_OF_MODELS[error.code], error.message, hint=error.hint)
    elif isinstance(error, ModelError) and error.code == "N6010":
        error = ApiError("N7063", error.message, hint=error.hint)
    if isinstance(error, NoodleError):
        details = dict(error.details) if isinstance(error, ApiError) else {}
        return {"code": error.code, "message": error.message, "hint": error.hint,
                "details": details}  # fmt: skip
    text = str(error) or type(error).__name__
    return {"code": "N7014" if isinstance(error, MemoryError) else "N7099", "message": text,
            "hint": None, "details": {}}  # fmt: skip


def _limit(memory_limit_mb: int) -> None:
    size = (memory_limit_mb << 20) + _SLACK_BYTES
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    Worker(socket.socket(fileno=int(sys.argv[1]))).run()
    sys.stdout.flush()
    os._exit(0)  # threads that still compute are not waited for


if __name__ == "__main__":
    main()
