"""Interrupts at bad moments are neither lost nor raised where they would break something."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from nbc import interrupts

IN_A_FINALIZER = """
import signal, time
from nbc import interrupts
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have had it ignored
interrupts.keep_dropped()

class Held:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)
        time.sleep(0)

try:
    held = Held()
    del held
    print("went on", flush=True)
    time.sleep(30)
except KeyboardInterrupt:
    print("interrupted")
"""

IN_A_CALLBACK = """
import ctypes, signal, time
from nbc import interrupts
signal.signal(signal.SIGINT, signal.default_int_handler)

@ctypes.CFUNCTYPE(ctypes.c_int64)
def called():
    with interrupts.after(in_callback=True):
        signal.raise_signal(signal.SIGINT)
    return 7

try:
    print(called(), flush=True)
    time.sleep(30)
except KeyboardInterrupt:
    print("interrupted")
"""


@pytest.mark.parametrize("program", [IN_A_FINALIZER, IN_A_CALLBACK])
def test_what_python_would_drop_comes_again(program: str) -> None:
    """It may come before or in the middle of what is printed first."""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=20, check=True
    )
    assert done.stdout.endswith("interrupted\n") and not done.stderr


def test_the_block_ends_before_the_interrupt_is_raised() -> None:
    ended = False
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with pytest.raises(KeyboardInterrupt), interrupts.after():
        signal.raise_signal(signal.SIGINT)
        ended = True
    signal.signal(signal.SIGINT, before)
    assert ended
