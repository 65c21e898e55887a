"""What loading the native tier leaves for the first cell to wait for: nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]
PROGRAM = """
import gc, sys
from pathlib import Path
import numpy, nbc
from nbc.native import dispatch

full = []
gc.callbacks.append(lambda phase, about: full.append(phase) if about["generation"] == 2 else None)
dispatch.warm_up().join()
print(full[-1:])
before = set(sys.modules)
session = nbc.Session(optimize=3, native="always")
session.run('''
import math
import numpy as np
class P:
    x: f64
def f(a: f64, n: i64) -> f64:
    p = P(a)
    total = np.sum(np.sort(np.full(n, p.x)))
    for i in range(n):
        total += math.sqrt(i) * sum([k for k in (1, 2, 3)])
    return total
''')
print(session["f"](2.0, 9), dispatch.tier(session["f"]).tier)
print(sorted(name for name in set(sys.modules) - before if name.startswith("nbc")))
"""


def test_everything_is_imported() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, text=True, check=True,
                          capture_output=True)  # fmt: skip
    collected, result, imported = done.stdout.splitlines()
    assert collected == "['stop']"
    assert result.endswith(" native")
    assert imported == "[]"
