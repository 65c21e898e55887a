"""The run-time library of native code: the entry from Python, memory, polling, threads, and the
functions that compiled code calls.

`support.h` documents the C side, `binding.py` is the Python side; `binding` is imported by name,
since it needs a Python whose structs it knows.
"""

from pathlib import Path
from typing import Final

from nbc.native.support.declarations import DECLARATIONS

SUPPORT_IR: Final = Path(__file__).parent / "support.ll"
"""The library as LLVM IR text, made by scripts/build_support.py."""

__all__ = ["DECLARATIONS", "SUPPORT_IR"]
