"""LLVM IR of small kernels, and how to call them from Python."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np

from nbc.native.llvm import Loaded

SQUARE = """
define i64 @square(i64 %x) nounwind {
  %y = mul i64 %x, %x
  ret i64 %y
}
"""


def over_array(body: str, declarations: str = "", item: str = "double", suffix: str = "") -> str:
    """IR of `kernel(out, a, b, n)`: for each i, `%r` made from `%x` and `%y` by `body`."""
    return f"""{declarations}
define void @kernel(ptr noalias %out, ptr noalias %a, ptr noalias %b, i64 %n) nounwind {{
entry:
  %some = icmp sgt i64 %n, 0
  br i1 %some, label %loop, label %done
loop:
  %i = phi i64 [ 0, %entry ], [ %next, %loop ]
  %pa = getelementptr {item}, ptr %a, i64 %i
  %pb = getelementptr {item}, ptr %b, i64 %i
  %po = getelementptr {item}, ptr %out, i64 %i
  %x = load {item}, ptr %pa
  %y = load {item}, ptr %pb
  {body}
  store {item} %r, ptr %po
  %next = add nsw i64 %i, 1
  %more = icmp slt i64 %next, %n
  br i1 %more, label %loop, label %done{suffix}
done:
  ret void
}}
"""


def run_over_arrays(loaded: Loaded, a: np.ndarray[Any, Any], b: np.ndarray[Any, Any]) -> Any:
    """What `kernel` makes of two arrays. `loaded` owns the code, so it stays alive here."""
    out = np.empty_like(a)
    prototype = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 3, ctypes.c_int64)
    kernel = prototype(loaded.addresses["kernel"])
    kernel(out.ctypes.data, a.ctypes.data, b.ctypes.data, len(a))
    return out


def function(address: int) -> Callable[[int], int]:
    """An i64 function of an i64."""
    return ctypes.CFUNCTYPE(ctypes.c_int64, ctypes.c_int64)(address)
