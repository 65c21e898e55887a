"""A process that runs endless native programs and is interrupted: one JSON request a line.

It writes "running" when the program is about to start. When the interrupt has come through, it checks
that the session is as it should be and answers with what is wrong, or an empty text.
"""

from __future__ import annotations

import json
import sys
import threading
import time
import traceback
from typing import Any

import numpy as np

import nbc
from nbc.native import dispatch
from tests.native.endless_programs import CELLS, FUNCTIONS

WARM = "def warm(n):\n    s = 0\n    for k in range(n):\n        s += k\n    return s\nwarm(10)\n"


def run(kind: str, name: str) -> str:
    namespace: dict[str, Any] = {"np": np, "a": np.arange(1000.0), "b": np.zeros(1000),
                                 "m": np.eye(32), "c": np.zeros(4)}  # fmt: skip
    session = nbc.Session(namespace, optimize=3, native="always")
    session.run(WARM)
    source = CELLS[name] if kind == "cell" else FUNCTIONS[name]
    if kind == "function":
        session.run(source)
        source = "f(a, b, m, c)"
    print("running", flush=True)
    try:
        session.run(source)
    except KeyboardInterrupt as error:
        return wrong_after(session, kind, error)
    return "it came to an end"


def wrong_after(session: nbc.Session, kind: str, error: KeyboardInterrupt) -> str:
    names = session.namespace
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__)
             if frame.filename.startswith("<noodle")]  # fmt: skip
    if not lines or lines[-1] == 1 and kind == "function" and len(lines) == 1:
        return f"interrupted outside of the program, at lines {lines}"
    if not (
        np.array_equal(names["a"], np.arange(1000.0)) and np.array_equal(names["m"], np.eye(32))
    ):
        return "an array that is only read has changed"
    if names["c"][0] - names["c"][1] not in (0, 1):
        return f"a statement was left out: {names['c']}"
    if session.run("warm(100)") != 4950:
        return "the session no longer computes"
    if kind == "function" and dispatch.tier(names["f"]).tier == "vm":
        return f"not native: {dispatch.tier(names['f']).reason}"
    return ""


def threads() -> str:
    """Whether other Python threads run while native code does, and native code in two at once."""
    session = nbc.Session(optimize=2, native="always")
    session.run(
        "def f(n):\n    s = 0\n    for k in range(n):\n        s = (s * 3 + k) % 1000003\n    return s\n"
    )
    f, ticks, done = session["f"], [0], threading.Event()
    wanted = f(1000)

    def tick() -> None:
        while not done.wait(0.001):
            ticks[0] += 1

    others = [threading.Thread(target=tick), threading.Thread(target=f, args=(20_000_000,))]
    for thread in others:
        thread.start()
    started = time.perf_counter()
    f(60_000_000)
    elapsed_s = time.perf_counter() - started
    done.set()
    for thread in others:
        thread.join()
    if ticks[0] < min(elapsed_s, 1) / 0.05:
        return f"{ticks[0]} ticks of a thread in {elapsed_s:.2f} s"
    return "" if f(1000) == wanted else "other results behind it"


if __name__ == "__main__":
    for line in sys.stdin:
        request = json.loads(line)
        answer = threads() if request["kind"] == "threads" else run(**request)
        print(json.dumps(answer), flush=True)
