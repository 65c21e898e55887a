"""Asks a fresh process to measure something, within a time limit.

A kernel that crashes, hangs, or compiles without end then costs one row and not the table; and what
is measured cold is cold. The question is a function's place (`module:function`) with arguments that
JSON can carry; the answer is what it returns, as the last line of its output.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, final

ROOT = Path(__file__).parent.parent

DEFAULTS = {
    "NOODLE_CACHE_DIR": "0",
    "NOODLE_NUM_THREADS": "1",
    "NUMBA_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(64 << 20),
}
"""One thread, and no code from earlier runs, unless a question says otherwise. glibc's allocator as
it is in a process that has freed a large block: before that it may give memory back to the system
after each call, on one side and not on the other, which makes some calls ten times slower."""


@final
class AskError(Exception):
    """The process gave no answer; the text says why, in a few words."""


def ask(
    place: str, arguments: dict[str, Any], *, limit_s: float, environment: dict[str, str]
) -> Any:
    """The answer of `place(**arguments)`. Raises AskError."""
    command = [sys.executable, "-m", "benchmarks.processes", place, json.dumps(arguments)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=limit_s, cwd=ROOT,
            env={**os.environ, **DEFAULTS, **environment},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise AskError(f"over {limit_s:.0f} s") from None
    if done.returncode < 0:
        raise AskError(f"signal {-done.returncode}")
    if done.returncode:
        raise AskError((done.stderr.strip().splitlines() or ["failed"])[-1][:300])
    return json.loads(done.stdout.strip().splitlines()[-1])


def main() -> None:
    place, arguments = sys.argv[1], json.loads(sys.argv[2])
    module, _, function = place.partition(":")
    answer = getattr(importlib.import_module(module), function)(**arguments)
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
