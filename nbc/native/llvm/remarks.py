"""What LLVM's optimiser says of each source line: vectorised, unrolled, or why not.

LLVM writes remarks to the standard error of the process, and only when global options ask for them;
so IR is optimised once more in a process of its own (0.2 to 0.5 s, on demand only). Lines are those
of the `!DILocation`s in the IR, whose compile unit need have no more than `emissionKind: NoDebug`;
without them every remark has line 0. Where no process can be started, the optimised IR is looked at
instead. `python -m nbc.native.llvm.remarks LEVEL` reads IR and is that process.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final, final

from nbc.native.llvm import machine, passes, vector_math


@final
@dataclass(frozen=True, slots=True)
class Remark:
    """`kind`: vectorised, unrolled, or missed. Line and column as the IR's locations say."""

    kind: str
    line: int
    column: int
    message: str


_TIMEOUT_S: Final = 30.0
_REMARK: Final = re.compile(r"^remark: (?:.*?):(\d+):(\d+): (.*)$", re.MULTILINE)
_OPTIONS: Final = (
    "-pass-remarks=loop-vectorize|slp-vectorizer|loop-unroll|transform-warning",
    "-pass-remarks-missed=loop-vectorize",
    "-pass-remarks-analysis=loop-vectorize",
)
_KINDS: Final = (
    ("vectorised", re.compile("vectorized|SLP", re.IGNORECASE)),
    ("unrolled", re.compile("unroll|peel", re.IGNORECASE)),
)
_NOT_DONE: Final = re.compile(r"\bnot\b|cannot|unable|fail", re.IGNORECASE)
_VECTOR_BLOCK: Final = re.compile(r"^vector\.body[\w.]*:.*?<(\d+) x ", re.MULTILINE | re.DOTALL)


def of_ir(ir: str, level: str = "full") -> list[Remark]:
    """The remarks on IR text, by line. Raises InternalError where LLVM refuses the text."""
    try:
        text = _from_process(ir, level)
    except (OSError, subprocess.SubprocessError):
        return _from_optimised_ir(ir, level)
    found = {
        Remark(_kind(message), int(line), int(column), message)
        for line, column, message in _REMARK.findall(text)
    }
    return sorted(found, key=lambda remark: (remark.line, remark.column, remark.message))


def _from_process(ir: str, level: str) -> str:
    root = str(Path(__file__).parents[3])
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, "-m", __name__, level],
        input=ir, capture_output=True, text=True, check=True, timeout=_TIMEOUT_S,
        env=os.environ | {"PYTHONPATH": path},
    )  # fmt: skip
    return done.stderr


def _from_optimised_ir(ir: str, level: str) -> list[Remark]:
    module, _ = passes.compile_module(vector_math.complete(ir), level)
    with machine.LOCK:
        text = str(module)
    return [
        Remark("vectorised", 0, 0, f"vectorized loop (vectorization width: {width})")
        for width in _VECTOR_BLOCK.findall(text)
    ]


def _kind(message: str) -> str:
    if _NOT_DONE.search(message):
        return "missed"
    return next((kind for kind, pattern in _KINDS if pattern.search(message)), "missed")


def _main(level: str) -> None:
    for option in _OPTIONS:
        machine.binding().set_option("noodle", option)
    passes.compile_module(vector_math.complete(sys.stdin.read()), level)


if __name__ == "__main__":
    _main(sys.argv[1])
