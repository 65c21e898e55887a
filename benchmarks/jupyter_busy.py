"""What a kernel answers while a cell runs, and how soon an interrupt ends it.

Answers are those of the comm that JupyterLab's extension has, on a subshell, while one native loop
runs; ipykernel has no such comm, so its column is empty. An interrupt is timed from the signal to
the error reply; the cell has said before that it is about to loop. The bound on an interrupt is
for its 95th percentile, so that is a row.
"""

from __future__ import annotations

import os
import random
import statistics
import time
import uuid
from typing import Any, Final

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

from benchmarks.measure import Row
from noodle_kernel.live import TARGET

INTERRUPTS: Final = 30
ANSWERS: Final = 200
LOOP_S: Final = 5.0
_TIMEOUT_S: Final = 60.0
_MOST_DELAY_S: Final = 0.01
DEFINE: Final = """
def spin(n: i64) -> i64:
    total = 0
    for i in range(n):
        total = (total * 31 + i) % 1000003
    return total

spin(10)
"""
LOOPS: Final = {
    "native": "print('go')\nspin(10**15)",
    "VM": "n = 0\nprint('go')\nwhile True:\n    n = len(str(n))",
}
TYPED: Final = """def f(x: f64) -> f64:
    y = x * 2
    return y + 'a'

prices = [1, 2]
prices.app"""
QUESTIONS: Final[dict[str, dict[str, Any]]] = {
    "check": {"code": TYPED},
    "complete": {"code": TYPED, "offset": len(TYPED)},
    "hover": {"code": TYPED, "offset": 4},
}


def rows(client: BlockingKernelClient) -> list[Row]:
    """None with one processor: under a real-time priority the loop would never let it go."""
    if hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) < 2:
        return []
    _run(client, DEFINE)
    turns = _turns_of_loop(client)
    page = _Page(client)
    found: list[Row] = []
    for method, params in QUESTIONS.items():
        if page.knows(method):
            times_s = page.while_running(turns, method, params)
            found += _percentiles(f"{method} during a native loop", times_s)
    for name, code in LOOPS.items():
        times_s = [_interrupt(client, code) for _ in range(INTERRUPTS)]
        found += _percentiles(f"interrupt of a {name} loop", times_s, bound=0.05)
    return found


def _percentiles(name: str, times_s: list[float], bound: float | None = None) -> list[Row]:
    late = statistics.quantiles(times_s, n=20)[-1]
    return [Row(name, tuple(times_s), ()), Row(f"{name}, p95", (late,), (), bound)]


def _turns_of_loop(client: BlockingKernelClient) -> int:
    """How many turns take about the time."""
    turns = 10_000_000
    start_s = time.perf_counter()
    _run(client, f"spin({turns})")
    return int(turns * LOOP_S / (time.perf_counter() - start_s))


class _Page:
    """The comm of a page, on a subshell of its own."""

    def __init__(self, client: BlockingKernelClient) -> None:
        self.client = client
        made = client.session.msg("create_subshell_request", {})
        client.control_channel.send(made)
        self._subshell = client.get_control_msg(timeout=_TIMEOUT_S)["content"]["subshell_id"]
        self._comm = uuid.uuid4().hex
        self._number = 0
        self._send("comm_open", {"target_name": TARGET, "data": {"protocol": 1}})
        self._wait(lambda data: data.get("event") == "ready")

    def knows(self, method: str) -> bool:
        return "no method" not in str(self.ask(method, {}).get("error"))

    def ask(self, method: str, params: dict[str, Any]) -> Any:
        self._number += 1
        number = self._number
        self._send("comm_msg", {"data": {"id": number, "method": method, "params": params}})
        return self._wait(lambda data: data.get("id") == number)

    def while_running(self, turns: int, method: str, params: dict[str, Any]) -> list[float]:
        """Times of answers that came before the cell's end."""
        self.ask(method, params)
        cell = self.client.execute(f"print('go')\nspin({turns})")
        _wait_for_go(self.client, cell)
        end_s = time.perf_counter() + LOOP_S * 0.8
        times_s: list[float] = []
        while time.perf_counter() < end_s and len(times_s) < ANSWERS:
            start_s = time.perf_counter()
            answer = self.ask(method, params)
            times_s.append(time.perf_counter() - start_s)
            assert "error" not in answer, answer
        _reply(self.client, cell)
        return times_s

    def _send(self, kind: str, content: dict[str, Any]) -> None:
        message = self.client.session.msg(kind, {"comm_id": self._comm, **content})
        message["header"]["subshell_id"] = self._subshell
        self.client.shell_channel.send(message)

    def _wait(self, is_wanted: Any) -> Any:
        while True:
            message = self.client.get_iopub_msg(timeout=_TIMEOUT_S)
            content = message["content"]
            is_mine = content.get("comm_id") == self._comm and message["msg_type"] == "comm_msg"
            if is_mine and is_wanted(content["data"]):
                return content["data"]


def _interrupt(client: BlockingKernelClient, code: str) -> float:
    manager = client.parent
    assert isinstance(manager, KernelManager)
    cell = client.execute(code, stop_on_error=False)  # else the next cell may be aborted with it
    _wait_for_go(client, cell)
    time.sleep(random.random() * _MOST_DELAY_S)  # anywhere in the loop
    start_s = time.perf_counter()
    manager.interrupt_kernel()
    reply = _reply(client, cell)
    took_s = time.perf_counter() - start_s
    assert reply["content"]["status"] == "error", reply["content"]
    return took_s


def _wait_for_go(client: BlockingKernelClient, cell: str) -> None:
    while True:
        message = client.get_iopub_msg(timeout=_TIMEOUT_S)
        parent = (message["parent_header"] or {}).get("msg_id")
        if message["msg_type"] == "stream" and parent == cell:
            return


def _run(client: BlockingKernelClient, code: str) -> None:
    reply = _reply(client, client.execute(code))
    assert reply["content"]["status"] == "ok", reply["content"]


def _reply(client: BlockingKernelClient, cell: str) -> Any:
    while True:
        message = client.get_shell_msg(timeout=_TIMEOUT_S)
        if (message["parent_header"] or {}).get("msg_id") == cell:
            return message
