"""Parallel loops whose results do not depend on the number of threads: `f(a, b, n)` with a vector that is
read and one that is written. FLOATS gather floats, whose order of addition is free; FUSED have no loop of their own."""

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
    "greatest element": "m = a[0]\nfor k in prange(n):\n    m = max(m, a[k])\nreturn m",
    "least element": "m = a[n // 2]\nfor k in prange(n):\n    m = min(m, a[k])\nreturn m",
    "greatest of two types": "m = 0.0\nfor k in prange(n):\n    m = max(m, a[k])\nreturn m",
    "greatest of int and float": "m = -2\nfor k in prange(n):\n    m = max(m, float(a[k]))\nreturn m",
    "signs of zero": "m = -0.0\nfor k in prange(n):\n    m = max(m, 0.0 * float(a[k]))\nreturn m",
    "greatest with nan": "m = -9.0\nz = float('inf')\nfor k in prange(n):\n"
                         "    x = float(a[k])\n    if k % 5 == 0:\n        x = z - z\n    m = max(m, x)\nreturn m",
    "greatest from nan": "m = float('nan')\nfor k in prange(n):\n    m = max(m, float(a[k]))\nreturn m",
    "bits": "m = 3\nfor k in prange(n):\n    m |= 1 << (k % 13)\nreturn m",
    "common bits": "m = -1\nfor k in prange(n):\n    m &= k | 5\nreturn m",
    "odd bits": "m = 77\nfor k in prange(n):\n    m ^= k * 2654435761 % 2**32\nreturn m",
    "bits of another form": "m = 0\nfor k in prange(n):\n    if k % 3:\n        m = m | k\nreturn m",
    "any": "found = False\nfor k in prange(n):\n    found |= float(a[k]) > 3\nreturn found",
    "any of NumPy's": "found = False\nfor k in prange(n):\n    found |= a[k] > 3\nreturn found",
    "all": "fine = True\nfor k in prange(n):\n    fine &= k < n\nreturn fine",
    "all of both": "fine = True\nfor k in prange(n):\n    if k % 2:\n        fine &= a[k] < 1000\nreturn fine",
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

FUSED: Final = {
    "new array": "return np.exp(-a * a) * np.cos(3.0 * a) + np.tanh(a)",
    "out": "np.exp(a, out=b)\nreturn b",
    "part": "b[1:] = np.exp(a[1:]) * np.sin(a[:-1])\nreturn b",
    "in place": "b += np.exp(a) * np.sin(a)\nreturn b",
    "own neighbour": "b[1:] = np.exp(-b[:-1]) * np.sin(b[1:])\nreturn b",
    "reversed": "b[:] = np.cos(b[::-1]) * np.exp(-b)\nreturn b",
    "every other": "b[::2] = np.exp(a[::2]) * np.sin(a[::-2])\nreturn b",
    "matrix": "m = a[: n // 7 * 7].reshape(-1, 7)\nreturn np.exp(-m * m) * np.cos(m)",
    "few rows": "m = a[: n // 3 * 3].reshape(3, -1)\nreturn np.exp(-m * m) * np.cos(m[::-1])",
    "columns": "m = a[: n // 5 * 5].reshape(-1, 5).T\nreturn np.exp(-m * m) * np.cos(m)",
    "broadcast": "k = n // 100 * 100\nm = a[:k].reshape(-1, 100)\nreturn np.exp(-m * m) * np.cos(m[0]) + np.tanh(m[:, :1])",
    "mask": "return np.sin(a) * np.cos(a) > 0.25",
    "chosen": "return np.where(a > 0, np.sin(a), np.cos(a))",
    "whole numbers": "k = np.arange(n)\nreturn k // (k % 7 + 1) % 1000 // (k % 3 + 1)",
    "complex": "return np.exp(1j * a) * np.exp(a)",
    "halves": "h = a.astype(np.float32)\nreturn np.exp(-h * h) * np.sin(h)",
    "statements": "t = np.exp(-a * a)\nu = t * np.cos(a)\nreturn u + b, u",
    "rounds": "for r in range(3):\n    b = b + np.exp(-a * a) * np.cos(a + r)\nreturn b",
    "picked": "k = np.arange(n)[::-1].copy()\nreturn np.exp(a[k]) * np.sin(a[k])",
    "sum": "return (np.exp(-a * a) * np.cos(a)).sum()",
    "sum of whole numbers": "k = np.arange(n)\nreturn (k // (k % 7 + 1) % 1000 // (k % 3 + 1)).sum()",
    "sum of complex": "return (np.exp(1j * a) * np.exp(a)).sum()",
    "sum of halves": "h = a.astype(np.float32)\nreturn (np.exp(-h * h) * np.sin(h)).sum()",
    "product": "return np.prod(1 + np.sin(a) * np.cos(a) * 1e-6)",
    "mean, deviation": "t = np.sin(a) * np.exp(b)\nreturn t.mean(), (np.cos(a) * t).std()",
    "extremes": "return (np.sin(a) * np.exp(b)).max(), (np.cos(a) * np.exp(b)).min()",
    "extreme of nan": "b[n // 2] = np.nan\nreturn (np.sin(b) * np.cos(b)).max()",
    "sum of infinities": "b[n // 2] = np.inf\nreturn (np.exp(b) * np.cos(a)).sum()",
    "rows": "m = a[: n // 100 * 100].reshape(-1, 100)\nreturn (np.exp(-m * m) * np.cos(m)).sum(axis=1)",
    "columns added": "m = a[: n // 100 * 100].reshape(-1, 100)\nreturn (np.exp(-m * m) * np.cos(m)).sum(axis=0)",
    "any, all": "t = np.sin(a) * np.cos(a)\nreturn (t > 2).any(), (np.cos(a) * t < 2).all()",
    "in a parallel loop": "s = 0.0\nfor k in parallel(4):\n    s += (np.exp(-a * k) * np.cos(a)).sum()\nreturn s",
    "index error": "k = np.arange(n)\nk[n // 2] = n\nreturn np.exp(a[k]) * np.sin(a[k])",
    "shapes": "return np.exp(a) * np.sin(b[1:])",
}  # fmt: skip
"""Expressions whose elements cost enough for threads."""

TRAPS: Final = {
    "out of bounds": "for k in parallel(n + 1):\n    b[k] = a[k]\nreturn b",
    "division": "for k in parallel(n):\n    b[k] = 7 // (k - n // 2)\nreturn b",
    "two kinds": "for k in parallel(n):\n    if k == n // 3:\n        b[k] = a[k + n]\n"
                 "    b[k] = 1 // (k - n // 2)\nreturn b",
    "assertion": "for k in parallel(n):\n    assert k != n - 1, 'the last'\n    b[k] = k\nreturn b",
    "overflow of a sum": "s = 2**63 - 1\nfor k in prange(n):\n    s += k\nreturn s",
    "overflow of a product": "s = 3\nfor k in prange(n):\n    if k % 100 == 7:\n        t = k\n    s *= 2\nreturn s",
    "in a call": "for k in parallel(n):\n    b[k] = g(k) // (k - n // 2)\nreturn b",
}  # fmt: skip

CALLED: Final = "def g(k):\n    return k % 7 - 3 if k % 2 else k // 5\n"


def source_of(body: str) -> str:
    return "\n".join(
        [CALLED, "def f(a, b, n):", *(f"    {line}" for line in body.splitlines()), ""]
    )
