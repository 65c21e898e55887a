"""SIGINT leaves the locks of the import system as they were."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import _imp, importlib._bootstrap as imports, signal, threading, time
from noodle_kernel.interrupts import on_sigint

signal.signal(signal.SIGINT, on_sigint)
main, end = threading.main_thread().ident, time.monotonic() + 1.5
seen = held = 0

def pester():
    time.sleep(0.2)
    while time.monotonic() < end - 0.2:
        time.sleep(0.0005)
        signal.pthread_kill(main, signal.SIGINT)

threading.Thread(target=pester).start()
while time.monotonic() < end:
    try:
        while time.monotonic() < end:
            for _ in range(200):
                imports._lock_unlock_module("json")
    except KeyboardInterrupt:
        seen += 1
    try:
        if _imp.lock_held():
            held += 1
            _imp.release_lock()
    except KeyboardInterrupt:
        pass
print(seen > 0, held)
"""


def test_no_import_lock_is_left_behind() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True,
                          timeout=60, check=True)  # fmt: skip
    assert done.stdout.split() == ["True", "0"]
