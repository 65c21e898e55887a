"""Parallel loops whose results do not depend on the number of threads: `f(a, b, n)` with a vector that is
read and one that is written. FLOATS gather floats, whose order of addition is free."""

from __future__ import annotations

from typing import Final

EXACT: Final = {
    "elements": "for k in parallel(n):\n    b[k] = a[k] * 2 + k\nreturn b",
    "from both ends": "for k in prange(n):\n    b[n - k - 1] = a[k]\nreturn b",
    "every third": "for k in parallel(0, n, 3):\n    b[k] = -1\nreturn b",
    "downwards": "for k in parallel(n - 1, -1, -1):\n    b[k] = a[k]\nreturn b",
    "sum of indices": "s = 0\nfor k in prange(n):\n    s += k\nreturn s",
    "sum of ints": "s = 0\nfor k in prange(n):\n    s += int(a[k])\nreturn s",
    "several sums": "s = 5\nc = 0\nfor k in prange(n):\n    s += k\n    if k % 3 == 0:\n        c += 1\nreturn s, c",
    "difference": "s = 0\nfor k in prange(n):\n    s -= k\nreturn s",
    "product": "p = 1\nfor k in prange(n):\n    p *= 1 - 2 * (k % 2)\nreturn p",
    "greatest": "m = -1\nfor k in prange(n):\n    m = max(m, (k * 7919) % 1000)\nreturn m",
    "least": "m = 10**9\nfor k in prange(n):\n    m = min(m, (k * 7919) % 1000 - 50)\nreturn m",
    "greatest float": "m = -1.0\nfor k in prange(n):\n    m = max(m, float(a[k]))\nreturn m",
    "inner loop": "for k in parallel(n):\n    s = 0\n    for q in range(k % 17):\n        s += q * k\n    b[k] = s\nreturn b",
    "inner while": "for k in parallel(n):\n    q = k\n    c = 0\n    while q > 0:\n        q //= 2\n        c += 1\n"
                   "    b[k] = c\nreturn b",
    "twice": "for k in parallel(n):\n    b[k] = a[k]\nfor k in parallel(n):\n    b[k] += k\nreturn b",
    "in a loop": "for r in range(3):\n    for k in parallel(n):\n        b[k] += r\nreturn b",
    "continue": "for k in parallel(n):\n    if k % 2:\n        continue\n    b[k] = 1\nreturn b",
    "own row": "for k in parallel(n):\n    t = a * 0 + k\n    b[k] = t[0]\nreturn b",
    "calls": "for k in parallel(n):\n    b[k] = g(k)\nreturn b",
    "sum of calls": "s = 0\nfor k in prange(n):\n    s += g(k)\nreturn s",
}  # fmt: skip

FLOATS: Final = {
    "sum": "s = 0.0\nfor k in prange(n):\n    s += a[k]\nreturn s",
    "sum from an int": "s = 0\nfor k in prange(n):\n    s += a[k]\nreturn s",
    "sum of products": "s = 1.5\nfor k in prange(n):\n    s += a[k] * a[n - k - 1]\nreturn s",
    "sum of squares of floats": "s = 0.0\nfor k in prange(n):\n    s += float(a[k]) ** 2\nreturn s",
    "array expression": "return (a * 2 + b).sum()",
    "mean and deviation": "return a.mean() if n else 0.0, a.std() if n else 0.0",
}  # fmt: skip

TRAPS: Final = {
    "out of bounds": "for k in parallel(n + 1):\n    b[k] = a[k]\nreturn b",
    "division": "for k in parallel(n):\n    b[k] = 7 // (k - n // 2)\nreturn b",
    "two kinds": "for k in parallel(n):\n    if k == n // 3:\n        b[k] = a[k + n]\n"
                 "    b[k] = 1 // (k - n // 2)\nreturn b",
    "assertion": "for k in parallel(n):\n    assert k != n - 1, 'the last'\n    b[k] = k\nreturn b",
    "overflow of a sum": "s = 2**63 - 1\nfor k in prange(n):\n    s += k\nreturn s",
    "in a call": "for k in parallel(n):\n    b[k] = g(k) // (k - n // 2)\nreturn b",
}  # fmt: skip

CALLED: Final = "def g(k):\n    return k % 7 - 3 if k % 2 else k // 5\n"


def source_of(body: str) -> str:
    return "\n".join(
        [CALLED, "def f(a, b, n):", *(f"    {line}" for line in body.splitlines()), ""]
    )
