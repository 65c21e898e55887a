"""SIGINT leaves the locks of the import system as they were."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import _imp, importlib._bootstrap as imports, signal, threading, time
from noodle_kernel.interrupts import on_sigint

main, end = threading.main_thread().ident, time.monotonic() + 1.5
seen = held = 0
busy = False

def counted(number, frame):
    # What would have been raised here is only counted, and whether importing holds its lock.
    global seen, held, busy
    if busy:
        return
    busy = True
    try:
        on_sigint(number, frame)
    except KeyboardInterrupt:
        seen += 1
        held += _imp.lock_held()
    busy = False

def pester():
    while time.monotonic() < end - 0.2:
        time.sleep(0.0005)
        signal.pthread_kill(main, signal.SIGINT)

signal.signal(signal.SIGINT, counted)
threading.Thread(target=pester).start()
while time.monotonic() < end:
    for _ in range(200):
        imports._lock_unlock_module("json")
print(seen > 0, held)
"""


def test_no_import_lock_is_left_behind() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True,
                          timeout=60, check=True)  # fmt: skip
    assert done.stdout.split() == ["True", "0"]
