"""Noodle's kernel beside ipykernel, over the real protocol, each request by turns.

"to idle" is from the request to that request's idle status on iopub: what a person waits for.
A cold start is from spawning the process to the first kernel_info_reply. Answers are polled for
with a deadline; nothing sleeps for a fixed time while it is measured.
"""

from __future__ import annotations

import os
import queue
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

from benchmarks import jupyter_busy
from benchmarks.measure import Row, by_turns

NAMES = ("noodle", "python3")
STARTS = 7
REQUESTS = 150
TIMEOUT_S = 60.0
PREPARE = "import numpy as np\ndata = np.arange(10.0)\nprices = {'a': 1}"


def rows() -> list[Row]:
    starts = compare_starts()
    with running("noodle") as noodle, running("python3") as rival:
        return [
            by_turns("1+1, request to idle", until_idle(noodle, "1+1"), until_idle(rival, "1+1"),
                     turns=REQUESTS, bound=1.1),
            by_turns("empty cell, request to idle", until_idle(noodle, ""), until_idle(rival, ""),
                     turns=REQUESTS),
            *(compare_completion(noodle, rival, text) for text in ("pri", "data.me", "np.lin")),
            *starts,
            *jupyter_busy.rows(noodle),
        ]  # fmt: skip


def compare_starts() -> list[Row]:
    """Several starts, by turns, after one of each that warms the disk's cache."""
    ready_s: dict[str, list[float]] = {name: [] for name in NAMES}
    first_s: dict[str, list[float]] = {name: [] for name in NAMES}
    for turn in range(STARTS + 1):
        for name in NAMES if turn % 2 else reversed(NAMES):
            started_s = time.perf_counter()
            with running(name, settle=False) as client:
                is_ready_s = time.perf_counter() - started_s
                reply_to(client, client.execute("1+1"))
                if turn:
                    ready_s[name].append(is_ready_s)
                    first_s[name].append(time.perf_counter() - started_s)
    return [
        Row(name, tuple(times["noodle"]), tuple(times["python3"]), 1.1)
        for name, times in (
            ("cold start to kernel_info", ready_s),
            ("cold start to the first 1+1", first_s),
        )
    ]


def compare_completion(noodle: BlockingKernelClient, rival: BlockingKernelClient, text: str) -> Row:
    def ask(client: BlockingKernelClient) -> Callable[[], object]:
        return lambda: reply_to(client, client.complete(text, len(text)))

    return by_turns(f"completion of {text!r}", ask(noodle), ask(rival),
                    turns=REQUESTS // 3, bound=0.5)  # fmt: skip


def until_idle(client: BlockingKernelClient, code: str) -> Callable[[], None]:
    def run() -> None:
        request = client.execute(code)
        reply = reply_to(client, request)
        assert reply["content"]["status"] == "ok", reply["content"]
        wait_for_idle(client, request, TIMEOUT_S)

    return run


@contextmanager
def running(name: str, *, settle: bool = True) -> Iterator[BlockingKernelClient]:
    manager = KernelManager(kernel_name=name)
    manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
    client = manager.client()
    client.start_channels(stdin=False)
    try:
        reply_to(client, client.kernel_info())
        if settle:
            connect_iopub(client)
            until_idle(client, PREPARE)()
        yield client
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=not settle)


def environment() -> dict[str, str]:
    """Without the setting that keeps Python from caching what it compiles: libraries that pip has
    installed are cached already, and a checkout would be compiled anew at every start."""
    return {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def connect_iopub(client: BlockingKernelClient) -> None:
    """The subscription takes a moment to arrive; until then statuses are lost."""
    for _ in range(50):
        request = client.execute("")
        reply_to(client, request)
        with suppress(queue.Empty):
            wait_for_idle(client, request, 0.3)
            return
    raise TimeoutError("iopub never connected")


def reply_to(client: BlockingKernelClient, request: str) -> Any:
    while True:
        message = client.get_shell_msg(timeout=TIMEOUT_S)
        if (message["parent_header"] or {}).get("msg_id") == request:
            return message


def wait_for_idle(client: BlockingKernelClient, request: str, timeout_s: float) -> None:
    while True:
        message = client.get_iopub_msg(timeout=timeout_s)
        if (
            (message["parent_header"] or {}).get("msg_id") == request
            and message["msg_type"] == "status"
            and message["content"]["execution_state"] == "idle"
        ):
            return
