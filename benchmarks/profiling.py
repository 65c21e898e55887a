"""What a profile costs: cells in one kernel, with `%%profile` on top and without, by turns.

The cell times its work itself, so that neither compiling nor messages before and after count; the
live picture and the events are sent meanwhile. The last row is what a table of lines costs, which
is made beside the first profile of a unit: in milliseconds, over compiling the unit itself.
"""

from __future__ import annotations

import time
from typing import Any

from jupyter_client.blocking.client import BlockingKernelClient

from benchmarks.jupyter import TIMEOUT_S, reply_to, running
from benchmarks.measure import Row
from nbc import Session
from nbc.native import llvm
from nbc.native.dispatch.records import RECORDS
from nbc.native.llvm import debug_lines

TURNS = 9
AIM = 1.03
SETUP = """
import time, threading
import numpy as np
a = np.random.default_rng(1).random(20_000)
big = np.random.default_rng(2).random((400, 400))
sink = np.zeros(64)
def native(rounds):
    total = 0.0
    for _ in range(rounds):
        for i in range(a.shape[0]):
            total += (a[i] * i) % 3.0
    return total
def vm(rounds):
    found = {}
    for i in range(rounds):
        text = str(i % 1000)
        found[text] = found.get(text, 0) + len(text)
    return found
def arrays(rounds):
    for _ in range(rounds):
        b = np.linalg.svd(big[:120, :120])[1]
        c = np.sort(big, axis=1) @ big
    return b, c
def spread(rounds):
    for k in parallel(sink.shape[0]):
        total = 0.0
        for _ in range(rounds):
            for i in range(a.shape[0]):
                total += (a[i] * i) % 3.0
        sink[k] = total
native(1); native(1); vm(10); arrays(1); spread(1)
"""
WORK = {"native loop": "native(300)", "VM loop": "vm(500_000)", "NumPy": "arrays(10)",
        "parallel loop": "spread(8)"}  # fmt: skip


def rows() -> list[Row]:
    with running("noodle") as kernel:
        reply_to(kernel, kernel.execute(SETUP))
        return [*(compare(kernel, name, call) for name, call in WORK.items()), lines()]


def compare(kernel: BlockingKernelClient, name: str, call: str) -> Row:
    times: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(TURNS + 1):
        for is_profiled in (True, False) if turn % 2 else (False, True):
            spent_s = seconds_of(kernel, call, is_profiled=is_profiled)
            if turn:
                times[is_profiled].append(spent_s)
    return Row(f"profiled: {name}", tuple(times[True]), tuple(times[False]), AIM)


def seconds_of(kernel: BlockingKernelClient, call: str, *, is_profiled: bool) -> float:
    """What the cell says of its own work."""
    head = "%%profile\n" if is_profiled else ""
    code = f"{head}t0 = time.perf_counter()\n{call}\nspent = time.perf_counter() - t0\nNone"
    message = kernel.execute(code, user_expressions={"spent": "spent"})
    while True:
        reply: dict[str, Any] = kernel.get_shell_msg(timeout=TIMEOUT_S)
        if reply["parent_header"].get("msg_id") == message:
            break
    while kernel.iopub_channel.msg_ready():
        kernel.get_iopub_msg(timeout=1)
    return float(reply["content"]["user_expressions"]["spent"]["data"]["text/plain"])


def lines() -> Row:
    """Making the table of lines of a function beside compiling it."""
    session = Session()
    session.run(SETUP)
    named = [each for each in RECORDS if each.module.functions[each.index].name == "native"]
    loaded = next(compiled.keep for record in named for compiled in record.compiled.values())
    made: list[float] = []
    compiled_s: list[float] = []
    for turn in range(TURNS):
        started_s = time.perf_counter()
        debug_lines.line_table(loaded)
        made.append(time.perf_counter() - started_s)
        started_s = time.perf_counter()
        llvm.machine_code(f"{loaded.ir}; {turn} {started_s}\n", ["unit"])
        compiled_s.append(time.perf_counter() - started_s)
    return Row("a table of lines, over compiling", tuple(made), tuple(compiled_s))
